"""What the browser tests share: two screens, the site over HTTP, and one page of each kind."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 320, "height": 720}
DESK: ViewportSize = {"width": 1280, "height": 800}
OpenPage = Callable[..., Page]
# One page of each kind, for what takes long. tests/browser/test_reading.py says that no kind is left out.
KINDS = ("", "uses/migraine/", "uses/", "safety/", "sources/", "glossary/", "404.html")


@dataclass(frozen=True)
class Server:
    """The site over HTTP: its address, and the paths of all its pages."""

    address: str
    paths: list[str]

"""What the browser tests share: two screens, and the site over HTTP."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

PHONE, DESK = {"width": 320, "height": 720}, {"width": 1280, "height": 800}
OpenPage = Callable[..., Page]


@dataclass(frozen=True)
class Server:
    """The site over HTTP: its address, and the paths of all its pages."""

    address: str
    paths: list[str]

"""What a browser is told that was away when something was saved."""

from pathlib import Path
from types import SimpleNamespace

from tooling.preview.desk import Desk


def make_desk(version: int) -> Desk:
    """Return a desk whose site has been saved so many times."""
    desk = Desk(Path(), restart=lambda: None)
    desk.site = SimpleNamespace(version=version)  # type: ignore[assignment]
    return desk


def test_nothing_new_is_nothing_to_tell() -> None:
    desk = make_desk(3)
    assert desk.news_since(desk.version()) is None


def test_an_older_page_is_looked_at_again() -> None:
    assert make_desk(3).news_since(make_desk(3).version()) == "*"
    desk = make_desk(3)
    assert desk.news_since(f"{desk.started}-2") == "*"


def test_a_page_that_was_added_meanwhile_is_opened() -> None:
    desk = make_desk(3)
    desk.tell("uses/new/")
    assert desk.news_since(f"{desk.started}-2") == "open:/uses/new/"


def test_a_page_that_was_added_before_is_not_opened_again() -> None:
    desk = make_desk(3)
    desk.tell("uses/new/")
    desk.site = SimpleNamespace(version=4)  # type: ignore[assignment]
    assert desk.news_since(f"{desk.started}-3") == "*"


def test_a_browser_of_an_earlier_process_looks_again() -> None:
    desk = make_desk(3)
    desk.tell("uses/new/")
    assert desk.news_since("1-2-0") == "*"
    assert desk.news_since("None") == "*"

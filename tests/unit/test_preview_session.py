"""What a browser is told that was away when something was saved."""

from pathlib import Path
from types import SimpleNamespace

from tooling.preview.session import Session


def make_session(version: int) -> Session:
    """Return a session whose site has been saved so many times."""
    session = Session(Path(), restart=lambda: None)
    session.site = SimpleNamespace(version=version)  # type: ignore[assignment]
    return session


def test_nothing_new_is_nothing_to_tell() -> None:
    session = make_session(3)
    assert session.news_since(session.version()) is None


def test_an_older_page_is_looked_at_again() -> None:
    assert make_session(3).news_since(make_session(3).version()) == "*"
    session = make_session(3)
    assert session.news_since(f"{session.started}-2") == "*"


def test_a_page_that_was_added_meanwhile_is_opened() -> None:
    session = make_session(3)
    session.tell("uses/new/")
    assert session.news_since(f"{session.started}-2") == "open:/uses/new/"


def test_a_page_that_was_added_before_is_not_opened_again() -> None:
    session = make_session(3)
    session.tell("uses/new/")
    session.site = SimpleNamespace(version=4)  # type: ignore[assignment]
    assert session.news_since(f"{session.started}-3") == "*"


def test_a_browser_of_an_earlier_process_looks_again() -> None:
    session = make_session(3)
    session.tell("uses/new/")
    assert session.news_since("1-2-0") == "*"
    assert session.news_since("None") == "*"

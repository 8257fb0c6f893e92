"""What a browser is told that was away when something was saved, and when the preview begins afresh."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tooling.preview import lookout as of_lookout
from tooling.preview.lookout import NO_NOTICES, Lookout
from tooling.preview.python_files import find_python_problems
from tooling.preview.session import Session
from tooling.preview.start import watch_saves


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


def make_modules(project: Path, plugin: str) -> None:
    """Write a project whose preview needs one module of plugins/; an empty text leaves it out."""
    for name, text in {"tooling/preview/start.py": "import plugins.needed\n", "plugins/needed.py": plugin}.items():
        if text:
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("plugin", "told"),
    [
        ("GOOD = 1\n", []),
        (
            "",
            [
                "tooling/preview/start.py:1:1: The preview could not start again (ModuleNotFoundError: No module named "
                "'plugins'). Put back what is missing, or correct this line, and save."
            ],
        ),
        (
            "\nBAD = unknown\n",
            [
                "plugins/needed.py:2:1: The preview could not start again (NameError: name 'unknown' is not defined). "
                "Put back what is missing, or correct this line, and save."
            ],
        ),
        ("BAD = (\n", ["plugins/needed.py:1:1: Python cannot read this ('(' was never closed (needed.py, line 1)). Correct it and save."]),
    ],
)  # fmt: skip
def test_a_fresh_process_takes_over_only_where_it_could_begin(tmp_path: Path, plugin: str, told: list[str]) -> None:
    make_modules(tmp_path, plugin)
    begun: list[bool] = []
    session = Session(tmp_path, restart=lambda: begun.append(True))
    session.saved({tmp_path / "plugins/needed.py"})
    assert [str(problem) for problem in session.errors()] == told
    assert begun == ([] if told else [True])


def test_settings_that_are_gone_are_told_of_and_other_files_are_not_missed(tmp_path: Path) -> None:
    told = "pelicanconf.py:1:1: The file is missing. Take it back from git."
    assert [str(problem) for problem in find_python_problems(tmp_path, {"pelicanconf.py", "tasks.py"})] == [told]
    assert find_python_problems(tmp_path, {"publishconf.py", "deploy/target.toml"}) == []


def test_before_a_page_the_disk_and_the_day_are_asked_and_a_new_day_is_told() -> None:
    asked: list[str] = []
    days = [True, False]
    session = Session(Path(), restart=lambda: None)
    session.look = lambda: asked.append("disk")
    session.site = SimpleNamespace(  # type: ignore[assignment]
        version=3, is_of_another_day=lambda: days.pop(0), turn_day=lambda: asked.append("day")
    )
    session.tell = lambda address: asked.append(f"told {address}")  # type: ignore[method-assign]
    session.refresh()
    assert asked == ["disk", "day", "told None"]
    session.refresh()
    assert asked == ["disk", "day", "told None", "disk"]


def test_that_no_notices_come_is_said_in_the_terminal_once_and_in_the_banner_of_every_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(of_lookout.SAID, raising=False)
    session, lookout = Session(tmp_path, restart=lambda: None), Lookout(tmp_path)
    told: list[str | None] = []
    monkeypatch.setattr(session, "tell", told.append)
    monkeypatch.setattr(lookout, "start", lambda take: take(set()))
    watch_saves(lookout, session)
    assert session.facts("index.html", "", []).notes == ["0 kB sent"]
    lookout.say(NO_NOTICES)
    lookout.say(NO_NOTICES)  # as after a fresh start
    assert session.facts("index.html", "", []).notes == [NO_NOTICES, "0 kB sent"]
    assert told == [None, None]
    assert capsys.readouterr().err == f"{NO_NOTICES}\n"
    monkeypatch.delenv(of_lookout.SAID)

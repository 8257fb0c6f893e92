"""The first answer comes before all pages are judged; what it shows is judged, and in the end it says what a start says."""

import os
import signal
import subprocess
import sys
from multiprocessing.context import ForkProcess
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from plugins.memory.steps import Memory
from plugins.memory.store import Store
from tooling.preview.changes import Changes
from tooling.preview.site import WarmSite

ACNE, PAGE = "content/uses/acne.md", "uses/acne/index.html"
HARM = '\n\nRead `<this>` \\`<meta http-equiv="refresh" content="3;url=https://elsewhere.example/">\\` now.\n'
NOTE = "Checking the other pages …"


def add(folder: Path, text: str) -> Changes:
    """Add a text to the end of an article."""
    with (folder / ACNE).open("a", encoding="utf-8") as file:
        file.write(text)
    return Changes(content={ACNE})


def start(folder: Path, memory: Memory | None = None) -> WarmSite:
    """Return a site that has read everything and judged nothing."""
    site = WarmSite(folder, memory)
    site.start(judge_behind=True)
    return site


def pages(site: WarmSite) -> dict[str, str]:
    """Return every page."""
    return {name: site.page(name) for name in site.addresses()}


def whole(folder: Path) -> WarmSite:
    """Return a site that has judged before its first answer."""
    site = WarmSite(folder)
    site.start()
    return site


def test_a_page_is_shown_before_all_are_judged_and_the_banner_says_so(folder: Path) -> None:
    site = start(folder)
    try:
        text = site.page(PAGE)
        assert site.judging is not None
        assert site.notes(PAGE, text)[0] == NOTE
        site.take_judgement()
        assert site.judging is None
        assert site.page(PAGE) == text
        assert NOTE not in site.notes(PAGE, text)
    finally:
        site.stop()


def test_in_the_end_every_page_and_every_problem_is_that_of_a_start(folder: Path) -> None:
    add(folder, "\n\nIt is a miracle cure.\n")
    site = start(folder)
    before = pages(site)
    site.take_judgement()
    expected = whole(folder)
    now = pages(site)
    assert now == pages(expected)
    # The lists of all sources are whole when all pages are read
    lists = {f"{name}/index.html" for name in ("sources", "studies", "studies-2")}
    assert {name for name in now if now[name] != before[name]} <= lists
    assert site.problems == expected.problems != []


def test_what_is_harmful_is_not_shown_before_all_are_judged(folder: Path) -> None:
    add(folder, HARM)
    site = start(folder)
    with pytest.raises(KeyError):
        site.page(PAGE)
    assert [problem.rule for problem in site.problems] == ["html-page"]
    site.take_judgement()
    assert PAGE not in site.addresses()
    assert site.problems == whole(folder).problems


def test_an_edit_shows_while_the_others_are_judged(folder: Path) -> None:
    site = start(folder)
    site.update(add(folder, "\n\nThese words are fresh.\n"))
    assert "These words are fresh." in site.page(PAGE)
    site.take_judgement()
    assert "These words are fresh." in site.page(PAGE)
    assert pages(site) == pages(whole(folder))


def test_a_page_that_was_harmful_when_it_was_judged_and_is_mended_is_shown(folder: Path) -> None:
    text = (folder / ACNE).read_text(encoding="utf-8")
    add(folder, HARM)
    site = start(folder)
    (folder / ACNE).write_text(text, encoding="utf-8")
    site.update(Changes(content={ACNE}))
    site.take_judgement()
    assert site.problems == []
    assert pages(site) == pages(whole(folder))


def test_a_source_that_has_changed_is_shown_on_the_page_that_cites_it(folder: Path) -> None:
    site = whole(folder)
    site.page(PAGE)
    file = folder / "content/data/sources.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"title": "', '"title": "Afresh '), encoding="utf-8")
    site.update(Changes(content={"content/data/sources.json"}))
    assert "Afresh" in site.page(PAGE)
    assert pages(site) == pages(whole(folder))


def test_a_process_that_is_killed_is_made_up_for(folder: Path) -> None:
    site = start(folder)
    assert site.judging is not None
    site.judging.process.kill()
    site.judging.process.join()
    site.take_judgement()
    assert site.problems == []
    assert pages(site) == pages(whole(folder))


def test_what_a_preview_has_judged_the_next_one_remembers(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "memory.sqlite3")
    first = start(folder, Memory(store, "program", holds=True))
    first.take_judgement()
    memory = Memory(Store(tmp_path / "memory.sqlite3"), "program", holds=True)
    second = start(folder, memory)
    second.take_judgement()
    assert pages(second) == pages(first)
    assert second.problems == first.problems == []


NOTICE, PRACTICE = "content/blocks/review-pending.md", "content/data/practice.toml"


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (NOTICE, "No clinician", "A clinician", ':1:1: This notice has to say what is not so. Write it with "no" or "not".'),
        (PRACTICE, 'phone = ""', "phone = “x”", ':12:9: The quotation marks are curly. Write it as: phone = "x".'),
    ],
)  # fmt: skip
def test_a_start_with_what_every_page_needs_broken_says_where_and_the_save_that_mends_it_shows_all(
    folder: Path, path: str, old: str, new: str, told: str
) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    site = start(folder)
    for _ in range(2):  # before all are judged, and after
        assert [str(problem) for problem in site.problems] == [path + told]
        assert list(site.addresses()) == []
        site.take_judgement()
    (folder / path).write_text(text, encoding="utf-8")
    site.update(Changes(content={path}))
    assert site.problems == []
    assert pages(site) == pages(whole(folder))


def test_after_many_edits_every_page_and_every_problem_is_that_of_a_start(folder: Path) -> None:
    site = start(folder)
    site.take_judgement()
    edits = [
        (ACNE, "title: ", "title: Now, "),
        ("content/uses/migraine.md", "", "\nSome more words.\n"),
        ("content/blocks/report.md", "", "\nWords of the block.\n"),
        ("content/data/sources.json", '"title": "', '"title": "Afresh '),
        (PRACTICE, 'phone = ""', 'phone = "+18003321088"'),
        (ACNE, "summary: ", "summary: In short, "),
        ("content/pages/about.md", "title: ", "draft: true\ntitle: "),
        ("content/uses/migraine.md", "title: ", "title: Now, "),
        (ACNE, "", "\nIt is a miracle cure.[@nobody]\n"),
    ]
    for path, old, new in edits:
        text = (folder / path).read_text(encoding="utf-8")
        (folder / path).write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        site.update(Changes(content={path}))
    for name in ("uses/acne/index.html", "uses/migraine/index.html"):
        site.page(name)
    (folder / ACNE).write_text((folder / ACNE).read_text(encoding="utf-8").rpartition("\nIt is")[0], encoding="utf-8")
    site.update(Changes(content={ACNE}))
    expected = whole(folder)
    assert [str(problem) for problem in site.problems] == [str(problem) for problem in expected.problems]
    assert site.addresses() == expected.addresses()
    assert pages(site) == pages(expected)


HOLDING = """
import os, signal, sys
from tooling.preview.interrupts import hear_interrupts, hold_interrupts
if sys.argv[1:] == ["afresh"]:
    try:
        hear_interrupts()
    except KeyboardInterrupt:
        print("heard")
else:
    hold_interrupts()
    os.kill(os.getpid(), signal.SIGINT)
    os.execv(sys.executable, [*sys.orig_argv, "afresh"])
"""


def test_ctrl_c_while_a_fresh_process_takes_over_is_heard_when_that_is_ready() -> None:
    """Before, Python would meet it half way into its modules, and print a traceback."""
    done = subprocess.run([sys.executable, "-c", HOLDING], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "heard\n", "")


def test_ctrl_c_while_the_process_that_judges_is_started_leaves_none_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python would wait at its end for it, and it for somebody to listen."""
    begun: list[BaseProcess] = []

    def start_and_interrupt(process: BaseProcess) -> None:
        begun.append(process)
        plain_start(process)
        os.kill(os.getpid(), signal.SIGINT)

    plain_start = ForkProcess.start
    monkeypatch.setattr(ForkProcess, "start", start_and_interrupt)
    with pytest.raises(KeyboardInterrupt):
        start(folder)
    assert [process.is_alive() for process in begun] == [False]

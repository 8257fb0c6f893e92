"""What a text leads to is told: whose signature is lost and by which line, and which pages search engines leave out."""

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plugins.facts.review_status import Unlisted, review_status, text_version
from plugins.problems.problem import Problem
from plugins.reading.library import read_document
from plugins.reading.site_data import Reviewer
from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, TODAY, library_of
from tooling import weekly
from tooling.consequences import find_consequences
from tooling.git_answers import NoAnswer, past_files
from tooling.preview.page import review_notes

MIGRAINE, BLOCK = "content/uses/migraine.md", "content/blocks/call-911.md"
SLUG = Path(SAMPLE).stem
Save = Callable[[dict[str, str]], None]


def sign(files: dict[str, str], *paths: str) -> dict[str, str]:
    """Return the files with the pages signed as they are."""
    documents = library_of(files).documents
    signature = "reviewer: jane-doe\nreviewed: 2026-11-22 {}"
    return files | {
        path: files[path].replace("reviewer:\nreviewed:", signature.format(text_version(documents[path])))
        for path in paths
    }


SIGNED = sign(FILES, SAMPLE, MIGRAINE)


def change(files: dict[str, str], path: str, old: str, new: str) -> dict[str, str]:
    """Return the files with one text changed."""
    assert old in files[path]
    return files | {path: files[path].replace(old, new, 1)}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose last commits signed two pages, on a day that is known."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2026-11-22T12:00:00Z")
    folder = tmp_path / "p"
    folder.mkdir()
    git(folder, "init", "-q")
    commit(folder, SIGNED)
    return folder


def git(folder: Path, *arguments: str) -> str:
    """Ask git of the folder."""
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path, files: dict[str, str]) -> str:
    """Commit these files and return the start of the commit's id."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Save")
    return git(folder, "rev-parse", "--short=8", "HEAD")


def lost(files: dict[str, str], folder: Path) -> list[Problem]:
    """Return the notes on signatures that do not hold in these files."""
    return [note for note in find_consequences(library_of(files), TODAY, folder) if note.rule == "signature-lost"]


def versions(files: dict[str, str], path: str) -> tuple[str, str]:
    """Return the version of a page that was signed, and what it is now."""
    status = review_status(library_of(files).documents[path], {"jane-doe": Reviewer(name="J", credentials="MD")}, TODAY)
    return status.signed, status.version


def test_a_comma_in_a_shared_block_tells_each_signature_that_it_takes(project: Path) -> None:
    now = change(SIGNED, BLOCK, "Call at once if", "Call at once, if")
    head = git(project, "rev-parse", "--short=8", "HEAD")
    pages = ", ".join(
        "Rosa Vidal's on {} (signed 2026-11-22 as {}, now {})".format(path, *versions(now, path))
        for path in (MIGRAINE, SAMPLE)
    )
    assert [str(note) for note in lost(now, project)] == [
        f"{BLOCK}:2:1: 2 signatures no longer hold: {pages}. The text has changed on this line, compared with commit "
        f"{head} of 2026-11-22. Search engines will be asked not to list these pages. Ask for a new review "
        f"(`python3 tasks.py review migraine`, `python3 tasks.py review {SLUG}`), or put the text back."
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Bring a list of your medicines.", "Bring a list of medicines.", "Bring a list of medicines."),
        ("Ask your plan.\n", "", "## What is not known"),
        ("## Cost", "One line more.\n\n## Cost", "One line more."),
        ("updated: 2026-11-22", "updated: 2026-11-23", "updated:"),
        ("label: Placebo", "label: A dummy", "label: A dummy"),
        ("[[block: report]]\n", "", "## Cost"),
    ],
)
def test_the_line_that_changed_is_named(project: Path, old: str, new: str, line: str) -> None:
    now = change(SIGNED, SAMPLE, old, new)
    (note,) = lost(now, project)
    at = now[SAMPLE].split("\n")
    assert note.path == SAMPLE
    assert line in "\n".join(at[note.line - 1 : note.line + 2])


def test_the_day_that_changes_along_with_a_text_is_not_what_took_the_signature(project: Path) -> None:
    now = change(
        change(SIGNED, SAMPLE, "updated: 2026-11-22", "updated: 2026-11-23"), BLOCK, "Call at once", "Call now"
    )
    assert {note.path for note in lost(now, project)} == {BLOCK}


def test_a_change_that_was_committed_is_compared_with_the_last_commit_that_was_as_signed(project: Path) -> None:
    last = git(project, "rev-parse", "--short=8", "HEAD")
    now = change(SIGNED, SAMPLE, "You can also wait and see.", "You can wait.")
    commit(project, now)
    (note,) = lost(now, project)
    assert f"compared with commit {last} of 2026-11-22." in note.message
    commit(project, change(now, SAMPLE, "Exercises", "Some exercises"))
    assert f"compared with commit {last} of" in lost(change(now, SAMPLE, "Exercises", "All"), project)[0].message


def test_without_git_it_is_told_whose_signature_is_lost_and_not_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (note,) = lost(change(SIGNED, SAMPLE, "You can also wait and see.", "Wait."), tmp_path)
    assert note.path == SAMPLE
    assert FILES[SAMPLE].split("\n")[note.line - 1] == "reviewed:"
    assert note.message.startswith(f"1 signature no longer holds: Rosa Vidal's on {SAMPLE} (signed 2026-11-22 as ")
    assert "Which line has changed is not known. This folder is in no git repository." in note.message
    monkeypatch.setenv("PATH", str(tmp_path))
    (note,) = lost(change(SIGNED, SAMPLE, "You can also wait and see.", "Wait."), tmp_path)
    assert "git is not on this machine." in note.message


def test_a_version_that_never_was_is_told_as_such(project: Path) -> None:
    signed, _ = versions(SIGNED, SAMPLE)
    (note,) = lost(change(SIGNED, SAMPLE, signed, "0" * 8), project)
    assert "No commit has that version: compare it with the sheet that was signed." in note.message


def test_nothing_is_said_of_signatures_that_hold(project: Path) -> None:
    assert lost(SIGNED, project) == []
    assert lost(change(SIGNED, "content/blocks/review-pending.md", "reviewed", "looked at"), project) == []


def test_pages_that_are_left_out_are_told_by_reason_once(tmp_path: Path) -> None:
    files = change(SIGNED, MIGRAINE, "order: 1", "order: 1\ndraft: true")
    later = "content/pages/privacy.md"
    files = change(
        files, later, "published: 2026-11-22\nupdated: 2026-11-22", "published: 2026-12-01\nupdated: 2026-12-01"
    )
    assert [str(note) for note in find_consequences(library_of(files), TODAY, tmp_path)] == [
        f"{MIGRAINE}:13:1: Not published, and so not listed, 2 pages: {MIGRAINE}, {later}. When a page is ready, take out "
        'the line "draft: true", or set "published" to a day that has come.',
        "content/botox.md:10:1: Search engines will be asked not to list 1 page that no clinician has signed: "
        "content/botox.md. Make the sheet of each page (`python3 tasks.py review botox`), and have a clinician check and "
        "sign it.",
    ]
    published = find_consequences(library_of(files), TODAY, tmp_path, published=True)
    assert [note.path for note in published] == ["content/botox.md"]
    (_, overdue) = find_consequences(library_of(SIGNED), date(2027, 11, 22), tmp_path)
    assert str(overdue) == (
        f"{MIGRAINE}:9:1: Search engines will be asked not to list 2 pages of which the review is overdue: {MIGRAINE}, "
        f'{SAMPLE}. Set "next_review" to a later day, and have the page signed with it (`python3 tasks.py review migraine`).'
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "today", "reason"),
    [
        (SAMPLE, "", "", TODAY, None),
        (SAMPLE, "Everybody", "Adults", TODAY, "changed"),
        (SAMPLE, "", "", date(2027, 11, 22), "overdue"),
        (SAMPLE, "order: 7", "order: 7\ndraft: true", TODAY, "draft"),
        (SAMPLE, "", "", date(2026, 11, 21), "draft"),
        ("content/botox.md", "", "", TODAY, "pending"),
        ("content/pages/404.md", "", "", TODAY, "kind"),
        ("content/pages/about.md", "", "", TODAY, None),
        ("content/pages/about.md", "order: 20", "order: 20\nnext_review: 2027-11-22", TODAY, "pending"),
    ],
)
def test_whether_a_page_may_be_listed_is_one_fact(
    path: str, old: str, new: str, today: date, reason: Unlisted | None
) -> None:
    library = library_of(change(SIGNED, path, old, new))
    status = review_status(library.documents[path], library.data.reviewers, today)
    assert status.unlisted == reason
    assert status.is_listed == (reason is None)
    assert status.asks_to_be_left_out == (reason not in (None, "kind"))


@pytest.mark.parametrize(
    ("path", "old", "new", "notes"),
    [
        (SAMPLE, "", "", []),
        ("content/botox.md", "", "", ["No clinician has signed it", "Search engines will be asked not to list it"]),
        ("content/pages/about.md", "", "", []),
        (
            SAMPLE,
            "Everybody",
            "Adults",
            [
                "Changed since Rosa Vidal signed it on 2026-11-22: ask for a new review (python3 tasks.py review "
                f"{SLUG})",
                "Search engines will be asked not to list it",
            ],
        ),
    ],
)
def test_the_banner_tells_it_of_the_page_that_is_looked_at(path: str, old: str, new: str, notes: list[str]) -> None:
    library = library_of(change(SIGNED, path, old, new))
    document = library.documents[path]
    assert review_notes(document, review_status(document, library.data.reviewers, TODAY)) == notes
    assert read_document(path, library.texts[path], library.blocks).problems == ()


def test_what_is_due_is_told_every_week_in_the_words_of_the_gate(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weekly, "PROJECT", project)
    now, day = library_of(change(SIGNED, SAMPLE, "Everybody", "Adults")), date(2027, 11, 22)
    told = "The review was due on 2027-11-22. Write a later day, then have the page reviewed and signed with it."
    paths = sorted(("content/botox.md", MIGRAINE, SAMPLE))
    assert weekly.due_reviews(now, day) == [f"- `{path}`: {told}" for path in paths]
    assert [
        f"- {note}" for note in lost(change(SIGNED, SAMPLE, "Everybody", "Adults"), project)
    ] == weekly.lost_signatures(now, day)


def test_files_of_the_past_that_git_does_not_know_of_are_no_broken_pipe(tmp_path: Path) -> None:
    with past_files(tmp_path / "missing") as past:
        past.answer.read()  # until git has ended
        with pytest.raises(NoAnswer):
            past.read("HEAD", "a.md")

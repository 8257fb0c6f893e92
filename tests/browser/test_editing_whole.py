"""Somebody who knows only the page: a sentence, a chart's figure, the phone number and a source are changed and sent."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.panel import expect_saved, open_block, panel, write
from tests.support.running_preview import open_live, previewing
from tests.support.screens import DESK
from tests.support.sending_clone import git, without_own_git
from tooling.benchmarks.sample_sites import make_site

MIGRAINE, PRACTICE, SOURCES = "content/uses/migraine.md", "content/data/practice.toml", "content/data/sources.json"
ACNE, JAW_PAIN = "content/uses/acne.md", "content/uses/jaw-pain.md"
WHY = "Say it in plainer words, and add a source"
NEW_SOURCE = {
    "id": "smith-2026",
    "type": "webpage",
    "author": [{"family": "Smith", "given": "J."}],
    "title": "A trial of 2026",
    "issued": {"date-parts": [[2026, 7]]},
    "URL": "https://www.nih.gov/a-trial",
}


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of a bare remote, with a name to commit by, in which others have changed two more files."""
    without_own_git(monkeypatch, tmp_path)
    work = make_site(tmp_path / "work", 5)
    (work / ".gitignore").write_text(".build/\n__pycache__/\n", encoding="utf-8")
    article = work / MIGRAINE
    text = article.read_text(encoding="utf-8")
    article.write_text(
        text.replace("updated: 2026-11-26", "updated: 2026-11-23").replace("day: 2026-11-26", "day: 2026-11-23"),
        encoding="utf-8",
    )
    git(work, "init", "-q", "-b", "main")
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", "First")
    git(tmp_path, "clone", "-q", "--bare", "work", "remote.git")
    git(tmp_path, "clone", "-q", str(tmp_path / "remote.git"), "clone")
    (tmp_path / "gitconfig").write_text(
        "[user]\n\tname = Mara Marketing\n\temail = mara@guide.test\n", encoding="utf-8"
    )
    folder = tmp_path / "clone"
    for path in (ACNE, JAW_PAIN):
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("\nChanged by somebody else.\n")
    git(folder, "add", ACNE)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that knows nothing."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def go(page: Page, *names: str) -> None:
    """Press one button of the panel after the other."""
    for name in names:
        panel(page).get_by_role("button", name=name, exact=True).click()


def changed_lines(folder: Path, *which: str) -> list[str]:
    """Return the lines that a diff takes out and puts in, by file."""
    diff = git(folder, "diff", "--unified=0", *which).splitlines()
    return [line for line in diff if line[0] in "+-" and not line.startswith(("---", "+++"))]


def test_somebody_who_knows_only_the_page_changes_four_things_and_sends_them(clone: Path, page: Page) -> None:
    remote = clone.with_name("remote.git")
    asked = (
        ["ls-files", "--stage"],
        ["diff", "--", ACNE, JAW_PAIN],
        ["diff", "--cached"],
        ["rev-parse", "HEAD"],
        ["branch"],
    )
    before, main = [git(clone, *each) for each in asked], git(remote, "rev-parse", "main")
    with previewing(clone) as preview:
        open_live(page, preview.address + "uses/migraine/")
        write(open_block(page, "PREEMPT 1, a main trial"), "a main trial", "one main trial")
        expect_saved(page)
        page.get_by_role("button", name="Edit: People whose headache days fell").click()
        panel(page).get_by_label("Figure").first.fill("45.1")
        expect_saved(page)
        panel(page).get_by_role("button", name="Add a source to Sources").click()
        go(page, "Add a new source")
        panel(page).get_by_label("Kind").select_option("webpage")
        for label, text in (("Title", "A trial of 2026"), ("Family name", "Smith"), ("Given names", "J.")):
            panel(page).get_by_label(label, exact=True).fill(text)
        panel(page).get_by_label("Published").fill("2026-07")
        panel(page).get_by_label("Web address").fill("https://www.nih.gov/a-trial")
        go(page, "Add this source")
        expect_saved(page)
        page.get_by_role("button", name="Edit: The practice").click()
        panel(page).get_by_label("Phone", exact=True).fill("+18003321088")
        expect_saved(page)
        expect(page.locator("footer.colophon")).to_contain_text("(800) 332-1088")
        go(page, "Send for review")
        expect(panel(page).get_by_role("heading", name="5 changes not sent yet")).to_be_visible()
        expect(panel(page)).to_contain_text("5 changes not sent yet.")
        panel(page).get_by_label("What did you change, and why?").fill(WHY)
        go(page, "Send for review")
        branch = panel(page).get_by_label("Name of the branch")
        expect(branch).to_have_value(re.compile("edit/[0-9-]{10}-say-it-in-plainer-words"), timeout=30_000)
        expect(panel(page).get_by_role("heading", name="Nothing has been changed")).to_be_visible()
        expect(panel(page)).not_to_contain_text("not sent yet.")
        name = branch.input_value()
    assert git(remote, "log", "--format=%an <%ae> %cn %P%n%B", f"main..{name}") == (
        f"Mara Marketing <mara@guide.test> Mara Marketing {main}\n{WHY}\n\nFiles:\n\n"
        f"- {PRACTICE}\n- {SOURCES}\n- {MIGRAINE}\n\nPages:\n\n- Botox for chronic migraine"
    )
    assert changed_lines(remote, "main", name, "--", PRACTICE) == ['-phone = ""', '+phone = "+18003321088"']
    old, new = (json.loads(git(remote, "show", f"{each}:{SOURCES}")) for each in ("main", name))
    assert [each for each in new if each not in old] == [NEW_SOURCE]
    assert [each for each in old if each not in new] == []
    assert [line for line in changed_lines(remote, "main", name, "--", SOURCES) if line[0] == "-"] == []
    *header, gone, come = changed_lines(remote, "main", name, "--", MIGRAINE)
    assert header == [
        "-updated: 2026-11-23",
        f"+updated: {name.removeprefix('edit/')[:10]}",
        "-      - {label: Botox, value: 44.8}",
        "+      - {label: Botox, value: 45.1}",
        "-    sources: [diener-2020]",
        "+    sources: [diener-2020, smith-2026]",
    ]
    assert gone.startswith("-**PREEMPT 1,** a main trial")
    assert come[1:] == gone[1:].replace("a main trial", "one main trial", 1)
    assert git(remote, "rev-parse", "main") == main
    assert [git(clone, *each) for each in asked] == before
    assert git(clone, "diff", "--name-only").split() == [PRACTICE, SOURCES, JAW_PAIN, MIGRAINE]

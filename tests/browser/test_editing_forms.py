"""The forms of the panel in a real browser: what they write into the files, byte for byte, what they say, and how it is sent."""

import re
from collections.abc import Iterator
from difflib import ndiff

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.support.axe import run_axe
from tests.support.panel import follow, live_window
from tests.support.running_preview import Preview, previewing
from tests.support.screens import DESK, PHONE
from tests.support.sending_clone import git, without_own_git
from tooling.benchmarks.sample_sites import make_site

PAGE = "uses/migraine/"
MIGRAINE, PRACTICE, SOURCES = "content/uses/migraine.md", "content/data/practice.toml", "content/data/sources.json"
CHART = "Edit: People whose headache days fell by half or"
PHONE_NUMBER = "+18003321088"  # of MedWatch, which is no example


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview of a clone of the project whose git knows no name, for all of these tests."""
    top = tmp_path_factory.mktemp("forms")
    with pytest.MonkeyPatch.context() as patch:
        without_own_git(patch, top)
        folder = make_site(top / "site", 5)
        (folder / ".gitignore").write_text(".build/\n__pycache__/\n", encoding="utf-8")
        git(folder, "init", "-q", "-b", "main")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "First")
        git(top, "clone", "-q", "--bare", "site", "remote.git")
        git(folder, "remote", "add", "origin", str(top / "remote.git"))
        with previewing(folder) as running:
            yield running


@pytest.fixture(scope="module")
def window(preview: Preview, browser: Browser) -> Iterator[Page]:
    """An article in a window, for all of these tests."""
    with live_window(browser, preview.address + PAGE) as page:
        yield page


@pytest.fixture
def panel(preview: Preview, window: Page) -> Iterator[Locator]:
    """The panel, open; after the test it is closed, and the content is what it was."""
    window.get_by_role("button", name="Edit this page", exact=True).click()
    yield window.get_by_role("complementary", name="Edit this page")
    window.evaluate("Editor.close()")
    git(preview.folder, "checkout", "-q", "content")
    follow(window)


def go(panel: Locator, *names: str) -> None:
    """Press one button after the other."""
    for name in names:
        panel.get_by_role("button", name=name, exact=True).click()


def expect_saved(panel: Locator) -> None:
    """Wait until what was typed is in the file."""
    expect(panel.get_by_role("status", name="Saved", exact=True)).to_have_text("Saved")


def changed_lines(preview: Preview, name: str) -> list[str]:
    """Return the lines of a file that went, after "- ", and those that came, after "+ ", compared byte for byte."""
    before = git(preview.folder, "show", f"HEAD:{name}") + "\n"
    now = (preview.folder / name).read_bytes().decode("utf-8")
    diff = ndiff(before.split("\n"), now.split("\n"))
    return [line for line in diff if line[0] in "+-"]


def test_a_figure_of_a_chart_changes_one_line_and_the_page_beside_it(panel: Locator, preview: Preview) -> None:
    panel.page.get_by_role("button", name=CHART).click()
    figure = panel.get_by_label("Figure").first
    figure.fill("47.2")
    expect_saved(panel)
    expect(panel.page.locator("main")).to_contain_text("47 of 100 with Botox")
    expect(figure).to_be_focused()
    assert changed_lines(preview, MIGRAINE) == [
        "-       - {label: Botox, value: 44.8}",
        "+       - {label: Botox, value: 47.2}",
    ]


def test_an_entry_is_added_and_moved_by_the_keyboard_and_removed_with_the_focus_at_its_place(
    panel: Locator, preview: Preview
) -> None:
    panel.page.get_by_role("button", name=CHART).click()
    panel.get_by_role("button", name="Add to Bars").press("Enter")
    expect(panel.get_by_label("Who").nth(2)).to_be_focused()
    panel.page.keyboard.insert_text("Another: #1")
    up = panel.get_by_role("button", name="Move “Another: #1” up")
    up.press("Enter")
    expect(panel.get_by_text("Moved “Another: #1” up, to place 2 of 3.")).to_be_attached()
    expect(up).to_be_focused()
    assert changed_lines(preview, MIGRAINE) == ['+       - {label: "Another: #1", value: ""}']
    panel.get_by_role("button", name="Remove “Another: #1”").press("Enter")
    expect(panel.get_by_text("Removed “Another: #1” from Bars.")).to_be_attached()
    expect(panel.get_by_label("Who").nth(1)).to_be_focused()
    assert changed_lines(preview, MIGRAINE) == []


def test_what_is_typed_while_it_is_saved_is_kept_and_saved(panel: Locator, preview: Preview) -> None:
    go(panel, "Page details")
    title = panel.get_by_label("Title", exact=True).first
    title.press("End")
    for word in (" and", " all", " that"):
        panel.page.keyboard.type(word, delay=10)
        panel.page.wait_for_timeout(390)  # as the save of the word before begins
    title.press("Control+s")
    expect_saved(panel)
    expect(title).to_have_value("Botox for chronic migraine and all that")
    assert changed_lines(preview, MIGRAINE) == [
        "- title: Botox for chronic migraine",
        "+ title: Botox for chronic migraine and all that",
    ]


def test_a_wrong_phone_number_is_told_below_its_field(panel: Locator, preview: Preview) -> None:
    go(panel, "Lists", "The practice")
    phone = panel.get_by_label("Phone", exact=True)
    phone.fill("555-0100")
    problems = panel.get_by_role("list", name="Problems with Phone")
    told = '"555-0100" is not a phone number.Write "+", the code of the country and digits alone.'
    expect(problems).to_have_text(told)
    expect(phone).to_have_attribute("aria-invalid", "true")
    phone.fill(PHONE_NUMBER)
    expect(problems).to_have_count(0)
    expect_saved(panel)
    assert changed_lines(preview, PRACTICE) == ['- phone = ""', f'+ phone = "{PHONE_NUMBER}"']


def test_both_texts_of_a_conflict_are_shown_and_the_choice_is_kept(panel: Locator, preview: Preview) -> None:
    go(panel, "Lists", "The practice")
    email = panel.get_by_label("Email", exact=True)
    expect(email).to_have_value("")
    file = preview.folder / PRACTICE
    # The notice of their save may come before our first key; here it never comes
    stop = "event => event.stopImmediatePropagation()"
    panel.page.evaluate(f"document.addEventListener('preview:shown', window.stop_ = {stop}, true)")
    theirs = file.read_bytes().replace(b'email = ""', b'email = "they@guide.test"', 1)
    file.write_bytes(theirs)
    email.fill("we@guide.test")
    keep = panel.get_by_role("button", name="Keep mine", exact=True)
    expect(keep).to_be_visible()
    expect(panel.get_by_text("they@guide.test")).to_be_visible()
    assert file.read_bytes() == theirs
    keep.click()
    expect_saved(panel)
    expect(email).to_be_focused()
    panel.page.evaluate("document.removeEventListener('preview:shown', window.stop_, true)")
    assert changed_lines(preview, PRACTICE) == ['- email = ""', '+ email = "we@guide.test"']


def test_what_is_chosen_goes_into_its_own_entry_when_somebody_puts_one_before_it(
    panel: Locator, preview: Preview
) -> None:
    panel.page.get_by_role("button", name=CHART).click()
    ticked = panel.get_by_label("To compare with").first
    expect(ticked).to_be_visible()
    # Their entry, too, is not ticked; and here its notice never comes
    stop = "event => event.stopImmediatePropagation()"
    panel.page.evaluate(f"document.addEventListener('preview:shown', window.stop_ = {stop}, true)")
    file, own = preview.folder / MIGRAINE, b"      - {label: Botox, value: 44.8}\n"
    before = file.read_bytes()
    file.write_bytes(before.replace(own, b"      - {label: New, value: 3}\n" + own, 1))
    ticked.check()
    expect_saved(panel)
    panel.page.evaluate("document.removeEventListener('preview:shown', window.stop_, true)")
    both = b"      - {label: New, value: 3}\n      - {label: Botox, value: 44.8, comparison: true}\n"
    assert file.read_bytes() == before.replace(own, both, 1)


def test_what_another_program_writes_is_shown_also_where_the_focus_is(panel: Locator, preview: Preview) -> None:
    go(panel, "Lists", "The practice")
    email = panel.get_by_label("Email", exact=True)
    email.fill("we@guide.test")
    expect_saved(panel)
    file = preview.folder / PRACTICE
    file.write_bytes(file.read_bytes().replace(b"we@guide.test", b"they@guide.test"))
    expect(email).to_have_value("they@guide.test")
    expect(email).to_be_focused()


@pytest.mark.parametrize(("scheme", "screen"), [("light", DESK), ("dark", PHONE)])
def test_axe_finds_nothing_in_forms_and_sending(panel: Locator, scheme: str, screen: ViewportSize) -> None:
    page = panel.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size(screen)
    go(panel, "Lists", "The practice")
    panel.get_by_label("Phone", exact=True).fill("555")
    expect(panel.get_by_role("list", name="Problems with Phone")).to_be_visible()
    assert run_axe(page, within="preview-editor") == []
    go(panel, "Send for review")
    expect(panel.get_by_label("What did you change, and why?")).to_be_visible()
    assert run_axe(page, within="preview-editor") == []
    page.evaluate("Pages.create({ what: 'source' })")
    expect(panel.get_by_label("Family name")).to_be_visible()
    assert run_axe(page, within="preview-editor") == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)


def test_a_source_is_added_to_a_chart_and_all_of_it_is_sent(panel: Locator, preview: Preview) -> None:
    """Somebody who knows only the page."""
    panel.page.get_by_role("button", name=CHART).click()
    panel.get_by_role("button", name="Add a source to Sources").click()
    go(panel, "Add a new source")
    panel.get_by_label("Kind").select_option("webpage")
    panel.get_by_label("Title", exact=True).fill("A trial: “quoted”, # and more")
    panel.get_by_label("Family name").fill("Smith")
    panel.get_by_label("Given names").fill("J.")
    panel.get_by_label("Published").fill("2026-07")
    assert changed_lines(preview, SOURCES) == []
    go(panel, "Add this source")
    expect(panel.get_by_role("listitem").filter(has_text="Smith J, 2026")).to_be_visible()
    expect_saved(panel)
    go(panel, "Send for review")
    panel.get_by_label("What did you change, and why?").fill("Added the trial of 2026.")
    go(panel, "Send for review")
    panel.get_by_label("Your name").fill("Jo Writer")
    panel.get_by_label("Your e-mail address").fill("jo@guide.test")
    go(panel, "Send for review")
    problems = panel.get_by_role("list", name="Problems that hold it back")
    problems.get_by_role("button", name="has no DOI, PMID or URL").click(timeout=30_000)
    panel.get_by_label("Web address").fill("https://www.nih.gov/a-trial")
    expect_saved(panel)
    go(panel, "Back", "Send for review")
    branch = panel.get_by_label("Name of the branch")
    expect(branch).to_have_value(re.compile("edit/[0-9-]{10}-added-the-trial-of-2026"), timeout=30_000)
    expect(panel.get_by_role("group", name="Sent")).to_be_focused()
    remote = preview.folder.parent / "remote.git"
    assert git(remote, "log", "-1", "--format=%an <%ae>: %s", branch.input_value()) == (
        "Jo Writer <jo@guide.test>: Added the trial of 2026."
    )
    assert git(remote, "diff", "--name-only", "main", branch.input_value()).split() == [SOURCES, MIGRAINE]


def test_the_preview_ends_with_no_file_changed_but_those_of_the_tests(preview: Preview) -> None:
    assert git(preview.folder, "status", "--short") == ""
    assert not (preview.folder / "output").exists()

"""The forms of the panel in a real browser: what they write into the files, byte for byte, and what they say meanwhile."""

from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_accessibility import run_axe
from tests.support.running_preview import Preview, open_live, previewing
from tooling.benchmarks.sample_sites import make_site

MIGRAINE = "content/uses/migraine.md"
PRACTICE = "content/data/practice.toml"
SOURCES = "content/data/sources.json"
REDIRECTS = "content/data/redirects.toml"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a copy of the project, for all tests here: each puts back what it changes."""
    with previewing(make_site(tmp_path_factory.mktemp("forms") / "site", 5)) as running:
        yield running


@pytest.fixture
def panel(browser: Browser, preview: Preview) -> Iterator[Locator]:
    """The panel on the page on migraine, with the ways to everything; the content is put back afterwards."""
    content = preview.folder / "content"
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(5_000)
    open_live(page, f"{preview.address}uses/migraine/")
    page.get_by_role("button", name="Edit this page").click()
    yield page.get_by_role("complementary", name="Edit this page")
    context.close()
    for path in [path for path in content.rglob("*") if path.is_file() and before.get(path) != path.read_bytes()]:
        path.write_bytes(before[path])


def open_form(panel: Locator, *names: str) -> None:
    """Go through the ways of the panel."""
    for name in names:
        panel.get_by_role("button", name=name, exact=True).click()


def assert_saved(panel: Locator) -> None:
    """Wait until the panel says that all is saved."""
    expect(panel.get_by_role("status").first).to_have_text("Saved")


class Changes:
    """The lines of a file that are other ones than at the start."""

    def __init__(self, preview: Preview, name: str) -> None:
        self.path: Path = preview.folder / name
        self.before = self.path.read_bytes()

    @property
    def lines(self) -> list[str]:
        """Return the lines that went with "- ", those that came with "+ ", line ends and all else compared as bytes."""
        texts = [raw.decode("utf-8").splitlines(keepends=True) for raw in (self.before, self.path.read_bytes())]
        return [line.rstrip("\n") for line in ndiff(*texts) if line[0] in "+-"]


def test_a_figure_of_a_chart_changes_one_line_and_the_page_beside_it(panel: Locator, preview: Preview) -> None:
    changes = Changes(preview, MIGRAINE)
    panel.page.get_by_role("button", name="Edit: People whose headache days fell by half or").click()
    figure = panel.get_by_label("Figure").first
    figure.fill("47.2")
    assert_saved(panel)
    expect(panel.page.locator("main")).to_contain_text("47 of 100 with Botox")
    expect(figure).to_be_focused()
    assert changes.lines == [
        "-       - {label: Botox, value: 44.8}",
        "+       - {label: Botox, value: 47.2}",
    ]


def test_an_entry_of_a_list_is_moved_by_the_keyboard_and_keeps_the_focus(panel: Locator, preview: Preview) -> None:
    changes = Changes(preview, MIGRAINE)
    panel.page.get_by_role("button", name="Edit: People whose headache days fell by half or").click()
    down = panel.get_by_role("button", name="Move “Botox” down")
    down.focus()
    down.press("Enter")
    expect(panel.get_by_text("Moved “Botox” down, to place 2 of 2.")).to_be_attached()
    expect(down).to_be_focused()
    other = "      - {label: placebo, value: 34.2, comparison: true}"
    assert changes.lines == [f"+ {other}", f"- {other}"]


def test_what_is_typed_while_it_is_saved_is_kept_and_saved(panel: Locator, preview: Preview) -> None:
    changes = Changes(preview, MIGRAINE)
    open_form(panel, "Page details")
    title = panel.get_by_label("Title", exact=True).first
    title.press("End")
    for word in (" and", " all", " that", " follows"):
        title.press_sequentially(word, delay=10)
        panel.page.wait_for_timeout(390)
    expect(title).to_have_value("Botox for chronic migraine and all that follows")
    assert_saved(panel)
    assert changes.lines == [
        "- title: Botox for chronic migraine",
        "+ title: Botox for chronic migraine and all that follows",
    ]


def test_the_phone_number_is_saved_and_a_wrong_one_is_told_below_its_field(panel: Locator, preview: Preview) -> None:
    changes = Changes(preview, PRACTICE)
    open_form(panel, "Lists", "The practice")
    phone = panel.get_by_label("Phone", exact=True)
    phone.fill("555-0100")
    problems = panel.get_by_role("list", name="Problems with Phone")
    expect(problems).to_have_text(
        '"555-0100" is not a phone number.Write "+", the code of the country and digits alone.'
    )
    expect(phone).to_have_attribute("aria-invalid", "true")
    phone.fill("+18003321088")
    expect(problems).to_have_count(0)
    assert_saved(panel)
    assert changes.lines == ['- phone = ""', '+ phone = "+18003321088"']


def test_a_new_source_is_added_as_a_whole_and_then_opened(panel: Locator, preview: Preview) -> None:
    changes = Changes(preview, SOURCES)
    open_form(panel, "Lists")
    panel.locator("summary", has_text="Sources").click()
    open_form(panel, "New source")
    panel.get_by_label("Kind").select_option("article-journal")
    panel.get_by_label("Title", exact=True).fill("A trial: “quoted”, # and more")
    panel.get_by_label("Family name").fill("Smith")
    assert changes.lines == []
    open_form(panel, "Add this source")
    expect(panel.get_by_role("button", name="Remove this source")).to_be_visible()
    assert [line.strip() for line in changes.lines if '"' in line] == [
        '+   "id": "smith",',
        '+   "type": "article-journal",',
        '+   "title": "A trial: “quoted”, # and more",',
        '+   "author": [',
        '+     "family": "Smith"',
    ]


def test_both_texts_of_a_conflict_are_shown_and_the_choice_is_kept(panel: Locator, preview: Preview) -> None:
    changes = Changes(preview, PRACTICE)
    open_form(panel, "Lists", "The practice")
    email = panel.get_by_label("Email", exact=True)
    expect(email).to_have_value("")
    panel.page.evaluate("document.addEventListener('preview:shown', event => event.stopImmediatePropagation(), true)")
    text = changes.before.decode("utf-8")
    changes.path.write_text(text.replace('email = ""', 'email = "they@example.com"', 1), encoding="utf-8", newline="\n")
    email.fill("we@example.com")
    keep = panel.get_by_role("button", name="Keep mine")
    expect(keep).to_be_visible()
    expect(panel.get_by_text("they@example.com")).to_be_visible()
    assert changes.lines == ['- email = ""', '+ email = "they@example.com"']
    keep.click()
    assert_saved(panel)
    expect(email).to_be_focused()
    assert changes.lines == ['- email = ""', '+ email = "we@example.com"']


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_form_with_a_problem(panel: Locator, scheme: str) -> None:
    page = panel.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(AXE_SCRIPT)
    open_form(panel, "Lists", "The practice")
    panel.get_by_label("Phone", exact=True).fill("555")
    expect(panel.get_by_role("list", name="Problems with Phone")).to_be_visible()
    assert [finding for finding in in_panel(page)] == []
    open_form(panel, "Back")
    open_form(panel, "Menu")


def in_panel(page: Page) -> list[str]:
    """Return what axe finds, but for the page beside the panel."""
    return run_axe(page)

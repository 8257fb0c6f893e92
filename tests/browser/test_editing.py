"""The panel "Edit this page" of the preview: what somebody writes on the page is in the file, and nothing else moves."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.axe import run_axe
from tests.support.panel import expect_saved, follow, live_window, open_block, panel, select, write
from tests.support.running_preview import Preview, assert_not_reloaded, open_live, previewing
from tests.support.screens import DESK, PHONE
from tooling.benchmarks.sample_sites import make_site

PAGE = "uses/migraine/"
PARAGRAPH = "PREEMPT 1, a main trial"
KEY = 50  # milliseconds from key to key: 20 keys a second


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all of these tests."""
    with previewing(make_site(tmp_path_factory.mktemp("editing") / "site", 5)) as running:
        yield running


@pytest.fixture
def article(preview: Preview) -> Iterator[Path]:
    """The file of the page that is open; after the test it says again what it said."""
    path = preview.use("migraine")
    before = path.read_bytes()
    yield path
    if path.read_bytes() != before:
        path.write_bytes(before)
        preview.get(PAGE)


@pytest.fixture(scope="module")
def window(preview: Preview, browser: Browser) -> Iterator[Page]:
    """The article in a window, for all tests that need no other one."""
    with live_window(browser, preview.address + PAGE) as page:
        yield page


@pytest.fixture
def page(window: Page, article: Path) -> Iterator[Page]:
    """The window, with the panel closed again after the test and the article as it was."""
    follow(window)
    expect(window.locator("main")).to_contain_text("PREEMPT 1, a main trial of 679 adults, missed its main goal")
    yield window
    if not window.evaluate("Panel.region.hidden"):
        window.evaluate("Editor.close()")


def test_every_kind_of_block_changes_by_one_word_and_only_these_bytes_differ(preview: Preview, page: Page) -> None:
    kinds: dict[str, dict[str, Any]] = {}
    for piece in page.evaluate("Preview.facts.edit.pieces"):
        kinds.setdefault("shared" if piece["shared"] else "drawn" if piece["form"] else piece["kind"], piece)
    assert set(kinds) >= {"heading", "text", "list", "callout", "placement", "drawn", "shared"}
    for piece in kinds.values():
        path = preview.folder / piece["path"]
        before = path.read_bytes()
        page.evaluate("([file, line]) => Editor.openAt(file, line)", [piece["path"], piece["first"]])
        field = panel(page).get_by_label("Text of this block")
        expect(field).to_have_value(piece["text"])
        word = re.findall(r"[A-Za-z]{3,}", piece["text"])[-1]
        write(field, word, "wörd")
        expect_saved(page)
        lines = before.decode().split("\n")
        lines[piece["first"] - 1 : piece["last"]] = [piece["text"].replace(word, "wörd", 1)]
        assert path.read_bytes().decode() == "\n".join(lines)
        panel(page).get_by_role("button", name="Undo").click()
        expect(field).to_have_value(piece["text"])
        assert path.read_bytes() == before
    assert_not_reloaded(page)


def test_a_robot_at_20_keys_a_second_loses_none_and_finds_its_cursor_where_it_was(article: Path, page: Page) -> None:
    field = open_block(page, PARAGRAPH)
    before = field.input_value()
    field.press("Control+End")
    words = " One two three four five six seven eight."
    field.press_sequentially(words[:20], delay=KEY)
    page.wait_for_timeout(430)  # it is being saved now
    field.press_sequentially(words[20:], delay=KEY)
    expect_saved(page)
    expect(field).to_have_value(before + words)
    assert before + words in article.read_text(encoding="utf-8")
    expect(page.locator("main")).to_contain_text(words.strip())
    assert_not_reloaded(page)


def test_what_the_gate_says_stands_under_the_text_and_leads_to_its_words(article: Path, page: Page) -> None:
    field = open_block(page, PARAGRAPH)
    write(field, "missed its main goal", "is a sure cure")
    expect_saved(page)
    problems = panel(page).get_by_role("list", name="Problems", exact=True)
    expect(problems.get_by_role("listitem").filter(has_text="cure")).to_be_visible()
    expect(panel(page).locator("[aria-live]")).to_have_text("1 problem")
    problems.get_by_role("button", name="cure").click()
    expect(field).to_be_focused()
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "cure"
    expect(panel(page).get_by_role("contentinfo").or_(panel(page).locator("footer"))).to_contain_text("problem")
    expect(page.get_by_role("alert")).to_be_hidden()
    write(field, "is a sure cure", "missed its main goal")
    expect(problems).to_be_hidden()


@pytest.mark.parametrize(("choice", "kept"), [("Keep mine", "Mine"), ("Take the other", "Theirs")])
def test_two_who_write_the_same_lines_are_both_shown_and_one_is_kept(
    article: Path, page: Page, choice: str, kept: str
) -> None:
    field = open_block(page, PARAGRAPH)
    write(field, "PREEMPT 1,", "Mine 1,", key="End")
    before = article.read_text(encoding="utf-8")
    article.write_text(before.replace("**PREEMPT 1,**", "**Theirs 1,**"), encoding="utf-8")
    other = panel(page).get_by_role("textbox", name="Text of the other save")
    expect(other).to_contain_text("**Theirs 1,** a main trial")
    expect(other.locator("mark")).to_have_text(["**Theirs"])
    assert "**Mine 1,**" in field.input_value()
    assert "**Theirs 1,**" in article.read_text(encoding="utf-8")
    panel(page).get_by_role("button", name=choice).click()
    expect_saved(page)
    expect(field).to_have_value(re.compile(re.escape(f"**{kept} 1,** a main")))
    assert article.read_text(encoding="utf-8") == before.replace("**PREEMPT 1,**", f"**{kept} 1,**")
    expect(other).to_be_hidden()


def test_the_field_follows_another_save_while_nothing_of_ours_is_pending(article: Path, page: Page) -> None:
    field = open_block(page, PARAGRAPH)
    text = article.read_text(encoding="utf-8")
    text = text.replace("## The studies {#studies}", "A new paragraph above.\n\n## The studies {#studies}")
    article.write_text(text.replace("**PREEMPT 1,**", "**Elsewhere 1,**"), encoding="utf-8")
    expect(field).to_have_value(re.compile(re.escape("**Elsewhere 1,** a main")))
    write(field, "679 adults", "many adults")
    expect_saved(page)
    wanted = text.replace("**PREEMPT 1,**", "**Elsewhere 1,**").replace("679 adults", "many adults")
    assert article.read_text(encoding="utf-8") == wanted


def test_undo_goes_back_through_the_session(article: Path, page: Page) -> None:
    before = article.read_bytes()
    field = open_block(page, PARAGRAPH)
    for word, new in (("679", "one"), ("adults", "two")):
        write(field, word, new)
        expect_saved(page)
    undo = panel(page).get_by_role("button", name="Undo")
    undo.click()
    expect(field).to_have_value(re.compile("trial of one adults"))
    expect(panel(page).get_by_role("status").filter(has_text="Undone: ")).to_be_visible()
    undo.click()
    expect(field).to_have_value(re.compile("trial of 679 adults"))
    assert article.read_bytes() == before


def test_the_panel_needs_no_mouse(article: Path, page: Page) -> None:
    """From pen to pen, into the text, through the tools, out of the panel, and back."""
    page.get_by_role("button", name="Edit this page").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Edit: ").first).to_be_focused()
    pen = page.get_by_role("button", name=f"Edit: {PARAGRAPH}")
    pen.focus()
    page.keyboard.press("ArrowUp")
    expect(pen).not_to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(pen).to_be_focused()
    page.keyboard.press("Enter")
    field = panel(page).get_by_label("Text of this block")
    expect(field).to_be_focused()
    page.keyboard.press("Control+End")
    panel(page).get_by_role("button", name="Source").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Herd 2019")
    expect(panel(page).get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(r"\[@diener-2010; ?@herd-2019\]$"))
    panel(page).get_by_role("button", name="Send for review").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("!Panel.region.contains(Panel.root.activeElement)")  # no trap
    field.focus()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(pen).to_be_focused()
    assert "@herd-2019]\n" in article.read_text(encoding="utf-8")


def test_each_tool_writes_plain_markdown_that_the_browser_can_take_back(page: Page) -> None:
    field = open_block(page, PARAGRAPH)
    before = field.input_value()
    uses = (
        ("Bold", "", "679 adults", "**679 adults**"),
        ("List", "", before, f"- {before}"),
        ("Link", "side effects migraine", "missed", "[missed](/uses/migraine/#side-effects)"),
        ("Word explained", "acetylcholine", "goal", "acetylcholine"),
        ("Box", "", before, f"> [!emergency] Call 911\n> {before}"),
        ("Block", "call 911", before, "[[block: call-911]]"),
    )
    for tool, query, words, made in uses:
        select(field, words)
        panel(page).get_by_role("button", name=tool, exact=True).click()
        if query or tool == "Box":
            page.keyboard.type(query)
            page.keyboard.press("Enter")
        expect(field).to_have_value(before.replace(words, made, 1))
        expect(field).to_be_focused()
        page.keyboard.press("Control+z")
        expect(field).to_have_value(before)


def test_a_text_that_could_not_be_saved_goes_as_soon_as_the_preview_answers(article: Path, page: Page) -> None:
    field = open_block(page, PARAGRAPH)
    page.route("**/preview/edit/*", lambda route: route.abort())
    write(field, "679 adults", "kept adults")
    expect(panel(page).get_by_role("status").filter(has_text="Not saved: The preview does not answer.")).to_be_visible()
    write(field, "kept adults", "kept grown-ups")
    assert "kept" not in article.read_text(encoding="utf-8")
    page.unroute("**/preview/edit/*")
    expect_saved(page)
    assert "a main trial of kept grown-ups" in article.read_text(encoding="utf-8")


def test_a_text_that_was_kept_over_a_reload_is_offered_where_somebody_else_wrote_meanwhile(
    article: Path, page: Page
) -> None:
    text = article.read_text(encoding="utf-8")
    page.evaluate(
        "() => { const piece = Preview.facts.edit.pieces.find((each) => each.text.startsWith('**PREEMPT 1'));"
        " Kept.keep(piece, piece.text.replace('679', 'kept'), 'The studies') }"
    )
    article.write_text(text.replace("679 adults", "other adults"), encoding="utf-8")
    page.reload()
    panel(page).get_by_role("button", name="Open: The studies").click()
    note = panel(page).get_by_role("group", name="A text that was not saved")
    expect(note.locator("mark")).to_have_text(["kept"])
    note.get_by_role("button", name="Put it back").click()
    expect_saved(page)
    assert article.read_text(encoding="utf-8") == text.replace("679 adults", "kept adults")
    assert page.evaluate("sessionStorage.length") == 0


def test_the_page_itself_is_not_touched(page: Page) -> None:
    """Pens and panel are beside the page; what the build writes stays as it is."""
    shown = "document.head.outerHTML + document.body.outerHTML"
    before = page.evaluate(shown)
    open_block(page, PARAGRAPH)
    assert page.evaluate(shown) == before
    assert page.evaluate("document.body.getBoundingClientRect().right") < DESK["width"] - 300
    page.keyboard.press("Escape")
    assert page.evaluate("document.body.getBoundingClientRect().right") == DESK["width"]


@pytest.mark.parametrize(("scheme", "screen"), [("light", PHONE), ("dark", DESK)])
def test_axe_finds_nothing_in_the_panel(
    preview: Preview, article: Path, browser: Browser, scheme: Any, screen: ViewportSize
) -> None:
    context = browser.new_context(viewport=screen, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    open_live(page, preview.address + PAGE)
    field = open_block(page, PARAGRAPH)
    write(field, "goal", "cure")
    expect(panel(page).get_by_role("list", name="Problems", exact=True)).to_be_visible()
    panel(page).get_by_role("button", name="Source").click()
    expect(panel(page).get_by_role("option").first).to_be_visible()
    assert run_axe(page, within="preview-editor") == []
    if screen is PHONE:
        page.evaluate("Panel.region.append(new Image())")
        assert {finding.split(":")[0] for finding in run_axe(page, within="preview-editor")} == {"image-alt"}
    context.close()


def test_on_a_phone_the_panel_is_a_sheet_and_the_block_stays_in_sight_above_it(
    preview: Preview, browser: Browser
) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_live(page, preview.address + PAGE)
    pen = page.get_by_role("button", name=f"Edit: {PARAGRAPH}")
    box = pen.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    pen.tap()
    sheet = panel(page).bounding_box()
    block = page.get_by_text("a main trial of 679").bounding_box()
    assert sheet is not None
    assert block is not None
    assert sheet["height"] <= PHONE["height"] * 0.6 + 1
    assert (sheet["x"], sheet["width"]) == (0, PHONE["width"])
    assert block["y"] >= 0
    assert block["y"] + block["height"] <= sheet["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    context.close()

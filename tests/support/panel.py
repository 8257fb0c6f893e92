"""What the tests do in the panel "Edit this page"."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.running_preview import open_live
from tests.support.screens import DESK

SHOWS_THE_LATEST = """async () => {
  const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
  return (await answer.json()).facts.version === Preview.facts.version;
}"""


@contextmanager
def live_window(browser: Browser, address: str) -> Iterator[Page]:
    """Open a page of a preview in a window for many tests."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    page = context.new_page()
    open_live(page, address)
    yield page
    context.close()


def follow(page: Page) -> None:
    """Wait until a window shows what the files say: else its lines would be those of the test before."""
    page.evaluate("Preview.refresh()")
    page.wait_for_function(SHOWS_THE_LATEST)


def panel(page: Page) -> Locator:
    """Return the panel."""
    return page.get_by_role("complementary", name="Edit this page")


def open_block(page: Page, words: str) -> Locator:
    """Open the block that begins with some words, and return the field with its text."""
    page.get_by_role("button", name=f"Edit: {words}").first.press("Enter")
    field = panel(page).get_by_role("textbox", name="Text of this block")
    expect(field).to_be_visible()
    return field


def select(field: Locator, words: str) -> None:
    """Select some words in the field."""
    field.evaluate(
        "(field, words) => { const at = field.value.indexOf(words); field.focus();"
        " field.setSelectionRange(at, at + words.length) }",
        words,
    )


def write(field: Locator, word: str, new: str, key: str = "Control+s") -> None:
    """Replace a word in the field, as a keyboard does. key: the last one, which saves without the pause."""
    select(field, word)
    field.page.keyboard.insert_text(new)
    field.press(key)


def expect_saved(page: Page) -> None:
    """Wait until what was typed is in the file."""
    expect(panel(page).get_by_role("status", name="Saved", exact=True)).to_have_text("Saved")

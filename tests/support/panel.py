"""What the tests do in the panel "Edit this page"."""

from playwright.sync_api import Locator, Page, expect


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

"""What the preview puts into a page, and takes out again."""

import json

import pytest

from tooling.preview.page import Facts, inject, not_found_page, strip_injected

FACTS = Facts("1", [{"place": "a.md:1", "message": "</script><b>", "isWarning": False}], ["Draft"])


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><p>A</p></body></html>",
        "<p>no end",
        "",
        "<body>a</body> and </body>",
        "<pre></body></pre>",
    ],
)
def test_what_is_put_in_can_be_taken_out_again(text: str) -> None:
    assert strip_injected(inject(text, FACTS)) == text


def test_a_page_without_a_body_gets_the_script_too() -> None:
    assert "/livereload.js" in inject("<p>half a page", FACTS)


def test_a_message_cannot_end_its_script() -> None:
    told = inject("", FACTS).partition('id="preview-facts">')[2].partition("</script>")[0]
    assert json.loads(told)["problems"][0]["message"] == "</script><b>"


def test_a_missing_page_lists_names_that_come_near_and_shows_no_html_of_the_address() -> None:
    page = not_found_page("uses/acnee/<b>", ["uses/acne/", "safety/"])
    assert '<a href="/uses/acne/">' in page
    assert "<b>" not in page

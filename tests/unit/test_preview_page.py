"""What the preview puts into a page, and takes out again."""

import json
from dataclasses import asdict

import pytest
from selectolax.lexbor import LexborHTMLParser

from tooling.preview.page import CLOSING, OPENING, Facts, inject, not_found_page, strip_injected

FACTS = Facts("1", [{"place": "a.md:1", "message": "\"'</script><b>&amp;", "isWarning": False}], ["Draft"])


def own_scripts(page: str) -> list[dict[str, str | None]]:
    """Return the attributes of every script with our nonce, as a browser reads the page."""
    return [node.attributes for node in LexborHTMLParser(page).css("script[nonce=NONCE]")]


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><p>A</p></body></html>",
        "<p>no end",
        "",
        "<body>a</body> and </body>",
        "<pre></body></pre>",
        f"<body>{OPENING}<p>of the page</p>{CLOSING}</body>",
        f"<body>{CLOSING}{OPENING}</body>",
    ],
)
def test_what_is_put_in_can_be_taken_out_again(text: str) -> None:
    assert strip_injected(inject(text, FACTS, "NONCE")) == text


def test_a_page_without_a_body_gets_the_script_too() -> None:
    assert own_scripts(inject("<p>half a page", FACTS, "NONCE"))[0]["src"] == "/preview/client.js"


def test_the_facts_reach_the_script_whatever_they_hold() -> None:
    (script,) = own_scripts(inject("<body></body>", FACTS, "NONCE"))
    assert json.loads(script["data-facts"] or "") == asdict(FACTS)


@pytest.mark.parametrize(
    "open_tag",
    [
        "<script src=data:,x", "<script src=data:,x ", '<script src=data:,x a="', "<script src=data:,x a='",
        "<script src=data:,x a=", '<script src=data:,x a="b"', "<script src=data:,x a=\"b' ", "<script src=data:,x a",
    ],
)  # fmt: skip
def test_a_tag_that_content_left_open_does_not_get_our_nonce(open_tag: str) -> None:
    for script in own_scripts(inject(f"<body>{open_tag}</body>", FACTS, "NONCE")):
        assert script["src"] == "/preview/client.js"


def test_a_missing_page_lists_names_that_come_near_and_shows_no_html_of_the_address() -> None:
    page = not_found_page("uses/acnee/<b>", ["uses/acne/", "safety/"])
    assert '<a href="/uses/acne/">' in page
    assert "<b>" not in page

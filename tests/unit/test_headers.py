"""The headers: one source, nothing inline that is not listed."""

import base64
import hashlib
from pathlib import Path

import pytest

from tooling.headers import (
    KEEP_FOREVER,
    NotAllowed,
    add_fallback,
    cache_control,
    content_policy,
    headers_file,
    nginx_headers,
    style_hashes,
)
from tooling.release import MOST_STYLES, ReleaseRefused, add_fallbacks, find_styles

PROJECT = Path(__file__).resolve().parent.parent.parent
PAGE = '<html><head><meta charset="utf-8"><style>a > b{top:0}</style></head><body></body></html>'


def test_hash_of_a_style_block_is_that_of_the_text_between_its_tags() -> None:
    expected = base64.b64encode(hashlib.sha256(b"a > b{top:0}").digest()).decode()
    assert style_hashes(PAGE) == {expected}


def test_entities_in_a_style_block_are_hashed_as_they_stand() -> None:
    assert style_hashes("<style>a::before{content:'&amp;'}</style>") != style_hashes(
        "<style>a::before{content:'&'}</style>"
    )


def test_json_data_needs_no_place_in_the_policy() -> None:
    assert style_hashes('<script type="application/ld+json">{}</script>') == set()


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>run()</script>", "a script"),
        ('<script type="module" src="/a.js"></script>', "a script"),
        ('<p style="top:0">', "the attribute style"),
        ('<img src="/a.svg" onerror="run()">', "the attribute onerror"),
        ('<link rel="stylesheet" href="/a.css">', "a style sheet in a file of its own"),
        ('<div><template shadowrootmode="open"><p onclick="run()"></template></div>', "a <template>"),
    ],
)
def test_what_the_policy_forbids_is_refused(html: str, fault: str) -> None:
    with pytest.raises(NotAllowed, match=fault):
        style_hashes(html)


def test_policy_allows_nothing_but_what_it_names() -> None:
    assert content_policy(["abc="]) == (
        "default-src 'none'; style-src 'sha256-abc='; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    )


def test_site_without_styles_allows_none() -> None:
    assert "style-src 'none';" in content_policy([])


def test_files_with_hashed_names_are_kept_for_ever_and_pages_are_asked_for_again() -> None:
    assert cache_control("assets/mark.0123456789ab.svg") == KEEP_FOREVER
    assert cache_control("uses/acne/index.html") == "public, max-age=0, must-revalidate"


def test_headers_file_gives_no_header_twice_for_one_address() -> None:
    text = headers_file(["abc="], ["index.html", "uses/acne/index.html"])
    everywhere, *others = text.split("\n/")
    named = {line.split(":")[0].strip() for line in everywhere.splitlines() if line.startswith("  ")}
    for rule in others:
        assert not named & {line.split(":")[0].strip() for line in rule.splitlines()[1:]}
    assert "\n/uses/acne/\n  X-Robots-Tag: noindex\n" in text


def test_shipped_nginx_headers_are_those_of_the_one_source() -> None:
    assert (PROJECT / "deploy/headers.conf").read_text() == nginx_headers(), (
        "deploy/headers.conf is old. Run: python3 -m tooling.headers > deploy/headers.conf"
    )


def test_nginx_configuration_adds_no_header_of_its_own() -> None:
    assert "add_header" not in (PROJECT / "deploy/nginx.conf").read_text()


def test_page_for_a_host_without_headers_carries_its_policy_before_its_style() -> None:
    page = add_fallback(PAGE, ["abc="], is_indexed=False)
    assert page.index('http-equiv="Content-Security-Policy"') < page.index("<style>")
    assert "frame-ancestors" not in page
    assert page.count('<meta name="robots" content="noindex">') == 1


def test_page_that_is_reviewed_may_be_indexed_everywhere() -> None:
    assert 'name="robots"' not in add_fallback(PAGE, [], is_indexed=True)


def test_page_that_says_itself_not_to_be_indexed_says_it_once() -> None:
    page = PAGE.replace("<style>", '<meta name="robots" content="noindex"><style>')
    assert add_fallback(page, [], is_indexed=False).count('name="robots"') == 1


def test_page_without_the_mark_behind_which_its_policy_belongs_makes_no_release(tmp_path: Path) -> None:
    (tmp_path / "map.html").write_text("<!doctype html><title>Map</title>")
    with pytest.raises(ReleaseRefused) as found:
        add_fallbacks(tmp_path, [])
    assert str(found.value) == (
        'map.html has no <meta charset="utf-8">, behind which its policy belongs. Put that mark at the start of its head.'
    )


def test_pages_with_more_style_blocks_than_the_policy_can_list_make_no_release(tmp_path: Path) -> None:
    for number in range(MOST_STYLES + 1):
        (tmp_path / f"{number}.html").write_text(f"<style>a{{top:{number}px}}</style>")
    with pytest.raises(ReleaseRefused) as found:
        find_styles(tmp_path)
    assert str(found.value) == (
        "The pages have 4 different style blocks, and a release's name holds 3 at most. "
        "Give all pages the same style block."
    )

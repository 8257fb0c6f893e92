"""A page is weighed as the host that asks for most would send it."""

import re

import pytest

from tooling.headers import NotAllowed, style_hashes
from tooling.page_weight import heaviest_form, weigh_page, words_too_many

STYLE = "p{color:red}"
PAGE = (
    f'<!doctype html><html lang="en"><head><meta charset="utf-8"><style>{STYLE}</style>'
    '<link rel="icon" href="/icons/favicon.svg"></head><body><p>Words</p><img src="/images/skin/face.png" alt="x">'
    '<a href="https://other.example/icons.svg">out</a></body></html>'
)


def test_the_heaviest_form_carries_policy_noindex_and_names_by_content() -> None:
    html = heaviest_form(PAGE, [STYLE])
    (value,) = style_hashes(PAGE)
    assert f"style-src 'sha256-{value}'" in html
    assert '<meta name="robots" content="noindex">' in html
    assert re.search(r'href="/assets/favicon\.[0-9a-f]{12}\.svg"', html)
    assert re.search(r'src="/assets/face\.[0-9a-f]{12}\.png"', html)
    assert "https://other.example/icons.svg" in html


def test_a_page_is_weighed_with_what_a_host_without_headers_needs() -> None:
    bare = PAGE.replace('<meta charset="utf-8">', "<meta charset=utf-8>")
    with pytest.raises(NotAllowed):
        heaviest_form(bare, [STYLE])
    assert weigh_page(PAGE, [STYLE], is_exact=True) > weigh_page(bare, [STYLE], is_exact=True) + 140


def test_pictures_do_not_make_a_page_too_heavy_for_one_go_since_they_need_another() -> None:
    shown = '<picture><source srcset="/images/a.jpg.480.webp 480w"><img src="/images/a.jpg" alt="A palm"></picture>'
    bare = PAGE.replace('<img src="/images/skin/face.png" alt="x">', "")
    assert weigh_page(PAGE.replace("</p>", f"{shown}</p>"), [STYLE], is_exact=True) == weigh_page(
        bare, [STYLE], is_exact=True
    )


@pytest.mark.parametrize(("weight", "words"), [(14_601, 10), (14_625, 10), (14_630, 20), (14_750, 60)])
def test_an_editor_is_told_how_many_words_are_too_many(weight: int, words: int) -> None:
    assert words_too_many(weight, 14_600) == words

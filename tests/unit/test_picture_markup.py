"""A picture in a text becomes an element with its sizes, which the judge lets pass, and no other like it."""

import pytest

from plugins.markup.body import convert_lines, make_markdown
from plugins.markup.judge import judge
from plugins.reading.pictures import Picture
from plugins.reading.shared_blocks import Line
from tooling.page_facts import read_page

KNOWN = {"/images/a.jpg": Picture(1600, 800), "/images/skin/b.png": Picture(500, 1000)}
A = (
    '<picture><source sizes="(min-width: 42rem) 38rem, 100vw" srcset="/images/a.jpg.480.webp 480w, /images/a.jpg.800.webp 800w, '
    '/images/a.jpg.1200.webp 1200w" type="image/webp"><img alt="A palm" decoding="async" height="600" src="/images/a.jpg" width="1200"></picture>'
)


def html_of(text: str) -> str:
    """Return the HTML of a text; nothing of what is refused."""
    lines = [Line("content/uses/x.md", number, line) for number, line in enumerate(text.split("\n"), start=1)]
    return convert_lines(make_markdown(), "content/uses/x.md", lines, None, {}, KNOWN).html


def test_a_picture_has_its_sizes_and_its_room() -> None:
    assert html_of("![A palm](/images/a.jpg)") == f"<p>{A}</p>"


def test_the_first_picture_is_loaded_at_once_and_the_others_as_they_come_near() -> None:
    html = html_of(
        "Words ![A palm](/images/a.jpg) more.\n\n- [![Skin](/images/skin/b.png)](/safety/)\n\n![Drawn](/images/c.svg)"
    )
    facts = read_page(html)
    assert html.count('loading="lazy"') == 2
    assert "lazy" not in html.partition("</picture>")[0]
    assert "</picture> more.</p>" in html
    assert '<a href="/safety/"><picture>' in html
    assert '<img alt="Drawn" decoding="async" loading="lazy" src="/images/c.svg">' in html
    assert set(facts.loads) == {
        "/images/a.jpg", *(f"/images/a.jpg.{width}.webp" for width in (480, 800, 1200)),
        "/images/skin/b.png", *(f"/images/skin/b.png.{width}.webp" for width in (480, 500)), "/images/c.svg",
    }  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        '<picture><source srcset="https://x.example/a.webp 480w"></picture>',
        '<picture><source srcset="/images/a.jpg.480.webp 480w, //x.example/a 9w"></picture>',
        '<picture><source srcset="/images/a.jpg.480.webp 480w" media="print"></picture>',
        '<picture><source src="/images/a.jpg"></picture>',
        '<picture><source type="text/html" srcset="/images/a.jpg.480.webp 480w"></picture>',
        '<img src="/images/a.jpg" alt="x" srcset="/images/a.jpg 2x">',
        '<img src="/images/a.jpg" alt="x" loading="eager">',
        '<img src="/images/a.jpg" alt="x" width="100%">',
        '<picture class="x"></picture>',
    ],
)
def test_the_judge_refuses_what_is_not_of_this_form(html: str) -> None:
    assert judge(f"<p>{html}</p>")


def test_what_an_editor_writes_as_html_has_no_sizes_of_elsewhere() -> None:
    assert html_of('<picture><source srcset="https://x.example/a.webp 480w"></picture>') == ""

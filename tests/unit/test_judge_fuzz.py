"""Whatever active parts are thrown into a text: a page that is accepted holds nothing that acts, by another reader."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.markup.body import Body, convert_body, make_markdown
from plugins.reading.addresses import is_allowed
from plugins.rules.rule import SAMPLE
from tests.support.payloads import ACTIVE
from tests.support.sample_content import FILES, library_of, with_text

PARTS = st.one_of(
    st.sampled_from(sorted(ACTIVE.values())),
    st.sampled_from(
        [*"`\\<>[]()\"'=:{}#*_!&;/|\n\t \0\u2028", "\n\n", "\n> ", "\n- ", "\n    ", "\n## ", "](", "][", "]: ", "<!--", "-->", "<![CDATA[", "]]>",
         "</", "/>", "<a href=", "<svg ", "<img src=x ", "onerror=run()", "onload='run()' ", "style=x", "id=main", "javascript:", "java&#115;cript:",
         "&Tab;", "&colon;", "data:text/html,", "//elsewhere.example/", "/\\", "https:", "{: onclick=x}", "{#main}", "<b>", "</b>", "</p>", "</div>",
         "<sub title=", "<span lang=", "word", "[a](/safety/)", "<https://a.example/>", "| a | b |\n|---|---|\n| ", "[[uses]]", "> [!note] ", "<placement kind=uses name>"]
    ),
    st.text(max_size=6),
)  # fmt: skip
TEXTS = st.lists(PARTS, max_size=24).map("".join)
TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "hr",
    "pre",
    "code",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "section",
    "placement",
    "span",
    "a",
    "img",
    "br",
    "strong",
    "em",
    "b",
    "i",
    "cite",
    "q",
    "small",
    "sub",
    "sup",
    "abbr",
    "time",
}
ATTRIBUTES = {
    "a": {"href", "id", "title"}, "img": {"src", "alt", "title"}, "section": {"class", "aria-labelledby"},
    "span": {"class", "lang", "dir"}, "abbr": {"title"}, "time": {"datetime"}, "ol": {"start"}, "placement": {"kind", "name"},
    **{f"h{rank}": {"id"} for rank in range(2, 7)},
}  # fmt: skip
LEADS = re.compile(
    r"https://[a-zA-Z0-9.-]+(?::\d+)?(?:[/?#][!-~\u00a1-\U0010ffff]*)?|mailto:[^\s?]+|tel:[+0-9-]+|#.*|/(?![/\\]).*|/"
)


class Reader(HTMLParser):
    """Collects what acts: a reader of its own, which knows nothing of the judge."""

    def __init__(self) -> None:
        super().__init__()
        self.acting: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.acting.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.acting.append(f"{tag} {name}")
            if name in ("href", "src") and not LEADS.fullmatch(value or ""):
                self.acting.append(f"{name} {value}")
            if name == "id" and (value or "").startswith(("preview", "main", "source")):
                self.acting.append(f"id {value}")

    def handle_comment(self, data: str) -> None:
        self.acting.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.acting.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.acting.append("instruction")

    def unknown_decl(self, data: str) -> None:
        self.acting.append("section of text")


def acting_in(html: str) -> list[str]:
    """Return what acts in a piece of HTML."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.acting


def body_of(text: str, path: str = SAMPLE) -> Body:
    """Return what becomes of a text in the sample site, without the rules on its source."""
    files = with_text(text) if path == SAMPLE else {**FILES, path: text}
    library = library_of({name: written.replace("\0", "") for name, written in files.items()})
    return convert_body(make_markdown(), library.documents[SAMPLE], library.data.sources)


def test_the_reader_of_this_test_sees_what_acts() -> None:
    assert acting_in("<p onclick=a><svg></svg><!--b--><a href='javascript:c'>") == [
        "p onclick",
        "svg",
        "comment",
        "href javascript:c",
    ]


@pytest.mark.fuzz
@given(TEXTS)
def test_a_page_with_active_parts_is_refused_or_holds_nothing_that_acts(text: str) -> None:
    body = body_of(text)
    assert acting_in(body.html) == []
    assert [found for _, title in body.contents for found in acting_in(title)] == []
    assert not (body.refused and body.html)


@pytest.mark.fuzz
@given(TEXTS)
def test_a_shared_block_with_active_parts_is_refused_or_holds_nothing_that_acts(text: str) -> None:
    body = body_of(text, "content/blocks/report.md")
    assert acting_in(body.html) == []
    for refusal in body.refused:
        assert refusal.problem.path in (SAMPLE, "content/blocks/report.md")


@pytest.mark.fuzz
@given(TEXTS)
def test_the_lines_of_the_blocks_lie_in_the_page_in_order(text: str) -> None:
    markdown = make_markdown()
    markdown.convert(text)
    last = text.count("\n")
    blocks = list(markdown.source_blocks())
    assert all(0 <= block.first <= block.last <= last for block in blocks)
    assert [block.first for block in blocks] == sorted(block.first for block in blocks)


@pytest.mark.fuzz
@given(st.lists(st.one_of(st.sampled_from(["javascript", "https", ":", "/", "\\", "\t", "\n", " ", "#", "a", ".", "@", "\0", "\u200b"]), st.text(max_size=3)), max_size=8).map("".join))  # fmt: skip
def test_an_address_that_is_allowed_leads_where_it_seems_to(address: str) -> None:
    if is_allowed(address):
        assert LEADS.fullmatch(address)

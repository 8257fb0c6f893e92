"""What the Markdown extensions make of an editor's text: callouts, placements, citations."""

import pytest

from plugins.markup.body import convert_body, make_markdown
from plugins.markup.citations import format_authors, format_source
from plugins.markup.placement import Part, split_parts
from plugins.reading.library import Library, read_document
from plugins.reading.source_entries import Source


def convert(text: str, *cited: str) -> str:
    """Return the HTML of a text in which the given sources are known."""
    markdown = make_markdown()
    markdown.sources = {
        name: Source.model_validate({"id": name, "type": "webpage", "title": name.title()}) for name in cited
    }
    return str(markdown.convert(text))


def test_a_callout_is_a_section_named_by_its_title() -> None:
    assert convert("> [!emergency] Call 911\n> If it is hard to breathe.\n>\n> - or to swallow") == (
        '<section aria-labelledby="callout-1" class="callout callout--emergency">\n'
        '<h3 id="callout-1">Call 911</h3>\n<p>If it is hard to breathe.</p>\n'
        "<ul>\n<li>or to swallow</li>\n</ul>\n</section>"
    )


def test_each_page_counts_its_callouts_from_one() -> None:
    markdown = make_markdown()
    first = markdown.convert("> [!note] One\n> Text.")
    assert 'id="callout-1"' in first
    assert markdown.reset().convert("> [!note] One\n> Text.") == first


def test_a_quotation_stays_a_quotation() -> None:
    assert convert("> Somebody said so.") == "<blockquote>\n<p>Somebody said so.</p>\n</blockquote>"


def test_a_placement_cuts_the_body_where_the_theme_draws() -> None:
    parts = list(split_parts(convert("Before.\n\n[[chart: sweat]]\n\nAfter.\n\n[[timeline]]")))
    assert parts == [
        Part("html", html="<p>Before.</p>\n"),
        Part("chart", "sweat"),
        Part("html", html="\n<p>After.</p>\n"),
        Part("timeline"),
    ]


def test_a_placement_inside_a_list_is_left_as_text_for_the_gate_to_find() -> None:
    assert "[[timeline]]" in convert("- One\n\n    [[timeline]]\n")


def test_citations_become_numbered_links_and_the_first_has_the_anchor() -> None:
    html = convert("So it is.[@one; @two] And again.[@one]", "one", "two")
    assert html == (
        "<p>So it is.<sup>\u202f"
        '<a href="#source-1" id="cite-1">[1]</a>\u202f'
        '<a href="#source-2" id="cite-2">[2]</a></sup> And again.'
        '<sup>\u202f<a href="#source-1">[1]</a></sup></p>'
    )


def test_an_unknown_source_is_left_as_text_for_the_gate_to_find() -> None:
    assert "[@nobody]" in convert("So it is.[@nobody]", "one")


@pytest.mark.parametrize(("path", "first"), [("content/uses/migraine.md", "status"), ("content/botox.md", "short")])
def test_sources_are_numbered_as_a_reader_meets_them(library: Library, path: str, first: str) -> None:
    article = library.documents[path]
    assert article.article is not None
    order = [name for name, _ in convert_body(make_markdown(), article, library.data.sources).cited]
    parts = {
        "status": [name for entry in article.article.status for name in entry.sources],
        "short": [name for _, _, answer in article.article.short.rows for name in answer.sources],
    }
    met = [*parts.pop(first), *(name for names in parts.values() for name in names)]
    assert order[: len(set(met))] == list(dict.fromkeys(met))


@pytest.mark.parametrize(
    ("authors", "incomplete", "printed"),
    [
        ([{"family": "Herd", "given": "Clare P."}], False, "Herd CP"),
        ([{"family": "Herd", "given": "Clare"}], True, "Herd C, et al"),
        ([{"literal": "U.S. Food and Drug Administration"}], False, "U.S. Food and Drug Administration"),
        ([{"family": f"Name{n}", "given": "A. B."} for n in range(6)], False,
         "Name0 AB, Name1 AB, Name2 AB, Name3 AB, Name4 AB, Name5 AB"),
        ([{"family": f"Name{n}", "given": "A. B."} for n in range(7)], False, "Name0 AB, Name1 AB, Name2 AB, et al"),
        ([{"family": "Ceballos-Baumann", "given": "Andres-Otto"}], False, "Ceballos-Baumann AO"),
        ([], False, ""),
    ],
)  # fmt: skip
def test_authors_are_printed_as_medical_journals_do(
    authors: list[dict[str, str]], incomplete: bool, printed: str
) -> None:
    source = Source.model_validate(
        {"id": "x", "type": "book", "title": "T", "author": authors, "authors_incomplete": incomplete}
    )
    assert format_authors(source) == printed


def test_a_source_is_printed_with_its_place_and_escaped() -> None:
    source = Source.model_validate({
        "id": "x", "type": "article-journal", "title": "Sweat & <tears>", "author": [{"family": "Lowe", "given": "N J"}],
        "container-title": "BMJ", "issued": {"date-parts": [[2001, 9, 15]]}, "volume": "323", "issue": "7313",
        "page": "596", "DOI": "10.1136/x", "remarks": ["Retired guideline"],
    })  # fmt: skip
    assert format_source(source) == (
        'Lowe NJ. <a href="https://doi.org/10.1136/x">Sweat &amp; &lt;tears&gt;</a>. <cite>BMJ</cite>. '
        "2001;323(7313):596. Retired guideline."
    )


def test_shared_blocks_keep_their_own_lines(library: Library) -> None:
    document = read_document("content/uses/x.md", "---\na: b\n---\n\n[[block: report]]\n", library.blocks)
    assert {line.path for line in document.lines if line.text} == {"content/blocks/report.md"}

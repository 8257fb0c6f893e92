"""The quick processor makes of a text what Python-Markdown makes of it."""

import pytest
from markdown import Markdown

from plugins.article_reader import EXTENSIONS, convert_body, make_markdown
from plugins.callout import CalloutExtension
from plugins.citations import CitationExtension
from plugins.library import Library
from plugins.placement import PlacementExtension

TEXTS = [
    "plain", "*a* **b** ***c*** _d_ __e__ a*b*c snake_case_word *un closed", "`code` ``a ` b`` \\* \\` \\\\",
    "[a](b) [a] [b][c] ![d](e) ![f][g]\n\n[a]: /x 'y'\n[c]: /z\n[g]: /p",
    "<b>x</b> <https://a.b> <a@b.c> <!-- c --> a < b",
    "a  \nb", "&amp; &copy; & AT&T", "\"quoted\" 'it' it's '80s \"'both'\" -- --- ... \"a\" -- b",
    "- *a* [x](y 'z') `\"`\n- b -- c\n\n| a | b |\n|---|---|\n| *c* | \"d\" |",
    "**a *b* `c`** [*d*](e \"f\") \"[g](h)\"",
    "(\"a\") [\"b\"](c) —'d' \"e,\" f's", "# H *i* {#j}\n\ntext {.k}",
]  # fmt: skip


def plain_markdown() -> Markdown:
    """Return a converter like ours, without the quick processor."""
    return Markdown(
        extensions=[*EXTENSIONS, CalloutExtension(), PlacementExtension(), CitationExtension()],
        extension_configs={"toc": {"toc_depth": "2-2", "marker": ""}},
        output_format="html",
    )


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_as_before(text: str) -> None:
    assert make_markdown().convert(text) == plain_markdown().convert(text)


def test_every_real_page_is_read_as_before(library: Library) -> None:
    quick, plain = make_markdown(), plain_markdown()
    for document in library.documents.values():
        assert convert_body(quick, document, library.data.sources) == convert_body(
            plain, document, library.data.sources
        )

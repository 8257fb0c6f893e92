"""What Markdown would print other than it was meant is refused; what is meant so, is not."""

from functools import cache

import pytest

from plugins.markup.body import Converter, convert_lines, make_markdown
from plugins.reading.shared_blocks import Line
from plugins.rules.links import addresses_are_linked_to, links_are_well_formed
from plugins.rules.lists import (
    lists_have_one_sign,
    lists_in_lists_have_four_blanks,
    numbers_of_lists_go_up,
)
from plugins.rules.markdown_pitfalls import lists_stand_apart, tables_are_whole, texts_hold_no_tabs
from plugins.rules.page import Page
from plugins.rules.printed_signs import Sign, signs, signs_are_not_printed
from plugins.rules.rule import SAMPLE
from plugins.rules.structure import headings_are_not_underlined
from tests.support.sample_content import messages, told, with_text

GLOSSARY = "content/data/glossary.toml"
LISTS = (lists_have_one_sign, lists_in_lists_have_four_blanks, numbers_of_lists_go_up)
TEXTS = (lists_stand_apart, tables_are_whole, texts_hold_no_tabs, signs_are_not_printed, headings_are_not_underlined)
LINKS = (addresses_are_linked_to, links_are_well_formed)


@cache
def converter() -> Converter:
    """Return a converter, one for all tests."""
    return make_markdown()


def said(text: str) -> list[str]:
    """Return what the rules on pitfalls say of a text alone, without a site around it: "line:column: message"."""
    lines = tuple(Line("text.md", number, line) for number, line in enumerate(text.split("\n"), start=1))
    page = Page("text.md", "page", lines, convert_lines(converter(), "text.md", lines, None, {}))
    found = [each for check in (*LISTS, *TEXTS, *LINKS) for each in check(page)]
    return [f"{place.line}:{place.column}: {message}" for place, message in sorted(found)]


IN_TEXT = [sign for sign in signs() if sign.kinds != ("header",)]


@pytest.mark.parametrize("sign", IN_TEXT, ids=lambda sign: sign.name)
def test_a_sign_that_would_be_printed_is_refused_with_the_form_that_works(sign: Sign) -> None:
    assert [line.partition(": ")[2] for line in said(sign.fails)][:1] == [sign.told]
    assert said(sign.works) == []


REFUSED = {
    # lists
    "- One thing\n  - Under it\n- Two", "1. One\n   - Under it\n2. Two", "- One\n   - Under\n- Two",
    "1. One\n  1. Under\n2. Two", "- One\n    - Two\n      - Three", "- One\n\n  More on one.\n\n- Two",
    "1) Ask first.", "A) One\nB) Two", "A. One\nB. Two", "i. one\nii. two", "(i) one\n(ii) two", "(1) One\n(2) Two",
    "1.- One\n2.- Two", "1: One\n2: Two", "1.One\n2.Two", "1.\u00a0One\n2.\u00a0Two", "*\u00a0One", "-\u202fOne",
    "•One", "· One\n· Two", "▪ One", "➢ One", "✓ One", "☐ One", "◦ One", "\uf0b7 One", "— One\n— Two", "− One\n− Two",
    "-- One\n-- Two", "Bring these:\n• One\n• Two", "Bring these:\n1) One\n2) Two", "Bring these:\n– One\n– Two",
    "- • One", "§ One\n§ Two", "★ One\n★ Two", "1 . One\n2 . Two", "- – One", "> • One", "*One\n*Two", "+One\n+Two", "1\\. One\n2\\. Two", "\\- One\n\\- Two",
    "3. Third\n4. Fourth", "1. One\n3. Three", "3. Three\n2. Two\n1. One", "1. One\n2. Two\n\n1. Three\n2. Four",
    "- One\n+ Two", "2013. It was approved then.",
    # bold, italics, code
    "This is ** bold** text.", "This is bold** text, no.", "This is * open* text.", "This is *open * text.", "An _open text.",
    "An open_ text.", "**One.\n\nTwo.**", "*One.\n\nTwo.*", "_One.\n\nTwo._", "- **One\n- Two**", "### **Open",
    "It fell (0.05*) and C5* too.", "Read *this*page* first.", "It is 2*3*4 in all.", "This is ***bold** text.", "This is **bold* text.", "```text\nAsk.\n```", "Don`t do it.",
    "> [!note] Read **this\n> Ask first.", "| A | B |\n| --- | --- |\n| **x | y |",
    # other systems
    "- [x] Ask", "* [X] Ask", "This is H~2~O.", "This is ~old words~ here.", "10^6 of them.", "$x^2$", "$$x = 1$$", "\\frac12",
    "Good :+1: so.", "A claim.[^1]\n\n[^1]: note", "A claim.^[A note here.]", "!!! note\n    Ask first.", "??? note\n    Ask",
    ".. note:: Ask first.", "It is [b]bold[/b].", "See [url=/safety/]risks[/url].", "It is '''bold''' text.", "h3. Heading",
    "It is //italic// text.", "Wait &foo; here.", "It is at C:\\files.", "[//]: # (A remark)",
    "Ask first.[1]\n\n[1] A note.", "[1] A note.", "Ask first [1-3].", "Ask first.¹", "=What to bring=", "Ask %s first.", "Bring <%= list %>.",
    "All &copy the practice.", "Wait&nbsp here.", "Wait &#169 here.", "It is clin=\nic.", "It =E2=80=99s so.", "Ask%20your%20clinician.",
    # links and tables
    "What,When\nBotox,weekly\nXeomin,daily", "What;When\nBotox;weekly", "\"What\",\"When\"\n\"Botox\",\"daily\"", "Botox,12\nXeomin,16",
    "See www.example.com for more.", "See it (https://example.com/x).", "- https://example.com/x", "See [the guide][] first.",
    "See [page\n\nmore](/safety/).", "See \\[page](/safety/).", "This is [open text.", "This is open] text.", "Ask [us] (mailto:a@b.org).",
    "| a | b |", "| a | b |\n| - | - |\n\n| 1 | 2 |", "| a | b |\n| – | – |\n| 1 | 2 |", "Name\tDose\tPrice\nA\t5\t7", "- Name\tDose",
    # headings
    "Some text here\n---", "Some text\n===", "One line\nand two\n--------", "\u00a0## Heading", "####### Details",
}  # fmt: skip


@pytest.mark.parametrize("text", sorted(REFUSED))
def test_other_forms_that_are_printed_otherwise_are_refused_too(text: str) -> None:
    assert said(text) != []


MEANT = (
    "It fell (p < 0.05*) in one study.", "The test C5* is a name, α* too.", "It costs $5 or $10, $1,000 or US$ 20.", "Some 5 ~ 6 weeks, or ~5 to ~6.",
    "The name `snake_case` is code, and so is `**` or `[x`.", "The name snake_case or A_1.", "Either this | or that.",
    "Two ways, e.g. 1) ask and 2) wait.", "It was approved in\n2010. Ask your doctor.", "It takes 5-10 days, or 5–10.",
    "They wrote “a lot [sic] of it [the drug]”.", "**Bold.** Then *text*, __and__ _more_, ***both***.", "- One\n\n- Two\n\n- Three",
    "- One\n    - Under\n- Two", "1. One\n\t- Under\n2. Two", "- One\n\n    More on one.\n\n- Two", "1. One\n2. Two\n\nThen wait.\n\n3. Three",
    "1. One\n1. Two\n1. Three", "1. One\n2. Two\n\n- Three\n- Four", "* One\n* Two\n\n- Three\n- Four", "A | B\n--- | ---\n1 | 2", "A real\\* and \\*another.",
    "2010\\. Ask.", "See \\[page\\] and \\_this\\_, \\`so\\`.", "\\# 1 is first.", "> Note: quote\n>\n> — Jane Doe",
    "Read [about it][about].\n\n[about]: /about/", "Go to <https://www.fda.gov/x> or fda.gov/x.", "See [www.fda.gov](https://www.fda.gov/).",
    "It takes weeks\n– or months – to wear off.", "It takes weeks -- or months.", "Fish &amp; chips, R & D, 5&nbsp;mg.", "It is < 5, and 2 * 3 = 6, 2*3.",
    "H<sub>2</sub>O<br>and more.", "Line one  \nline two.", "It is #1, and No. 1.", "Vitamin B++ and pain +++.", "At 8:30: ask. Note: this.",
    "A. Smith wrote it.", "E. coli is a germ.", "Yes!!! It is.", "Name: ________ and ____", "The patients' choice, 'as is', 5' 10\".",
    "Bring pens, paper,\nlists, and cards.", "There are 1,000 of\nthem, or 2,000.", "He said, “Ask.”\nShe said, “Wait.”", "Ask Smith &Sons, or AT&T.",
    "A list in [2010] or [b].", "An area in m², 10⁶ of them.", "See § 4 of it.", "As a = b.",
    "Both short-\nand long-term effects.", "> [!note] Read\n>\n> - One\n> - Two", "Text.\n\n---\n\nMore.", "### Details ###", "- 1) first",
    "- 5–10 days", "-5 degrees, +5 points.", "A trailing tab.\t", "-\tOne\n-\tTwo", "1.5 mg is a dose.", "Mon · Tue • Wed", "More {#more}\n----",
)  # fmt: skip


@pytest.mark.parametrize("text", MEANT)
def test_what_is_printed_as_it_was_meant_is_accepted(text: str) -> None:
    assert said(text) == []


def test_a_mistake_is_told_once_and_where_it_stands() -> None:
    assert told("Bring ~~a pen~~ a list, and ~~more~~.") == [
        '145:7: Tildes are printed as they stand. Delete what is struck out; write "H<sub>2</sub>O" for small figures.'
    ]
    assert told("A claim.[^1]\n\n[^1]: note") == [
        '145:10: Footnotes are not read. Write "[@source-id]" for a source, or put the remark into the text.',
    ]


@pytest.mark.parametrize(
    "sign", ["~~x~~", "*x*", "_x_", "`x`", "==x==", "x^2^", "&amp;", "a&nbsp;b", "a\\b", "[x][y]", "{#x}", "[[timeline]]", "https://x.org"]
)  # fmt: skip
def test_a_sign_of_markdown_in_the_header_is_refused_there(sign: str) -> None:
    found = messages(**with_text(f"who: 'Adults {sign} here'", instead_of="who: Everybody"))
    assert len(found) == 1
    assert found[0].startswith(f"{SAMPLE}:17:")
    assert found[0].endswith(" is printed as it stands: the header holds plain text. Take it out.")


@pytest.mark.parametrize("sign", ["&nbsp;", "&#160;", "&shy;", "a&shy;b", "\\u00a0"])
def test_what_stands_for_a_sign_that_no_text_holds_is_told_once_wherever_it_is(sign: str) -> None:
    header = messages(**with_text(f"who: 'Adults {sign} here'", instead_of="who: Everybody"))
    glossary = messages(**with_text(f"means = 'A drug {sign} that looks like another'", GLOSSARY, 'means = "A dummy"'))
    for (line,), place in ((header, f"{SAMPLE}:17:"), (glossary, f"{GLOSSARY}:3:")):
        assert line.startswith(place)
        assert " stands in “" in line
        assert line.endswith(("or nothing.", "or type the word anew."))


@pytest.mark.parametrize(
    "value", ["A *dummy*", "A [dummy](/about/)", "A dummy&nbsp;drug", "A ~~sham~~ dummy", "• A dummy"]
)
def test_a_sign_of_markdown_in_the_glossary_is_refused_there(value: str) -> None:
    found = messages(**with_text(f'means = "{value}"', GLOSSARY, 'means = "A dummy"'))
    assert [line.partition(' "')[0] for line in found] == [f"{GLOSSARY}:3:1:"]

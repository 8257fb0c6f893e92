"""The judge of what is rendered: what acts is refused in every place of a page, with its file and line."""

import pytest

from plugins.markup.body import convert_body, make_markdown
from plugins.markup.judge import Finding, judge
from plugins.markup.source_lines import SourceBlock
from plugins.problems.problem import Problem
from plugins.rules.rule import SAMPLE
from tests.support.payloads import ACTIVE, HARMLESS, places_of, site_of_payloads, with_payload
from tests.support.sample_content import FILES, check, library_of


@pytest.fixture(scope="module")
def refused() -> dict[str, set[int]]:
    """Which lines are refused of each file of a site in which every payload has a page and a block of its own."""
    lines: dict[str, set[int]] = {}
    for problem in check(site_of_payloads()):
        lines.setdefault(problem.path, set()).add(problem.line)
    return lines


@pytest.mark.parametrize(("name", "payload"), ACTIVE.items(), ids=ACTIVE)
def test_what_acts_is_refused_on_its_line_wherever_it_stands(
    refused: dict[str, set[int]], name: str, payload: str
) -> None:
    _, lines = with_payload(payload, places_of(name))
    found = refused[f"content/uses/{name}.md"]
    assert [place for place, expected in lines.items() if not expected & found] == []


@pytest.mark.parametrize(("name", "payload"), ACTIVE.items(), ids=ACTIVE)
def test_what_acts_in_a_shared_block_is_refused_in_the_block(
    refused: dict[str, set[int]], name: str, payload: str
) -> None:
    assert set(range(3, 4 + payload.count("\n"))) & refused[f"content/blocks/{name}.md"]


def test_a_page_and_a_block_that_do_not_act_are_refused_on_no_such_line() -> None:
    """The site of the payloads says nothing of itself: without a payload, nothing is refused where one would stand."""
    files = site_of_payloads({"harmless": "Words that do nothing."})
    _, lines = with_payload("Words that do nothing.", places_of("harmless"))
    found = {(problem.path, problem.line) for problem in check(files)}
    expected = {("content/uses/harmless.md", line) for place in lines.values() for line in place}
    assert found & (expected | {("content/blocks/harmless.md", 3)}) == set()


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_is_rendered(text: str) -> None:
    library = library_of(with_payload(text)[0])
    body = convert_body(make_markdown(), library.documents[SAMPLE], library.data.sources)
    assert body.refused == ()
    assert body.html


def html_faults(html: str) -> list[tuple[str, str, str, str]]:
    """Return what the judge finds in a piece of HTML, without lines."""
    return [(found.kind, found.tag, found.name, found.value) for found in judge(html)]


@pytest.mark.parametrize(
    "html",
    [
        '<p>A <strong>b</strong> <em>c</em> <a href="/safety/" title="t">d</a> <code>&lt;b&gt;</code><br>e</p>',
        '<h2 id="who">A</h2>\n<h3 id="a_1">B</h3>',
        '<ol start="3">\n<li>a</li>\n</ol>\n<ul>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>',
        '<section class="callout callout--note" aria-labelledby="callout-1"><h3 id="callout-1">A</h3><p>b</p></section>',
        '<placement kind="chart" name="pain"></placement>',
        '<p>a<sup>\u202f<a id="cite-1" href="#source-1">[1]</a></sup></p>',
        '<p><span lang="es" dir="ltr">a</span> <abbr title="x">y</abbr> <time datetime="2026-11-22">z</time></p>',
        '<p><a href="https://www.fda.gov/x?a=b&amp;c=d#e">a</a> <a href="mailto:a@b.org">b</a> <a href="tel:+1555">c</a></p>',
        '<p><img src="/images/a.svg" alt="b"></p>',
        "",
    ],
)  # fmt: skip
def test_what_our_markdown_writes_is_allowed(html: str) -> None:
    assert html_faults(html) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>a</p><script>b</script>", ("element", "script", "", "")),
        ('<p onclick="a()">b</p>', ("attribute", "p", "onclick", "")),
        ("<p>a<!-- b --></p>", ("comment", "", "", "")),
        ("<p>a<?b ?></p>", ("comment", "", "", "")),
        ("<p>a</p></div>", ("structure", "", "", "")),
        ("<p>a</p></main>", ("structure", "", "", "")),
        ("<p>a</p></li></ul>", ("structure", "", "", "")),
        ("<p><b>a</p>", ("structure", "", "", "")),
        ("<p>a</b></p>", ("structure", "", "", "")),
        ("<p a=", ("attribute", "p", "a", "")),
        ("<p>a<", ("structure", "", "", "")),
        ("<html onload=a><p>b</p>", ("structure", "", "", "")),
        ("<body onload=a><p>b</p>", ("structure", "", "", "")),
        ("<p>a</p></body>", ("structure", "", "", "")),
        ("<p>a\0b</p>", ("structure", "", "", "")),
        ("<frameset onload=a>", ("structure", "", "", "")),
        ("<p>end-of-the-text</p><!--", ("comment", "", "", "")),
        ('<p><a href="java&#115;cript:a">b</a></p>', ("address", "a", "href", "javascript:a")),
        ('<p><img src="https://a.example/b" alt="c"></p>', ("picture", "img", "src", "https://a.example/b")),
        ('<h2 id="preview-facts">a</h2>', ("id", "h2", "id", "preview-facts")),
        ('<h3 id="callout-1">a</h3>', ("id", "h3", "id", "callout-1")),
        ('<p class="callout">a</p>', ("attribute", "p", "class", "")),
        ('<section class="callout callout--loud"></section>', ("attribute", "section", "class", "")),
        ('<p><span class="article">a</span></p>', ("attribute", "span", "class", "")),
        ('<p><placement kind="uses" name=""></placement></p>', ("element", "placement", "", "")),
        ('<placement kind="uses" name=""><b>a</b></placement>', ("element", "placement", "", "")),
        ('<placement kind="else" name=""></placement>', ("attribute", "placement", "kind", "")),
        ("<svg><animate onbegin=a></svg>", ("element", "svg", "", "")),
        ("<math><mtext><table><mglyph><style><img>", ("element", "math", "", "")),
        ('<noscript><p title="</noscript><img src=x onerror=a>">', ("element", "noscript", "", "")),
    ],
)
def test_what_does_not_belong_is_found_first(html: str, found: tuple[str, str, str, str]) -> None:
    assert html_faults(html)[:1] == [found]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:a", "JaVaScRiPt:a", " javascript:a", "\x01javascript:a", "java\tscript:a", "java\nscript:a", "javascript\n:a",
        "data:text/html,a", "vbscript:a", "file:///etc/passwd", "blob:a", "about:blank", "view-source:a", "ftp://a.example/",
        "//elsewhere.example/", "/\\elsewhere.example/", "\\\\elsewhere.example/", "\\/elsewhere.example/", "/\t/elsewhere.example/",
        "http://a.example/", "https:a.example", "https:/a.example", "https:\\\\a.example", "https://", "https://a@b.example/",
        "https://a.example\\@b.example/", "https://a\u2028.example/", "https://[::1]/", "mailto:", "mailto:a@b.c?subject=d", "tel:911;x",
        "relative/page", "page.html", "?a", "", "\u00a0/a/", "/a\u200b/", "/a b/", "x:y", "1:2",
    ],
)  # fmt: skip
def test_an_address_that_a_browser_reads_otherwise_is_refused(address: str) -> None:
    written = address.replace("&", "&amp;").replace('"', "&quot;")
    kinds = {kind for kind, *_ in html_faults(f'<p><a href="{written}">b</a></p>')}
    assert kinds & {"address", "structure"}


def test_a_fault_has_the_lines_of_its_block() -> None:
    blocks = [SourceBlock("<p>a</p>", 0, 1), SourceBlock("<p><script>b</script></p>", 2, 5)]
    assert judge("<p>a</p><p><script>b</script></p>", blocks) == [Finding("element", "script", first=2, last=5)]


def test_what_arises_only_by_joining_is_found() -> None:
    blocks = [SourceBlock("<p>a</p>", 0, 1), SourceBlock("<p>b</p>", 2, 3)]
    assert judge("<p>a</p><svg><p>b</p></svg>", blocks) == [Finding("element", "svg")]


def test_blocks_are_not_read_when_the_whole_is_right() -> None:
    blocks = iter([SourceBlock("<script>", 0, 1)])
    assert judge("<p>a</p>", blocks) == []
    assert next(blocks).html == "<script>"


def test_a_fault_is_told_once_in_the_words_of_the_rule_on_the_source() -> None:
    files, _ = with_payload('Read <b onclick="run()">this</b>.')
    assert [problem.message for problem in check(files)] == ['"onclick" may not stand in "<b>". Take it out.']


def test_a_fault_of_a_shared_block_is_told_once_and_in_the_block() -> None:
    files = {
        **FILES,
        "content/blocks/report.md": FILES["content/blocks/report.md"] + "\nHello \\`<button>\\` reader.\n",
    }
    assert check(files) == [
        Problem(
            "content/blocks/report.md",
            3,
            9,
            "html-page",
            '"<button>" would be a part of the page, and may not. Take it out.',
        )
    ]


def test_every_fault_is_told_of_a_page_with_many() -> None:
    text = "A \\`<style>\\` b.\n\n- [c \\] d](javascript:e)\n\n### F {#main}"
    files, _ = with_payload(text)
    assert [problem.rule for problem in check(files)] == ["html-page", "link-broken", "heading-taken"]


def test_a_page_whose_header_cannot_be_read_is_judged_too() -> None:
    files, _ = with_payload("A \\`<style>\\` b.")
    files[SAMPLE] = files[SAMPLE].replace("title:", "titel:", 1)
    assert "html-page" in [problem.rule for problem in check(files)]


@pytest.mark.parametrize(
    "text", ["text {: onclick=run() }", "**bold**{: onclick=run() }", "- item\n  {: onclick=run() }"]
)
def test_braces_set_no_attribute(text: str) -> None:
    assert "onclick=" not in make_markdown().convert(text).replace("{: onclick=run() }", "")


def test_braces_give_a_heading_its_id_and_nothing_else() -> None:
    convert = make_markdown().convert
    assert convert("## A {#b}") == '<h2 id="b">A</h2>'
    assert convert("## A {: #b }") == '<h2 id="b">A</h2>'
    assert convert("## A {#b} ##") == '<h2 id="b">A</h2>'
    assert convert("## A {#b onclick=c}") == '<h2 id="a-b-onclickc">A {#b onclick=c}</h2>'
    assert convert("A {#b}\n---") == '<h2 id="b">A</h2>'


def test_headings_without_ids_are_numbered_as_the_list_of_contents_numbers_them() -> None:
    from markdown import Markdown

    text = "\n\n".join(["## A", "## A", "## A_1", "## A", "#", "#", "## B_7", "## B_7", "## B", "### ¿", "## A_2"])
    plain = Markdown(extensions=["attr_list", "toc"], extension_configs={"toc": {"marker": ""}})
    assert make_markdown().convert(text).replace("&iquest;", "¿") == plain.convert(text)


def test_every_block_of_every_page_carries_its_lines() -> None:
    markdown = make_markdown()
    text = "one\n\n- two\n- three\n\n    four\n\n> [!note] five\n> six\n\n\n[[uses]]\n\n## seven\neight\n\n| a | b |\n| - | - |\n| c | d |"
    markdown.convert(text)
    assert [(block.first, block.last) for block in markdown.source_blocks()] == [
        (0, 1),
        (2, 6),
        (7, 10),
        (11, 12),
        (13, 13),
        (14, 15),
        (16, 18),
    ]


def test_the_blocks_joined_are_the_page() -> None:
    library = library_of(FILES)
    document = library.documents[SAMPLE]
    markdown = make_markdown()
    body = convert_body(markdown, document, library.data.sources)
    assert "".join(block.html for block in markdown.source_blocks()).strip() == body.html


HEAVY = [
    "a\n-\n",
    "a\n\n",
    "#\n",
    "a\n=\n",
    "* a\n",
    "1. \n",
    "|a|\n|-|\n",
    "![",
    "<a ",
    "**a",
    "[a](b",
    "<![",
    "* * *\n",
    "`a",
    "> - ",
    "0. ",
]


@pytest.mark.parametrize("unit", HEAVY)
def test_a_page_that_would_take_long_to_read_is_refused_on_its_line(unit: str) -> None:
    files, _ = with_payload(unit * (60_000 // len(unit)))
    found = [
        problem for problem in check(files) if problem.rule in ("page-heavy", "line-long", "marks-nested", "quote-deep")
    ]
    assert found
    assert all(problem.path == SAMPLE for problem in found)


def test_a_table_whose_rows_would_be_filled_up_to_a_wide_first_one_is_refused() -> None:
    wide = f"|{'a|' * 1500}\n|{'-|' * 1500}\n" + "|b|\n" * 900
    files, _ = with_payload(wide)
    assert [problem.message for problem in check(files) if problem.rule == "page-heavy"] == [
        "A table of 1354804 cells, 5000 at most. Make it narrower, or split it into several tables."
    ]

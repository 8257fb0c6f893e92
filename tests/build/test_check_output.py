"""The gate on built pages: each rule with a site that passes and one that fails."""

import re
from bisect import bisect
from dataclasses import replace
from datetime import date
from pathlib import Path

import brotli
import pytest

from plugins.reading.library import Library, read_document
from tooling.check_output import check_site, read_site
from tooling.page_weight import LARGEST_ARTICLE, weigh_page

ADDRESS = "https://guide.example"
TODAY = date(2026, 11, 26)
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="description" content="What it says."><link rel="canonical" href="{canonical}">
<style>p {{ color: red }}</style></head>
<body><main><h1>{title}</h1> {body}</main></body></html>
"""
FEED = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id></entry></feed>'


def write_site(folder: Path, **bodies: str) -> Path:
    """Write a small site: the home page, the page for lost visitors, and one page a keyword."""
    pages = {"": "<p>Home.</p>", "404.html": "<p>Lost.</p>", **{f"{name}/": body for name, body in bodies.items()}}
    for address, body in pages.items():
        file = folder / (address if address.endswith(".html") else f"{address}index.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        title = f"Page {address or 'home'}"
        file.write_text(PAGE.format(title=title, canonical=f"{ADDRESS}/{address}", body=body), encoding="utf-8")
    # The home page is one that no clinician has signed
    addresses = [f"<url><loc>{ADDRESS}/{address}</loc></url>" for address in pages if address not in ("", "404.html")]
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(addresses)}</urlset>'
    for name, text in {"feed.xml": FEED, "sitemap.xml": sitemap, "robots.txt": "User-agent: *\n"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def messages(folder: Path, library: Library) -> dict[str, str]:
    """Return what the gate says of a folder, by rule."""
    return {problem.rule: problem.message for problem in check_site(read_site(folder, ADDRESS), library, TODAY)}


def test_a_sound_site_passes(tmp_path: Path, library: Library) -> None:
    body = '<h2 id="here">More</h2> <p><a href="#here">Here</a> <a href="/">home</a> <a href="https://x.example">out</a></p>'
    assert messages(write_site(tmp_path, good=body), library) == {}


@pytest.mark.parametrize(
    ("rule", "body", "told"),
    [
        ("link-broken", '<a href="/goodd/">x</a>', 'The link "/goodd/" leads to no page. Did you mean "/good/"?'),
        ("link-broken", '<a href="#ther">x</a><p id="there">y</p>', 'Did you mean "#there"?'),
        ("link-broken", '<a href="javascript:alert(1)">x</a>', "does not start with https://"),
        ("link-broken", '<a href="//x.example/">x</a>', "does not start with https://"),
        ("link-empty", '<a href="">x</a>', "A link leads nowhere."),
        ("id-twice", '<p id="a"></p><p id="a"></p>', 'Two places of the page are called "a".'),
        ("id-missing", '<p aria-labelledby="b">x</p>', 'Something refers to "b", which is not on the page.'),
        ("html-error", "<p>x</p></section>", "Line 5 of the built page is not HTML: </section> does not belong there."),
        ("html-error", '<a id="a" id="b">x</a>', "Line 5 of the built page is not HTML: Duplicate attribute."),
        ("html-error", "<div><p>x</p>", "is not HTML: Unexpected open element"),
        ("html-error", "<p>1 &lt 2</p>", "is not HTML: Character reference does not end with semicolon"),
        ("html-refused", "<script>1</script>", "The page holds <script>, which no page may."),
        ("html-refused", '<p style="color:red">x</p>', "The page holds the attribute style"),
        ("html-refused", '<p onclick="x()">x</p>', "The page holds the attribute onclick"),
        ("html-refused", "<form></form>", "The page holds <form>"),
        ("host-other", '<img src="https://x.example/a.png" alt="x">', "from another host"),
        ("file-missing", '<img src="/images/a.png" alt="x">', 'loads "/images/a.png", which does not exist'),
        (
            "file-missing",
            '<picture><source srcset="/icons/favicon.svg 1w, /images/b.480.webp 480w"></picture>',
            'loads "/images/b.480.webp", which',
        ),
        ("image-words", '<img src="/robots.txt" alt="">', "has no words for those who cannot see it"),
        ("words-joined", "<p><b>trial 1</b><i>65</i></p>", 'make one word of "1</b><i>65".'),
        ("words-joined", "<dl><dt>Updated</dt><dd>Now</dd></dl>", 'make one word of "Updated</dt><dd>Now".'),
        ("words-joined", "<svg><text>Oil</text><text>Less</text></svg>", 'make one word of "Oil</text><text>Less".'),
        ("words-joined", '<p>week 16<sup><a href="/good/">5</a></sup></p>', 'of "16<sup><a href="/good/">5".'),
        (
            "words-joined",
            "<p>10<sup>5</sup> people</p>",
            'make one word of "10<sup>5". Put a blank between, or write ⁵',
        ),
        ("page-title", "<title>Another</title>", "The page has 2 of title"),
        ("page-heading", "<h1>Another</h1>", "The page has 2 of h1"),
        ("heading-order", "<h3>Too deep</h3>", '"Too deep" skips a level of headings.'),
        ("text-left-over", "<p>See [[chart: sweat]] there</p>", '"[[chart: sweat]]" is shown to readers as it is.'),
        ("text-left-over", "<p>So it is.[@nobody]</p>", '"[@nobody]" is shown to readers as it is.'),
        ("graph-id", '<script type="application/ld+json">{"@id":"#a","about":{"@id":"#b"}}</script>', 'names "#b"'),
    ],
)
def test_what_readers_must_not_meet_is_found(tmp_path: Path, library: Library, rule: str, body: str, told: str) -> None:
    assert told in messages(write_site(tmp_path, good=body), library)[rule]


@pytest.mark.parametrize(
    "body",
    ["<p>un<em>like</em>ly</p>", "<p>the 5<sup>th</sup></p>", "<p>H<sub>2</sub>O</p>", "<p><b>BO</b>TOX</p>",
     '<p>16<sup> <a href="/good/">[5]</a></sup></p>', "<p>a<br>b</p>", "<dl><dt>a</dt>\n<dd>b</dd></dl>"],
)  # fmt: skip
def test_marks_inside_a_word_are_no_fault(tmp_path: Path, library: Library, body: str) -> None:
    assert messages(write_site(tmp_path, good=body), library) == {}


def test_a_heavy_page_is_refused(tmp_path: Path, library: Library) -> None:
    told = messages(write_site(tmp_path, good=noise(12_000)), library)["page-heavy"]
    said = re.fullmatch(
        r"The page weighs (\d+) bytes compressed, 14600 at most. Take out some (\d+) words. \(In /good/index.html.\)",
        told,
    )
    assert said
    assert int(said[2]) == pytest.approx((int(said[1]) - 14_600) / 2.5, abs=10)


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ("[[all-sources]]",
         'Its list of sources is too long for one page: write "[[all-sources: studies]]" here in its place, and '
         '"[[all-sources: others]]" on a new page of content/pages/. Say in both titles what each lists.'),
        ("[[all-sources: studies]]",
         r'Its list of sources is too long for one page: write "\[\[all-sources: studies-a-[a-y]\]\]" here in its place, and '
         r'"\[\[all-sources: studies-[b-z]-z\]\]" on a new page of content/pages/. Say in both titles what each lists.'),
        ("[[all-sources: studies]]\n\n[[all-sources: others]]",
         'Put "[[all-sources: others]]" on a page of its own in content/pages/.'),
        ("[[all-sources: studies-h-h]]", r"Take out some \d+ words."),
    ],
)  # fmt: skip
def test_a_heavy_list_of_sources_is_shared_out(tmp_path: Path, library: Library, lists: str, told: str) -> None:
    text = library.texts["content/pages/privacy.md"]
    page = read_document("content/pages/good.md", f"{text}\n{lists}\n", {})
    known = replace(library, documents={**library.documents, page.path: page})
    said = messages(write_site(tmp_path, good=noise(12_000)), known)["page-heavy"]
    form = told if "\\" in told else re.escape(told)
    assert re.fullmatch(rf"The page weighs \d+ bytes compressed, 14600 at most. {form} \(In /good/index.html.\)", said)


def test_a_page_that_may_be_heavy_is_weighed_exactly_before_it_is_published(tmp_path: Path, library: Library) -> None:
    folder = write_site(tmp_path, good=noise(8_300))
    found = check_site(read_site(folder, ADDRESS, is_exact=True), library, TODAY)
    assert [problem.rule for problem in found] == ["page-heavy"]


def test_a_page_that_fits_only_without_its_policy_is_refused(tmp_path: Path, library: Library) -> None:
    """The bare page is light enough, and its heaviest form is not."""
    for words in range(4_700, 6_000, 10):
        bare = PAGE.format(title="Page good/", canonical=f"{ADDRESS}/good/", body=noise(words))
        weight = len(brotli.compress(bare.encode(), quality=11))
        if weight > 14_450:
            break
    assert weight <= 14_600
    found = check_site(read_site(write_site(tmp_path, good=noise(words)), ADDRESS, is_exact=True), library, TODAY)
    assert [problem.rule for problem in found] == ["page-heavy"]


def test_an_article_may_weigh_less_than_another_page(tmp_path: Path, library: Library) -> None:
    """The same page is another page to the gate, or an article, as the library knows it."""

    def weigh(words: int) -> int:
        html = PAGE.format(title="Page uses/good/", canonical=f"{ADDRESS}/uses/good/", body=noise(words))
        return weigh_page(html, ["p { color: red }"], is_exact=True)

    words = 4_700 + bisect(range(4_700, 6_000), LARGEST_ARTICLE, key=weigh)
    site = read_site(write_site(tmp_path, **{"uses/good": noise(words)}), ADDRESS, is_exact=True)
    assert check_site(site, library, TODAY) == []
    article = replace(library.documents["content/uses/acne.md"], path="content/uses/good.md", slug="good")
    found = check_site(site, replace(library, documents={**library.documents, article.path: article}), TODAY)
    (heavy,) = [problem.message for problem in found if problem.rule == "page-heavy"]
    assert f"{LARGEST_ARTICLE} at most. Take out some 10 words." in heavy


def test_a_page_that_no_policy_can_be_put_in_is_refused(tmp_path: Path, library: Library) -> None:
    folder = write_site(tmp_path, good="<p>1</p>")
    page = folder / "good/index.html"
    html = page.read_text(encoding="utf-8").replace('<meta charset="utf-8">', '<meta charset="UTF-8">')
    page.write_text(html, encoding="utf-8")
    assert messages(folder, library) == {
        "page-charset": 'The page has no <meta charset="utf-8">. Put it back into the base template. (In /good/index.html.)'
    }


def noise(words: int) -> str:
    """Return a paragraph that hardly compresses: best compression gains less on it than on any text."""
    return f"<p>{' '.join(f'{number * 7919 % 1_000_003:x}' for number in range(words))}</p>"


def test_pages_of_one_title_are_named_both(tmp_path: Path, library: Library) -> None:
    folder = write_site(tmp_path, one="<p>1</p>", two="<p>2</p>")
    page = folder / "two/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Page two", "Page one"), encoding="utf-8")
    assert (
        messages(folder, library)["title-twice"]
        == '"Page one/" is also the title of /one/index.html. Change one of them.'
    )


def test_a_map_that_misses_a_page_is_refused(tmp_path: Path, library: Library) -> None:
    folder = write_site(tmp_path, one="<p>1</p>")
    (folder / "three").mkdir()
    (folder / "three/index.html").write_text(
        PAGE.format(title="Three", canonical=f"{ADDRESS}/three/", body=""), encoding="utf-8"
    )
    told = "is listed but may not be, or may be listed but is not. Check its template."
    assert messages(folder, library)["sitemap-pages"] == f"{ADDRESS}/three/ {told}"


def test_a_map_that_lists_a_page_of_which_no_review_is_in_force_is_refused(tmp_path: Path, library: Library) -> None:
    folder = write_site(tmp_path, one="<p>1</p>")
    listed = f"<url><loc>{ADDRESS}/</loc></url></urlset>"
    sitemap = folder / "sitemap.xml"
    sitemap.write_text(sitemap.read_text(encoding="utf-8").replace("</urlset>", listed), encoding="utf-8")
    assert messages(folder, library)["sitemap-pages"].startswith(f"{ADDRESS}/ is listed but may not be")


def test_a_map_is_empty_where_no_page_may_be_listed_and_nowhere_else(tmp_path: Path, library: Library) -> None:
    assert messages(write_site(tmp_path / "none"), library) == {}
    folder = write_site(tmp_path / "one", one="<p>1</p>")
    (folder / "sitemap.xml").write_text('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>')
    assert messages(folder, library)["xml-error"].startswith("sitemap.xml has no entries")


def test_a_feed_that_is_not_xml_is_refused(tmp_path: Path, library: Library) -> None:
    folder = write_site(tmp_path)
    (folder / "feed.xml").write_text("<feed>", encoding="utf-8")
    assert "feed.xml is not XML" in messages(folder, library)["xml-error"]


def test_a_problem_names_the_source_and_its_line(tmp_path: Path, library: Library) -> None:
    folder = write_site(tmp_path)
    page = folder / "uses/acne/index.html"
    page.parent.mkdir(parents=True)
    body = '<a href="/safety/#get-help">x</a>'
    page.write_text(PAGE.format(title="Acne", canonical=f"{ADDRESS}/uses/acne/", body=body), encoding="utf-8")
    found = [
        problem for problem in check_site(read_site(folder, ADDRESS), library, TODAY) if problem.rule == "link-broken"
    ]
    assert [problem.path for problem in found] == ["content/uses/acne.md"]
    text = library.documents["content/uses/acne.md"].text.split("\n")
    assert found[0].line == 1 or "/safety/#get-help" in text[found[0].line - 1]


def test_the_real_site_passes(site: Path, library: Library) -> None:
    address = "https://botox-guide.example"
    assert [str(problem) for problem in check_site(read_site(site, address), library, TODAY)] == []

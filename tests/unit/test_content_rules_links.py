"""Links, pictures, placeholders and HTML in a text (bad input 12 to 16, 33 to 35), and links between hidden pages (44, 46)."""

# A message stands whole on its line.

import pytest

from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, check, told, with_text

ADDRESS = 'Write the address as a reader sees it, such as "/uses/migraine/"; of a page that was renamed, its new one.'
FORM = '145:{}: This is not a link yet. Write "[words](address)": words in square brackets, then the address in round ones.'
TAGS = "these may: <abbr>, <b>, <br>, <cite>, <em>, <i>, <q>, <small>, <span>, <strong>, <sub>, <sup>, <time>."


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("{filename}nope.md", f'"{{filename}}" is not used here. {ADDRESS}'),
        ("{static}/images/x.png", '"{static}" is not used here. Write "/images/x.png".'),
        ("{flename}/uses/migraine.md", '"{flename}" is not used here. Did you mean "/uses/migraine/"?'),
        ("|filename|/uses/migraine.md", '"|filename|" is not used here. Did you mean "/uses/migraine/"?'),
        ("uses/migraine.md", 'There is no page "uses/migraine.md". Did you mean "/uses/migraine/"?'),
        ("../uses/migraine/", 'There is no page "../uses/migraine/". Did you mean "/uses/migraine/"?'),
        ("/uses/migraine", 'The address of a page ends in "/". Write "/uses/migraine/".'),
        ("/Uses/Migraine/", 'There is no page "/Uses/Migraine/". Did you mean "/uses/migraine/"?'),
        ("migraine.html", 'There is no page "migraine.html". Did you mean "/uses/migraine/"?'),
        ("/uses/migraine/?x=1", 'The address "/uses/migraine/?x=1" has a question mark. End it before that.'),
        ("/uses/warts/", f'There is no page "/uses/warts/". {ADDRESS}'),
        ("#side-efects", 'There is no part "side-efects" on this page. Did you mean "side-effects"?'),
        ("/safety/#nope", 'There is no part "nope" on "/safety/". It has: get-help.'),
        ("/privacy/#logs", 'There is no part "logs" on "/privacy/". It has no parts with an id.'),
        ("/safety/#", 'There is nothing behind the "#". Name a part of the page, or take the sign out.'),
        ("http://www.fda.gov/", 'The connection is not secure. Write "https://www.fda.gov/".'),
        ("//fda.gov/x", 'The address "//fda.gov/x" has no beginning. Write "https://fda.gov/x".'),
        ("www.fda.gov", 'The address "www.fda.gov" has no beginning. Write "https://www.fda.gov".'),
        ("javascript:alert(1)", '"javascript:" cannot be linked to. Link to an address that starts with https://.'),
        ("JaVaScRiPt:alert(1)", '"javascript:" cannot be linked to. Link to an address that starts with https://.'),
        ("data:text/html,x", '"data:" cannot be linked to. Link to an address that starts with https://.'),
        ("htps://fda.gov", '"htps:" cannot be linked to. Did you mean "https"?'),
        ("https:/fda.gov", 'The address "https:/fda.gov" is not whole. Write "https://fda.gov".'),
        ("https://", 'The address "https://" is not whole. Copy it again from your browser.'),
        ("https://[fda", 'The address "https://[fda" is not whole. Copy it again from your browser.'),
        ("https://fda .gov/", 'The address "https://fda .gov/" has a blank in it. Take it out, or write "%20".'),
        ("mailto:a@b.org?subject=hi", "A mail link that fills in a subject or a text could carry health details. End it behind the address."),
        ("mailto:abc", '"abc" is not an email address. Correct it.'),
        ("a@b.org", 'An email address needs "mailto:" before it. Write "mailto:a@b.org".'),
        ("tel:call-us", '"call-us" is not a phone number. Write "tel:+15550100".'),
        ("", 'A link without an address. Write it in the brackets: "[words](/safety/)".'),
        ("/images/nope.svg", 'There is no file "/images/nope.svg". Did you mean "/images/sample.svg"?'),
        ("images/sample.svg", 'There is no file "images/sample.svg". Did you mean "/images/sample.svg"?'),
        ("/leaflet.pdf", f'There is no page "/leaflet.pdf". {ADDRESS}'),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_told_with_the_nearest_address(address: str, expected: str) -> None:
    assert told(f"See [the page]({address}).") == [f"145:16: {expected}"]


UNUSED = (
    '145:1: A line that starts with "[words]:" is not printed, and no link here takes its address. '
    'Write "**Words:**" for a label, or delete the line.'
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[ref]: javascript:alert(1)", UNUSED),
        ("[a][b]\n\n[b]: /nope/", f'147:6: There is no page "/nope/". {ADDRESS}'),
        ("<javascript:alert(1)>", '145:1: A link may not lead to "javascript:alert(1)". Write one that starts with "https://", "mailto:", "tel:", "/" or "#".'),
        ("[![A coin](/images/sample.svg)](/nope/)", f'145:33: There is no page "/nope/". {ADDRESS}'),
        ("![A coin](/images/Sample.svg)", '145:11: There is no file "/images/Sample.svg". Did you mean "/images/sample.svg"?'),
        ("![IMG_2034](/images/sample.svg)", '145:13: "IMG_2034" is a file name. Say in the square brackets what the picture shows.'),
        *(
            (f"![{words}](/images/sample.svg)", f'145:{5 + len(words)}: "{words}" is a file name. Say in the square brackets what the picture shows.')
            for words in ("DSC 0042", "PXL_20261126", "p_1", "Screenshot 2026-11-26 at 10.00.12", "photo 3", "palm.HEIC", "WhatsApp Image 2026-11-26 at 10.11.12")
        ),
        *(
            (f"![{said} a palm](/images/sample.svg)", f'145:{12 + len(said)}: Readers know that it is a picture. Write what it shows, without "{said}": "A palm".')
            for said in ("Image of", "A photo of", "picture showing")
        ),
        ("![drawing](/images/sample.svg)", "145:12: A picture without words. Say in the square brackets what it shows."),
        ("![picture](/images/sample.svg)", "145:12: A picture without words. Say in the square brackets what it shows."),
        ("See [the risks] (/safety/).", FORM.format(15)),
        ("See (the risks)[/safety/].", FORM.format(5)),
        ("See [the risks](/safety/", FORM.format(15)),
        ("See [](/safety/).", '145:8: A link without words. Write in the brackets where it leads: "[risks](/safety/)".'),
    ],
)  # fmt: skip
def test_other_forms_of_links_and_pictures_are_looked_at_too(text: str, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<img src="/images/sample.svg">', f'145:1: "<img>" may not stand in a text. Write ![What it shows](/images/name.png) in its place; {TAGS}'),
        ("Text <IMG SRC=x onerror=alert(1)>", f'145:6: "<img>" may not stand in a text. Write ![What it shows](/images/name.png) in its place; {TAGS}'),
        ("<script>alert(1)</script>", f'145:1: "<script>" may not stand in a text. Take it out; {TAGS}'),
        ('<b onclick="x()">a</b>', '145:1: "onclick" may not stand in "<b>". Take it out.'),
        ('<a href="javascript:x">a</a>', f'145:1: "<a>" may not stand in a text. Write [words](/safety/) in its place; {TAGS}'),
        ("<iframe src=https://x.org></iframe>", f'145:1: "<iframe>" may not stand in a text. Take it out; {TAGS}'),
        ("<svg onload=alert(1)>", f'145:1: "<svg>" may not stand in a text. Take it out; {TAGS}'),
        ("<form><input></form>", f'145:1: "<form>" may not stand in a text. Take it out; {TAGS}'),
        ("</body>", '145:1: "</body>" closes nothing that may stand here. Take it out.'),
        ("<b>open", '145:1: "<b>" is opened here and not closed. Write "</b>" behind its words.'),
        ("a</b>", '145:2: "</b>" closes a tag that was not opened. Take it out, or open it before.'),
        ("<b><i>x</b></i>", '145:8: "</b>" stands before "</i>". Close what was opened last first.'),
        ("<!-- open", '145:1: A comment that is opened and not closed. Delete it from "<!--" on.'),
        ("<!-- closed -->", "145:1: A comment, which everyone can read in the page. Delete it."),
        ("<b onclick=x", '145:1: "<b" has no ">". Close the tag, or take it out.'),
        ("<?php x ?>", '145:1: "<?php x ?" may not stand in a text. Take it out.'),
        ("**x**{.red}", '145:6: "{.red}" would change the page, or is printed as it stands. Take it out.'),
    ],
)  # fmt: skip
def test_html_that_could_break_the_page_is_refused(text: str, expected: str) -> None:
    assert expected in told(text)


def test_an_attribute_hidden_in_the_id_of_a_heading_is_refused() -> None:
    assert told('### More {#more onclick="x()"}') == [
        '145:10: "{#more onclick="x()"}" would change the page, or is printed as it stands. Take it out.',
    ]


@pytest.mark.parametrize("field", ["title: Botox <script>alert(1)</script>", "title: Botox [@mayo-ona]", "title: See [it](/about/)"])  # fmt: skip
def test_marks_in_a_title_are_refused(field: str) -> None:
    found = check(with_text(field, instead_of="title: Botox for sample use"))
    assert [(problem.rule, problem.line) for problem in found] == [("header-marks", 2)]


def hidden(change: str) -> list[str]:
    """Return what is said of a link to the migraine page when that is changed."""
    files = with_text("See [migraine](/uses/migraine/).")
    path = "content/uses/migraine.md"
    return [str(problem) for problem in check({**files, path: files[path].replace("order: 1\n", change, 1)})]


def test_a_link_to_a_draft_is_refused() -> None:
    assert hidden("order: 1\ndraft: true\n") == [
        f"{SAMPLE}:145:16: This leads to content/uses/migraine.md, which is a draft. "
        "Publish that page first, or take the link out."
    ]


def test_a_link_to_a_page_of_a_later_day_is_refused_until_that_day() -> None:
    files = with_text("See [migraine](/uses/migraine/).")
    path = "content/uses/migraine.md"
    later = files[path].replace(
        "published: 2026-11-22\nupdated: 2026-11-22", "published: 2026-12-24\nupdated: 2026-12-24"
    )
    assert [str(problem) for problem in check({**files, path: later})] == [
        f"{SAMPLE}:145:16: This leads to content/uses/migraine.md, which is not public before 2026-12-24. "
        "Take the link out, or set an earlier day there."
    ]
    assert check({**FILES, path: later}) == []


def test_a_draft_may_link_to_another_draft() -> None:
    files = with_text("See [migraine](/uses/migraine/).")
    drafts = {
        path: files[path].replace("---\n", "---\ndraft: true\n", 1) for path in (SAMPLE, "content/uses/migraine.md")
    }
    assert check({**files, **drafts}) == []

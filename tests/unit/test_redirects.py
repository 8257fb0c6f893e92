"""Every line of redirects.toml is an old address that is free and a new one that readers can see, or is told where it stands."""

# A message stands whole on its line.

import pytest

from plugins.reading.redirects import REDIRECTS, Redirect
from plugins.rules.redirects import MOST, last_address
from tests.support.sample_content import FILES, check

FORM = 'Write each line as "/uses/old/" = "/uses/new/", below "[redirects]".'
SAMPLE = "content/uses/sample.md"


def told(text: str, **changed: str) -> list[str]:
    """Return what is said of the sample site with these redirects, without the name of their file."""
    files = {**FILES, REDIRECTS: text, **changed}
    return [str(problem).removeprefix(f"{REDIRECTS}:") for problem in check(files)]


@pytest.mark.parametrize(
    "text",
    [
        "[redirects]\n",
        '[redirects]\n"/uses/old/" = "/uses/migraine/"\n"/older/" = "/"\n',
        'redirects = { "/uses/old/" = "/uses/migraine/" }',
        'redirects."/uses/old/" = "/uses/migraine/"',
        '\ufeff[redirects]\r\n  "/uses/old/" = " /uses/migraine/ "  # moved in 2026\r\n',
    ],
)
def test_redirects_that_are_right_are_accepted(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", f'1:1: The line "[redirects]" is missing. {FORM}'),
        ('"/uses/old/" = "/"\n', f'1:1: "/uses/old/" does not stand below "[redirects]". {FORM}'),
        ("redirects = 5", f'1:1: The line "[redirects]" is missing. {FORM}'),
        ("[redirects]\n[more]\n", f'2:1: "more" does not stand below "[redirects]". {FORM}'),
        ('[redirects]\n"/a/" = 5', f'2:9: The new address of "/a/" must be one text. {FORM}'),
        ('[redirects]\n"/a/" = ["/"]', f'2:9: The new address of "/a/" must be one text. {FORM}'),
        ('[redirects]\n"/a/"."/b/" = "/"', f'2:1: The new address of "/a/" must be one text. {FORM}'),
        ('[redirects]\n\n"/a/\\nEND\\nreboot #/" = "/"', r'3:1: "/a/\nEND\nreboot #/" holds a line end. Write it on one line.'),
        ('[redirects]\n"/a/" = """/\n/"""', r'2:9: "/\n/" holds a line end. Write it on one line.'),
        ('[redirects]\n"/uses/old/" = "//other.example/"', '2:16: "//other.example/" leads to another site. Write the address of a page of this one: "/uses/old/".'),
        ('[redirects]\n"/*/" = "/"', '2:1: "/*/" asks for many addresses ("*"). Write the address of one page: "/uses/old/".'),
        ('[redirects]\n"/feed.xml" = "/"', '2:1: "/feed.xml" has no "/" at its start or its end. Write it as "/uses/old/".'),
        ('[redirects]\n"/.well-known/" = "/"', '2:1: "/.well-known/" is not an address. It has small letters, digits and single hyphens. Write it as "/uses/old/".'),
        ('[redirects]\n"/assets/a/" = "/"', '2:1: "/assets/a/" is taken by the site itself, so no page can have stood there. Take out this line.'),
        ('[redirects]\n"/icons/" = "/"', '2:1: "/icons/" is taken by the site itself, so no page can have stood there. Take out this line.'),
        ('[redirects]\n"/uses/con/" = "/"', '2:1: "/uses/con/" is taken by the site itself, so no page can have stood there. Take out this line.'),
        ('[redirects]\n"/uses/sample/" = "/"', f'2:1: There is a page at "/uses/sample/" ({SAMPLE}). Take out this line, or the page.'),
        ('[redirects]\n"/" = "/uses/"', '2:1: There is a page at "/" (content/botox.md). Take out this line, or the page.'),
        ('[redirects]\n"/a/" = "/nowhere-at-all-here/"', '2:9: "/nowhere-at-all-here/" is not a page of this site. Name one that is.'),
        ('[redirects]\n"/a/" = "/images/"', '2:9: "/images/" is not a page of this site. Name one that is.'),
        ('[redirects]\n"/a/" = "/uses/migrane/"', '2:9: "/uses/migrane/" is not a page of this site. Did you mean "/uses/migraine/"?'),
        ('[redirects]\n"/a/" = "/b/"\n"/b/" = "/"', '2:9: "/b/" has moved too (line 3). Write where it ends: "/".'),
        ('[redirects]\n"/a/" = "/a/"', '2:9: "/a/" has moved too (line 2). They lead in a circle. Name a page that is there.'),
        ('[redirects]\n"/a/" = "/"\n" /a/" = "/"', '3:1: "/a/" stands on line 2 too. Keep one of them.'),
    ],
)  # fmt: skip
def test_a_line_that_cannot_work_is_told_at_its_place(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_a_line_that_stands_twice_is_told() -> None:
    assert told('[redirects]\n"/a/" = "/"\n"/a/" = "/"\n') == ["3:12: This name stands twice. Keep one of them."]


def test_a_page_that_is_a_draft_may_move_and_nothing_moves_to_it() -> None:
    draft = FILES["content/pages/privacy.md"].replace("title: ", "draft: true\ntitle: ", 1)
    files = {"content/pages/privacy.md": draft}
    own = '"/privacy/" (content/pages/privacy.md) is not public yet. Name a page that readers can see.'
    assert f"2:9: {own}" in told('[redirects]\n"/a/" = "/privacy/"\n', **files)
    assert told('[redirects]\n"/privacy/" = "/about/"\n', **files) == told("[redirects]\n", **files)


def test_more_lines_than_anybody_needs_are_told_once() -> None:
    lines = "".join(f'"/old-{number}/" = "/"\n' for number in range(MOST + 50))
    assert told(f"[redirects]\n{lines}") == [
        f"{MOST + 2}:1: More than {MOST} addresses. Take out those that nobody asks for any more, from here on."
    ]


def test_a_chain_ends_or_has_no_end() -> None:
    chain = {source: Redirect(source, target, (1, 1), (1, 1)) for source, target in ("ab", "bc", "xy", "yx")}
    assert last_address("a", chain) == "c"
    assert last_address("x", chain) == ""

"""Every page as people meet it: small screens, large letters, no script, the keyboard, other colours, paper."""

import io
import re
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from plugins.reading.library import Library
from tests.support.looks import LARGE_WIDTHS, OVERFLOW, WIDTHS, Look, look, look_at_all
from tests.support.screens import DESK, KINDS, PHONE, OpenPage, Server
from tests.support.shown_names import shown
from tooling.page_weight import LARGEST_PAGE

pytestmark = pytest.mark.pages
Looks = dict[str, Look]


@pytest.fixture(scope="module")
def looks(browser: Browser, server: Server) -> Looks:
    """What one look at each page found, by its path."""
    return look_at_all(browser, server)


def test_every_page_was_looked_at(looks: Looks, library: Library) -> None:
    addresses = {document.address for document in library.documents.values()}
    assert {"", "uses/acne/", "safety/"} <= addresses
    assert addresses - looks.keys() <= {"404/"}


def test_no_kind_of_page_is_left_out_of_what_takes_long(looks: Looks, library: Library) -> None:
    assert set(KINDS) <= looks.keys()
    kinds = {document.kind for document in library.documents.values()}
    chosen = {document.kind for document in library.documents.values() if document.address in KINDS}
    assert kinds - chosen == set()


def test_a_look_does_find_what_is_wrong(server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport=DESK)
    bad = (
        "<style>body { background: #000; color: #fff } a { outline: none } p { animation: a 9s }</style>"
        "<body><a href='#a' style='display: block; width: 9px; height: 9px; overflow: hidden'>Skip</a>"
        "<p style='width: 3000px; font-size: 6pt'>Week 16<a href='#source-5'>5</a></p>"
        "<img src='/none.png' alt=''><script>console.log('said')</script></body>"
    )
    context.route("**/bad/", lambda route: route.fulfill(body=bad, content_type="text/html"))
    seen = look(context.new_page(), f"{server.address}bad/")
    context.close()
    assert "said" in seen.said
    assert f"{server.address}none.png" in seen.requests
    assert all(over > 0 for over in [*seen.overflow.values(), *seen.large.values()])
    assert all(seen.small.values())
    assert {width: walk.unseen for width, walk in seen.walks.items()} == {320: ["Skip", "5"], 1280: ["Skip", "5"]}
    assert seen.touching == ["text_content", "inner_text", "copy"]
    assert (seen.running, seen.smallest) == (99, 6)
    assert (seen.in_main, seen.ink, seen.paper, seen.moving) == (False, 255, 0, 1)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(looks: Looks, width: int) -> None:
    assert {path: over for path, seen in looks.items() if (over := seen.overflow[width]) > 0} == {}


@pytest.mark.parametrize("width", LARGE_WIDTHS)
def test_no_page_scrolls_sideways_with_letters_twice_as_large(looks: Looks, width: int) -> None:
    assert {path: over for path, seen in looks.items() if (over := seen.large[width]) > 0} == {}


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["320px", "1280px"])
def test_every_stop_of_the_keyboard_is_seen(looks: Looks, screen: dict[str, int]) -> None:
    for path, seen in looks.items():
        walk = seen.walks[screen["width"]]
        reached = len(walk.stops)
        assert reached >= walk.expected, f"{path}: the keyboard reaches {reached} of {walk.expected}"
        assert walk.stops[0]["name"].startswith("Skip"), path
        assert walk.unseen == [], path


def test_skip_link_leads_past_the_menu(looks: Looks) -> None:
    assert [path for path, seen in looks.items() if not seen.in_main] == []


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["320px", "1280px"])
def test_targets_are_large_enough_for_a_finger(looks: Looks, screen: dict[str, int]) -> None:
    assert {path: small for path, seen in looks.items() if (small := seen.small[screen["width"]])} == {}


def test_a_page_is_one_request_to_this_site(looks: Looks, server: Server) -> None:
    for path, seen in looks.items():
        # A browser asks for the icon of a tab by itself; it is no part of the page.
        assert {url for url in seen.requests if "/icons/" not in url} == {server.address + path}


def test_every_page_reads_the_same_without_script(looks: Looks, server: Server, open_page: OpenPage) -> None:
    page = open_page("", java_script_enabled=False)
    for path, seen in looks.items():
        page.goto(server.address + path)
        assert page.inner_text("body") == seen.text, path


def test_every_page_fits_the_first_packets(server: Server, site: Path) -> None:
    sizes = {}
    for path in server.paths:
        file = site / (path if path.endswith(".html") else f"{path}index.html")
        sizes[path] = len(brotli.compress(file.read_bytes(), quality=11))
    assert {path: size for path, size in sizes.items() if size > LARGEST_PAGE} == {}


def test_a_console_stays_silent(looks: Looks) -> None:
    assert {path: seen.said for path, seen in looks.items() if seen.said} == {}


def test_first_screen_of_a_phone_says_what_it_is_and_its_status(
    server: Server, open_page: OpenPage, library: Library
) -> None:
    page = open_page("", viewport={"width": 390, "height": 844})
    for document in library.documents.values():
        if document.article is None:
            continue
        page.goto(server.address + document.address)
        for selector in ("h1", ".status"):
            box = page.locator(shown(f"main {selector}")).first.bounding_box()
            assert box is not None, document.path
            assert box["y"] + box["height"] <= 844, f"{document.path}: {selector} ends at {box['y'] + box['height']}"


def test_home_shows_heading_uses_and_figure_at_once_on_a_desk(open_page: OpenPage, library: Library) -> None:
    page = open_page("", viewport=DESK)
    shown = [page.locator("h1").first, page.locator("main svg").first]
    shown += [
        page.locator(f"main a[href='/uses/{use.slug}/']").first
        for use in library.documents.values()
        if use.kind == "use"
    ]
    for locator in shown:
        box = locator.bounding_box()
        assert box is not None
        assert box["y"] < 800


def test_dark_readers_print_dark_ink_on_white(looks: Looks) -> None:
    assert {path: seen.ink for path, seen in looks.items() if seen.ink >= 60} == {}
    assert {path: seen.paper for path, seen in looks.items() if seen.paper <= 250} == {}


def test_paper_can_be_read_without_a_glass(looks: Looks) -> None:
    assert {path: seen.running for path, seen in looks.items() if seen.running < 10} == {}
    assert {path: seen.smallest for path, seen in looks.items() if seen.smallest < 8.5} == {}


def test_what_a_page_says_is_on_paper(looks: Looks) -> None:
    assert {path: seen.on_paper for path, seen in looks.items() if seen.on_paper < 0.9} == {}


def test_no_number_of_a_source_touches_a_word(looks: Looks) -> None:
    assert {path: seen.touching for path, seen in looks.items() if seen.touching} == {}
    assert sum(len(re.findall(r"\[\d+\]", seen.text)) for seen in looks.values()) > 300


def test_icons_that_browsers_ask_for_by_themselves_are_there(open_page: OpenPage, server: Server) -> None:
    page = open_page("")
    for name, kind in (("favicon.ico", "image/"), ("apple-touch-icon.png", "image/png")):
        answer = page.request.get(server.address + name)
        assert (answer.status, answer.headers["content-type"].startswith(kind)) == (200, True)


def test_a_printed_article_is_a_handout(server: Server, open_page: OpenPage, library: Library) -> None:
    page = open_page("", viewport=PHONE)
    page.emulate_media(media="print")
    for document in library.documents.values():
        if document.article is None:
            continue
        page.goto(server.address + document.address)
        assert page.locator("nav:visible").count() == 0, document.path
        pdf = PdfReader(io.BytesIO(page.pdf(format="Letter", prefer_css_page_size=True)))
        text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
        for needed in (
            document.article.title,
            "Call 911",
            "Sources",
            document.article.status[0].who.split(",")[0],
        ):
            assert needed in text, f"{document.path}: {needed!r} is not on paper"
        assert re.findall(r"\S\[\d+\]\S", text) == [], document.path


NUMBER_ROOM = """() => {
  const boxes = [...document.querySelectorAll("ENTRIES")].map((item) => item.getBoundingClientRect());
  const lefts = [...new Set(boxes.map((box) => Math.round(box.left)))].sort((one, other) => one - other);
  const ends = Math.max(...boxes.filter((box) => Math.round(box.left) === lefts[0]).map((box) => box.right));
  return [lefts.length, lefts[1] - ends];
}""".replace("ENTRIES", shown(".source-list ol > li"))


def test_on_paper_the_number_of_a_source_stands_clear_of_the_column_before_it(open_page: OpenPage) -> None:
    """A number of two digits with its full stop and a blank takes 21 px at 8.5 pt."""
    page = open_page("uses/migraine/", viewport={"width": 720, "height": 900})
    page.emulate_media(media="print")
    columns, room = page.evaluate(NUMBER_ROOM)
    assert columns == 2
    assert room >= 21


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_of_the_readers_own_still_show_status_and_charts(open_page: OpenPage, scheme: str) -> None:
    page = open_page("uses/migraine/", forced_colors="active", color_scheme=scheme)
    assert page.locator(shown(".status")).first.is_visible()
    assert page.evaluate(OVERFLOW) == 0


def test_nothing_moves_for_readers_who_ask_for_rest(looks: Looks) -> None:
    assert {path: seen.moving for path, seen in looks.items() if seen.moving} == {}


def test_the_browser_knows_that_the_page_has_both_schemes(open_page: OpenPage) -> None:
    """The page must tell the browser that it knows both schemes, or form controls and scroll bars stay light."""
    assert open_page("").evaluate("getComputedStyle(document.documentElement).colorScheme") == "light dark"

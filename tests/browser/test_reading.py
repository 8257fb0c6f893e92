"""Every page as people meet it: small screens, large letters, no script, other colours, paper."""

import io
from typing import Any

import brotli
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from plugins.reading.library import Library
from tests.support.screens import DESK, PHONE, OpenPage, Server
from tooling.page_weight import LARGEST_PAGE

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The darkness of the ink and the lightness of the paper, 0 to 255, as the page is printed.
INK = """() => {
  const parse = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const style = getComputedStyle(document.body);
  return [parse(style.color), parse(style.backgroundColor)].map(rgb => rgb.reduce((sum, part) => sum + part) / 3);
}"""


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_no_page_scrolls_sideways(server: Server, open_page: OpenPage, width: int) -> None:
    wide = {
        path: over
        for path in server.paths
        if (over := open_page(path, viewport={"width": width, "height": 800}).evaluate(OVERFLOW)) > 0
    }
    assert wide == {}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways_with_letters_twice_as_large(server: Server, open_page: OpenPage, width: int) -> None:
    wide = {}
    for path in server.paths:
        page = open_page(path, viewport={"width": width, "height": 800})
        page.add_style_tag(content="html { font-size: 200% !important }")
        if (over := page.evaluate(OVERFLOW)) > 0:
            wide[path] = over
    assert wide == {}


def test_a_page_is_one_request_to_this_site(server: Server, browser: Browser) -> None:
    for path in server.paths:
        context = browser.new_context(viewport=DESK)
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda request, seen=requests: seen.append(request.url))
        page.goto(server.address + path, wait_until="networkidle")
        context.close()
        # A browser asks for the icon of a tab by itself; it is no part of the page.
        assert [url for url in requests if "/icons/" not in url] == [server.address + path]


def test_every_page_reads_the_same_without_script(server: Server, open_page: OpenPage) -> None:
    for path in server.paths:
        with_script = open_page(path).inner_text("body")
        without = open_page(path, java_script_enabled=False).inner_text("body")
        assert with_script == without, path


def test_every_page_fits_the_first_packets(server: Server, site: Any) -> None:
    sizes = {}
    for path in server.paths:
        file = site / (path if path.endswith(".html") else f"{path}index.html")
        sizes[path] = len(brotli.compress(file.read_bytes(), quality=11))
    assert {path: size for path, size in sizes.items() if size > LARGEST_PAGE} == {}


def test_a_console_stays_silent(server: Server, browser: Browser) -> None:
    for path in server.paths:
        context = browser.new_context()
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.goto(server.address + path)
        context.close()
        assert said == [], path


def test_first_screen_of_a_phone_says_what_it_is_and_its_status(
    server: Server, open_page: OpenPage, library: Library
) -> None:
    for document in library.documents.values():
        if document.article is None:
            continue
        page = open_page(document.address, viewport={"width": 390, "height": 844})
        for selector in ("h1", ".status"):
            box = page.locator(f"main {selector}").first.bounding_box()
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


def test_dark_readers_print_dark_ink_on_white(server: Server, open_page: OpenPage) -> None:
    for path in server.paths:
        page = open_page(path, color_scheme="dark")
        page.emulate_media(media="print", color_scheme="dark")
        ink, paper = page.evaluate(INK)
        assert ink < 60, path
        assert paper > 250, path


def test_a_printed_article_is_a_handout(open_page: OpenPage, library: Library) -> None:
    for document in library.documents.values():
        if document.article is None:
            continue
        page = open_page(document.address, viewport=PHONE)
        page.emulate_media(media="print")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_of_the_readers_own_still_show_status_and_charts(open_page: OpenPage, scheme: str) -> None:
    page = open_page("uses/migraine/", forced_colors="active", color_scheme=scheme)
    assert page.locator(".status").first.is_visible()
    assert page.evaluate(OVERFLOW) == 0


def test_nothing_moves_for_readers_who_ask_for_rest(server: Server, open_page: OpenPage) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
      const style = getComputedStyle(element);
      return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0.01;
    }).length"""
    for path in server.paths:
        assert open_page(path, reduced_motion="reduce").evaluate(moving) == 0, path


def test_the_browser_knows_that_the_page_has_both_schemes(open_page: OpenPage) -> None:
    """The page must tell the browser that it knows both schemes, or form controls and scroll bars stay light."""
    assert open_page("").evaluate("getComputedStyle(document.documentElement).colorScheme") == "light dark"

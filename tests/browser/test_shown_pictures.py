"""A picture in a page as a browser shows it: never wider than the page, its room kept free, on a phone a small file."""

import pytest
from playwright.sync_api import Browser, Route

from plugins.markup.body import convert_lines, make_markdown
from plugins.reading.pictures import MADE, Picture, draw
from plugins.reading.shared_blocks import Line
from tests.support.drawn_pictures import picture
from tests.support.screens import Server
from tests.support.shown_names import shown, shown_html

pytestmark = pytest.mark.pages
ADDRESS = "/images/palm.png"
WIDE = 1600
MEASURE = """() => {
  const img = document.querySelector("PICTURE");
  const box = img.getBoundingClientRect();
  return [document.documentElement.scrollWidth - innerWidth, Math.round(box.width), Math.round(box.height), img.currentSrc];
}""".replace("PICTURE", shown(".prose img"))


def drawn(route: Route) -> None:
    """Answer with the picture in the size that is asked for."""
    made = MADE.fullmatch(route.request.url.partition("://")[2].partition("/")[2])
    body = draw("palm.png", picture("PNG", WIDE, 800), int(made["width"]) if made else None)
    route.fulfill(body=body, content_type="image/webp" if made else "image/png")


@pytest.mark.parametrize(
    ("width", "media", "widest", "file"),
    [(320, "screen", 284, "480.webp"), (1280, "screen", 608, "800.webp"), (720, "print", 360, "800.webp")],
)
def test_a_picture_is_never_wider_than_its_text_and_as_small_a_file_as_will_do(
    browser: Browser, server: Server, width: int, media: str, widest: int, file: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    line = Line("content/uses/acne.md", 1, f"![A palm]({ADDRESS})")
    known = {ADDRESS: Picture(WIDE, 800)}
    html = convert_lines(make_markdown(), line.path, [line], None, {}, known).html
    context.route("**/images/**", drawn)

    def with_picture(route: Route) -> None:
        page = route.fetch().text()
        prose = shown_html('<div class="prose">')
        assert prose in page
        route.fulfill(body=page.replace(prose, prose + html, 1), content_type="text/html")

    context.route("**/uses/acne/", with_picture)
    page = context.new_page()
    page.emulate_media(media=media)  # type: ignore[arg-type]
    page.goto(f"{server.address}uses/acne/", wait_until="networkidle")
    over, shown, high, source = page.evaluate(MEASURE)
    context.close()
    assert over <= 0
    assert 0 < shown <= widest
    assert high == pytest.approx(shown / 2, abs=1)
    assert source.endswith(file)


@pytest.mark.parametrize(
    ("scheme", "media", "ground"),
    [
        ("dark", "screen", "rgb(251, 248, 243)"),
        ("light", "screen", "rgba(0, 0, 0, 0)"),
        ("dark", "print", "rgba(0, 0, 0, 0)"),
    ],
)
def test_what_is_clear_in_a_picture_is_light_on_a_dark_screen(
    browser: Browser, server: Server, scheme: str, media: str, ground: str
) -> None:
    page = browser.new_page()
    page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{server.address}uses/acne/")
    page.evaluate(f"document.querySelector('{shown('.prose')}').prepend(document.createElement('img'))")
    found = page.evaluate(f"getComputedStyle(document.querySelector('{shown('.prose img')}')).backgroundColor")
    page.close()
    assert found == ground

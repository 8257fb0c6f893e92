"""What an article answers at a glance: in short, in people, in choices, and where one is; and how the home page leads there."""

import io
import math
from itertools import combinations

import pytest
from PIL import Image
from playwright.sync_api import Page

from plugins.reading.library import Library
from tests.support.screens import DESK, PHONE, OpenPage, Server
from tests.support.shown_names import shown

pytestmark = pytest.mark.pages
USE = "uses/migraine/"
TOPS = "elements => elements.map(element => Math.round(element.getBoundingClientRect().top))"
# The middle of each pin, half of its width, and the use that it leads to
PINS = """() => [...document.querySelectorAll("PINS")].map(pin => {
  const box = pin.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2, pin.closest("a").getAttribute("href")];
})""".replace("PINS", shown(".pin circle + circle, .pin use"))
WIDEST_PIN = (
    f"() => Math.max(...[...document.querySelectorAll('{shown('.pin circle + circle')}')]"
    ".map(pin => pin.getBoundingClientRect().width))"
)


def tops(page: Page, selector: str) -> list[int]:
    """Return how far below the top of the window each of these stands, in whole pixels."""
    places: list[int] = page.locator(shown(selector)).evaluate_all(TOPS)
    return places


def test_first_screen_of_a_desk_answers_the_first_question_and_shows_where_to_go(
    server: Server, open_page: OpenPage, library: Library
) -> None:
    page = open_page("", viewport=DESK)
    for document in library.documents.values():
        if document.kind != "use":
            continue
        page.goto(server.address + document.address)
        for selector in (".status", ".in-short dd", ".contents-list li:nth-child(3)"):
            box = page.locator(shown(selector)).first.bounding_box()
            assert box is not None, document.path
            assert box["y"] + box["height"] <= 800, f"{document.path}: {selector} ends at {box['y'] + box['height']}"


def test_answers_stand_before_figure_contents_and_text_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(USE, viewport=PHONE)
    places = [tops(page, name)[0] for name in ("h1", ".status", ".in-short", ".areas", ".contents-list", ".prose")]
    assert places == sorted(places)


def test_contents_go_from_the_answers_to_the_end_of_the_page(server: Server, open_page: OpenPage) -> None:
    page = open_page("")
    for path in ("", USE):
        page.goto(server.address + path)
        links = page.locator(shown(".contents-list a")).evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        assert (links[0], *links[-2:]) == ("#short", "#sources", "#about-this-page")


def test_the_section_that_is_read_is_marked_and_contents_stay_in_sight(open_page: OpenPage) -> None:
    page = open_page(USE, viewport=DESK)
    page.evaluate("document.getElementById('side-effects').scrollIntoView()")
    page.wait_for_function(f"document.querySelector('{shown('.contents-list :target-current')}')")
    marked = page.locator(shown(".contents-list :target-current"))
    assert marked.get_attribute("href") == "#side-effects"
    box = marked.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 800


def test_a_chart_of_people_is_read_as_a_sentence(server: Server, open_page: OpenPage, library: Library) -> None:
    page, read = open_page(""), 0
    for document in library.documents.values():
        charts = [chart for chart in document.article.charts if chart.shows_people] if document.article else []
        if not charts:
            continue
        page.goto(server.address + document.address)
        figures = [" ".join(text.split()) for text in page.locator(shown("figure.chart")).all_text_contents()]
        for chart in charts:
            groups = [
                f"{round(bar.value)} of 100 with {bar.label[0].lower() if bar.comparison else bar.label[0]}{bar.label[1:]}"
                for bar in chart.bars
            ]
            sentence = f"{chart.title}: {', '.join(groups)}. {chart.difference or ''}"
            assert [figure for figure in figures if figure.startswith(sentence)], f"{document.path}: {sentence}"
            read += 1
        assert "img" not in page.locator(shown("figure.chart")).first.aria_snapshot()
    assert read > 0


@pytest.mark.parametrize("media", ["screen", "print"])
def test_rows_of_choices_line_up_on_a_desk_and_on_paper(
    server: Server, open_page: OpenPage, library: Library, media: str
) -> None:
    page = open_page("", viewport=DESK)
    page.emulate_media(media="print" if media == "print" else "screen")
    for document in library.documents.values():
        if document.article is None:
            continue
        page.goto(server.address + document.address)
        number = len(document.article.choices)
        assert len(set(tops(page, ".choice h3"))) == 1, document.path
        assert len(set(tops(page, ".choice dt"))) == 6, document.path
        assert len(tops(page, ".choice dt")) == 6 * number, document.path


def test_choices_are_cards_on_a_phone_and_the_topic_is_named_in_words(open_page: OpenPage) -> None:
    page = open_page(USE, viewport=PHONE)
    places = tops(page, ".choice")
    assert len(set(places)) == len(places) > 1
    assert [text.split() for text in page.locator(shown(".choice--this h3")).all_inner_texts()] == [
        ["Botox", "this", "page"]
    ]


def test_no_two_pins_cover_each_other(open_page: OpenPage) -> None:
    page = open_page("", viewport=DESK)
    pins, width = page.evaluate(PINS), page.evaluate(WIDEST_PIN)
    assert len({use for _, _, use in pins}) > 4
    near = [(one, other) for one, other in combinations(pins, 2) if math.dist(one[:2], other[:2]) < width]
    assert near == []


def test_a_row_of_the_list_and_its_pins_light_each_other(open_page: OpenPage) -> None:
    page = open_page("", viewport=DESK)
    row, pin = page.locator(shown(".use-list a.use-2")), page.locator(shown(".pin.use-2 circle + circle"))
    address = row.get_attribute("href")
    number = row.locator(shown(".use-list__number")).bounding_box()
    assert number is not None
    places = [(x - 9, y) for x, y, use in page.evaluate(PINS) if use == address]
    places.append((number["x"] + number["width"] / 2 - 9, number["y"] + number["height"] / 2))

    def colors() -> list[tuple[int, ...]]:
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        found = [picture.getpixel((round(x), round(y))) for x, y in places]
        return [pixel for pixel in found if isinstance(pixel, tuple)]

    before = colors()
    row.hover()
    lit = colors()
    assert len(lit) > 3
    assert len(set(lit)) == 1
    assert lit[0] not in before
    page.mouse.move(0, 0)
    assert colors() == before
    pin.hover()
    assert colors() == lit

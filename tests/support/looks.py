"""One look at a page in one window: every probe that needs no more than the page itself, at every width."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

from tests.support.screens import DESK, PHONE, Server
from tests.support.shown_names import shown

WIDTHS = (320, 390, 768, 1280, 1920)
LARGE_WIDTHS = (320, 390, 1280)
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The darkness of the ink and the lightness of the paper, 0 to 255, as the page is printed.
INK = """() => {
  const parse = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const style = getComputedStyle(document.body);
  return [parse(style.color), parse(style.backgroundColor)].map(rgb => rgb.reduce((sum, part) => sum + part) / 3);
}"""
# On paper: points of the smallest running text, of the smallest text but raised numbers, and the share of the words of
# <main> that is printed, without what leads elsewhere.
PRINTED = """() => {
  const sizes = {running: 99, any: 99}, words = {all: 0, shown: 0};
  const walker = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const count = walker.currentNode.data.split(/\\s+/).filter(Boolean).length;
    if (!count || element.closest("ELSEWHERE")) continue;
    words.all += count;
    if (!element.checkVisibility()) continue;
    words.shown += count;
    const points = parseFloat(getComputedStyle(element).fontSize) * 0.75;
    sizes.any = Math.min(sizes.any, points);
    if (element.closest("RUNNING")) sizes.running = Math.min(sizes.running, points);
  }
  return [sizes.running, sizes.any, words.shown / words.all].map(number => Math.round(number * 100) / 100);
}"""
PRINTED = PRINTED.replace("ELSEWHERE", shown("sup, svg, nav, .related"))
PRINTED = PRINTED.replace("RUNNING", shown(".prose > :is(p, ul, ol):not([class]), .callout"))
COPY = "getSelection().selectAllChildren(document.body), `${getSelection()}`"
MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
  const style = getComputedStyle(element);
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0.01;
}).length"""
# Every target has 24 by 24 CSS pixels, also those in a sentence, which WCAG 2.5.8 lets be smaller.
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], summary, button")].flatMap(element => {
  const box = element.getBoundingClientRect();
  if (!box.width) return [];
  const small = Math.min(box.width, box.height) < 24;
  return small ? [`${element.outerHTML.slice(0, 90)} ${box.width}x${box.height}`] : [];
})"""
# Counts what the Tab key must reach, and notes at each press what the reader has met with the one before.
WALK = """() => {
  window.stops = [];
  window.note = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return;
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    stops.push({
      name: element.getAttribute("aria-label") || element.textContent.trim(),
      inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
      svg: element.namespaceURI.endsWith("svg"),
    });
  };
  addEventListener("keydown", note, true);
  const shown = element => { const box = element.getBoundingClientRect(); return box.width > 0 && box.height > 0; };
  return [...document.querySelectorAll("a[href], summary, button, input")].filter(shown).length;
}"""


@dataclass(frozen=True)
class Walk:
    """A walk through a page with the Tab key: how many stops there must be, and what was met at each."""

    expected: int
    stops: list[dict[str, Any]]

    @property
    def unseen(self) -> list[str]:
        """The stops that a reader does not see: outside the window, or without an outline."""
        return [stop["name"] for stop in self.stops if not stop["inView"] or not (stop["outline"] or stop["svg"])]


@dataclass
class Look:
    """What was found on one page.

    requests: addresses that loading it asked for. said: what the console said. overflow, large: pixels beyond the
    window by its width, with letters as they are and twice as large. small: targets too small for a finger, walks:
    with the keyboard, both by width. in_main: the skip link led past the menu. ink, paper: 0 to 255, as a reader with
    a dark screen prints it. running, smallest: points of the smallest text on paper, on_paper: the share of the words.
    moving: elements that move for who asked for rest. text: as it is read.
    touching: the kinds of text in which numbers of sources stand without blanks around.
    """

    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    overflow: dict[int, int] = field(default_factory=dict)
    large: dict[int, int] = field(default_factory=dict)
    small: dict[int, list[str]] = field(default_factory=dict)
    walks: dict[int, Walk] = field(default_factory=dict)
    in_main: bool = False
    ink: float = 0
    paper: float = 0
    running: float = 0
    smallest: float = 0
    on_paper: float = 0
    moving: int = 0
    text: str = ""
    touching: list[str] = field(default_factory=list)


def look_at_all(browser: Browser, server: Server) -> dict[str, Look]:
    """Return what is found on each page of the site, by its path."""
    context = browser.new_context(viewport=DESK)
    looks = {}
    for path in server.paths:
        page = context.new_page()
        looks[path] = look(page, server.address + path)
        page.close()
    context.close()
    return looks


def look(page: Page, address: str) -> Look:
    """Load a page in a new window and try everything on it."""
    seen = Look()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: seen.said.append(message.text))
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.goto(address)
    seen.requests = list(requests)  # what is asked for later belongs to the walks
    seen.text = page.inner_text("body")
    seen.touching = find_touching(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        seen.overflow[width] = page.evaluate(OVERFLOW)
    for screen in (PHONE, DESK):
        page.set_viewport_size(screen)
        seen.small[screen["width"]] = page.evaluate(SMALL_TARGETS)
        page.goto(address)  # so that the keyboard starts at the top
        seen.walks[screen["width"]] = walk(page)
    page.goto(address)
    for key in ("Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    seen.in_main = page.evaluate("!!document.activeElement.closest('main')")
    page.emulate_media(media="print", color_scheme="dark")
    seen.ink, seen.paper = page.evaluate(INK)
    seen.running, seen.smallest, seen.on_paper = page.evaluate(PRINTED)
    page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
    seen.moving = page.evaluate(MOVING)
    page.add_style_tag(content="html { font-size: 200% !important }")
    for width in LARGE_WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        seen.large[width] = page.evaluate(OVERFLOW)
    return seen


def find_touching(page: Page) -> list[str]:
    """Return the kinds of text in which not every number of a source has a bracket and a blank on both sides."""
    numbers = page.locator("a[href^='#source-']").all_text_contents()
    texts = {
        "text_content": page.text_content("body") or "",
        "inner_text": page.inner_text("body"),
        "copy": page.evaluate(COPY),
    }
    return [kind for kind, text in texts.items() if re.findall(r"(?<=\s)\[\d+\](?=\s|$)", text) != numbers]


def walk(page: Page) -> Walk:
    """Press Tab until every stop was met."""
    expected = page.evaluate(WALK)
    for _ in range(expected + 1):
        page.keyboard.down("Tab")  # held: the key repeats
    page.keyboard.up("Tab")
    return Walk(expected, page.evaluate("stops"))

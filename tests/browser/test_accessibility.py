"""axe with every rule it has, the keyboard, and the sizes of targets, on every page."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.support.screens import DESK, PHONE, OpenPage, Server

# Every rule, also those that axe leaves off unless asked: level AAA, best practice, experimental.
RUN_AXE = """async () => {
  const rules = Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled: true}]));
  const results = await axe.run(document, {rules, resultTypes: ["violations"]});
  return results.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html}`));
}"""

# What the reader meets at each stop of the Tab key.
STOPS = """() => {
  const shown = element => { const box = element.getBoundingClientRect(); return box.width > 0 && box.height > 0; };
  return [...document.querySelectorAll("a[href], summary, button, input")].filter(shown).length;
}"""
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  return {
    name: element.getAttribute("aria-label") || element.textContent.trim(),
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    svg: element.namespaceURI.endsWith("svg"),
  };
}"""

# Links in a sentence may be smaller (WCAG 2.5.8, inline); every other target has 24 by 24 CSS pixels.
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], summary, button")].flatMap(element => {
  const box = element.getBoundingClientRect();
  if (!box.width || element.closest(".skip-link")) return [];
  const words = element.closest("p, li, dd, figcaption, td")?.textContent.trim() ?? "";
  const inSentence = getComputedStyle(element).display === "inline" && words.length > element.textContent.trim().length;
  const small = Math.min(box.width, box.height) < 24;
  return small && !inSentence ? [`${element.outerHTML.slice(0, 90)} ${box.width}x${box.height}`] : [];
})"""


def run_axe(page: Page) -> list[str]:
    """Return what axe finds, one line a finding."""
    page.evaluate(AXE_SCRIPT)
    findings: list[str] = page.evaluate(RUN_AXE)
    return findings


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["320px", "1280px"])
def test_axe_finds_nothing_on_any_page(server: Server, open_page: OpenPage, viewport: Any, scheme: str) -> None:
    findings = {
        path: found
        for path in server.paths
        if (found := run_axe(open_page(path, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")))
    }
    assert findings == {}


def test_axe_does_find_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><a href=x></a>')")
    assert {finding.split(":")[0] for finding in run_axe(page)} >= {"image-alt", "link-name"}


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["320px", "1280px"])
def test_every_stop_of_the_keyboard_is_seen(server: Server, open_page: OpenPage, viewport: Any) -> None:
    for path in server.paths:
        page = open_page(path, viewport=viewport)
        expected = page.evaluate(STOPS)
        stops = []
        for _ in range(expected + 2):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            if stop is None:
                break
            stops.append(stop)
        assert len(stops) >= expected, f"{path}: the keyboard reaches {len(stops)} of {expected}"
        assert stops[0]["name"].startswith("Skip"), path
        unseen = [stop["name"] for stop in stops if not stop["inView"] or not (stop["outline"] or stop["svg"])]
        assert unseen == [], path


def test_skip_link_leads_past_the_menu(server: Server, open_page: OpenPage) -> None:
    for path in server.paths:
        page = open_page(path)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')"), path


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["320px", "1280px"])
def test_targets_are_large_enough_for_a_finger(server: Server, open_page: OpenPage, viewport: Any) -> None:
    small = {
        path: found for path in server.paths if (found := open_page(path, viewport=viewport).evaluate(SMALL_TARGETS))
    }
    assert small == {}

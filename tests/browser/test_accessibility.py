"""axe with every rule it has: on every page once, and on one page of each kind with another width and other colours."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.support.screens import DESK, KINDS, PHONE, OpenPage, Server

pytestmark = pytest.mark.pages

# Every rule, also those that axe leaves off unless asked: level AAA, best practice, experimental. Or those on colours.
RUN_AXE = """async (coloursAlone) => {
  const asked = axe.getRules(coloursAlone ? ["cat.color"] : []);
  const rules = Object.fromEntries(asked.map(rule => [rule.ruleId, {enabled: true}]));
  const runOnly = {type: "rule", values: asked.map(rule => rule.ruleId)};
  const results = await axe.run(document, {rules, runOnly, resultTypes: ["violations"]});
  return results.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html}`));
}"""


def run_axe(page: Page, colours_alone: bool = False) -> list[str]:
    """Return what axe finds, one line a finding."""
    page.evaluate(AXE_SCRIPT)
    findings: list[str] = page.evaluate(RUN_AXE, colours_alone)
    return findings


def test_axe_finds_nothing_on_any_page_of_a_phone(server: Server, open_page: OpenPage) -> None:
    page = open_page("", viewport=PHONE, reduced_motion="reduce")
    findings = {}
    for path in server.paths:
        page.goto(server.address + path)
        if found := run_axe(page):
            findings[path] = found
    assert findings == {}


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_on_a_page_of_each_kind_on_a_desk(open_page: OpenPage, path: str) -> None:
    assert run_axe(open_page(path, viewport=DESK, reduced_motion="reduce")) == []


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["320px", "1280px"])
@pytest.mark.parametrize("path", KINDS)
def test_dark_colours_of_each_kind_of_page_are_told_apart(open_page: OpenPage, path: str, viewport: Any) -> None:
    page = open_page(path, viewport=viewport, color_scheme="dark", reduced_motion="reduce")
    assert run_axe(page, colours_alone=True) == []


def test_axe_does_find_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><a href=x></a>')")
    assert {finding.split(":")[0] for finding in run_axe(page)} >= {"image-alt", "link-name"}


def test_axe_does_find_colours_that_are_too_near_in_the_dark(open_page: OpenPage) -> None:
    page = open_page("", color_scheme="dark")
    page.add_style_tag(content="main p { color: #333 !important; background: #222 !important }")
    assert {finding.split(":")[0] for finding in run_axe(page, colours_alone=True)} >= {"color-contrast"}

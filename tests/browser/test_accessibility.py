"""axe with every rule it has: on every page once, and on one page of each kind with another width and other colours."""

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
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    findings: list[str] = page.evaluate(RUN_AXE, colours_alone)
    return findings


def test_axe_finds_nothing_on_any_page_of_a_phone_nor_on_one_of_each_kind_on_a_desk(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page("", reduced_motion="reduce")
    findings = {}
    for path in server.paths:
        page.set_viewport_size(PHONE)
        page.goto(server.address + path)
        findings[path, "phone"] = run_axe(page)
        if path in KINDS:
            page.set_viewport_size(DESK)
            findings[path, "desk"] = run_axe(page)
    assert len(findings) == len(server.paths) + len(KINDS)
    assert {place: found for place, found in findings.items() if found} == {}


def test_dark_colours_of_each_kind_of_page_are_told_apart(server: Server, open_page: OpenPage) -> None:
    page = open_page("", color_scheme="dark", reduced_motion="reduce")
    findings = {}
    for path in KINDS:
        page.goto(server.address + path)
        for name, screen in (("phone", PHONE), ("desk", DESK)):
            page.set_viewport_size(screen)
            findings[path, name] = run_axe(page, colours_alone=True)
    assert {place: found for place, found in findings.items() if found} == {}


def test_axe_does_find_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><a href=x></a>')")
    assert {finding.split(":")[0] for finding in run_axe(page)} >= {"image-alt", "link-name"}


def test_axe_does_find_colours_that_are_too_near_in_the_dark(open_page: OpenPage) -> None:
    page = open_page("", color_scheme="dark")
    page.add_style_tag(content="main p { color: #333 !important; background: #222 !important }")
    assert {finding.split(":")[0] for finding in run_axe(page, colours_alone=True)} >= {"color-contrast"}

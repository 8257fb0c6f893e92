"""axe with every rule it has, on every page once and on one of each kind with another width and colours; names of links."""

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser

from plugins.reading.library import Library
from plugins.reading.tested import CHECKS, Checks
from tests.support.axe import run_axe
from tests.support.looks import WIDTHS
from tests.support.screens import DESK, KINDS, PHONE, OpenPage, Server
from tests.support.shown_names import shown

pytestmark = pytest.mark.pages
PROJECT = Path(__file__).resolve().parents[2]
Findings = dict[tuple[str, str], list[str]]  # by page and screen


@pytest.fixture(scope="module")
def findings(browser: Browser, server: Server) -> Findings:
    """What axe finds with all its rules, by page and screen: every page on a phone, one of each kind on a desk."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    found = {}
    for path in server.paths:
        page.set_viewport_size(PHONE)
        page.goto(server.address + path)
        found[path, "phone"] = run_axe(page)
        if path in KINDS:
            page.set_viewport_size(DESK)
            found[path, "desk"] = run_axe(page)
    context.close()
    return found


@pytest.fixture(scope="module")
def dark_findings(browser: Browser, server: Server) -> Findings:
    """What its rules on colours find in the dark scheme, by page and screen: one page of each kind."""
    context = browser.new_context(color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    found = {}
    for path in KINDS:
        page.goto(server.address + path)
        for name, screen in (("phone", PHONE), ("desk", DESK)):
            page.set_viewport_size(screen)
            found[path, name] = run_axe(page, colours_alone=True)
    context.close()
    return found


def test_axe_finds_nothing_on_any_page_of_a_phone_nor_on_one_of_each_kind_on_a_desk(
    server: Server, findings: Findings
) -> None:
    assert len(findings) == len(server.paths) + len(KINDS)
    assert {place: found for place, found in findings.items() if found} == {}


def test_dark_colours_of_each_kind_of_page_are_told_apart(dark_findings: Findings) -> None:
    assert {place: found for place, found in dark_findings.items() if found} == {}


def test_the_page_on_accessibility_says_what_was_measured(
    server: Server, open_page: OpenPage, library: Library, findings: Findings, dark_findings: Findings
) -> None:
    page = open_page("")
    page.evaluate(AXE_SCRIPT)
    measured = Checks(
        axe=page.evaluate("axe.version"),
        rules=page.evaluate("axe.getRules().length"),
        findings=sum(map(len, (*findings.values(), *dark_findings.values()))),
        pages=sum(screen == "phone" for _, screen in findings),
        kinds=len({path for path, _ in dark_findings}),
        articles=sum(document.article is not None for document in library.documents.values()),
        phone=PHONE["width"],
        desk=DESK["width"],
        narrowest=min(WIDTHS),
        widest=max(WIDTHS),
    ).as_toml()
    file = PROJECT / CHECKS
    if file.read_text(encoding="utf-8") != measured:
        file.write_text(measured, encoding="utf-8", newline="\n")
        pytest.fail(
            f"{CHECKS} said something else than what was measured. It is written anew: look at it, and commit it."
        )


def test_each_number_of_a_source_and_each_way_back_says_which_one(open_page: OpenPage) -> None:
    page = open_page("uses/migraine/")
    names: dict[str, set[str]] = {}
    # As Chromium gives them to a screen reader: Playwright's own reckoning knows no counters in generated words
    for node in page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]:
        of = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
        if node.get("role", {}).get("value") == "link" and "url" in of:
            names.setdefault(of["url"].partition("#")[2], set()).add(node["name"]["value"])
    cited = page.locator(shown(".source-list li")).count()
    assert cited > 9
    for number in range(1, cited + 1):
        assert names[f"source-{number}"] == {f"Source [{number}]"}
        assert names[f"cite-{number}"] == {f"↑ back to where source {number} is cited"}


def test_axe_does_find_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><a href=x></a>')")
    assert {finding.split(":")[0] for finding in run_axe(page)} >= {"image-alt", "link-name"}


def test_axe_does_find_colours_that_are_too_near_in_the_dark(open_page: OpenPage) -> None:
    page = open_page("", color_scheme="dark")
    page.add_style_tag(content="main p { color: #333 !important; background: #222 !important }")
    assert {finding.split(":")[0] for finding in run_axe(page, colours_alone=True)} >= {"color-contrast"}

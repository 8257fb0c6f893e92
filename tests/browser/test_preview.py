"""The preview in a real browser: what an editor sees while writing."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.ports import free_port
from tests.support.running_preview import (
    Preview,
    assert_not_reloaded,
    build_copy,
    new_article,
    open_live,
    previewing,
    save,
)
from tests.support.shown_names import shown_html
from tooling.benchmarks.sample_sites import make_site
from tooling.preview.page import strip_injected

STYLE = re.compile(r"(?<=<style>)[^<]*(?=</style>)")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A preview in a process of its own, ended as Ctrl-C would."""
    with previewing(make_site(tmp_path / "site", 5)) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of its own."""
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    window = context.new_page()
    yield window
    context.close()


def test_an_edit_shows_in_place_with_scroll_and_open_details_kept(preview: Preview, page: Page) -> None:
    """The paragraph that changed is the only thing that moves."""
    frame = preview.folder / "theme/templates/base.html"
    text = frame.read_text(encoding="utf-8")
    details = "<details><summary>More</summary>Hidden words.</details>"
    frame.write_text(text.replace("</body>", f"{details}</body>"), encoding="utf-8")
    preview.wait_for("uses/acne/", "Hidden words.")
    open_live(page, f"{preview.address}uses/acne/")
    page.evaluate("document.querySelector('details').open = true; scrollTo(0, 400)")
    heading = page.locator("h1").element_handle()
    preview.add_to("acne", "Words that are new.")
    expect(page.get_by_text("Words that are new.")).to_be_attached()
    assert page.evaluate("document.querySelector('details').open") is True
    assert page.evaluate("scrollY") == 400
    assert heading is not None
    assert heading.evaluate("element => element.isConnected")
    assert_not_reloaded(page)


def test_css_shows_without_a_reload(preview: Preview, page: Page) -> None:
    """A rule that is saved applies at once."""
    open_live(page, f"{preview.address}uses/acne/")
    sheet = preview.folder / "theme/static/css/tokens.css"
    sheet.parent.mkdir(parents=True, exist_ok=True)
    before = sheet.read_text(encoding="utf-8") if sheet.exists() else ""
    sheet.write_text(
        before + "\n@layer tokens { h1 { outline: 3px solid rgb(1, 2, 3) !important; } }\n", encoding="utf-8"
    )
    expect(page.locator("h1")).to_have_css("outline-color", "rgb(1, 2, 3)")
    assert_not_reloaded(page)


def test_a_css_change_applies_by_its_sheet_and_leaves_no_complaint_of_the_policy(preview: Preview, page: Page) -> None:
    """The policy was given with the first answer; sheets that come later carry its nonce."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    open_live(page, f"{preview.address}uses/acne/")
    sheet = preview.folder / "theme/static/css/tokens.css"
    before = sheet.read_text(encoding="utf-8")
    for number in (1, 2, 3):
        sheet.write_text(
            f"{before}\n@layer tokens {{ h1 {{ outline: {number}px solid red !important }} }}\n", encoding="utf-8"
        )
        expect(page.locator("h1")).to_have_css("outline-width", f"{number}px")
    frame = preview.folder / "theme/templates/base.html"
    text = frame.read_text(encoding="utf-8")
    frame.write_text(text.replace("</head>", "<style>h1 { opacity: .5 }</style></head>"), encoding="utf-8")
    expect(page.locator("h1")).to_have_css("opacity", "0.5")
    assert page.evaluate("document.querySelectorAll('[nonce], script[src]').length") == 0
    assert_not_reloaded(page)
    assert complaints == []


def test_a_template_shows_without_a_reload(preview: Preview, page: Page) -> None:
    """So does a template; a mistake in it is named, and mended again."""
    open_live(page, f"{preview.address}uses/acne/")
    template = preview.folder / "theme/templates/use.html"
    good = template.read_text(encoding="utf-8")
    template.write_text(good.replace("<h1", '<h1 data-new="yes"', 1), encoding="utf-8")
    expect(page.locator("h1[data-new=yes]")).to_be_attached()
    template.write_text(good.replace("<h1", "{{ no_such_thing }}<h1", 1), encoding="utf-8")
    expect(page.get_by_role("alert")).to_contain_text("theme/templates/use.html:")
    expect(page.get_by_role("alert")).to_contain_text("no_such_thing")
    template.write_text(good, encoding="utf-8")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert_not_reloaded(page)


def test_the_panel_names_every_problem_over_the_last_good_page_and_goes_when_mended(
    preview: Preview, page: Page
) -> None:
    """File, line, what is wrong and how to put it right, in the words of the gate."""
    open_live(page, f"{preview.address}uses/acne/")
    acne, migraine = preview.use("acne"), preview.use("migraine")
    good, also_good = acne.read_text(encoding="utf-8"), migraine.read_text(encoding="utf-8")
    acne.write_text(good.replace("nav_label:", "nav_lable:", 1), encoding="utf-8")
    migraine.write_text(also_good.replace("order: ", "order: x", 1), encoding="utf-8")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text("content/uses/acne.md:3")
    expect(panel).to_contain_text('"nav_lable" is not a field. Did you mean "nav_label"?')
    expect(panel).to_contain_text("content/uses/migraine.md:")
    expect(page.locator("h1")).to_be_visible()
    migraine.write_text(also_good, encoding="utf-8")
    acne.write_text(good, encoding="utf-8")
    expect(panel).to_be_hidden()
    assert_not_reloaded(page)


def test_another_page_still_changes_while_one_is_broken(preview: Preview, page: Page) -> None:
    """One page with a problem does not hold up the rest."""
    acne = preview.use("acne")
    acne.write_text(acne.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    preview.add_to("migraine", "Meanwhile elsewhere.")
    preview.wait_for("uses/migraine/", "Meanwhile elsewhere.")


def test_a_page_that_is_added_is_opened_and_one_that_is_renamed_is_followed(preview: Preview, page: Page) -> None:
    """Its address comes from its file name. A link to its own old address is a problem of the page that is shown."""
    open_live(page, preview.address)
    text = preview.use("acne").read_text(encoding="utf-8") + "\nSee [the start](/uses/brand-new/#works).\n"
    preview.use("brand-new").write_text(new_article(text), encoding="utf-8")
    page.wait_for_url("**/uses/brand-new/")  # renamed at once: the page may not even listen yet
    preview.use("brand-new").rename(preview.use("newer"))
    page.wait_for_url("**/uses/newer/")
    expect(page.locator("h1")).to_contain_text("New article of a test")
    expect(page.get_by_role("alert")).to_contain_text('There is no page "/uses/brand-new/".')
    assert preview.get("uses/brand-new/")[0] == 404


def test_a_missing_page_lists_near_names_and_comes_alive(preview: Preview, page: Page) -> None:
    """Also after a page has been deleted and put back."""
    open_live(page, f"{preview.address}uses/acne/")
    text = preview.use("sweating").read_text(encoding="utf-8")
    page.goto(f"{preview.address}uses/sweeting/")
    expect(page.get_by_role("link", name="/uses/sweating/")).to_be_visible()
    page.wait_for_timeout(200)
    preview.use("sweeting").write_text(new_article(text), encoding="utf-8")
    expect(page.locator("h1")).to_contain_text("New")
    preview.use("sweeting").unlink()
    expect(page.locator("h1")).to_have_text("No page here yet")


def test_the_banner_marks_a_draft_and_never_reaches_a_build(preview: Preview, page: Page) -> None:
    """A draft is shown here alone."""
    text = preview.use("acne").read_text(encoding="utf-8")
    preview.use("a-draft").write_text(new_article(text).replace("order:", "draft: true\norder:", 1), encoding="utf-8")
    preview.wait_for("uses/a-draft/", "Draft")
    page.goto(f"{preview.address}uses/a-draft/")
    expect(page.get_by_text("Draft: not published")).to_be_visible()
    build_copy(preview.folder, "publishconf.py", preview.folder.parent / "built")
    built = preview.folder.parent / "built"
    assert not (built / "uses/a-draft/index.html").exists()
    assert not any("preview" in path.read_text(encoding="utf-8") for path in built.rglob("*.html"))
    assert not (preview.folder / "output").exists()


def test_a_change_of_settings_restarts_on_the_same_port_and_the_browser_reconnects(
    preview: Preview, page: Page
) -> None:
    """What Python has read is read again by a fresh process."""
    open_live(page, f"{preview.address}uses/acne/")
    settings = preview.folder / "pelicanconf.py"
    settings.write_text(settings.read_text(encoding="utf-8") + 'SITENAME = "Another name"\n', encoding="utf-8")
    preview.wait_for("feed.xml", "Another name")
    preview.add_to("acne", "After the restart.")
    expect(page.get_by_text("After the restart.")).to_be_attached(timeout=10_000)
    assert_not_reloaded(page)


def test_a_window_whose_connection_died_while_the_laptop_slept_shows_what_it_missed(
    preview: Preview, page: Page
) -> None:
    """The dead connection says nothing; that time has jumped says enough."""
    page.add_init_script("window.now = Date.now; Date.now = () => window.now() + (window.slept || 0)")
    open_live(page, f"{preview.address}uses/acne/")
    page.evaluate("LiveReload.connector.socket.onmessage = null")
    preview.add_to("acne", "Saved while it slept.")
    preview.wait_for("uses/acne/", "Saved while it slept.")
    page.wait_for_timeout(200)
    assert page.get_by_text("Saved while it slept.").count() == 0
    page.evaluate("window.slept = 3600000")
    expect(page.get_by_text("Saved while it slept.")).to_be_attached()
    assert_not_reloaded(page)


def test_settings_that_cannot_be_read_are_named_and_the_server_stays(preview: Preview, page: Page) -> None:
    """A slip in Python is shown like any other."""
    open_live(page, f"{preview.address}uses/acne/")
    settings = preview.folder / "pelicanconf.py"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(good + "SITENAME = (\n", encoding="utf-8")
    expect(page.get_by_role("alert")).to_contain_text("pelicanconf.py:")
    settings.write_text(good, encoding="utf-8")
    expect(page.get_by_role("alert")).to_be_hidden(timeout=10_000)


def test_content_that_is_broken_at_the_start_is_named_and_then_shown(tmp_path: Path, page: Page) -> None:
    """There is no last good page yet: a page of the preview's own stands behind the panel."""
    folder = make_site(tmp_path / "site", 5)
    practice = folder / "content/data/glossary.toml"
    good = practice.read_text(encoding="utf-8")
    practice.write_text("[terms\n", encoding="utf-8")
    running = Preview(folder, free_port())
    command = [sys.executable, "-m", "invoke", "preview", "--no-open", "--port", str(running.port)]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        running.wait_until_up()
        open_live(page, f"{running.address}uses/acne/")
        expect(page.get_by_role("alert")).to_contain_text("content/data/glossary.toml:1")
        practice.write_text(good, encoding="utf-8")
        expect(page.get_by_role("alert")).to_be_hidden()
        expect(page.locator("h1")).to_contain_text("acne")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)


@pytest.mark.parametrize("edits", [10, pytest.param(50, marks=pytest.mark.long)])
def test_edits_of_a_robot_are_all_shown_and_every_page_is_what_a_build_writes(preview: Preview, edits: int) -> None:
    """Saves a tenth of a second apart, some in two halves, some by rename; one page renamed, one deleted."""
    slugs = ("acne", "migraine", "sweating", "jaw-pain")
    for number in range(edits):
        path = preview.use(slugs[number % 4])
        text = path.read_text(encoding="utf-8") + f"\nEdit number {number} is here.\n"
        save(path, text, number)
        if number % 5 == 0:
            preview.wait_for(f"uses/{path.stem}/", f"Edit number {number} is here.")
        time.sleep(0.1)
    text = preview.use("acne").read_text(encoding="utf-8")
    preview.use("added").write_text(new_article(text), encoding="utf-8")
    preview.use("gone").write_text(new_article(text, "Gone"), encoding="utf-8")
    preview.wait_for("uses/gone/", "<h1")
    preview.use("added").rename(preview.use("renamed"))
    preview.use("gone").unlink()
    preview.wait_for("uses/renamed/", "<h1")
    for number in range(edits):
        preview.wait_for(f"uses/{slugs[number % 4]}/", f"Edit number {number} is here.")
    built = preview.folder.parent / "built"
    build_copy(preview.folder, "pelicanconf.py", built)
    pages = [
        path.relative_to(built).as_posix() for path in built.rglob("*") if path.suffix in (".html", ".xml", ".txt")
    ]
    assert len(pages) > 10
    for name in pages:  # a build has short names, and of the style sheet only what its pages show
        text = shown_html(strip_injected(preview.get(name)[1]))
        assert STYLE.sub("", text) == STYLE.sub("", (built / name).read_text(encoding="utf-8")), name
        assert len(STYLE.findall(text)) == (name.endswith(".html")), name
    assert preview.get("uses/gone/")[0] == 404

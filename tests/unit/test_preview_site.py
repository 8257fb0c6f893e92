"""The warm site: what changed is read again, the rest is kept; both are what a fresh start would give."""

import contextlib
import time
from pathlib import Path

import pytest

from plugins.reading.library import read_library, update_library
from plugins.rules import check_library
from tests.support.drawn_pictures import PLACE, noted, opened, picture
from tooling.benchmarks.sample_sites import make_site
from tooling.preview.changes import Changes
from tooling.preview.disk import Disk
from tooling.preview.gate import Gate
from tooling.preview.session import Session, address_to_open
from tooling.preview.site import WarmSite

ACNE, MIGRAINE = "content/uses/acne.md", "content/uses/migraine.md"

EVENING, MORNING = 1_801_439_970.0, 1_801_440_030.0  # seconds since 1970: 2027-01-31 23:59:30, 2027-02-01 00:00:30
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


@pytest.fixture
def site(folder: Path) -> WarmSite:
    """A warm site after its first pass."""
    warm = WarmSite(folder)
    warm.start()
    return warm


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> WarmSite:
    """A warm site that no test may change, and that is asked for what needs no current folder."""
    folder = make_site(tmp_path_factory.mktemp("still") / "site", 5)
    with contextlib.chdir(folder):
        warm = WarmSite(folder)
        warm.start()
    return warm


def edit(folder: Path, path: str, old: str, new: str) -> Changes:
    """Replace a text in a file; an empty one is its end."""
    file = folder / path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    return Changes(content={path})


def test_an_edit_shows_and_every_other_article_is_kept(folder: Path, site: WarmSite) -> None:
    kept = dict(site.generators[0].kept)
    site.update(edit(folder, ACNE, "", "\nNew words.\n"))
    assert "New words." in site.page("uses/acne/index.html")
    now = site.generators[0].kept
    assert [name for name in kept if now[name] is not kept[name]] == ["uses/acne.md"]


def test_nothing_is_read_twice_when_nothing_has_changed(folder: Path, site: WarmSite) -> None:
    before = dict(site.generators[0].kept)
    site.update(Changes(content={ACNE}))
    assert site.generators[0].kept == before


def test_a_shared_block_shows_on_every_page_that_holds_it(folder: Path, site: WarmSite) -> None:
    site.update(edit(folder, "content/blocks/report.md", "", "\nWords of the block.\n"))
    assert "Words of the block." in site.page("uses/acne/index.html")
    assert "Words of the block." in site.page("uses/migraine/index.html")


def test_a_notice_shows_on_every_page_and_a_wrong_one_leaves_them_as_they_were(folder: Path, site: WarmSite) -> None:
    notice = "content/blocks/review-pending.md"
    site.update(edit(folder, notice, "No clinician has", "So far, no clinician has"))
    assert "So far, no clinician has reviewed this page yet." in site.page("uses/acne/index.html")
    assert site.problems == []
    site.update(edit(folder, notice, "So far, no clinician", "A clinician"))
    assert "So far, no clinician has reviewed this page yet." in site.page("uses/acne/index.html")
    assert [problem.rule for problem in site.problems] == ["notice-form"]


def test_a_page_that_breaks_a_rule_stays_as_it_was(folder: Path, site: WarmSite) -> None:
    good = site.page("uses/acne/index.html")
    site.update(edit(folder, ACNE, "title:", "titel:"))
    assert site.page("uses/acne/index.html") == good
    assert any(problem.path == ACNE and "titel" in problem.message for problem in site.problems)
    site.update(edit(folder, ACNE, "titel:", "title:"))
    assert site.page("uses/acne/index.html") == good


def test_a_page_is_shown_as_it_is_written_while_it_breaks_rules(folder: Path, site: WarmSite) -> None:
    site.update(edit(folder, ACNE, "", "\nBotox is a proven cure.\n"))
    assert any(problem.path == ACNE and "cure" in problem.message for problem in site.problems)
    assert "Botox is a proven cure." in site.page("uses/acne/index.html")
    assert not site.is_last_good("uses/acne/index.html")


def test_a_page_that_cannot_be_rendered_gives_way_to_the_last_good_one_and_others_go_on(
    folder: Path, site: WarmSite
) -> None:
    good = site.page("uses/acne/index.html")
    site.update(edit(folder, ACNE, "sources: [", "sources: [nobody-2020, "))
    assert site.page("uses/acne/index.html") == good
    assert site.is_last_good("uses/acne/index.html")
    assert any("nobody-2020" in problem.message for problem in site.problems)
    site.update(edit(folder, MIGRAINE, "", "\nNew words.\n"))
    assert "New words." in site.page("uses/migraine/index.html")
    assert site.page("uses/acne/index.html") == good
    site.update(edit(folder, ACNE, "sources: [nobody-2020, ", "sources: ["))
    assert site.page("uses/acne/index.html") == good
    assert not site.is_last_good("uses/acne/index.html")


PRACTICE = "content/data/practice.toml"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("phone = “x”", ':10:9: The quotation marks are curly. Write it as: phone = "x".'),
        ("phone = 5", ':10:1: "phone" must be one text in quotation marks. Compare it with another entry.'),
        ("phon = ''", ':10:1: "phon" is not a field. Did you mean "phone"?'),
    ],
)
def test_a_slip_in_what_is_known_of_the_practice_keeps_the_last_good_pages(
    folder: Path, site: WarmSite, new: str, expected: str
) -> None:
    lines = (folder / PRACTICE).read_text(encoding="utf-8").split("\n")
    row = lines.index('phone = ""')
    good = site.page("uses/acne/index.html")
    site.update(edit(folder, PRACTICE, 'phone = ""', new))
    assert [str(problem) for problem in site.problems] == [PRACTICE + expected.replace(":10:", f":{row + 1}:")]
    assert site.page("uses/acne/index.html") == good
    site.update(edit(folder, PRACTICE, new, 'phone = "+18003321088"'))
    assert site.problems == []
    assert "+18003321088" in site.page("uses/acne/index.html")
    site.update(edit(folder, PRACTICE, 'site_title = "Botox guide"', 'site_title = "Another guide"'))
    assert "- Another guide</title>" in site.page("uses/acne/index.html")


HIDDEN = "\nHello \\`<button>\\` reader.\n"
REFUSED = '"<button>" would be a part of the page, and may not. Take it out.'


def test_a_page_that_the_judge_refuses_stays_as_it_was(folder: Path, site: WarmSite) -> None:
    good = site.page("uses/acne/index.html")
    changes = edit(folder, ACNE, "", HIDDEN)
    site.update(changes)
    assert site.page("uses/acne/index.html") == good
    assert [problem.path for problem in site.problems if problem.message == REFUSED] == [ACNE]
    site.update(edit(folder, MIGRAINE, "", "\nNew words.\n"))
    assert site.page("uses/acne/index.html") == good
    assert [problem.path for problem in site.problems if problem.message == REFUSED] == [ACNE]
    site.update(edit(folder, ACNE, HIDDEN, ""))
    assert site.page("uses/acne/index.html") == good
    assert not any(problem.message == REFUSED for problem in site.problems)


def test_a_block_that_the_judge_refuses_is_shown_on_no_page(folder: Path, site: WarmSite) -> None:
    good = site.page("uses/acne/index.html")
    site.update(edit(folder, "content/blocks/report.md", "", HIDDEN))
    assert site.page("uses/acne/index.html") == good
    found = [problem.path for problem in site.problems if problem.message == REFUSED]
    assert found == ["content/blocks/report.md"]


def test_a_page_that_never_was_right_is_not_shown_when_the_judge_refuses_it(folder: Path) -> None:
    edit(folder, "content/blocks/report.md", "", HIDDEN)
    edit(folder, "content/pages/privacy.md", "", "\nRead [about [the] risks](javascript:run()).\n")
    warm = WarmSite(folder)
    warm.start()
    assert "uses/acne/index.html" not in warm.addresses()
    assert "privacy/index.html" not in warm.addresses()
    assert "accessibility/index.html" in warm.addresses()


def test_a_template_is_read_again(folder: Path, site: WarmSite) -> None:
    site.page("uses/acne/index.html")
    template = folder / "theme/templates/use.html"
    template.write_text(template.read_text(encoding="utf-8").replace("<h1", '<h1 data-a="1"', 1), encoding="utf-8")
    site.update(Changes(templates=True))
    assert 'data-a="1"' in site.page("uses/acne/index.html")


def test_twenty_edits_leave_as_much_behind_as_ten(folder: Path, site: WarmSite) -> None:
    from pelican.contents import Content

    counts = []
    for number in range(20):
        site.update(edit(folder, ACNE, "", f"\nEdit {number}.\n"))
        site.page("uses/acne/index.html")
        counts.append(len(Content.__dict__["get_content"].cache))
    assert counts[19] == counts[9]


def test_only_files_that_the_library_knows_are_served_and_no_folder_is_walked(folder: Path) -> None:
    """Pelican would follow a link to the root of the disk, and read for minutes."""
    images = folder / "content/images"
    images.mkdir()
    (images / "face.svg").write_text(DRAWING, encoding="utf-8")
    (images / "disk").symlink_to("/")
    (images / "link.svg").symlink_to("face.svg")
    (images / "notes.md").write_text("of nobody", encoding="utf-8")
    (images / "script.svg").write_text(DRAWING.replace("/>", "><script/></svg>"), encoding="utf-8")
    site = WarmSite(folder)
    site.start()
    assert site.shown.statics == {"images/face.svg": "content/images/face.svg"}
    assert site.static_file("images/face.svg") == DRAWING.encode()
    assert site.static_file("images/link.svg") is None
    assert site.static_file("images/notes.md") is None
    assert site.static_file("images/script.svg") is None


def test_a_picture_is_opened_when_it_is_asked_for_and_a_link_in_its_place_is_not(folder: Path) -> None:
    images = folder / "content/images"
    images.mkdir()
    (images / "face.svg").write_text(DRAWING, encoding="utf-8")
    (folder.parent / "private.svg").write_text("secret", encoding="utf-8")
    site = WarmSite(folder)
    site.start()
    (images / "face.svg").unlink()
    (images / "face.svg").symlink_to(folder.parent / "private.svg")
    assert site.static_file("images/face.svg") is None


def test_a_picture_is_served_as_it_is_published_in_its_sizes_and_anew_when_it_is_saved(folder: Path) -> None:
    images = folder / "content/images"
    images.mkdir()
    (images / "palm.jpg").write_bytes(noted("JPEG", 640, 320))
    (folder / ACNE).write_text(
        f"{(folder / ACNE).read_text(encoding='utf-8')}\n![A palm](/images/palm.jpg)\n", encoding="utf-8"
    )
    site = WarmSite(folder)
    site.start()
    assert 'srcset="/images/palm.jpg.480.webp 480w, /images/palm.jpg.640.webp 640w"' in site.page(
        "uses/acne/index.html"
    )
    served = {name: site.static_file(f"images/palm.jpg{name}") for name in ("", ".480.webp", ".640.webp", ".800.webp")}
    sizes = {name: opened(raw).size for name, raw in served.items() if raw}
    assert sizes == {"": (640, 320), ".480.webp": (480, 240), ".640.webp": (640, 320)}
    assert not any(PLACE.encode() in raw for raw in served.values() if raw)
    (images / "palm.jpg").write_bytes(picture("JPEG", 400, 300))
    site.update(Changes(content={"content/images/palm.jpg"}))
    assert 'srcset="/images/palm.jpg.400.webp 400w"' in site.page("uses/acne/index.html")
    assert site.static_file("images/palm.jpg.480.webp") is None
    (images / "palm.jpg").write_bytes(picture("JPEG", 400, 300)[:-9])
    site.update(Changes(content={"content/images/palm.jpg"}))
    assert [problem.path for problem in site.problems] == ["content/images/palm.jpg"]
    assert site.static_file("images/palm.jpg") is None


@pytest.mark.parametrize(
    "name", ["../css/tokens.css", "icons/../css/tokens.css", "icons/", "icons", "icons//favicon.svg", "theme/a", ""]
)
def test_no_other_file_of_the_theme_is_served(still: WarmSite, name: str) -> None:
    assert still.static_file(name) is None


@pytest.mark.parametrize("name", ["icons/favicon.svg", "favicon.ico", "apple-touch-icon.png"])
def test_an_icon_is_served(still: WarmSite, name: str) -> None:
    assert still.static_file(name) == (still.project / "theme/static/public" / name).read_bytes()


def test_an_updated_library_is_what_a_fresh_one_is(folder: Path) -> None:
    content = folder / "content"
    library = read_library(content)
    for step in range(6):
        changed = change(folder, step)
        library = update_library(library, changed)
        fresh = read_library(content)
        assert list(library.documents) == list(fresh.documents)
        assert {path: page.lines for path, page in library.documents.items()} == {
            path: page.lines for path, page in fresh.documents.items()
        }
        assert (library.blocks, library.data, library.others) == (fresh.blocks, fresh.data, fresh.others)
        assert sorted(library.problems) == sorted(fresh.problems)


def test_a_change_of_a_folder_reads_everything_and_keeps_each_document_that_is_the_same(folder: Path) -> None:
    content = folder / "content"
    library = read_library(content)
    edit(folder, ACNE, "", "\nNew words.\n")
    fresh = update_library(library, {"content/uses"})
    assert [path for path in library.documents if fresh.documents[path] is not library.documents[path]] == [ACNE]


def test_the_warm_gate_says_what_the_gate_says(folder: Path, site: WarmSite) -> None:
    content = folder / "content"
    library = read_library(content)
    gate = Gate(site.settings["BUILD_DATE"])
    for step in range(6):
        assert gate.check(library) == check_library(read_library(content), site.settings["BUILD_DATE"])
        library = update_library(library, change(folder, step))


def change(folder: Path, step: int) -> set[str]:
    """Make one of six changes, and return the paths that it touched."""
    if step == 0:
        return edit(folder, ACNE, "{#get-help}", "{#get-some-help}").content
    if step == 1:
        (folder / "content/uses/new.md").write_text((folder / MIGRAINE).read_text(encoding="utf-8"), encoding="utf-8")
        return {"content/uses/new.md"}
    if step == 2:
        (folder / "content/uses/new.md").rename(folder / "content/uses/newer.md")
        return {"content/uses/new.md", "content/uses/newer.md"}
    if step == 3:
        return edit(folder, "content/data/sources.json", '"id": "herd-2019"', '"id": "herd-2020"').content
    if step == 4:
        return edit(folder, "content/blocks/report.md", "", "\nWords of the block.\n").content
    (folder / "content/pages/stray.txt").write_text("x", encoding="utf-8")
    (folder / "content/uses/newer.md").unlink()
    return {"content/pages/stray.txt", "content/uses/newer.md"}


def test_the_page_that_was_added_is_opened_and_none_of_many(still: WarmSite) -> None:
    documents = still.shown.documents
    without = {path: page for path, page in documents.items() if path != ACNE}
    assert address_to_open(without, documents) == "uses/acne/"
    assert address_to_open(documents, without) is None
    assert address_to_open({}, documents) is None
    assert address_to_open({MIGRAINE: documents[MIGRAINE]}, documents) is None


def test_at_midnight_today_is_asked_for_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is dated tomorrow is published, due and no mistake any more; nothing is started again."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(time, "time", lambda: EVENING)
    edit(folder, MIGRAINE, "updated: 2026", "updated: 2027-02-02 #")
    edit(folder, ACNE, "published: 2026", "published: 2027-02-01 #")
    edit(folder, ACNE, "updated: 2026", "updated: 2027-02-01 #")
    site = WarmSite(folder)
    site.start()
    early = {problem.path for problem in site.problems if "has not come yet" in problem.message}
    assert early == {MIGRAINE}
    waiting = "Published only from 2027-02-01 on"
    assert waiting in site.notes("uses/acne/index.html", site.page("uses/acne/index.html"))
    assert not site.is_of_another_day()
    monkeypatch.setattr(time, "time", lambda: MORNING)
    assert site.is_of_another_day()
    version = site.version
    site.turn_day()
    assert (site.problems, site.version, site.is_of_another_day()) == ([], version + 1, False)
    assert waiting not in site.notes("uses/acne/index.html", site.page("uses/acne/index.html"))
    fresh = WarmSite(folder)
    fresh.start()
    assert {name: site.page(name) for name in site.addresses()} == {
        name: fresh.page(name) for name in fresh.addresses()
    }


def test_a_day_that_the_environment_says_does_not_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EVENING)))
    site = WarmSite(folder)
    monkeypatch.setattr(time, "time", lambda: MORNING)
    assert not site.is_of_another_day()


GONE = {
    "content": "content:1:1: This folder is not there, so there is nothing to publish. Check PATH in pelicanconf.py.",
    "theme": "theme/templates:1:1: The folder has no templates. Check THEME in pelicanconf.py, or take the folder back from "
    "git.",
    "theme/templates/use.html": "theme/templates/use.html:1:1: The template is missing. Take it back from git.",
}


def test_what_has_gone_is_one_sentence_over_the_last_good_page_and_saves_meanwhile_are_kept(
    folder: Path, site: WarmSite
) -> None:
    session = Session(folder, restart=lambda: None)
    session.site = site
    disk, aside = Disk(folder), folder.parent / "aside"
    for number, (name, told) in enumerate(GONE.items()):
        good = site.page("uses/acne/index.html")
        (folder / name).rename(aside)
        session.saved(disk.changes())
        assert [str(problem) for problem in session.errors()] == [told]
        assert site.page("uses/acne/index.html") == good
        if name != "content":
            edit(folder, ACNE, "", f"\nSaved meanwhile {number}.\n")
            session.saved(disk.changes())
            assert [str(problem) for problem in session.errors()] == [told]
        aside.rename(folder / name)
        session.saved(disk.changes())
        assert session.errors() == []
        assert (f"Saved meanwhile {number}." in site.page("uses/acne/index.html")) is (name != "content")

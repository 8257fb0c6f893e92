"""Pages are started, renamed and withdrawn from the page itself, and pictures put in; each is one edit, which can be undone."""

import base64
import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from plugins.reading.library import read_library
from plugins.reading.redirects import REDIRECTS
from tests.support.drawn_pictures import picture
from tests.support.known_checks import check_known, memory_of_tests
from tooling.editor.desk import Desk, Refusal
from tooling.editor.not_possible import NotPossible
from tooling.editor.pages.moved_pages import NEEDED, set_redirects
from tooling.editor.pages.page_verbs import VERBS

PROJECT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 26)
MIGRAINE = "content/uses/migraine.md"
SMALL = "Write small letters, digits and single hyphens, 60 at most."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk over a copy of content/, with one redirect, which reads it anew when it has written."""
    for folder in ("content", "deploy"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    redirects = tmp_path / REDIRECTS
    redirects.write_text(redirects.read_text("utf-8") + '"/uses/heads/" = "/uses/migraine/"\n', "utf-8")
    monkeypatch.setattr("tooling.editor.pages.page_verbs.own_memory", memory_of_tests)
    read = cache(lambda: read_library(tmp_path / "content"))
    return Desk(tmp_path, read, lambda _: read.cache_clear(), lambda: TODAY)


def ask(desk: Desk, verb: str, **sent: Any) -> dict[str, Any]:
    """Send what a browser sends; a path stands for the id of its file."""
    if "file" in sent:
        sent["file"] = desk.id_of(sent["file"])
    answer = VERBS[verb](desk, sent)
    assert isinstance(answer, dict)
    return answer


def held(desk: Desk) -> dict[str, bytes]:
    """Return every file of content/."""
    files = (file for file in (desk.project / "content").rglob("*") if file.is_file())
    return {file.relative_to(desk.project).as_posix(): file.read_bytes() for file in files}


def refused(desk: Desk) -> list[str]:
    """Return what the gate refuses of the real content, as it is now."""
    return [str(problem) for problem in check_known(desk.library, TODAY) if not problem.is_warning]


def told(desk: Desk, verb: str, **sent: Any) -> str:
    """Return why something is not done; nothing is written then."""
    before = held(desk)
    with pytest.raises((NotPossible, Refusal)) as stop:
        ask(desk, verb, **sent)
    assert held(desk) == before
    return stop.value.told if isinstance(stop.value, Refusal) else str(stop.value)


def test_a_new_page_is_a_draft_of_one_edit(desk: Desk) -> None:
    before = held(desk)
    assert ask(desk, "new-page", title="Botox for neck pain", kind="use") == {"address": "/uses/neck-pain/"}
    assert held(desk).keys() - before.keys() == {"content/uses/neck-pain.md"}
    assert desk.undo()[0] == "New page: Botox for neck pain"
    assert held(desk) == before


def test_a_new_page_does_not_take_an_old_address(desk: Desk) -> None:
    assert ask(desk, "new-page", title="Botox for heads", kind="use") == {"address": "/uses/heads-2/"}


@pytest.mark.parametrize(
    ("title", "kind", "why"),
    [
        ("!!!", "use", "A title has letters. Give it one."),
        ("日本語", "page", "The address of a page is made of the letters a to z of its title, and this has none. Write it with some."),
        ("Botox for Chronic migraine", "use", 'content/uses/migraine.md has the title "Botox for chronic migraine". Give the new page another one.'),
        ("A title", "leaflet", '"leaflet" is not a kind of page. Write one of: use, page.'),
        (
            "A **bold** title",
            "page",
            'The gate would refuse a page of the title "A **bold** title":\n'
            '  "**" is printed as it stands: the header holds plain text. Take it out. Write another title.',
        ),
    ],
)  # fmt: skip
def test_a_title_that_no_page_can_have_is_told_for_who_fills_in_a_form(
    desk: Desk, title: str, kind: str, why: str
) -> None:
    assert told(desk, "new-page", title=title, kind=kind) == why


def test_a_renamed_page_takes_its_links_and_its_old_address_along(desk: Desk) -> None:
    file = desk.project / MIGRAINE
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = held(desk)
    assert ask(desk, "rename-page", file=MIGRAINE, name="headaches") == {"address": "/uses/headaches/"}
    after = held(desk)
    assert after["content/uses/headaches.md"] == before[MIGRAINE]
    assert MIGRAINE not in after
    assert after[REDIRECTS] == before[REDIRECTS].replace(
        b'"/uses/migraine/"\n', b'"/uses/headaches/"\n"/uses/migraine/" = "/uses/headaches/"\n'
    )
    changed = {path for path in before.keys() & after.keys() if before[path] != after[path]} - {REDIRECTS}
    assert changed == {"content/botox.md", "content/pages/safety.md"}
    for path in changed:
        assert after[path] == before[path].replace(b"](/uses/migraine/", b"](/uses/headaches/")
    assert refused(desk) == []
    desk.undo()
    assert held(desk) == before


def test_a_page_gets_its_old_name_back(desk: Desk) -> None:
    before = held(desk)
    ask(desk, "rename-page", file=MIGRAINE, name="headaches.md")
    ask(desk, "rename-page", file="content/uses/headaches.md", name="migraine")
    after = held(desk)
    assert after[REDIRECTS] == before[REDIRECTS] + b'"/uses/headaches/" = "/uses/migraine/"\n'
    assert {path for path in before if before[path] != after[path]} == {REDIRECTS}
    assert refused(desk) == []


def test_nobody_is_led_to_a_draft_that_gets_another_name(desk: Desk) -> None:
    ask(desk, "new-page", title="Botox for neck pain", kind="use")
    before = held(desk)[REDIRECTS]
    ask(desk, "rename-page", file="content/uses/neck-pain.md", name="neck")
    assert held(desk)[REDIRECTS] == before


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Bad Name", f'"Bad Name" cannot be the end of an address. {SMALL}'),
        ("../pages/a", f'"../pages/a" cannot be the end of an address. {SMALL}'),
        ("a/b", f'"a/b" cannot be the end of an address. {SMALL}'),
        ("", f'"" cannot be the end of an address. {SMALL}'),
        ("con", '"con" cannot be the end of an address. The site needs it for itself. Write another one.'),
        ("acne", "content/uses/acne.md has this name. Write another one."),
        ("migraine", "The page has this name. Write another one."),
    ],
)  # fmt: skip
def test_a_name_that_a_page_cannot_have_is_told(desk: Desk, name: str, why: str) -> None:
    assert told(desk, "rename-page", file=MIGRAINE, name=name) == why


def test_the_old_address_of_another_page_is_not_taken(desk: Desk) -> None:
    why = (
        '"/uses/heads/" is an old address, and leads readers to "/uses/migraine/". '
        "Write another name, or take that redirect out."
    )
    assert told(desk, "rename-page", file="content/uses/acne.md", name="heads") == why


def test_a_withdrawn_page_leads_its_readers_on_and_its_links_are_told(desk: Desk) -> None:
    before = held(desk)
    answer = ask(desk, "withdraw-page", file=MIGRAINE, to="/uses/")
    lines = [
        {"path": path, "line": number}
        for path in ("content/botox.md", "content/pages/safety.md")
        for number, line in enumerate(before[path].decode().split("\n"), start=1)
        if "](/uses/migraine/" in line
    ]
    assert answer == {"address": "/uses/", "links": lines}
    after = held(desk)
    assert before.keys() - after.keys() == {MIGRAINE}
    assert after[REDIRECTS] == before[REDIRECTS].replace(
        b'"/uses/migraine/"\n', b'"/uses/"\n"/uses/migraine/" = "/uses/"\n'
    )
    assert {path for path in after if before[path] != after[path]} == {REDIRECTS}
    broken = {(each["path"], each["line"]) for each in lines}
    found = {(each.path, each.line) for each in check_known(desk.library, TODAY) if each.rule == "link-broken"}
    assert found == broken
    desk.undo()
    assert held(desk) == before


def test_a_draft_is_withdrawn_without_leading_anybody_on(desk: Desk) -> None:
    before = held(desk)
    ask(desk, "new-page", title="Botox for neck pain", kind="use")
    assert ask(desk, "withdraw-page", file="content/uses/neck-pain.md", to="") == {"address": "/", "links": []}
    assert held(desk) == before


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("", 'The address is empty. Write it as "/uses/old/".'),
        ("/uses/migrane/", '"/uses/migrane/" is not a page of this site. Name one that is.'),
        ("/uses/migraine/", "This is the page that is withdrawn. Name another one, where its readers go."),
        ("https://evil.example/", '"https://evil.example/" leads to another site. Write the address of a page of this one: "/uses/old/".'),
        ("/uses/neck-pain/", '"/uses/neck-pain/" (content/uses/neck-pain.md) is not public yet. Name a page that readers can see.'),
    ],
)  # fmt: skip
def test_readers_are_led_to_a_page_that_they_can_see(desk: Desk, to: str, why: str) -> None:
    if "neck" in to:
        ask(desk, "new-page", title="Botox for neck pain", kind="use")
    assert told(desk, "withdraw-page", file=MIGRAINE, to=to) == why


def test_pages_that_the_site_needs_stay(desk: Desk) -> None:
    kept = "The site needs this page: its menu, notices and other pages lead to it. Change what it says instead."
    named = (
        "The site leads to this page by its name, in its menu, in notices or for visitors who are lost. "
        "Change its title instead."
    )
    for path in sorted(NEEDED):
        assert told(desk, "withdraw-page", file=path, to="/uses/acne/") == kept
        assert told(desk, "rename-page", file=path, name="another") == named
    studies = (
        "This page lists a part of the sources, which would stand nowhere then. Put that list on another page first."
    )
    assert told(desk, "withdraw-page", file="content/pages/studies-2.md", to="/") == studies


def test_the_last_article_on_a_use_stays(desk: Desk) -> None:
    for file in sorted((desk.project / "content/uses").glob("*.md"))[1:]:
        file.unlink()
    why = "This is the only article on a use, and the site needs one. Write another one first."
    assert told(desk, "withdraw-page", file="content/uses/acne.md", to="/") == why


def test_every_page_that_a_template_leads_to_is_needed() -> None:
    templates = (file.read_text("utf-8") for file in (PROJECT / "theme/templates").rglob("*.html"))
    pages = {name for text in templates for name in re.findall(r'href="/([\w-]+)/["#]', text)} - {"uses"}
    assert pages
    assert {f"content/pages/{name}.md" for name in pages} <= NEEDED


def test_a_text_that_is_no_page_is_told(desk: Desk) -> None:
    why = "content/blocks/off-label.md is a part of pages, and no page itself. Open the page."
    assert told(desk, "withdraw-page", file="content/blocks/off-label.md", to="/") == why


def test_what_was_saved_a_moment_ago_is_not_written_over(desk: Desk) -> None:
    assert MIGRAINE in desk.library.texts
    with (desk.project / "content/botox.md").open("a", encoding="utf-8") as file:
        file.write("One more line.\n")
    why = "Something else has just changed content/botox.md. Nothing was written. Try again."
    assert told(desk, "rename-page", file=MIGRAINE, name="headaches") == why


def test_a_picture_is_put_into_its_folder(desk: Desk) -> None:
    raw = picture("JPEG")
    data = base64.b64encode(raw).decode()
    for number in ("", "-2"):
        answer = ask(desk, "new-picture", name="IMG_1.JPG", data=data, words="A [small] palm")
        assert answer == {"insert": f"![A \\[small\\] palm](/images/a-small-palm{number}.jpg)"}
        assert held(desk)[f"content/images/a-small-palm{number}.jpg"] == raw
    assert refused(desk) == []
    desk.undo()
    assert "content/images/a-small-palm-2.jpg" not in held(desk)


def test_no_picture_is_written_through_a_link(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("away")
    (desk.project / "content/images").symlink_to(away)
    data = base64.b64encode(picture("JPEG")).decode()
    assert told(desk, "new-picture", name="a.jpg", data=data, words="A palm")
    assert list(away.iterdir()) == []


LINES = "# Old\n\n[redirects]\n\"/a/\" = \"/b/\"  # first\n'/c/'  =  '/b/'\n"


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        (LINES, {"/d/": "/b/"}, LINES + '"/d/" = "/b/"\n'),
        (LINES, {"/a/": "/e/", "/c/": "/b/"}, LINES.replace('"/b/"', '"/e/"')),
        (LINES, {"/a/": None, "/z/": None}, LINES.replace('"/a/" = "/b/"  # first\n', "")),
        ("# Nothing\n", {"/a/": "/b/"}, '# Nothing\n\n[redirects]\n"/a/" = "/b/"\n'),
    ],
)
def test_only_the_lines_of_these_addresses_change(text: str, wanted: dict[str, str | None], expected: str) -> None:
    assert set_redirects(text, wanted) == expected


@pytest.mark.parametrize("text", ["[redirects\n", "redirects = 1\n"])
def test_a_file_of_redirects_that_cannot_be_read_is_left_as_it_is(desk: Desk, text: str) -> None:
    (desk.project / REDIRECTS).write_text(text, "utf-8")
    assert told(desk, "rename-page", file=MIGRAINE, name="headaches")


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_what_is_not_asked_in_its_form_is_refused(desk: Desk, verb: str) -> None:
    assert told(desk, verb, path="/etc/passwd") == "The preview does not understand this page. Load the page anew."

"""What is asked about forms: a value that is set, an entry that comes or goes, a change of somebody else, what is refused."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.form_office import MIGRAINE, Office, field_at, keys_in_file
from tooling.editor.desk import Refusal
from tooling.editor.forms import form_writing
from tooling.editor.forms.descriptions import digest_of
from tooling.editor.values import yaml_values
from tooling.editor.writing import SavedMeanwhile


def test_a_changed_word_changes_one_line(office: Office) -> None:
    path = MIGRAINE
    office.set(path, ["summary"], office.form("page", path), lambda text: text.replace("2 fewer", "3 fewer"))
    assert office.difference(path) == (
        ["  In adults with chronic migraine, Botox means about 2 fewer migraine days a month"],
        ["  In adults with chronic migraine, Botox means about 3 fewer migraine days a month"],
    )
    path = "content/data/practice.toml"
    office.set(path, ["phone"], office.form("practice"), lambda _: "+14155550132")
    assert office.difference(path) == (['phone = ""'], ['phone = "+14155550132"'])
    path = "content/data/sources.json"
    office.set(path, ["diener-2010", "issued"], office.form("source", id="diener-2010"), lambda _: "2010-08")
    assert office.difference(path) == (["     7"], ["     8"])
    path = "content/data/glossary.toml"
    office.set(path, ["terms", "als", "term"], office.form("word", id="als"), lambda _: "A.L.S.")
    assert office.difference(path) == (['term = "ALS"'], ['term = "A.L.S."'])


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        (["nav_label"], (["nav_label: Migraine"], ['nav_label: ""'])),
        (["condition"], (["condition: Chronic migraine"], ["condition:"])),
        (["status", 0, "product"], (["    product: BOTOX"], [])),
        (["short", "works", "sources"], (["    sources: [herd-2019]"], ["    sources: []"])),
        (
            ["charts", 0, "bars", 0, "value"],
            (["      - {label: Botox, value: 44.8}"], ['      - {label: Botox, value: ""}']),
        ),
        (["published"], (["published: 2026-11-22"], ['published: ""'])),
    ],
)
def test_a_field_that_is_emptied_keeps_its_name_where_it_is_to_be_filled_in(
    office: Office, keys: list[str | int], lines: tuple[list[str], list[str]]
) -> None:
    office.set(MIGRAINE, keys, office.form("page", MIGRAINE), lambda value: [] if isinstance(value, list) else "")
    assert office.difference(MIGRAINE) == lines


def test_a_field_that_is_empty_already_is_not_written(office: Office) -> None:
    form = office.form("page", MIGRAINE)
    office.set(MIGRAINE, ["charts", 0, "scale"], form, lambda _: "")
    office.set(MIGRAINE, ["draft"], form, lambda _: False)
    office.set(MIGRAINE, ["reviewer"], form, lambda _: None)
    assert office.difference(MIGRAINE) == ([], [])
    assert not office.desk.journal.edits


def test_a_field_that_is_missing_is_put_in_its_place(office: Office) -> None:
    office.set(MIGRAINE, ["draft"], office.form("page", MIGRAINE), lambda _: True)
    assert office.difference(MIGRAINE) == ([], ["draft: true"])
    assert "\norder: 1\ndraft: true\n" in office.desk.text(MIGRAINE)


def test_entries_of_a_list_are_added_moved_and_taken_out(office: Office) -> None:
    form = office.ask("add", MIGRAINE, keys=["changes"], at=0)
    changes = next(field for field in form["fields"] if field["keys"] == ["changes"])
    assert [field["value"] for field in changes["items"][0]] == ["2026-11-26", ""]
    before = office.values(MIGRAINE)["changes"]
    office.ask("move", MIGRAINE, keys=["changes", 0], was=changes["digests"][0], to=1)
    assert office.values(MIGRAINE)["changes"] == [before[1], before[0], *before[2:]]
    office.ask("remove", MIGRAINE, keys=["changes", 1], was=digest_of(before[0]))
    assert office.difference(MIGRAINE) == ([], [])
    assert len(office.desk.journal.edits) == 3


def test_an_author_is_added_to_a_source(office: Office) -> None:
    path = "content/data/sources.json"
    form = office.ask("add", path, keys=["diener-2010", "author"], at=1, part=["diener-2010", "author"])
    assert [[field["value"] for field in entry] for entry in form["fields"][0]["items"]][:2] == [
        ["Diener", "H. C.", "", ""],
        [""] * 4,
    ]
    office.set(path, ["diener-2010", "author", 1, "family"], form, lambda _: "Dodick")
    assert office.values(path)[keys_in_file(office.values(path), ["diener-2010"])[0]]["author"][1] == {
        "family": "Dodick"
    }


def test_a_list_that_is_not_there_begins_with_its_first_entry(office: Office) -> None:
    assert "timeline" not in office.values(MIGRAINE)
    office.ask("add", MIGRAINE, keys=["timeline"], at=5)
    assert office.values(MIGRAINE)["timeline"] == [{"when": "", "what": ""}]


def test_whole_entries_of_data_are_taken_out(office: Office) -> None:
    for what, name in (("source", "diener-2010"), ("word", "placebo")):
        form = office.form(what, id=name)
        assert office.ask("remove", form["path"], keys=form["keys"], was=form["digest"]) == {"fields": []}
        told = (404, "This entry is not there any more. Load the page anew.")
        assert office.refused("form", form["path"], what=what, id=name) == told
    assert office.difference("content/data/glossary.toml") == (
        [
            "[terms.placebo]",
            'term = "placebo"',
            'also = ["placebos"]',
            'means = "A dummy treatment with no drug in it."',
            "",
        ],
        [],
    )


def test_what_has_to_stand_is_not_taken_out(office: Office) -> None:
    told = (400, "This has to stand there. Change it instead.")
    for path, keys in (
        (MIGRAINE, ["title"]),
        (MIGRAINE, []),
        ("content/data/practice.toml", []),
        ("content/data/redirects.toml", []),
    ):
        assert office.refused("remove", path, keys=keys, was="") == told


def test_a_field_that_was_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    form = office.form("page", MIGRAINE)
    office.set(MIGRAINE, ["title"], form, lambda _: "Theirs")
    with pytest.raises(Refusal) as refusal:
        office.set(MIGRAINE, ["title"], form, lambda _: "Mine")
    assert (refusal.value.status, refusal.value.told) == (
        409,
        "“Title” was changed elsewhere meanwhile. Look at both, and choose which one stays.",
    )
    assert refusal.value.conflict == {
        "mine": "Mine",
        "theirs": "Theirs",
        "digest": digest_of("Theirs"),
        "first": 2,
        "last": 2,
        "version": office.desk.version_of(office.desk.text(MIGRAINE)),
    }
    assert office.values(MIGRAINE)["title"] == "Theirs"
    office.set(MIGRAINE, ["title"], form, lambda _: "Theirs")  # the same came in twice
    office.ask("set", MIGRAINE, keys=["title"], was=digest_of("Theirs"), value="Mine")
    assert office.values(MIGRAINE)["title"] == "Mine"


def test_a_field_is_not_written_into_another_entry_that_has_come_to_its_place(office: Office) -> None:
    keys = ["charts", 0, "bars", 0, "comparison"]
    value = office.values(MIGRAINE)["charts"][0]
    chart, bar = digest_of(value), digest_of(value["bars"][0])
    path = office.desk.project / MIGRAINE
    theirs = path.read_text(encoding="utf-8").replace(
        "      - {label: Botox, value: 44.8}\n", "      - {label: New, value: 3}\n      - {label: Botox, value: 44.8}\n"
    )
    path.write_text(theirs, encoding="utf-8")
    for within in ([chart, bar], [bar]):
        with pytest.raises(Refusal) as refused:
            office.ask("set", MIGRAINE, keys=keys, was=digest_of(None), value=True, within=within)
        assert (refused.value.status, refused.value.conflict) == (409, None)
        assert refused.value.told == (
            "Something else has just changed the list around “Charts 1: Bars 1: To compare with”. Load the page anew."
        )
    assert path.read_text(encoding="utf-8") == theirs


def test_a_conflict_shows_lists_and_entries_in_lines(office: Office) -> None:
    for verb, sent, mine, theirs in (
        ("set", {"keys": ["areas"], "value": ["jaw", "chin"]}, "jaw\nchin", "forehead\ntemples\nneck"),
        ("remove", {"keys": ["changes", 1]}, "", '{"day": "2026-11-22", "what": "First published."}'),
    ):
        with pytest.raises(Refusal) as refusal:
            office.ask(verb, MIGRAINE, was=digest_of("old"), **sent)
        conflict = refusal.value.conflict or {}
        assert (conflict["mine"], conflict["theirs"]) == (mine, theirs)


NO_FIELD = (400, "There is no such field. Load the page anew.")


@pytest.mark.parametrize(
    ("path", "keys", "told"),
    [
        (MIGRAINE, ["slug"], NO_FIELD),
        (MIGRAINE, ["charts", 0, "colour"], NO_FIELD),
        (MIGRAINE, ["charts", "title"], NO_FIELD),
        (MIGRAINE, ["short"], (400, "This is more than one field. Change each of them.")),
        ("content/data/practice.toml", ["deploy", "site_url"], NO_FIELD),
        ("content/data/glossary.toml", ["terms", "als", "colour"], NO_FIELD),
        ("content/data/glossary.toml", ["words", "als", "term"], (404, "This entry is not there any more. Load the page anew.")),
        ("content/data/sources.json", ["gone-2010", "title"], (404, "This entry is not there any more. Load the page anew.")),
        ("content/data/sources.json", [-1, "title"], (404, "This entry is not there any more. Load the page anew.")),
        ("content/data/sources.json", [], (404, "This entry is not there any more. Load the page anew.")),
        ("content/data/checks.toml", ["axe"], (400, "There is no form for content/data/checks.toml. Load the page anew.")),
        ("content/blocks/off-label.md", ["title"], (400, "There is no form for content/blocks/off-label.md. Load the page anew.")),
        ("deploy/target.toml", ["site_url"], (404, "That text is not there any more. Load the page anew.")),
    ],
)  # fmt: skip
def test_only_what_a_model_knows_is_set(
    office: Office, path: str, keys: list[str | int], told: tuple[int, str]
) -> None:
    assert office.refused("set", path, keys=keys, was=digest_of(None), value="x") == told


@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("set", {"keys": ["title"], "was": ""}),
        ("set", {"keys": [1.5], "was": "", "value": ""}),
        ("set", {"keys": ["title"], "was": "", "value": "", "name": "../x"}),
        ("add", {"keys": ["charts"], "at": "0"}),
        ("form", {"what": "deploy"}),
    ],
)
def test_a_request_of_another_form_is_refused(office: Office, verb: str, sent: dict[str, Any]) -> None:
    assert office.refused(verb, MIGRAINE, **sent) == (
        400,
        "The preview does not understand this page. Load the page anew.",
    )


def test_a_form_of_a_file_that_cannot_be_read_says_where(office: Office) -> None:
    (office.project / MIGRAINE).write_text("---\ntitle: a\n b: c: d\n---\n")
    status, told = office.refused("form", MIGRAINE, what="page")
    assert (status, told.partition(":")[0]) == (422, f"The header cannot be read, {MIGRAINE}, line 3")
    (office.project / "content/data/practice.toml").write_text('name = "a\n')
    status, told = office.refused("form", what="practice")
    assert (status, told.partition(":")[0]) == (422, "content/data/practice.toml cannot be read, line 1")


def test_no_text_can_end_the_header(office: Office) -> None:
    body = office.desk.text(MIGRAINE).partition("\n---\n")[2]
    form = office.form("page", MIGRAINE)
    at = form["fields"].index(field_at(form, ["summary"]))
    for text in ("---", "a\n---\nb", "a " * 60 + "--- " + "b " * 60):
        form = office.ask("set", MIGRAINE, keys=["summary"], was=form["fields"][at]["digest"], value=text)
        assert office.values(MIGRAINE)["summary"] == text
        assert office.desk.text(MIGRAINE).endswith(f"\n---\n{body}")


def test_a_source_that_gets_another_id_is_shown_under_it(office: Office) -> None:
    path = "content/data/sources.json"
    form = office.set(path, ["diener-2010", "id"], office.form("source", id="diener-2010"), lambda _: "diener-2011")
    assert form["keys"] == ["diener-2011"]
    form = office.set(path, ["diener-2011", "id"], form, lambda _: "")
    row = form["keys"][0]
    assert isinstance(row, int)
    form = office.set(path, [row, "id"], form, lambda _: "diener-2010")
    assert office.difference(path) == ([], [])


def test_a_file_keeps_its_line_ends_and_its_mark(office: Office) -> None:
    file = office.project / MIGRAINE
    raw = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(raw)
    office.set(MIGRAINE, ["nav_label"], office.form("page", MIGRAINE), lambda _: "New: word")
    assert file.read_bytes() == raw.replace(b"nav_label: Migraine\r\n", b'nav_label: "New: word"\r\n')
    assert [edit.label for edit in office.desk.journal.edits] == ["Botox for chronic migraine: Word for the menu"]


def test_what_is_taken_out_is_not_shown_but_its_list(office: Office) -> None:
    chart = office.ask("form", MIGRAINE, what="page", keys=["charts", 0])
    digest = digest_of(office.values(MIGRAINE)["charts"][0])
    form = office.ask("remove", MIGRAINE, keys=["charts", 0], was=digest, part=["charts", 0])
    assert chart["fields"][0]["keys"] == ["charts", 0, "id"]
    assert [field["keys"] for field in form["fields"]] == [["charts"]]


def test_what_another_program_saves_while_a_field_is_set_is_not_lost(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = office.desk.text(MIGRAINE).replace("order: 1", "order: 7")
    form = office.form("page", MIGRAINE)

    def save_theirs(*args: Any) -> str:
        (office.project / MIGRAINE).write_text(theirs, encoding="utf-8")
        return yaml_values.set_value(*args)

    with monkeypatch.context() as patched:
        patched.setattr(form_writing, "language_of", lambda _: SimpleNamespace(set_value=save_theirs))
        with pytest.raises(SavedMeanwhile):
            office.set(MIGRAINE, ["nav_label"], form, lambda _: "Mine")
    assert office.desk.text(MIGRAINE) == theirs
    office.set(MIGRAINE, ["nav_label"], form, lambda _: "Mine")  # as the preview does then
    assert office.desk.text(MIGRAINE) == theirs.replace("nav_label: Migraine", "nav_label: Mine")

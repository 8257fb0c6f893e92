"""New sources, words, reviewers and redirects by forms, and the list of all forms."""

from typing import Any

import pytest

from plugins.reading.source_entries import Source
from tests.support.form_office import MIGRAINE, SOURCES, Office, field_at, leaves
from tooling.editor.forms.descriptions import digest_of
from tooling.editor.forms.new_entries import free_name, name_of_source

GLOSSARY = "content/data/glossary.toml"
REVIEWERS, REDIRECTS = "content/data/reviewers.toml", "content/data/redirects.toml"


def values_of(form: dict[str, Any], filled: dict[str, Any]) -> dict[str, Any]:
    """Return what a browser sends for a new entry: every field of the blank form, filled in or as it is."""
    sent: dict[str, Any] = {}
    for field in form["fields"]:
        name = field["keys"][0]
        entries = [{inner["keys"][-1]: inner["value"] for inner in entry} for entry in field.get("items", ())]
        sent[name] = filled.get(name, entries if field["kind"] == "list" else field["value"])
    return sent


def test_a_new_source_is_the_last_one_and_holds_what_was_filled_in(office: Office) -> None:
    blank = office.form("source")
    assert blank["title"] == "New source"
    assert [field["keys"][0] for field in blank["fields"]] == [
        info.alias or name for name, info in Source.model_fields.items() if name != "id"
    ]
    filled = {
        "type": "article-journal",
        "title": 'A "study": #1',
        "author": [{"family": "Herd", "given": "C. P."}, {"family": "", "given": ""}],
        "issued": "2019-05",
        "DOI": "10.1000/1",
    }
    before = office.values(SOURCES)
    assert office.ask("new-source", values=values_of(blank, filled)) == {
        "id": "herd-2019-2",
        "what": "source",
        "file": office.desk.id_of(SOURCES),
    }
    assert office.values(SOURCES) == [
        *before,
        {
            "id": "herd-2019-2",
            "type": "article-journal",
            "title": 'A "study": #1',
            "author": [{"family": "Herd", "given": "C. P."}],
            "issued": {"date-parts": [[2019, 5]]},
            "DOI": "10.1000/1",
        },
    ]
    assert list(office.values(SOURCES)[-1])[:2] == ["id", "type"]
    gone, come = office.difference(SOURCES)
    assert gone == []
    assert len(come) == 20
    assert field_at(office.form("source", id="herd-2019-2"), ["herd-2019-2", "issued"])["value"] == "2019-05"


def test_a_new_source_may_still_be_empty(office: Office) -> None:
    assert office.ask("new-source", values={})["id"] == "source"
    assert office.values(SOURCES)[-1] == {"id": "source", "type": "", "title": ""}


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ({"author": [{"family": "Diener", "given": "H. C."}], "issued": {"date-parts": [[2010, 7]]}}, "diener-2010"),
        ({"author": [{"family": "de la Torre"}]}, "de-la-torre"),
        ({"author": [{"family": "Müller-Ångström"}], "issued": {"date-parts": [[2020]]}}, "muller-angstrom-2020"),
        ({"author": [{"literal": "U.S. Food and Drug Administration"}], "issued": "summer 2013"}, "fda-2013"),
        ({"author": [{"literal": "American Academy of Neurology (AAN)"}]}, "aan"),
        ({"author": [{"literal": "Allergan, Inc. (an AbbVie company)"}]}, "allergan-inc"),
        ({"container-title": "MedShadow", "issued": {"date-parts": [[2025, 11]]}}, "medshadow-2025"),
        ({"title": "How to treat, and when not to", "issued": ""}, "how-to-treat"),
        ({"title": "日本語"}, "source"),
        ({}, "source"),
    ],
)
def test_a_source_is_named_by_its_first_author_or_body_and_its_year(entry: dict[str, Any], name: str) -> None:
    assert name_of_source(entry) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name("fda-2013", {"fda-2013", "fda-2013-2"}) == "fda-2013-3"


def test_a_new_word_comes_to_its_place_among_the_others(office: Office) -> None:
    sent = values_of(office.form("word"), {"term": "Neck pain", "means": "Pain: in the neck.", "also": ["sore neck"]})
    assert office.ask("new-word", values=sent)["id"] == "neck-pain"
    assert office.difference(GLOSSARY) == (
        [],
        ["[terms.neck-pain]", 'term = "Neck pain"', 'means = "Pain: in the neck."', 'also = ["sore neck"]', ""],
    )
    names = list(office.values(GLOSSARY)["terms"])
    assert names[names.index("neck-pain") - 1 : names.index("neck-pain") + 2] == [
        "myasthenia-gravis",
        "neck-pain",
        "nih",
    ]


def test_a_word_that_is_there_already_gets_a_number(office: Office) -> None:
    assert office.ask("new-word", values={"term": "Placebo"})["id"] == "placebo-2"
    assert office.values(GLOSSARY)["terms"]["placebo-2"] == {"term": "Placebo", "means": ""}


def test_the_first_reviewer_comes_below_the_remarks(office: Office) -> None:
    sent = values_of(office.form("reviewer"), {"name": "Rosa Vidal", "credentials": "MD"})
    assert office.ask("new-reviewer", values=sent)["id"] == "rosa-vidal"
    gone, come = office.difference(REVIEWERS)
    assert gone == []
    assert [line for line in come if line] == ["[reviewers.rosa-vidal]", 'name = "Rosa Vidal"', 'credentials = "MD"']
    assert office.ask("new-reviewer", values={"name": "Ian Hall"})["id"] == "ian-hall"
    assert office.values(REVIEWERS)["reviewers"]["ian-hall"] == {"name": "Ian Hall", "credentials": ""}


@pytest.mark.parametrize("verb", ["new-source", "new-word", "new-reviewer"])
def test_a_new_entry_holds_only_what_its_model_knows(office: Office, verb: str) -> None:
    told = (400, "There is no such field. Load the page anew.")
    assert office.refused(verb, values={"colour": "red"}) == told


def test_redirects_are_added_changed_and_taken_out(office: Office) -> None:
    blank = office.form("redirects")["blank"]
    old = "/uses/old: #1/"
    form = office.ask("set", REDIRECTS, keys=["redirects", old], was=blank["field"]["digest"], value="/uses/new/")
    assert office.values(REDIRECTS) == {"redirects": {old: "/uses/new/"}}
    assert [(field["label"], field["value"]) for field in form["fields"]] == [(old, "/uses/new/")]
    form = office.set(REDIRECTS, ["redirects", old], form, lambda _: "/")
    assert office.values(REDIRECTS) == {"redirects": {old: "/"}}
    form = office.ask("remove", REDIRECTS, keys=["redirects", old], was=form["fields"][0]["digest"])
    assert form["fields"] == []
    assert office.difference(REDIRECTS) == ([], [])


def test_every_form_of_the_list_opens(office: Office) -> None:
    groups = office.ask("form", what="lists")["groups"]
    assert [group["label"] for group in groups] == [
        "Pages", "The practice", "Sources", "Words explained", "Reviewers", "Pages that moved",
    ]  # fmt: skip
    opened = 0
    for group in groups:
        for listed in group["forms"][::3]:
            form = office.ask("form", **{name: listed[name] for name in ("what", "file", "id", "keys")})
            assert form["file"] == listed["file"]
            assert form["fields"] or group["id"] == "redirects"
            opened += 1
    assert opened >= 25
    assert [group["id"] for group in office.ask("form", what="lists", id="words")["groups"]] == ["words"]


def test_a_form_may_be_a_part_of_a_page(office: Office) -> None:
    form = office.ask("form", MIGRAINE, what="page", keys=["charts", 0])
    assert [field["keys"][2] for field in form["fields"]][:4] == ["id", "title", "unit", "bars"]
    form = office.ask("form", MIGRAINE, what="page", keys=["status"])
    assert [field["kind"] for field in form["fields"]] == ["list"]
    told = (400, "There is no such field. Load the page anew.")
    assert office.refused("form", MIGRAINE, what="page", keys=["slug"]) == told


def test_the_practice_has_every_line_of_its_file_and_no_place_where_the_site_goes(office: Office) -> None:
    form = office.form("practice")
    shown = {"/".join(map(str, field["keys"])): field["value"] for field in leaves(form["fields"])}
    held = office.values("content/data/practice.toml")
    address = {f"address/{name}": value for name, value in held.pop("address").items()}
    assert shown == {**held, **address}
    assert "site_url" not in shown
    assert form["digest"] == digest_of(office.values("content/data/practice.toml"))


def test_each_field_that_stands_in_a_file_says_on_which_lines(office: Office) -> None:
    asked = [
        {"what": "page", "file": office.desk.id_of(MIGRAINE)},
        {"what": "practice"},
        {"what": "source", "id": "diener-2010"},
        {"what": "word", "id": "placebo"},
    ]
    for form in (office.ask("form", **each) for each in asked):
        lines = office.desk.text(form["path"]).split("\n")
        assert form["first"] <= form["last"] <= len(lines)
        stand = [field for field in leaves(form["fields"]) if "first" in field]
        assert all(form["first"] <= field["first"] <= field["last"] <= form["last"] for field in stand)
        assert {field["digest"] for field in leaves(form["fields"]) if "first" not in field} <= {digest_of(None)}
        for field in stand:
            name = str(field["keys"][-1])
            assert lines[field["first"] - 1][field["column"] - 1 :].lstrip('"').startswith(name), field
            told = next(iter(field["value"]), "") if isinstance(field["value"], list) else field["value"]
            if field["kind"] in ("text", "choice", "date", "texts", "sources") and told:
                assert str(told).split()[0] in "\n".join(lines[field["first"] - 1 : field["last"]]), field


def test_the_lines_of_a_value_end_before_the_next_one(office: Office) -> None:
    summary = field_at(office.form("page", MIGRAINE), ["summary"])
    assert (summary["first"], summary["last"], summary["column"]) == (5, 7, 1)
    bar = field_at(office.form("page", MIGRAINE), ["charts", 0, "bars", 1, "value"])
    assert bar["first"] == bar["last"]
    assert bar["column"] == 26

"""A form has every field of its model, with its words; it opens where a value breaks a rule, too."""

from typing import Any

import pytest
from pydantic import BaseModel

from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.article_parts import (
    Answer,
    Bar,
    Cell,
    Change,
    Chart,
    Choice,
    Evidence,
    Moment,
    Short,
    Status,
)
from plugins.reading.site_data import Address, Practice, Reviewer, Term
from plugins.reading.source_entries import Author, Source
from tooling.editor.forms.descriptions import (
    Field,
    Known,
    blank_of,
    describe_group,
    digest_of,
    kind_of,
    part_of,
    schema_of,
)
from tooling.editor.forms.form_values import read_value, show_value
from tooling.editor.not_possible import NotPossible

MODELS = (PageFields, ArticleFields, Status, Evidence, Answer, Short, Cell, Choice, Change, Moment, Bar, Chart,
          Practice, Address, Reviewer, Term, Source, Author)  # fmt: skip
KINDS = {
    PageFields: "title:text nav_label:text summary:long published:date updated:date order:whole draft:flag "
    "sources_checked:date next_review:date reviewer:choice reviewed:text confirm:texts",
    ArticleFields: "title:text nav_label:text summary:long published:date updated:date order:whole draft:flag "
    "sources_checked:date next_review:date reviewer:choice reviewed:text confirm:texts card_label:text areas:several "
    "condition:text specialty:choice status:list evidence:list short:group choices:list timeline:list charts:list changes:list",
    Status: "use:text ruling:choice who:text product:choice year:whole sources:sources",
    Evidence: "outcome:text grade:choice finding:text sources:sources",
    Answer: "answer:text detail:long sources:sources",
    Short: "works:group who:group first:group risks:group sure:group",
    Cell: "text:text sources:sources",
    Choice: "name:text this_page:flag what_it_is:group how_often:group may_do:group side_effects:group not_if:group status:group",
    Change: "day:date what:text",
    Moment: "when:text what:text effect:choice sources:sources",
    Bar: "label:text value:number comparison:flag",
    Chart: "id:text title:text unit:text bars:list people:whole product:text note:text sources:sources scale:number "
    "difference:long without_comparison:text",
    Practice: "name:text led_by:text byline:text site_title:text phone:text email:text corrections_email:text booking_url:text "
    "hours:texts address:group medical_license:text certifying_board:text",
    Address: "street:text city:text state:text postal_code:text",
    Reviewer: "name:text credentials:text role:text",
    Term: "term:text means:text also:texts",
    Source: "id:text type:choice title:long author:list container-title:text issued:issued volume:text issue:text page:text "
    "number:text DOI:text PMID:text PMCID:text ISBN:text ISSN:text URL:text note:text authors_incomplete:flag remarks:texts",
    Author: "family:text given:text literal:text non-dropping-particle:text",
}  # fmt: skip


def fields_of(model: type[BaseModel], values: object = None) -> dict[str, Field]:
    """Return the fields of a model's form by their names."""
    fields = describe_group(
        schema_of(model),
        values,
        (),
        Known(lambda name: {"herd-2019": "Herd CP 2019"}.get(name, name), {"rosa-vidal": "Rosa Vidal"}),
    )
    return {str(field["keys"][-1]): field for field in fields}


@pytest.mark.parametrize("model", MODELS)
def test_each_field_has_a_label_a_sentence_and_an_example(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        assert field.title, name
        assert len(field.title) <= 30, name
        assert field.description, name
        assert field.examples, name


@pytest.mark.parametrize("model", MODELS)
def test_no_two_fields_of_a_form_have_one_label(model: type[BaseModel]) -> None:
    labels = [field["label"] for field in fields_of(model).values()]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("model", MODELS)
def test_each_field_is_in_the_form_in_the_order_of_its_model_and_has_the_kind_of_its_type(
    model: type[BaseModel],
) -> None:
    assert " ".join(f"{name}:{field['kind']}" for name, field in fields_of(model).items()) == KINDS[model]


def test_a_field_says_what_a_browser_needs() -> None:
    assert fields_of(PageFields, {"nav_label": "Migraine"})["nav_label"] == {
        "keys": ["nav_label"],
        "label": "Word for the menu",
        "help": "One or two words for the menu.",
        "example": "Migraine",
        "kind": "text",
        "value": "Migraine",
        "digest": digest_of("Migraine"),
        "isRequired": True,
        "least": 1,
        "most": 16,
    }


def test_a_menu_has_words_and_says_that_a_field_may_be_empty() -> None:
    assert fields_of(Status)["ruling"]["options"] == [
        {"value": "", "label": "Choose one"},
        {"value": "approved", "label": "Approved"},
        {"value": "off-label", "label": "Off-label"},
    ]
    assert [option["label"] for option in fields_of(Status, {"ruling": "approved"})["ruling"]["options"]] == [
        "Approved",
        "Off-label",
    ]
    assert [option["label"] for option in fields_of(Status)["product"]["options"]] == [
        "None",
        "BOTOX",
        "BOTOX Cosmetic",
    ]
    assert fields_of(PageFields)["reviewer"]["options"][1:] == [{"value": "rosa-vidal", "label": "Rosa Vidal"}]


def test_a_menu_keeps_a_value_that_is_not_known() -> None:
    assert fields_of(Status, {"ruling": "aproved"})["ruling"]["options"][-1] == {"value": "aproved", "label": "aproved"}
    assert fields_of(Status, {"sources": ["herd-2019", "gone"]})["sources"]["options"] == [
        {"value": "herd-2019", "label": "Herd CP 2019"},
        {"value": "gone", "label": "gone"},
    ]


def test_a_form_opens_where_values_break_every_rule() -> None:
    broken: dict[str, Any] = {
        "title": 5,
        "summary": None,
        "order": "first",
        "draft": "maybe",
        "areas": "forehead",
        "status": "approved",
        "short": [],
        "charts": [{"bars": {"a": 1}}, "text", None],
        "published": {"year": 2026},
        "reviewed": True,
    }
    fields = fields_of(ArticleFields, broken)
    assert fields["title"]["value"] == "5"
    assert fields["summary"]["value"] == ""
    assert fields["order"]["value"] == "first"
    assert fields["draft"]["value"] is False
    assert fields["areas"]["value"] == ["forehead"]
    assert fields["status"]["items"] == []
    assert [field["value"] for field in fields["short"]["fields"][0]["fields"]] == ["", "", []]
    assert [len(item) for item in fields["charts"]["items"]] == [11, 11, 11]
    assert fields["published"]["value"] == '{"year": 2026}'
    assert fields["reviewed"]["value"] == "true"


def test_a_list_tells_the_digest_of_each_entry() -> None:
    entries = [{"day": "2026-11-22", "what": "First published."}, {"day": "2026-11-20", "what": "Begun."}]
    field = fields_of(ArticleFields, {"changes": entries})["changes"]
    assert field["digests"] == [digest_of(entry) for entry in entries]
    assert [item[1]["keys"] for item in field["items"]] == [["changes", 0, "what"], ["changes", 1, "what"]]


def test_a_digest_depends_on_the_value_and_not_on_the_order_of_names() -> None:
    values: list[object] = [None, "", 0, False, [], {}, "0", 1, 1.0, True]
    assert digest_of({"a": 1, "b": "ü"}) == digest_of({"b": "ü", "a": 1})
    assert len(set(map(digest_of, values))) == len(values)


def test_keys_that_a_model_does_not_know_lead_nowhere() -> None:
    schema = schema_of(ArticleFields)
    for keys in (
        ("titel",),
        ("charts", "title"),
        ("charts", 0, 0),
        ("charts", -1),
        ("title", "x"),
        (0,),
        ("short", "works", "x"),
    ):
        assert part_of(schema, keys) is None, keys
    found = part_of(schema, ("charts", 3, "bars", 0, "value"))
    assert found is not None
    assert kind_of(found[0]) == "number"


def test_a_new_entry_begins_with_its_required_fields() -> None:
    schema = schema_of(ArticleFields)["properties"]
    assert blank_of(schema["changes"]["items"], "2026-11-26") == {"day": "2026-11-26", "what": ""}
    assert blank_of(schema["status"]["items"], "") == {"use": "", "ruling": "", "who": "", "sources": []}
    assert blank_of(schema["choices"]["items"], "")["what_it_is"] == {"text": ""}


@pytest.mark.parametrize(
    ("kind", "in_file", "shown"),
    [
        ("text", "it's 9: #1\n", "it's 9: #1\n"),
        ("number", 44.8, 44.8),
        ("number", "44,8", "44,8"),
        ("whole", None, ""),
        ("whole", float("nan"), "NaN"),
        ("flag", True, True),
        ("texts", ["a", "b"], ["a", "b"]),
        ("sources", "herd-2019", ["herd-2019"]),
        ("issued", {"date-parts": [[2010, 7, 5]]}, "2010-07-05"),
        ("issued", {"date-parts": [["2010", 7]]}, "2010-07"),
        ("issued", {"date-parts": [[2010]]}, "2010"),
        ("issued", {"raw": "2010"}, '{"raw": "2010"}'),
        ("issued", None, ""),
        ("group", {"a": 1}, None),
    ],
)
def test_a_value_of_a_file_is_shown(kind: str, in_file: object, shown: object) -> None:
    assert show_value(kind, in_file) == shown


@pytest.mark.parametrize(
    ("kind", "sent", "in_file"),
    [
        ("text", "a\r\nb\rc", "a\nb\nc"),
        ("text", "e\u0301", "é"),
        ("text", None, ""),
        ("number", "44.80", 44.8),
        ("number", 9, 9),
        ("number", "9", 9),
        ("number", "9,5", "9,5"),
        ("number", "1e999", "1e999"),
        ("number", "", ""),
        ("whole", "1384", 1384),
        ("whole", "9.5", "9.5"),
        ("whole", 1e300, "1e+300"),
        ("flag", False, False),
        ("several", ["jaw", "neck"], ["jaw", "neck"]),
        ("issued", "2010-7", {"date-parts": [[2010, 7]]}),
        ("issued", "2010-07-05", {"date-parts": [[2010, 7, 5]]}),
        ("issued", "summer 2010", "summer 2010"),
        ("issued", "", ""),
    ],
)  # fmt: skip
def test_a_value_of_the_browser_is_read(kind: str, sent: object, in_file: object) -> None:
    read = read_value(kind, sent)
    assert (read, type(read)) == (in_file, type(in_file))


def test_a_date_of_a_source_keeps_what_stands_beside_it() -> None:
    before = {"date-parts": [[2010]], "circa": True}
    assert read_value("issued", "2011", before) == {"date-parts": [[2011]], "circa": True}


@pytest.mark.parametrize(
    ("kind", "sent", "told"),
    [
        ("text", 5, "The field takes text. Load the page anew."),
        ("flag", "true", "The field does not take a value of this kind. Load the page anew."),
        ("texts", "a", "The field does not take a value of this kind. Load the page anew."),
        ("texts", [1], "The field takes text. Load the page anew."),
        ("group", {}, "The field does not take a value of this kind. Load the page anew."),
        ("text", "\ud83d", "The text holds half a sign, which no file can hold. Type it anew."),
    ],
)
def test_a_value_that_no_field_of_its_kind_sends_is_refused(kind: str, sent: object, told: str) -> None:
    with pytest.raises(NotPossible) as refused:
        read_value(kind, sent)
    assert str(refused.value) == told

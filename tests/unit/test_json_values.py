"""A value of a JSON file is changed where it stands, and not a byte beside it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems.places import Keys
from plugins.reading.data_places import find_json_places
from tests.support.value_paths import HARD_TEXTS, TEXTS, paths
from tooling.editor.not_possible import NotPossible
from tooling.editor.values.json_values import add_item, move, read_values, remove, set_value
from tooling.editor.values.wanted_values import find, with_entry, with_moved, with_value, without

SOURCES = (Path(__file__).resolve().parents[2] / "content/data/sources.json").read_text()
ENTRIES = json.loads(SOURCES)
FEW = ENTRIES[:5]
ODD = """{"a" : 1e+5,
  "twice": "one", "b": [ {"x": "\\u00e9\\/"} , {"y": [[2010, 7]]} ], "twice": "two",
  "c": [
\t1,
\t[], {}, null, -0.0, NaN],
  "": {"":{"deep" :true}}}
"""
ORDER = ["id", "type", "title", "author", "container-title", "issued", "volume", "URL", "note"]


def write(values: Any, indent: int | None = 1) -> str:
    """Return values as other programs write them: in lines, or with no blank at all."""
    separators = (",", ":") if indent is None else None
    return json.dumps(values, indent=indent, ensure_ascii=False, separators=separators) + "\n" * (indent is not None)


TEXTS_OF_FILES = [write(FEW), write(FEW, 4), write(FEW, None), ODD]
PLACES = [(text, keys) for text in TEXTS_OF_FILES for keys in paths(json.loads(text))]
VALUES = st.recursive(
    TEXTS | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def around(text: str, keys: Keys) -> tuple[str, str]:
    """Return what stands before a value and behind it."""
    line, column = find_json_places(text)[0].places[keys]
    start = sum(len(other) + 1 for other in text.split("\n")[: line - 1]) + column - 1
    return text[:start], text[json.JSONDecoder().raw_decode(text, start)[1] :]


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal, NaN too, and numbers of one type."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def test_the_sources_are_written_as_these_tests_write_them() -> None:
    assert write(ENTRIES) == SOURCES


@pytest.mark.fuzz
@given(st.sampled_from(PLACES), VALUES)
def test_any_value_reads_back_and_nothing_else_moves(place: tuple[str, Keys], value: Any) -> None:
    text, keys = place
    before, behind = around(text, keys)
    new = set_value(text, keys, value)
    assert is_same(json.loads(new), with_value(json.loads(text), keys, value))
    assert new.startswith(before)
    assert new.endswith(behind)


PARTS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\[\]{},:" ]+')


@pytest.mark.fuzz
@given(VALUES, st.lists(st.sampled_from(["", " ", "\n", "\n\t", "  "]), min_size=1), st.booleans())
def test_a_file_in_any_layout_can_be_changed_and_changed_back(value: Any, blanks: list[str], is_ascii: bool) -> None:
    values = [value, {"a": [value, 1, []]}]
    parts = PARTS.findall(json.dumps(values, ensure_ascii=is_ascii))
    text = "".join(part + blanks[at % len(blanks)] for at, part in enumerate(parts))
    for keys, old in paths(values).items():
        before, behind = around(text, keys)
        new = set_value(text, keys, "new")
        assert new == f'{before}"new"{behind}' or isinstance(old, str)
        assert set_value(text, keys, old) == text
        if isinstance(old, list) and old:
            assert remove(add_item(text, keys, 1, {"b": [2]}), (*keys, 1)) == text
            assert move(move(text, (*keys, 0), len(old) - 1), (*keys, len(old) - 1), 0) == text
        if isinstance(old, dict) and old:
            assert remove(set_value(text, (*keys, "new one"), ["x"]), (*keys, "new one")) == text


@pytest.mark.parametrize("text", TEXTS_OF_FILES, ids=["lines", "wide", "minified", "odd"])
def test_every_text_can_be_changed_and_changed_back(text: str) -> None:
    texts = [keys for keys, value in paths(json.loads(text)).items() if isinstance(value, str) and keys[-1] != "x"]
    for number, keys in enumerate(texts):
        old = find(json.loads(text), keys)
        new = set_value(text, keys, HARD_TEXTS[number % len(HARD_TEXTS)] + "\n")
        assert new.count("\n") == text.count("\n")
        assert set_value(new, keys, old) == text


@pytest.mark.parametrize("text", TEXTS_OF_FILES, ids=["lines", "wide", "minified", "odd"])
def test_every_value_put_where_it_stands_changes_no_byte(text: str) -> None:
    values = json.loads(text)
    for keys, value in paths(values).items():
        assert value is None or set_value(text, keys, value) == text
    assert set_value(text, (), values) == text


@pytest.mark.parametrize("indent", [1, 2, 4, None])
def test_a_field_comes_out_and_back_to_its_place(indent: int | None) -> None:
    values = {entry["id"]: {name: entry[name] for name in ORDER if name in entry} for entry in FEW}
    text = write(values, indent)
    for keys in [keys for keys in paths(values) if len(keys) == 2]:
        taken = remove(text, keys)
        assert taken == write(without(values, keys), indent)
        assert set_value(taken, keys, find(values, keys), ORDER) == text
        assert set_value(text, keys, None) == taken


@pytest.mark.parametrize("indent", [1, 2, 4, None])
def test_an_entry_is_added_removed_and_moved_as_the_file_is_written(indent: int | None) -> None:
    text = write(FEW, indent)
    lists: list[Keys] = [(), *(keys for keys, value in paths(FEW).items() if isinstance(value, list))]
    for keys in lists:
        entries = find(FEW, keys)
        value = entries[0]
        for at in range(len(entries) + 1):
            new = add_item(text, keys, at, value)
            assert new == write(with_entry(FEW, keys, at, value), indent)
            assert remove(new, (*keys, at)) == text
        for to in range(len(entries)):
            new = move(text, (*keys, 0), to)
            assert new == write(with_moved(FEW, (*keys, 0), to), indent)
            assert move(new, (*keys, to), 0) == text


def test_a_new_source_is_written_as_the_others_are() -> None:
    new: Any = {
        "id": "new",
        "type": "book",
        "title": "Ä “x”",
        "author": [{"family": "Doe"}],
        "issued": {"date-parts": [[2010, 7]]},
    }
    assert add_item(SOURCES, (), len(ENTRIES), new) == write([*ENTRIES, new])
    assert add_item(SOURCES, (), 7, new) == write([*ENTRIES[:7], new, *ENTRIES[7:]])


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ('[\n {"a": 1, "d": [[1, 2]]}\n]\n', '[\n {"a": 1, "d": [[1, 2]]},\n {"a": 2, "d": [[3]]}\n]\n'),
        ('[{"d":[[1,2]]}]', '[{"d":[[1,2]]},{"a":2,"d":[[3]]}]'),
        ('[\n\t{\n\t\t"d": [[1, 2]]\n\t}]', '[\n\t{\n\t\t"d": [[1, 2]]\n\t},\n\t{\n\t\t"a": 2,\n\t\t"d": [[3]]\n\t}]'),
        ('[{ "d" : [] }\n,{ "d" : [ [1] ] }\n]', '[{ "d" : [] }\n,{ "d" : [ [1] ] }\n,{ "a" : 2, "d" : [ [3] ] }\n]'),
    ],
    ids=["lines of one entry", "minified", "tabs", "commas first"],
)
def test_an_entry_looks_like_its_neighbours(text: str, changed: str) -> None:
    value: Any = {"a": 2, "d": [[3]]}
    assert add_item(text, (), len(json.loads(text)), value) == changed


@pytest.mark.parametrize(
    ("text", "keys", "value", "changed"),
    [
        ('{"a": "\\u00e9 \\/ old"}', ("a",), "é / new", '{"a": "\\u00e9 \\/ new"}'),
        ('{"a": "\\ud83c\\udf89x"}', ("a",), "🎉é", '{"a": "\\ud83c\\udf89\\u00e9"}'),
        ('{"a": "é\\u00e9x"}', ("a",), "éé🎉", '{"a": "é\\u00e9🎉"}'),
        ('{"a": 1, "a": 2}', ("a",), 3, '{"a": 1, "a": 3}'),
        ('{"a": null}', ("a", "b"), [1], '{"a": {"b": [1]}}'),
        ('{"a": [ ]}', ("b", "c"), {"d": None, "e": ""}, '{"a": [ ], "b": {"c": {"e": ""}}}'),
        ('{"a": {"b": null, "c": 1}}', ("a",), {"b": None, "d": 1}, '{"a": {"b": null, "d": 1}}'),
        ('[1, 2, 3, 4]', (), [1, 3, 4], "[1, 3, 4]"),
        ("[1,\n 2]", (), [0, 1, 2], "[0,\n 1,\n 2]"),
        ("[1, null]", (0,), None, "[null, null]"),
        ('{"b":1}', ("a",), 2, '{"b":1,"a":2}'),
        ('"x"', (), {"a": []}, '{"a": []}'),
        ("{}\n", ("a",), "", '{\n "a": ""\n}\n'),
        ("[]", (), [{"a": [1]}], '[\n {\n  "a": [\n   1\n  ]\n }\n]'),
    ],
)  # fmt: skip
def test_a_value_is_put_in_its_place(text: str, keys: Keys, value: Any, changed: str) -> None:
    assert set_value(text, keys, value) == changed


def test_a_missing_list_is_made_and_a_name_that_stands_twice_goes_twice() -> None:
    assert add_item('{"a":[]}', ("a",), 0, "x") == '{"a":["x"]}'
    assert add_item('{"a":null}', ("a",), 0, "x") == '{"a":["x"]}'
    assert add_item('{"b": 1}', ("a", "c"), 0, "x") == '{"b": 1, "a": {"c": ["x"]}}'
    assert remove('{"a":1,"a":2,"b":3}', ("a",)) == '{"b":3}'
    assert remove("[\n 1\n]", (0,)) == "[]"
    assert set_value("{}", ("a",), None) == "{}"


GONE = "What should be changed is not in the file any more. Open the form again."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda: read_values("[1,]"), "The file cannot be read as JSON. Put that right first, in a text editor."),
        (lambda: set_value("[" * 100_000, (), 1), "The file cannot be read as JSON. Put that right first, in a text editor."),
        (lambda: set_value("[1]", (1,), 1), GONE),
        (lambda: set_value("[1]", ("a",), 1), GONE),
        (lambda: set_value('{"a": 1}', ("a", "b"), 1), GONE),
        (lambda: add_item('{"a": 1}', ("a",), 0, 1), GONE),
        (lambda: add_item("[]", (), 1, 1), GONE),
        (lambda: remove("{}", ("a",)), GONE),
        (lambda: remove("[]", ()), GONE),
        (lambda: move("[1, 2]", (0,), 2), GONE),
        (lambda: move("[1, 2]", (2,), 0), GONE),
        (lambda: set_value("[1]", (0,), "\ud83d"), "This text holds half a sign, which no file can hold. Type it anew."),
        (lambda: set_value("[1]", (0,), float("nan")), "nan is no number that a JSON file can hold. Type it anew."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told(change: Any, told: str) -> None:
    with pytest.raises(NotPossible) as caught:
        change()
    assert str(caught.value) == told

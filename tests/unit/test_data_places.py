"""Where each value of a data file stands: what an editor has to look for."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plugins.reading.data_places import find_json_places, find_toml_places
from tests.support.value_paths import paths

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_each_value_of_a_json_file_is_found_where_it_stands(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    found, twice = find_json_places(text)
    lines, expected = text.split("\n"), paths(value)
    assert found.places.keys() == expected.keys()
    assert twice == []
    for keys, inner in expected.items():
        line, column = found.places[keys]
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        assert json.JSONDecoder().raw_decode(rest)[0] == inner


def test_each_field_of_a_toml_file_has_its_place() -> None:
    text = (
        'a = 1\n"é b" = { x = 1, y.z = [1, # one\n 2] }\n[t."a.b"]\n  c = "x"\n[[l]]\np = 1\n[[l]]\np = 2\n[l.q]\nr = 3'
    )
    found = find_toml_places(text)
    for keys, name, value in (
        (("a",), (1, 1), (1, 5)),
        (("é b", "x"), (2, 11), (2, 15)),
        (("t", "a.b", "c"), (5, 3), (5, 7)),
        (("l", 1, "p"), (9, 1), (9, 5)),
        (("l", 1, "q", "r"), (11, 1), (11, 5)),
    ):
        assert (found.key_places[keys], found.places[keys]) == (name, value)
    assert found.find(("é b", "y", "z", 1)) == (3, 2)
    assert found.find(("t", "a.b", "missing")) == (4, 1)
    assert found.find(("l", 1, "q", "missing")) == (10, 1)
    assert found.find(("missing",)) == (1, 1)


def test_a_field_has_its_place_behind_what_the_grammars_do_not_know() -> None:
    found, _ = find_json_places('{"a": [1e+5, NaN, -Infinity, "1e+5 \\" NaN"], "b": 1}')
    assert found.places[("b",)] == (1, 51)
    toml = find_toml_places('a = """x \\  \n  \\\\  \n"""\nb = 1')
    assert toml.places[("b",)] == (4, 5)


def test_each_field_of_a_json_file_has_its_place() -> None:
    found, twice = find_json_places('[\n {"é": "x", "b": [1,\n  {"c": 2}]},\n {"b": 1, "b": 2}]')
    for keys, name, value in (
        ((0, "é"), (2, 3), (2, 8)),
        ((0, "b", 1, "c"), (3, 4), (3, 9)),
        ((1, "b"), (4, 11), (4, 16)),
    ):
        assert (found.key_places[keys], found.places[keys]) == (name, value)
    assert found.find((0, "b", 0)) == (2, 19)
    assert found.find((1, "missing")) == (4, 2)
    assert twice == [(1, "b")]


def test_the_insides_of_one_entry_are_found_without_those_of_others() -> None:
    text = json.dumps([{"a": [1, {"b": 2}]}, {"a": [3, {"b": 4}]}, 5], indent=1)
    whole, within = find_json_places(text)[0], find_json_places(text, (1,))[0]
    beside = {(0, "a"), (0, "a", 0), (0, "a", 1), (0, "a", 1, "b")}
    assert within.places == {keys: place for keys, place in whole.places.items() if keys not in beside}

"""An entry of a list of a TOML file comes, goes and moves with the comment behind it, and no other line does."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems.places import Keys
from tests.support.odd_toml import ODD, replaced
from tooling.editor.values.toml_values import add_item, move, remove, set_value


@pytest.mark.parametrize(
    ("keys", "at", "old", "new"),
    [
        (("t", "x", "y"), 0, "# open\n", '# open\n  "new",\n'),
        (("t", "x", "y"), 1, "# behind 1\n", '# behind 1\n  "new",\n'),
        (("t", "x", "y"), 2, '"2" # behind 2\n', '"2", # behind 2\n  "new"\n'),
        (("t", "x", "two"), 0, '["a",', '["new",\n  "a",'),
        (("t", "x", "two"), 1, '["a",', '["a",\n  "new",'),
        (("t", "x", "two"), 3, '"c",', '"c", "new",'),
    ],
)
def test_an_entry_is_added_as_its_neighbours_are_written(keys: Keys, at: int, old: str, new: str) -> None:
    assert add_item(ODD, keys, at, "new") == replaced(old, new)


BLANKS = st.sampled_from(["", " ", "\n", "\n  ", " # behind\n", "\n  # alone\n  "])
ENTRY = st.tuples(
    BLANKS, st.sampled_from(["1", '"a"', "'b'", "[1, 2]", "{ x = 1 }", '"""\nlong"""', "[ # in\n]"]), BLANKS
)


@pytest.mark.fuzz
@given(st.lists(ENTRY, max_size=5), st.booleans(), BLANKS, st.data())
def test_a_list_in_any_layout_keeps_its_comments(
    pieces: list[tuple[str, str, str]], is_ended: bool, end: str, data: st.DataObject
) -> None:
    listed = ",".join("".join(piece) for piece in pieces) + ("," if pieces and is_ended else "") + end
    text = f"# first\na = [{listed}] # last\nb = 1\n"
    entries = tomllib.loads(text)["a"]
    at = data.draw(st.integers(0, len(entries)))
    added = add_item(text, ("a",), at, "new")
    assert tomllib.loads(added) == {"a": [*entries[:at], "new", *entries[at:]], "b": 1}
    assert added.count("#") == text.count("#")
    assert tomllib.loads(set_value(text, ("a",), ["x", *entries, "y"])) == {"a": ["x", *entries, "y"], "b": 1}
    if at < len(entries):
        removed = remove(text, ("a", at))
        assert tomllib.loads(removed) == {"a": [*entries[:at], *entries[at + 1 :]], "b": 1}
        assert removed.count("# alone") == text.count("# alone")
        moved = move(text, ("a", at), 0)
        assert tomllib.loads(moved) == {"a": [entries[at], *entries[:at], *entries[at + 1 :]], "b": 1}
        assert moved.count("#") == text.count("#")
        assert move(moved, ("a", 0), at) == text


def test_an_entry_with_a_header_is_added_and_moved_with_the_groups_in_it() -> None:
    value: Any = {"k": "new", "sub": {"i": 1}}
    group = '[[l]]\nk = "new"\n\n[l.sub]\ni = 1\n'
    first = "[[l]]\nk = 1979-05-27\nf = -0.0\n  [l.sub]\n  i = nan # far\n"
    second = '[[l]]\nk = "second"\n'
    assert add_item(ODD, ("l",), 1, value) == replaced(second, group + second)
    assert add_item(ODD, ("l",), 2, value) == replaced(second, second + group)
    assert move(ODD, ("l", 0), 1) == replaced(first + second, second + first)
    assert remove(ODD, ("l", 0)) == replaced(first, "")


def test_a_comment_behind_an_entry_moves_with_it_and_one_in_its_own_line_stays() -> None:
    old = '  "1", # behind 1\n  # above 2\n  "2" # behind 2\n'
    assert move(ODD, ("t", "x", "y", 1), 0) == replaced(old, '  "2", # behind 2\n  # above 2\n  "1" # behind 1\n')
    assert remove(ODD, ("t", "x", "y", 0)) == replaced(old, '  # above 2\n  "2" # behind 2\n')
    assert remove(ODD, ("t", "x", "y", 1)) == replaced(old, '  "1" # behind 1\n  # above 2\n')


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("a = [ # f\n 1 # one\n , 2 ]\n", "a = [ # f\n  # one\n  2 ]\n"),
        ("a = [1]", "a = []"),
        ("a = [1, ]", "a = []"),
        ("a = [\n  1,\n  2,\n]", "a = [\n  2,\n]"),
        ("a = [\n  1, # one\n]", "a = [\n]"),
        ("[[a]]\n\n[b]\n# end", "[b]\n# end"),
        ("# top\n\n[[a]]\n", "# top\n"),
        ("x = 1\n[[a]]\n", "x = 1\n"),
    ],
)
def test_the_first_entry_of_a_list_is_removed(text: str, changed: str) -> None:
    assert remove(text, ("a", 0)) == changed


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("a = []\n", "a = ['x']\n"),
        ("a = [ # none yet\n]", "a = [ # none yet\n  'x',\n]"),
        ("a = ['b']", "a = ['x', 'b']"),
        ("a = ['b', # b\n]", "a = ['x', 'b', # b\n]"),
        ("[t]\n", "a = ['x']\n\n[t]\n"),
        ("# top\n[t]\n", "# top\na = ['x']\n\n[t]\n"),
        ("", "a = ['x']\n"),
        ("b=1", "b=1\na=['x']"),
        ("# only this", "# only this\n\na = ['x']"),
    ],
)
def test_an_entry_is_put_first_into_a_list_that_is_made_where_there_is_none(text: str, changed: str) -> None:
    assert add_item(text, ("a",), 0, "x") == changed.replace("'x'", "'x'" if "'b'" in text else '"x"')

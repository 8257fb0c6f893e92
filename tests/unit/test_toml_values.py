"""A value of a TOML file is changed where it stands; comments, order, quotes and blank lines stay."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems.places import Keys
from plugins.reading.data_places import find_toml_places
from tests.support.odd_toml import ODD, replaced
from tests.support.value_paths import HARD_TEXTS, TEXTS, paths
from tooling.editor.not_possible import NotPossible
from tooling.editor.values.toml_values import add_item, move, read_values, remove, set_value
from tooling.editor.values.wanted_values import find, is_same, with_value

DATA = Path(__file__).resolve().parents[2] / "content/data"
FILES = {path.stem: path.read_text() for path in sorted(DATA.glob("*.toml"))}
TEXTS_OF_FILES = {**FILES, "odd": ODD}
SHORT = {**TEXTS_OF_FILES, "glossary": "\n\n".join(FILES["glossary"].split("\n\n")[:12]) + "\n"}
PLACES = [(name, keys) for name, text in TEXTS_OF_FILES.items() for keys in paths(tomllib.loads(text))]
VALUES = st.recursive(
    TEXTS | st.integers() | st.floats() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def comments(text: str) -> list[str]:
    """Return the lines that are comments, of texts in which no value looks like one."""
    return [line for line in text.split("\n") if line.lstrip().startswith("#")]


@pytest.mark.fuzz
@given(st.sampled_from(PLACES), VALUES)
def test_any_value_reads_back_and_no_other_one_moves(place: tuple[str, Keys], value: Any) -> None:
    text, keys = TEXTS_OF_FILES[place[0]], place[1]
    wanted = with_value(tomllib.loads(text), keys, value)
    try:
        new = set_value(text, keys, value)
    except NotPossible:
        assert keys[:-1] == ("l",)  # an entry with a header cannot become a text
        assert not isinstance(value, dict)
        return
    found = tomllib.loads(new)
    assert is_same(found, wanted) or value in ([], {})
    assert [line for line in comments(ODD) if line not in new.split("\n")] == [] or place[0] != "odd" or keys[0] == "t"


@pytest.mark.fuzz
@given(st.sampled_from([(name, keys) for name, keys in PLACES if name != "odd"]), TEXTS)
def test_any_text_changes_one_line_of_a_file_and_can_be_changed_back(place: tuple[str, Keys], value: str) -> None:
    text, keys = TEXTS_OF_FILES[place[0]], place[1]
    old = find(tomllib.loads(text), keys)
    if not isinstance(old, str):
        return
    line, column = find_toml_places(text).places[keys]
    new = set_value(text, keys, value)
    lines, changed = text.split("\n"), new.split("\n")
    assert changed[: line - 1] + changed[line:] == lines[: line - 1] + lines[line:]
    assert changed[line - 1][: column - 1] == lines[line - 1][: column - 1]
    assert set_value(new, keys, old) == text


def test_every_text_of_a_file_can_be_changed() -> None:
    number = 0
    for name, text in SHORT.items():
        values = tomllib.loads(text)
        for keys in [keys for keys, value in paths(values).items() if isinstance(value, str)]:
            number += 1
            value = HARD_TEXTS[number % len(HARD_TEXTS)]
            new = set_value(text, keys, value)
            assert is_same(tomllib.loads(new), with_value(values, keys, value))
            assert comments(new) == comments(text) or name == "odd"


def test_every_value_put_where_it_stands_changes_no_byte() -> None:
    for text in SHORT.values():
        values = tomllib.loads(text)
        for keys, value in paths(values).items():
            assert set_value(text, keys, value) == text
        assert set_value(text, (), values) == text


@pytest.mark.parametrize("name", ["aaa", "eye-twitching", "zzz"])
def test_a_new_word_comes_to_its_place_in_the_alphabet_and_goes_without_a_trace(name: str) -> None:
    text = FILES["glossary"]
    value: Any = {"term": 'a "b"', "also": ["c", "d"], "means": "e", "none": None}
    new = set_value(text, ("terms", name), value)
    group = f'[terms.{name}]\nterm = "a \\"b\\""\nalso = ["c", "d"]\nmeans = "e"\n'
    behind = next((line for line in text.split("\n") if line > f"[terms.{name}]" and line.startswith("[")), None)
    assert new == (text.replace(behind, f"{group}\n{behind}") if behind else f"{text}\n{group}")
    assert remove(new, ("terms", name)) == text


def test_each_word_goes_with_one_blank_line_and_comes_back() -> None:
    text = SHORT["glossary"]
    groups = text.split("\n\n")
    for name, value in tomllib.loads(text)["terms"].items():
        taken = remove(text, ("terms", name))
        assert taken.rstrip("\n").split("\n\n") == [
            group.rstrip("\n") for group in groups if not group.startswith(f"[terms.{name}]\n")
        ]
        assert set_value(taken, ("terms", name), value) == text


def test_a_field_of_a_word_comes_out_and_back_to_its_place() -> None:
    text = SHORT["glossary"]
    for keys, value in paths(tomllib.loads(text)).items():
        if len(keys) == 3:
            taken = set_value(text, keys, None)
            assert len(taken.split("\n")) == len(text.split("\n")) - 1
            assert set_value(taken, keys, value, ["term", "also", "means"]) == text


def test_the_first_reviewer_and_the_first_redirect_find_their_place() -> None:
    text = FILES["reviewers"]
    first = set_value(text, ("reviewers", "jane-doe"), {"name": "Jane Doe", "credentials": "MD"})
    assert first == text + '\n[reviewers.jane-doe]\nname = "Jane Doe"\ncredentials = "MD"\n'
    second = set_value(first, ("reviewers", "al"), {"name": "Al"})
    assert second == first + '\n[reviewers.al]\nname = "Al"\n'
    assert remove(remove(second, ("reviewers", "al")), ("reviewers", "jane-doe")) == text
    text = FILES["redirects"]
    first = set_value(text, ("redirects", "/uses/old/"), "/uses/new/")
    assert first == text + '"/uses/old/" = "/uses/new/"\n'
    second = set_value(first, ("redirects", "/a/"), "/b/")
    assert second == first + '"/a/" = "/b/"\n'
    assert remove(remove(second, ("redirects", "/a/")), ("redirects", "/uses/old/")) == text


def test_the_hours_of_the_practice_are_listed_and_moved() -> None:
    text = FILES["practice"]
    one = add_item(text, ("hours",), 0, "Monday")
    assert one == text.replace("hours = []", 'hours = ["Monday"]')
    three = set_value(one, ("hours",), ["Sunday", "Monday", 'Tuesday "late"'])
    assert three == text.replace("hours = []", 'hours = ["Sunday", "Monday", "Tuesday \\"late\\""]')
    assert move(three, ("hours", 2), 0) == text.replace(
        "hours = []", 'hours = ["Tuesday \\"late\\"", "Sunday", "Monday"]'
    )
    assert remove(one, ("hours", 0)) == text


@pytest.mark.parametrize(
    ("keys", "value", "old", "new"),
    [
        (("a", "b"), 2, "a.b = 1 # one", "a.b = 2 # one"),
        (("a", "c"), "x", "a.b = 1 # one\n", 'a.b = 1 # one\na.c = "x"\n'),
        (("q . r",), "it\\s", "'li\\t'", "'it\\s'"),
        (("q . r",), "it's", "'li\\t'", '"it\'s"'),
        (("s 2",), True, 's=""\n', 's=""\n"s 2"=true\n'),
        (("t", "x", "z", "a"), "2", 'a = "1"', 'a = "2"'),
        (("t", "x", "z", "b", "é"), [1, {}], 'b.c = "x", d', 'b.c = "x", b."é" = [1, {}], d'),
        (("t", "x", "z", "d", 1, "g"), 1.5, "{ e = 1 }, {}", "{ e = 1 }, { g = 1.5 }"),
        (("t", "x", "m"), "hello world! # no comment\n", "w\\u006Frld", "w\\u006Frld!"),
        (("t", "x", "m"), 'oh, "hello" world # no comment\n', "\nhello \\\n", '\noh, "hello" \\\n'),
        (("t", "x", "m"), "hello w\x00o\\rld # no comment\n", "w\\u006Frld", "w\\u0000o\\\\rld"),
        (("t", "x", "m"), 'hello """', 'hello \\\n   w\\u006Frld # no comment\n"""', 'hello \\\n   \\"\\"\\""""'),
        (("t", "x", "n"), "it's 'so", "'''it's \"so\"'''", "'''it's 'so'''"),
        (("t", "x", "n"), "it's '''so", "'''it's \"so\"'''", '"""it\'s \'\'\'so"""'),
        (("l", 0, "sub", "i"), 1, "i = nan", "i = 1"),
        (("l", 0, "sub", "j"), 1, "i = nan # far\n", "i = nan # far\n  j = 1\n"),
        (("l", 1, "k"), ["x"], '"second"', '["x"]'),
        (("empty", "x"), {"y": 1}, "[empty]\n", "[empty]\n[empty.x]\ny = 1\n"),
        (("u",), {"y": {"z": 1}}, "[empty]\n", "[empty]\n[u.y]\nz = 1\n"),
        (("empty", "y"), "", "[empty]\n", '[empty]\ny = ""\n'),
        (("t", "v"), 1, 'w = "x"\n', 'w = "x"\nv = 1\n'),
    ],
)  # fmt: skip
def test_a_value_is_put_in_its_place_and_nothing_beside_it_moves(keys: Keys, value: Any, old: str, new: str) -> None:
    assert set_value(ODD, keys, value) == replaced(old, new)


def test_what_is_added_anywhere_goes_again_without_a_trace() -> None:
    for text in SHORT.values():
        for keys, value in {(): tomllib.loads(text), **paths(tomllib.loads(text))}.items():
            if isinstance(value, dict) and keys != ("terms",):  # which gets the header that it does not have
                assert remove(set_value(text, (*keys, "new"), "x"), (*keys, "new")) == text
            for at in range(len(value) + 1) if isinstance(value, list) else ():
                entry: Any = {"new": "x"} if keys == ("l",) else "x"
                assert remove(add_item(text, keys, at, entry), (*keys, at)) == text


TORN = "The file cannot be read as TOML. Put that right first, in a text editor."
HEADERS = 'Each entry of this list is a group below a line "[[...]]". Fill in the fields of the group.'
GONE = "What should be changed is not in the file any more. Open the form again."
HALF = "This text holds half a sign, which no file can hold. Type it anew."
EMPTY = "An entry of a list in a TOML file cannot be empty. Fill it in, or remove it."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda: read_values("a = "), TORN),
        (lambda: set_value("a = 1\na = 2", ("a",), 1), TORN),
        (lambda: set_value("a = " + "[" * 5000 + "]" * 5000, ("a",), 1), TORN),
        (lambda: set_value(ODD, ("l", 0), "x"), HEADERS),
        (lambda: add_item(ODD, ("l",), 0, "x"), HEADERS),
        (lambda: set_value(ODD, ("l", 2), {}), GONE),
        (lambda: remove(ODD, ("t", "x", "a")), GONE),
        (lambda: move(ODD, ("t", "x", "y", 0), 2), GONE),
        (lambda: set_value(ODD, ("s",), "\ud83d"), HALF),
        (lambda: set_value(ODD, ("new",), {"\ud83d": 1}), HALF),
        (lambda: set_value(ODD, ("s",), [None]), EMPTY),
    ],
)
def test_what_cannot_be_done_is_told(change: Any, told: str) -> None:
    with pytest.raises(NotPossible) as caught:
        change()
    assert str(caught.value) == told

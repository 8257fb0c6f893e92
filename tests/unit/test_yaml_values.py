"""A value of a header is changed where it stands; comments, order, quotes and all other lines stay."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems.places import Keys
from plugins.reading.front_matter import UNREADABLE, parse_header, split_front_matter
from plugins.reading.signs import read_composed
from plugins.reading.text import find_signs
from tests.support.value_paths import HARD_TEXTS, TEXTS, paths
from tooling.editor.not_possible import NotPossible
from tooling.editor.pages.new_pages import Kind, NewPage, draft_text
from tooling.editor.values.wanted_values import find, is_same, with_entry, with_moved, with_value, without
from tooling.editor.values.yaml_values import add_item, move, read_values, remove, set_value

CONTENT = Path(__file__).resolve().parents[2] / "content"
ODD = """# top
title:   Hello   # end
"odd name": 'single ''quoted'' text'
fold: >- # note
    One two three four five
    six seven eight nine

    ten eleven twelve
# between

empty: # a note
tilde: ~
charts: []  # none yet
multi: [
  a,   # about a
  b,
  # about c
  c
]
spaced: [ x, y ,
  z ]
group: {
  a: 1, # one
  b: "two",
  c: {d: [], e: {}, f: , g}
}
status:
  # the list

  # about first
  - use: one
    sources: [a, b]  # two
    cell: {text: "x, y", sources: [b], z: }

  # about second
  - use: two
    # deep

  -
    use: three
    who:
      plain on the
      next line
  - {use: four}
  # after the list
level:
- a
# mid
- b: 1
  c: >-
    folded here
    and there
-
- "q"
plain: First line has text that
  goes on in the

  next one
double: "First \\"line\\" goes
  on here"
single: 'First line goes
  on ''here'' too'
one: a
literal: |
  a

    b
  c
deep:
    four:
        x: 1
        y:
            - p
            - q
last: >
  the end
  of it
"""


def header_of(text: str) -> str:
    """Return what stands between the fences of a page."""
    return split_front_matter(text)[0] or ""


def draft_of(kind: Kind) -> str:
    """Return the header of a new page, with a comment above each field."""
    return header_of(draft_text(NewPage("Botox for eye twitching", kind), date(2026, 11, 26), 5))


PAGES = {
    path.relative_to(CONTENT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(CONTENT.rglob("*.md"))
}
REAL = {name: header_of(text) for name, text in PAGES.items() if text.startswith("---\n")}
HEADERS = {**REAL, "use": draft_of("use"), "page": draft_of("page"), "odd": ODD}
READ = {name: parse_header(text) for name, text in HEADERS.items()}
VALUES = {name: paths(header.values) for name, header in READ.items()}
PLACES = [(name, keys) for name, values in VALUES.items() for keys in values]
SCALARS = [(name, keys) for name, keys in PLACES if not isinstance(VALUES[name][keys], list | dict)]
LISTS = [(name, keys) for name, keys in PLACES if isinstance(VALUES[name][keys], list)]
SENTENCES = [(name, keys) for name, keys in SCALARS if name != "odd" and " " in str(VALUES[name][keys])]
WORDS = ("zebra", "zebra:", "#zebra", "“zebra”", '"zebra"', "it's", "a,b", "[x]", "{x}", "-", "🎉", "\\", "zebra " * 2)


def each_kind(places: list[tuple[str, Keys]]) -> list[tuple[str, Keys]]:
    """Return one place of each kind: with other names on the way, or another first sign."""
    kinds = {}
    for name, keys in places:
        line, column = READ[name].places[keys]
        sign = HEADERS[name].split("\n")[line - 2][column - 1 : column]
        names = tuple(key for key in keys if isinstance(key, str))
        kinds[name == "odd" and keys, names, sign if sign in "\"'>|[{" else ""] = (name, keys)
    return list(kinds.values())


def comments(text: str) -> list[str]:
    """Return the comments that stand in a line of their own."""
    return [line for line in text.split("\n") if re.match(r"\s*#", line)]


def set_or_told(text: str, keys: Keys, value: str) -> str:
    """Return the header with this value; or unchanged, if the text holds a sign for which no page is read."""
    try:
        return set_value(text, keys, value)
    except NotPossible as stopped:
        if str(stopped) not in [told for _, _, rule, told in find_signs(read_composed(value)) if rule in UNREADABLE]:
            raise
        return text


def assert_only_here(name: str, new: str, keys: Keys) -> None:
    """Check that no line changed but those of this value."""
    line = READ[name].find(keys)[0] - 2
    before, after = HEADERS[name].split("\n"), new.split("\n")
    row = before[line]
    end = line + 1
    if row.rstrip().endswith(">-"):
        end = next(at for at in range(end, len(before)) if not before[at].startswith("  "))
    assert after[:line] == before[:line]
    assert after[len(after) - len(before) + end :] == before[end:]
    assert after[line].startswith(row[: len(row) - len(row.lstrip(" -"))])


def check_text(name: str, keys: Keys, value: str) -> None:
    """Set a text, and check that it reads back and that nothing else moved."""
    text = HEADERS[name]
    new = set_or_told(text, keys, value)
    if new == text:
        return
    wanted = with_value(READ[name].values, keys, read_composed(value))
    assert is_same(parse_header(new).values, wanted)
    assert header_of(f"---\n{new}\n---\nBody") == new
    if name == "odd":
        assert len([line for line in comments(ODD) if line not in comments(new)]) == 0 or keys[:2] == ("multi",)
    else:
        assert_only_here(name, new, keys)


@pytest.mark.fuzz
@given(st.sampled_from(SCALARS), TEXTS)
def test_any_text_reads_back_and_no_other_line_changes(place: tuple[str, Keys], value: str) -> None:
    check_text(*place, value)


@pytest.mark.fuzz
@given(st.sampled_from(SENTENCES), st.sampled_from(WORDS), st.integers(0, 40))
def test_a_changed_word_changes_one_line(place: tuple[str, Keys], word: str, at: int) -> None:
    name, keys = place
    words = VALUES[name][keys].split(" ")
    words[at % len(words)] = word
    text, value = HEADERS[name], " ".join(words)
    new = set_value(text, keys, value)
    assert find(parse_header(new).values, keys) == value
    lines = list(zip(text.split("\n"), new.split("\n"), strict=True))
    assert len([True for one, other in lines if one != other]) == 1


@pytest.mark.fuzz
@given(st.sampled_from(LISTS), TEXTS, st.integers(0, 9))
def test_an_entry_comes_and_goes_without_a_trace(place: tuple[str, Keys], value: str, at: int) -> None:
    check_entry(*place, value, at)


def check_entry(name: str, keys: Keys, value: str, at: int) -> None:
    """Add an entry like one that is there, with this text in it; move one to and fro; take one out."""
    text, entries = HEADERS[name], VALUES[name][keys]
    values = READ[name].values
    entry: Any = value
    if entries and isinstance(like := entries[at % len(entries)], dict):
        entry = {**like, next(iter(like)): value}
    at %= len(entries) + 1
    try:
        new = add_item(text, keys, at, entry)
    except NotPossible:
        assert set_or_told(text, ("title",), value) == text
        return
    assert is_same(
        parse_header(new).values, with_entry(values, keys, at, read_composed(entry) if entry is value else entry)
    )
    assert remove(new, (*keys, at)) == text or not entries
    if at < len(entries):
        to = len(entries) - 1 - at
        moved = move(text, (*keys, at), to)
        assert is_same(parse_header(moved).values, with_moved(values, (*keys, at), to))
        assert move(moved, (*keys, to), at) == text
        assert is_same(parse_header(remove(text, (*keys, at))).values, without(values, (*keys, at)))


def test_every_kind_of_field_holds_hard_texts() -> None:
    for number, (name, keys) in enumerate(each_kind(SCALARS)):
        check_text(name, keys, HARD_TEXTS[number * 7 % len(HARD_TEXTS)])


def test_every_kind_of_list_takes_and_gives_entries() -> None:
    for number, (name, keys) in enumerate(each_kind(LISTS)):
        check_entry(name, keys, HARD_TEXTS[number * 5 % len(HARD_TEXTS)], number)


def test_every_value_put_where_it_stands_changes_no_byte() -> None:
    for name in ("odd", "use"):
        for keys, value in VALUES[name].items():
            assert set_value(HEADERS[name], keys, value) == HEADERS[name]
        assert set_value(HEADERS[name], (), READ[name].values) == HEADERS[name]


def test_the_fields_of_a_draft_are_filled_one_by_one_and_emptied_again() -> None:
    text = HEADERS["use"]
    empty = [keys for keys, value in VALUES["use"].items() if value is None]
    assert len(empty) > 3
    for keys in empty:
        text = set_value(text, keys, "Filled: in")
    assert comments(text) == comments(HEADERS["use"])
    assert [keys for keys, value in paths(read_values(text)).items() if value == "Filled: in"] == empty
    for keys in empty:
        text = set_value(text, keys, None)
    assert text == HEADERS["use"]


@pytest.mark.parametrize("name", REAL)
def test_a_field_that_is_added_and_taken_out_leaves_no_trace(name: str) -> None:
    text, order = HEADERS[name], list(READ[name].values)
    value: Any = {"text": "a: b", "sources": ["x", "y"], "rows": [{"k": 1.5}, {"k": True}], "none": None}
    for at in (0, 1, len(order)):
        new = set_value(text, ("extra",), value, [*order[:at], "extra", *order[at:]])
        assert list(read_values(new)) == [*order[:at], "extra", *order[at:]]
        assert read_values(new)["extra"] == value
        assert remove(new, ("extra",)) == text

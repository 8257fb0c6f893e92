"""What a change of a header looks like, byte for byte."""

from collections.abc import Callable

import pytest

from tooling.editor.not_possible import NotPossible
from tooling.editor.values.wanted_values import Value
from tooling.editor.values.yaml_values import add_item, move, read_values, remove, set_value

LONG = """summary: >- # seen by search engines
  Botox relaxes muscles or quiets sweat glands for a time. See who it may suit, which
  uses the FDA has approved, the risks, and how sure we are.
order: 1"""
CHARTS = """charts:
  # the first trial
  - id: half
    bars:
      - {label: Botox, value: 44.8}  # from table 2
      - {label: "placebo, salt water", value: 34.2, comparison: true}
    sources: [diener-2020]

  # the second trial
  - id: days
    bars:
      - {label: Botox, value: 8.4}
    sources: [dodick-2010]
    # the maker paid
confirm: [MIG-04]"""
BOTOX, SECOND = CHARTS.split("\n\n")
ROWS = "  # the first trial\n" + BOTOX.partition("trial\n")[2]


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a: Old # note", "New", "a: New # note"),
        ("a: Old # note", "It's: \"new\" # yes", 'a: "It\'s: \\"new\\" # yes" # note'),
        ("a: 'Old'", "It's new", "a: 'It''s new'"),
        ("a: 'Old'", "two\nlines", 'a: "two\\nlines"'),
        ('a: "Old"', "plain", 'a: "plain"'),
        ('a: "Old"', "tab\t\\ é 🎉", 'a: "tab\\t\\\\ é 🎉"'),
        ("a: Old", "", 'a: ""'),
        ("a: Old", " edges ", 'a: " edges "'),
        ("a: Old", "true", 'a: "true"'),
        ("a: Old", "~", 'a: "~"'),
        ("a: Old", "12", 'a: "12"'),
        ("a: Old", "007", 'a: "007"'),
        ("a: Old", "- x", 'a: "- x"'),
        ("a: Old", "[x]", 'a: "[x]"'),
        ("a: Old", "2026-11-26", 'a: "2026-11-26"'),
        ("a: 2026-11-22", "2026-11-26", "a: 2026-11-26"),
        ("a:", "2026-11-26", "a: 2026-11-26"),
        ("a: # note", "new", "a: new # note"),
        ("a: Old  # note", None, "a:  # note"),
        ("a: >-\n  Old\n  text", None, "a:"),
        ("a: >- # note\n  Old\nb: 1", "", 'a: "" # note\nb: 1'),
        ("a: >- # note\n  Old\nb: 1", None, "a: # note\nb: 1"),
        ("b: 1\na: |\n  Old", "x\n", 'b: 1\na: "x\\n"'),
        ("a: |-\n  x\n   \nb: 1", "y", "a: |-\n  y\nb: 1"),
        ("a: [ # none yet\n]", ["x"], "a: [x # none yet\n]"),
        ("a: >\n  x\n  y\n\n    deep\n  z\nb: 1", "x new\n\n  deep\nz\n", "a: >\n  x\n  new\n\n    deep\n  z\nb: 1"),
        ("a: First\n  second\nb: 1", "First\nlast", "a: First\n\n  last\nb: 1"),
        ("a: First\n  second\nb: 1", "First last", "a: First\n  last\nb: 1"),
        ("a: 'It''s\n    so'\nb: 1", "It's not", "a: 'It''s\n    not'\nb: 1"),
        ("a: [x, 'y']", ["0\r0", "\r"], 'a: ["0\\r0", "\\r"]'),
        ("a: ['x', 'y: z']", ["x", "y: z", "v"], "a: ['x', 'y: z', 'v']"),
        ("a: ['x, y']", ["x, y", "v"], "a: ['x, y', v]"),
        ("a: 9.0", 9.5, "a: 9.5"),
        ("a: 5", True, "a: true"),
        ("a: 5", "5", 'a: "5"'),
        ("a: x", "--- \n---\n", 'a: "--- \\n---\\n"'),
        ("a: |\n  x\n  y\nb: 1", "x\n---\n", 'a: "x\\n---\\n"\nb: 1'),
        ("a: |\n  x\n  y\nb: 1", "x\n  z\n", "a: |\n  x\n    z\nb: 1"),
        ("a: |\n  x\n  y\nb: 1", "x", "a: |-\n  x\nb: 1"),
        ("a: x", "[" * 13, 'a: "' + "\\u005b" * 13 + '"'),
        ("a: x", 'say "\\b"', 'a: "say \\"\\\\b\\""'),
        ("a: []", ["x, y", "z"], 'a: ["x, y", z]'),
        ("a: [x, 'y', z]", ["x", "z"], "a: [x, z]"),
        ("a: [x, z]", ["x", "y", "z"], "a: [x, y, z]"),
        ("a: [x, # one\n  z]", ["z"], "a: [# one\n  z]"),
        ("a:\n  - x\n  # on y\n  - y", [], "a: []"),
        ("a: {text: x, sources: [b]}", {"text": "y, z", "sources": ["b"]}, 'a: {text: "y, z", sources: [b]}'),
        ("a: {text: x}", {"text": "x", "sources": ["b"]}, "a: {text: x, sources: [b]}"),
        ("a: {text: x}", {"text": None}, "a: {text: }"),
        ("a: {b, c: 1}", {"b": "x", "c": 1}, "a: {b: x, c: 1}"),
        ("a: x", ["x", "y"], "a: [x, y]"),
    ],
)  # fmt: skip
def test_a_value_keeps_its_style_as_long_as_it_can(before: str, value: Value, after: str) -> None:
    assert set_value(before, ("a",), value) == after
    assert read_values(after)["a"] == value


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("glands for a time", "glands for a while", LONG.replace("for a time", "for a while")),
        (" See who it may suit,", "", LONG.replace(" See who it may suit,", "")),
        ("muscles", "“muscles”: a # b", LONG.replace("muscles", "“muscles”: a # b")),
        ("we are.", "we are. Very.", LONG.replace("we are.", "we are. Very.")),
        ("time. See", "time.\nSee", LONG.replace("time. See", "time.\n\n  See")),
        ("we are.", "we are, " + "of all that is written here, " * 4,
         LONG.replace("we are.", 'we are, of all that is\n  written here, of all that is written here, of all that is written here, of all\n  that is written here, ').rstrip()),
    ],
)  # fmt: skip
def test_a_folded_text_keeps_the_lines_that_need_not_change(old: str, new: str, after: str) -> None:
    value = read_values(LONG)["summary"].replace(old, new).strip()
    changed = set_value(LONG, ("summary",), value)
    assert read_values(changed) == {"summary": value, "order": 1}
    assert changed.split("\n") == [line.rstrip() for line in after.split("\n")]


CHANGES: dict[str, tuple[Callable[[str], str], str, str]] = {
    "an entry goes with the comment above it": (
        lambda text: remove(text, ("charts", 1)), f"\n\n{SECOND.rpartition('confirm')[0].rstrip()}", ""),
    "the last entry leaves an empty list": (
        lambda text: remove(remove(text, ("charts", 0)), ("charts", 0)), CHARTS.rpartition("\n")[0], "charts: []"),
    "an entry is written like its brothers": (
        lambda text: add_item(text, ("charts",), 1, {"id": "new", "bars": [{"label": "a, b", "value": 1.0}, {"label": "c", "value": 2}], "sources": ["x"]}),
        "diener-2020]\n", 'diener-2020]\n\n  - id: new\n    bars:\n      - {label: "a, b", value: 1.0}\n      - {label: c, value: 2}\n    sources: [x]\n'),
    "a row in brackets stays one": (
        lambda text: add_item(text, ("charts", 1, "bars"), 1, {"label": "c", "value": 2}),
        "value: 8.4}\n", "value: 8.4}\n      - {label: c, value: 2}\n"),
    "a row goes with the comment behind it": (
        lambda text: remove(text, ("charts", 0, "bars", 0)), "      - {label: Botox, value: 44.8}  # from table 2\n", ""),
    "a field comes to its place": (
        lambda text: set_value(text, ("charts", 0, "title"), "Half: or more", ["id", "title", "bars"]),
        "half\n", 'half\n    title: "Half: or more"\n'),
    "a field comes before the first one": (
        lambda text: set_value(text, ("charts", 0, "title"), "x", ["title", "id"]), "- id: half", "- title: x\n    id: half"),
    "the first field goes": (
        lambda text: remove(text, ("charts", 0, "id")), "- id: half\n    bars:", "- bars:"),
    "a field in brackets comes to its place": (
        lambda text: set_value(text, ("charts", 0, "bars", 0, "comparison"), False, ["label", "comparison", "value"]),
        "{label: Botox, value: 44.8}", "{label: Botox, comparison: false, value: 44.8}"),
    "a figure": (lambda text: set_value(text, ("charts", 0, "bars", 0, "value"), 45), "44.8", "45"),
    "a source": (lambda text: add_item(text, ("confirm",), 0, "MIG-01"), "[MIG-04]", "[MIG-01, MIG-04]"),
    "the last source": (lambda text: remove(text, ("confirm", 0)), "[MIG-04]", "[]"),
    "a list that is missing": (
        lambda text: add_item(text, ("timeline",), 0, {"when": "Day 1", "what": "x"}, ["charts", "timeline"]),
        "confirm", "timeline:\n  - when: Day 1\n    what: x\nconfirm"),
    "a group that is missing": (
        lambda text: set_value(text, ("short", "works", "answer"), "Yes."), "[MIG-04]", "[MIG-04]\nshort:\n  works: {answer: Yes.}"),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGES)
def test_a_part_comes_or_goes_and_nothing_else_moves(case: str) -> None:
    change, before, after = CHANGES[case]
    assert change(CHARTS) == CHARTS.replace(before, after, 1)


def test_an_entry_moves_with_the_comments_above_it_and_empty_lines_stay() -> None:
    second = "\n".join(SECOND.split("\n")[:-1])
    moved = f"charts:\n{second}\n\n{ROWS}\nconfirm: [MIG-04]"
    assert move(CHARTS, ("charts", 0), 1) == moved
    assert move(moved, ("charts", 1), 0) == CHARTS


def test_an_empty_list_becomes_one_with_rows_and_back() -> None:
    text = "# Figures to draw.\ncharts: []  # none yet\nchanges:\n- day: 2026-11-26"
    new = add_item(text, ("charts",), 0, {"id": "a", "bars": [{"label": "x", "value": 1}], "sources": ["b"]})
    rows = "charts:  # none yet\n  - id: a\n    bars:\n      - label: x\n        value: 1\n    sources: [b]\n"
    assert new == text.replace("charts: []  # none yet\n", rows)
    assert remove(new, ("charts", 0)) == text


def test_one_text_stands_for_a_list_of_one() -> None:
    assert add_item("sources: herd-2019", ("sources",), 1, "b") == "sources: [herd-2019, b]"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &x 1\nb: *x", 'Line 2: A "&", "*" or "!" has a meaning of its own in YAML. Put the text in quotes: a: "&x 1".'),
        ("a: 1\na: 2", 'Line 3: "a" stands twice, here and on line 2. Keep one of them.'),
        ("a:\n\t- b", "Line 3: A tab. Indent with spaces instead."),
        ("b: [1, 2", 'Line 2: A bracket is opened here and not closed, or a comma is missing. Check the commas, and add "]".'),
        ("- a", 'Line 2: The header is not a list of fields. Write each as "name: value", such as "title: Botox".'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_left(text: str, told: str) -> None:
    with pytest.raises(NotPossible) as stopped:
        set_value(text, ("a",), "x")
    assert str(stopped.value) == told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda: set_value("a: 1", ("a",), "x\x07"), "An invisible sign, U+0007, stands in “x·”. Delete it, or type the word anew."),
        (lambda: set_value("a: 1", ("a",), "\ud83d"), "This text holds half a sign, which no file can hold. Type it anew."),
        (lambda: set_value("a: [1]", ("a", 1), "x"), "What should be changed is not in the file any more. Open the form again."),
        (lambda: remove("a: 1", ("b",)), "What should be changed is not in the file any more. Open the form again."),
        (lambda: add_item("a: [1]", ("a",), 3, "x"), "What should be changed is not in the file any more. Open the form again."),
        (lambda: move("a: [1]", ("a", 0), 1), "What should be changed is not in the file any more. Open the form again."),
        (lambda: remove("a:\n  - - b\n    - c", ("a", 0, 0)),
         "The file would say something else then, so it was left as it was. Make this change in a text editor."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told(change: Callable[[], str], told: str) -> None:
    with pytest.raises(NotPossible) as stopped:
        change()
    assert str(stopped.value) == told

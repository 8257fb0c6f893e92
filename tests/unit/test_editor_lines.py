"""Lines of a text in its newer versions, and a new text in the bytes of a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reading.text import decode
from tooling.editor.lines import Carried, carry, merge
from tooling.editor.rewriting import rewrite

LINES = st.lists(st.sampled_from(["a", "b", "", "c c", "é"]), max_size=12)


@pytest.mark.parametrize(
    ("now", "carried"),
    [
        ("a b c d", Carried(1, 3, True)),
        ("x y a b c d", Carried(3, 5, True)),
        ("a b c d e", Carried(1, 3, True)),
        ("b c", Carried(0, 2, True)),
        ("a b x d", Carried(1, 3, False)),
        ("a d", Carried(1, 1, False)),
        ("x", Carried(0, 1, False)),
    ],
)
def test_lines_are_found_again_or_what_stands_in_their_place(now: str, carried: Carried) -> None:
    assert carry(["a", "b", "c", "d"], now.split(), 1, 3) == carried


def test_two_changes_of_different_lines_are_both_kept_and_of_the_same_line_none() -> None:
    assert merge(["a", "b", "c", "d"], ["A", "b", "c", "d"], ["a", "b", "c", "D", "E"]) == ["A", "b", "c", "D", "E"]
    assert merge(["a", "b", "c", "d"], ["a", "b", "c", "d", "x"], ["y", "a", "b", "c", "d"]) == [
        "y",
        "a",
        "b",
        "c",
        "d",
        "x",
    ]
    assert merge(["a", "b", "c", "d"], ["a", "B", "c", "d"], ["a", "X", "c", "d"]) is None


@given(LINES, LINES)
def test_what_only_one_has_changed_is_what_is_merged(before: list[str], now: list[str]) -> None:
    assert merge(before, now, before) == now
    assert merge(before, before, now) == now


@given(LINES, LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_the_file_says_the_new_text_and_equal_lines_keep_their_bytes(
    before: list[str], now: list[str], ending: str, mark: bytes
) -> None:
    raw = mark + ending.join(before).encode()
    written = rewrite(raw, "\n".join(now))
    assert decode("", written)[0] == "\n".join(now)
    assert written.startswith(mark)
    assert rewrite(raw, "\n".join(before)) == raw


def test_a_line_that_stays_keeps_its_own_line_end_and_its_accents_apart() -> None:
    raw = "one\r\ntwo e\u0301\nthree\rfour\r\n".encode()
    assert rewrite(raw, "one\ntwo é\nTHREE\nfour\n") == "one\r\ntwo e\u0301\nTHREE\r\nfour\r\n".encode()

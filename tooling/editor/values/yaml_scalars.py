"""A text, a number, true, false or nothing, as it is written in a header: in the style of what stands there as long as
that can hold it, else between double quotes. What is written is read back before it is taken.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from plugins.reading.front_matter import FENCE, NOT_READ, UNREADABLE, find_deep, parse_header
from plugins.reading.text import find_signs
from tooling.editor.not_possible import NotPossible
from tooling.editor.values.wanted_values import is_same
from tooling.editor.values.yaml_folds import refold
from tooling.editor.values.yaml_nodes import BLOCK_HEAD, BLOCK_STYLES, Spot

Scalar = str | int | float | bool | None
Holder = Literal["field", "entry", "field in brackets", "entry in brackets"]
# A small header with the value, and what it holds
HOLDERS: dict[Holder, tuple[str, Callable[[Scalar], Any]]] = {
    "field": ("k: {}\nl: 1", lambda value: {"k": value, "l": 1}),
    "entry": ("k:\n- {}\n- 1", lambda value: {"k": [value, 1]}),
    "field in brackets": ("k: {{k: {}, l: 1}}", lambda value: {"k": {"k": value, "l": 1}}),
    "entry in brackets": ("k: [{}, 1]", lambda value: {"k": [value, 1]}),
}
DATE = re.compile(r"\d{4}-\d\d?-\d\d?")  # the site reads it, and 007, as text; other readers do not
QUOTED = re.compile(r"[-+]?0\d+|.*\t.*", re.DOTALL)  # nor do all of them read a tab
ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t", '"': r"\"", "\\": r"\\"}
# Signs that the reader of headers stumbles over in great numbers, or behind a backslash, even between quotes
STUMBLING = re.compile('[\x00-\x1f"\\\\\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\\[\\]{}?-]')
NOT_WRITTEN = "The header cannot hold this text. Take out the signs that are no letters, figures or marks."


@dataclass(frozen=True)
class Style:
    """How a text is written: the sign that it starts with ("" for none), whether it is a date, what it replaces, and the
    comment behind the sign of that.
    """

    sign: str = ""
    is_date: bool = True
    old: str = ""
    note: str = ""

    @classmethod
    def of(cls, spot: Spot, is_replaced: bool) -> "Style":
        """Return how a value is written. is_replaced: it gives way to the new one, which keeps its lines."""
        is_date = spot.is_empty or DATE.match(str(spot.node.value)) is not None
        return cls(spot.style, is_date, spot.written, spot.note) if is_replaced else cls(spot.style, is_date)


def write_scalar(value: Scalar, style: Style, holder: Holder, indent: int) -> str:
    """Return how a value is written, "" for nothing. Raises NotPossible.

    indent: of the lines below the first one, in blanks; a text that is replaced has its own.
    """
    if value is None:
        return "null" if holder == "entry in brackets" else ""
    if not isinstance(value, str):
        return json.dumps(value)
    found = next((way for way in _ways(value, style, holder, indent) if _holds(way, value, holder)), None)
    if found is None:
        signs = [told for _, _, rule, told in find_signs(value) if rule in UNREADABLE]
        raise NotPossible(signs[0] if signs else NOT_WRITTEN)
    return found


def _ways(value: str, style: Style, holder: Holder, indent: int) -> Iterator[str]:
    """Yield the ways to write a text, the best one first."""
    if style.sign in BLOCK_STYLES:
        if "brackets" not in holder and value:
            yield from _block_ways(value, style, indent)
    elif "\n" in style.old and value:
        yield _written_over(value, style, indent)
    if style.sign == "" and not QUOTED.fullmatch(value) and (style.is_date or not DATE.match(value)):
        yield value
    elif style.sign == "'":
        yield "'" + _spelled(value, "'") + "'"
    yield '"' + ESCAPED.sub(_as_short_code, value) + '"' + style.note
    yield '"' + STUMBLING.sub(_as_code, value) + '"' + style.note


def _block_ways(value: str, style: Style, indent: int) -> Iterator[str]:
    """Yield a text below its field, each line at its place: first with the end (">-") that stands there."""
    head, *rows = style.old.split("\n") if style.old else [f"{style.sign}-"]
    found = BLOCK_HEAD.fullmatch(head)
    if found is None:  # with a number, which says how deep it is indented
        return
    first = next((row for row in rows if row.strip()), None)
    margin = " " * indent if first is None else first[: len(first) - len(first.lstrip(" "))]
    body = value.removesuffix("\n")
    old = [row.removeprefix(margin) for row in rows]
    lines = body.split("\n") if style.sign == "|" else refold(old, body, len(margin))
    own = "-" if value == body else "" if body.strip("\n") and not body.endswith("\n") else "+"
    for end in dict.fromkeys([found["end"], own]):
        yield "\n".join([f"{style.sign}{end}{style.note}", *(f"{margin}{line}" if line else "" for line in lines)])


def _written_over(value: str, style: Style, indent: int) -> str:
    """Return a text on several lines, with or without quotes, in the lines of what it replaces."""
    first, *rows = style.old[1:-1].split("\n") if style.sign else style.old.split("\n")
    bare = [row.strip(" \t") for row in rows[:-1]] + [rows[-1].lstrip(" \t")]
    margin = rows[0][: len(rows[0]) - len(rows[0].lstrip())] or " " * indent
    lines = refold([first.rstrip(" \t"), *bare], _spelled(value, style.sign), len(margin))
    known = dict(zip(bare, rows, strict=True))
    below = [known.get(line, margin + line if line else "") for line in lines[1:]]
    return style.sign + "\n".join([first if lines[0] == first.rstrip(" \t") else lines[0], *below]) + style.sign


def _spelled(value: str, quote: str) -> str:
    """Return a text as it is written between these quotes, with its ends of lines."""
    if quote == "'":
        return value.replace("'", "''")
    return "\n".join(ESCAPED.sub(_as_short_code, line) for line in value.split("\n")) if quote else value


def _as_short_code(found: re.Match[str]) -> str:
    return SHORT.get(found[0]) or _as_code(found)


def _as_code(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _holds(written: str, value: str, holder: Holder) -> bool:
    """Tell whether what is written reads as the value, on the site, and will not add up with others to what is too deep."""
    form, wanted = HOLDERS[holder]
    if "\r" in written or any(FENCE.fullmatch(line) for line in written.split("\n")[1:]):
        return False  # an end of line of an old Mac becomes another one when the file is read
    if find_deep(written * 4) is not None:
        return False
    header = parse_header(form.format(written))
    return not any(rule.startswith(NOT_READ) for _, _, rule, _ in header.findings) and is_same(
        header.values, wanted(value)
    )

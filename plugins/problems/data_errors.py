"""Read TOML and JSON, and say in plain words what cannot be read, on the line that an editor has to mend."""

import json
import re
import tomllib
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from plugins.problems.field_errors import shorten
from plugins.problems.problem import Problem

# What the readers of the standard library say, and what an editor can do.
TOML_WORDS = (
    ("Expected '='", 'This line has no "=". Write it as: name = "text".'),
    ("Invalid value", 'The text behind "=" needs quotation marks. Write it as: name = "text".'),
    ("Illegal character", "A quotation mark is opened and not closed on this line. Add the closing one."),
    ("Unterminated string", "A quotation mark is opened and not closed. Add the closing one."),
    (
        "Expected newline",
        "Text goes on behind the closing quotation mark. Put the whole text in one pair of marks.",
    ),
    ("Unclosed", 'A bracket is opened and not closed. Add "]".'),
    ("Cannot overwrite", "This name stands twice. Keep one of them."),
    ("Cannot declare", "This group stands twice. Keep one of them."),
    ("Unescaped", 'A "\\" has a meaning of its own here. Write it twice.'),
    ("Expected ']'", 'A bracket is opened and not closed. Add "]".'),
)
JSON_WORDS = (
    ("',' delimiter", "A comma is missing before this place, on this line or the one above. Add it."),
    ("':' delimiter", "A colon is missing between a name and its value. Add it."),
    ("property name", "A comma too many stands above, or a name lacks its quotation marks. Correct it."),
    ("trailing comma", "A comma too many stands here. Take it out."),
    ("control character", "A quotation mark is opened and not closed on this line. Add the closing one."),
    ("Unterminated string", "A quotation mark is opened and not closed. Add the closing one."),
    ("Extra data", "Text goes on behind the last bracket. Take it out, or check the brackets above."),
    ("escape", 'A "\\" has a meaning of its own here. Write it twice.'),
    (
        "Expecting value",
        "A value is missing, or a comma too many stands above. Check commas and quotation marks.",
    ),
)
TOO_DEEP = "The file is nested deeper, or has longer numbers, than any list here needs. Take it back from git."
KINDS = {
    "string_type": "a text in quotation marks",
    "list_type": "a list in square brackets",
    "int_type": "a number",
    "int_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "model_type": "a group of fields",
    "dict_type": "a group of fields",
    "model_attributes_type": "a group of fields",
    "string_too_short": "filled in",
}


def read_toml(path: str, text: str) -> tuple[dict[str, Any] | None, list[Problem]]:
    """Return what a TOML file holds, None if it cannot be read."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (text.rstrip().count("\n") + 1, 1)
        general = 'The line cannot be read. Write it as: name = "text".'
        return None, [Problem(path, line, column, "data-toml", _translate(str(error), TOML_WORDS, general))]
    except (RecursionError, ValueError):
        return None, [Problem(path, 1, 1, "data-toml", TOO_DEEP)]


def read_json(path: str, text: str) -> tuple[Any, list[Problem]]:
    """Return what a JSON file holds, None if it cannot be read. A name that stands twice in a group is a problem."""
    twice: list[tuple[str, str]] = []

    def group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            names = [name for name, _ in pairs]
            twice.extend((str(values.get("id", "")), name) for name in values if names.count(name) > 1)
        return values

    try:
        values = json.loads(text, object_pairs_hook=group)
    except json.JSONDecodeError as error:
        general = "The list cannot be read here. Check commas and quotation marks on this line and the one above."
        told = _translate(error.msg, JSON_WORDS, general)
        return None, [Problem(path, error.lineno, error.colno, "data-json", told)]
    except (RecursionError, ValueError):
        return None, [Problem(path, 1, 1, "data-json", TOO_DEEP)]
    return values, [
        Problem(
            path,
            line_of(text, name, f'"{entry}"'),
            1,
            "data-json",
            f'"{name}" stands twice in one entry. Keep one.',
        )
        for entry, name in twice
    ]


def _translate(said: str, words: tuple[tuple[str, str], ...], general: str) -> str:
    return next((told for part, told in words if part in said), general)


def line_of(text: str, name: str, after: str = "") -> int:
    """Return the 1-based line of a field, looked for below the text `after`."""
    start = max(text.find(after), 0) if after else 0
    found = re.compile(rf'^\s*"?{re.escape(name)}"?\s*[=:]', re.MULTILINE).search(text, start) if name else None
    return text.count("\n", 0, found.start() + len(found[0]) if found else start) + 1


def explain_data_error(model: type[BaseModel], detail: ErrorDetails) -> str:
    """Say in plain words what is wrong with a field of a data file."""
    name = next((part for part in reversed(detail["loc"]) if isinstance(part, str)), "")
    subject = f'"{name}"' if name else "This entry"
    kind, value = detail["type"], detail.get("input")
    moved: dict[str, str] = getattr(model, "moved", {})
    if kind == "extra_forbidden" and len(detail["loc"]) == 1 and name in moved:
        return moved[name]
    if kind == "extra_forbidden":
        known = [info.alias or field for field, info in model.model_fields.items()]
        near = get_close_matches(name, known, n=1)
        return f"{subject} is not a field. " + (f'Did you mean "{near[0]}"?' if near else "Take it out.")
    if kind == "missing":
        return f"{subject} is missing. Add it."
    if kind == "string_pattern_mismatch":
        return f'{subject} cannot be "{shorten(value)}". See the comment above it, or another entry, for its form.'
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "string_too_short":
        return f"{subject} is empty. Fill it in."
    if kind in KINDS:
        return f"{subject} must be {KINDS[kind]}. Compare it with another entry."
    return f'{subject} cannot be "{shorten(value)}". Compare it with another entry.'

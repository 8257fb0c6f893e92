"""Say in plain words what cannot be read in TOML and JSON, or taken into a model, on the line that an editor has to mend."""

import json
import re
import tomllib
from difflib import get_close_matches

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from plugins.problems.field_errors import shorten
from plugins.problems.places import Place

# What the readers of the standard library say, and what an editor can do: their words are all that they tell.
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


def explain_toml_error(error: tomllib.TOMLDecodeError, text: str) -> tuple[Place, str]:
    """Return where a TOML file cannot be read, and what to do."""
    found = re.search(r"line (\d+), column (\d+)", str(error))  # Python 3.14 has attributes, earlier ones only this
    place = (int(found[1]), int(found[2])) if found else (text.rstrip().count("\n") + 1, 1)
    return place, _translate(str(error), TOML_WORDS, 'The line cannot be read. Write it as: name = "text".')


def explain_json_error(error: json.JSONDecodeError) -> tuple[Place, str]:
    """Return where a JSON file cannot be read, and what to do."""
    general = "The list cannot be read here. Check commas and quotation marks on this line and the one above."
    return (error.lineno, error.colno), _translate(error.msg, JSON_WORDS, general)


def _translate(said: str, words: tuple[tuple[str, str], ...], general: str) -> str:
    return next((told for part, told in words if part in said), general)


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
        return f'{subject} cannot be "{shorten(value)}". Write it in the form that other entries have.'
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "string_too_short":
        return f"{subject} is empty. Fill it in."
    if kind in KINDS:
        return f"{subject} must be {KINDS[kind]}. Compare it with another entry."
    return f'{subject} cannot be "{shorten(value)}". Compare it with another entry.'

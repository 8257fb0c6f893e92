"""Say in plain words what cannot be read in TOML and JSON, or taken into a model, on the line that an editor has to mend."""

import json
import re
import tomllib
from datetime import date
from difflib import get_close_matches
from unicodedata import normalize

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
        'Text goes on behind the closing quotation mark. Put the whole text in one pair of marks: name = "text".',
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
FORM = 'name = "text"'
LONGEST_FORM = 90  # characters of a line that a message repeats
GROUP = re.compile(r"(?!\w+\s*=)\[{0,2}(?P<name>[^\[\]=\"]+)\]{1,2}")
TOML_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*", re.ASCII)
TOML_LINE = re.compile(r'(?:- +)?"?(?P<name>[A-Za-z_-]+)"?\s*(?:=|:|(?=["“]))\s*(?P<value>.*)')
MARKS = ('""', "''", "``", "“”", "‘’", "””", "„“")
JSON_VALUES = {"None": "null", "True": "true", "False": "false", "yes": "true", "no": "false"}
LIST_FORMS = {
    "author": '[{"family": "Doe", "given": "Jane"}]',
    "issued": 'it as {"date-parts": [[2020, 7]]}',
}
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
    line = text.split("\n")[place[0] - 1].strip()
    if line.startswith("//"):
        return place, 'A remark starts with "#" here. Write that in the place of "//".'
    if (group := GROUP.fullmatch(line)) and not TOML_NAME.fullmatch(group["name"]):
        name = ".".join(filter(None, map(_as_name, re.split(r"[. ]", group["name"], maxsplit=1)))) or "group.name"
        return place, f'A name in brackets has letters, digits and hyphens alone. Write "[{name}]".'
    if group:
        return place, f'Write one bracket before this name and one behind it: "[{group["name"]}]".'
    told = _translate(str(error), TOML_WORDS, f"The line cannot be read. Write it as: {FORM}.")
    return place, told.replace(FORM, _toml_form(line))


def _as_name(text: str) -> str:
    plain = normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def _toml_form(line: str) -> str:
    """Return a line of one field as it should be written; if it cannot be told, a general form."""
    found = TOML_LINE.fullmatch(line)
    value = found["value"].rstrip(" ,;") if found else ""
    if len(value) > 1 and value[0] + value[-1] in MARKS:
        value = value[1:-1]
    elif value[:1] in ("'", '"') and (
        is_closed := re.fullmatch(r"""(["'])(?P<words>[^"']*)\1[\s,;]+(?P<more>.*)""", value)
    ):
        value = f"{is_closed['words']} {is_closed['more']}"
    mark = '"' if '"' not in value else "'"
    if not found or not value or mark in value or value[0] in "[{(=" or len(line) > LONGEST_FORM:
        return FORM
    return f"{found['name']} = {mark}{value}{mark}"


def explain_json_error(error: json.JSONDecodeError) -> tuple[Place, str]:
    """Return where a JSON file cannot be read, and what to do."""
    general = "The list cannot be read here. Check commas and quotation marks on this line and the one above."
    told = _explain_json_sign(
        error.msg, error.doc[error.pos : error.pos + LONGEST_FORM], error.doc[: error.pos].rstrip()
    )
    return (error.lineno, error.colno), told or _translate(error.msg, JSON_WORDS, general)


def _explain_json_sign(said: str, rest: str, before: str) -> str:
    """Return what is wrong with the signs at a place, where they tell more than the reader; or nothing."""
    first = rest[:1]
    word = re.match(r"[\w.+-]+", rest)
    if rest.startswith(("//", "/*", "#")):
        return "A list of sources holds no remarks. Take it out."
    if "control character" in said and first == "\t":
        return "A tab stands within a text. Write a blank in its place."
    if "',' delimiter" in said and first == ";":
        return 'A comma stands between two entries, and no ";". Write "," here.'
    if "',' delimiter" in said and before.endswith('"') and word:
        return "A quotation mark within a text ends it. Write “ and ” within, or add the comma that is missing before this."
    if "Expecting value" in said or "property name" in said:
        if first in "'“”‘’`" and first:
            return 'A text stands in straight double quotation marks. Write " before and behind it.'
        if word and word[0] in JSON_VALUES:
            return f'"{word[0]}" is not known here. Write {JSON_VALUES[word[0]]}.'
        if word:
            return f'Quotation marks are missing. Write "{word[0]}" with them, and all the words that belong to it.'
    if "',' delimiter" in said and first == "-" and before[-1:].isdigit():
        return "A day stands in quotation marks. Add them."
    return ""


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
    if kind == "bool_type" and str(value).lower() in ("true", "false"):
        return f"{subject} must be true or false. Write it without quotation marks: {str(value).lower()}."
    if kind == "string_type" and value is None:
        return f"{subject} holds nothing. Fill it in, or delete the line."
    if kind == "string_type" and isinstance(value, (bool, int, date)):
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        return f'{subject} must be a text in quotation marks. Write "{shown}".'
    if kind == "list_type" and isinstance(value, str):
        form = LIST_FORMS.get(name, f'["{shorten(value)}"]')
        return f"{subject} must be a list in square brackets. Write {form}."
    if kind in KINDS:
        return f"{subject} must be {KINDS[kind]}. Compare it with another entry."
    return f'{subject} cannot be "{shorten(value)}". Compare it with another entry.'

"""Say in plain words what cannot be read in TOML and JSON, or taken into a model, on the line that an editor has to mend."""

import json
import re
import tomllib
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plugins.problems.field_errors import shorten
from plugins.problems.places import Place
from plugins.problems.plain_names import plain_name

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
QUOTES = "\"'`´“”„‟‘’‚«»"
CURLY = "“”„‟‘’‚«»"
GROUP = re.compile(r"\s*\[+(?P<name>[^\[\]]*)\]+\s*(?:#.*)?")
FIELD = re.compile(
    r"""(?P<name>["']?[\w./-]+["']?)(?:\s*(?P<sign>[=:])\s*|\s+(?=["'“„‘«]))(?P<value>[^\[\]{}#=:][^\[\]{}#]{0,59})"""
)


def explain_toml_error(error: tomllib.TOMLDecodeError, text: str) -> tuple[Place, str]:
    """Return where a TOML file cannot be read, and what to do."""
    found = re.search(r"line (\d+), column (\d+)", str(error))  # Python 3.14 has attributes, earlier ones only this
    place = (int(found[1]), int(found[2])) if found else (text.rstrip().count("\n") + 1, 1)
    lines = text.split("\n")
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    said = str(error)
    if said.startswith(("Cannot", "Unescaped", "Unterminated", "Unclosed", "Illegal")):
        return place, _translate(said, TOML_WORDS, "")
    told = _explain_line(line) or _translate(said, TOML_WORDS, 'The line cannot be read. Write it as: name = "text".')
    return place, told


def _explain_line(line: str) -> str:
    """Return what is wrong with a line of TOML that cannot be read, if its form tells what was meant."""
    bare = line.strip()
    if bare.startswith(("//", "/*", "--", ";")):
        return 'A remark starts with "#". Write that in front of it.'
    if bare.startswith("="):
        return 'A name is missing in front of "=". Add it.'
    if group := GROUP.fullmatch(line):
        names = [plain_name(name) for name in group["name"].split(".")]
        if not all(names):
            return 'A name is missing between the brackets. Write them as "[group.name]".'
        return f'A name in brackets has small letters, digits and hyphens. Write "[{".".join(names)}]".'
    field = FIELD.fullmatch(bare)
    value = field["value"].strip().strip(QUOTES).strip() if field else ""
    if field is None or not value or '"' in value:
        return ""
    name = (
        f'"{field["name"]}"'
        if re.search(r"[^\w\"'-]", field["name"]) and field["name"][0] not in "\"'"
        else field["name"]
    )
    what = (
        'There is no "=" between the name and the text.'
        if field["sign"] != "="
        else 'The text behind "=" needs quotation marks.'
    )
    if any(sign in CURLY for sign in bare):
        what = "The quotation marks are curly."
    elif name != field["name"]:
        what = "The name needs quotation marks."
    return f'{what} Write it as: {name} = "{value}".'


def explain_json_error(error: json.JSONDecodeError) -> tuple[Place, str]:
    """Return where a JSON file cannot be read, and what to do."""
    rest, before = error.doc[error.pos :], error.doc[: error.pos].rstrip()
    place = (error.lineno, error.colno)
    if not error.doc.strip():
        return place, "The file is empty. Take it back from git."
    if before.endswith(",") and rest.startswith(("]", "}")):
        line = before.count("\n") + 1
        return (line, len(before) - before.rfind("\n") - 1), "A comma too many stands here. Take it out."
    if not rest.strip():
        return place, 'A bracket is opened and not closed. Add "}" or "]" at the end of the file.'
    if rest[0] in CURLY:
        return place, "The quotation marks are curly. Write straight ones."
    if rest[0] in "'`":
        return place, "The quotation marks are single. Write double ones."
    if rest.startswith(("//", "/*", "#")):
        return place, "A list in JSON has no remarks. Take this one out."
    if word := re.match("(?:True|False|None)\\b", rest):
        right = "null" if word[0] == "None" else word[0].lower()
        return place, f'"{word[0]}" is written in small letters here. Write: {right}.'
    if rest[0].isalnum() and error.doc[error.pos - 1 : error.pos] == '"':
        return place, 'A quotation mark stands inside a text. Write a "\\" in front of it.'
    if rest[0].isalpha() and error.msg == "Expecting value":
        return place, "A text stands here without quotation marks. Put it in quotation marks."
    general = "The list cannot be read here. Check commas and quotation marks on this line and the one above."
    return place, _translate(error.msg, JSON_WORDS, general)


def _translate(said: str, words: tuple[tuple[str, str], ...], general: str) -> str:
    return next((told for part, told in words if part in said), general)


def explain_data_error(model: type[BaseModel], detail: ErrorDetails, is_json: bool) -> str:
    """Say in plain words what is wrong with a field of a data file. is_json: how the file is written."""
    name = next((part for part in reversed(detail["loc"]) if isinstance(part, str)), "")
    subject = f'"{name}"' if name else "This entry"
    kind, value = detail["type"], detail.get("input")
    moved: dict[str, str] = getattr(model, "moved", {})
    if kind == "extra_forbidden" and len(detail["loc"]) == 1 and name in moved:
        return moved[name]
    if kind == "extra_forbidden":
        known = {(info.alias or field).lower(): info.alias or field for field, info in model.model_fields.items()}
        near = get_close_matches(name.lower(), known, n=1)
        return f"{subject} is not a field. " + (f'Did you mean "{known[near[0]]}"?' if near else "Take it out.")
    if kind == "missing":
        return f"{subject} is missing. Add it."
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "string_too_short":
        return f"{subject} is empty. Fill it in."
    form = f'"{name}":' if is_json else f"{name} ="
    if kind == "string_pattern_mismatch":
        told = "It has small letters, digits and hyphens."
        return f'{subject} cannot be "{shorten(value)}". {told} Write: {form} "{plain_name(str(value)) or "name"}".'
    if kind == "literal_error":
        known = {choice: choice for choice in re.findall(r"'([^']+)'", detail["ctx"]["expected"])}
        words = str(value).lower().split()
        turned = "-".join(reversed(words))  # "Journal Article"
        near = [turned] if turned in known else get_close_matches("-".join(words), known, n=1, cutoff=0.5)
        told = f'Did you mean "{near[0]}"?' if near else f"Write one of these: {', '.join(known)}."
        return f'{subject} cannot be "{shorten(value)}". {told}'
    if kind == "string_type" and not _may_be(model, name, str(value)):
        return f"{subject} must be one text in quotation marks. Compare it with another entry."
    return _explain_kind(kind, subject, form, value, is_json)


def _may_be(model: type[BaseModel], name: str, value: str) -> bool:
    """Tell whether a field of a model may have this value: what is offered must not be refused in its turn."""
    try:
        model.model_validate({name: value})
    except ValidationError as error:
        return all(detail["loc"][:1] != (name,) for detail in error.errors(include_url=False))
    return True


def _explain_kind(kind: str, subject: str, form: str, value: Any, is_json: bool) -> str:
    """Say what kind of value a field has, and how that is written."""
    text = shorten(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else "text"
    if kind == "string_type":
        return f'{subject} must be one text in quotation marks. Write: {form} "{text}".'
    if kind == "list_type":
        return f'{subject} must be a list in square brackets. Write: {form} ["{text}"].'
    if kind in ("int_type", "int_parsing"):
        return f"{subject} must be a number without quotation marks. Write: {form} {text if text.isdecimal() else 1}."
    if kind in ("bool_type", "bool_parsing"):
        return f"{subject} must be true or false. Write: {form} true."
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        name = subject.strip('"') if subject.startswith('"') else "name"
        told = (
            'Write it between "{" and "}".' if is_json else f'Write "[{name}]" on a line of its own above its fields.'
        )
        return f"{subject} must be a group of fields. {told}"
    return f'{subject} cannot be "{shorten(value)}". Compare it with another entry.'

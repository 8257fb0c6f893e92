"""Say in plain words what cannot be read in TOML and JSON, or taken into a model, on the line that an editor has to mend."""

import json
import re
import tomllib
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plugins.problems.field_errors import LONGEST_SHOWN, MEAN_FALSE, MEAN_TRUE, shorten
from plugins.problems.places import Keys, Place
from plugins.problems.plain_names import plain_name
from plugins.problems.yaml_errors import LONGEST_FORM, without_outer

# What the readers of the standard library say, and what an editor can do: their words are all that they tell.
TOML_WORDS = (
    ("Expected '='", 'This line has no "=". Write it as: name = "text".'),
    ("Invalid value", 'The text behind "=" needs quotation marks. Write it as: name = "text".'),
    ("Illegal character", "A quotation mark is opened and not closed on this line. Add the closing one."),
    ("Unterminated string", "A quotation mark is opened and not closed. Add the closing one."),
    (
        "Expected newline",
        "Text goes on where the line should end. Begin a new line there, or put the whole text in one pair of quotation marks.",
    ),
    ("Unclosed", 'A bracket is opened and not closed, or a comma is missing. Check the commas, and add "]".'),
    ("Cannot overwrite", "This name stands twice. Keep one of them."),
    ("Cannot declare", "This group stands twice. Keep one of them."),
    ("Unescaped", 'A "\\" has a meaning of its own here. Write it twice.'),
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
    ("Expecting value", "A value is missing, or a comma too many stands above. Check commas and quotation marks."),
)
TOO_DEEP = "The file is nested deeper, or has longer numbers, than any list here needs. Take it back from git."
OPENING, CLOSING = "„“‘‚«‟", "”“’‘»‟"
QUOTES = "\"'`´" + OPENING + CLOSING
TOML_NAME = re.compile(r"[A-Za-z0-9_-]+")
GROUP = re.compile(r"(?P<open>\[*)(?P<name>[^\[\]=]*)(?P<close>\]*)\s*(?:#.*)?")
FIELD = re.compile(
    rf"(?P<mark>[-*] +)?(?P<name>[{QUOTES}]?[\w./-]+(?: [\w./-]+)*[{QUOTES}]?)(?:\s*(?P<sign>[=-]>|[=:]+)\s*|\s+(?=[{QUOTES}]))"
    r"(?P<value>.*)"
)
REMARK = re.compile(r"//|/\*|--|;|%|<!--")
REMARK_BEHIND = re.compile(rf"(?P<value>([{QUOTES}])[^{QUOTES}]*[{QUOTES}])[\s,;]*(?P<remark>#.*)?")
ENTRY = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|[^,]+")
# What ends a value of JSON: a comma before the next text, or brackets and commas at the end of the line.
JSON_END = re.compile(rf"\s*,\s*(?=[{QUOTES}])|[\s,;\]}}]*$")
LONGEST_READ = 400  # characters of a line: no search takes long
JSON_TEXT = re.compile(r'[\s\[{]*(?:"[^"]*"\s*:\s*)?"(?P<text>.*)"[\s,\]}]*')
JSON_WORD = {"none": "null", "null": "null", "true": "true", "false": "false", "yes": "true", "no": "false"}


def explain_toml_error(error: tomllib.TOMLDecodeError, text: str) -> tuple[Place, str]:
    """Return where a TOML file cannot be read, and what to do."""
    said = str(error)
    found = re.search(r"line (\d+), column (\d+)", said)  # Python 3.14 has attributes, earlier ones only this
    place = (int(found[1]), int(found[2])) if found else (text.rstrip().count("\n") + 1, 1)
    lines = text.split("\n")
    line = lines[place[0] - 1].strip() if place[0] <= len(lines) else ""
    told = ""
    if len(line) < LONGEST_READ and not said.startswith(("Cannot", "Unescaped", "Unterminated", "Unclosed", "Illegal")):
        told = (_explain_group(line, text) if "Invalid value" not in said else "") or _explain_line(line)
    return place, told or _translate(said, TOML_WORDS, 'The line cannot be read. Write it as: name = "text".')


def _explain_group(line: str, text: str) -> str:
    """Return what is wrong with a name in brackets. text: of the whole file, which has other groups."""
    group = GROUP.fullmatch(line)
    if not group or not (group["open"] or group["close"]):
        return ""
    written = group["name"].strip()
    first, dot, name = written.partition(".")
    if dot and " " in first:  # "Jane Doe, M.D."
        first, dot, name = written, "", ""
    elif not dot and f"[{written.partition(' ')[0]}." in text:
        first, dot, name = written.partition(" ")
    if not plain_name(first) or (dot and not plain_name(name)):
        return f'A name is missing between the brackets. Write "[{plain_name(first) or "group"}.name]".'
    right = ".".join(filter(None, (plain_name(first), plain_name(name))))
    if right == written:
        return f'Write one bracket before this name and one behind it: "[{right}]".'
    return f'A name in brackets has small letters, digits and hyphens. Write "[{right}]".'


def _explain_line(line: str) -> str:
    """Return what is wrong with a line of TOML that cannot be read, if its form tells what was meant."""
    if remark := REMARK.match(line):
        return f'A remark starts with "#" here. Write that in the place of "{remark[0]}".'
    if line.startswith("="):
        return 'A name is missing in front of "=". Add it.'
    if not (field := FIELD.fullmatch(line)):
        return ""
    name, written = field["name"].strip(QUOTES), field["value"].strip()
    what = 'The text behind "=" needs quotation marks. Write it as:'
    if "=" not in (field["sign"] or ""):
        what = 'There is no "=" between the name and the text. Write it as:'
    elif field["sign"] != "=":
        what = 'One "=" stands between the name and the text, and nothing else. Write it as:'
    elif field["mark"]:
        what = f'No "{field["mark"].strip()}" stands in front of a name. Write it as:'
    elif " " in name:
        what = "A name has no blank in it. Write it as:"
    elif written.startswith("["):
        what = "Each text of a list needs straight quotation marks. Write it as:"
    elif written[:1] and written[:1] in OPENING + CLOSING:
        what = "The quotation marks are curly. Write it as:"
    elif not TOML_NAME.fullmatch(field["name"]) and field["name"][0] not in "\"'":
        what = "The name needs quotation marks. Write it as:"
    elif REMARK_BEHIND.fullmatch(written):
        what = "A sign stands behind the closing quotation mark. Write it as:"
    elif written[:1] in ("'", '"') and written.count(written[0]) == 1:
        what = "A quotation mark is opened and not closed. Write it as:"
    elif written[:1] in ("'", '"'):
        what = "Text goes on behind the closing quotation mark. Put the whole text in one pair of marks:"
    return f"{what} {_toml_form(name.replace(' ', '_'), written, len(line))}."


def _toml_form(name: str, written: str, length: int) -> str:
    """Return a field as TOML has it. length: of its line, since a message repeats no long one."""
    field = name if TOML_NAME.fullmatch(name) else f'"{name}"'
    remark = ""
    if behind := REMARK_BEHIND.fullmatch(written):
        written, remark = behind["value"], f" {behind['remark']}" if behind["remark"] else ""
    if written.startswith("[") and written.endswith("]"):
        right = f"[{', '.join(_quote(_bare(entry)) for entry in ENTRY.findall(written[1:-1]) if _bare(entry))}]"
    else:
        right = _quote(_bare(written) if written[:1] not in ("", "[", "{") and length < LONGEST_FORM else "text")
    return f"{field} = {right}{remark}" if length < LONGEST_FORM else f'{field} = "text"'


def _bare(written: str) -> str:
    """Return a text without the marks around it, straight or curly, closed or not."""
    text = written.strip()
    marks = [index for index, sign in enumerate(text) if sign in QUOTES]
    is_closed = text[:1] in QUOTES and text[-1:] == text[:1] and text.count(text[:1]) == 2
    is_curly = text[:1] in OPENING and text[-1:] in CLOSING
    if marks and (is_closed or is_curly or marks in ([0], [len(text) - 1], [0, len(text) - 1])):
        return text[marks[0] == 0 : len(text) - (marks[-1] == len(text) - 1)].strip()
    return without_outer(text)


def _quote(text: str, is_json: bool = False) -> str:
    """Return a text in the marks that it does not hold; JSON has one kind alone."""
    return f"'{text}'" if '"' in text and "'" not in text and not is_json else json.dumps(text, ensure_ascii=False)


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
    before = error.doc[: error.pos].rpartition("\n")[2][-LONGEST_READ:]
    rest = rest.partition("\n")[0][:LONGEST_READ]
    explain = (
        _explain_json_value if error.msg.startswith(("Expecting value", "Expecting property")) else _explain_json_sign
    )
    general = "The list cannot be read here. Check commas and quotation marks on this line and the one above."
    told = "A list of sources holds no remarks. Take it out." if rest.startswith(("//", "/*", "#")) else ""
    return place, told or explain(error.msg, before, rest) or _translate(error.msg, JSON_WORDS, general)


def _explain_json_value(said: str, line: str, rest: str) -> str:
    """Return how a name or a value is written that is neither. line, rest: what stands before and behind the place."""
    written = rest.partition(":")[0].strip() if "property name" in said else JSON_END.split(rest, maxsplit=1)[0]
    if not written or not (written[0].isalnum() or written[0] in f"{QUOTES}.+_"):
        return ""
    if (right := JSON_WORD.get(written.lower())) and "property name" not in said:
        return f'"{written}" is not known here. Write: {right}.'
    what = "The quotation marks are curly." if written[0] in OPENING + CLOSING else "The quotation marks are single."
    return _offer(what if written[0] in QUOTES else "Quotation marks are missing.", _bare(written))


def _explain_json_sign(said: str, line: str, rest: str) -> str:
    """Return what is wrong where a comma or a colon should stand, or within a text."""
    if "control character" in said:
        return "A tab stands within a text. Write a blank in its place." if rest[:1] == "\t" else ""
    if "':' delimiter" in said:
        if name := re.search(r'"(?P<name>[^":]+):\s*"$', line):
            return f'A quotation mark is missing behind the name. Write: "{name["name"]}": "{rest.partition(QUOTES[0])[0]}".'
        return 'A colon stands between a name and its value, and no "=". Write ":" here.' if rest[:1] == "=" else ""
    if "',' delimiter" not in said or not line.strip():
        return ""
    if rest[:1] == ";":
        return 'A comma stands between two entries, and no ";". Write "," here.'
    if start := re.search(r"[\w.+-]+$", line):
        return _offer("Quotation marks are missing.", start[0] + JSON_END.split(rest, maxsplit=1)[0])
    text = JSON_TEXT.fullmatch(line + rest)
    if text and not re.search(r'"\s*[:,"]', text["text"]):
        return _offer("A quotation mark within a text ends it.", text["text"].replace('\\"', '"'))
    if rest[:1].isalnum():
        return "A quotation mark within a text ends it. Write “ and ” within, or add the comma that is missing before this."
    return ""


def _offer(what: str, text: str) -> str:
    """Return what is wrong, and the text as JSON has it, if a message may be that long."""
    if len(text) < LONGEST_FORM:
        return f"{what} Write: {_quote(text, is_json=True)}."
    return f'{what} Write " before and behind the text, and \\" for each one within.'


def _translate(said: str, words: tuple[tuple[str, str], ...], general: str) -> str:
    return next((told for part, told in words if part in said), general)


def explain_data_error(model: type[BaseModel], detail: ErrorDetails, keys: Keys, is_json: bool) -> str:
    """Say in plain words what is wrong with a field of a data file.

    keys: of the group that the model reads. is_json: how the file is written.
    """
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
    if kind == "string_too_short" or value is None:
        fields = {info.alias or field: info for field, info in model.model_fields.items()}
        must_stand = kind == "string_too_short" or (name in fields and fields[name].is_required())
        return f"{subject} is empty. {'Fill it in.' if must_stand else 'Fill it in, or take the line out.'}"
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
    if kind == "string_type" and isinstance(detail["loc"][-1], int) and not isinstance(value, (dict, list)):
        return (
            f"Each entry of {subject} must be one text in quotation marks. Write: {_quote(_as_text(value), is_json)}."
        )
    if kind == "string_type" and not _may_be(model, name, _as_text(value)):
        return f"{subject} must be one text in quotation marks. Compare it with another entry."
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        group = ".".join(map(str, (*keys, *detail["loc"]))) or "name"
        told = (
            'Write it between "{" and "}".' if is_json else f'Write "[{group}]" on a line of its own above its fields.'
        )
        return f"{subject} must be a group of fields. {told}"
    return _explain_kind(kind, subject, form, value, is_json)


def _as_text(value: Any) -> str:
    """Return a value as an editor has written it, or "text" in the place of a group or of a long one."""
    if isinstance(value, list) and len(value) == 1:
        return _as_text(value[0])
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "text" if isinstance(value, (dict, list)) or len(text) > LONGEST_SHOWN else text


def _may_be(model: type[BaseModel], name: str, value: str) -> bool:
    """Tell whether a field of a model may have this value: what is offered must not be refused in its turn."""
    try:
        model.model_validate({name: value})
    except ValidationError as error:
        return all(detail["loc"][:1] != (name,) for detail in error.errors(include_url=False))
    return True


def _explain_kind(kind: str, subject: str, form: str, value: Any, is_json: bool) -> str:
    """Say what kind of value a field has, and how that is written."""
    text = _as_text(value)
    if kind == "string_type":
        return f"{subject} must be one text in quotation marks. Write: {form} {_quote(text, is_json)}."
    if kind == "list_type":
        return f"{subject} must be a list in square brackets. Write: {form} [{_quote(text, is_json) if text else ''}]."
    if kind in ("int_type", "int_parsing"):
        return f"{subject} must be a number without quotation marks. Write: {form} {text if text.isdecimal() else 1}."
    if kind in ("bool_type", "bool_parsing"):
        right = "true" if text.lower() in MEAN_TRUE else "false" if text.lower() in MEAN_FALSE else "true or false"
        return f"{subject} must be true or false, without quotation marks. Write: {form} {right}."
    return f'{subject} cannot be "{shorten(value)}". Compare it with another entry.'

"""Read a page: the YAML header with the line of every value, then the Markdown body."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver

from plugins.memory.steps import Memory, Step
from plugins.problems.field_errors import explain_field_error, is_misspelt, shorten
from plugins.problems.places import Header, Keys, Place
from plugins.problems.problem import Problem
from plugins.problems.yaml_errors import Finding, explain_yaml_error, find_blanks, form_in_quotes, in_quotes
from plugins.reading.article_parts import NOT_TEXT
from plugins.reading.text import find_signs

UNSEEN = "[\\s\u200b-\u200f\u2060\ufeff]*"  # told as signs, and not a second time as a missing fence
FENCE = re.compile(f"{UNSEEN}---{UNSEEN}")
OTHER_FENCE = re.compile(r"[ \t]*(?:-{2}|-{4,}|[–—]+|\.{3}|={3,}|\*{3}|_{3}|-( -){2}|\+{3})[ \t]*|[ \t]+---[ \t]*")
NOT_HEADER = re.compile(r"[ \t]*$|#{2,} |>|\[\[|!\[")  # what a body starts with
TOO_DEEP = re.compile(r"(?:[-?][ \t]+){12}|^ {60}", re.MULTILINE)
BRACKET = re.compile(r"[\[\]{}]")
NOT_READ = ("header-", "file-", "sign-")  # rules of findings that leave a header without values
UNREADABLE = ("file-control-character", "file-conflict", "sign-indent")  # signs at which the reader stumbles
DEEPEST = 12  # brackets in brackets; no field needs more than three
COMMENT = re.compile(r"[ \t]+#")
CURLY = re.compile(r"“[^“”]*”|‘[^‘’]*’")
TAG = "tag:yaml.org,2002:"
HEADER: Step[Header] = Step("header", Header)
PLAIN_TAGS = {TAG + name for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")}


class Resolver(VersionedResolver):
    """The resolver of YAML 1.2, without asking for the version at each value: half of the time."""

    processing_version = (1, 2)


@lru_cache(maxsize=2000)  # who reads a page, renders it or lists it asks for its header each time
def split_front_matter(text: str) -> tuple[str | None, str, int, Finding | None]:
    """Split a page into its header and its body.

    Returns the YAML text (None when there is none), the body, the 1-based line on which the body starts,
    and what is wrong with the fences, if anything is.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None, "", 1, (1, 1, "header-missing", "The file is empty. Write a page, or delete the file.")
    if not FENCE.fullmatch(lines[first]):
        if lines[first].strip() == "+++":
            told = 'The header is written as TOML ("+++"). Write it as YAML, between two lines of "---".'
        else:
            told = 'The page does not start with its header. Start with a line "---", then the fields, then "---".'
        return None, text, 1, (first + 1, 1, "header-missing", told)
    if first > 0:
        told = 'There is an empty line above the header. Delete it, so that "---" is the first line.'
        return None, text, 1, (1, 1, "header-first-line", told)
    for number in range(1, len(lines)):
        if FENCE.fullmatch(lines[number]):
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2, None
    end = next((number for number in range(1, len(lines)) if OTHER_FENCE.fullmatch(lines[number])), None)
    if end is not None:
        told = f'The header ends with "---", three hyphens. Write that in the place of "{lines[end].strip()}".'
        return None, text, 1, (end + 1, 1, "header-unclosed", told)
    end = next((number for number in range(1, len(lines)) if NOT_HEADER.match(lines[number])), len(lines) - 1)
    told = 'The header has no end. Put a line "---" here, below the last field.'
    return None, text, 1, (end + 1, 1, "header-unclosed", told)


def parse_header(yaml_text: str, first_line: int = 2) -> Header:
    """Read the YAML of a header that starts on the given line of its file. Never raises for bad input."""
    header = Header()
    # What is said of the whole file is said in the same words, and so once
    signs = [sign for sign in find_signs(yaml_text) if sign[2] in UNREADABLE]
    header.findings.extend((line + first_line - 1, column, rule, told) for line, column, rule, told in signs)
    header.findings.extend(find_blanks(yaml_text, first_line))
    if header.findings:
        return header
    deep = find_deep(yaml_text)
    if deep is not None:
        line = yaml_text.count("\n", 0, deep)
        told = "A long run of brackets, dashes or blanks. Put the text in quotes, or take them out."
        header.tell((line + first_line, deep - yaml_text.rfind("\n", 0, deep)), told)
        return header
    try:
        node = compose(yaml_text)
    except MarkedYAMLError as error:
        header.findings.append(explain_yaml_error(error, yaml_text, first_line))
        return header
    except (YAMLError, ValueError, RecursionError):
        header.tell((first_line, 1), "The header cannot be read. Compare it with another page, sign by sign.")
        return header
    if node is None:
        header.tell((first_line, 1), "The header is empty. Write the fields of a page.", "header-empty")
    elif not isinstance(node, MappingNode):
        told = 'The header is not a list of fields. Write each as "name: value", such as "title: Botox".'
        header.tell((first_line, 1), told)
    else:
        header.values.update(_convert(node, (), _Text(first_line, yaml_text.split("\n")), header))
    return header


def parse_headers(texts: Sequence[str], memory: Memory) -> list[Header]:
    """Read the YAML of many headers, as `parse_header`; in several processes where there are many that are new."""
    return memory.map(HEADER, parse_header, texts, lambda text: (text,))


def compose(yaml_text: str) -> Node | None:
    """Return the nodes of a YAML text, each with its marks, or None. Raises YAMLError, ValueError or RecursionError."""
    # "safe" is read by libyaml where it is installed (eight times as fast), and still as YAML 1.2;
    # "rt" would leave a control character at each fold of a ">" text.
    yaml = YAML(typ="safe")
    yaml.Resolver = Resolver
    node: Node | None = yaml.compose(yaml_text)
    return node


def find_deep(yaml_text: str) -> int | None:
    """Return where a header is nested deeper than any field: that would exhaust the reader."""
    depth = 0
    for found in BRACKET.finditer(yaml_text):
        depth = depth + 1 if found[0] in "[{" else max(depth - 1, 0)
        if depth > DEEPEST:
            return found.start()
    found_run = TOO_DEEP.search(yaml_text)
    return found_run.start() if found_run else None


class _Text(NamedTuple):
    """The lines of a header, and the number of the first one in its file."""

    first_line: int
    lines: list[str]

    def place(self, node: Node) -> Place:
        """Return where a node starts."""
        return node.start_mark.line + self.first_line, node.start_mark.column + 1

    def first_sign(self, node: Node) -> str:
        """Return the sign that a node starts with."""
        line: str = self.lines[node.start_mark.line]
        return line[node.start_mark.column : node.start_mark.column + 1]


def _convert(node: Node, location: Keys, text: _Text, header: Header) -> Any:
    """Turn a node into plain values, noting where each stands and what may not be there."""
    place = text.place(node)
    header.places[location] = place
    # libyaml keeps no anchors, and copies what they name: the text itself tells.
    if node.anchor or node.tag not in PLAIN_TAGS or text.first_sign(node) in ("&", "*"):
        told = 'A "&", "*" or "!" has a meaning of its own in YAML. Put the text in quotes'
        header.tell(place, f"{told}{form_in_quotes(text.lines[node.start_mark.line])}.")
        return ""
    if isinstance(node, SequenceNode):
        return [_convert(item, (*location, index), text, header) for index, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        return _convert_mapping(node, location, text, header)
    value = _convert_scalar(str(node.value), str(node.tag), place, header)
    if not isinstance(value, str):
        header.written[location] = str(node.value)
    elif text.first_sign(node) not in ("'", '"', "|", ">"):
        _check_plain_text(node, location, text, header)
    return value


def _check_plain_text(node: Node, location: Keys, text: _Text, header: Header) -> None:
    """Tell of a text without quotation marks that YAML reads other than it is written."""
    field = next((part for part in reversed(location) if isinstance(part, str)), "")
    if field in NOT_TEXT:
        return
    line, value = text.lines[node.end_mark.line], str(node.value)
    if COMMENT.match(line, node.end_mark.column):
        whole = f"{value}{line[node.end_mark.column :].rstrip()}"
        told = 'The text ends before the "#": what follows it is not read. Put the whole text in quotes'
        header.findings.append((*text.place(node), "field-cut", f"{told}: {in_quotes(field, whole)}."))
    elif CURLY.fullmatch(value):
        told = "Curly quotation marks are printed as a part of the text. Write it without them"
        header.findings.append((*text.place(node), "field-cut", f"{told}: {in_quotes(field, value[1:-1])}."))


def _convert_mapping(node: MappingNode, location: Keys, text: _Text, header: Header) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        place = text.place(key_node)
        if not isinstance(key_node, ScalarNode) or text.first_sign(key_node) in ("&", "*"):
            header.tell(place, "A field name must be a single word. Check the brackets and the indent of this line.")
            continue
        key = str(key_node.value)
        if key in values:
            earlier = header.key_places[(*location, key)][0]
            header.tell(place, f'"{key}" stands twice, here and on line {earlier}. Keep one of them.', "field-twice")
            continue
        header.key_places[(*location, key)] = place
        values[key] = _convert(value_node, (*location, key), text, header)
    return values


def _convert_scalar(text: str, tag: str, place: Place, header: Header) -> Any:
    """Read numbers, true, false and nothing; leave dates as text, for the model to read."""
    kind = tag.removeprefix(TAG)
    try:
        if kind == "int":
            return int(text.replace("_", ""), 0) if not re.fullmatch(r"[-+]?0\d+", text) else text
        if kind == "float":
            return float(text.replace("_", ""))
    except (ValueError, OverflowError):
        header.tell(place, f'"{shorten(text)}" is not a number. Put it in quotes if it is text.')
        return text
    if kind == "bool":
        return text.lower() == "true"
    return None if kind == "null" else text


def check_header(model: type[BaseModel], header: Header) -> tuple[Any, list[Finding]]:
    """Read the values into the model. Returns the fields (None when they cannot be read) and every finding."""
    findings = list(header.findings)
    if any(rule.startswith(NOT_READ) for _, _, rule, _ in findings):
        return None, findings  # what cannot be read would be reported a second time, as missing
    empty = {name for name, value in header.values.items() if value is None}
    values = {name: value for name, value in header.values.items() if name not in empty}
    try:
        return model.model_validate(values), findings
    except ValidationError as error:
        details = error.errors(include_url=False)
        unknown = {detail["loc"] for detail in details if detail["type"] == "extra_forbidden"}
        told = [
            detail for detail in details if not (detail["type"] == "missing" and is_misspelt(detail["loc"], unknown))
        ]
        findings.extend(explain_field_error(model, header, detail) for detail in told)
        return None, findings


def as_problems(path: str, findings: list[Finding]) -> list[Problem]:
    """Give findings the path of their file."""
    return [Problem(path, line, column, rule, message) for line, column, rule, message in findings]

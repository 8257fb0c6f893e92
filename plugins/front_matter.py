"""Read a page: the YAML header with the line of every value, then the Markdown body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plugins.problem import Problem

Location = tuple[str | int, ...]  # the way to a value: ("charts", 0, "bars", 1, "value")
Place = tuple[int, int]  # line and column, 1-based
Finding = tuple[int, int, str, str]  # line, column, rule, message

FENCE = re.compile(r"---[ \t]*")
TAG = "tag:yaml.org,2002:"
PLAIN_TAGS = {TAG + name for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")}


@dataclass(frozen=True)
class Header:
    """The values of a header, before they are checked against the model."""

    values: dict[str, Any]
    places: dict[Location, Place]  # where each value stands
    key_places: dict[Location, Place]  # where the name of each value stands
    findings: list[Finding] = field(default_factory=list)


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
    told = 'The header has no end. Put a line "---" below the last field.'
    return None, text, 1, (1, 1, "header-unclosed", told)


def parse_header(yaml_text: str, first_line: int = 2) -> Header:
    """Read the YAML of a header that starts on the given line of its file. Never raises for bad input."""
    header = Header({}, {}, {})
    try:
        # "safe" is read by libyaml where it is installed (eight times as fast), and still as YAML 1.2;
        # "rt" would leave a control character at each fold of a ">" text.
        node = YAML(typ="safe").compose(yaml_text)
    except MarkedYAMLError as error:
        header.findings.append(explain_yaml_error(error, yaml_text, first_line))
        return header
    except (YAMLError, ValueError, RecursionError) as error:
        told = f"The header cannot be read ({str(error).splitlines()[0]}). Compare it with another page."
        header.findings.append((first_line, 1, "header-yaml", told))
        return header
    if node is None:
        header.findings.append((first_line, 1, "header-empty", "The header is empty. Write the fields of a page."))
    elif not isinstance(node, MappingNode):
        told = 'The header is not a list of fields. Write each as "name: value", such as "title: Botox".'
        header.findings.append((first_line, 1, "header-yaml", told))
    else:
        header.values.update(_convert(node, (), first_line, header))
    return header


def _convert(node: Node, location: Location, first_line: int, header: Header) -> Any:
    """Turn a node into plain values, noting where each stands and what may not be there."""
    place = (node.start_mark.line + first_line, node.start_mark.column + 1)
    header.places[location] = place
    if node.anchor or node.tag not in PLAIN_TAGS:
        told = 'A "&", "*" or "!" has a meaning of its own in YAML. Put the text in quotes.'
        header.findings.append((*place, "header-yaml", told))
        return ""
    if isinstance(node, SequenceNode):
        return [_convert(item, (*location, index), first_line, header) for index, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        return _convert_mapping(node, location, first_line, header)
    return _convert_scalar(node, place, header)


def _convert_mapping(node: MappingNode, location: Location, first_line: int, header: Header) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        place = (key_node.start_mark.line + first_line, key_node.start_mark.column + 1)
        if not isinstance(key_node, ScalarNode):
            told = "A field name must be a single word. Check the brackets and the indent of this line."
            header.findings.append((*place, "header-yaml", told))
            continue
        key = str(key_node.value)
        if key in values:
            earlier = header.key_places[(*location, key)][0]
            told = f'"{key}" stands twice, here and on line {earlier}. Keep one of them.'
            header.findings.append((*place, "field-twice", told))
            continue
        header.key_places[(*location, key)] = place
        values[key] = _convert(value_node, (*location, key), first_line, header)
    return values


def _convert_scalar(node: ScalarNode, place: Place, header: Header) -> Any:
    """Read numbers, true, false and nothing; leave dates as text, for the model to read."""
    text = node.value
    kind = node.tag.removeprefix(TAG)
    try:
        if kind == "int":
            return int(text.replace("_", ""), 0) if not re.fullmatch(r"[-+]?0\d+", text) else text
        if kind == "float":
            return float(text.replace("_", ""))
    except (ValueError, OverflowError):
        header.findings.append((*place, "header-yaml", f'"{text}" is not a number. Put it in quotes if it is text.'))
        return text
    if kind == "bool":
        return text.lower() == "true"
    return None if kind == "null" else text


def explain_yaml_error(error: MarkedYAMLError, yaml_text: str, first_line: int) -> Finding:
    """Say in plain words what the YAML reader stumbled over, at the line that an editor has to mend."""
    mark = error.problem_mark or error.context_mark
    index, column = (mark.line, mark.column + 1) if mark else (0, 1)
    lines = yaml_text.split("\n")
    index = min(index, len(lines) - 1)
    problem = error.problem or "it is not YAML"
    if "\t" in lines[index][: column + 1]:
        return index + first_line, lines[index].index("\t") + 1, "header-tab", "A tab. Indent with spaces instead."
    if "mapping values are not allowed" in problem:
        told = f"A second colon in one line. Put the text after the first one in quotes: {_quoted(lines[index])}."
        return index + first_line, column, "header-colon", told
    if "could not find expected ':'" in problem or "simple key" in problem:
        # The reader gives up on a later line than the one that lacks its colon.
        index = next((n for n in range(min(index, len(lines) - 1), -1, -1) if _lacks_colon(lines[n])), index)
        word = lines[index].strip().split(" ")[0] or "title"
        return index + first_line, 1, "header-colon", f'This line has no colon. Write "{word}: value".'
    if "quoted scalar" in (error.context or "") or "quoted scalar" in problem:
        opened = error.context_mark.line if error.context_mark else index
        told = "A quotation mark is opened and not closed. Add the closing one, or take the opening one out."
        return opened + first_line, (error.context_mark.column + 1 if error.context_mark else column), "header-quote", told
    if problem.startswith("found character") or "alias" in problem or "anchor" in problem or "tag" in problem:
        told = "A sign here has a meaning of its own in YAML. Put the whole text in quotes."
        return index + first_line, column, "header-yaml", told
    told = f"The header cannot be read here ({problem}). Check indents, quotes and brackets on this line and the one above."
    return index + first_line, column, "header-yaml", told


def _lacks_colon(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("#", "-")) and ":" not in line


def _quoted(line: str) -> str:
    name, _, value = line.strip().partition(":")
    return f"{name}: '{value.strip()}'" if '"' in value else f'{name}: "{value.strip()}"'


def check_header(model: type[BaseModel], header: Header) -> tuple[Any, list[Finding]]:
    """Read the values into the model. Returns the fields (None when they cannot be read) and every finding."""
    findings = list(header.findings)
    if any(rule.startswith("header-") for _, _, rule, _ in findings):
        return None, findings  # what cannot be read would be reported a second time, as missing
    empty = {name for name, value in header.values.items() if value is None}
    values = {name: value for name, value in header.values.items() if name not in empty}
    try:
        return model.model_validate(values), findings
    except ValidationError as error:
        details = error.errors(include_url=False)
        unknown = {detail["loc"][-1] for detail in details if detail["type"] == "extra_forbidden"}
        findings.extend(explain_field_error(model, header, detail, unknown) for detail in details)
        return None, findings


def explain_field_error(
    model: type[BaseModel], header: Header, detail: ErrorDetails, unknown: set[str | int]
) -> Finding:
    """Say in plain words what is wrong with a field, and where."""
    location = tuple(part for part in detail["loc"] if part not in ("constrained-str", "function-before"))
    name = str(location[-1]) if location else ""
    line, column = _place(header, location)
    kind, context = detail["type"], detail.get("ctx", {})
    value = detail.get("input")
    if kind == "value_error":
        return line, column, "field-value", str(context["error"])
    group = _group(model, location)
    if kind == "extra_forbidden":
        near = get_close_matches(name.lower(), group.model_fields, n=1, cutoff=0.6)
        told = f'Did you mean "{near[0]}"?' if near else f"The fields here are: {', '.join(group.model_fields)}."
        return line, column, "field-unknown", f'"{name}" is not a field. {told}'
    example = _example(group, name)
    if kind == "missing" or value is None:
        misspelt = get_close_matches(name, map(str, unknown), n=1, cutoff=0.6)
        told = f' It may be the "{misspelt[0]}" of this page.' if misspelt else ""
        return line, column, "field-missing", f'{name} is missing. Add a line such as "{example}".{told}'
    if kind == "literal_error":
        choices = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        near = get_close_matches(str(value).lower(), choices, n=1, cutoff=0.5)
        told = f'Did you mean "{near[0]}"?' if near else f"Write one of: {', '.join(choices)}."
        return line, column, "field-value", f'"{value}" is not known here. {told}'
    return line, column, "field-value", _explain_value(kind, name, value, context, example)


def _explain_value(kind: str, name: str, value: Any, context: dict[str, Any], example: str) -> str:
    subject = f'"{name}"' if not name.isdigit() else "This entry"
    match kind:
        case "string_type":
            return f'{subject} must be a text. Put it in quotes, such as "{value}".' if not isinstance(
                value, list | dict
            ) else f'{subject} must be a text, not a list. Write "{example}".'
        case "int_type" | "int_parsing" | "float_type" | "float_parsing" | "int_from_float":
            return f'{subject} must be a number, not "{value}". Write "{example}".'
        case "bool_type" | "bool_parsing":
            return f'{subject} must be true or false, not "{value}". Write "{name}: true".'
        case "list_type":
            return f'{subject} must be a list. Write "{example}", or one entry a line, each after "- ".'
        case "model_type" | "dict_type" | "model_attributes_type":
            return f'{subject} must be a group of fields, each on a line of its own. Check its indent and its "- ".'
        case "string_too_long":
            return f"{subject} has {len(str(value))} characters, {context['max_length']} at most. Shorten it."
        case "string_too_short":
            return f"{subject} has {len(str(value))} characters, {context['min_length']} at least. Say more."
        case "too_short":
            return f"{subject} has {context['actual_length']} entries, {context['min_length']} at least. Add more."
        case "too_long":
            return f"{subject} has {context['actual_length']} entries, {context['max_length']} at most. Take some out."
        case "string_pattern_mismatch":
            return f'"{value}" is not written as it should be. Write it like this: "{example}".'
    return f'{subject} cannot be "{value}". Write something like "{example}".'


def _place(header: Header, location: Location) -> Place:
    """Return where a value stands, or its name, or else the group that it is missing from."""
    for length in range(len(location), -1, -1):
        part = location[:length]
        if part in header.key_places:
            return header.key_places[part]
        if part in header.places:
            return header.places[part] if length else (1, 1)
    return 1, 1


def _group(model: type[BaseModel], location: Location) -> type[BaseModel]:
    """Return the model of the group that a value belongs to."""
    group = model
    for part in location[:-1]:
        if isinstance(part, int) or part not in group.model_fields:
            continue
        inner = next(_models_in(group.model_fields[part].annotation), None)
        group = inner or group
    return group


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def _example(group: type[BaseModel], name: str) -> str:
    info = group.model_fields.get(name)
    example = info.examples[0] if info is not None and info.examples else "value"
    return f"{name}: {str(example).lower() if isinstance(example, bool) else example}"


def as_problems(path: str, findings: list[Finding]) -> list[Problem]:
    """Give findings the path of their file."""
    return [Problem(path, line, column, rule, message) for line, column, rule, message in findings]

"""Say in plain words what is wrong with a field of a header, and where it stands."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from plugins.problems.places import Header, Keys
from plugins.problems.problem import count
from plugins.problems.yaml_errors import Finding

LONGEST_SHOWN = 60  # characters of a value in a message
SLUG_FORM = "[a-z0-9]+(?:-[a-z0-9]+)*"
MEAN_TRUE, MEAN_FALSE = ("true", "yes", "on", "1", "y", "t"), ("false", "no", "off", "0", "n", "f")
# What other sites write in a header, and what we do instead.
ADDRESS = "The file name is the address: rename the file if you want another one."
OTHER_FIELDS = {
    **dict.fromkeys(("slug", "save_as", "url", "permalink", "aliases"), ADDRESS),
    **dict.fromkeys(
        ("category", "categories", "tags", "type", "section"), "The folder says what a page is. Take it out."
    ),
    **dict.fromkeys(("author", "authors", "byline"), "The byline stands in content/data/practice.toml. Take it out."),
    **dict.fromkeys(("date", "created", "publish_on"), 'Write "published: 2026-11-22", the day it first goes online.'),
    **dict.fromkeys(("modified", "lastmod"), 'Write "updated: 2026-11-22", the day its text last changed.'),
    **dict.fromkeys(("description", "excerpt"), 'Write "summary:", one or two sentences.'),
    **dict.fromkeys(("lang", "language", "template", "layout", "keywords"), "The site sets it itself. Take it out."),
}


class FieldError(ValueError):
    """Fields do not go together. field: the one of them to mend."""

    def __init__(self, field: str, told: str) -> None:
        super().__init__(told)
        self.field = field


def is_misspelt(location: Keys, unknown: Collection[Keys]) -> bool:
    """Tell whether a field that is missing stands there under another name, of which more is told."""
    beside = [str(keys[-1]).lower() for keys in unknown if keys[:-1] == location[:-1]]
    return bool(get_close_matches(str(location[-1]).lower(), beside, n=1, cutoff=0.6))


def explain_field_error(model: type[BaseModel], header: Header, detail: ErrorDetails) -> Finding:
    """Say in plain words what is wrong with a field, and where."""
    location = tuple(part for part in detail["loc"] if part not in ("constrained-str", "function-before"))
    name = str(location[-1]) if location else ""
    line, column = header.find(location)
    kind, context = detail["type"], detail.get("ctx", {})
    value = detail.get("input")
    if kind == "value_error":
        cause = context["error"]
        if isinstance(cause, FieldError):
            line, column = header.find((*location, cause.field))
        return line, column, "field-value", str(cause)
    group = _group(model, location)
    if kind == "extra_forbidden" and name.lower() in OTHER_FIELDS and len(location) == 1:
        return line, column, "field-unknown", f'"{name}" is not a field. {OTHER_FIELDS[name.lower()]}'
    if kind == "extra_forbidden":
        near = get_close_matches(name.lower(), group.model_fields, n=1, cutoff=0.6)
        told = f'Did you mean "{near[0]}"?' if near else f"The fields here are: {', '.join(group.model_fields)}."
        if name.isdigit():
            told = 'If it belongs to a figure, write its decimals with a point, such as "6.7".'
        return line, column, "field-unknown", f'"{shorten(name)}" is not a field. {told}'
    is_entry = name.isdigit() and len(location) > 1
    example = _example(group, str(location[-2]) if is_entry else name)
    if kind == "missing" or value is None:
        form = f'Add a line such as "{example}".'
        if ": - " in example:
            form = f'Add a line "{name}:" and below it entries such as "  {example.partition(": ")[2]}".'
        nothing = header.written.get(location, "")
        what = f'"{nothing}" in YAML means that {name} is empty' if nothing else f'"{name}" is missing'
        return line, column, "field-missing", f"{what}. {form}"
    if kind == "literal_error":
        choices = _choices(group, str(location[-2]) if is_entry else name)
        near = get_close_matches(str(value).lower(), choices, n=1, cutoff=0.5)
        told = f'Did you mean "{near[0]}"?' if near else f"Write one of: {', '.join(choices)}."
        return line, column, "field-value", f'"{shorten(value)}" is not known here. {told}'
    return (
        line,
        column,
        "field-value",
        _explain_value(kind, name, header.written.get(location, value), context, example),
    )


def shorten(value: Any) -> str:
    """Return a value as a message shows it."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _explain_value(kind: str, name: str, value: Any, context: dict[str, Any], example: str) -> str:
    subject = f'"{name}"' if not name.isdigit() else "This entry"
    shown = shorten(value)
    length = len(str(value)) if isinstance(value, str) else 0
    match kind:
        case "string_type":
            return f"{subject} must be a text{_explain_text(name, value, shown)}"
        case "int_type" | "int_parsing" | "float_type" | "float_parsing" | "int_from_float":
            return f'{subject} must be a number, not "{shown}". Write "{_as_number(kind, value, example)}".'
        case "bool_type" | "bool_parsing":
            meant = str(value).strip().lower()
            form = f'"{name}: true" or "{name}: false"'
            if meant in (*MEAN_TRUE, *MEAN_FALSE):
                form = f'"{name}: {"true" if meant in MEAN_TRUE else "false"}"'
            return f'{subject} must be true or false, not "{shown}". Write {form}.'
        case "greater_than_equal" | "greater_than" | "less_than_equal":
            bound = next(iter(context.values()))
            word = "at most" if kind == "less_than_equal" else "at least" if kind.endswith("equal") else "is too little"
            return f'{subject} cannot be "{shown}": {bound} {word}. Correct the number.'
        case "list_type":
            return f'{subject} must be a list. Write "{_as_list(name, value) or example}", or one entry a line, each after "- ".'
        case "model_type" | "dict_type" | "model_attributes_type":
            return f'{subject} must be a group of fields, each on a line of its own. Check its indent and its "- ".'
        case "string_too_long":
            return f"{subject} has {count(length, 'character')}, {context['max_length']} at most. Take out {length - context['max_length']}."
        case "string_too_short":
            return f"{subject} has {count(length, 'character')}, {context['min_length']} at least. Say more."
        case "too_short":
            return (
                f"{subject} has {count(context['actual_length'], 'entry')}, {context['min_length']} at least. Add more."
            )
        case "too_long":
            return (
                f"{subject} has {count(context['actual_length'], 'entry')}, {context['max_length']} at most."
                " Take some out."
            )
        case "string_pattern_mismatch" if SLUG_FORM in context.get("pattern", "") and isinstance(value, str):
            field = example.partition(":")[0]
            form = _as_list(field, value) if name.isdigit() else f"{field}: {_as_slug(value)}"
            return f'"{shown}" is not written as it should be. Write it like this: "{form or example}".'
        case "string_pattern_mismatch":
            return f'"{shown}" is not written as it should be. Write it like this: "{example}".'
    return f'{subject} cannot be "{shown}". Write something like "{example}".'


def _explain_text(name: str, value: Any, shown: str) -> str:
    """Return the end of the sentence on a value that should be a text."""
    if isinstance(value, dict) and any(inner is not None for inner in value.values()):
        first = next(iter(value), "")
        return f'. If "{first}" below is a field of its own, take the spaces before it out.'
    if isinstance(value, (dict, list)):
        words = shorten(", ".join(map(str, value)))
        return f', and brackets or hyphens make a list of it. Write it in quotes: {name}: "{words}".'
    return f'. Put it in quotes, such as "{shown}".'


def _as_number(kind: str, value: Any, example: str) -> str:
    """Return the field with the one number that a text holds, or with its example."""
    found = re.findall(r"-?\d+(?:[.,]\d+)?", str(value))
    if len(found) != 1:
        return example
    number = float(found[0].replace(",", "."))
    if kind.startswith("int") and not number.is_integer():
        return example
    return f"{example.partition(':')[0]}: {number:g}"


def _as_list(name: str, value: Any) -> str:
    """Return the field with the words of a text as a list, or nothing."""
    words = ", ".join(map(str, value)) if isinstance(value, dict) else value if isinstance(value, str) else ""
    parts = [_as_slug(part) for part in re.split(r"[,;]|\band\b", words)]
    return f"{name}: [{', '.join(filter(None, parts))}]" if any(parts) else ""


def _as_slug(text: str) -> str:
    """Return a text as an id: small letters and hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def _group(model: type[BaseModel], location: Keys) -> type[BaseModel]:
    """Return the model of the group that a value belongs to."""
    group = model
    for part in location[:-1]:
        if isinstance(part, int) or part not in group.model_fields:
            continue
        inner = next(models_in(group.model_fields[part].annotation), None)
        group = inner or group
    return group


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models in the type of a field."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from models_in(argument)


def _choices(group: type[BaseModel], name: str) -> list[str]:
    """Return the values that a field, or an entry of it, may have."""
    waiting = [group.model_fields[name].annotation] if name in group.model_fields else []
    for annotation in waiting:
        if get_origin(annotation) is Literal:
            return list(get_args(annotation))
        waiting.extend(get_args(annotation))
    return []


def _example(group: type[BaseModel], name: str) -> str:
    info = group.model_fields.get(name)
    example = info.examples[0] if info is not None and info.examples else "value"
    return f"{name}: {str(example).lower() if isinstance(example, bool) else example}"

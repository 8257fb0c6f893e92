"""A form for a part of the content: every field with its label, help, example and value, made from the model that reads it.

A form shows what stands in the file and not what the model made of it, so it opens where a value breaks a rule, too.

Schema: the model as JSON schema (pydantic makes it), its references put in. A field is a dict as the browser gets it:
keys, label, help, example, kind, value, digest, isRequired, and as far as it has them options, fields, items, digests, least, most,
and where it stands: first, last, column.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from plugins.problems.places import Keys
from tooling.editor.forms.form_lines import Span
from tooling.editor.forms.form_options import label_of
from tooling.editor.forms.form_values import show_value

Schema = dict[str, Any]
Field = dict[str, Any]
LONG = 50  # letters: longer ones get more than one line
BOUNDS = {
    "least": ("minLength", "minItems", "minimum", "exclusiveMinimum"),
    "most": ("maxLength", "maxItems", "maximum"),
}
PLAIN_KINDS = {"boolean": "flag", "integer": "whole", "number": "number", "object": "group"}


@dataclass(frozen=True)
class Known:
    """What is known beside the values: how a source is called, the reviewers with their names, by id, and the lines of values."""

    label_source: Callable[[str], str] = str
    reviewers: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[Keys, Span] = field(default_factory=dict)


@lru_cache(maxsize=16)
def schema_of(model: type[BaseModel]) -> Schema:
    """Return the schema of a model by the names that the files have, with all that it refers to put in."""
    schema = model.model_json_schema(by_alias=True)
    whole: Schema = _put_in(schema, schema.get("$defs", {}))
    return whole


def _put_in(node: Any, parts: Schema) -> Any:
    """Return a part of a schema without references; what may be nothing is as if it could not be: an empty field is that."""
    if isinstance(node, list):
        return [_put_in(each, parts) for each in node]
    if not isinstance(node, dict):
        return node
    inner: Schema = {}
    if "$ref" in node:
        inner = parts[node["$ref"].rpartition("/")[2]]
    for each in node.get("anyOf", ()):
        inner = inner if each.get("type") == "null" else each
    own = {name: value for name, value in node.items() if name not in ("$ref", "$defs", "anyOf")}
    if inner:
        return _put_in({**inner, **own}, parts)
    return {name: value if name == "examples" else _put_in(value, parts) for name, value in own.items()}


def part_of(schema: Schema, keys: Keys) -> tuple[Schema, bool] | None:
    """Return the schema behind these keys, and whether the field must stand; None where the model has no such field."""
    is_required = True
    for key in keys:
        if isinstance(key, int):
            if schema.get("type") != "array" or key < 0:
                return None
            schema, is_required = schema["items"], True
        else:
            inner = schema.get("properties", {}).get(key) or schema.get("additionalProperties")
            if not inner:
                return None
            schema, is_required = inner, key in schema.get("required", ())
    return schema, is_required


def kind_of(schema: Schema, value: object = None) -> str:
    """Return what a field is in a form, as the browser knows it. value: one of a text, which may be long."""
    if marked := schema.get("form"):
        return "choice" if marked == "reviewer" else str(marked)
    if "enum" in schema:
        return "choice"
    kind = schema.get("type", "")
    if kind in PLAIN_KINDS:
        return PLAIN_KINDS[kind]
    if kind == "array":
        items = schema["items"]
        return "several" if "enum" in items else "list" if items.get("type") == "object" else "texts"
    if schema.get("format") == "date":
        return "date"
    longest = max(schema.get("maxLength", 0), *(len(str(text)) for text in (value or "", *schema.get("examples", ()))))
    return "long" if longest > LONG or "\n" in str(value) else "text"


def digest_of(value: object) -> str:
    """Return the SHA-256 of a value as JSON with sorted names: what a change says that it replaces."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def describe(schema: Schema, value: object, keys: Keys, known: Known, is_required: bool = True) -> Field:
    """Return a field of a form. value: what stands in the file, None for nothing."""
    kind = kind_of(schema, value)
    label, told = schema.get("title", ""), schema.get("description", "")
    described: Field = {
        "keys": list(keys), "label": label, "help": "" if told == label else told, "example": _example_of(schema, kind),
        "kind": kind, "value": show_value(kind, value), "digest": digest_of(value), "isRequired": is_required,
    }  # fmt: skip
    for name, bounds in BOUNDS.items():
        described.update((name, schema[bound]) for bound in bounds if bound in schema)
    described.update(lines_of(known.spans.get(keys)))
    if kind == "group":
        described["fields"] = describe_group(schema, value, keys, known)
    elif kind == "list":
        entries = value if isinstance(value, list) else []
        described["items"] = [
            describe_group(schema["items"], entry, (*keys, at), known) for at, entry in enumerate(entries)
        ]
        described["digests"] = [digest_of(entry) for entry in entries]
    elif kind in ("choice", "several", "sources"):
        described["options"] = _options_of(schema, kind, described["value"], known, is_required)
    return described


def lines_of(span: Span | None) -> Field:
    """Return where a value stands, as a browser gets it; nothing for one that does not stand there."""
    return {"first": span.first, "last": span.last, "column": span.column} if span else {}


def describe_group(schema: Schema, values: object, keys: Keys, known: Known) -> list[Field]:
    """Return the fields of a group, those too that do not stand in the file."""
    group = values if isinstance(values, dict) else {}
    required = schema.get("required", ())
    return [
        describe(inner, group.get(name), (*keys, name), known, name in required)
        for name, inner in schema["properties"].items()
    ]


def blank_of(schema: Schema, today: str) -> Any:
    """Return what a new entry of a list begins with: its required fields, still empty; a day is today's.

    today: as YYYY-MM-DD.
    """
    kind = kind_of(schema)
    if kind == "group":
        return {name: blank_of(schema["properties"][name], today) for name in schema.get("required", ())}
    if kind in ("several", "sources", "texts", "list"):
        return []
    return {"date": today, "flag": False}.get(kind, "")


def _example_of(schema: Schema, kind: str) -> str:
    """Return an example as a person types it: those of lists are written as YAML has them."""
    if kind in ("group", "list", "flag", "choice"):
        return ""
    example = str(next(iter(schema.get("examples", ())), ""))
    if kind == "issued":
        return str(show_value(kind, json.loads(example)))
    return example.strip("[]") if kind in ("several", "sources", "texts") else example


def _options_of(schema: Schema, kind: str, chosen: object, known: Known, is_required: bool) -> list[dict[str, str]]:
    """Return what can be chosen. Of the sources, which are looked for, those that are chosen; what is not known stands there, too."""
    labels: dict[str, str] = {}
    if kind == "choice" and not (is_required and chosen):
        labels[""] = "Choose one" if is_required else "None"
    if kind == "sources":
        labels.update({name: known.label_source(name) for name in _texts(chosen)})
    elif schema.get("form") == "reviewer":
        labels.update(known.reviewers)
    else:
        among: Sequence[str] = schema.get("enum") or schema["items"]["enum"]
        labels.update({name: label_of(name) for name in among})
    for name in _texts(chosen):
        labels.setdefault(name, name)
    return [{"value": name, "label": label} for name, label in labels.items()]


def _texts(chosen: object) -> list[str]:
    return [str(each) for each in chosen] if isinstance(chosen, list) else [str(chosen)] if chosen else []

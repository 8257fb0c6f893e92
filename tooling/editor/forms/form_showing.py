"""What the page asks for to show a form, or the list of all forms."""

from dataclasses import replace
from typing import Any, Literal

from plugins.problems.places import Keys
from tooling.editor.desk import BAD_REQUEST, Desk, Refusal
from tooling.editor.forms.descriptions import (
    Field,
    Schema,
    blank_of,
    describe,
    describe_group,
    digest_of,
    kind_of,
    lines_of,
    part_of,
)
from tooling.editor.forms.form_lines import Span, find_spans
from tooling.editor.forms.form_lists import known_of, list_forms
from tooling.editor.forms.form_places import DATA, NAMED, NO_FIELD, PATHS, TABLES, Part, blank_part, open_part, value_at
from tooling.editor.verbs import Request, read_request

What = Literal["page", "practice", "source", "word", "reviewer", "redirects", "lists"]
OLD_ADDRESS = {"label": "Old address", "help": "The address that a page had.", "example": "/uses/old-name/"}


class FormAsked(Request):
    """Which form to show. keys: a part of it, such as ["charts", 0]; id: of a source, word or reviewer,
    none for a new one; of lists, that of the one that is asked for."""

    what: What
    file: str | None = None
    id: str | None = None
    keys: list[str | int] | None = None


def show_form(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Return a form, or with "lists" all that can be opened."""
    asked = read_request(FormAsked, sent)
    if asked.what == "lists":
        return {"groups": list_forms(desk, asked.id)}
    if asked.what == "page" and not asked.file:
        raise Refusal(BAD_REQUEST, "The page asked for no file. Load it anew.")
    path = desk.path_of(asked.file) if asked.file else PATHS[asked.what]
    if DATA.get(path, "page") != asked.what:
        raise Refusal(BAD_REQUEST, "That file holds another form. Load the page anew.")
    keys: Keys = tuple(asked.keys or ())
    if asked.what in NAMED and not keys:
        if not asked.id:
            return form_of(desk, blank_part(asked.what), ())
        keys = (TABLES[asked.what], asked.id) if asked.what in TABLES else (asked.id,)
    return form_of(desk, *open_part(desk, path, keys))


def form_of(desk: Desk, part: Part, inner: Keys) -> dict[str, Any]:
    """Return a part, or what is behind the inner keys of it, as a form for the browser.

    keys, digest: of the whole part, by which a source, word or reviewer is removed. blank: of redirects, how a line is
    added, by setting a field of a new name. Raises Refusal where there is no such field.
    """
    found = part_of(part.schema, inner)
    if found is None:
        raise Refusal(BAD_REQUEST, NO_FIELD)
    schema, is_required = found
    value = value_at(part.value, inner)
    spans = find_spans(part.places, part.end) if part.shown or part.what not in NAMED else {}
    spans = {
        (*part.shown, *at[len(part.root) :]): span for at, span in spans.items() if at[: len(part.root)] == part.root
    }
    known, keys = replace(known_of(desk), spans=spans), (*part.shown, *inner)
    if kind_of(schema) == "group":
        fields = describe_group(schema, value, keys, known)
    else:
        fields = [describe(schema, value, keys, known, is_required)]
    form: dict[str, Any] = {
        "title": part.title, "what": part.what, "file": desk.id_of(part.path), "path": part.path,
        "version": desk.version_of(part.text or desk.text(part.path)), "keys": list(part.shown),
        "digest": digest_of(part.value), "fields": fields, **lines_of(spans.get(keys, Span(1, part.end, 1))),
    }  # fmt: skip
    if part.what in NAMED and not part.shown:
        form["fields"] = [_begin_list(each, schema, desk) for each in fields if each["keys"] != ["id"]]
    if part.what == "redirects":
        form["blank"] = {
            **OLD_ADDRESS,
            "field": describe(schema["additionalProperties"], None, (*part.shown, ""), known),
        }
    return form


def _begin_list(field: Field, schema: Schema, desk: Desk) -> Field:
    """Return a field of a new entry. A list of groups has its first one, still empty: nothing can be added before it is in the file."""
    if field["kind"] != "list":
        return field
    items = schema["properties"][field["keys"][-1]]["items"]
    blank = blank_of(items, desk.today.isoformat())
    entry = describe_group(items, blank, (*field["keys"], 0), known_of(desk))
    return {**field, "items": [entry], "digests": [digest_of(blank)]}

"""A new source, word or reviewer: its id, and its place in the file."""

import re
from collections.abc import Collection
from typing import Any

from plugins.problems.plain_names import plain_name
from tooling.editor.desk import BAD_REQUEST, Desk, Refusal
from tooling.editor.forms.descriptions import Schema, blank_of, kind_of
from tooling.editor.forms.form_places import NO_FIELD, PATHS, TABLES, blank_part, read_data
from tooling.editor.forms.form_values import read_value
from tooling.editor.forms.form_writing import language_of

LONGEST_ID = 40
IN_BRACKETS = re.compile(r"\(([A-Z]{2,6})\)")  # "Food and Drug Administration (FDA)"
OF_COUNTRY = re.compile(r"^(?:U\.? ?S\.?|The)\s+")
YEAR = re.compile(r"[0-9]{4}")


def add_entry(desk: Desk, what: str, sent: dict[str, Any]) -> tuple[str, str, str]:
    """Return the path of the file, the id of a new entry, and the text of the file with it. Raises Refusal, NotPossible.

    sent: its values as a form has them, by their names; an id among them is taken as it is.
    """
    schema = blank_part(what).schema
    path, given = PATHS[what], str(sent.get("id") or "")
    text = desk.text(path)
    values = read_data(desk, path, text).values
    entry = build(schema, {name: value for name, value in sent.items() if name != "id"})
    language = language_of(path)
    if what == "source":
        rows = values if isinstance(values, list) else []
        taken = {str(row.get("id")) for row in rows if isinstance(row, dict)}
        name = given or free_name(name_of_source(entry), taken)
        return path, name, language.add_item(text, (), len(rows), {**entry, "id": name})
    table = values.get(TABLES[what])
    word = str(entry.get("term") or entry.get("name") or "")
    name = given or free_name(plain_name(word)[:LONGEST_ID].strip("-") or what, table or ())
    return path, name, language.set_value(text, (TABLES[what], name), entry)


def build(schema: Schema, sent: Any) -> dict[str, Any]:
    """Return a group as the file has it, its fields in the order of the model; a field that must stand, and was not sent, is empty.

    Others that are empty are left out. Raises Refusal.
    """
    if not isinstance(sent, dict) or set(sent) - set(schema["properties"]):
        raise Refusal(BAD_REQUEST, NO_FIELD)
    group = {}
    for name, inner in schema["properties"].items():
        kind = kind_of(inner)
        value: Any
        if name in sent and kind == "group":
            value = build(inner, sent[name])
        elif name in sent and kind == "list":
            entries = sent[name] if isinstance(sent[name], list) else []
            value = [built for each in entries if (built := build(inner["items"], each))]
        else:
            value = read_value(kind, sent[name]) if name in sent else None
        if name in schema.get("required", ()) and value is None:
            value = blank_of(inner, "")
        is_empty = value in (None, "", []) or value is False
        if not is_empty or name in schema.get("required", ()):
            group[name] = value
    return group


def name_of_source(entry: dict[str, Any]) -> str:
    """Return `diener-2010`: the first author or body, and the year; of a source that has neither, the first words of its title."""
    authors: list[dict[str, Any]] = entry.get("author") or [{}]
    first = authors[0]
    who = str(first.get("family") or "") or short_body(str(first.get("literal") or entry.get("container-title") or ""))
    issued = entry.get("issued")
    year = YEAR.search(str(issued["date-parts"][0][0] if isinstance(issued, dict) else issued or ""))
    words = plain_name(who) or "-".join(plain_name(str(entry.get("title", ""))).split("-")[:3]) or "source"
    return "-".join(filter(None, (words[:LONGEST_ID].strip("-"), year[0] if year else "")))


def short_body(name: str) -> str:
    """Return what a body is called for short: what stands in brackets, or its initials, or its first words."""
    if found := IN_BRACKETS.search(name):
        return found[1]
    words = re.sub(r"\(.*", "", OF_COUNTRY.sub("", name)).split()
    initials = "".join(word[0] for word in words if word[0].isupper())
    return initials if len(initials) >= 3 else " ".join(words[:2])


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name that nothing has yet: with a number, if it is taken."""
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}-{number}"
    return free

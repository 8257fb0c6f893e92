"""What the page asks for to lead to a problem: the form that holds a line of a file, or a page that shows its text."""

from typing import Any

from plugins.reading.front_matter import split_front_matter
from tooling.editor.desk import Desk, Refusal
from tooling.editor.forms.form_lists import label_source
from tooling.editor.forms.form_places import DATA, NAMED, TABLES, TITLES, read_data, value_at
from tooling.editor.verbs import Request, Verb, read_request

BLOCKS = "content/blocks/"


class Where(Request):
    """A line of a file, from 1. file: its id."""

    file: str
    line: int


def where(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Return `form`, what to open for a line that a form holds, and `address` of a page that shows the text; None for neither."""
    asked = read_request(Where, sent)
    path = desk.path_of(asked.file)
    if path in DATA:
        return {"form": {**form_at(desk, path, asked.line), "file": asked.file}, "address": None}
    document = desk.library.documents.get(path)
    if document is None:
        pages = desk.library.addresses_with(path.removeprefix(BLOCKS).removesuffix(".md"))
        return {"form": None, "address": next(iter(pages), None)}
    is_header = asked.line < split_front_matter(desk.text(path))[2]
    title = document.fields.title if document.fields else path
    form = {"what": "page", "file": asked.file, "label": title} if is_header else None
    return {"form": form, "address": f"/{document.address}"}


def form_at(desk: Desk, path: str, line: int) -> dict[str, Any]:
    """Return what to open for a line of a data file: the entry that it is in, or the file as a whole, or the list of all forms."""
    what = DATA[path]
    if what not in NAMED:
        return {"what": what, "label": TITLES[what]}
    try:
        held = read_data(desk, path, desk.text(path))
    except Refusal:
        return {"what": "lists", "label": "Lists"}
    length = 2 if what in TABLES else 1
    starts = [(place, keys) for keys, place in held.places.places.items() if len(keys) == length and place[0] <= line]
    if not starts:
        return {"what": "lists", "label": "Lists"}
    keys = max(starts)[1]
    entry = value_at(held.values, keys)
    if what in TABLES:
        return {"what": what, "id": keys[1], "label": str(keys[1])}
    name = entry.get("id") if isinstance(entry, dict) else None
    source = desk.library.data.sources.get(str(name))
    label = label_source(source, str(name or "Source"))
    return {"what": what, "id": name, "label": label} if name else {"what": what, "keys": list(keys), "label": label}


VERBS: dict[str, Verb] = {"where": where}

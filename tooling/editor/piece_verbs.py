"""Save a part of a page, and undo. A part is a run of lines of one file, in a version that the browser was shown."""

from typing import Annotated, Any

from pydantic import Field

from plugins.reading.library import Library
from plugins.reading.text import read_lines
from tooling.editor.desk import CONFLICT, NOT_DONE, Desk, Refusal, hash_of
from tooling.editor.lines import carry
from tooling.editor.verbs import Request, Verb, read_request

CHANGED = (
    "Something else has changed these lines meanwhile. Nothing was written. Compare both texts, and keep one of them."
)
LONGEST_TEXT = 200_000  # signs; the longest article has 30,000
MOST_LINES = 100_000


class Place(Request):
    """Some lines of a file. file: its id. version: of the file that they were read from. first, last: from 1; last is a
    part of it, and first - 1 where there are none. was: the hash of what they say there.
    """

    file: str
    version: str
    first: Annotated[int, Field(ge=1, le=MOST_LINES)]
    last: Annotated[int, Field(ge=0, le=MOST_LINES)]
    was: str


class Save(Place):
    """A text for some lines."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)]


def region(desk: Desk, path: str, text: str, first: int, last: int) -> dict[str, Any]:
    """Return some lines of a file as the browser knows them. text: of the file. first, last: from 1."""
    held = "\n".join(text.split("\n")[first - 1 : last])
    return {
        "file": desk.id_of(path),
        "path": path,
        "version": desk.version_of(text),
        "first": first,
        "last": last,
        "digest": hash_of(held),
        "text": held,
    }


def carried(desk: Desk, asked: Place, now: str) -> tuple[int, int, bool]:
    """Return where the lines of a request stand in the text that a file has now (half-open), and whether they are as they were.

    A preview that has started anew does not know what earlier ones have shown: there they are looked for by what they said.
    Raises Refusal if they are not found.
    """
    desk.version_of(now)
    before, lines = desk.version(asked.version), now.split("\n")
    start, stop = asked.first - 1, max(asked.last, asked.first - 1)
    if before is not None:
        found = carry(before.split("\n"), lines, start, stop)
        return found.start, found.stop, found.is_same
    size = stop - start
    same = [
        at for at in range(len(lines) - size + 1) if size and hash_of("\n".join(lines[at : at + size])) == asked.was
    ]
    if not same:
        raise Refusal(NOT_DONE, "The preview has started anew since this page was loaded. Load the page anew.")
    nearest = min(same, key=lambda at: abs(at - start))
    return nearest, nearest + size, True


def open_place(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Return some lines as they are now."""
    asked = read_request(Place, sent)
    path = desk.path_of(asked.file)
    now = desk.text(path)
    start, stop, _ = carried(desk, asked, now)
    return {"region": region(desk, path, now, start + 1, stop)}


def save(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Write a text in the place of some lines, if they are what the browser has seen."""
    asked = read_request(Save, sent)
    path = desk.path_of(asked.file)
    now = desk.text(path)
    lines = now.split("\n")
    start, stop, is_same = carried(desk, asked, now)
    held = "\n".join(lines[start:stop])
    text = read_lines(path, asked.text)[0]
    if not is_same or hash_of(held) != asked.was:
        if held != text:
            conflict = {"mine": asked.text, "theirs": held, **region(desk, path, now, start + 1, stop)}
            raise Refusal(CONFLICT, CHANGED, conflict)
        return {"region": region(desk, path, now, start + 1, stop)}  # the same words came in twice
    written = text.split("\n") if text or start == stop == 0 else []
    new = "\n".join([*lines[:start], *written, *lines[stop:]])
    desk.write(label_of(desk.library, path, held, text), {path: new})
    return {"region": region(desk, path, new, start + 1, start + len(written))}


def label_of(library: Library, path: str, before: str, now: str) -> str:
    """Return how an edit is called in lists: the page, and the first words that it changed."""
    document = library.documents.get(path)
    name = document.fields.title if document and document.fields else path
    words = (now or before).split()
    return f"{name}: {' '.join(words[:6])}{' …' if len(words) > 6 else ''}"


def undo(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Take the last edit back."""
    read_request(Request, sent)
    label, paths = desk.undo()
    documents = desk.library.documents
    address = next((documents[path].address for path in paths if path in documents), None)
    return {
        "label": label,
        "path": paths[0],
        "address": None if address is None else f"/{address}",
        "left": len(desk.journal.edits),
    }


VERBS: dict[str, Verb] = {"open": open_place, "save": save, "undo": undo}

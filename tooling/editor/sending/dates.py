"""Set `updated` in each page whose text has changed, as the day on which it is sent."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from plugins.facts.review_status import text_version
from plugins.reading.front_matter import split_front_matter
from plugins.reading.library import Document, Library, read_document
from plugins.reading.shared_blocks import Line, read_blocks
from plugins.reading.text import decode
from tooling.editor.not_possible import NotPossible
from tooling.editor.sending.unsent import Unsent
from tooling.editor.values.yaml_values import set_value

FIELD = "updated"


def changed_pages(library: Library, unsent: Mapping[str, Unsent]) -> Iterator[Document]:
    """Yield the pages of which a reader reads something else than was sent: their own file, or a shared text on them.

    A page that was only signed is none: its text is what was signed, and another date would take the signature away.
    """
    blocks = blocks_before(library, unsent)
    for page in library.documents.values():
        paths = {page.path, *(line.path for line in page.lines)}
        if page.fields is None or not paths & unsent.keys():
            continue
        own = unsent.get(page.path)
        before = decode(page.path, own.before)[0] if own and own.before is not None else None
        if own is None:
            before = page.text
        if before is None or undated(read_document(page.path, before, blocks)) != undated(page):
            yield page


def blocks_before(library: Library, unsent: Mapping[str, Unsent]) -> dict[str, tuple[Line, ...]]:
    """Return the shared texts as they were sent."""
    texts = dict(library.texts)
    for path, each in unsent.items():
        text = decode(path, each.before)[0] if each.before is not None else None
        if text is None:
            texts.pop(path, None)
        else:
            texts[path] = text
    return read_blocks(texts)


def undated(page: Document) -> str:
    """Return what stands for the text of a page, whatever day it says that it changed."""
    fields = page.fields
    return text_version(replace(page, fields=fields.model_copy(update={FIELD: date.min})) if fields else page)


def date_pages(library: Library, unsent: Mapping[str, Unsent], today: date) -> dict[str, str]:
    """Return the pages that have to say that they changed today, with their new text.

    One that says a later day keeps it, and one that cannot be written is left to the gate.
    """
    texts = {}
    for page in changed_pages(library, unsent):
        header = split_front_matter(page.text)[0]
        if page.fields is None or header is None:
            continue
        day = max(today, page.fields.published)  # a page that is still to come changes no earlier than it comes
        if page.fields.updated >= day:
            continue
        try:
            dated = set_value(header, (FIELD,), day.isoformat())
        except NotPossible:
            continue
        texts[page.path] = page.text.replace(header, dated, 1)
    return texts


def dated_line(before: str, now: str) -> tuple[str, str] | None:
    """Return the line that was set, before and now; None if it is more than one line."""
    pairs = [(old, new) for old, new in zip(before.split("\n"), now.split("\n"), strict=False) if old != new]
    return pairs[0] if len(pairs) == 1 else None

"""Find what can be put into a text: a source, a link to a page or heading, a word that is explained, a shared text."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from plugins.reading.library import Library
from plugins.reading.notices import NOTICES
from plugins.reading.source_entries import Source
from tooling.editor.desk import Desk
from tooling.editor.verbs import Request, Verb, read_request

MOST_FOUND = 20
LONGEST_QUERY = 1_000  # signs; more would hold up everybody
HEADING = re.compile(r"#{2,6}[ \t]+(?P<title>.+?)[ \t]*\{#(?P<name>[a-z0-9-]+)\}[ \t]*")
Found = dict[str, Any]


class Find(Request):
    """Words to look for, each anywhere in what is shown of an entry."""

    kind: Literal["sources", "links", "words", "blocks"]
    query: Annotated[str, Field(max_length=LONGEST_QUERY)] = ""


def find(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what has all the words that are looked for: those whose name begins with them first."""
    asked = read_request(Find, sent)
    wanted = asked.query.lower().split()
    found = []
    for entry in KINDS[asked.kind](desk.library):
        shown = f"{entry['label']} {entry['detail']} {entry['id']}".lower()
        if all(word in shown for word in wanted):
            found.append(entry)
    found.sort(key=lambda entry: not entry["label"].lower().startswith(asked.query.lower()))
    return {"found": found[:MOST_FOUND], "count": len(found)}


def entry(name: str, label: str, detail: str, insert: str, pages: list[str] | None = None) -> Found:
    """Return an entry of a list. insert: what is put into the text. pages: where it stands already."""
    return {"id": name, "label": label, "detail": detail, "insert": insert, "pages": pages or []}


def sources(library: Library) -> Iterator[Found]:
    """Yield the sources, as they are cited."""
    for name, source in library.data.sources.items():
        yield entry(name, by_line(source), source.title, f"[@{name}]")


def by_line(source: Source) -> str:
    """Return who wrote a source, and when: `Herd CP, 2019`."""
    authors = [author.name for author in source.author]
    who = f"{authors[0]} and others" if len(authors) > 2 else " and ".join(authors)
    return ", ".join(part for part in (who or source.container_title or source.id, source.year) if part)


def links(library: Library) -> Iterator[Found]:
    """Yield the pages, and the headings of each that have a name of their own."""
    for document in library.documents.values():
        if document.fields is None or document.slug == "404":
            continue
        address, title = f"/{document.address}", document.fields.title
        yield entry(address, title, address, f"[{title}]({address})")
        for heading in filter(None, (HEADING.fullmatch(line.text) for line in document.lines)):
            place = f"{address}#{heading['name']}"
            yield entry(place, heading["title"], f"{title} · {place}", f"[{heading['title']}]({place})")


def words(library: Library) -> Iterator[Found]:
    """Yield the words that the glossary explains."""
    for name, term in library.data.glossary.items():
        yield entry(name, term.term, term.means, term.term)


def blocks(library: Library) -> Iterator[Found]:
    """Yield the texts that pages share, with the pages that they stand on."""
    for name, lines in library.blocks.items():
        if name not in NOTICES:
            start = next((line.text for line in lines if line.text.strip()), "")
            pages = library.addresses_with(name)
            yield entry(name, name.replace("-", " ").capitalize(), start, f"[[block: {name}]]", pages)


KINDS = {"sources": sources, "links": links, "words": words, "blocks": blocks}
VERBS: dict[str, Verb] = {"find": find}

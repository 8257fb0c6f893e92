"""The parts of the list of sources: a line such as `[[all-sources: studies-a-k]]` lists those that belong there.

Where a source belongs follows from its entry: from its type, and from the letter that the entry begins with. So nobody
says it of a source that is added, and lists that share the kinds and letters among them hold each source once.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase
from unicodedata import combining, normalize

from plugins.markup.citations import format_authors
from plugins.reading.library import Document
from plugins.reading.shared_blocks import PLACEMENT
from plugins.reading.source_entries import Source

PLACED = "all-sources"  # the kind of placement
MAIN_PAGE = "sources"  # the page of the first list; the others stand below it
ALPHABET = ascii_lowercase
KINDS = {"studies": "Studies, reviews and guidelines", "others": "Labels, agencies and other pages"}
# Types of CSL 1.0.2 for what appears in journals and books; the others are read on a website, in the news or in a register
OF_STUDIES = frozenset({
    "article", "article-journal", "book", "chapter", "classic", "collection", "dataset", "entry", "entry-dictionary",
    "entry-encyclopedia", "manuscript", "paper-conference", "periodical", "report", "review", "review-book", "thesis",
})  # fmt: skip
FORM = re.compile(r"(?P<kind>studies|others)(?:-(?P<first>[a-z])-(?P<last>[a-z]))?")
Shelf = tuple[str, str]  # a kind, and a letter


@dataclass(frozen=True)
class SourcePart:
    """A part of the list. kinds, letters: what begins with one of these letters and is of one of these kinds."""

    kinds: tuple[str, ...]
    letters: str = ALPHABET

    @property
    def name(self) -> str:
        """As a page names it: `studies-a-k`; nothing for the whole list."""
        if len(self.kinds) > 1:
            return ""
        is_cut = self.letters != ALPHABET
        return f"{self.kinds[0]}-{self.letters[0]}-{self.letters[-1]}" if is_cut else self.kinds[0]

    @property
    def form(self) -> str:
        """The line that puts it in place."""
        return f"[[{PLACED}: {self.name}]]" if self.name else f"[[{PLACED}]]"

    @property
    def label(self) -> str:
        """Its name for readers: `Studies, reviews and guidelines, A to K`."""
        label = KINDS[self.kinds[0]] if len(self.kinds) == 1 else "All sources"
        if self.letters == ALPHABET:
            return label
        first, last = self.letters[0].upper(), self.letters[-1].upper()
        return f"{label}, {first} to {last}" if first != last else f"{label}, {first}"

    @property
    def shelves(self) -> frozenset[Shelf]:
        """Each kind with each letter."""
        return frozenset((kind, letter) for kind in self.kinds for letter in self.letters)

    def holds(self, source: Source) -> bool:
        """Tell whether a source belongs there."""
        kind, letter = shelf_of(source)
        return kind in self.kinds and letter in self.letters


def read_part(name: str) -> SourcePart | None:
    """Return the part that a page names, all without a name; None where there is no such part."""
    if not name:
        return SourcePart(tuple(KINDS))
    form = FORM.fullmatch(name)
    first, last = (form["first"] or "a", form["last"] or "z") if form else ("z", "a")
    return SourcePart((form["kind"],), ALPHABET[ord(first) - 97 : ord(last) - 96]) if form and first <= last else None


def placed_parts(document: Document) -> list[tuple[SourcePart, int]]:
    """Return the parts that a page lists, each with the index of its line in the body."""
    if PLACED not in document.body:  # as in all articles
        return []
    lines = ((index, line.text.strip()) for index, line in enumerate(document.lines) if PLACED in line.text)
    found = ((index, PLACEMENT.fullmatch(text)) for index, text in lines)
    parts = ((read_part(match["name"] or ""), index) for index, match in found if match and match["kind"] == PLACED)
    return [(part, index) for part, index in parts if part]


def is_further_list(document: Document) -> bool:
    """Tell whether a page lists sources and stands below the page of the first list."""
    return document.kind == "page" and document.slug != MAIN_PAGE and bool(placed_parts(document))


def first_words(source: Source) -> str:
    """Return what the entry of a source begins with, its authors or else its title, in plain small letters."""
    text = normalize("NFKD", format_authors(source).casefold() or source.title.casefold())
    return re.sub(r"^\W+", "", "".join(letter for letter in text if not combining(letter)))


def shelf_of(source: Source) -> Shelf:
    """Return where a source stands: figures before A, and letters of other alphabets behind Z, as in the order."""
    kind = "studies" if source.type in OF_STUDIES else "others"
    return kind, min(max(first_words(source)[:1], "a"), "z")


def halve(part: SourcePart, sources: Iterable[Source]) -> list[SourcePart]:
    """Return the two parts that share a part best: by kind, or else about half of the sources each; none for one letter."""
    if len(part.kinds) > 1:
        return [SourcePart((kind,)) for kind in part.kinds]
    letters = [letter for kind, letter in map(shelf_of, sources) if kind in part.kinds and letter in part.letters]
    cuts = range(1, len(part.letters))
    uneven = {cut: abs(2 * sum(letter in part.letters[:cut] for letter in letters) - len(letters)) for cut in cuts}
    if not uneven:
        return []
    best = min(uneven, key=lambda cut: uneven[cut])
    return [SourcePart(part.kinds, part.letters[:best]), SourcePart(part.kinds, part.letters[best:])]

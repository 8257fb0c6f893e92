"""A page gets another name, or is withdrawn: which files say what from then on."""

from collections.abc import Mapping
from datetime import date

from plugins.facts.source_parts import placed_parts
from plugins.reading.library import OVERVIEW, Document, Library, check_name
from plugins.reading.names import LONGEST_NAME, parse_page_address
from plugins.reading.redirects import REDIRECTS, TABLE
from plugins.rules.rule import REQUIRED
from tooling.editor.not_possible import NotPossible
from tooling.editor.pages.page_links import find_links, line_of, replace_links
from tooling.editor.values.toml_values import read_values, remove, set_value

HOW_TO_NAME = {  # by the rule of the gate that refuses the name of a file
    "name-form": f"Write small letters, digits and single hyphens, {LONGEST_NAME} at most.",
    "name-taken": "The site needs it for itself. Write another one.",
}
LED_TO = ("glossary",)  # pages that templates lead to, besides those that a site must have
EMPTY = f"[{TABLE}]\n"  # redirects.toml without a line
NEEDED = frozenset({OVERVIEW, *(f"content/pages/{name}.md" for name in (*REQUIRED, *LED_TO))})


def rename_page(library: Library, path: str, name: str, today: date) -> tuple[str, dict[str, str | None]]:
    """Return the new path of a page, and what each file says once it has it; None of the one that is gone.

    path: of the page. name: the new one, without an ending. Raises NotPossible.
    """
    document = library.documents[path]
    if path in NEEDED:
        told = "The site leads to this page by its name, in its menu, in notices or for visitors who are lost."
        raise NotPossible(f"{told} Change its title instead.")
    name = name.strip().removesuffix(".md")
    renamed = f"{path.rpartition('/')[0]}/{name}.md"
    if problems := check_name(renamed, name):
        raise NotPossible(f'"{name}" cannot be the end of an address. {HOW_TO_NAME[problems[0].rule]}')
    old = f"/{document.address}"
    new = f"{old.removesuffix(f'{document.slug}/')}{name}/"
    check_free_name(library, path, renamed, new)
    texts: dict[str, str | None] = {renamed: library.texts[path]}
    for each, links in links_to(library, old).items():
        texts[renamed if each == path else each] = replace_links(library.texts[each], links, old, new)
    redirects = lead_on(library, old, new, is_public(document, today))
    return renamed, {**texts, **redirects, path: None}


def check_free_name(library: Library, path: str, renamed: str, address: str) -> None:
    """Raise NotPossible for a name that is taken.

    path, renamed: of the page before and after. address: that it would have.
    """
    if renamed == path:
        raise NotPossible("The page has this name. Write another one.")
    taken = {f"/{document.address}": each for each, document in library.documents.items()}
    if address in taken or (library.content.parent / renamed).exists():
        raise NotPossible(f"{taken.get(address, renamed)} has this name. Write another one.")
    old = f"/{library.documents[path].address}"
    for redirect in library.data.redirects:
        if redirect.source == address and redirect.target != old:
            told = f'"{address}" is an old address, and leads readers to "{redirect.target}".'
            raise NotPossible(f"{told} Write another name, or take that redirect out.")


def withdraw_page(library: Library, path: str, to: str, today: date) -> dict[str, str | None]:
    """Return what each file says once a page is withdrawn: links to it stay.

    to: the address of the page that its readers are led to; empty for a draft, which has none. Raises NotPossible.
    """
    document = library.documents[path]
    uses = [each for each in library.documents.values() if each.kind == "use"]
    if path in NEEDED:
        told = "The site needs this page: its menu, notices and other pages lead to it. Change what it says instead."
        raise NotPossible(told)
    if uses == [document]:
        raise NotPossible("This is the only article on a use, and the site needs one. Write another one first.")
    if placed_parts(document):
        told = "This page lists a part of the sources, which would stand nowhere then."
        raise NotPossible(f"{told} Put that list on another page first.")
    old = f"/{document.address}"
    if not to.strip() and not is_public(document, today):
        return {**lead_on(library, old, None, False), path: None}
    check_target(library, document, to, today)
    return {**lead_on(library, old, to.strip(), True), path: None}


def check_target(library: Library, document: Document, to: str, today: date) -> None:
    """Raise NotPossible for an address that readers of a withdrawn page cannot be led to."""
    try:
        to = parse_page_address(to)
    except ValueError as error:
        raise NotPossible(str(error)) from None
    target = next((each for each in library.documents.values() if f"/{each.address}" == to), None)
    if target is None:
        raise NotPossible(f'"{to}" is not a page of this site. Name one that is.')
    if target is document:
        raise NotPossible("This is the page that is withdrawn. Name another one, where its readers go.")
    if not is_public(target, today):
        raise NotPossible(f'"{to}" ({target.path}) is not public yet. Name a page that readers can see.')


def is_public(document: Document, today: date) -> bool:
    """Tell whether readers can see a page; one whose header cannot be read counts as seen."""
    fields = document.fields
    return fields is None or not (fields.draft or fields.published > today)


def links_to(library: Library, address: str) -> dict[str, list[int]]:
    """Return where links to an address stand: their offsets, by the path of their text; not those of redirects."""
    texts = {path: text for path, text in library.texts.items() if address in text and path != REDIRECTS}
    found = {path: find_links(path, text, address) for path, text in texts.items()}
    return {path: links for path, links in found.items() if links}


def list_links(library: Library, address: str, without: str) -> list[dict[str, str | int]]:
    """Return path and line of each link to an address. without: the path of a text that is not told of."""
    found: Mapping[str, list[int]] = links_to(library, address)
    lines = [(path, line_of(library.texts[path], each)) for path, links in found.items() for each in links]
    return [{"path": path, "line": line} for path, line in dict.fromkeys(lines) if path != without]


def lead_on(library: Library, old: str, new: str | None, is_known: bool) -> dict[str, str | None]:
    """Return the text of redirects.toml, by its path, if it changes: what led to the old address leads to the new one.

    new: None where readers are led nowhere. is_known: whether readers know the old address, which leads to the new one then.
    """
    wanted: dict[str, str | None] = {each.source: new for each in library.data.redirects if each.target == old}
    if is_known:
        wanted[old] = new
    if new in wanted:  # it gets its old name back
        wanted[new] = None
    before = library.texts.get(REDIRECTS, EMPTY)
    text = set_redirects(before, wanted)
    return {} if text == before else {REDIRECTS: text}


def set_redirects(text: str, wanted: Mapping[str, str | None]) -> str:
    """Return redirects.toml with other lines. wanted: the new address by the old one, None to take the line out.

    Raises NotPossible where the file cannot be read.
    """
    for source, target in wanted.items():
        table, keys = read_values(text).get(TABLE), (TABLE, source)
        before = table.get(source) if isinstance(table, dict) else None
        if before != target:
            text = remove(text, keys) if target is None else set_value(text, keys, target)
    return text

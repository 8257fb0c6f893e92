"""Start a page: its file name from its title, and a text that passes the gate as a draft, with every field explained."""

import re
import textwrap
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from plugins.memory.steps import Memory
from plugins.problems.field_errors import models_in
from plugins.problems.problem import Problem
from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.library import Library, check_name, read_document
from plugins.reading.names import LONGEST_NAME, parse_words
from plugins.reading.signs import find_odd_signs, read_composed
from plugins.rules import examine
from plugins.rules.placeholders import WRITTEN
from tooling.editor.not_possible import NotPossible

MODELS = Path(__file__).resolve().parents[2] / "new_articles"
WIDTH = 110
Kind = Literal["use", "page"]
KINDS: dict[Kind, tuple[str, type[PageFields], str]] = {
    "use": ("an article on a use of Botox, for patients", ArticleFields, "content/uses"),
    "page": ("a page about the practice or this guide", PageFields, "content/pages"),
}
FIELD = re.compile(
    r"^(?P<name>\w+):.*(?:\n .*)*", re.MULTILINE
)  # of a header, with the lines that are indented below it
LETTER = re.compile(r"[^\W\d_]")
LONGEST_TITLE = 90  # letters: two lines of a phone
COMMAND = "python3 tasks.py new"
AGAIN = f"Run `{COMMAND}` again"
# Titles start alike; what follows is what a page is about
USUAL_START = re.compile(r"^(?:botox|the|a|an)\b(?:\s+(?:for|and|in|against)\b)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class NewPage:
    """What is asked of the editor, and what follows from it."""

    title: str
    kind: Kind

    @property
    def topic(self) -> str:
        """What it is about: the title without its usual start, and without what follows a colon."""
        short = re.split(r"[:?!(]", self.title)[0].strip(" .,;") or self.title
        topic = USUAL_START.sub("", short).strip()
        if not LETTER.search(topic):
            return short
        return topic[0].lower() + topic[1:] if topic[1:2].islower() else topic

    @property
    def slug(self) -> str:
        """The file name, and so the address: plain letters, short."""
        plain = unicodedata.normalize("NFKD", self.topic).encode("ascii", "ignore").decode().lower()
        words = re.findall(r"[a-z0-9]+", plain)[:5]
        while words[1:] and len("-".join(words)) > LONGEST_NAME:
            words.pop()
        return "-".join(words)[: LONGEST_NAME - 3]  # with room for a number

    def label(self, longest: int) -> str:
        """Return the topic, cut at a word so that it fits."""
        cut = textwrap.shorten(self.topic, longest, placeholder="") or self.topic[:longest]
        return cut[0].upper() + cut[1:]


class CannotStart(NotPossible):
    """Such a page is not possible; the message says why and what to do, for who fills in a form.

    in_terminal: the message for who runs the command. told: why. how: what to do in a form. again: in the terminal.
    """

    def __init__(self, told: str, how: str = "", again: str = f" {AGAIN}.") -> None:
        self.in_terminal = f"{told}{again}"
        super().__init__(f"{told} {how}".strip())


def draft_page(library: Library, title: str, kind: str, today: date, memory: Memory) -> tuple[str, str]:
    """Return the path, from the project's root, and the text of a new page, which passes the gate as a draft.

    memory: of what the gate has made of the other pages. Raises CannotStart.
    """
    page = NewPage(check_title(title, library), check_kind(kind))
    place = KINDS[page.kind][2]
    folder = library.content.parent / place
    if not folder.is_dir():
        raise CannotStart(f"The folder {place} is missing. Take it back from git. Nothing was written.", again="")
    moved = {redirect.source for redirect in library.data.redirects}
    name = f"{place}/{free_path(folder, page.slug, moved).name}"
    text = draft_text(page, today, next_order(folder), free_label(page, library))
    if refused := refused_of(library, name, text, memory):
        told = "\n".join(f"  {problem.message}" for problem in refused)
        told = f'The gate would refuse a page of the title "{page.title}":\n{told}'
        raise CannotStart(told, "Write another title.", f"\n{AGAIN}, with another title.")
    return name, text


def address_of(name: str) -> str:
    """Return the address of a new page by its path, without the slash before it."""
    path = Path(name)
    return f"uses/{path.stem}/" if path.parent.name == "uses" else f"{path.stem}/"


def check_title(title: str, library: Library) -> str:
    """Return a title that a page can have. Raises CannotStart for another one."""
    title = read_composed(" ".join(title.split()))
    if signs := find_odd_signs(title):
        raise CannotStart(signs[0].told)
    try:
        parse_words(title)
    except ValueError as error:
        raise CannotStart(str(error)) from None
    if not LETTER.search(title):
        raise CannotStart("A title has letters.", "Give it one.", f" {AGAIN}, and give it one.")
    if not NewPage(title, "page").slug:
        told = "The address of a page is made of the letters a to z of its title, and this has none."
        raise CannotStart(told, "Write it with some.")
    if len(title) > LONGEST_TITLE:
        raise CannotStart(f"The title has {len(title)} letters, {LONGEST_TITLE} at most. Shorten it.")
    for path, document in library.documents.items():
        if document.fields and document.fields.title.lower() == title.lower():
            raise CannotStart(f'{path} has the title "{document.fields.title}". Give the new page another one.')
    return title


def free_label(page: NewPage, library: Library) -> str:
    """Return a word for the menu that no other page has: the topic, or the topic with a number."""
    taken = {document.fields.nav_label.lower() for document in library.documents.values() if document.fields}
    label, number = page.label(16), 2
    while label.lower() in taken:
        label, number = f"{page.label(13)} {number}", number + 1
    return label


def refused_of(library: Library, name: str, text: str, memory: Memory) -> list[Problem]:
    """Return what the gate would refuse of a new page, and of others because of it, each sentence once."""
    written = read_document(name, text, library.blocks)
    more = replace(library, texts={**library.texts, name: text}, documents={**library.documents, name: written})
    found = [problem for problem in examine(more, date.today(), memory)[0] if not problem.is_warning]
    new = [problem for problem in found if problem.path == name or name in problem.message]
    return list({problem.message: problem for problem in new}.values())


def check_kind(kind: str) -> Kind:
    """Return the kind. Raises CannotStart for one that does not exist."""
    for known in KINDS:
        if kind == known:
            return known
    raise CannotStart(f'"{kind}" is not a kind of page. Write one of: {", ".join(KINDS)}.', again="")


def free_path(folder: Path, slug: str, moved: Collection[str] = ()) -> Path:
    """Return a path that is not taken, by another page or by the site itself.

    moved: old addresses, which lead readers elsewhere.
    """
    path, number = folder / f"{slug}.md", 2
    while (
        path.exists()
        or check_name(f"content/{folder.name}/{path.name}", path.stem)
        or f"/{address_of(f'{folder.name}/{path.name}')}" in moved
    ):
        path, number = folder / f"{slug}-{number}.md", number + 1
    return path


def next_order(folder: Path) -> int:
    """Return the place after all other pages of the folder."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in folder.glob("[!._]*.md")]
    orders = [int(match[1]) for text in texts if (match := re.search(r"^order: (\d{1,3})\s*$", text, re.MULTILINE))]
    return min(max([order for order in orders if order < 99], default=0) + 1, 999)


def draft_text(page: NewPage, today: date, order: int, label: str = "") -> str:
    """Return the whole file: every field with its meaning in a comment, then the sections to fill.

    label: for the menu, if the topic is taken there.
    """
    model = KINDS[page.kind][1]
    values = header_values(page, today, order, label or page.label(16))
    lines = []
    for name, field in model.model_fields.items():
        lines += [f"# {line}" for line in explain_field(field.description or name, model, name)]
        lines.append(values.get(name, f"{name}:"))
    body = (MODELS / f"{page.kind}.md").read_text(encoding="utf-8").format(topic=page.topic, **WRITTEN)
    return "\n".join(["---", *lines, "---", "", body])


def header_values(page: NewPage, today: date, order: int, label: str) -> dict[str, str]:
    """Return each field that has a value from the start: its name and its lines."""
    summary = WRITTEN["summary"].format(topic=page.topic[:80])
    lines = [
        f"title: {quote(page.title)}",
        f"nav_label: {quote(label)}",
        f"card_label: {quote(page.label(32))}",
        f"summary: {quote(summary)}",
        f"published: {today}",
        f"updated: {today}",
        f"order: {order}",
        "draft: true",
        "confirm: []",
    ]
    if page.kind == "use":
        lines += [f"sources_checked: {today}", f"next_review: {today + timedelta(days=365)}", "charts: []"]
        lines.append(
            (MODELS / "use.yaml").read_text(encoding="utf-8").format(topic=quote(page.topic), today=today, **WRITTEN)
        )
    return {field["name"]: field[0] for field in FIELD.finditer("\n".join(lines))}


def explain_field(meaning: str, model: type[BaseModel], name: str) -> list[str]:
    """Return what a field means, and below it the fields of the groups that it holds, each kind of group once."""
    lines = textwrap.wrap(meaning, WIDTH)
    groups = [(group, "  ") for group in models_in(model.model_fields[name].annotation)]
    for group, indent in groups:
        for part, field in group.model_fields.items():
            told = f"{indent}{part}: {field.description}"
            lines += textwrap.wrap(told, WIDTH, subsequent_indent=f"{indent}  ")
            groups += [(inner, "    ") for inner in models_in(field.annotation) if (inner, "    ") not in groups]
    return lines


def quote(text: str) -> str:
    """Return a text as YAML reads it back, in quotes only where it needs them."""
    if re.fullmatch(r"[^\W\d_][\w ()/.,'’®-]*", text) and text.lower() not in ("true", "false", "null"):
        return text.strip()
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))

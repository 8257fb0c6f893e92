"""Start a page: ask for its title and what it is, and write a file that passes the gate as a draft."""

import re
import textwrap
import unicodedata
import webbrowser
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel

from plugins.memory.steps import Memory, own_memory
from plugins.problems.field_errors import models_in
from plugins.problems.problem import Problem
from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.library import Library, check_name, read_document, read_library
from plugins.reading.names import LONGEST_NAME, parse_words
from plugins.reading.signs import find_odd_signs, read_composed
from plugins.rules import examine
from plugins.rules.placeholders import WRITTEN

PROJECT = Path(__file__).resolve().parent.parent
MODELS = Path(__file__).parent / "new_articles"
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


def start_article(
    title: str = "", kind: str = "", show: bool = True, project: Path = PROJECT, memory: Memory | None = None
) -> Path:
    """Ask for what is not given, write the file, and show it in the preview.

    memory: of what the gate has made of the other pages; that of this user, if none is given.
    Raises SystemExit in plain words.
    """
    folder = project / "content"
    library = read_library(folder)
    page = NewPage(
        check_title(title, library) if title.strip() else ask_title(library), check_kind(kind) if kind else ask_kind()
    )
    path = free_path(project / KINDS[page.kind][2], page.slug)
    name = path.relative_to(project).as_posix()
    if not path.parent.is_dir():
        raise SystemExit(
            f"The folder {name.rpartition('/')[0]} is missing. Take it back from git. Nothing was written."
        )
    text = draft_text(page, date.today(), next_order(path.parent), free_label(page, library))
    if refused := refused_of(library, name, text, memory or own_memory()):
        told = "\n".join(f"  {problem.message}" for problem in refused)
        raise SystemExit(
            f'The gate would refuse a page of the title "{page.title}":\n{told}\n{AGAIN}, with another title.'
        )
    write_whole(path, text.encode())
    print(f"Wrote {name}, a draft: nobody else sees it before you take out the line with draft.")
    if show:
        show_in_preview(f"uses/{path.stem}/" if page.kind == "use" else f"{path.stem}/")
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or leave none: half a page would stop every build. Raises OSError."""
    try:
        path.write_bytes(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def check_title(title: str, library: Library) -> str:
    """Return a title that a page can have. Raises SystemExit for another one."""
    title = read_composed(" ".join(title.split()))
    if signs := find_odd_signs(title):
        raise SystemExit(f"{signs[0].told} {AGAIN}.")
    try:
        parse_words(title)
    except ValueError as error:
        raise SystemExit(f"{error} {AGAIN}.") from None
    if not LETTER.search(title):
        raise SystemExit(f"A title has letters. {AGAIN}, and give it one.")
    if not NewPage(title, "page").slug:
        raise SystemExit(
            f"The address of a page is made of the letters a to z of its title, and this has none. {AGAIN}."
        )
    if len(title) > LONGEST_TITLE:
        raise SystemExit(f"The title has {len(title)} letters, {LONGEST_TITLE} at most. Shorten it. {AGAIN}.")
    for path, document in library.documents.items():
        if document.fields and document.fields.title.lower() == title.lower():
            raise SystemExit(f'{path} has the title "{document.fields.title}". Give the new page another one. {AGAIN}.')
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


def ask_title(library: Library) -> str:
    """Ask until there is a title."""
    while not (title := ask('Title, such as "Botox for eye twitching": ')):
        print("A page needs a title.")
    return check_title(title, library)


def ask_kind() -> Kind:
    """Ask what the page is, by number."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    for number, kind in enumerate(kinds, start=1):
        print(f"  {number}  {KINDS[kind][0]}")
    while (answer := ask(f"What is it? 1 to {len(kinds)}: ")) not in {str(n + 1) for n in range(len(kinds))}:
        print("Type one of the numbers.")
    return kinds[int(answer) - 1]


def ask(question: str) -> str:
    """Return an answer. Raises SystemExit when there is nobody to answer."""
    try:
        return input(question).strip()
    except (EOFError, KeyboardInterrupt):
        raise SystemExit("\nNothing was written.") from None


def check_kind(kind: str) -> Kind:
    """Return the kind. Raises SystemExit for one that does not exist."""
    for known in KINDS:
        if kind == known:
            return known
    raise SystemExit(f'"{kind}" is not a kind of page. Write one of: {", ".join(KINDS)}.')


def free_path(folder: Path, slug: str) -> Path:
    """Return a path that is not taken, by another page or by the site itself."""
    path, number = folder / f"{slug}.md", 2
    while path.exists() or check_name(f"content/{folder.name}/{path.name}", path.stem):
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


def show_in_preview(address: str) -> None:
    """Open the page in the preview that runs, or start one."""
    from tooling.preview.start import find_running, preview_site

    port = find_running(PROJECT)
    if port is None:
        preview_site(at=address)
    else:
        webbrowser.open(f"http://127.0.0.1:{port}/{address}")

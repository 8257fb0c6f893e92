"""Start a page, give it another name, withdraw it, and put in a picture."""

from typing import Annotated, Any

from pydantic import Field

from plugins.memory.steps import own_memory
from plugins.problems.system_errors import explain
from plugins.reading.library import Document
from tooling.editor.desk import NOT_DONE, Desk, Refusal
from tooling.editor.pages.moved_pages import list_links, rename_page, withdraw_page
from tooling.editor.pages.new_pages import address_of, draft_page
from tooling.editor.pages.new_pictures import (
    FOLDER,
    check_content,
    check_words,
    decode_picture,
    free_name,
    show_picture,
)
from tooling.editor.rewriting import rewrite
from tooling.editor.verbs import Request, Verb, read_request

LONGEST = 1_000  # signs that somebody types into a line of a form
LONGEST_DATA = 8_000_000  # letters of base64; a larger file is told of by what reads it, up to here

Typed = Annotated[str, Field(max_length=LONGEST)]


class NewPage(Request):
    """A page that is to be started. kind: "use" or "page"."""

    title: Typed
    kind: Typed


class Rename(Request):
    """A page that gets another name. file: its id."""

    file: str
    name: Typed


class Withdraw(Request):
    """A page that is taken away. to: the address to which its readers are led."""

    file: str
    to: Typed = ""


class NewPicture(Request):
    """A picture that is put in. name: of the file that was chosen. data: it, as base64. words: what it shows."""

    name: Typed
    data: Annotated[str, Field(max_length=LONGEST_DATA)]
    words: Typed


def new_page(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Write the draft of a page."""
    asked = read_request(NewPage, sent)
    name, text = draft_page(desk.library, asked.title, asked.kind, desk.today, own_memory())
    desk.write(f"New page: {asked.title.strip()}", {name: text})
    return {"address": f"/{address_of(name)}"}


def rename(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Give a page another name, and lead its old address and all links there."""
    asked = read_request(Rename, sent)
    document = document_of(desk, asked.file)
    renamed, texts = rename_page(desk.library, document.path, asked.name, desk.today)
    moved = texts[renamed]
    files: dict[str, str | bytes | None] = dict(texts)
    if moved is not None:
        files[renamed] = rewrite(desk.raw(document.path) or b"", moved)
    write_moved(desk, f"{title_of(document)}: another name", files)
    return {"address": f"/{address_of(renamed)}"}


def withdraw(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Take a page away, and lead its readers to another one. The links to it are told, and stay."""
    asked = read_request(Withdraw, sent)
    document, library = document_of(desk, asked.file), desk.library
    texts = withdraw_page(library, document.path, asked.to, desk.today)
    write_moved(desk, f"{title_of(document)}: withdrawn", dict(texts))
    links = list_links(library, f"/{document.address}", document.path)
    return {"address": asked.to.strip() or "/", "links": links}


def new_picture(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Put a picture into content/images/, and return the Markdown that shows it."""
    asked = read_request(NewPicture, sent)
    words, raw = check_words(asked.words), decode_picture(asked.data)
    ending = check_content(asked.name, raw)
    folder = desk.project / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        there = [f"{FOLDER}{file.name}" for file in folder.iterdir()]
    except OSError as error:
        raise Refusal(NOT_DONE, explain(error)) from None
    path = free_name(words, asked.name, ending, there)
    shown = show_picture(path, words)
    desk.write(f"New picture: {words}", {path: raw})
    return {"insert": shown}


def document_of(desk: Desk, file: str) -> Document:
    """Return the page of an id. Raises Refusal for a text that is no page."""
    path = desk.path_of(file)
    document = desk.library.documents.get(path)
    if document is None:
        raise Refusal(NOT_DONE, f"{path} is a part of pages, and no page itself. Open the page.")
    return document


def title_of(document: Document) -> str:
    """Return how a page is called in lists."""
    return document.fields.title if document.fields else document.path


def write_moved(desk: Desk, label: str, files: dict[str, str | bytes | None]) -> None:
    """Write what was made of the library, unless one of its texts has been saved since. Raises Refusal."""
    known = desk.library.texts
    for path in files:
        if path in known and desk.text(path) != known[path]:
            raise Refusal(NOT_DONE, f"Something else has just changed {path}. Nothing was written. Try again.")
    desk.write(label, files)


VERBS: dict[str, Verb] = {
    "new-page": new_page,
    "rename-page": rename,
    "withdraw-page": withdraw,
    "new-picture": new_picture,
}

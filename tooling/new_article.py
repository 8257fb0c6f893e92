"""Start a page: ask for its title and what it is, write its file, and show it."""

import webbrowser
from datetime import date
from pathlib import Path
from typing import get_args

from plugins.memory.steps import Memory, own_memory
from plugins.reading.library import Library, read_library
from tooling.editor.pages.new_pages import KINDS, CannotStart, Kind, address_of, check_title, draft_page

PROJECT = Path(__file__).resolve().parent.parent


def start_article(
    title: str = "", kind: str = "", show: bool = True, project: Path = PROJECT, memory: Memory | None = None
) -> Path:
    """Ask for what is not given, write the file, and show it in the preview.

    memory: of what the gate has made of the other pages; that of this user, if none is given.
    Raises SystemExit in plain words.
    """
    library = read_library(project / "content")
    try:
        title = check_title(title, library) if title.strip() else ask_title(library)
        name, text = draft_page(library, title, kind or ask_kind(), date.today(), memory or own_memory())
    except CannotStart as problem:
        raise SystemExit(problem.in_terminal) from None
    path = project / name
    write_whole(path, text.encode())
    print(f"Wrote {name}, a draft: nobody else sees it before you take out the line with draft.")
    if show:
        show_in_preview(address_of(name))
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or leave none: half a page would stop every build. Raises OSError."""
    try:
        path.write_bytes(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise


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


def show_in_preview(address: str) -> None:
    """Open the page in the preview that runs, or start one."""
    from tooling.preview.start import find_running, preview_site

    port = find_running(PROJECT)
    if port is None:
        preview_site(at=address)
    else:
        webbrowser.open(f"http://127.0.0.1:{port}/{address}")

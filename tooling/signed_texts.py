"""The text that a clinician signed, as git has it, and the lines that have changed since."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from plugins.facts.review_status import text_version
from plugins.reading.library import Document, read_document
from plugins.reading.shared_blocks import block_names, read_blocks
from plugins.reading.text import decode
from tooling.git_answers import NoAnswer, PastFiles, ask_git, past_files

MOST_COMMITS = 100  # of those that touched the page or a shared block: each has to be read
SIGNATURE = re.compile(r"(?:reviewer|reviewed):.*")
SAYS_LITTLE = re.compile(r"\s*|updated:.*")  # lines that change along with the text
Place = tuple[str, int]


@dataclass(frozen=True)
class SignedText:
    """What git knows of a signed version.

    commit, day: the last commit that still had it; empty if git knows none, and then reason says why.
    changed: the first line of each file that is no longer as it was signed.
    """

    commit: str = ""
    day: str = ""
    changed: tuple[Place, ...] = ()
    reason: str = ""


def find_signed_text(project: Path, document: Document, version: str) -> SignedText:
    """Return where a version of a page was last to be found, and what has changed since.

    document: the page as it is now. version: the one that was signed.
    """
    try:
        names = ["--", document.path, "content/blocks"]
        told = ask_git(project, "log", f"--max-count={MOST_COMMITS}", "--format=%H %cs", *names)
        with past_files(project) as files:
            for commit, day in (line.split() for line in told.splitlines()):
                past = read_past(files, commit, document.path)
                if past is not None and text_version(past) == version:
                    return SignedText(commit[:8], day, tuple(changed_places(past, document)))
        is_whole = ask_git(project, "rev-parse", "--is-shallow-repository") != "true"
    except NoAnswer as error:
        return SignedText(reason=str(error))
    if not is_whole:
        return SignedText(
            reason="The clone here has only a part of the history (git fetch --unshallow brings all of it)."
        )
    return SignedText(reason="No commit has that version: compare it with the sheet that was signed.")


def read_past(files: PastFiles, commit: str, path: str) -> Document | None:
    """Return a page as a commit has it, with the shared blocks of that commit; None if it has no such page.

    Raises NoAnswer.
    """
    raw = files.read(commit, path)
    text = decode(path, raw)[0] if raw is not None else None
    if text is None:
        return None
    blocks = {}
    for block in (f"content/blocks/{name}.md" for name in block_names(text)):
        found = files.read(commit, block)
        if found is not None and (told := decode(block, found)[0]) is not None:
            blocks[block] = told
    return read_document(path, text, read_blocks(blocks))


def changed_places(past: Document, now: Document) -> list[Place]:
    """Return the first changed line of each file that both versions of a page have, that of a shared block first.

    A file that changed in lines that say little is left out, unless no other has changed.
    """
    before, after = by_file(past), by_file(now)
    paths = sorted(before.keys() & after.keys(), key=lambda path: (path == now.path, path))
    found = [(path, *first_change(before[path], after[path])) for path in paths]
    told = any(says for _, _, says in found)
    return [(path, line) for path, line, says in found if line and (says or not told)]


def by_file(document: Document) -> dict[str, list[str]]:
    """Return the lines of the page's own file and of each shared block on it, by path."""
    files: dict[str, list[str]] = {}
    for line in document.lines:
        if line.path != document.path and len(files.setdefault(line.path, [])) == line.number - 1:
            files[line.path].append(line.text)
    return {**files, document.path: document.text.split("\n")}


def first_change(before: list[str], after: list[str]) -> tuple[int, bool]:
    """Return the number of the first line that differs and is no part of the signature, 0 for none; and whether it says
    more than that something has changed. One that does goes before one that does not.
    """
    found = 0
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        lines = [line for line in (*before[start:end], *after[first:last]) if not SIGNATURE.fullmatch(line)]
        if kind == "equal" or not lines:
            continue
        place = min(first + 1, len(after))
        if not all(SAYS_LITTLE.fullmatch(line) for line in lines):
            return place, True
        found = found or place
    return found, False

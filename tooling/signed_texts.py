"""The text that a clinician signed, as git has it, and the lines that have changed since."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
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


def find_signed_texts(project: Path, pages: Sequence[tuple[Document, str]]) -> list[SignedText]:
    """Return for each page where the version that was signed was last to be found, and what has changed since.

    pages: each as it is now, with the version that was signed.
    """
    if not pages:
        return []
    try:
        with past_files(project) as files:
            likely = [ask_git(project, "log", "-1", "--format=%H %cs")]
            return [find_signed_text(project, files, page, version, likely) for page, version in pages]
    except NoAnswer as error:
        return [SignedText(reason=str(error))] * len(pages)


def find_signed_text(
    project: Path, files: PastFiles, document: Document, version: str, likely: list[str]
) -> SignedText:
    """Return what git knows of the signed version of one page.

    likely: commits to look at first, since a change of a shared block takes the signatures of many pages; the one that
    is found is added. Raises NoAnswer.
    """
    for commit in chain(likely, commits_of(project, document)):
        name, day = commit.split()
        past = read_past(files, name, document.path)
        if past is not None and text_version(past) == version:
            if commit not in likely:
                likely.append(commit)
            return SignedText(name[:8], day, tuple(changed_places(past, document)))
    if ask_git(project, "rev-parse", "--is-shallow-repository") == "true":
        return SignedText(
            reason="The clone here has only a part of the history (git fetch --unshallow brings all of it)."
        )
    return SignedText(reason="No commit has that version: compare it with the sheet that was signed.")


def commits_of(project: Path, document: Document) -> Iterator[str]:
    """Yield the commits that touched a page or a shared block, the newest first. Raises NoAnswer."""
    names = ["--", document.path, "content/blocks"]
    yield from ask_git(project, "log", f"--max-count={MOST_COMMITS}", "--format=%H %cs", *names).splitlines()


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

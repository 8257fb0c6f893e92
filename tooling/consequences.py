"""What a text leads to as it stands, told as notes: signatures that no longer hold, pages that search engines leave out.

A note stops nothing. It has a place, a rule and a message as a problem has.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from plugins.facts.review_status import ReviewStatus, Unlisted, review_status
from plugins.problems.problem import Problem, count
from plugins.reading.library import Document, Library
from tooling.signed_texts import Place, SignedText, find_signed_texts

SIGNATURE_LOST, NOT_LISTED = "signature-lost", "not-listed"
MOST_NAMED = 20  # pages in a sentence
FIELD: dict[Unlisted, str] = {"draft": "draft", "pending": "reviewer", "overdue": "next_review"}  # where it is mended
Judged = tuple[Document, ReviewStatus]
Lost = tuple[Document, ReviewStatus, SignedText]


def find_consequences(library: Library, today: date, project: Path, *, published: bool = False) -> list[Problem]:
    """Return the notes on a library that breaks no rule: first lost signatures, then pages that are not listed.

    today: the day of the build. project: the folder that git knows. published: leave out what is not published.
    """
    pages = [(page, review_status(page, library.data.reviewers, today)) for page in library.documents.values()]
    pages = [(page, status) for page, status in pages if not (published and status.unlisted == "draft")]
    lost = [(page, status) for page, status in pages if status.state == "changed"]
    return [*lost_signatures(lost, project), *unlisted_pages(pages)]


def lost_signatures(pages: Sequence[Judged], project: Path) -> list[Problem]:
    """Return a note for each change that takes signatures away: a line of a shared block may take several."""
    by_change: dict[Place, list[Lost]] = defaultdict(list)
    found = find_signed_texts(project, [(page, status.signed) for page, status in pages])
    for (page, status), signed in zip(pages, found, strict=True):
        change = signed.changed[0] if signed.changed else (page.path, place_of(page, "reviewed"))
        by_change[change].append((page, status, signed))
    return [tell_lost(change, taken) for change, taken in sorted(by_change.items())]


def tell_lost(change: Place, taken: Sequence[Lost]) -> Problem:
    """Return the note on the signatures that one change takes away."""
    told = f"{count(len(taken), 'signature')} no longer {'holds' if len(taken) == 1 else 'hold'}: "
    told += ", ".join(tell_signature(page, status) for page, status, _ in taken)
    known = sorted({f"{signed.commit} of {signed.day}" for _, _, signed in taken if signed.commit})
    if known:
        others = sorted({place for _, _, signed in taken for place in signed.changed} - {change})
        told += f". The text has changed on this line{''.join(f', and on {path}:{line}' for path, line in others)}"
        told += f", compared with commit {' and '.join(known)}."
    else:
        told += f". Which line has changed is not known. {taken[0][2].reason}"
    left_out = [page.path for page, status, _ in taken if status.unlisted == "changed"]
    if left_out:
        which = "the page" if len(taken) == 1 else "these pages" if len(left_out) == len(taken) else ", ".join(left_out)
        told += f" Search engines will be asked not to list {which}."
    sheets = ", ".join(sheet_of(page) for page, _, _ in taken)
    return Problem(*change, 1, SIGNATURE_LOST, f"{told} Ask for a new review ({sheets}), or put the text back.", True)


def tell_signature(page: Document, status: ReviewStatus) -> str:
    """Return whose signature it is, and what was signed compared with what is there now."""
    who = status.reviewer.name if status.reviewer else ""
    return f"{who}'s on {page.path} (signed {status.reviewed} as {status.signed}, now {status.version})"


def unlisted_pages(pages: Iterable[Judged]) -> list[Problem]:
    """Return a note for each reason for which search engines leave pages out, less what a lost signature has told."""
    by_reason: dict[Unlisted, list[Judged]] = defaultdict(list)
    for page, status in pages:
        if status.unlisted in FIELD:
            by_reason[status.unlisted].append((page, status))
    return [tell_unlisted(reason, by_reason[reason]) for reason in FIELD if by_reason[reason]]


def tell_unlisted(reason: Unlisted, pages: Sequence[Judged]) -> Problem:
    """Return the note on the pages that are left out for one reason, with what puts an end to it."""
    first = pages[0][0]
    names = [page.path for page, _ in pages[:MOST_NAMED]]
    more = [f"{len(pages) - MOST_NAMED} more"] if len(pages) > MOST_NAMED else []
    told, mend = WORDS[reason]
    message = f"{told.format(pages=count(len(pages), 'page'))}: {', '.join([*names, *more])}. {mend.format(sheet=sheet_of(first))}"
    return Problem(first.path, place_of(first, FIELD[reason]), 1, NOT_LISTED, message, True)


WORDS = {
    "pending": (
        "Search engines will be asked not to list {pages} that no clinician has signed",
        "Make the sheet of each page ({sheet}), and have a clinician check and sign it.",
    ),
    "overdue": (
        "Search engines will be asked not to list {pages} of which the review is overdue",
        'Set "next_review" to a later day, and have the page signed with it ({sheet}).',
    ),
    "draft": (
        "Not published, and so not listed, {pages}",
        'When a page is ready, take out the line "draft: true", or set "published" to a day that has come.',
    ),
}


def sheet_of(page: Document) -> str:
    """Return the command that makes the review sheet of a page."""
    return f"`python3 tasks.py review {page.slug}`"


def place_of(page: Document, field: str) -> int:
    """Return the line of a field of the header; the first one if the page does not have it."""
    return page.header.find((field,))[0] if page.header else 1

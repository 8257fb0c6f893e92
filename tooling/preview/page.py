"""What the preview puts into a page: one script, with what the banner and the panel say. Never in a build."""

import json
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from typing import Any

import brotli

from plugins.facts.review_status import ReviewStatus
from plugins.problems.problem import Problem
from plugins.reading.library import Document

# The quotes end an attribute that content left open, and its tag with it, or our script would become a part of it
OPENING, CLOSING = """<!--preview--><!--"'-->""", "<!--/preview-->"


@dataclass(frozen=True)
class Facts:
    """What the browser is told beside the page.

    version: of the site, to notice what was missed. problems: for the panel. notes: for the banner.
    is_last: whether this is the last good page, and not what the file says now. edit: what can be edited of it, and the
    token for that; None where nothing can.
    """

    version: str
    problems: list[dict[str, Any]]
    notes: list[str]
    is_last: bool = False
    edit: dict[str, Any] | None = None


def inject(text: str, facts: Facts, nonce: str) -> str:
    """Return a page with our script at its end; also one that lacks its </body>, or is not whole.

    The facts are an attribute of the very element that runs: no id and no mark that content can have stands for them.
    nonce: the word by which the policy of the page knows our script.
    """
    told = escape(json.dumps(vars(facts), ensure_ascii=False))
    block = f'{OPENING}<script src="/preview/client.js" nonce="{nonce}" data-facts="{told}"></script>{CLOSING}'
    place = text.rfind("</body>")
    return f"{text}{block}" if place < 0 else f"{text[:place]}{block}{text[place:]}"


def strip_injected(text: str) -> str:
    """Return a page as the build would write it."""
    before, opening, rest = text.rpartition(OPENING)
    return before + rest.partition(CLOSING)[2] if opening else text


def describe_problem(problem: Problem) -> dict[str, Any]:
    """Return a problem for the panel."""
    return {
        "place": f"{problem.path}:{max(problem.line, 1)}",
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "subject": problem.subject,
        "rule": problem.rule,
        "message": problem.message,
        "isWarning": problem.is_warning,
    }


def page_weight(text: str) -> str:
    """Return how heavy a page is when it is sent, such as "14 kB"."""
    return f"{len(brotli.compress(text.encode(), quality=4)) / 1000:.0f} kB sent"


def page_notes(document: Document | None, content: Any, text: str, grade: float | None) -> list[str]:
    """Return what the banner says of a page.

    content: Pelican's article or page. grade: of reading, if known.
    """
    if document is None or document.fields is None:
        return [page_weight(text)]
    notes = []
    fields = document.fields
    if fields.draft:
        notes.append("Draft: not published")
    elif getattr(content, "status", "") == "draft":
        notes.append(f"Published only from {fields.published} on")
    review = getattr(content, "review", None)
    if review is not None:
        notes += review_notes(document, review)
    if grade is not None:
        notes.append(f"Reading grade {grade:.1f}")
    return [*notes, page_weight(text)]


def review_notes(document: Document, review: ReviewStatus) -> list[str]:
    """Return what the banner says of the review of a page: whose signature is lost, and what follows from it."""
    notes = []
    if review.state == "changed" and review.reviewer:
        sheet = f"python3 tasks.py review {document.slug}"
        notes.append(
            f"Changed since {review.reviewer.name} signed it on {review.reviewed}: ask for a new review ({sheet})"
        )
    elif review.state == "pending" and review.next_review:
        notes.append("No clinician has signed it")
    if review.is_overdue:
        notes.append("Its review is overdue")
    if review.unlisted not in (None, "draft", "kind"):
        notes.append("Search engines will be asked not to list it")
    return notes


def not_found_page(path: str, addresses: list[str]) -> str:
    """Return a page for an address that does not exist, which comes alive when it does."""
    wanted = path.strip("/")
    near = get_close_matches(wanted, addresses, n=5, cutoff=0.3)
    links = "".join(f'<li><a href="/{escape(name)}">/{escape(name)}</a></li>' for name in near)
    known = f"<p>These come near:</p><ul>{links}</ul>" if near else ""
    return plain_page(
        "No page here yet",
        f"<p>There is no page at <code>/{escape(wanted)}</code>. It shows here as soon as it is saved.</p>{known}",
    )


def waiting_page() -> str:
    """Return what stands behind the panel when there has been no good page yet."""
    return plain_page("Nothing to show yet", "<p>The page will show here when the problems are mended.</p>")


def plain_page(title: str, body: str) -> str:
    """Return a page of the preview's own."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width">'
        "<style>body{font:1rem/1.5 system-ui;max-width:40rem;"
        f"margin:4rem auto;padding:0 1rem}}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )

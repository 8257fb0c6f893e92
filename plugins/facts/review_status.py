"""Tell who reviewed a page, whether that still holds for its text, whether the next review is overdue, and whether
search engines may list the page.

A signature names a version: change a word and the page says again that no clinician has reviewed it
(content-standards TR-03).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plugins.reading.article_fields import PageFields
from plugins.reading.library import NOT_FOUND, Document
from plugins.reading.site_data import Reviewer

OVERDUE = "The review was due on {day}. Write a later day, then have the page reviewed and signed with it."
UNSIGNED = {"reviewer", "reviewed", "draft"}  # a page is signed as a draft, and then published
State = Literal["pending", "reviewed", "changed"]
Unlisted = Literal["draft", "kind", "pending", "changed", "overdue"]


@dataclass(frozen=True)
class ReviewStatus:
    """What a page says of its review.

    state: pending (nobody signed), reviewed (signed in this version), changed (signed, then edited).
    version: eight hexadecimal digits that stand for the text as it is now, of a page that somebody signed; working it out
    takes as long as all the rest. signed: those that the signature names.
    unlisted: why search engines are not to list the page, or None if they may. "draft": it is not published, or not yet;
    "kind": it is for lost visitors; the others: it says something of health, and no review of this text is in force
    (content-standards TR-03). A page without a date for its next review (about, privacy) has nothing to review.
    Sitemap, header, meta tag and notes all take it from here (docs/decisions/0006-noindex-by-header.md).
    """

    state: State
    version: str = ""
    reviewer: Reviewer | None = None
    reviewed: date | None = None
    next_review: date | None = None
    is_overdue: bool = False
    signed: str = ""
    unlisted: Unlisted | None = None

    @property
    def is_listed(self) -> bool:
        """Tell whether search engines may list the page."""
        return self.unlisted is None

    @property
    def asks_to_be_left_out(self) -> bool:
        """Tell whether a page that is published carries `noindex`; the one for lost visitors is answered with 404."""
        return self.unlisted not in (None, "kind")


def text_version(document: Document) -> str:
    """Return the version of a page: the start of the SHA-256 of its fields, less the signature, and
    its text.

    Fields at their default are left out and names are sorted, so that a field which the model gains later, or another
    order of it, voids no signature.
    """
    fields = {}
    if document.fields:
        fields = document.fields.model_dump(mode="json", exclude=UNSIGNED, exclude_defaults=True)
    told = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{told}\n{document.body.strip()}".encode()).hexdigest()[:8]


def review_status(document: Document, reviewers: dict[str, Reviewer], today: date) -> ReviewStatus:
    """Return the review status of a page whose header could be read.

    today: the build's date; a review is overdue from the day of `next_review` on.
    """
    fields = document.fields
    if fields is None:
        return ReviewStatus("pending", unlisted="pending")
    overdue = fields.next_review is not None and today >= fields.next_review
    reviewer = reviewers.get(fields.reviewer) if fields.reviewer else None
    state: State = "pending"
    day, version, signed = None, "", ""
    if reviewer is not None and fields.reviewed is not None:
        written, signed = fields.reviewed.split(" ")
        version = text_version(document)
        day, state = date.fromisoformat(written), "reviewed" if signed == version else "changed"
    return ReviewStatus(
        state,
        version,
        reviewer if day else None,
        day,
        fields.next_review,
        overdue,
        signed,
        why_unlisted(document, fields, today, state, overdue),
    )


def why_unlisted(
    document: Document, fields: PageFields, today: date, state: State, is_overdue: bool
) -> Unlisted | None:
    """Return why search engines are not to list a page, the first reason of several; None if they may."""
    if fields.draft or fields.published > today:
        return "draft"
    if document.slug == NOT_FOUND:
        return "kind"
    if fields.next_review is None:
        return None
    if state != "reviewed":
        return state
    return "overdue" if is_overdue else None

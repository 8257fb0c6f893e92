"""Tell who reviewed a page, whether that still holds for its text, and whether the next review is overdue.

A signature names a version: change a word and the page says again that no clinician has reviewed it
(content-standards TR-03).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plugins.reading.library import Document
from plugins.reading.site_data import Reviewer

UNSIGNED = {"reviewer", "reviewed"}
State = Literal["pending", "reviewed", "changed"]


@dataclass(frozen=True)
class ReviewStatus:
    """What a page says of its review.

    state: pending (nobody signed), reviewed (signed in this version), changed (signed, then edited).
    version: eight hexadecimal digits that stand for the text as it is now.
    """

    state: State
    version: str
    reviewer: Reviewer | None = None
    reviewed: date | None = None
    next_review: date | None = None
    is_overdue: bool = False


def text_version(document: Document) -> str:
    """Return the version of a page: the start of the SHA-256 of its fields, less the signature, and its text.

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
    version = text_version(document)
    if fields is None:
        return ReviewStatus("pending", version)
    overdue = fields.next_review is not None and today >= fields.next_review
    reviewer = reviewers.get(fields.reviewer) if fields.reviewer else None
    if reviewer is None or fields.reviewed is None:
        return ReviewStatus("pending", version, next_review=fields.next_review, is_overdue=overdue)
    day, signed_version = fields.reviewed.split(" ")
    return ReviewStatus(
        "reviewed" if signed_version == version else "changed",
        version,
        reviewer,
        date.fromisoformat(day),
        fields.next_review,
        overdue,
    )

"""Rules on dates. Of what is due on a day they warn only: the page itself says it too."""

from datetime import date, timedelta

from plugins.facts.review_status import OVERDUE
from plugins.reading.days import ISO_DATE
from plugins.rules.page import Page
from plugins.rules.rule import IN_SITE, PAGES, Found, Site, rule

LONGEST_UNCHECKED = 366  # days
ZONES = timedelta(days=1)  # in another time zone it may be the next day already


@rule(
    "review-overdue",
    standard="JA-04",
    kinds=PAGES,
    fails="sources_checked: 2026-01-10\nnext_review: 2026-06-01",
    passes="sources_checked: 2026-01-10\nnext_review: 2027-01-10",
    instead_of="sources_checked: 2026-11-22\nnext_review: 2027-11-22",
    is_warning=True,
    needs=IN_SITE,
)
def review_is_not_overdue(page: Page, site: Site) -> Found:
    """An article is reviewed by the day that it names. From that day on it says that its review is overdue."""
    fields = page.fields
    if fields and site.today and fields.next_review and fields.next_review <= site.today:
        yield page.key_place("next_review"), OVERDUE.format(day=fields.next_review)


@rule(
    "sources-unchecked",
    standard="JA-04",
    kinds=PAGES,
    where="content/pages/safety.md",
    fails="sources_checked: 2025-06-01",
    passes="sources_checked: 2026-11-22",
    is_warning=True,
    needs=IN_SITE,
)
def sources_were_checked(page: Page, site: Site) -> Found:
    """The sources of an article are read again at least once a year."""
    fields = page.fields
    if not site.today or not fields or not fields.sources_checked:
        return
    days = (site.today - fields.sources_checked).days
    if days > LONGEST_UNCHECKED:
        told = f"Its sources were last read {days} days ago. Read them again, then write that day here."
        yield page.key_place("sources_checked"), told


@rule(
    "date-ahead",
    standard="JA-04",
    kinds=PAGES,
    fails="updated: 2026-12-24",
    passes="updated: 2026-11-22",
    needs=IN_SITE,
)
def days_have_come(page: Page, site: Site) -> Found:
    """A day on which something was done is not in the future: readers would take it for a fact."""
    values = page.document.header.values if page.document and page.document.header else {}
    days = {name: day_of(values.get(name)) for name in ("published", "updated", "sources_checked", "reviewed")}
    published = days["published"]
    for name in ("updated", "sources_checked"):
        day = days[name]
        # A page that is due later may be updated on that day
        if day and site.is_ahead(day - ZONES) and not (published and day <= published):
            yield page.key_place(name), f'"{name}" is a day that has not come yet ({day}). Correct it.'
    signed = days["reviewed"]
    if signed and site.is_ahead(signed - ZONES):
        told = f'"reviewed" is a day that has not come yet ({signed}): nobody can have signed then.'
        yield page.key_place("reviewed"), f"{told} Write the day of the signature, or leave it empty."


def day_of(value: object) -> date | None:
    """Return the day at the start of a value of the header, None if there is none."""
    try:
        return date.fromisoformat(str(value)[:10]) if ISO_DATE.match(str(value)) else None
    except ValueError:
        return None


@rule(
    "review-order",
    standard="JA-04",
    kinds=PAGES,
    fails="sources_checked: 2026-01-10\nnext_review: 2026-11-01\nreviewer: jane-doe\nreviewed: 2026-11-22 5d0c7be1",
    passes="sources_checked: 2026-01-10\nnext_review: 2027-01-10\nreviewer: jane-doe\nreviewed: 2026-11-22 5d0c7be1",
    instead_of="sources_checked: 2026-11-22\nnext_review: 2027-11-22\nreviewer:\nreviewed:",
)
def next_review_comes_after(page: Page) -> Found:
    """The next review is after the day on which the page was reviewed."""
    fields = page.fields
    if (
        fields
        and fields.reviewed
        and fields.next_review
        and fields.next_review <= date.fromisoformat(fields.reviewed[:10])
    ):
        told = f'"next_review" ({fields.next_review}) is not after "reviewed" ({fields.reviewed[:10]}).'
        yield (
            page.key_place("next_review"),
            f"{told} Give it a later day, at most a year after the sources were read.",
        )

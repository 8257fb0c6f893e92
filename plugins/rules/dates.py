"""Rules on dates that depend on the day: these warn, and do not stop a build. The page itself says it too."""

from datetime import date

from plugins.facts.review_status import OVERDUE
from plugins.rules.page import Page
from plugins.rules.rule import IN_SITE, PAGES, Found, Site, rule

LONGEST_UNCHECKED = 366  # days


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
    is_warning=True,
    needs=IN_SITE,
)
def days_have_come(page: Page, site: Site) -> Found:
    """A day on which something was done is not in the future."""
    # A page that is due later may be updated on that day
    fields = page.fields
    if not fields:
        return
    for name in ("updated", "sources_checked"):
        day = getattr(fields, name)
        if site.is_ahead(day) and day > fields.published:
            yield page.key_place(name), f'"{name}" is a day that has not come yet ({day}). Correct it.'
    if fields.reviewed and site.is_ahead(date.fromisoformat(fields.reviewed[:10])):
        told = f'"reviewed" is a day that has not come yet ({fields.reviewed[:10]}). Correct it.'
        yield page.key_place("reviewed"), told

"""Rules on notices: the blocks that the site prints by itself, at the foot of each page and on its review."""

from pathlib import Path

from plugins.markup.notices import read_notices
from plugins.rules.page import Place
from plugins.rules.rule import WHOLE_SITE, Found, Site, rule

PENDING = "content/blocks/review-pending.md"


def tell(site: Site, rule_id: str) -> Found:
    """Yield what is wrong with the notices under one rule; what the judge refuses is a matter of their form."""
    for problem in read_notices(site.library.blocks)[1]:
        if (problem.rule == "notice-missing") == (rule_id == "notice-missing"):
            if rule_id == "notice-missing" and site.library.unread.may_hold(Path(problem.path).stem):
                continue
            yield Place(problem.path, problem.line, problem.column), problem.message


@rule(
    "notice-missing",
    standard="TR-02, TR-03",
    where="",
    fails="No content/blocks/review-pending.md",
    passes="content/blocks/review-pending.md",
    needs=WHOLE_SITE,
)
def notices_are_there(site: Site) -> Found:
    """The notices that the site prints by itself are there, each in its file of content/blocks/."""
    return tell(site, "notice-missing")


@rule(
    "notice-form",
    standard="TR-02, TR-03",
    where=PENDING,
    fails="A clinician has reviewed this page.",
    passes="So far, no clinician has reviewed this page.",
    instead_of="No clinician has reviewed this page yet.",
    needs=WHOLE_SITE,
)
def notices_say_what_is_so(site: Site) -> Found:
    """A notice is one paragraph that says what it is there to say, with the names that the site fills in."""
    return tell(site, "notice-form")

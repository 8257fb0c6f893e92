"""The notices: blocks of content/blocks/ that the site prints by itself, where they are true, and no page puts in.

They are sentences of law, and of honesty: the foot of every page, and what a page says of its review. They are judged
like all content, and are no part of what a clinician signs.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A notice that has to be there.

    fills: what the site fills in, `{practice}`, each once at least.
    words: what its text holds in any case, in small letters. denies: whether it has to deny something.
    """

    fills: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    denies: bool = False


NOTICES = {
    "foot-education": Notice(words=("advice",), denies=True),
    "foot-interests": Notice(fills=("practice",), words=("interest",)),
    "foot-trademarks": Notice(words=("trademark",), denies=True),
    "foot-copyright": Notice(fills=("practice", "year")),
    "review-pending": Notice(words=("review",), denies=True),
    "review-changed": Notice(fills=("reviewer",), words=("changed",)),
    "review-signed": Notice(fills=("reviewer", "credentials", "day"), words=("review",)),
    "review-overdue": Notice(words=("review",)),
}
PATHS = frozenset(f"content/blocks/{name}.md" for name in NOTICES)


def is_notice(path: str) -> bool:
    """Tell whether a file of content/ is a notice: content/blocks/review-pending.md."""
    return path in PATHS

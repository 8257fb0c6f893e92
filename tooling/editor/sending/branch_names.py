"""Name a branch after the day and what the person says of the change."""

from plugins.problems.plain_names import plain_name
from tooling.editor.sending.own_branch import Clone
from tooling.editor.sending.remotes import Remote
from tooling.editor.sending.sent_state import BRANCHES
from tooling.git_answers import ask_git

LONGEST = 40  # letters of what the person says


def free_branch(clone: Clone, remote: Remote, day: str, why: str) -> str:
    """Return the name of a branch that is neither here nor at the remote: `edit/2026-11-22-new-dose`. Raises NoAnswer."""
    told = ask_git(clone.project, "for-each-ref", "--format=%(refname)", "refs/heads", f"refs/remotes/{remote.name}")
    here = (ref.removeprefix("refs/heads/").removeprefix(f"refs/remotes/{remote.name}/") for ref in told.splitlines())
    taken = {name.lower() for name in (*here, *remote.heads)}  # some disks do not tell capitals from small letters
    name = f"{BRANCHES}{'-' if BRANCHES in taken else '/'}{day}-{short_words(why)}"
    number, free = 1, name
    while free in taken or any(other.startswith(f"{free}/") for other in taken):
        number += 1
        free = f"{name}-{number}"
    return free


def short_words(why: str) -> str:
    """Return the first words of a sentence as they may stand in a name."""
    words = plain_name(why.split("\n", 1)[0])
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    return words or "change"

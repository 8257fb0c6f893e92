"""Send for review: merge, check, commit and push what was edited, and say in plain words where that cannot go on.

Nothing here writes into content/, into the index or to a branch of this clone. Whatever stops it, the texts are where they
were, and the next try begins anew.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.problems.problem import count
from plugins.problems.system_errors import AGAIN
from tooling.editor.not_possible import NotPossible
from tooling.editor.sending.branch_names import free_branch
from tooling.editor.sending.merging import Conflict, Content, merge_file
from tooling.editor.sending.own_branch import Author, Clone, Files, find_clone, write_commit, write_tree
from tooling.editor.sending.remotes import Remote, ask_remote, fetch, push
from tooling.editor.sending.review_request import Request, find_host, push_options, request_page
from tooling.editor.sending.sent_state import Kept, SentBranch, SentState, keep, keep_conflicts
from tooling.editor.sending.sent_words import tell_sent, words_of
from tooling.editor.sending.trial import Checker, Finding, check_tree, try_tree
from tooling.editor.sending.unsent import Unsent, find_unsent, is_taken, read_files
from tooling.editor.writing import explain_disk
from tooling.git_answers import NoAnswer, run_git

NOTHING = "Nothing has changed since the last time, so there is nothing to send."
NAMELESS = "git does not know who you are. Write your name and your e-mail address: they stand on what you send."
MOVED_ON = (
    "It was not sent: since you began, somebody has changed {places} that you have changed, too. Choose for each which text "
    "it shall be, or write it anew, and send again. Nothing is lost."
)


@dataclass(frozen=True)
class Wish:
    """What is to be sent. firsts, now: the edited files before the first edit and now. why: what the person says of it.

    pages: titles by path, of the pages whose text has changed. day: of today. author: as the person has typed it. lost: what is
    told of the signatures that are lost, as content/ is here.
    """

    project: Path
    firsts: Files
    now: Files
    why: str
    pages: Mapping[str, str]
    day: str
    author: Author
    lost: list[str]


@dataclass(frozen=True)
class Sent:
    """What came of it. state: to be kept. told: for the person. lost: what is told of the signatures that no longer hold."""

    state: SentState
    sent: SentBranch
    told: str
    lost: list[str]


@dataclass
class NotSent(Exception):
    """It was not sent. told: why, and what to do. state: to be kept. The rest is what is wrong in particular."""

    told: str
    state: SentState
    problems: list[Finding] = field(default_factory=list)
    conflicts: Sequence[Conflict] = ()
    needs: list[str] = field(default_factory=list)


def send_files(wish: Wish, state: SentState, check: Checker = check_tree) -> Sent:
    """Send, and return what came of it. It takes as long as check and network do. Raises NotSent, and nothing else."""
    try:
        return _send(wish, state, check)
    except (NoAnswer, NotPossible) as error:
        raise NotSent(str(error).replace(AGAIN, "and send again."), state) from None
    except OSError as error:
        raise NotSent(explain_disk(error), state) from None


def _send(wish: Wish, state: SentState, check: Checker) -> Sent:
    clone = find_clone(wish.project)
    author = choose_author(clone, wish.author, state)
    state = state.model_copy(update={"name": author.name, "email": author.email, "conflicts": []})
    remote = ask_remote(clone)
    late = state.pushed if state.pushed and remote.heads.get(state.pushed.branch) == state.pushed.tip else None
    state = follow_branch(clone, remote, arrived(state, late) if late else state.model_copy(update={"pushed": None}))
    unsent = find_unsent(wish.project, wish.firsts, wish.now, state)
    if late and not unsent:  # it has arrived, and only the answer was lost
        host = find_host(wish.project, remote.name)
        return Sent(state, late, tell_sent(clone, remote, host, late, is_later=False), wish.lost)
    if not unsent:
        raise NotSent(NOTHING, state)
    files = merge_files(clone, remote.heads[state.sent.branch if state.sent else remote.main], unsent, state)
    kept = {**(state.sent.files if state.sent else {}), **{each.path: keep(wish.project, each.now) for each in unsent}}
    return deliver(Parcel(wish, clone, remote, author, files, kept), state, check)


@dataclass(frozen=True)
class Parcel:
    """What goes to the remote. files: as they will be in the commit. kept: what stands here of all files of the branch."""

    wish: Wish
    clone: Clone
    remote: Remote
    author: Author
    files: Files
    kept: dict[str, Kept]


def deliver(parcel: Parcel, state: SentState, check: Checker) -> Sent:
    """Check, commit and push. Raises NotSent, NoAnswer, NotPossible, OSError."""
    wish, clone, remote, now = parcel.wish, parcel.clone, parcel.remote, state.sent
    parent = remote.heads[now.branch if now else remote.main]
    if not parcel.files:
        raise there_already(state, remote.main, parent, parcel.kept)
    tree = write_tree(clone, parent, parcel.files)
    verdict = try_tree(clone, tree, parent, parcel.kept, check)
    if verdict.held:
        held = count(len(verdict.held), "problem")
        raise NotSent(f"It was not sent, because of {held}. Put that right, and send again.", state, verdict.held)
    lost = wish.lost if verdict.lost is None else verdict.lost
    words = words_of(wish.why, parcel.files, wish.pages, lost)
    request = Request(now.branch if now else free_branch(clone, remote, wish.day, wish.why), remote.main, *words)
    commit = write_commit(clone, tree, parent, parcel.author, "\n\n".join(filter(None, words)) + "\n")
    host = find_host(wish.project, remote.name)
    url = now.url if now else request_page(host, request)
    sent = SentBranch(branch=request.branch, tip=commit, url=url, files=parcel.kept)
    try:
        said = push(remote, commit, request.branch, () if now else push_options(host, request))
    except NoAnswer as error:
        raise NotSent(str(error), state.model_copy(update={"pushed": sent})) from None
    if now is None:
        sent = sent.model_copy(update={"url": request_page(host, request, said)})
    return Sent(arrived(state, sent), sent, tell_sent(clone, remote, host, sent, is_later=now is not None), lost)


def arrived(state: SentState, sent: SentBranch) -> SentState:
    """Return what is known once a branch is at the remote."""
    return state.model_copy(update={"sent": sent, "pushed": None, "dated": {}, "settled": {}})


def choose_author(clone: Clone, typed: Author, state: SentState) -> Author:
    """Return who the commit is by: as it was typed, as git knows it, or as it was typed before. Raises NotSent, NoAnswer."""
    name = typed.name or known_to_git(clone, "name") or state.name
    email = typed.email or known_to_git(clone, "email") or state.email
    if needs := [part for part, value in (("name", name), ("email", email)) if not value]:
        raise NotSent(NAMELESS, state, needs=needs)
    return Author(name, email)


def known_to_git(clone: Clone, part: str) -> str:
    """Return the name or email that git would put on a commit, without guessing one. Raises NoAnswer."""
    if told := os.environ.get(f"GIT_AUTHOR_{part.upper()}", "").strip():
        return told
    told = run_git(clone.project, "config", "--get-regexp", f"^(author|user)[.]{part}$").stdout.decode(
        "utf-8", "replace"
    )
    known = dict(line.partition(" ")[::2] for line in told.splitlines())
    return (known.get(f"author.{part}") or known.get(f"user.{part}", "")).strip()


def follow_branch(clone: Clone, remote: Remote, state: SentState) -> SentState:
    """Bring main here, and the branch that was sent; say whether main has taken that, or whether it is gone. Raises NoAnswer."""
    sent = state.sent
    fetch(remote, [remote.main, *([sent.branch] if sent and sent.branch in remote.heads else [])])
    if sent is None:
        return state
    if is_taken(clone.project, sent, remote.tip):
        return state.merged(sent.files)
    is_there = sent.branch in remote.heads and sent.branch != remote.main
    return state if is_there else state.model_copy(update={"sent": None})


def merge_files(clone: Clone, parent: str, unsent: Sequence[Unsent], state: SentState) -> dict[str, Content]:
    """Return the files as they will stand in the commit, less those that the parent has already.

    Raises NotSent where a block was changed there too, NoAnswer, OSError.
    """
    paths = {each.path: None for each in unsent}
    theirs, head = read_files(clone.project, parent, paths), read_files(clone.project, clone.head, paths)
    sent = state.sent.files if state.sent else {}
    files: dict[str, Content] = {}
    conflicts: list[Conflict] = []
    for each in unsent:
        # What somebody had changed here before the first edit is not sent, unless the edit builds on it
        bases = [each.before] if each.path in sent else [each.before, head[each.path]]
        tried = [merge_file(each.path, each.now, base, theirs[each.path], state.settled) for base in bases]
        merged = next((one for one in tried if not one.conflicts), tried[0])
        conflicts.extend(merged.conflicts)
        if merged.content != theirs[each.path]:
            files[each.path] = merged.content
    if conflicts:
        state = state.model_copy(update={"conflicts": keep_conflicts(clone.project, conflicts)})
        raise NotSent(MOVED_ON.format(places=count(len(conflicts), "place")), state, conflicts=conflicts)
    return files


def there_already(state: SentState, main: str, parent: str, kept: dict[str, Kept]) -> NotSent:
    """Return what is told if the remote has all of it: somebody else has made the same change."""
    now = state.sent
    if now:
        state = state.model_copy(update={"sent": SentBranch(branch=now.branch, tip=parent, url=now.url, files=kept)})
    told = f"All of it stands on {now.branch if now else main} already, so there is nothing to send."
    return NotSent(told, state if now else state.merged(kept))

"""What is not sent yet: the changed files, and in each the changed lines, of which any can be taken back alone."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.reading.text import decode
from tooling.editor.lines import changes_between
from tooling.editor.sending.change_labels import label_lines, label_whole
from tooling.editor.sending.merging import Content, alike
from tooling.editor.sending.own_branch import Files, find_commit, is_part_of
from tooling.editor.sending.sent_state import SentBranch, SentState, kept_files
from tooling.git_answers import NoAnswer, past_files, run_git

MOST_COMMITS = 50  # of main in which a branch is looked for that was merged as one commit


@dataclass(frozen=True)
class Unsent:
    """A file that is not as it was sent. before: what was sent, or else what stood there before the first edit."""

    path: str
    before: Content
    now: Content


@dataclass(frozen=True)
class Change:
    """Some lines of a file that are not sent yet; or a whole file that is new, gone, or no text.

    before, after: the lines. without: the whole file without this change; None if it is not there then.
    """

    id: str
    path: str
    label: str
    before: str
    after: str
    without: str | bytes | None


def find_unsent(project: Path, firsts: Files, now: Files, state: SentState) -> list[Unsent]:
    """Return the files that have to be sent. firsts: what the edited files held before the first edit. Raises OSError."""
    sent, taken = kept_files(project, state.sent.files if state.sent else {}), kept_files(project, state.taken)
    known = files_at_head(project, firsts)
    found = []
    for path in firsts:
        likely = [files[path] for files in (taken, known, firsts) if path in files]
        before = sent[path] if path in sent else nearest(now[path], likely)
        if alike(now[path], before) != before:
            found.append(Unsent(path, before, now[path]))
    return found


def follow_head(project: Path, state: SentState) -> SentState:
    """Return what is known, once the clone stands at a main that has taken the branch."""
    try:
        has_it = state.sent is not None and is_taken(project, state.sent, "HEAD")
    except NoAnswer:
        return state
    return state.merged(state.sent.files) if has_it and state.sent else state


def files_at_head(project: Path, paths: Files) -> Files:
    """Return files as the last commit has them; none where git gives no answer."""
    try:
        return read_files(project, "HEAD", paths)
    except NoAnswer:
        return {}


def read_files(project: Path, commit: str, paths: Files) -> Files:
    """Return files as a commit has them. Raises NoAnswer."""
    with past_files(project) as past:
        return {path: past.read(commit, path) for path in paths}


def nearest(now: Content, likely: list[Content]) -> Content:
    """Return what differs least from what is there now: others may have changed a file before or since, and that is not
    ours to send. Of several the first.
    """
    return min(likely, key=lambda before: distance(before, now))


def distance(before: Content, now: Content) -> int:
    """Return how many lines differ."""
    before = alike(before, now)
    if before == now:
        return 0
    sides = [[] if content is None else content.splitlines() for content in (before, now)]
    if before is None or now is None:
        return max(map(len, sides)) + 2
    texts = [[line.decode("utf-8", "replace") for line in side] for side in sides]
    return 1 + sum(b - a + d - c for kind, a, b, c, d in changes_between(*texts) if kind != "equal")


def is_taken(project: Path, sent: SentBranch, commit: str) -> bool:
    """Tell whether a commit, of main, holds a branch that was sent: it was merged, or put together as one commit.

    Raises NoAnswer if git cannot be started.
    """
    if not find_commit(project, sent.tip):
        return False
    if is_part_of(project, sent.tip, commit):
        return True
    paths = ["--", *sent.files]
    wanted = run_git(project, "ls-tree", sent.tip, *paths).stdout
    listed = run_git(
        project, "log", f"--max-count={MOST_COMMITS}", "--format=%H", f"^{sent.tip}", commit, *paths
    ).stdout
    return any(run_git(project, "ls-tree", each, *paths).stdout == wanted for each in listed.decode().split())


def find_changes(unsent: list[Unsent], dated: Mapping[str, tuple[str, str]]) -> list[Change]:
    """Return every change, by file and line. dated: lines that a send has set by itself, which are not told."""
    return [change for each in unsent for change in changes_of(each, dated.get(each.path))]


def changes_of(unsent: Unsent, dated: tuple[str, str] | None = None) -> Iterator[Change]:
    """Yield the changes of a file."""
    path = unsent.path
    sides = [None if side is None else decode(path, side)[0] for side in (unsent.before, unsent.now)]
    before, now = sides
    if before is None or now is None:
        words = [tell(side, text) for side, text in zip((unsent.before, unsent.now), sides, strict=True)]
        label = label_whole(path, is_new=unsent.before is None, is_gone=unsent.now is None)
        yield Change(name_change(path, words[0], words[1], 0), path, label, words[0], words[1], unsent.before)
        return
    old, new = before.split("\n"), now.split("\n")
    for kind, first, last, start, stop in changes_between(old, new):
        taken, put = "\n".join(old[first:last]), "\n".join(new[start:stop])
        if kind == "equal" or (taken, put) == dated:
            continue
        label = label_lines(path, new, start, stop) if stop > start else label_lines(path, old, first, last)
        without = "\n".join([*new[:start], *old[first:last], *new[stop:]])
        yield Change(name_change(path, taken, put, start), path, label, taken, put, without)


def tell(content: Content, text: str | None) -> str:
    """Return what a list shows of a whole file."""
    if content is None:
        return ""
    return f"({-(-len(content) // 1000)} kB)" if text is None else text


def name_change(path: str, before: str, after: str, line: int) -> str:
    """Return the name by which a change is taken back: of another text there is no such change."""
    return hashlib.sha256("\0".join((path, before, after, str(line))).encode()).hexdigest()[:12]

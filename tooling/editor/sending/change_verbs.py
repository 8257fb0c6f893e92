"""What the page asks for about changes that are not sent yet: list them, take one back, settle a conflict."""

from typing import Any, Literal

from plugins.reading.library import DATA
from tooling.consequences import SIGNATURE_LOST, find_consequences
from tooling.editor.desk import NOT_DONE, NOT_FOUND, Desk, Refusal
from tooling.editor.not_possible import NotPossible
from tooling.editor.sending.dates import changed_pages
from tooling.editor.sending.merging import Conflict
from tooling.editor.sending.own_branch import Files
from tooling.editor.sending.sent_state import (
    SentState,
    keep_conflicts,
    kept_conflicts,
    kept_files,
    only_sending,
    read_state,
    write_state,
)
from tooling.editor.sending.unsent import Change, Unsent, find_changes, find_unsent, follow_head
from tooling.editor.verbs import Request, Verb, read_request
from tooling.editor.writing import explain_disk

BUSY = "Something is being sent already. Wait until that is done."
GONE = "That change is not there any more. Look at the list anew."
NO_CONFLICT = "There is nothing to settle there any more. Send again."


class TakeBack(Request):
    """A change of the list."""

    id: str


class Settle(Request):
    """Which text it shall be where both have changed. id: of one place; without it all of the file."""

    path: str
    keep: Literal["mine", "theirs"]
    id: str = ""


def unsent_of(desk: Desk, state: SentState) -> list[Unsent]:
    """Return the files that are not sent yet. Raises Refusal."""
    firsts = edited_files(desk)
    try:
        return find_unsent(desk.project, firsts, {path: desk.raw(path) for path in firsts}, state)
    except OSError as error:
        raise Refusal(NOT_DONE, explain_disk(error)) from None


def edited_files(desk: Desk) -> Files:
    """Return the files of content/ that were edited, and what each held before the first edit. Raises Refusal."""
    try:
        return desk.journal.changed()
    except OSError as error:
        raise Refusal(NOT_DONE, explain_disk(error)) from None


def count_unsent(desk: Desk) -> int:
    """Return how many changes are not sent yet. It asks no git, so it may be asked with every save. Raises Refusal."""
    state, firsts = read_state(desk.project), edited_files(desk)
    taken = kept_files(desk.project, state.taken)
    sent = kept_files(desk.project, state.sent.files if state.sent else {})
    unsent = []
    for path, first in firsts.items():
        known, now = [sent[path]] if path in sent else [taken.get(path, first), first], desk.raw(path)
        if now not in known:
            unsent.append(Unsent(path, known[0], now))
    return len(find_changes(unsent, state.dated))


def list_changes(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what is not sent yet, which signatures that takes away, and what was sent before."""
    read_request(Request, sent)
    noted = read_state(desk.project)
    state = follow_head(desk.project, noted)
    if state != noted:
        keep_state(desk, state)
    unsent, now = unsent_of(desk, state), state.sent
    return {
        "changes": [show_change(desk, change) for change in find_changes(unsent, state.dated)],
        "signatures": lost_signatures(desk, unsent),
        "conflicts": show_conflicts(conflicts_of(desk, state)),
        "sent": {"branch": now.branch, "url": now.url} if now else None,
    }


def show_change(desk: Desk, change: Change) -> dict[str, Any]:
    """Return a change as the page lists it."""
    return {
        "id": change.id,
        "path": change.path,
        "label": change.label,
        "page": name_of(desk, change.path),
        "before": change.before,
        "after": change.after,
    }


def name_of(desk: Desk, path: str) -> str:
    """Return what a person calls a file: the title of a page, or the words of its name."""
    document = desk.library.documents.get(path)
    if document and document.fields:
        return document.fields.title
    words = path.rpartition("/")[2].rpartition(".")[0].replace("-", " ")
    return words.capitalize() if path.startswith(DATA) else f"Shared text: {words}" if "/blocks/" in path else path


def lost_signatures(desk: Desk, unsent: list[Unsent]) -> list[str]:
    """Return what is told of the signatures that the changes take away."""
    paths = {each.path for each in unsent}
    if not paths:
        return []
    notes = find_consequences(desk.library, desk.today, desk.project)
    lost = (note for note in notes if note.rule == SIGNATURE_LOST)
    return [note.message for note in lost if paths & {note.path, *note.message.split()}]


def take_back(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Put the lines of one change, or a whole file, back as they were sent."""
    asked = read_request(TakeBack, sent)
    state = follow_head(desk.project, read_state(desk.project))
    unsent = unsent_of(desk, state)
    change = next((each for each in find_changes(unsent, state.dated) if each.id == asked.id), None)
    if change is None:
        raise Refusal(NOT_FOUND, GONE)
    desk.write(f"Taken back: {change.label}", {change.path: change.without})
    left = {each.path: each for each in unsent_of(desk, state)}
    touched = {page.path for page in changed_pages(desk.library, left)}
    undated = {
        path: desk.text(path).replace(f"\n{line}\n", f"\n{before}\n", 1)
        for path, (before, line) in state.dated.items()
        if path in left and path not in touched
    }
    if undated:
        desk.write(f"Taken back: {change.label}, and the day of the change", dict(undated))
    return list_changes(desk, {})


def conflicts_of(desk: Desk, state: SentState) -> list[Conflict]:
    """Return the conflicts that wait for a word, in files that were edited. Raises Refusal."""
    edited = edited_files(desk)
    try:
        return [conflict for conflict in kept_conflicts(desk.project, state) if conflict.path in edited]
    except OSError:
        return []


def show_conflicts(conflicts: list[Conflict]) -> list[dict[str, Any]]:
    """Return conflicts as the page shows them."""
    return [
        {
            "id": each.key,
            "path": each.path,
            "mine": tell(each.mine),
            "theirs": tell(each.theirs),
            "isWhole": each.is_whole,
        }
        for each in conflicts
    ]


def tell(content: bytes | None) -> str:
    """Return what the page shows of one side."""
    if content is None:
        return ""
    return "(a picture)" if b"\0" in content else content.decode("utf-8", "replace")


def settle(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Note which text it shall be, where somebody else has changed the same place; theirs is put into the file here, too."""
    asked = read_request(Settle, sent)
    with only_sending(desk.project) as is_free:
        if not is_free:
            raise Refusal(NOT_DONE, BUSY)
        return settle_alone(desk, asked)


def settle_alone(desk: Desk, asked: Settle) -> dict[str, Any]:
    """Settle while nothing is sent. Raises Refusal."""
    state = read_state(desk.project)
    conflicts = conflicts_of(desk, state)
    meant = [each for each in conflicts if each.path == asked.path and asked.id in ("", each.key)]
    if not meant:
        raise Refusal(NOT_FOUND, NO_CONFLICT)
    if asked.keep == "theirs":
        take_theirs(desk, meant)
    keys = {each.key for each in meant}
    left = [each for each in conflicts if each.key not in keys]
    settled = {**state.settled, **dict.fromkeys(keys, asked.keep)}
    try:
        noted = keep_conflicts(desk.project, left)
    except OSError as error:
        raise Refusal(NOT_DONE, explain_disk(error)) from None
    keep_state(desk, state.model_copy(update={"settled": settled, "conflicts": noted}))
    return {"conflicts": show_conflicts(left)}


def take_theirs(desk: Desk, conflicts: list[Conflict]) -> None:
    """Put the text of the others into the file, where mine stands once; elsewhere it is put in as it is sent."""
    for each in conflicts:
        if each.is_whole:
            desk.write(f"Taken over: {each.path}", {each.path: each.theirs})
            continue
        text, mine, theirs = desk.text(each.path), tell(each.mine), tell(each.theirs)
        if mine and text.count(mine) == 1:
            desk.write(f"Taken over: {name_of(desk, each.path)}", {each.path: text.replace(mine, theirs)})


def keep_state(desk: Desk, state: SentState) -> None:
    """Keep what is known. Raises Refusal."""
    try:
        write_state(desk.project, state)
    except (NotPossible, OSError) as error:
        told = explain_disk(error) if isinstance(error, OSError) else str(error)
        raise Refusal(NOT_DONE, told) from None


VERBS: dict[str, Verb] = {"changes": list_changes, "take-back": take_back, "settle": settle}

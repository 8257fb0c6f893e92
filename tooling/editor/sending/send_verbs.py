"""What the page asks for to send what was edited for review."""

import asyncio
import re
from typing import Annotated, Any

from pydantic import Field

from tooling.editor.desk import NOT_DONE, Desk, Refusal
from tooling.editor.sending import change_verbs
from tooling.editor.sending.change_verbs import (
    BUSY,
    edited_files,
    keep_state,
    lost_signatures,
    show_conflicts,
    unsent_of,
)
from tooling.editor.sending.dates import changed_pages, date_pages, dated_line
from tooling.editor.sending.own_branch import Author
from tooling.editor.sending.road import NOTHING, NotSent, Sent, Wish, send_files
from tooling.editor.sending.sent_state import SentState, only_sending, read_state
from tooling.editor.sending.trial import Finding
from tooling.editor.sending.unsent import Unsent, follow_head
from tooling.editor.verbs import Request, Verb, read_request
from tooling.editor.writing import explain_disk

LEAST_WHY, MOST_WHY, MOST_MORE = 5, 200, 2_000  # letters of the first line, and of all of it
WHY = f"Say in a sentence what you have changed and why, in {LEAST_WHY} to {MOST_WHY} letters. It stands above what is reviewed."
BAD_NAME = "That is no name: it has no letter, or a sign such as < or >. Write your name as people know it."
BAD_EMAIL = "That is no e-mail address. Write one such as jane.doe@example.com."
EMAIL = re.compile(r"[^\s<>@,;]+@[^\s<>@,;]+")
Short = Annotated[str, Field(max_length=320)]


class Send(Request):
    """What the person says of the changes, and who they are, if git does not know."""

    why: str
    name: Short = ""
    email: Short = ""


async def send(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Send what is not sent yet. Raises Refusal, which says why not, and holds problems, conflicts or what is needed."""
    asked = read_request(Send, sent)
    why, author = asked.why.strip(), Author(asked.name.strip(), asked.email.strip())
    check_words(why, author)
    try:
        with only_sending(desk.project) as is_free:
            if not is_free:
                raise Refusal(NOT_DONE, BUSY)
            return show_sent(await send_alone(desk, why, author))
    except OSError as error:
        raise Refusal(NOT_DONE, explain_disk(error)) from None


def check_words(why: str, author: Author) -> None:
    """Raise Refusal if the words cannot stand on a commit."""
    if not LEAST_WHY <= len(why.split("\n", 1)[0].strip()) <= MOST_WHY or len(why) > MOST_MORE:
        raise Refusal(NOT_DONE, WHY, result={"needs": ["why"]})
    name, email = author.name, author.email
    if name and (not any(letter.isalnum() for letter in name) or not name.isprintable() or set("<>") & set(name)):
        raise Refusal(NOT_DONE, BAD_NAME, result={"needs": ["name"]})
    if email and not (EMAIL.fullmatch(email) and email.isprintable()):
        raise Refusal(NOT_DONE, BAD_EMAIL, result={"needs": ["email"]})


async def send_alone(desk: Desk, why: str, author: Author) -> Sent:
    """Set the dates, send behind the other answers, and keep what came of it. Raises Refusal."""
    state = follow_head(desk.project, read_state(desk.project))
    state, found = date_changes(desk, state, unsent_of(desk, state))
    unsent = {each.path: each for each in found}
    if not unsent and state.sent is None and state.pushed is None:
        raise Refusal(NOT_DONE, NOTHING)
    pages = {page.path: page.fields.title for page in changed_pages(desk.library, unsent) if page.fields}
    firsts = edited_files(desk)
    now = {path: desk.raw(path) for path in firsts}
    wish = Wish(desk.project, firsts, now, why, pages, desk.today.isoformat(), author, lost_signatures(desk, found))
    try:
        done = await asyncio.to_thread(send_files, wish, state)
    except NotSent as stop:
        keep_state(desk, stop.state)
        raise refusal_of(desk, stop) from None
    keep_state(desk, done.state)
    forget_arrived(desk, done.state)
    return done


def forget_arrived(desk: Desk, state: SentState) -> None:
    """Let the journal forget what has no more to be sent: another program may change these files, and that is not ours.

    Raises Refusal.
    """
    waits = {each.path for each in unsent_of(desk, state)} | (state.sent.files.keys() if state.sent else set())
    try:
        if arrived := edited_files(desk).keys() - waits:
            desk.journal.forget(set(arrived))
    except OSError as error:
        raise Refusal(NOT_DONE, explain_disk(error)) from None


def date_changes(desk: Desk, state: SentState, unsent: list[Unsent]) -> tuple[SentState, list[Unsent]]:
    """Set the day in each page whose text has changed, and note what stood there; return what is unsent then. Raises Refusal."""
    texts = date_pages(desk.library, {each.path: each for each in unsent}, desk.today)
    if not texts:
        return state, unsent
    lines = {path: line for path, text in texts.items() if (line := dated_line(desk.text(path), text))}
    desk.write("The day of the change", dict(texts))
    state = state.model_copy(update={"dated": {**state.dated, **lines}})
    keep_state(desk, state)
    return state, unsent_of(desk, state)


def show_sent(done: Sent) -> dict[str, Any]:
    """Return what the page shows of what was sent."""
    return {"branch": done.sent.branch, "url": done.sent.url, "told": done.told, "signatures": done.lost}


def refusal_of(desk: Desk, stop: NotSent) -> Refusal:
    """Return why it was not sent, as the page shows it."""
    result: dict[str, Any] = {}
    if stop.problems:
        result["problems"] = [show_problem(desk, problem) for problem in stop.problems]
    if stop.conflicts:
        result["conflicts"] = show_conflicts(list(stop.conflicts))
    if stop.needs:
        result["needs"] = stop.needs
    return Refusal(NOT_DONE, stop.told, result=result)


def show_problem(desk: Desk, problem: Finding) -> dict[str, Any]:
    """Return a problem as the page lists the others."""
    return {
        "place": f"{problem.file}:{problem.line}:{problem.column}",
        "path": problem.file,
        "file": desk.id_of(problem.file),
        "line": problem.line,
        "column": problem.column,
        "subject": problem.subject,
        "rule": problem.rule,
        "message": problem.message,
        "isWarning": False,
    }


VERBS: dict[str, Verb] = {**change_verbs.VERBS, "send": send}

"""Answer what the page asks for when content/ is edited on it."""

import contextlib
import inspect
import json
from typing import Any

from tooling.editor import finding, piece_verbs
from tooling.editor.desk import BAD_REQUEST, NOT_DONE, NOT_FOUND, Refusal
from tooling.editor.forms import form_verbs, way_verbs
from tooling.editor.not_possible import NotPossible
from tooling.editor.pages import page_verbs
from tooling.editor.sending import send_verbs
from tooling.editor.verbs import Verb
from tooling.editor.writing import SavedMeanwhile
from tooling.preview.session import Session

VERBS: dict[str, Verb] = {
    **piece_verbs.VERBS,
    **page_verbs.VERBS,
    **finding.VERBS,
    **form_verbs.VERBS,
    **send_verbs.VERBS,
    **way_verbs.VERBS,
}
ATTEMPTS = 3
ADDRESS = "address"  # of the page that is shown where something is asked for

Answer = dict[str, Any]


async def answer_verb(session: Session, name: str, sent: bytes) -> tuple[int, Answer]:
    """Return the status and the answer of a verb, with the page as it is shown after it, if that has changed."""
    try:
        asked = json.loads(sent)
    except (ValueError, RecursionError):
        asked = None
    verb = VERBS.get(name)
    if verb is None or not isinstance(asked, dict):
        unknown = "The preview does not know what the page asks for. Load the page anew."
        return (BAD_REQUEST if verb else NOT_FOUND), refusal(unknown)
    address = str(asked.pop(ADDRESS, ""))
    session.refresh()
    before = told(session)
    try:
        result = await do(session, verb, asked)
    except Refusal as error:
        shown = show(session, address) if told(session) != before else None
        return error.status, {**refusal(error.told, error.conflict, error.result), "shown": shown}
    except NotPossible as error:
        return NOT_DONE, refusal(str(error))
    return 200, {"result": result, "shown": show(session, address) if told(session) != before else None}


async def do(session: Session, verb: Verb, asked: Answer) -> Answer:
    """Return the result of a verb. Where another program saves between its look and its writing, it looks again."""
    for _ in range(ATTEMPTS - 1):
        with contextlib.suppress(SavedMeanwhile):
            found = verb(session.desk, dict(asked))
            return await found if inspect.isawaitable(found) else found
        session.refresh()
    found = verb(session.desk, asked)
    return await found if inspect.isawaitable(found) else found


def refusal(told: str, conflict: Answer | None = None, result: Answer | None = None) -> Answer:
    """Return the answer to what was not done."""
    return {"told": told, "conflict": conflict, "result": result or {}}


def told(session: Session) -> tuple[str, int]:
    """Return what the page knows of: which version is shown, and how much is not sent yet."""
    return session.version(), session.unsent()


def show(session: Session, address: str) -> Answer | None:
    """Return the page of an address as the browser takes it in; None if it cannot be shown: the browser then asks itself."""
    path = address.removeprefix("/")
    name = f"{path}index.html" if path.endswith("/") or not path else path
    if session.site is None or name not in session.site.addresses():
        return None
    try:
        text = session.site.page(name)
    except Exception:  # whatever a template raises is told when the page itself is asked for
        return None
    return {"page": text, "facts": vars(session.facts(name, text, []))}

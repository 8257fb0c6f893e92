"""What the page asks for about forms: show one, set a field, add, remove and move entries, begin a source, word or reviewer."""

from typing import Any

from pydantic import Field, JsonValue

from tooling.editor.desk import BAD_REQUEST, CONFLICT, NOT_FOUND, Desk, Refusal
from tooling.editor.forms.descriptions import blank_of, digest_of, kind_of
from tooling.editor.forms.form_places import NAMED, Part, Place, find_place, open_part, value_at
from tooling.editor.forms.form_showing import form_of, show_form
from tooling.editor.forms.form_values import read_value, show_value
from tooling.editor.forms.form_writing import add_to, move_in, set_in, take_out
from tooling.editor.forms.new_entries import add_entry
from tooling.editor.verbs import Request, Verb, read_request


class FieldAsked(Request):
    """A field of a file. part: which part of the form to show then, if not all of it."""

    file: str
    keys: list[str | int]
    part: tuple[str | int, ...] = Field((), strict=False)


class SetAsked(FieldAsked):
    """A new value for a field. was: the digest of what it replaces.

    within: the digests of the innermost entries that it stands in, the outermost of them first.
    """

    was: str
    value: JsonValue
    within: tuple[str, ...] = Field((), strict=False)


class AddAsked(FieldAsked):
    """One more entry of a list, which is still empty. at: before which entry."""

    at: int


class RemoveAsked(FieldAsked):
    """An entry of a list, a field, or a whole source, word, reviewer or redirect that goes. was: its digest."""

    was: str


class MoveAsked(FieldAsked):
    """An entry of a list that goes to another place. was: its digest. to: its number from then on."""

    was: str
    to: int


class NewAsked(Request):
    """What a new source, word or reviewer holds, by the names of its fields."""

    values: dict[str, JsonValue]


def set_field(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Write a value into a field. What the model would refuse is written, too: the gate tells it."""
    asked = read_request(SetAsked, sent)
    place = _find(desk, asked)
    kind = kind_of(place.schema, place.value)
    if kind in ("group", "list"):
        raise Refusal(BAD_REQUEST, "This is more than one field. Change each of them.")
    _must_be_within(place, asked.within)
    value = read_value(kind, asked.value, place.value)
    if digest_of(value) != digest_of(place.value):
        _compare(desk, place, asked.was, value)
        _write(desk, place, set_in(place, value))
    shown = place.part.shown
    if place.part.what == "source" and place.inner == ("id",):
        shown = (str(value),) if value else (place.part.root[0],)
    return _again(desk, place.part, asked, (*shown, *asked.part[len(shown) :]))


def add_item(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Put a new entry, still empty, into a list."""
    asked = read_request(AddAsked, sent)
    place = _find(desk, asked)
    if kind_of(place.schema) not in ("list", "texts"):
        raise Refusal(BAD_REQUEST, "This is no list. Load the page anew.")
    at = min(max(asked.at, 0), len(place.value) if isinstance(place.value, list) else 0)
    blank = blank_of(place.schema["items"], desk.today.isoformat())
    _write(desk, place, add_to(place, at, blank))
    return _again(desk, place.part, asked)


def remove_item(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Take out an entry of a list, a field that need not stand, or a whole source, word, reviewer or redirect."""
    asked = read_request(RemoveAsked, sent)
    place = _find(desk, asked)
    is_whole = not place.inner and place.part.what in NAMED
    if not is_whole and (not place.inner or (place.is_required and not place.is_entry)):
        raise Refusal(BAD_REQUEST, "This has to stand there. Change it instead.")
    _must_stand(place)
    _compare(desk, place, asked.was, None)
    _write(desk, place, take_out(place))
    keys = (*place.part.shown, *place.inner)
    above = keys[:-1] if asked.part[: len(keys)] == keys else ()  # what was shown is gone
    return {"fields": []} if is_whole else _again(desk, place.part, asked, above)


def move_item(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Move an entry of a list to another place in it."""
    asked = read_request(MoveAsked, sent)
    place = _find(desk, asked)
    if not place.is_entry:
        raise Refusal(BAD_REQUEST, "This is no entry of a list. Load the page anew.")
    _must_stand(place)
    _compare(desk, place, asked.was, place.value)
    _write(desk, place, move_in(place, asked.to))
    return _again(desk, place.part, asked)


def _find(desk: Desk, asked: FieldAsked) -> Place:
    return find_place(desk, desk.path_of(asked.file), tuple(asked.keys))


def _must_stand(place: Place) -> None:
    if not place.stands:
        raise Refusal(NOT_FOUND, "It is not there any more. Load the page anew.")


def _must_be_within(place: Place, digests: tuple[str, ...]) -> None:
    """Raise Refusal if another entry stands where the field's own one did: an empty field looks the same in each of them."""
    ends = [place.inner[: at + 1] for at, key in enumerate(place.inner) if isinstance(key, int)]
    now = [digest_of(value_at(place.part.values, (*place.part.root, *keys))) for keys in ends]
    if now[len(now) - len(digests) :] != list(digests):
        raise Refusal(CONFLICT, f"Something else has just changed the list around “{place.label}”. Load the page anew.")


def _compare(desk: Desk, place: Place, was: str, mine: object) -> None:
    """Raise Refusal, with both texts, if something else has been written there meanwhile."""
    now = digest_of(place.value)
    if now == was:
        return
    line = place.part.places.find(place.at)[0]
    conflict = {
        "mine": as_text(place, mine), "theirs": as_text(place, place.value), "digest": now,
        "first": line, "last": line, "version": desk.version_of(place.part.text),
    }  # fmt: skip
    told = f"“{place.label}” was changed elsewhere meanwhile. Look at both, and choose which one stays."
    raise Refusal(CONFLICT, told, conflict)


def as_text(place: Place, value: object) -> str:
    """Return a value as a person reads it, for a conflict."""
    shown = show_value(kind_of(place.schema), value)
    if shown is None:
        shown = value
    if isinstance(shown, list) and all(isinstance(each, str) for each in shown):
        return "\n".join(shown)
    return str(show_value("text", shown))


def _write(desk: Desk, place: Place, text: str) -> None:
    desk.write(f"{place.part.title}: {place.label}", {place.part.path: text})


def _again(desk: Desk, part: Part, asked: FieldAsked, shown: tuple[str | int, ...] = ()) -> dict[str, Any]:
    """Return the form as it is now, or the part of it that is shown."""
    keys = shown or asked.part or part.shown
    return form_of(desk, *open_part(desk, part.path, keys))


def _new(what: str) -> Verb:
    """Return the verb that begins a source, a word or a reviewer."""

    def begin(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
        asked = read_request(NewAsked, sent)
        path, name, text = add_entry(desk, what, asked.values)
        desk.write(f"New {what}: {name}", {path: text})
        return {"id": name, "what": what, "file": desk.id_of(path)}

    return begin


VERBS: dict[str, Verb] = {
    "form": show_form,
    "set": set_field,
    "add": add_item,
    "remove": remove_item,
    "move": move_item,
    **{f"new-{what}": _new(what) for what in NAMED},
}

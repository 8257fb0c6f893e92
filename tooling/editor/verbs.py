"""The names by which the page asks for things, and how a request is read."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from tooling.editor.desk import BAD_REQUEST, Desk, Refusal

Verb = Callable[[Desk, dict[str, Any]], dict[str, Any] | Awaitable[dict[str, Any]]]


class Request(BaseModel):
    """What the page sends with a verb; a name that is not known is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Asked = TypeVar("Asked", bound=Request)


def read_request(model: type[Asked], sent: dict[str, Any]) -> Asked:
    """Return what was sent as a value of the model. Raises Refusal."""
    try:
        return model.model_validate(sent)
    except ValidationError:
        raise Refusal(BAD_REQUEST, "The preview does not understand this page. Load the page anew.") from None

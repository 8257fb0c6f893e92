"""Read what a browser sent for a verb."""

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from tooling.editor.desk import BAD_REQUEST, Refusal


class Asked(BaseModel):
    """What a verb is asked. address: of the page that is shown."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    address: str = ""


Request = TypeVar("Request", bound=Asked)


def read_request(model: type[Request], sent: dict[str, Any]) -> Request:
    """Return what was sent as a request of this form. Raises Refusal for anything else."""
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        names = ", ".join(".".join(map(str, detail["loc"])) or "all of it" for detail in error.errors())
        raise Refusal(BAD_REQUEST, f"The preview did not understand the page ({names}). Load the page anew.") from None

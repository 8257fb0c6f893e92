"""What the page asks for about forms."""

from collections.abc import Callable
from typing import Any

from tooling.editor.desk import Desk
from tooling.editor.form_showing import show_form

Verb = Callable[[Desk, dict[str, Any]], dict[str, Any]]
VERBS: dict[str, Verb] = {"form": show_form}

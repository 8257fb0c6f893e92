"""What the page asks for about forms."""

from tooling.editor.form_showing import show_form
from tooling.editor.verbs import Verb

VERBS: dict[str, Verb] = {"form": show_form}

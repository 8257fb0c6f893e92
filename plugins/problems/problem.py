"""What a message to an editor is made of: where, what is wrong, how to put it right."""

from dataclasses import dataclass

ENVIRONMENT = "environment"  # the rule of what a variable says


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. Sorts by file, line and column.

    path: of the file, from the project's root, with forward slashes; or the name of a variable of the environment,
    which has no line.
    line, column: 1-based; line 0 means the file as a whole.
    rule: the id of the rule that was broken.
    message: "What is wrong. How to put it right.", in the editor's words, without the place.
    is_warning: shown, but does not stop a build; only for what depends on the date.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    is_warning: bool = False

    def __str__(self) -> str:
        """Return `file:line:column: message`, the form that editors and terminals make clickable; of a variable `NAME: message`."""
        if self.rule == ENVIRONMENT:
            return f"{self.path}: {self.message}"
        return f"{self.path}:{max(self.line, 1)}:{max(self.column, 1)}: {self.message}"

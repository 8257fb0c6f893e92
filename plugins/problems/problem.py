"""What a message to an editor is made of: where, what is wrong, how to put it right."""

import re
from dataclasses import dataclass

ENVIRONMENT = "environment"  # the rule of what a variable says
LONGEST_QUOTED = 80  # signs of a value that a message shows
LONG = re.compile(rf'"(?P<start>[^"\s.,:;)][^"]{{{LONGEST_QUOTED - 2}}})[^"]{{20,}}"')  # a little more is no harm


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. Sorts by file, line and column.

    path: of the file, from the project's root, with forward slashes; or the name of a variable of the environment,
    which has no line.
    line, column: 1-based; line 0 means the file as a whole.
    rule: the id of the rule that was broken.
    message: "What is wrong. How to put it right.", in the editor's words, without the place.
    is_warning: shown, but does not stop a build; only for what depends on the date, and a picture without a page.
    subject: what the message is about, as the file has it: the name of a field, a link; or nothing.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    is_warning: bool = False
    subject: str = ""

    def __post_init__(self) -> None:
        """Cut what a message quotes: it is there to find the place, and the file holds the whole."""
        if len(self.message) > LONGEST_QUOTED and (short := LONG.sub(r'"\g<start>…"', self.message)) != self.message:
            object.__setattr__(self, "message", short)

    @property
    def place(self) -> str:
        """Where it is, in the form that editors and terminals make clickable: `file:line:column`; or the variable."""
        if self.rule == ENVIRONMENT:
            return self.path
        return f"{self.path}:{max(self.line, 1)}:{max(self.column, 1)}"

    def __str__(self) -> str:
        """Return `file:line:column: message`; of a variable `NAME: message`."""
        return f"{self.place}: {self.message}"


def count(number: int, noun: str) -> str:
    """Return "1 entry", "2 entries"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


class ProblemError(ValueError):
    """A problem that stops the work where it is found."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

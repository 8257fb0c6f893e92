"""Which document of each page is shown: the one that is written, or the last good one where that cannot be."""

from collections.abc import Iterable

from plugins.problems.problem import Problem
from plugins.reading.library import Document, Library


class LastGood:
    """The last documents that kept every rule, and those that stand for now in the way of their page.

    good: by path. failing: the documents that break rules and could not be rendered, by path.
    """

    def __init__(self) -> None:
        self.good: dict[str, Document] = {}
        self.failing: dict[str, Document] = {}

    def note(self, library: Library, errors: list[Problem]) -> None:
        """Remember each document that keeps every rule; of the others what was remembered before."""
        broken = {problem.path for problem in errors}
        blocks = {path for path in broken if path.startswith("content/blocks/")}
        good = {}
        for path, document in library.documents.items():
            is_good = path not in broken and not (blocks and any(line.path in blocks for line in document.lines))
            kept = document if is_good and document.fields is not None else self.good.get(path)
            if kept is not None:
                good[path] = kept
        self.good = good

    def choose(self, library: Library, refused: Iterable[str]) -> dict[str, Document]:
        """Return the documents to show: each as it is written, also while it breaks rules.

        Of what cannot be read or rendered, or what the judge refuses, the last good one is shown; nothing, if there was
        none. refused: the paths of what the judge refuses.
        """
        harmful = set(refused)
        shown = {}
        for path, document in library.documents.items():
            is_fit = document.fields is not None and path not in harmful and self.failing.get(path) is not document
            found = document if is_fit else self.good.get(path)
            if found is not None:
                shown[path] = found
        return shown

    def give_way(self, documents: Iterable[Document], errors: list[Problem]) -> bool:
        """Show the last good ones of those that could not be rendered and break rules; tell whether there are any."""
        broken = {problem.path for problem in errors}
        failed = [each for each in documents if each.path in broken and self.good.get(each.path) is not each]
        self.failing.update((document.path, document) for document in failed)
        return bool(failed)

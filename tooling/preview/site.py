"""A warm Pelican: what was read is kept, and only the page that is asked for is rendered."""

import gc
import logging
import time
from collections.abc import KeysView
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.contents import Content
from pelican.settings import read_settings

from plugins.adapter.article_reader import ArticleReader
from plugins.adapter.page_table import PageTable
from plugins.adapter.pelican_memories import forget_content, forget_templates, hear_everything
from plugins.adapter.stylesheet import join_stylesheets
from plugins.adapter.templates import require_templates
from plugins.adapter.warm_generators import KnownStatics, Remembering, WarmPages, make_generators, start_context
from plugins.markup.body import Body
from plugins.memory.steps import Memory
from plugins.problems.failures import explain_template_error
from plugins.problems.problem import Problem
from plugins.problems.reporting import Refused
from plugins.reading.library import Document, Library, make_library, update_library
from plugins.reading.pictures import KINDS, MADE
from plugins.reading.settings import build_day
from plugins.rules.page import Page
from plugins.rules.readability import reading_grades
from tooling.preview.changes import Changes
from tooling.preview.drawn import DrawnPictures
from tooling.preview.gate import (
    Gate,
    Progress,
    data_is_unreadable,
    errors_in,
    problems_of_reading,
)
from tooling.preview.judging import Judging, start_judging
from tooling.preview.last_good import LastGood
from tooling.preview.page import page_notes
from tooling.preview.shown import LogCollector, Shown, read_icon, read_static
from tooling.preview.touched import touched_documents

GATE = "plugins.adapter.gate"
BETWEEN_COLLECTIONS = 20_000, 10, 10  # objects: a save at 1,000 articles leaves 8,000, of which 1,500 are garbage


class WarmSite:
    """The site of a project folder, kept warm.

    library: content/ as it is now. problems: what the gate and Pelican say of it. version: of what is shown.
    judging: the process that judges all pages for the first time, until it is done.
    filled: the documents whose HTML is in Pelican's pages, by path; that of others is made when they are asked for.
    """

    def __init__(self, project: Path, memory: Memory | None = None) -> None:
        self.project = project
        self.settings: dict[str, Any] = read_settings(str(project / "pelicanconf.py"))
        self.settings["RENDER_ON_REQUEST"] = True
        self.settings["PLUGINS"] = [name for name in self.settings["PLUGINS"] if name != GATE]  # we run it ourselves
        self.settings["MEMORY"] = memory  # for the code of templates
        self.gate = Gate(self.settings["BUILD_DATE"], memory)
        self.judging: Judging | None = None
        self.filled: dict[str, Document] = {}
        self.problems: list[Problem] = []
        self.last_good = LastGood()
        self.version = 0
        self.drawn = DrawnPictures()
        self.shown = Shown()
        self.context: dict[str, Any] = {}
        self.library: Library | None = None

    def start(self, progress: Progress | None = None, *, judge_behind: bool = False) -> None:
        """Read everything: the first pass. judge_behind: in a process of its own; `take_judgement` when it is done."""
        memory = self.gate.memory
        self.library = make_library(self.settings["KNOWN"].sources, memory=memory)
        memory.held.clear()  # of headers
        self.settings["LIBRARY"] = self.library
        self.judging = start_judging(self.gate, self.library) if judge_behind else None
        self.pelican = Pelican(self.settings)
        self.reader = ArticleReader(self.settings)
        self.generators = make_generators(self.context, self.settings)
        self.log = LogCollector()
        logging.getLogger("pelican").addHandler(self.log)
        hear_everything()
        self._refresh(progress)
        memory.store = None  # what is saved from now on is remembered in this process alone
        gc.set_threshold(*BETWEEN_COLLECTIONS)
        # What has been read stays: to look through it for garbage at each save would take as long as the save itself
        gc.freeze()

    def update(self, changes: Changes) -> None:
        """Take in what was saved. Raises ProblemError while templates are missing; every page stays as it was."""
        assert self.library is not None
        if changes.content:
            self.library = update_library(self.library, changes.content)
        require_templates(Path(self.settings["THEME"]))
        if changes.styles:
            css = join_stylesheets(Path(self.settings["THEME"]))
            self.settings["STYLESHEETS"] = self.context["STYLESHEETS"] = css
        if changes.templates:
            for generator in self.generators:
                forget_templates(generator)
        if changes.content or changes.templates:
            self._refresh()
        self._turn()

    def is_of_another_day(self) -> bool:
        """Tell whether the day has changed since the pages were arranged."""
        return self._today() != self.gate.today

    def turn_day(self) -> None:
        """Arrange every page anew for today: what is published, due or still to come depends on it."""
        self.settings["BUILD_DATE"] = self.gate.today = self._today()
        if self.shown.library is not None:
            self._forget(set(self.shown.library.documents), self.shown.library)
        self._refresh()
        self._turn()

    def _today(self) -> date:
        return build_day(self.settings["KNOWN"].environment, time.time())

    def _turn(self) -> None:
        """Begin a new version."""
        self.shown.pages.clear()
        self.shown.notes.clear()
        self.version += 1

    def take_judgement(self) -> None:
        """Take in what the process that judges has found."""
        if self.judging is None:
            return
        self.gate.memory.held = self.judging.finish()
        self.judging = None
        self._refresh()
        self._turn()
        gc.freeze()

    def stop(self) -> None:
        """End the process that judges, if it still does."""
        if self.judging is not None:
            self.judging.stop()

    def _refresh(self, progress: Progress | None = None) -> None:
        """Check everything, and show what keeps the rules."""
        assert self.library is not None
        reading = self.judging is not None
        self.problems = problems_of_reading(self.library) if reading else self.gate.check(self.library, progress)
        errors = errors_in(self.problems)
        if data_is_unreadable(errors):
            return
        if not reading:  # until then nobody knows what is good
            self.last_good.note(self.library, errors)
        self._arrange(self.library, errors)
        self.problems.extend(self.log.problems())

    def _arrange(self, library: Library, errors: list[Problem]) -> None:
        """Show every page as it is written; where the pages cannot be arranged so, the broken ones as they last were good."""
        documents = self.last_good.choose(library, self.gate.refused)
        try:
            self._pass(replace(library, documents=documents))
        except Refused as refused:
            self.problems = sorted({*self.problems, *refused.problems})
        except Exception as error:
            if self.last_good.give_way(documents.values(), errors):
                self._arrange(library, errors)
            else:
                self.problems.append(explain_template_error(error, "", self.project))

    def _pass(self, library: Library) -> None:
        """Let Pelican arrange the pages anew; what was read before is taken from memory."""
        self.log.forget()
        self._drop_touched(library)
        before, practice = self.settings["PRACTICE"], library.data.practice
        if self.settings["SITENAME"] == before.site_title:  # unless the settings say another name
            self.settings["SITENAME"] = practice.site_title
        self.settings.update(LIBRARY=library, PRACTICE=practice)
        self.settings["BODIES"] = bodies = self._bodies(library)
        fresh = {path: library.documents[path] for path in bodies}
        start_context(self.context, self.settings)
        for generator in self.generators:
            if isinstance(generator, KnownStatics):
                generator.names = {path.removeprefix("content/") for path in library.others}
            generator.generate_context()
        for path, document in fresh.items():
            if path in self.settings["BODIES"]:  # Pelican has not asked for it: the page was read before
                self._fill(document, self.settings["BODIES"][path], library)
        self.filled.update(fresh)
        signals.all_generators_finalized.send(self.generators)
        table = PageTable(self.settings["OUTPUT_PATH"], self.settings)
        for generator in self.generators:
            if isinstance(generator, Remembering):
                generator.generate_output(table)
        refused = {problem.path for problem in errors_in(self.problems)}
        statics = {path.removeprefix("content/"): path for path in library.others - refused}
        self.shown = Shown(library.documents, library, table, statics)

    def _drop_touched(self, library: Library) -> None:
        """Forget the pages that have changed, or that show something that has."""
        self._forget(touched_documents(library, self.shown.library), library)

    def _forget(self, touched: set[str], library: Library) -> None:
        """Forget what was read of some pages; tell Pelican which pages the library has."""
        for path in touched:
            self.filled.pop(path, None)
        for generator in self.generators:
            if isinstance(generator, Remembering):
                root = "content/pages/" if isinstance(generator, WarmPages) else ""
                names = [path for path in library.documents if path.startswith("content/pages/") == bool(root)]
                generator.names = [path.removeprefix("content/") for path in names]
                for name in [name for name in generator.kept if f"content/{name}" in touched]:
                    forget_content(generator.kept.pop(name))

    def _bodies(self, library: Library) -> dict[str, Body]:
        """Return what is known of the pages that are not filled in: what the gate has rendered of these very texts."""
        assert self.library is not None
        judged = {} if self.judging else self.gate.bodies
        return {
            path: judged[path]
            for path, document in library.documents.items()
            if path in judged and self.filled.get(path) is not document is self.library.documents.get(path)
        }

    def _fill(self, document: Document, body: Body, library: Library) -> None:
        """Put the HTML of a page into Pelican's article or page of it."""
        content = self.content_of(document)
        if content is not None:
            forget_content(content)
            content._content, values = self.reader.gather(document, body, library)
            for of_body in ("body", "contents", "citations", "blocks"):
                setattr(content, of_body, values[of_body])

    def _fill_asked(self, name: str) -> None:
        """Render and judge the page that is asked for, if that has not been done. Raises KeyError where it is refused."""
        document, library = self.document_of(name), self.shown.library
        if document is None or library is None or self.filled.get(document.path) is document:
            return
        body = self.reader.convert(document, library)
        if body.refused:
            self.problems = sorted({*self.problems, *(refusal.problem for refusal in body.refused)})
            raise KeyError(name)
        self._fill(document, body, library)
        self.filled[document.path] = document

    def addresses(self) -> KeysView[str]:
        """Return the paths of all pages that are shown, such as "uses/acne/index.html"."""
        return self.shown.table.entries.keys() if self.shown.table else {}.keys()

    def document_of(self, name: str) -> Document | None:
        """Return the document behind a path of the site, if it has one."""
        return self.shown.by_file.get(name)

    def content_of(self, document: Document) -> Content | None:
        """Return Pelican's article or page of a document."""
        found: Content | None = self.context["generated_content"].get(document.path.removeprefix("content/"))
        return found

    def grade_of(self, document: Document, content: Content) -> float | None:
        """Return the reading grade of a page, the higher one of two; None if it is too short to tell."""
        known = self.gate.pages.get(document.path)
        if known is not None and known.document is document:
            return max(reading_grades(known)) or None
        page = Page(document.path, document.kind, document.lines, Body(blocks=content.blocks), document)
        return max(reading_grades(page)) or None

    def page(self, name: str) -> str:
        """Return the text of a page. Raises KeyError for an unknown path, and what its template raises."""
        if name not in self.shown.pages:
            if self.shown.table is None:
                raise KeyError(name)
            self._fill_asked(name)
            try:
                self.shown.pages[name] = self.shown.table.render(name)
            except Exception:
                if not self._gives_way(name):
                    raise
                return self.page(name)
        return self.shown.pages[name]

    def _gives_way(self, name: str) -> bool:
        """Put the last good page in the place of one that breaks rules and cannot be rendered; tell whether that was so."""
        document, errors = self.document_of(name), errors_in(self.problems)
        if document is None or self.library is None or not self.last_good.give_way([document], errors):
            return False
        self._arrange(self.library, errors)
        return True

    def is_last_good(self, name: str) -> bool:
        """Tell whether the page of a path is an older one than its file: what is written there cannot be shown."""
        document = self.document_of(name)
        return (
            document is not None
            and self.library is not None
            and self.library.documents.get(document.path) is not document
        )

    def body_of(self, document: Document) -> Body | None:
        """Return what a document that is shown was rendered to; None if it is not known."""
        return getattr(self.content_of(document), "body", None)

    def notes(self, name: str, text: str) -> list[str]:
        """Return what the banner says of a page. text: as it was rendered."""
        if name not in self.shown.notes:
            document = self.document_of(name)
            content = self.content_of(document) if document else None
            grade = self.grade_of(document, content) if document and content else None
            waiting = ["Checking the other pages …"] if self.judging else []
            self.shown.notes[name] = [*waiting, *page_notes(document, content, text, grade)]
        return self.shown.notes[name]

    def static_file(self, name: str) -> bytes | None:
        """Return a picture or another file that is copied as it is, by its path on the site; None if there is none."""
        made = MADE.fullmatch(name)
        path = self.shown.statics.get(made["source"] if made else name)
        if path is not None and path.endswith(tuple(KINDS)):
            known = self.shown.library.pictures.get(path) if self.shown.library else None
            width = int(made["width"]) if made else None
            return self.drawn.get(path, known, width, partial(read_static, self.project))
        if path is not None and not made:
            return read_static(self.project, path)
        return read_icon(self.project, self.settings, name)

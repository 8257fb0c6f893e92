"""Load Pelican without what it loads for reStructuredText, which this site never reads.

`pelican.readers` imports docutils and Pygments at its top, whatever READERS says: a tenth of a build with memory.
"""

import sys
from types import ModuleType
from typing import Any

UNUSED = (
    "docutils",
    "docutils.core",
    "docutils.io",
    "docutils.parsers.rst.languages",
    "docutils.writers.html4css1",
    "pelican.rstdirectives",
)


class Unused(ModuleType):
    """Stands in for a module that nobody calls: each name in it is an empty class, which can be a base of others."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def load_pelican() -> None:
    """Import Pelican for the first time. Whoever asks for docutils later gets the real one."""
    stand_ins = {name: Unused(name) for name in UNUSED if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        import pelican  # noqa: F401
    finally:
        for name in stand_ins:
            sys.modules.pop(name, None)

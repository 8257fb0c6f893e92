"""Pelican is loaded without what it loads for reStructuredText."""

import subprocess
import sys

from plugins.adapter.pelican_imports import UNUSED


def test_pelican_loads_without_docutils_and_who_asks_for_it_later_gets_the_real_one() -> None:
    script = (
        "import sys; from plugins.adapter.pelican_imports import load_pelican\n"
        "load_pelican()\n"
        "import pelican.readers\n"
        "print([name for name in sys.modules if name.partition('.')[0] in ('docutils', 'pygments')])\n"
        "import docutils.core; print(docutils.core.publish_parts.__module__)\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\ndocutils.core\n"


def test_what_is_left_out_is_all_that_pelican_would_load() -> None:
    script = "import sys; import pelican; print('\\n'.join(sys.modules))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(UNUSED) <= set(result.stdout.split())

"""What Pelican remembers for the life of its process, and one that stays, the preview, has to forget.

Its inner parts are touched here alone, each because Pelican has no call that does it.
"""

import logging

from pelican.contents import Content
from pelican.generators import Generator
from pelican.log import LimitLogger


def forget_templates(generator: Generator) -> None:
    """Let a generator read its templates anew: Pelican keeps each in `_templates`, and never asks Jinja for it again."""
    generator._templates.clear()
    generator.env.cache.clear()  # Jinja keeps those that the others include


def forget_content(content: Content) -> None:
    """Let go of a page that was read anew: the `memoized` of Pelican keeps the HTML of every page that ever was."""
    for method in (content.get_content, content.get_summary):
        method.cache.pop((content, content.get_siteurl()), None)


def hear_everything() -> None:
    """Let Pelican say again in each pass what is still wrong: its loggers leave out what they have said once."""
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, LimitLogger):
            logger.disable_filter()

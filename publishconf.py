"""What differs in the site that is published, and nothing else."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the pelican command does not look beside its settings

from pelicanconf import *  # noqa: F403

# Neither drafts nor pages of a later date: they would be public by their address
DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""

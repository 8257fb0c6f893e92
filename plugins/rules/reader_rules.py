"""Rules that are checked as files are read: plugins/reading/source_files.py, front_matter.py, library.py, site_data.py."""

from plugins.rules.rule import describe

describe(__name__, __file__)

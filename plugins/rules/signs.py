"""Rules on signs: what a reader does not see, or takes for something else. plugins/reading/signs.py finds them."""

from plugins.rules.rule import describe

describe(__name__, __file__)

"""Rules on the page as it is rendered: whatever its text looks like, its HTML holds what the guide is made of alone.

plugins/markup/ finds what breaks them; here is what an editor reads of them.
"""

from plugins.rules.rule import describe

describe(__name__, __file__)

"""What people and CI run. It never changes what a page is."""

import gc

# What a verb reads and makes lives until its end: to look for garbage as often as Python does takes a sixth of the time
gc.set_threshold(50_000)

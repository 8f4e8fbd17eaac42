"""Portage Careers: a careers site about one job, Portage home visitor."""

import gc

# Nearly all that a start makes stays. To look through it after every 700 new objects, as Python
# does by itself, takes a fifth of the start, and of each page later.
gc.set_threshold(50_000, 20, 100)

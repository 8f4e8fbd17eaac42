"""What the processes of tests begin with: the site imported, and its shipped content read."""

from __future__ import annotations

import tests.conftest  # noqa: F401
from careers_site.content.parsing import parse
from tests.content.conftest import SHIPPED

# What is slow in it is remembered: texts that differ from these in a line are read quickly too.
parse(SHIPPED, 1, examples_may_differ=True)

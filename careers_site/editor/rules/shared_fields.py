"""Fields that several kinds of rules have, and those of what a step asks for later."""

from __future__ import annotations

from careers_site.content.tables.labels import CHOICES
from careers_site.editor.rules.kinds import Field

YES_NO = {"true": "Yes", "false": "No"}
SOURCED = (
    Field("sources", "sources", "Sources", "What you read this in. Type some words of the "
          "source and choose it. Readers see the first one first.", needed=True),
    Field("checked", "date", "Checked on", "The day you compared this with its source.",
          needed=True),
    Field("confidence", "choice", "How sure is it?", choices=CHOICES["confidence"]),
)  # fmt: skip
DATED = (
    Field("from", "month", "From", "The first month in which this counts, such as September 2027. "
          "Leave it blank if it counts already.", rare=True),
    Field("until", "month", "Until", "The last month in which this counts.", rare=True),
    Field("change", "long text", "What changes, for readers",
          "A sentence for the page of changes. It needs a first or last month.", rare=True),
)  # fmt: skip
NATIONS = Field("nations", "several", "Nations", "Tick none if it is the same everywhere.",
                of="nations")  # fmt: skip
AGES = Field("ages", "several", "Ages", "How old people are when they start. Tick none if any age "
             "will do.", of="ages")  # fmt: skip
LATER = (
    Field("later_from", "month", "From which month do people need something else?", "Only if it is "
          "known already, such as September 2027. What people need to start, above, counts until "
          "then.", rare=True),
    Field("later_requires", "asked", "What people need from then on", "Leave it blank if nothing "
          "is asked for.", of="levels", rare=True),
    Field("later_change", "long text", "What changes then, for readers",
          "A sentence for the page of changes.", rare=True),
)  # fmt: skip

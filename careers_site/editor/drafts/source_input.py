"""Sources as they are typed and picked: each in some of its words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz, process, utils
from wtforms import Field

from careers_site.content.sources import Source

MOST_ROWS = 200


class CompoundField(Field, ABC):
    """A field of several inputs, whose names begin with its own; `read` puts them together."""

    mark = "-here"

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002
        """What was sent, or else the data of the form."""
        self.process_errors = []
        is_sent = formdata is not None and f"{self.name}{self.mark}" in formdata
        self.data = self.read(formdata) if is_sent else data

    @abstractmethod
    def read(self, sent: Any) -> Any:
        """The data of the field from the inputs that were sent."""


class SourcesField(CompoundField):
    """Sources, each typed in some of its words and picked from what is suggested."""

    def __init__(
        self, label: str, description: str, sources: Mapping[str, Source], **more: Any
    ) -> None:
        super().__init__(label, description=description, **more)
        self.sources = sources
        self.words = {id: source_words(source) for id, source in sources.items()}

    def read(self, sent: Any) -> list[str]:
        return [text.strip()[:600] for text in sent.getlist(self.name)][:MOST_ROWS]

    def shown(self) -> list[str]:
        return [self.words.get(text, text) for text in self.data or () if text]

    def find(self, text: str) -> str:
        """The id of the source that the words mean. Raises ValueError with those that are near."""
        named = text.rpartition("(")[2].removesuffix(")")
        if named in self.sources:
            return named
        wanted = text.casefold().split()
        fits = [id for id, said in self.words.items() if all(w in said.casefold() for w in wanted)]
        if len(fits) == 1:
            return fits[0]
        near = fits or [
            id
            for _, _, id in process.extract(
                text, self.words, scorer=fuzz.token_set_ratio, processor=utils.default_process
            )
        ]
        listed = "; ".join(self.words[id] for id in near[:5])
        said = "Several sources have" if fits else "No source has"
        raise ValueError(f"{said} the words “{text[:80]}”. Did you mean: {listed}?")


def source_words(source: Source) -> str:
    """A source as it is typed and picked: its id stands at the end."""
    return f"{source.title}, {source.publisher} ({source.id})"

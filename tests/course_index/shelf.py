"""A catalogue in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careers_site.course_index.indexed_courses import Document, State

Courses = Mapping[int, Mapping[str, str] | None]


class Shelf:
    def __init__(self, courses: Courses) -> None:
        self.identity = "one"
        self.version = 1
        self.documents = {number: (1, texts) for number, texts in courses.items()}
        self.readings: list[int] = []

    def put(self, courses: Courses) -> None:
        """Change courses; None takes one away."""
        self.version += 1
        self.documents |= {number: (self.version, texts) for number, texts in courses.items()}

    def state(self) -> State:
        return State(self.identity, self.version)

    def changed_since(self, version: int) -> Iterator[Document]:
        self.readings.append(version)
        for number, (changed, texts) in self.documents.items():
            if changed > version:
                yield Document(number, texts)

    def count_changed_since(self, version: int) -> int:
        return sum(changed > version for changed, _ in self.documents.values())

"""A batch on several processes says the same as on one."""

from __future__ import annotations

from itertools import islice

import pytest

from careers_site.advisers import batch, processes
from careers_site.advisers.clients import Client
from careers_site.answers import Answers
from careers_site.content.parsing import Library


@pytest.fixture
def clients() -> list[Client]:
    levels = ("none", "level-2", "level-3")
    return [
        Client(row, f"client {row}", Answers({"early_years": levels[row % 3]}, start="2027-01"))
        for row in range(2, 9)
    ]


def test_two_processes_answer_in_the_order_of_the_file(
    clients: list[Client], shipped: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PART", 2)
    found = list(processes.answers(clients, shipped.rules, processes=2))
    assert found == list(batch.answers(clients, shipped.rules))


def test_a_few_clients_need_no_other_process(
    clients: list[Client], shipped: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(processes, "ProcessPoolExecutor")
    found = list(processes.answers(clients, shipped.rules))
    assert len(found) == len(clients) * len(shipped.rules.routes)


def test_who_reads_only_the_beginning_does_not_wait_for_the_rest(
    clients: list[Client], shipped: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PART", 1)
    answers = processes.answers(clients, shipped.rules, processes=2)
    assert len(list(islice(answers, 1))) == 1
    answers.close()  # type: ignore[attr-defined]

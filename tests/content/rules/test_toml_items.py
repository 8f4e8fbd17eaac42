"""One rule of a file is changed, and every other line stays as somebody wrote it."""

from __future__ import annotations

import pytest

from careers_site.content.rules.editing import asked_tree, toml_items
from careers_site.content.rules.editing.asked_tree import Group
from careers_site.content.rules.editing.toml_items import ItemError

TEXT = """# About the file.
[[step]]
id = "a"  # known by this
# Why it takes so long.
months = 3

# --- Another part ---

[[step]]
id = "b"
months = 4
"""


def test_comments_order_and_other_items_stay() -> None:
    changed = toml_items.change(TEXT, "step", 0, {"months": 5, "note": "New"})
    assert changed == TEXT.replace("months = 3\n", 'months = 5\nnote = "New"\n')
    added = toml_items.add(TEXT, "step", {"id": "c"}, before=1)
    assert added == TEXT.replace("months = 3\n", 'months = 3\n\n[[step]]\nid = "c"\n')
    assert toml_items.remove(added, "step", 1) == TEXT


@pytest.mark.parametrize(
    "text", ["step = [1]", "step = [{ id = 1 }]", "[[step]\n", 'a = "\n[[step]]"']
)
def test_a_file_that_is_written_otherwise_is_refused_whole(text: str) -> None:
    with pytest.raises((ItemError, IndexError)):
        toml_items.change(text, "step", 0, {"months": 5})


def test_a_tree_with_the_same_scale_twice_and_two_choices_is_written_down() -> None:
    either = Group("any", ("d.2", "e.1"))
    tree = Group("all", ("a.1", "a.2", Group("any", ("b.1", "c.1")), either, Group("any", ("",))))
    table = asked_tree.to_table(tree)
    assert table == {
        "a": "1",
        "any": [{"b": "1"}, {"c": "1"}],
        "all": [{"a": "2"}, {"any": [{"d": "2"}, {"e": "1"}]}],
    }
    assert set(asked_tree.leaves(asked_tree.from_table(table))) == set(
        asked_tree.leaves(asked_tree.tidy(tree))
    )

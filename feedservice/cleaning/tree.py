"""Quick questions to a tree. Pure.

`find` with a list of names makes a rule of each name at every call and tries them one by one at every element; a turn
over many files spends a sixth of its time on that. A set of names is asked once.
"""

from collections.abc import Collection

from bs4 import Tag


def named(box: Tag, names: Collection[str]) -> list[Tag]:
    """The elements of these names below a box, in order."""
    return [node for node in box.descendants if isinstance(node, Tag) and node.name in names]


def holds(box: Tag, names: Collection[str]) -> bool:
    """Whether any element of these names is below a box."""
    return any(isinstance(node, Tag) and node.name in names for node in box.descendants)

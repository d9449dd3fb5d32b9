"""Whose operations can go before whose."""

from __future__ import annotations

from itertools import product

import pytest

from studio.collab.entangled import Waiting, entangled
from studio.model.draft import WHOLE
from studio.model.ids import PROJECT_PATH, DocPath, board_path, scene_path
from studio.model.operations import Append, Create, Delete, Move, Operation, Restore, Set, Splice

S1, S2 = scene_path("s1"), scene_path("s2")
B1, B2 = board_path("s1", "b1"), board_path("s2", "b2")
SAID = DocPath("scenes/s1/comments/c1")
LAYER = DocPath(f"{B1}/layers/l1")
WORDS = Splice(S1, ("script",), 0, "", "x")
OPS: tuple[Operation, ...] = (
    WORDS,
    Splice(S2, ("script",), 0, "", "x"),
    Set(S1, ("visual_prompt",), "x"),
    Set(S1, WHOLE, {}),
    Set(B1, ("notes",), "x"),
    Set(B1, ("anchor",), None),
    Set(B2, ("anchor", "start"), 1),
    Set(PROJECT_PATH, ("title",), "x"),
    Append(LAYER, ("strokes",), (1,)),
    Create(S1, {}),
    Create(B1, {}),
    Create(SAID, {}),
    Delete(S1),
    Delete(B2),
    Restore(S2),
    Move(B1, "V", S2),
    Move(S1, "V"),
)


@pytest.mark.parametrize("op", OPS)
def test_that_what_is_entangled_with_something_that_waits_is_held_up(op: Operation) -> None:
    for other in OPS:
        waiting = Waiting()
        waiting.add(other)
        if entangled(op, other):
            assert waiting.holds_up(op), other


@pytest.mark.parametrize(
    "op",
    [Set(B1, ("notes",), "x"), Splice(S2, ("script",), 0, "", "x"), Delete(B2), Create(board_path("s2", "b3"), {})],
)
def test_that_what_has_nothing_to_do_with_words_that_wait_goes_before_them(op: Operation) -> None:
    waiting = Waiting()
    waiting.add(WORDS)
    assert not waiting.holds_up(op)


def test_that_entangled_is_the_same_either_way() -> None:
    assert all(entangled(one, other) == entangled(other, one) for one, other in product(OPS, OPS))

from __future__ import annotations

import json

import pytest

from studio.errors import InputError
from studio.model.ids import DocPath
from studio.model.operations import (
    MISSING,
    Append,
    Create,
    Delete,
    Move,
    Operation,
    Remove,
    Restore,
    Set,
    Splice,
    operation_from_wire,
    operation_to_wire,
)

B = DocPath("scenes/s1/boards/b1")
EVERY: list[Operation] = [
    Set(B, ("dialogue",), "안녕"),
    Set(B, ("anchor",), None),
    Set(B, ("anchor",), MISSING),
    Splice(B, ("notes",), 3, "a", "😀"),
    Create(B, {"orderKey": "V"}),
    Delete(B),
    Delete(B, "2026-11-21T00:00:00Z"),
    Restore(B),
    Move(B, "V"),
    Move(B, "V", DocPath("scenes/s2")),
    Append(B, ("subjects",), ("mina",)),
    Remove(B, ("subjects",), ("mina",)),
]


@pytest.mark.parametrize("op", EVERY, ids=lambda op: type(op).__name__)
def test_that_every_operation_survives_the_wire(op: Operation) -> None:
    assert operation_from_wire(json.loads(json.dumps(operation_to_wire(op)))) == op


@pytest.mark.parametrize(
    "wire",
    [
        None,
        {},
        {"kind": "set"},
        {"kind": "set", "doc": "a/b", "field": "x"},
        {"kind": "set", "doc": "a/b", "field": [1]},
        {"kind": "splice", "doc": "a/b", "field": ["x"], "at": True, "removed": "", "inserted": ""},
        {"kind": "explode", "doc": "a/b"},
    ],
)
def test_that_a_damaged_operation_is_an_input_error(wire: object) -> None:
    with pytest.raises(InputError):
        operation_from_wire(wire)

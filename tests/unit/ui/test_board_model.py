from __future__ import annotations

from PySide6.QtTest import QAbstractItemModelTester

from studio.model.document import Document
from studio.model.ids import board_path, scene_path
from studio.model.operations import Create, Delete, Move, Restore, Set
from studio.ui.board_model import BoardModel
from studio.ui.document_bridge import DocumentBridge
from tests.unit.model.small_project import B1, B2, B3, S1, S2, document

C1 = board_path("s2", "c1")


def model_of(doc: Document) -> BoardModel:
    bridge = DocumentBridge(doc)
    model = BoardModel(bridge, bridge)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, bridge)
    KEPT.append(bridge)
    return model


KEPT: list[DocumentBridge] = []


def test_that_boards_stand_in_the_order_of_the_story(qapp: object) -> None:
    model = model_of(document())
    assert [model.path_at(row) for row in range(model.rowCount())] == [B1, B2, B3, C1]
    assert [model.opens_scene(row) for row in range(4)] == [True, False, False, True]
    assert [model.start_of(row) for row in range(4)] == [0, 48, 96, 144]
    assert model.total_frames == 192
    assert [model.row_at(frame) for frame in (0, 47, 48, 191, 5000)] == [0, 0, 1, 3, 3]


def test_that_a_new_length_retimes_what_follows(qapp: object) -> None:
    doc = document()
    model = model_of(doc)
    told = []
    model.retimed.connect(lambda: told.append(model.total_frames))
    doc.commit([Set(B1, ("durationFrames",), 24)], label="Shorter")
    assert model.start_of(1) == 24
    assert told == [168]


def test_that_words_alone_do_not_arrange_anew(qapp: object) -> None:
    doc = document()
    model = model_of(doc)
    resets, rows = [], []
    model.modelReset.connect(lambda: resets.append(True))
    model.dataChanged.connect(lambda first, last, _roles: rows.append((first.row(), last.row())))
    doc.commit([Set(B1, ("notes",), "x"), Set(B2, ("notes",), "y"), Set(C1, ("notes",), "z")], label="Edit")
    assert (resets, rows) == ([], [(0, 1), (3, 3)])


def test_that_a_deleted_board_is_stood_in_for_by_its_neighbour(qapp: object) -> None:
    doc = document()
    model = model_of(doc)
    doc.commit([Delete(B2)], label="Delete")
    assert model.stand_in(B2) == B3
    assert model.stand_in(B1) == B1
    doc.commit([Delete(C1)], label="Delete")
    assert model.stand_in(C1) == B3


def test_that_a_moved_board_is_followed(qapp: object) -> None:
    doc = document()
    model = model_of(doc)
    doc.commit([Move(B2, "B", S2)], label="Move")
    assert model.stand_in(B2) == board_path("s2", "b2")


def test_that_replaced_boards_give_way_to_the_first_new_one(qapp: object) -> None:
    doc = document()
    model = model_of(doc)
    fresh = board_path("s1", "n1")
    doc.commit([Delete(B1), Delete(B2), Delete(B3), Create(fresh, {"orderKey": "A"})], label="Make boards")
    assert model.stand_in(B2) == fresh
    assert model.first_of("s1") == fresh


def test_that_scenes_take_their_boards_along(qapp: object) -> None:
    doc = document()
    model = model_of(doc)
    doc.commit([Delete(S1)], label="Delete scene")
    assert [model.path_at(row) for row in range(model.rowCount())] == [C1]
    assert model.stand_in(B2) == C1
    doc.commit([Restore(S1)], label="Restore scene")
    doc.commit([Move(scene_path("s2"), "0")], label="Move scene")
    assert model.path_at(0) == C1

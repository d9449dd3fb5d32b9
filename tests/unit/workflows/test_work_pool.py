from __future__ import annotations

import os
import sys
from operator import truediv
from pathlib import Path

import pytest

from studio.collab.media_folder import MediaFolder
from studio.errors import Cancelled, SpecError
from studio.model.document import Document
from studio.script.scene_text import heading_of
from studio.workflows import worker_jobs
from studio.workflows.board_scene import board_operations
from studio.workflows.draw_board import DrawnBoard, board_job
from studio.workflows.read_production import read_production
from studio.workflows.script_contents import empty_contents
from studio.workflows.stage_scene import stage_operations
from studio.workflows.work_pool import WorkPool, check_stopped, tell_progress


def refuse() -> None:
    raise SpecError("too many", node="chair", field="count")


def loaded() -> list[str]:
    return [name for name in ("PySide6", "shiboken6", "qasync", "studio.ui", "studio.app") if name in sys.modules]


def test_that_work_is_done_elsewhere_and_tells_how_far_it_is() -> None:
    with WorkPool() as pool:
        assert pool.submit(os.getpid).result() != os.getpid()
        pool.submit(tell_progress, 1, 2, "boards").result()
        assert pool.submit(truediv, 6, 3).result() == 2.0
        told = pool.told()
        while not told:
            told = pool.told()
    assert told == [(1, 2, "boards")]


def test_that_errors_come_back_as_they_are() -> None:
    with WorkPool() as pool:
        with pytest.raises(SpecError) as told:
            pool.submit(refuse).result()
        with pytest.raises(ZeroDivisionError):
            pool.submit(truediv, 1, 0).result()
    assert (told.value.message, told.value.node, told.value.field) == ("too many", "chair", "count")


def test_that_stopped_work_ends_at_its_next_step() -> None:
    with WorkPool() as pool:
        pool.submit(check_stopped).result()
        pool.stop_work()
        with pytest.raises(Cancelled):
            pool.submit(check_stopped).result()
        pool.allow_work()
        pool.submit(check_stopped).result()


def test_that_a_worker_stages_boards_and_draws_the_same_as_another_and_loads_no_window(tmp_path: Path) -> None:
    document = Document(empty_contents("Film"), heading_of=heading_of)
    media = MediaFolder(tmp_path)
    (reading,) = read_production(document)
    drawn: list[DrawnBoard] = []
    with WorkPool(keeps_all_busy=True) as pool:
        scene = pool.submit(worker_jobs.prepared, reading, document.project, prompt="a room", seed=0).result()
        assert scene.stage is not None
        ops = [*stage_operations(document, reading.id, scene.stage), *board_operations(reading, scene.boards)]
        document.commit(ops, label="Make")
        path = document.all_boards()[0][0]
        job = board_job(document, path, media, look="sketch", size=(320, 180))
        assert job is not None
        drawn += pool.submit(worker_jobs.drawn_in_turn, (job, job)).result()
        assert pool.submit(loaded).result() == []
    with WorkPool() as pool:
        drawn.append(pool.submit(worker_jobs.drawn, job).result())

    pictures = [board.frame for board in drawn]
    assert pictures[0] is not None
    assert pictures[0].startswith(b"\x89PNG")
    assert pictures == [pictures[0]] * 3

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from studio.ui.pool_work import in_worker
from studio.workflows.work_pool import WorkPool
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import A


@pytest.fixture
def pool() -> Iterator[WorkPool]:
    """Workers of this test's own, since it kills them."""
    workers = WorkPool()
    yield workers
    workers.close()


def kill_me() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_that_a_killed_worker_is_told_and_replaced(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.window.services.tasks.start("Suicide", in_worker(page.session_pool, kill_me))
        page.until(lambda: page.notices)
        assert page.notices == [
            "A worker process ended before it was done and was started again; please try once more."
        ]
        before = page.board(A).camera_keys
        page.push("size.CU")
        page.until(lambda: page.board(A).camera_keys != before, timeout_s=20)

    window(story)


def test_that_a_worker_killed_while_drawing_costs_no_picture(window: Play, pool: WorkPool) -> None:
    def story(page: StudioPage) -> None:
        before = page.board(A).image_url
        page.push("size.CU")
        page.until(lambda: page.text("workState") == "Drawing boards")
        gone: Future[None] = pool.submit(kill_me)
        page.until(gone.done)
        page.until(lambda: page.board(A).image_url != before, timeout_s=20)
        assert not any("was not drawn" in notice for notice in page.notices)

    window(story)

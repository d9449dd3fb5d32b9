from __future__ import annotations

import os
from operator import truediv

import pytest

from studio.errors import Cancelled, SpecError
from studio.workflows.work_pool import WorkPool, check_stopped, tell_progress


def refuse() -> None:
    raise SpecError("too many", node="chair", field="count")


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

"""The model in a process of its own."""

from __future__ import annotations

import asyncio
import tempfile
from functools import partial
from pathlib import Path

import pytest

from studio.agents.model_provider import ModelIds, PictureAnswer, PictureRequest, VideoRequest
from studio.agents.provider_failure import ProviderFailure
from studio.agents.scripted_provider import ScriptedProvider
from studio.workflows.tasks.provider_process import ProviderProcess

PICTURE = bytes(range(256)) * 1024


def test_that_a_picture_comes_whole_and_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def draw() -> list[PictureAnswer]:
        make = partial(ScriptedProvider, pictures=(PICTURE,))
        provider = ProviderProcess(make, name="scripted", models=ModelIds(text="t", picture="p", video="v"))
        try:
            return await asyncio.gather(*(provider.picture(PictureRequest(prompt="Draw.")) for _ in range(4)))
        finally:
            await provider.close()

    # A place of its own: other tests go on at the same time.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answers = asyncio.run(draw())
    assert [answer.data for answer in answers] == [PICTURE] * 4
    assert list(tmp_path.glob("dreamfactory-*")) == []


class Broken(ScriptedProvider):
    """A provider with a fault of its own, which shows only once the order is out."""

    async def start_video(self, request: VideoRequest) -> str:
        raise RuntimeError(f"nobody thought of {request.prompt}")


def test_that_a_fault_of_the_adapter_counts_as_if_the_order_had_gone_through() -> None:
    async def order() -> ProviderFailure:
        provider = ProviderProcess(Broken, name="broken", models=ModelIds(text="t", picture="p", video="v"))
        try:
            with pytest.raises(ProviderFailure) as caught:
                await provider.start_video(VideoRequest(prompt="this"))
            return caught.value
        finally:
            await provider.close()

    told = asyncio.run(order())
    assert told.kind == "interrupted" and not told.was_surely_not_accepted
    assert "nobody thought of this" in told.said

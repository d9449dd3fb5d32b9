"""The model in a process of its own."""

from __future__ import annotations

import asyncio
import tempfile
from functools import partial
from pathlib import Path

from studio.agents.model_provider import ModelIds, PictureAnswer, PictureRequest
from studio.agents.scripted_provider import ScriptedProvider
from studio.workflows.tasks.provider_process import ProviderProcess

PICTURE = bytes(range(256)) * 1024


def test_that_a_picture_comes_whole_and_leaves_no_file_behind() -> None:
    async def draw() -> list[PictureAnswer]:
        make = partial(ScriptedProvider, pictures=(PICTURE,))
        provider = ProviderProcess(make, name="scripted", models=ModelIds(text="t", picture="p", video="v"))
        try:
            return await asyncio.gather(*(provider.picture(PictureRequest(prompt="Draw.")) for _ in range(4)))
        finally:
            await provider.close()

    before = set(Path(tempfile.gettempdir()).glob("dreamfactory-*"))
    answers = asyncio.run(draw())
    assert [answer.data for answer in answers] == [PICTURE] * 4
    assert set(Path(tempfile.gettempdir()).glob("dreamfactory-*")) <= before

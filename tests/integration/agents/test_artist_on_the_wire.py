"""The Artist through the real SDK: what is sent, and what comes of everything that the wire can do."""

from __future__ import annotations

import asyncio
import base64
import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from studio.agents.gemini.gemini_provider import GeminiProvider
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.collab.media_folder import MediaFolder
from studio.model.agent_documents import Task
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, DocPath, Uid
from studio.model.operations import Set
from studio.model.task_inputs import ArtistInput, CharacterInput
from studio.workflows.tasks.artist_job import draw
from studio.workflows.tasks.character_job import draw_character
from studio.workflows.tasks.pool_frames import PoolFrames
from studio.workflows.tasks.task_runner import TaskRunner
from studio.workflows.tasks.task_work import BoardFrames
from studio.workflows.work_pool import WorkPool
from studio.workflows.worker_jobs import cleaned_picture, reference_picture
from tests.stand_in.gemini_server import (
    GeminiServer,
    Reply,
    failure,
    json_reply,
    parts_chunk,
    picture_part,
    stream_reply,
)
from tests.unit.workflows.tasks.conftest import NoFrames, Waits, a_document

BOARD = DocPath("scenes/s1/boards/b1")


def png(shade: int, size: tuple[int, int] = (320, 180)) -> bytes:
    """A plain picture."""
    out = BytesIO()
    Image.new("RGB", size, (shade, shade, shade)).save(out, "PNG")
    return out.getvalue()


def tone(data: str) -> int:
    """The tone of a plain picture that was sent; no larger than models look at."""
    with Image.open(BytesIO(base64.urlsafe_b64decode(data))) as picture:
        assert picture.format == "JPEG" and max(picture.size) <= 1536
        return round(picture.convert("L").getpixel((4, 4)))  # type: ignore[arg-type]


def checked(score: float) -> Reply:
    """A critic's answer."""
    names = ("identity", "composition", "prompt", "anatomy", "text")
    answer = {"criteria": [{"criterion": n, "score": score, "note": "seen"} for n in names], "advice": "Darker."}
    return stream_reply(parts_chunk([{"text": json.dumps(answer)}], finish="STOP"))


def a_picture(data: bytes) -> Reply:
    """An answer with a picture."""
    return json_reply(parts_chunk([picture_part(data)], finish="STOP"))


class CheckedHere(NoFrames):
    """Pictures are read by the same function as in a worker, here."""

    async def checked(self, picture: bytes, *, aspect: float) -> bytes:
        return await asyncio.to_thread(cleaned_picture, picture, aspect)


class SmallHere(CheckedHere):
    """Pictures that go along are made smaller here, too."""

    async def reference(self, picture: bytes) -> bytes:
        return await asyncio.to_thread(reference_picture, picture)


def drawn(
    tmp_path: Path,
    settings: GeminiSettings,
    document: Document,
    frames: BoardFrames,
    wish: ArtistInput | CharacterInput | None = None,
) -> Task:
    """The task of drawing the board, or what else is wished, at its end."""

    async def run() -> Task:
        provider = GeminiProvider(settings)
        runner = TaskRunner(
            document,
            MediaFolder(tmp_path / "media"),
            provider,
            {"artist": draw, "character": draw_character},
            frames,
            uid=Uid("me"),
            flush=lambda: True,
            sleep=Waits().sleep,
        )
        try:
            return await runner.finished(runner.submit(wish or ArtistInput(), scene_id="s1", board_id="b1"))
        finally:
            await provider.close()

    return asyncio.run(run())


def test_that_references_go_in_order_with_their_labels_and_the_film_s_shape_comes_back(
    server: GeminiServer, settings: GeminiSettings, tmp_path: Path
) -> None:
    media = MediaFolder(tmp_path / "media")
    faces = [media.put(png(10 + 200 * place, (4000, 2250)), "png") for place in range(2)]
    document = a_document(aspectRatio=2.39)
    mina = {"id": "mina", "name": "Mina", "description": "black hair", "referenceImageUrls": faces}
    document.commit(
        [
            Set(PROJECT_PATH, ("productionBible",), {"characters": {"mina": mina}, "visualStyle": "charcoal"}),
            Set(BOARD, ("subjects",), ["Mina"]),
        ],
        label="Bible",
    )
    server.answer("text", a_picture(png(99, (420, 180))))
    server.answer("stream", checked(0.9))
    with WorkPool() as pool:
        task = drawn(tmp_path, settings, document, PoolFrames(document, pool))

    assert task.status == "succeeded"
    (order,) = server.of("text")
    parts = order.body["contents"][0]["parts"]
    assert [part["text"].partition(":")[0] for part in parts[:4:2]] == ["CHARACTER Mina", "CHARACTER Mina"]
    assert [tone(part["inlineData"]["data"]) for part in parts[1:4:2]] == [10, 210]
    assert "charcoal" in parts[-1]["text"] and "black hair" in parts[-1]["text"]
    assert order.body["generationConfig"]["imageConfig"] == {"aspectRatio": "21:9", "imageSize": "2K"}
    (check,) = server.of("stream")
    assert check.body["generationConfig"]["responseJsonSchema"]["required"] == ["criteria", "advice"]
    board = document.board(BOARD)
    assert board is not None and board.image_url is not None
    with Image.open(media.path(board.image_url)) as picture:
        assert picture.width / picture.height == pytest.approx(2.39, abs=0.03)


FAULTS = [
    failure(400, "INVALID_ARGUMENT", "no"),
    failure(401, "UNAUTHENTICATED", "no"),
    failure(403, "PERMISSION_DENIED", "no"),
    failure(429, "RESOURCE_EXHAUSTED", "slow", retry_s=3),
    failure(429, "RESOURCE_EXHAUSTED", "slow"),
    failure(500, "INTERNAL", "no"),
    failure(503, "UNAVAILABLE", "no"),
    Reply(breaks="before"),
    Reply(b'{"candidates": [{"conte'),
    json_reply({"candidates": []}),
    json_reply({"promptFeedback": {"blockReason": "SAFETY"}}),
    json_reply(parts_chunk([], finish="IMAGE_SAFETY")),
]


@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_that_whatever_the_wire_does_to_the_order_the_board_says_the_truth(
    server: GeminiServer, settings: GeminiSettings, tmp_path: Path, fault: Reply
) -> None:
    document = a_document()
    server.answer("text", fault)
    task = drawn(tmp_path, settings, document, CheckedHere())
    board = document.board(BOARD)
    assert task.status == "failed" and task.error
    assert board is not None and board.status == "error" and document.takes(BOARD) == ()
    assert settings.api_key not in (task.error or "")
    # Only what was surely not taken is asked for again.
    assert len(server.of("text")) == (4 if fault.status in (429, 500, 503) else 1)


@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_that_whatever_the_wire_does_to_the_check_the_picture_is_kept_and_not_called_checked(
    server: GeminiServer, settings: GeminiSettings, tmp_path: Path, fault: Reply
) -> None:
    document = a_document()
    server.answer("text", a_picture(png(50)))
    server.answer("stream", fault)
    task = drawn(tmp_path, settings, document, CheckedHere())
    ((_, take),) = document.takes(BOARD)
    assert task.status == "succeeded" and "not checked" in task.answer
    assert take.verdict is not None and not take.verdict.is_checked and take.verdict.reason
    assert len(server.of("text")) == 1


MINA = {"characters": {"m": {"id": "m", "name": "Mina", "description": "black hair"}}}


def test_that_a_sheet_is_looked_at_over_the_wire_with_its_earlier_views(
    server: GeminiServer, settings: GeminiSettings, tmp_path: Path
) -> None:
    document = a_document(productionBible=MINA)
    server.answer(
        "text", a_picture(png(50, (200, 300))), a_picture(png(90, (200, 300))), a_picture(png(130, (420, 180)))
    )
    server.answer("stream", checked(0.9))
    task = drawn(tmp_path, settings, document, SmallHere(), CharacterInput(character_id="Mina"))
    proposal = document.proposal(task.proposal_id or "")
    assert proposal is not None and all("90%" in part.rationale for part in proposal.parts)
    looks = [each.body["contents"][-1]["parts"] for each in server.of("stream")]
    tones = [[tone(part["inlineData"]["data"]) for part in look if "inlineData" in part] for look in looks]
    assert tones == [[50], [90, 50], [130, 50, 90]]
    assert all("black hair" in look[-1]["text"] and look[0]["text"].startswith("DRAWN") for look in looks)
    assert all("temperature" not in each.body["generationConfig"] for each in server.of("stream"))


@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_that_whatever_the_wire_does_to_a_sheets_check_every_view_is_drawn_once_and_proposed_as_unchecked(
    server: GeminiServer, settings: GeminiSettings, tmp_path: Path, fault: Reply
) -> None:
    document = a_document(productionBible=MINA)
    server.answer("text", a_picture(png(50, (200, 300))))
    server.answer("stream", fault)
    task = drawn(tmp_path, settings, document, CheckedHere(), CharacterInput(character_id="Mina"))
    proposal = document.proposal(task.proposal_id or "")
    assert task.status == "succeeded" and proposal is not None and len(proposal.parts) == 3
    assert all("not checked" in part.rationale for part in proposal.parts)
    assert len(server.of("text")) == 3


@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_that_whatever_the_wire_does_to_a_sheets_second_view_the_first_is_proposed_and_the_rest_is_told(
    server: GeminiServer, settings: GeminiSettings, tmp_path: Path, fault: Reply
) -> None:
    document = a_document(productionBible=MINA)
    server.answer("text", a_picture(png(50, (200, 300))), fault)
    server.answer("stream", checked(0.9))
    task = drawn(tmp_path, settings, document, CheckedHere(), CharacterInput(character_id="Mina"))
    proposal = document.proposal(task.proposal_id or "")
    assert task.status == "succeeded" and proposal is not None and len(proposal.parts) == 1
    assert "not drawn" in task.answer
    assert len(server.of("text")) == 1 + (4 if fault.status in (429, 500, 503) else 1)

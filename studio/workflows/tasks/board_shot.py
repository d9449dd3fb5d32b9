"""A board as the Director needs it: its words with who says them, its frames in the video's shape, who is in it."""

from __future__ import annotations

import asyncio
import hashlib
import json
from contextlib import suppress

from studio.agents.director import ShotFacts
from studio.agents.model_provider import Attached
from studio.agents.scene_beats import read_beats
from studio.agents.spoken_lines import SpokenLine, spoken_lines
from studio.agents.video_limits import aspect_value, nearest_aspect
from studio.errors import InputError, MediaError, RenderError
from studio.media.fitted_picture import fitted
from studio.media.pictures import encode_png, read_picture
from studio.model.documents import Board, Character
from studio.model.ids import DocPath, scene_of
from studio.model.reader import DocumentReader
from studio.model.task_inputs import DirectorInput
from studio.workflows.draw_board import FRAME_TAKE
from studio.workflows.tasks.task_work import TaskWork

_MOST_REFERENCES = 3
_LINES = {"720p": 720, "1080p": 1080}


async def shot_facts(work: TaskWork, path: DocPath, wish: DirectorInput) -> ShotFacts:
    """What the Director has to know of a board as it is now.

    Raises:
        InputError: the board is not there any more.
        MediaError: its picture is missing or damaged.
    """
    documents = work.document
    board, scene_id = documents.board(path), scene_of(path)
    scene = documents.scene(scene_id) if scene_id is not None else None
    if board is None or scene_id is None or scene is None:
        raise InputError("The board is not there any more; choose another one.")
    project, stage = documents.project, documents.stage(scene_id)
    size = _size(project.aspect_ratio, wish.resolution)
    speeches = read_beats(scene.script, known_names=_names(documents)).speeches
    lines = spoken_lines(board.dialogue, speeches)
    asset = chosen_picture(documents, path)
    is_set_drawing = board.take_id in (None, FRAME_TAKE)
    first: bytes | None = None
    if asset is not None:
        first = await asyncio.to_thread(_as_frame, await work.read_media(asset), size)
    elif stage is not None:
        with suppress(RenderError):
            first = await work.frames.board(path, size=size)
    last: bytes | None = None
    if first is not None and is_set_drawing and stage is not None and _moves(board):
        with suppress(RenderError):
            last = await work.frames.board(path, size=size, at_end=True)
    characters = _characters(documents, board, lines)
    return ShotFacts(
        board=board,
        seconds=project.frame_rate.rate.seconds(board.duration_frames),
        aspect=project.aspect_ratio,
        lines=lines,
        characters=characters,
        stage=stage,
        style=project.production_bible.visual_style,
        note=wish.note,
        first_frame=Attached(first, "image/png", "The first frame of the shot:") if first is not None else None,
        last_frame=Attached(last, "image/png", "The last frame of the shot:") if last is not None else None,
        references=() if first is not None else await _references(work, characters),
        is_set_drawing=first is not None and is_set_drawing,
        resolution=wish.resolution,
        has_sound=wish.has_sound,
    )


def chosen_picture(documents: DocumentReader, path: DocPath) -> str | None:
    """What a board's video begins with: its chosen take without what was drawn over it, else the picture it shows."""
    board = documents.board(path)
    if board is None:
        return None
    take = dict(documents.takes(path)).get(board.take_id or "")
    return take.asset if take is not None and take.kind != "video" and take.asset else board.image_url


def shot_fingerprint(documents: DocumentReader, path: DocPath) -> str:
    """A short hash of what a board's video is made from; empty where the board is gone."""
    board = documents.board(path)
    if board is None:
        return ""
    facts = [
        chosen_picture(documents, path),
        [key.to_wire() for key in board.camera_keys],
        [board.move, board.shot_size, board.angle, board.action, board.dialogue],
        board.video_url,
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def _as_frame(data: bytes, size: tuple[int, int]) -> bytes:
    """The picture whole in the video's shape, as PNG, which every model takes."""
    return encode_png(fitted(read_picture(data, name="The board's picture"), size))


def _size(aspect: float, resolution: str) -> tuple[int, int]:
    short = _LINES[resolution]
    shape = aspect_value(nearest_aspect(aspect))
    return (round(short * shape), short) if shape > 1 else (short, round(short / shape))


def _moves(board: Board) -> bool:
    if len(board.camera_keys) < 2:
        return False
    first, last = board.camera_keys[0], board.camera_keys[-1]
    return first.model_copy(update={"t": last.t, "easing": last.easing}) != last


def _names(documents: DocumentReader) -> frozenset[str]:
    return frozenset(each.name for each in documents.project.production_bible.characters.values())


def _characters(documents: DocumentReader, board: Board, lines: tuple[SpokenLine, ...]) -> tuple[Character, ...]:
    """Who of the bible is in the shot, or heard in it."""
    named = {name.casefold() for name in (*board.subjects, *(line.speaker for line in lines))}
    known = documents.project.production_bible.characters.values()
    return tuple(each for each in known if each.name.casefold() in named or each.id.casefold() in named)


async def _references(work: TaskWork, characters: tuple[Character, ...]) -> tuple[Attached, ...]:
    """One picture of each; a picture that is missing is left out."""
    found: list[Attached] = []
    for character in characters:
        if character.reference_image_urls and len(found) < _MOST_REFERENCES:
            with suppress(MediaError):
                data = await work.read_media(character.reference_image_urls[0])
                picture = await asyncio.to_thread(read_picture, data, name=f"The picture of {character.name}")
                png = await asyncio.to_thread(encode_png, picture)
                found.append(Attached(png, "image/png", f"{character.name}:"))
    return tuple(found)

"""A board as the Artist needs it: who is in it, the pictures that go with the order, its 3D frame."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress

from studio.agents.artist import PictureFacts, PictureSize
from studio.agents.model_provider import Attached
from studio.agents.references import Reference, choose_references, people_of_shot, people_told
from studio.errors import InputError, MediaError, RenderError
from studio.model.documents import Board, Take
from studio.model.ids import DocPath, SceneId, doc_id, scene_of, take_path
from studio.model.operations import Create, Operation, Set
from studio.model.reader import DocumentReader
from studio.workflows.draw_board import DEFAULT_SIZE, FRAME_TAKE, picture_revision
from studio.workflows.tasks.task_work import TaskWork

_FRAME_HEIGHT = 720
_JPEG = "image/jpeg"
_LOOK = "sketch"
_REVISION = ("imagePromptRevision",)


async def picture_facts(work: TaskWork, path: DocPath, *, note: str, size: PictureSize) -> PictureFacts:
    """What the Artist has to know of a board as it is now.

    Raises:
        InputError: the board is not there any more.
    """
    documents = work.document
    board, scene_id = documents.board(path), scene_of(path)
    scene = documents.scene(scene_id) if scene_id is not None else None
    if board is None or scene_id is None or scene is None:
        raise InputError("The board is not there any more; choose another one.")
    project = documents.project
    characters = tuple(project.production_bible.characters.values())
    people = people_of_shot(board.subjects, characters) or people_told(board.action, characters)
    frame: bytes | None = None
    if documents.stage(scene_id) is not None:
        with suppress(RenderError):
            high = _FRAME_HEIGHT
            frame = await work.frames.board(path, size=(2 * round(high * project.aspect_ratio / 2), high))
    chosen = choose_references(
        has_composition=frame is not None,
        people=people,
        previous=_previous_picture(documents, path),
        place=_place_picture(documents, scene_id, path),
        style=_style_pictures(documents, path),
    )
    attached: list[Attached] = []
    composition: int | None = None
    for reference in chosen:
        if reference.kind == "composition" and frame is not None:
            composition = len(attached)
            attached.append(Attached(await work.frames.reference(frame), _JPEG, reference.label))
        elif (picture := await _attached(work, reference)) is not None:
            attached.append(picture)
    return PictureFacts(
        board=board,
        heading=scene.heading,
        place=scene.visual_prompt,
        bible=project.production_bible,
        people=people,
        references=tuple(attached),
        composition=composition,
        aspect=project.aspect_ratio,
        size=size,
        note=note,
    )


def picture_fingerprint(documents: DocumentReader, path: DocPath) -> str:
    """A short hash of what a person may change of a board while it is drawn; empty where it is gone."""
    board = documents.board(path)
    if board is None:
        return ""
    facts = [
        # The frame is drawn by the studio itself, often for the first time while the Artist is at work.
        None if board.take_id == FRAME_TAKE else board.take_id,
        [key.to_wire() for key in board.camera_keys],
        [board.shot_size, board.angle, board.action, board.dialogue, board.visual_prompt, list(board.subjects)],
        board.prop_overrides,
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def choose_take(documents: DocumentReader, path: DocPath, *, take_id: str, asset: str) -> list[Operation]:
    """Makes a picture the one that a board shows; what is drawn over it is drawn over it anew."""
    ops: list[Operation] = [Set(path, ("takeId",), take_id), Set(path, ("imageUrl",), asset)]
    if any(layer.visible and layer.strokes for _, layer in documents.layers(path)):
        return [*ops, Set(path, _REVISION, None)]
    return ops


def choose_frame(documents: DocumentReader, path: DocPath, *, asset: str) -> list[Operation]:
    """Makes the set through the board's camera what it shows; it is drawn anew where something was drawn over it."""
    take = take_path(str(scene_of(path)), doc_id(path), FRAME_TAKE)
    known = documents.raw(take) is not None
    fresh = Take(kind="frame", asset=asset, agent="offline").to_wire(with_unset=False)
    frame: Operation = Set(take, ("asset",), asset) if known else Create(take, fresh)
    return [frame, Set(path, ("takeId",), FRAME_TAKE), Set(path, ("imageUrl",), asset), Set(path, _REVISION, None)]


def recorded_revision(documents: DocumentReader, path: DocPath) -> list[Operation]:
    """Records what a board's picture was made of, once its take has been chosen and nothing is drawn over it."""
    board = documents.board(path)
    if board is None or any(layer.visible and layer.strokes for _, layer in documents.layers(path)):
        return []
    revision = picture_revision(documents, path, look=_LOOK, size=DEFAULT_SIZE)
    return [Set(path, _REVISION, revision)]


async def _attached(work: TaskWork, reference: Reference) -> Attached | None:
    """The picture of a reference; one that is missing from the project is left out."""
    if not reference.asset.startswith("media:"):
        return None
    try:
        picture = await work.frames.reference(await work.read_media(reference.asset))
    except MediaError:
        return None
    return Attached(picture, _JPEG, reference.label)


def _chosen(documents: DocumentReader, path: DocPath, board: Board) -> str | None:
    """The picture that an agent or a person chose for a board; the set's own frame is none."""
    if board.take_id in (None, FRAME_TAKE):
        return None
    take = dict(documents.takes(path)).get(board.take_id)
    return take.asset if take is not None and take.kind == "picture" else None


def _previous_picture(documents: DocumentReader, path: DocPath) -> str | None:
    """The chosen picture of the nearest board before it in the scene."""
    scene_id = scene_of(path)
    before: str | None = None
    for each, board in documents.all_boards():
        if each == path:
            return before
        if scene_of(each) == scene_id:
            before = _chosen(documents, each, board) or before
    return before


def _place_picture(documents: DocumentReader, scene_id: SceneId, path: DocPath) -> str | None:
    """The first chosen picture of this place: of its scene, else of another scene with the same heading."""
    scene = documents.scene(scene_id)
    heading = scene.heading.partition(" - ")[0].casefold() if scene is not None else ""
    headings = {name: each.heading.partition(" - ")[0].casefold() for name, each in documents.scenes()}
    alike = [scene_id, *(name for name, each in headings.items() if heading and each == heading and name != scene_id)]
    for name in alike:
        for each, board in documents.all_boards():
            if scene_of(each) == name and each != path and (asset := _chosen(documents, each, board)):
                return asset
    return None


def _style_pictures(documents: DocumentReader, path: DocPath) -> tuple[str, ...]:
    """The first picture that was chosen in the film: its hand is the film's."""
    for each, board in documents.all_boards():
        if each != path and (asset := _chosen(documents, each, board)):
            return (asset,)
    return ()

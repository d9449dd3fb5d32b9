"""Reading the documents of a project: raw by path, or typed and in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, TypeVar

from pydantic import ValidationError

from studio.errors import ProjectError
from studio.model.agent_documents import (
    Call,
    Conversation,
    Proposal,
    Task,
    Turn,
    conversation_path,
    proposal_path,
    task_path,
)
from studio.model.comment import Comment
from studio.model.documents import Board, Layer, Project, Scene, Take
from studio.model.frozen import Frozen
from studio.model.ids import (
    PROJECT_PATH,
    BoardId,
    DocPath,
    SceneId,
    board_path,
    doc_id,
    parent_collection,
    scene_path,
    stage_path,
)
from studio.model.raw_fields import Fields, is_live, sort_key
from studio.model.stage import Stage
from studio.model.typed_documents import TypedDocuments

_Kind = TypeVar("_Kind", bound=Frozen)

STORY = "*boards"
"""Key of the list of all boards, and below it of a scene's with their paths; no collection is called so."""


def what_is_wrong(error: ValidationError) -> str:
    """The first complaint of a failed parse: ``durationFrames: Input should be greater than or equal to 1``."""
    first = error.errors(include_url=False, include_context=False)[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'document'}: {first['msg']}"


class DocumentReader:
    """Accessors over the documents at one revision. Only live documents are listed, by order key, ties by id.

    A list is put together when first asked for and kept until one of its documents changes.
    """

    def __init__(self, contents: dict[DocPath, Fields], *, revision: int = 0) -> None:
        self._fields = contents
        self._revision = revision
        self._typed = TypedDocuments()
        self._lists: dict[str, tuple[Any, ...]] = {}
        self._order: dict[str, tuple[tuple[str, str], ...]] = {}
        collections: dict[str, list[tuple[str, str]]] = {}
        for path, fields in contents.items():
            if is_live(fields):
                collections.setdefault(parent_collection(path), []).append(sort_key(path, fields))
        self._order = {collection: tuple(sorted(keys)) for collection, keys in collections.items()}

    @property
    def revision(self) -> int:
        """How many commits the documents have seen."""
        return self._revision

    @property
    def project(self) -> Project:
        """The project itself."""
        return self._parse(PROJECT_PATH, Project) or Project()

    def scenes(self) -> tuple[tuple[SceneId, Scene], ...]:
        """The live scenes in story order."""
        return self._listed("scenes", lambda: self._typed_list("scenes", Scene))

    def scene(self, scene_id: SceneId) -> Scene | None:
        """A live scene; None when it is not there or a tombstone."""
        return self._parse(scene_path(scene_id), Scene)

    def boards(self, scene_id: SceneId) -> tuple[tuple[BoardId, Board], ...]:
        """The live boards of a scene in order."""
        collection = f"scenes/{scene_id}/boards"
        return self._listed(collection, lambda: self._typed_list(collection, Board))

    def all_boards(self) -> tuple[tuple[DocPath, Board], ...]:
        """Every live board of every live scene in story order, with its path."""

        def of_scene(scene: DocPath) -> tuple[tuple[DocPath, Board], ...]:
            scene_id = SceneId(doc_id(scene))
            return self._listed(
                f"{STORY}/{scene_id}",
                lambda: ((board_path(scene_id, board_id), board) for board_id, board in self.boards(scene_id)),
            )

        return self._listed(STORY, lambda: chain.from_iterable(of_scene(scene) for scene in self.paths("scenes")))

    def board(self, path: DocPath) -> Board | None:
        """A live board by its path; None when it is not there or a tombstone."""
        return self._parse(path, Board)

    def stage(self, scene_id: SceneId) -> Stage | None:
        """The scene's 3D set; None when it has none yet."""
        path = stage_path(scene_id)
        fields = self._fields.get(path)
        if fields is None or not is_live(fields):
            return None
        try:
            return self._typed.stage(path, fields)
        except ValidationError as error:
            raise _damaged(path, error) from error

    def takes(self, board: DocPath) -> tuple[tuple[str, Take], ...]:
        """The live takes of a board, oldest first."""
        return self._listed(f"{board}/takes", lambda: self._typed_list(f"{board}/takes", Take))

    def layers(self, board: DocPath) -> tuple[tuple[str, Layer], ...]:
        """The live drawing layers of a board, lowest first."""
        return self._listed(f"{board}/layers", lambda: self._typed_list(f"{board}/layers", Layer))

    def comments(self, scene_id: SceneId) -> tuple[tuple[str, Comment], ...]:
        """The live comments of a scene, replies among them, oldest first."""
        collection = f"scenes/{scene_id}/comments"
        return self._listed(collection, lambda: self._typed_list(collection, Comment))

    def comment(self, path: DocPath) -> Comment | None:
        """A live comment by its path; None when it is not there or a tombstone."""
        return self._parse(path, Comment)

    def tasks(self) -> tuple[tuple[str, Task], ...]:
        """The agents' tasks, oldest first."""
        return self._listed("tasks", lambda: self._typed_list("tasks", Task))

    def task(self, task_id: str) -> Task | None:
        """A task; None when it is not there."""
        return self._parse(task_path(task_id), Task)

    def proposals(self) -> tuple[tuple[str, Proposal], ...]:
        """What agents proposed, oldest first."""
        return self._listed("proposals", lambda: self._typed_list("proposals", Proposal))

    def proposal(self, proposal_id: str) -> Proposal | None:
        """A proposal; None when it is not there."""
        return self._parse(proposal_path(proposal_id), Proposal)

    def calls(self) -> tuple[tuple[str, Call], ...]:
        """The requests to models, oldest first."""
        return self._listed("calls", lambda: self._typed_list("calls", Call))

    def conversation(self, conversation_id: str) -> Conversation | None:
        """A conversation; None when it is not there."""
        return self._parse(conversation_path(conversation_id), Conversation)

    def turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """The turns of a conversation in order."""
        collection = f"conversations/{conversation_id}/turns"
        return tuple(turn for _, turn in self._listed(collection, lambda: self._typed_list(collection, Turn)))

    def paths(self, collection: str) -> tuple[DocPath, ...]:
        """Paths of the live documents of any collection (``tracks``, ``scenes/s1/comments``) in order."""
        return tuple(DocPath(f"{collection}/{name}" if collection else name) for _, name in self._order_of(collection))

    def raw(self, path: DocPath) -> Mapping[str, Any] | None:
        """The wire fields of a document, tombstones too; they are shared and must not be changed."""
        return self._fields.get(path)

    def all_paths(self) -> tuple[DocPath, ...]:
        """Paths of every document, tombstones too."""
        return tuple(self._fields)

    def is_alive(self, path: DocPath) -> bool:
        """Whether a document is there, and neither it nor one above it is a tombstone."""
        parts = path.split("/") if path else []
        return all(is_live(self._fields.get(DocPath("/".join(parts[:end])))) for end in range(len(parts), -1, -2))

    def place(self, path: DocPath) -> int | None:
        """The place of a live document among its siblings, from 0; None when it is not listed."""
        fields = self._fields.get(path)
        if fields is None or not is_live(fields):
            return None
        return bisect_left(self._order_of(parent_collection(path)), sort_key(path, fields))

    def _order_of(self, collection: str) -> tuple[tuple[str, str], ...]:
        return self._order.get(collection, ())

    def _listed(self, key: str, build: Callable[[], Any]) -> tuple[Any, ...]:
        known = self._lists.get(key)
        if known is None:
            known = self._lists[key] = tuple(build())
        return known

    def _typed_list(self, collection: str, kind: type[_Kind]) -> Iterator[tuple[str, _Kind]]:
        for path in self.paths(collection):
            parsed = self._parse(path, kind)
            if parsed is not None:
                yield doc_id(path), parsed

    def _parse(self, path: DocPath, kind: type[_Kind]) -> _Kind | None:
        fields = self._fields.get(path)
        if fields is None or not is_live(fields):
            return None
        try:
            parsed = self._typed.document(path, fields)
        except ValidationError as error:
            raise _damaged(path, error) from error
        if not isinstance(parsed, kind):
            raise KeyError(f"{path} is not a {kind.__name__}")
        return parsed


class Snapshot(DocumentReader):
    """The documents at one revision, for good: what agents and workers read. Safe to hand to another thread."""

    def __init__(self, source: DocumentReader) -> None:
        self._fields = source._fields.copy()
        self._revision = source._revision
        self._typed = source._typed.copy()
        self._lists = source._lists.copy()
        self._order = source._order.copy()


def _damaged(path: DocPath, error: ValidationError) -> ProjectError:
    return ProjectError(
        f"The document {path or 'of the project'} is damaged ({what_is_wrong(error)}); run “dreamfactory check”."
    )

"""A draft of the Writer as parts of a proposal: the bible, then a scene a part, with its boards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from studio.agents.shot_numbers import setup_of
from studio.agents.writer_answers import DraftAnswer, SceneAnswer, ShotAnswer, heading_in
from studio.model.documents import Anchor, Board, Character, Scene, ShotLabel
from studio.model.ids import PROJECT_PATH, SceneId, board_path, new_id, scene_path
from studio.model.operations import Create, Operation, Set, Splice
from studio.model.order_key import key_between, spread_keys
from studio.model.reader import DocumentReader
from studio.script.scene_text import scene_number_of
from studio.workflows.script_contents import BLANK_SCENE
from studio.workflows.tasks.proposing import ProposedPart

_BIBLE = "productionBible"


def draft_parts(documents: DocumentReader, answer: DraftAnswer) -> list[ProposedPart]:
    """New scenes at the end of the story; the scene of a new production that still waits to be written is the first."""
    scenes = documents.scenes()
    parts = bible_parts(documents, answer)
    blank = scenes[0] if len(scenes) == 1 and scenes[0][1].script == BLANK_SCENE else None
    last = scenes[-1][1] if scenes else None
    above = "" if blank is not None else documents.project.script_prelude + (last.script if last else "")
    lead = _lead(above) if above else ""
    key = last.order_key if last else None
    for place, told in enumerate(answer.scenes):
        number = scene_number_of(told.script) or str(len(scenes) + place + (blank is None))
        if blank is not None and place == 0 and not documents.boards(blank[0]):
            name: str = blank[0]
            text = told.script.strip("\n") + "\n"
            ops: list[Operation] = [Splice(scene_path(name), ("script",), 0, BLANK_SCENE, text)]
            ops += _filled(documents, blank[0], told)
        else:
            name = new_id()
            text = (lead or ("\n" if place else "")) + told.script.strip("\n") + "\n"
            key = key_between(key, None)
            fields = Scene(order_key=key, script=text, visual_prompt=told.visual_prompt, rationale=told.reasons)
            ops = [Create(scene_path(name), fields.to_wire(with_unset=False))]
        ops += _boards(documents, name, text, number, told.shots)
        parts.append(ProposedPart(heading_in(told.script), told.reasons, tuple(ops)))
    return parts


def breakdown_parts(documents: DocumentReader, answer: DraftAnswer, names: Sequence[SceneId]) -> list[ProposedPart]:
    """What the scenes that are there lack: reasons, the words for their set, boards where a scene has none.

    ``names`` are the scenes that the answer's are for, in order; one that has been deleted meanwhile is left out.
    """
    parts = bible_parts(documents, answer)
    places = {name: place for place, (name, _) in enumerate(documents.scenes(), 1)}
    for name, told in zip(names, answer.scenes, strict=True):
        scene = documents.scene(name)
        if scene is None or name not in places:
            continue
        ops = _filled(documents, name, told)
        if not documents.boards(name):
            number = scene_number_of(scene.script) or str(places[name])
            ops += _boards(documents, name, scene.script, number, told.shots)
        if ops:
            parts.append(ProposedPart(scene.heading or f"{places[name]}", told.reasons, tuple(ops)))
    return parts


def bible_parts(documents: DocumentReader, answer: DraftAnswer) -> list[ProposedPart]:
    """What is empty in the bible is one part; each field that would read differently is one of its own."""
    known, told = documents.project.production_bible, answer.bible
    fields = {
        "logline": (known.logline, answer.logline),
        "genre": (known.genre, told.genre),
        "tone": (known.tone, told.tone),
        "visualStyle": (known.visual_style, told.visual_style),
    }
    fresh: list[Operation] = []
    changed: list[ProposedPart] = []
    for name, (before, after) in fields.items():
        after = after.strip()
        if not after or after == before:
            continue
        op = Set(PROJECT_PATH, (_BIBLE, name), after)
        if before:
            changed.append(ProposedPart(f"{name}: {after}", answer.rationale, (op,)))
        else:
            fresh.append(op)
    people = {person.name.casefold(): person for person in known.characters.values()}
    for character in told.characters:
        there = people.get(character.name.casefold())
        if there is None:
            name = new_id()
            fields_now = Character(id=name, name=character.name, description=character.description)
            fresh.append(Set(PROJECT_PATH, (_BIBLE, "characters", name), fields_now.to_wire()))
        elif character.description and not there.description:
            fresh.append(Set(PROJECT_PATH, (_BIBLE, "characters", there.id, "description"), character.description))
    return [*([ProposedPart("", answer.rationale, tuple(fresh))] if fresh else []), *changed]


def _filled(documents: DocumentReader, name: SceneId, told: SceneAnswer) -> list[Operation]:
    scene = documents.scene(name)
    ops: list[Operation] = []
    if scene is not None and not scene.visual_prompt and told.visual_prompt:
        ops.append(Set(scene_path(name), ("visual_prompt",), told.visual_prompt))
    if scene is not None and not scene.rationale:
        ops.append(Set(scene_path(name), ("rationale",), told.reasons))
    return ops


def _boards(
    documents: DocumentReader, scene: str, text: str, number: str, shots: Sequence[ShotAnswer]
) -> list[Operation]:
    """The boards of a scene, the first of them its key board. They have no camera until the scene has a set."""
    rate = documents.project.frame_rate.rate
    ops: list[Operation] = []
    anchors = _Anchors(text).of(shots)
    for place, (key, shot, anchor) in enumerate(zip(spread_keys(len(shots)), shots, anchors, strict=True)):
        board = Board(
            order_key=key,
            shot=ShotLabel(number=number, setup=setup_of(number, place)),
            anchor=anchor,
            shot_size=shot.shot_size,
            angle=shot.angle,
            move=shot.move,
            duration_frames=max(1, rate.frames(shot.seconds)),
            dialogue=shot.dialogue,
            action=shot.action,
            rationale=shot.rationale,
            subjects=shot.subjects,
            visual_prompt=shot.visual_prompt,
        )
        ops.append(Create(board_path(scene, new_id()), board.to_wire(with_unset=False)))
    if ops:
        ops.append(Set(scene_path(scene), ("keyBoardId",), ops[0].doc.rpartition("/")[2]))
    return ops


@dataclass(slots=True)
class _Anchors:
    """Places of shots in a scene's text, found by their words one after the other."""

    text: str
    _at: int = field(default=0)

    def of(self, shots: Sequence[ShotAnswer]) -> list[Anchor | None]:
        """An anchor a shot, from its words to where the next begins; None where the words are not there."""
        found = [self._range(shot) for shot in shots]
        return list(self._anchors(found))

    def _range(self, shot: ShotAnswer) -> tuple[int, int] | None:
        for words in (shot.words, shot.dialogue, shot.action):
            pattern = r"\s+".join(map(re.escape, words.split()))
            match = re.compile(pattern, re.IGNORECASE).search(self.text, self._at) if pattern else None
            if match:
                self._at = match.end()
                return match.span()
        return None

    def _anchors(self, found: Sequence[tuple[int, int] | None]) -> Iterator[Anchor | None]:
        starts = [span[0] for span in found if span]
        for span in found:
            if span is None:
                yield None
                continue
            following = next((start for start in starts if start > span[0]), len(self.text))
            end = max(span[1], span[0] + len(self.text[span[0] : following].rstrip()))
            yield Anchor(start=span[0], end=end, quote=self.text[span[0] : end])


def _lead(above: str) -> str:
    """The line ends that a heading needs below a text, so that it is read as one."""
    return "\n" if above.endswith("\n") and not above.endswith("\n\n") else "" if above.endswith("\n\n") else "\n\n"

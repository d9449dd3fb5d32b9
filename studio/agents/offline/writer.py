"""The Writer without a model: scenes by place and time, shots by film grammar, and the rule with everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.agents.film_grammar import place_key, plan_shots
from studio.agents.offline.scene_form import set_right
from studio.agents.offline.treatment import TreatedScene, treated
from studio.agents.offline.treatment_people import described_as, names_in_treatment
from studio.agents.offline.writer_words import (
    CANNOT_REVISE,
    FORM_ONLY,
    NO_PLACE,
    NOTHING_TO_SAY,
    WHY_AGAIN,
    WHY_DRAFT,
    WHY_SCENE,
)
from studio.agents.person_words import Figure
from studio.agents.scene_beats import SceneBeats, names_in, read_beats
from studio.agents.scene_people import script_people, staging_text
from studio.agents.sentences import sentences_of
from studio.agents.shot_plan import ShotPlan
from studio.agents.writer_facts import AskFacts, DraftFacts, ReviseFacts
from studio.model.timing import FrameRate
from studio.script.language import Language
from studio.script.scene_text import heading_of, split_scenes


def draft_answer(facts: DraftFacts) -> Mapping[str, Any]:
    """A DraftAnswer: the scenes of a script as they are, those of any other text by place and time."""
    is_script = facts.source in ("script", "scenes")
    named: tuple[str, ...] = ()
    told: Sequence[TreatedScene] = ()
    if is_script:
        scripts = facts.scenes or split_scenes(facts.text).scenes
    else:
        sentences = sentences_of(facts.text, 0, len(facts.text), at_newlines=True)
        named = names_in_treatment(sentences)
        told = treated(facts.text, facts.language)
        scripts = tuple(scene.script for scene in told)
    known = frozenset(names_in(read_beats(script) for script in scripts))
    beats = [read_beats(script, known_names=known) for script in scripts]
    descriptions = {name: described_as(name, facts.text) for name in named}
    people = script_people(beats, descriptions=descriptions)
    scenes = list(_scenes(beats, people, told, facts))
    shots = sum(len(scene["shots"]) for scene in scenes)
    logline = (
        ""
        if is_script
        else next((each.text for each in sentences_of(facts.text, 0, len(facts.text), at_newlines=True)), "")
    )
    return {
        "logline": logline,
        "bible": {
            "characters": [{"name": name, "description": _described(name, descriptions, facts.text)} for name in people]
        },
        "scenes": scenes,
        "rationale": WHY_DRAFT[facts.language][is_script].format(scenes=len(scenes), shots=shots),
    }


def revise_answer(facts: ReviseFacts) -> Mapping[str, Any]:
    """A ReviseAnswer: what is wrong with the scene's form set right, or a refusal that says why."""
    right = set_right(facts.script, facts.people, facts.language)
    if not right.changes:
        return {"refusal": CANNOT_REVISE[facts.language]}
    return {
        "script": right.text,
        "changes": [{"words": words, "why": why} for words, why in right.changes],
        "rationale": FORM_ONLY[facts.language],
    }


def ask_answer(facts: AskFacts) -> Mapping[str, Any]:
    """An AskAnswer: the reason that stands with what was proposed."""
    why = facts.part_rationale or facts.rationale
    return {"answer": WHY_AGAIN[facts.language].format(why=why) if why else NOTHING_TO_SAY[facts.language]}


def _scenes(
    beats: Sequence[SceneBeats], people: Mapping[str, Figure], told: Sequence[TreatedScene], facts: DraftFacts
) -> Iterator[dict[str, Any]]:
    shown: dict[str, SceneBeats] = {}
    for number, scene in enumerate(beats):
        plans = plan_shots(scene, rate=facts.rate, people=people, known_places=shown.keys())
        yield {
            "heading": scene.heading or heading_of(scene.text),
            "script": scene.text,
            "visual_prompt": staging_text(scene, people=people, shown_in=shown.get(place_key(scene))),
            "rationale": _scene_reason(told[number] if told else None, facts.language),
            "shots": [_shot(plan, facts.rate) for plan in plans],
        }
        shown.setdefault(place_key(scene), scene)


def _scene_reason(scene: TreatedScene | None, language: Language) -> str:
    reasons = WHY_SCENE[language]
    if scene is None:
        return reasons["script"]
    told = reasons[scene.cause].format(place=scene.place, time=scene.time)
    return told if scene.place else told + NO_PLACE[language]


def _shot(plan: ShotPlan, rate: FrameRate) -> dict[str, Any]:
    words = [f"{plan.shot_size} {plan.angle}", ", ".join(plan.subjects), plan.action]
    return {
        "shot_size": plan.shot_size,
        "angle": plan.angle,
        "move": plan.move,
        "subjects": list(plan.subjects),
        "action": plan.action,
        "dialogue": plan.dialogue,
        "words": plan.anchor.quote,
        "seconds": rate.seconds(plan.duration_frames),
        "visual_prompt": ". ".join(filter(None, words)),
        "rationale": plan.rationale,
    }


def _described(name: str, descriptions: Mapping[str, str], text: str) -> str:
    """What the text says of a person, found under their name as the script or as the treatment writes it."""
    told = {known.casefold(): words for known, words in descriptions.items()}
    return told.get(name.casefold()) or described_as(name, text)

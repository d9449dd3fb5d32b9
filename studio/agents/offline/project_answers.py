"""Plain facts of a project, for a question that no model answers: counts, lengths, who is in which scene."""

from __future__ import annotations

from studio.agents.offline.request_words import SCENE
from studio.agents.supervisor import SceneFact, SupervisorFacts
from studio.script.language import Language

_FILM: dict[Language, str] = {
    "en": "{title}: {scenes} scenes, {boards} boards ({drawn} with a picture, {shot} with a video),"
    " {seconds:.0f} seconds.",
    "ko": "{title}: 씬 {scenes}개, 보드 {boards}개(그림 {drawn}개, 영상 {shot}개), {seconds:.0f}초.",
}
_OF_SCENE: dict[Language, str] = {
    "en": "Scene {number}, {heading}: {people}; {boards} boards, {seconds:.0f} seconds; {state}.",
    "ko": "씬 {number}, {heading}: {people}; 보드 {boards}개, {seconds:.0f}초; {state}.",
}
_STATES: dict[Language, dict[bool, str]] = {
    "en": {True: "it has a set", False: "it has no set yet"},
    "ko": {True: "세트가 있습니다", False: "아직 세트가 없습니다"},
}
_NOBODY: dict[Language, str] = {"en": "nobody in it", "ko": "나오는 사람 없음"}
_PERSON: dict[Language, str] = {
    "en": "{name} is in {count} scenes: {scenes}.",
    "ko": "{name}: 씬 {count}개에 나옵니다({scenes}).",
}


def plain_facts(facts: SupervisorFacts) -> str:
    """What the documents say of what a question names: a scene, a person, else the whole film."""
    found = SCENE.search(facts.request)
    if found:
        number = int(next(group for group in found.groups() if group))
        scenes = [scene for scene in facts.scenes if scene.number == number]
        if scenes:
            return _scene_line(scenes[0], facts.language)
    name = next((name for name in facts.people if name.casefold() in facts.request.casefold()), None)
    if name is not None:
        within = [scene for scene in facts.scenes if name in scene.people]
        told = ", ".join(f"{scene.number} {scene.heading}" for scene in within)
        return _PERSON[facts.language].format(name=name, count=len(within), scenes=told or "-")
    return "\n".join((_film_line(facts), *(_scene_line(scene, facts.language) for scene in facts.scenes)))


def _film_line(facts: SupervisorFacts) -> str:
    boards = [board for scene in facts.scenes for board in scene.boards]
    return _FILM[facts.language].format(
        title=facts.title,
        scenes=len(facts.scenes),
        boards=len(boards),
        drawn=sum(board.has_picture for board in boards),
        shot=sum(board.has_video for board in boards),
        seconds=sum(board.seconds for board in boards),
    )


def _scene_line(scene: SceneFact, language: Language) -> str:
    return _OF_SCENE[language].format(
        number=scene.number,
        heading=scene.heading,
        people=", ".join(scene.people) or _NOBODY[language],
        boards=len(scene.boards),
        seconds=scene.seconds,
        state=_STATES[language][scene.has_set],
    )

"""Long texts in parts, and their answers as one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

import pytest

from studio.agents.long_draft import draft_in_parts, draft_units, joined_draft
from studio.agents.model_provider import TextRequest
from studio.agents.provider_failure import ProviderFailure
from studio.agents.scripted_provider import Scripted, ScriptedProvider
from studio.agents.writer_answers import DraftAnswer
from studio.agents.writer_facts import DraftFacts, Source

KOREAN_SCENE = "INT. 등대 - 밤\n\n" + "미나가 계단을 오른다. 물이 차오른다. " * 60 + "\n\n"


def a_scene(number: int, *, letters: int = 5_800) -> str:
    return f"INT. ROOM {number} - DAY\n\n" + "Mina waits by the door. " * (letters // 24) + "\n\n"


def facts(text: str, source: Source = "script", scenes: Sequence[str] = ()) -> DraftFacts:
    return DraftFacts(text=text, source=source, language="en", scenes=tuple(scenes))


def told(*numbers: int, people: Sequence[tuple[str, str]] = (), logline: str = "") -> str:
    scenes = [
        {"heading": f"INT. ROOM {n} - DAY", "script": f"INT. ROOM {n} - DAY\n\nMina waits.\n", "rationale": f"Why {n}."}
        for n in numbers
    ]
    bible = {"characters": [{"name": name, "description": words} for name, words in people]}
    return json.dumps({"logline": logline, "bible": bible, "scenes": scenes, "rationale": f"Film of {numbers}."})


def drafted(model: ScriptedProvider, given: DraftFacts) -> list[DraftAnswer]:
    async def run() -> list[DraftAnswer]:
        return [part.answered.value async for part in draft_in_parts(model, given) if part.answered]

    return asyncio.run(run())


def prompts(model: ScriptedProvider) -> list[str]:
    return [each.prompt for each in model.asked if isinstance(each, TextRequest)]


@pytest.mark.parametrize(
    ("given", "sizes"),
    [
        (facts("A girl keeps a lamp lit.", "topic"), [1]),
        (facts("".join(map(a_scene, range(5)))), [2, 2, 1]),
        (facts("Title: Lamp\n\n" + "".join(map(a_scene, range(3)))), [2, 1]),
        (facts("", "scenes", [a_scene(n) for n in range(5)]), [2, 2, 1]),
        (facts("".join(a_scene(n, letters=30_000) for n in range(2))), [1, 1]),
        (facts(KOREAN_SCENE * 8), [3, 3, 2]),
        (facts("".join(f"Day {n}. " + "She waits and waits. " * 100 + "\n" for n in range(8)), "treatment"), [5, 3]),
        (facts("no end " * 5_000, "treatment"), [1]),
    ],
)
def test_that_a_text_is_parted_between_scenes_or_paragraphs_and_all_of_it_is_there(
    given: DraftFacts, sizes: list[int]
) -> None:
    units = draft_units(given)
    assert [len(part) for part in units] == sizes
    assert "".join(unit for part in units for unit in part) == (given.text or "".join(given.scenes))


def test_that_a_short_text_is_asked_for_once_and_nothing_is_said_of_parts() -> None:
    model = ScriptedProvider(text=(told(1),))
    assert len(drafted(model, facts(a_scene(1)))) == 1
    (prompt,) = prompts(model)
    assert "parts" not in prompt.partition("<script>")[0]


def test_that_a_part_hears_what_those_before_gave() -> None:
    model = ScriptedProvider(
        text=(told(0, 1, people=[("MINA", "Ten, red coat.")], logline="She waits."), told(2, people=[("JUN", "Old.")]))
    )
    answers = drafted(model, facts("".join(map(a_scene, range(3)))))
    first, second = prompts(model)
    assert "2 parts; this is part 1" in first and "2 parts; this is part 2" in second
    assert "red coat" not in first and "Ten, red coat." in second and "She waits." in second
    assert "INT. ROOM 0 - DAY\nINT. ROOM 1 - DAY" in second and "INT. ROOM 2 - DAY" not in first
    joined = joined_draft(answers)
    assert [scene.heading for scene in joined.scenes] == [f"INT. ROOM {n} - DAY" for n in range(3)]
    assert [person.name for person in joined.bible.characters] == ["MINA", "JUN"] and joined.logline == "She waits."


def test_that_a_part_whose_answer_is_cut_off_is_halved_until_it_fits() -> None:
    cut = ProviderFailure("too_long")
    answers: tuple[Scripted, ...] = (cut, cut, told(0), told(1), told(2, 3))
    model = ScriptedProvider(text=answers)
    scenes = [a_scene(n, letters=2_000) for n in range(4)]
    found = drafted(model, facts("", "scenes", scenes))
    assert [len(answer.scenes) for answer in found] == [1, 1, 2]
    counts = [prompt.partition("<scenes>")[2].count("INT. ROOM") for prompt in prompts(model)]
    assert counts == [4, 2, 1, 1, 2]


def test_that_one_scene_that_is_too_long_by_itself_is_told() -> None:
    model = ScriptedProvider(text=(ProviderFailure("too_long"),))
    with pytest.raises(ProviderFailure, match="such as a shorter scene"):
        drafted(model, facts(a_scene(1)))
    assert len(model.asked) == 1


def test_that_no_other_failure_is_taken_for_a_text_that_is_too_long() -> None:
    model = ScriptedProvider(text=(ProviderFailure("truncated"),))
    with pytest.raises(ProviderFailure, match="on its way"):
        drafted(model, facts("".join(map(a_scene, range(3)))))
    assert len(model.asked) == 1

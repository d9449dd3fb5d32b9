"""The Stage Designer on a project: with a scripted model, and by the rules."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from studio.agents.model_provider import ModelProvider, TextRequest
from studio.agents.offline.offline_provider import OfflineProvider
from studio.agents.provider_failure import ProviderFailure
from studio.agents.scripted_provider import Scripted, ScriptedProvider
from studio.agents.stage_design import StageDesign
from studio.collab.media_folder import MediaFolder
from studio.model.agent_documents import Task
from studio.model.document import Document
from studio.model.ids import DocPath, SceneId, Uid, stage_path
from studio.model.operations import Set
from studio.model.stage import Stage
from studio.model.task_inputs import StageInput
from studio.workflows.stage_scene import designed_stage, stage_operations
from studio.workflows.tasks.reviewing import accept
from studio.workflows.tasks.task_jobs import JOBS, OFFLINE_ANSWERS
from tests.unit.workflows.tasks.conftest import a_document, a_runner
from tests.unit.workflows.tasks.stage_answers import a_critique, a_design, a_look, a_node, adding

SCENE = SceneId("s1")
ME = Uid("me")


def staged(document: Document, provider: ModelProvider, folder: Path, prompt: str = "a hall with a table") -> Task:
    """The task once the designer is through."""

    async def run() -> Task:
        runner = a_runner(document, provider, JOBS, MediaFolder(folder / "media"))
        try:
            return await runner.finished(runner.submit(StageInput(prompt=prompt), scene_id=SCENE))
        finally:
            await runner.close()

    return asyncio.run(run())


def a_model(*answers: Scripted) -> ScriptedProvider:
    return ScriptedProvider(text=answers)


def asked(model: ScriptedProvider) -> list[str]:
    """Which prompts were sent, by name."""
    return [request.template.name for request in model.asked if isinstance(request, TextRequest)]


def the_stage(document: Document) -> Stage:
    stage = document.stage(SCENE)
    assert stage is not None
    return stage


def nodes_of(stage: Stage) -> set[str]:
    return {prop.node for prop in stage.props}


def a_set(document: Document) -> Stage:
    """Gives the scene a set that a person has worked on: the table is pinned."""
    design = StageDesign.from_wire(json.loads(a_design()))
    stage = designed_stage(design, "a hall")
    props = tuple(prop.model_copy(update={"pinned": prop.node == "table"}) for prop in stage.props)
    stage = stage.model_copy(update={"props": props})
    document.commit(stage_operations(document, SCENE, stage), label="Stage", initiator=ME)
    return the_stage(document)


def test_that_the_better_of_two_drafts_fills_an_empty_scene_and_says_why(tmp_path: Path) -> None:
    document = a_document()
    model = a_model(a_design(), a_design(a_node("bench")), a_critique(60, 90), a_look())
    task = staged(document, model, tmp_path)
    assert (task.status, task.proposal_id) == ("succeeded", None)
    assert asked(model) == ["stage_spec", "stage_spec", "stage_critique", "stage_look"]
    stage = the_stage(document)
    assert nodes_of(stage) == {"table", "mina", "bench"}
    assert stage.report.inference_method == "ai_unified"
    assert "Draft 2 was chosen" in task.answer and "It has a centre." in task.answer
    assert "She waits alone." in task.answer
    assert "table: Between her and the door." in stage.report.understood
    assert stage.report.expansion is not None and stage.report.expansion.time_of_day == "night"
    assert stage.sky.style == "night"
    assert next(light for light in stage.lights if light.kind == "sun").reason == "night: It is late."


def test_that_positions_of_the_model_are_never_taken(tmp_path: Path) -> None:
    plain = json.loads(a_design())
    told: Any = json.loads(a_design())
    told["spec"]["nodes"][0] |= {"position": [3, 0, 3], "rotation": [0, 45, 0], "yaw": 45}
    told["spec"]["mainContainer"]["footprint"] = [[0, 0], [3, 0], [3, 3], [0, 3]]
    without, with_positions = (designed_stage(StageDesign.from_wire(design), "a hall") for design in (plain, told))
    assert [prop.to_wire() for prop in with_positions.props] == [prop.to_wire() for prop in without.props]
    assert with_positions.container.footprint == without.container.footprint


def test_that_a_set_that_is_there_is_only_proposed_round_what_a_person_placed(tmp_path: Path) -> None:
    document = a_document()
    before = a_set(document)
    model = a_model(a_design(a_node("bench")), a_design(), a_critique(90, 50), a_look())
    task = staged(document, model, tmp_path)
    assert the_stage(document) == before and task.proposal_id is not None
    proposal = document.proposal(task.proposal_id)
    assert proposal is not None and "Draft 1 was chosen" in proposal.rationale
    assert "stays_where_it_is" in model.asked[0].prompt
    assert accept(document, task.proposal_id, initiator=ME).accepted == (0,)
    after = the_stage(document)
    table = {prop.id: prop for prop in before.props}["table"]
    assert {prop.id: prop for prop in after.props}["table"] == table
    assert "bench" in nodes_of(after)


def test_that_a_proposed_set_is_stale_once_the_set_was_changed(tmp_path: Path) -> None:
    document = a_document()
    a_set(document)
    task = staged(document, a_model(a_design(), a_design(), a_critique(90, 50), a_look()), tmp_path)
    document.commit([Set(stage_path(SCENE), ("props", "table", "locked"), True)], label="Lock", initiator=ME)
    assert task.proposal_id is not None
    assert accept(document, task.proposal_id, initiator=ME).stale == (0,)
    assert {prop.id: prop for prop in the_stage(document).props}["table"].locked


def test_that_what_the_critic_wants_mended_is_refined_and_kept_if_it_measures_no_worse(tmp_path: Path) -> None:
    document = a_document()
    refined = a_design(a_node("bench"))
    model = a_model(a_design(), a_design(), a_critique(90, 50, fixes=("a bench",)), refined, a_look())
    assert staged(document, model, tmp_path).status == "succeeded"
    assert asked(model)[3] == "stage_refine" and "a bench" in model.asked[3].prompt
    assert "bench" in nodes_of(the_stage(document))


def test_that_a_refinement_that_measures_worse_is_left(tmp_path: Path) -> None:
    document = a_document()
    crowded = a_design(a_node("wardrobe", count=40))
    model = a_model(a_design(), a_design(), a_critique(90, 50, fixes=("wardrobes",)), crowded, a_look())
    task = staged(document, model, tmp_path)
    assert "wardrobe" not in nodes_of(the_stage(document))
    assert "would have measured worse" in task.answer


def test_that_the_critic_looks_at_two_pictures_three_times_at_most(tmp_path: Path) -> None:
    document = a_document()
    looks = [a_look(adding(name)) for name in ("bench", "stool", "chair", "sofa")]
    model = a_model(a_design(), a_design(), a_critique(90, 50), *looks)
    task = staged(document, model, tmp_path)
    assert asked(model).count("stage_look") == 3
    assert {"bench", "stool", "chair"} <= nodes_of(the_stage(document))
    assert "sofa" not in nodes_of(the_stage(document))
    assert [len(request.pictures) for request in model.asked] == [0, 0, 0, 2, 2, 2]
    assert "A stool is missing." in task.answer


def test_that_an_edit_of_what_is_not_there_is_mended_once(tmp_path: Path) -> None:
    wrong = a_look({"action": "remove", "target": "piano", "why": "Too loud."})
    model = a_model(a_design(), a_design(), a_critique(90, 50), wrong, a_look())
    assert staged(a_document(), model, tmp_path).status == "succeeded"
    assert "piano" in model.asked[-1].prompt and asked(model)[-1] == "answer_repair"


@pytest.mark.parametrize(
    "wrong", ["no JSON", "{}", a_design().replace("rationale", "reason"), a_design().replace("She waits alone.", " ")]
)
def test_that_an_answer_without_the_form_is_mended_once(wrong: str, tmp_path: Path) -> None:
    document = a_document()
    model = a_model(wrong, a_design(), a_design(), a_critique(90, 50), a_look())
    assert staged(document, model, tmp_path).status == "succeeded"
    assert asked(model)[:3] == ["stage_spec", "answer_repair", "stage_spec"]
    assert the_stage(document).report.inference_method == "ai_unified"


def test_that_without_a_usable_answer_the_rules_stage_it_and_the_set_says_so(tmp_path: Path) -> None:
    document = a_document()
    model = a_model("not a design")
    task = staged(document, model, tmp_path)
    assert task.status == "succeeded"
    assert asked(model) == ["stage_spec", "answer_repair"] * 2
    report = the_stage(document).report
    assert report.inference_method == "fallback_inference"
    assert any("fallback_inference" in warning for warning in report.warnings)
    assert "fallback_inference" in task.answer
    assert "table" in nodes_of(the_stage(document))


def test_that_where_no_draft_comes_the_rules_stage_it_and_say_what_to_do(tmp_path: Path) -> None:
    document = a_document()
    task = staged(document, a_model(ProviderFailure("key")), tmp_path)
    assert task.status == "succeeded" and "enter a valid one" in task.answer
    assert "table" in nodes_of(the_stage(document))


def test_that_where_no_draft_comes_a_set_that_is_there_is_only_proposed_to_be_replaced(tmp_path: Path) -> None:
    document = a_document()
    staged(document, a_model(a_design(), a_design(), a_critique(60, 90), a_look()), tmp_path)
    before = the_stage(document)
    task = staged(document, a_model(ProviderFailure("unreachable")), tmp_path, prompt="a hall with two tables")
    proposal = document.proposal(task.proposal_id or "")
    assert task.status == "succeeded" and the_stage(document) == before
    assert proposal is not None and "fallback_inference" in proposal.rationale and "network" in proposal.rationale


def test_that_past_the_budget_the_rules_stage_it_and_nothing_is_sent(tmp_path: Path) -> None:
    document, model = a_document(budget=0.0), a_model(a_design())
    task = staged(document, model, tmp_path)
    assert task.status == "succeeded" and "nothing was sent" in task.answer and not model.asked
    assert the_stage(document).report.inference_method == "fallback_inference"


def test_that_a_failure_after_a_draft_costs_only_its_step(tmp_path: Path) -> None:
    document = a_document()
    task = staged(document, a_model(a_design(), ProviderFailure("blocked")), tmp_path)
    assert task.status == "succeeded" and nodes_of(the_stage(document)) == {"table", "mina"}
    assert task.answer.count("safety rules blocked") == 3


def test_that_at_the_limit_of_requests_the_same_request_has_the_answer_it_had(tmp_path: Path) -> None:
    answers = (a_design(), a_design(a_node("bench")), a_critique(60, 90), a_look())
    first, second, third = a_document(), a_document(), a_document()
    staged(first, a_model(*answers), tmp_path)
    limited = a_model(ProviderFailure("quota", retry_after_s=1))
    task = staged(second, limited, tmp_path)
    assert task.status == "succeeded"
    assert the_stage(second).props == the_stage(first).props
    assert any("4 answers" in warning for warning in the_stage(second).report.warnings)
    assert "4 answers" in task.answer
    other = staged(third, a_model(ProviderFailure("quota")), tmp_path, prompt="a hall with two tables")
    assert other.status == "succeeded" and "limit of requests" in other.answer
    assert the_stage(third).report.inference_method == "fallback_inference"


def test_that_another_model_does_not_answer_with_kept_answers(tmp_path: Path) -> None:
    answers = (a_design(), a_design(), a_critique(60, 90), a_look())
    staged(a_document(), a_model(*answers), tmp_path)
    other = ScriptedProvider(text=(ProviderFailure("quota"),), model="another")
    document = a_document()
    assert staged(document, other, tmp_path).status == "succeeded"
    assert the_stage(document).report.inference_method == "fallback_inference"


def test_that_offline_the_rules_stage_the_scene_from_its_own_words_and_say_so(tmp_path: Path) -> None:
    document = a_document()
    script = "INT. HALL - DAY\n\nMINA waits by the table.\n\nMINA\nHe is late.\n"
    document.commit([Set(DocPath("scenes/s1"), ("script",), script)], label="Write", initiator=ME)
    task = staged(document, OfflineProvider(OFFLINE_ANSWERS), tmp_path, prompt="")
    assert task.status == "succeeded" and "offline" in task.answer and "fallback_inference" in task.answer
    stage = the_stage(document)
    assert stage.report.inference_method == "fallback_inference"
    assert any(prop.semantic_role == "character" for prop in stage.props)


def test_that_korean_words_are_answered_in_korean(tmp_path: Path) -> None:
    model = a_model(a_design(), a_design(), a_critique(60, 90), a_look())
    task = staged(a_document(), model, tmp_path, prompt="식탁 하나와 의자 네 개가 있는 부엌")
    assert "Write every sentence in Korean." in model.asked[0].prompt
    assert "초안 2을(를) 골랐습니다" in task.answer


def test_that_a_cancelled_set_leaves_the_scene_as_it_was(tmp_path: Path) -> None:
    document = a_document()

    async def run() -> Task | None:
        runner = a_runner(document, a_model(asyncio.Event()), JOBS, MediaFolder(tmp_path / "media"))
        name = runner.submit(StageInput(prompt="a hall"), scene_id=SCENE)
        for _ in range(200):
            await asyncio.sleep(0.01)
            if document.calls():
                break
        runner.cancel(name)
        task = await runner.finished(name)
        await runner.close()
        return task

    task = asyncio.run(run())
    assert task is not None and task.status == "cancelled"
    assert document.stage(SCENE) is None

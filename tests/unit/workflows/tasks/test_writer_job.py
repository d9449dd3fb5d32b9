"""The Writer on a project: with a scripted model, and offline."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.agents.model_provider import ModelProvider, TextRequest
from studio.agents.offline.offline_provider import OfflineProvider
from studio.agents.offline.writer import draft_answer
from studio.agents.scripted_provider import ScriptedProvider
from studio.agents.writer import source_of
from studio.agents.writer_answers import DraftAnswer, check_draft
from studio.agents.writer_facts import DraftFacts
from studio.collab.media_folder import MediaFolder
from studio.model.agent_documents import Proposal, Task
from studio.model.document import Document
from studio.model.ids import DocPath, SceneId, Uid
from studio.model.operations import Splice
from studio.model.task_inputs import WriterInput
from studio.script.fountain import parse_fountain
from studio.script.language import language_of
from studio.script.scene_text import heading_of, split_scenes
from studio.workflows.open_project import anchor_after
from studio.workflows.script_contents import empty_contents
from studio.workflows.tasks.reviewing import accept
from studio.workflows.tasks.task_jobs import JOBS, OFFLINE_ANSWERS
from tests.unit.workflows.tasks.conftest import a_document, a_runner

ME = Uid("me")
SHOT = {
    "shot_size": "WS",
    "angle": "eye",
    "move": "static",
    "subjects": ["MINA"],
    "words": "Mina waits",
    "action": "Mina waits.",
    "seconds": 2,
    "rationale": "She is small in the hall.",
}
HARBOUR = "EXT. HARBOUR - NIGHT\n\nMina waits by the water.\n\nMINA\nHe is late.\n"
SCENE = {
    "heading": "EXT. HARBOUR - NIGHT",
    "script": HARBOUR,
    "visual_prompt": "A stone quay.",
    "rationale": "She decides here.",
    "choices": [{"what": "Night", "why": "The lamp has to be seen."}],
    "shots": [SHOT, {**SHOT, "shot_size": "CU", "words": "He is late.", "dialogue": "He is late."}],
}
DRAFT = {
    "logline": "A girl waits.",
    "bible": {"genre": "Drama", "characters": [{"name": "MINA", "description": "Ten, red coat."}]},
    "scenes": [SCENE, {**SCENE, "script": "INT. LAMP ROOM - NIGHT\n\nShe lights it.", "shots": []}],
    "rationale": "From waiting to acting.",
}


def done(
    document: Document, provider: ModelProvider, wanted: WriterInput, folder: Path, scene: str | None = None
) -> Task:
    """The Writer's task at its end."""

    async def run() -> Task:
        runner = a_runner(document, provider, JOBS, MediaFolder(folder))
        return await runner.finished(runner.submit(wanted, scene_id=scene))

    return asyncio.run(run())


def proposed(document: Document, task: Task) -> Proposal:
    """What a task proposes."""
    assert (task.status, task.error) == ("succeeded", None)
    proposal = document.proposal(task.proposal_id or "")
    assert proposal is not None
    return proposal


def an_empty_production() -> Document:
    return Document(empty_contents("Film"), heading_of=heading_of, anchor_after=anchor_after)


def script_of(document: Document) -> str:
    return "".join(scene.script for _, scene in document.scenes())


def test_that_a_draft_fills_a_new_production_with_reasons_scenes_and_boards(tmp_path: Path) -> None:
    document = an_empty_production()
    provider = ScriptedProvider(text=(json.dumps(DRAFT),))
    task = done(document, provider, WriterInput(text="A girl waits at the harbour"), tmp_path)
    proposal = proposed(document, task)
    assert [part.title for part in proposal.parts] == [
        "Production bible",
        "EXT. HARBOUR - NIGHT",
        "INT. LAMP ROOM - NIGHT",
    ]
    assert "The lamp has to be seen." in proposal.parts[1].rationale
    assert script_of(document) == "INT. PLACE - DAY\n\n", "nothing is changed before a person takes it"

    accept(document, task.proposal_id or "", initiator=ME)
    assert split_scenes(script_of(document)).scenes == tuple(scene.script for _, scene in document.scenes())
    (name, first), (_, second) = document.scenes()
    assert (first.heading, second.heading) == ("EXT. HARBOUR - NIGHT", "INT. LAMP ROOM - NIGHT")
    assert (first.visual_prompt, second.rationale.splitlines()[0]) == ("A stone quay.", "She decides here.")
    (wide_id, wide), (_, close) = document.boards(name)
    assert (wide.shot.text, close.shot.text, close.shot_size, close.duration_frames) == ("1A", "1B", "CU", 48)
    assert wide.anchor is not None and close.anchor is not None
    assert wide.anchor.quote == "Mina waits by the water.\n\nMINA" and close.anchor.quote == "He is late."
    assert first.script[close.anchor.start : close.anchor.end] == close.anchor.quote
    assert first.key_board_id == wide_id and wide.camera_keys == ()
    bible = document.project.production_bible
    assert (bible.logline, bible.genre, [who.name for who in bible.characters.values()]) == (
        "A girl waits.",
        "Drama",
        ["MINA"],
    )


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_that_any_drafted_scene_alone_comes_behind_what_is_there(tmp_path: Path, number: int, end: str) -> None:
    document = a_document()
    document.commit([_script(document, script_of(document).rstrip() + end)], label="End", initiator=ME)
    document.commit([_set("logline", "Ours.")], label="Bible", initiator=ME)
    before = script_of(document)
    task = done(document, ScriptedProvider(text=(json.dumps(DRAFT),)), WriterInput(text="A girl waits"), tmp_path)
    proposal = proposed(document, task)
    assert [part.title for part in proposal.parts][:2] == ["Production bible", "logline: A girl waits."]
    accept(document, task.proposal_id or "", initiator=ME, parts=[number + 1])
    assert script_of(document).startswith(before)
    assert len(parse_fountain(script_of(document)).scenes) == 2
    assert document.project.production_bible.logline == "Ours."


def _set(name: str, value: str) -> Any:
    from studio.model.operations import Set

    return Set(DocPath(""), ("productionBible", name), value)


def test_that_scenes_that_are_there_get_what_they_lack_and_keep_every_word(tmp_path: Path) -> None:
    document = a_document()
    before = script_of(document)
    provider = ScriptedProvider(text=(json.dumps({**DRAFT, "scenes": [SCENE]}),))
    task = done(document, provider, WriterInput(), tmp_path)
    accept(document, task.proposal_id or "", initiator=ME)
    ((_, scene),) = document.scenes()
    assert (script_of(document), scene.visual_prompt) == (before, "A stone quay.")
    assert len(document.boards(SceneId("s1"))) == 1, "a scene that has boards keeps those"


def test_that_there_has_to_be_something_to_write_from(tmp_path: Path) -> None:
    task = done(an_empty_production(), ScriptedProvider(), WriterInput(), tmp_path)
    assert task.status == "failed" and "give a topic" in (task.error or "")


REVISED = {
    "script": "INT. HALL - NIGHT\n\nMina waits by the window.\n",
    "changes": [{"words": "NIGHT", "why": "The dark hides him."}, {"words": "by the window", "why": "She looks out."}],
    "rationale": "Darker.",
}


def test_that_a_revision_is_a_part_a_change_each_with_its_own_reason(tmp_path: Path) -> None:
    document = a_document()
    task = done(
        document,
        ScriptedProvider(text=(json.dumps(REVISED),)),
        WriterInput(job="revise", text="Darker"),
        tmp_path,
        "s1",
    )
    proposal = proposed(document, task)
    assert [(part.title, part.rationale) for part in proposal.parts] == [
        ("NIGHT", "The dark hides him."),
        ("window.", "She looks out."),
    ]
    accept(document, task.proposal_id or "", initiator=ME, parts=[1])
    assert script_of(document) == "INT. HALL - DAY\n\nMina waits by the window.\n"
    accept(document, task.proposal_id or "", initiator=ME)
    assert script_of(document) == REVISED["script"]


def test_that_a_refusal_is_an_answer_and_changes_nothing(tmp_path: Path) -> None:
    document = a_document()
    provider = ScriptedProvider(text=(json.dumps({"refusal": "It belongs to the next scene."}),))
    task = done(document, provider, WriterInput(job="revise", text="Kill him"), tmp_path, "s1")
    assert (task.status, task.answer, task.proposal_id) == ("succeeded", "It belongs to the next scene.", None)


def test_that_why_is_answered_out_of_the_conversation_in_which_it_was_proposed(tmp_path: Path) -> None:
    document = a_document()
    answers = (json.dumps(REVISED), json.dumps(REVISED), json.dumps({"answer": "So that he is not seen."}))
    provider = ScriptedProvider(text=answers)
    first = done(document, provider, WriterInput(job="revise", text="Darker"), tmp_path, "s1")
    elsewhere = WriterInput(job="revise", text="Darker still", conversation_id="another")
    assert done(document, provider, elsewhere, tmp_path, "s1").conversation_id != first.conversation_id
    why = WriterInput(job="ask", text="Why night?", proposal_id=first.proposal_id, part=0)
    task = done(document, provider, why, tmp_path)
    assert task.answer == "So that he is not seen." and task.conversation_id == first.conversation_id
    asked = provider.asked[-1]
    assert isinstance(asked, TextRequest)
    assert len(asked.history) == 2 and "The dark hides him." in asked.prompt and "NIGHT" in asked.prompt
    assert len(document.turns(first.conversation_id or "")) == 4


def test_that_a_scene_s_conversation_goes_on_until_another_model_answers(tmp_path: Path) -> None:
    document = a_document()
    answers = (json.dumps(REVISED),)
    wanted = WriterInput(job="revise", text="Darker")
    tasks = [done(document, ScriptedProvider(text=answers), wanted, tmp_path, "s1") for _ in range(2)]
    other = ScriptedProvider(text=answers, model="another")
    tasks.append(done(document, other, wanted, tmp_path, "s1"))
    assert tasks[0].conversation_id == tasks[1].conversation_id != tasks[2].conversation_id
    assert other.asked[0].history == ()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("{}", "scenes: Field required"),
        ('{"logline": "half', "EOF"),
        (json.dumps({**DRAFT, "scenes": [{**SCENE, "script": "She waits."}]}), "no scene heading"),
        (json.dumps({**DRAFT, "scenes": [{**SCENE, "script": f"{HARBOUR}\n{HARBOUR}"}]}), "2 scene headings"),
        (json.dumps({**DRAFT, "scenes": [{**SCENE, "shots": [{**SHOT, "shot_size": "HUGE"}]}]}), "shot_size"),
        (json.dumps({**DRAFT, "scenes": [{**SCENE, "rationale": ""}]}), "rationale"),
    ],
)
def test_that_an_answer_of_the_wrong_form_is_mended_once_and_then_an_honest_failure(
    tmp_path: Path, answer: str, fault: str
) -> None:
    provider = ScriptedProvider(text=(answer, json.dumps(DRAFT)))
    document = an_empty_production()
    task = done(document, provider, WriterInput(text="A girl waits"), tmp_path)
    assert len(proposed(document, task).parts) == 3
    assert fault in provider.asked[1].prompt and len(provider.asked[1].history) == 2
    assert len(document.turns(task.conversation_id or "")) == 4, "the repair is remembered too"
    assert [call.prompt_name for _, call in document.calls()] == ["writer_draft", "answer_repair"]

    failed = done(an_empty_production(), ScriptedProvider(text=(answer,)), WriterInput(text="A girl waits"), tmp_path)
    assert failed.status == "failed" and "Nothing was changed" in (failed.error or "")


PARAGRAPHS = st.sampled_from(
    ["Mina waits.", "Mina waits by the door.", "MINA\nHello.", "문이 열린다.", "a", "MINA\nHello. Go."]
)
TEXTS = st.builds(
    lambda time, paragraphs: "\n\n".join((f"INT. HALL - {time}", *paragraphs)) + "\n",
    st.sampled_from(["DAY", "NIGHT"]),
    st.lists(PARAGRAPHS, max_size=7),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=TEXTS, after=TEXTS, data=st.data())
def test_that_changes_taken_in_any_order_make_the_proposed_text(
    tmp_path: Path, before: str, after: str, data: st.DataObject
) -> None:
    contents: dict[DocPath, Mapping[str, object]] = {
        DocPath(""): {"title": "Film"},
        DocPath("scenes/s1"): {"script": before, "orderKey": "a"},
    }
    document = Document(contents, heading_of=heading_of, anchor_after=anchor_after)
    answer = json.dumps({"script": after, "rationale": "Better."})
    task = done(document, ScriptedProvider(text=(answer,)), WriterInput(job="revise", text="x"), tmp_path, "s1")
    if before == after:
        assert task.proposal_id is None and task.answer == "Better."
        return
    proposal = proposed(document, task)
    for number in data.draw(st.permutations(range(len(proposal.parts)))):
        reviewed = accept(document, task.proposal_id or "", initiator=ME, parts=[number])
        assert reviewed.accepted == (number,)
        assert len(split_scenes(script_of(document)).scenes) == 1
    assert script_of(document) == after


TOPICS = {
    "en": "On a stormy night, Mina climbs to the lamp room. The lamp is out. In the morning, at the harbour, her"
    " father steps off the boat. Mina runs to him.",
    "ko": "폭풍우 치는 밤, 미나는 등대에서 계단을 오른다. 등불이 꺼져 있다."
    " 다음 날 아침, 항구에서 아버지가 배에서 내린다. 미나가 달려간다.",
}


@pytest.mark.parametrize(("language", "headings"), [
    ("en", ["INT. LAMP ROOM - NIGHT", "EXT. HARBOUR - MORNING"]),
    ("ko", ["INT. 등대 - 밤", "EXT. 항구 - 아침"]),
])  # fmt: skip
def test_that_offline_a_treatment_is_grouped_by_place_and_time_and_nothing_is_invented(
    tmp_path: Path, language: str, headings: list[str]
) -> None:
    document = an_empty_production()
    offline = OfflineProvider(OFFLINE_ANSWERS)
    task = done(document, offline, WriterInput(text=TOPICS[language]), tmp_path)
    rationale = proposed(document, task).rationale
    assert rationale.startswith("Offline, by rule" if language == "en" else "오프라인 규칙")
    accept(document, task.proposal_id or "", initiator=ME)
    assert [scene.heading for _, scene in document.scenes()] == headings
    words = " ".join(line for line in script_of(document).split("\n") if line not in headings).casefold().split()
    assert words == TOPICS[language].casefold().split()
    boards = [board for _, board in document.all_boards()]
    assert len(boards) >= 3 and all(board.rationale for board in boards)
    assert {"mina" if language == "en" else "미나"} & {who.casefold() for board in boards for who in board.subjects}


def test_that_offline_a_revision_sets_the_form_right_or_says_that_it_cannot(tmp_path: Path) -> None:
    document = a_document()
    offline = OfflineProvider(OFFLINE_ANSWERS)
    task = done(document, offline, WriterInput(job="revise", text="Darker"), tmp_path, "s1")
    assert task.proposal_id is None and task.answer.startswith("Offline, the Writer cannot rewrite")

    script = "int. hall - day\n\n" + "Mina waits by the door. " * 20 + "\n\nMINA\nHello.\n\nMina\nGo.\n"
    document.commit([_script(document, script)], label="Type", initiator=ME)
    task = done(document, offline, WriterInput(job="revise", text="Darker"), tmp_path, "s1")
    assert len(proposed(document, task).parts) == 3
    accept(document, task.proposal_id or "", initiator=ME)
    fresh = script_of(document)
    assert fresh.startswith("INT. HALL - DAY\n") and "\n\nMINA\nGo.\n" in fresh
    assert fresh.casefold().split() == script.casefold().split()
    why = WriterInput(job="ask", text="Why?", proposal_id=task.proposal_id, part=0)
    assert "capitals" in done(document, offline, why, tmp_path).answer


def _script(document: Document, text: str) -> Splice:
    return Splice(DocPath("scenes/s1"), ("script",), 0, script_of(document), text)


def test_that_another_topic_begins_another_conversation_unless_it_goes_on_with_one(tmp_path: Path) -> None:
    document = an_empty_production()
    provider = ScriptedProvider(text=(json.dumps(DRAFT),))
    first = done(document, provider, WriterInput(text="A girl waits"), tmp_path)
    again = WriterInput(text="Make it shorter", conversation_id=first.conversation_id)
    assert done(document, provider, again, tmp_path).conversation_id == first.conversation_id
    done(document, provider, WriterInput(text="A dog runs"), tmp_path)
    assert [len(request.history) for request in provider.asked] == [0, 2, 0]


ODD = (
    "# Act one",
    "[[note",
    "/* cut",
    "FADE OUT.",
    "CUT TO:",
    "> centred <",
    "~la la",
    "@mina",
    "= synopsis",
    "===",
    "EXT. ",
    "(beat)",
    ".45",
    "MINA",
    "미나",
    "Title: x",
    "Mina runs.",
    "밤에 항구에서 기다린다.",
    "Years later, he goes home.",
    "int. kitchen - day",
    "😀",
)


@given(st.lists(st.tuples(st.sampled_from(ODD), st.sampled_from([" ", "\n", "\n\n"])), min_size=1, max_size=9))
def test_that_offline_any_text_becomes_scenes_of_correct_fountain(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + end for word, end in pieces).strip()
    source = source_of(text)
    facts = DraftFacts(text=text, source=source, language=language_of([text]))
    answer = DraftAnswer.model_validate(draft_answer(facts))
    check_draft(answer, is_ones_own=source == "script")
    assert all(scene.rationale and all(shot.rationale for shot in scene.shots) for scene in answer.scenes)

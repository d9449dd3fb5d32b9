"""The Artist's work on a board, with a scripted model."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from studio.agents.model_provider import PictureRequest, TextRequest
from studio.agents.provider_failure import FailureKind, ProviderFailure
from studio.agents.references import people_told
from studio.agents.scripted_provider import Scripted, ScriptedProvider
from studio.collab.media_folder import MediaFolder
from studio.model.agent_documents import Task
from studio.model.change_set import LOCAL_USER
from studio.model.document import Document
from studio.model.documents import Board, Character, Take
from studio.model.ids import DocPath
from studio.model.operations import Create, Set
from studio.model.task_inputs import ArtistInput, CharacterInput
from studio.workflows.tasks.artist_job import draw
from studio.workflows.tasks.character_job import draw_character
from studio.workflows.tasks.reviewing import accept
from tests.unit.workflows.tasks.conftest import Waits, a_document, a_runner

BOARD = DocPath("scenes/s1/boards/b1")


def verdict(score: float, *, advice: str = "Her hair is black.", worst: float | None = None) -> str:
    """A critic's answer with that score on every criterion, but for the worst."""
    names = ("identity", "composition", "prompt", "anatomy", "text")
    lines = [{"criterion": name, "score": score, "note": f"{name} seen"} for name in names]
    if worst is not None:
        lines[0]["score"] = worst
    return json.dumps({"criteria": lines, "advice": advice})


def drawn(
    tmp_path: Path, document: Document, provider: ScriptedProvider, *, meanwhile: Any = None, attempts: int = 3
) -> Task:
    """The task of drawing the board, at its end."""

    async def run() -> Task:
        runner = a_runner(document, provider, {"artist": draw}, MediaFolder(tmp_path), sleep=Waits().sleep)
        name = runner.submit(ArtistInput(note="Rain.", attempts=attempts), scene_id="s1", board_id="b1")
        if meanwhile is not None:
            await asyncio.sleep(0.05)
            meanwhile(runner, name)
        return await runner.finished(name)

    return asyncio.run(run())


def board(document: Document) -> Board:
    """The board as it is now."""
    found = document.board(BOARD)
    assert found is not None
    return found


def pictures(document: Document) -> list[Take]:
    """Its pictures, oldest first."""
    return [take for _, take in document.takes(BOARD) if take.kind == "picture"]


def test_that_a_picture_that_passes_is_the_boards(tmp_path: Path) -> None:
    document = a_document()
    provider = ScriptedProvider(pictures=(b"png1",), text=(verdict(0.9),))
    task = drawn(tmp_path, document, provider)

    assert (task.status, task.error) == ("succeeded", None) and "90%" in task.answer
    (take,) = pictures(document)
    assert take.verdict is not None and take.verdict.passed and take.verdict.is_checked
    shown = board(document)
    assert (shown.image_url, shown.status) == (take.asset, "draft")
    assert shown.take_id == document.takes(BOARD)[-1][0] and shown.image_prompt_revision
    order, check = provider.asked
    assert isinstance(order, PictureRequest) and isinstance(check, TextRequest)
    assert "Mina waits." in order.prompt and "Rain." in order.prompt and order.aspect == "16:9"
    assert check.schema is not None and check.pictures[0].data == b"png1"
    assert task.usage.pictures == 1 and task.usage.cost == 0.25


def test_that_a_weak_picture_is_drawn_again_by_the_critics_advice_and_the_best_is_kept(tmp_path: Path) -> None:
    document = a_document()
    provider = ScriptedProvider(
        pictures=(b"one", b"two", b"three"),
        text=(verdict(0.6, advice="Hair black."), verdict(0.7, advice="Lamp left."), verdict(0.5, advice="Worse.")),
    )
    task = drawn(tmp_path, document, provider)

    orders = [each for each in provider.asked if isinstance(each, PictureRequest)]
    assert len(orders) == 3 and "Hair black." in orders[1].prompt
    assert "Hair black." in orders[2].prompt and "Lamp left." in orders[2].prompt
    takes = pictures(document)
    assert [take.verdict.score for take in takes if take.verdict] == [0.6, 0.7, 0.5]
    assert board(document).image_url == takes[1].asset
    assert task.status == "succeeded" and "did not pass" in task.answer


def test_that_one_criterion_far_off_fails_a_picture_that_is_good_otherwise(tmp_path: Path) -> None:
    document = a_document()
    provider = ScriptedProvider(pictures=(b"one", b"two"), text=(verdict(0.95, worst=0.3), verdict(0.8)))
    drawn(tmp_path, document, provider)
    assert [take.verdict.passed for take in pictures(document) if take.verdict] == [False, True]


def test_that_a_picture_that_passes_goes_before_one_that_failed_by_one_criterion_alone(tmp_path: Path) -> None:
    document = a_document()
    provider = ScriptedProvider(pictures=(b"png1", b"png2"), text=(verdict(1.0, worst=0.4), verdict(0.78)))
    drawn(tmp_path, document, provider)
    failed, passed = pictures(document)
    assert failed.verdict is not None and passed.verdict is not None
    assert failed.verdict.score > passed.verdict.score and passed.verdict.passed and not failed.verdict.passed
    assert board(document).image_url == passed.asset


@pytest.mark.parametrize("answers", [(ProviderFailure("unavailable"),), ("no json", "still none"), ("{}", "{}")])
def test_that_a_picture_that_nobody_could_check_is_kept_and_said_to_be_unchecked(
    tmp_path: Path, answers: tuple[Scripted, ...]
) -> None:
    document = a_document()
    task = drawn(tmp_path, document, ScriptedProvider(pictures=(b"png",), text=answers))
    (take,) = pictures(document)
    assert take.verdict is not None and not take.verdict.is_checked and not take.verdict.passed and take.verdict.reason
    assert task.status == "succeeded" and "not checked" in task.answer
    assert board(document).image_url == take.asset


@pytest.mark.parametrize("kind", ["invalid", "key", "filtered", "blocked", "empty", "interrupted", "timeout"])
def test_that_a_picture_that_does_not_come_leaves_the_board_in_error_with_the_reason(
    tmp_path: Path, kind: FailureKind
) -> None:
    document = a_document()
    provider = ScriptedProvider(pictures=(ProviderFailure(kind, "because"),))
    task = drawn(tmp_path, document, provider)
    assert task.status == "failed" and "because" in (task.error or "")
    assert board(document).status == "error" and pictures(document) == []
    assert len(provider.asked) == 1


def test_that_a_later_attempt_that_fails_leaves_the_best_so_far(tmp_path: Path) -> None:
    document = a_document()
    failing = ProviderFailure("filtered", "too dark")
    provider = ScriptedProvider(pictures=(b"one", failing), text=(verdict(0.6),))
    task = drawn(tmp_path, document, provider)
    assert task.status == "succeeded" and "too dark" in task.answer
    assert board(document).image_url == pictures(document)[0].asset and board(document).status == "draft"


def test_that_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    document = a_document()
    task = drawn(tmp_path, document, ScriptedProvider(pictures=(b"bad #EXTM3U",)))
    assert task.status == "failed" and "damaged" in (task.error or "")
    assert pictures(document) == [] and board(document).status == "error"


def test_that_a_late_picture_does_not_take_the_place_of_what_a_person_chose_meanwhile(tmp_path: Path) -> None:
    document = a_document()
    gate = asyncio.Event()
    provider = ScriptedProvider(pictures=(gate, b"late"), text=(verdict(0.9),))

    def choose(_runner: object, _name: str) -> None:
        mine = Take(kind="picture", asset="media:mine", agent="me").to_wire(with_unset=False)
        document.commit(
            [
                Create(DocPath(f"{BOARD}/takes/mine"), mine),
                Set(BOARD, ("takeId",), "mine"),
                Set(BOARD, ("imageUrl",), "media:mine"),
            ],
            label="Choose",
        )
        gate.set()

    task = drawn(tmp_path, document, provider, meanwhile=choose)
    assert board(document).image_url == "media:mine" and len(pictures(document)) == 2
    assert task.status == "succeeded" and "changed meanwhile" in task.answer


def test_that_the_studios_own_frame_drawn_meanwhile_does_not_make_a_picture_late(tmp_path: Path) -> None:
    document = a_document()
    gate = asyncio.Event()

    def frame(_runner: object, _name: str) -> None:
        document.commit([Set(BOARD, ("takeId",), "frame")], label="Draw board")
        gate.set()

    drawn(tmp_path, document, ScriptedProvider(pictures=(gate, b"png"), text=(verdict(0.9),)), meanwhile=frame)
    (take,) = pictures(document)
    assert board(document).image_url == take.asset


def test_that_a_cancelled_task_leaves_the_board_as_it_was(tmp_path: Path) -> None:
    document = a_document()
    provider = ScriptedProvider(pictures=(asyncio.Event(),))

    def cancel(runner: Any, name: str) -> None:
        assert board(document).status == "generating_image"
        runner.cancel(name)

    task = drawn(tmp_path, document, provider, meanwhile=cancel)
    assert task.status == "cancelled" and board(document).status == "draft"
    # It may have been made, so it counts.
    assert task.usage.cost == 0.25


def test_that_the_budget_stops_a_second_attempt_and_keeps_the_first(tmp_path: Path) -> None:
    document = a_document(budget=0.45)
    provider = ScriptedProvider(pictures=(b"one", b"two"), text=(verdict(0.6),))
    task = drawn(tmp_path, document, provider)
    assert task.status == "succeeded" and "budget" in task.answer.lower()
    assert len([each for each in provider.asked if isinstance(each, PictureRequest)]) == 1


def sheet(tmp_path: Path, document: Document, provider: ScriptedProvider, who: str) -> Task:
    """The task of drawing a character, at its end."""

    async def run() -> Task:
        runner = a_runner(document, provider, {"character": draw_character}, MediaFolder(tmp_path))
        return await runner.finished(runner.submit(CharacterInput(character_id=who)))

    return asyncio.run(run())


def a_speaking_document() -> Document:
    """A production in which Mina speaks and the bible knows nobody."""
    document = a_document(productionBible={"characters": {}})
    document.commit(
        [Set(DocPath("scenes/s1"), ("script",), "INT. HALL - DAY\n\nMINA stands.\n\nMINA\nHello.\n")], label="Script"
    )
    return document


def test_that_a_character_sheet_is_proposed_picture_by_picture_each_like_those_before(tmp_path: Path) -> None:
    document = a_speaking_document()
    provider = ScriptedProvider(pictures=(b"front", b"side", b"faces"))
    task = sheet(tmp_path, document, provider, "mina")
    assert task.status == "succeeded" and task.proposal_id
    orders = [each for each in provider.asked if isinstance(each, PictureRequest)]
    assert [len(each.references) for each in orders] == [0, 1, 2]
    assert [each.aspect for each in orders] == ["2:3", "2:3", "21:9"]
    assert document.project.production_bible.characters == {}

    proposal = document.proposal(task.proposal_id)
    assert proposal is not None and [part.title for part in proposal.parts] == ["MINA", "front", "side", "expressions"]
    # Choosing a picture takes the person along.
    assert accept(document, task.proposal_id, initiator=LOCAL_USER, parts=[2]).accepted == (0, 2)
    (character,) = document.project.production_bible.characters.values()
    assert character.name == "MINA" and len(character.reference_image_urls) == 1


def test_that_every_view_of_a_sheet_is_looked_at_beside_those_before_and_the_best_is_proposed(tmp_path: Path) -> None:
    document = a_speaking_document()
    provider = ScriptedProvider(
        pictures=(b"front", b"side", b"side, better", b"faces", b"faces, worse"),
        text=(verdict(0.9), verdict(0.5, advice="Nose straight."), verdict(0.8), verdict(0.7), verdict(0.6)),
    )
    task = sheet(tmp_path, document, provider, "mina")
    orders = [each for each in provider.asked if isinstance(each, PictureRequest)]
    looks = [each for each in provider.asked if isinstance(each, TextRequest)]
    assert len(orders) == len(looks) == 5 and "Nose straight." in orders[2].prompt
    assert [[each.data for each in look.pictures] for look in looks[3:]] == [
        [b"faces", b"front", b"side, better"],
        [b"faces, worse", b"front", b"side, better"],
    ]
    proposal = document.proposal(task.proposal_id or "")
    assert proposal is not None
    media = MediaFolder(tmp_path)
    assets = [op["items"][0] for op in proposal.ops if op["kind"] == "append"]
    assert [media.read(asset) for asset in assets] == [b"front", b"side, better", b"faces"]
    reasons = [part.rationale for part in proposal.parts[1:]]
    assert "passed the check (90%)" in reasons[0] and "passed the check (80%)" in reasons[1]
    assert "did not pass the check (70%)" in reasons[2] and "identity seen" in reasons[2]


def test_that_a_sheet_that_nobody_could_look_at_says_so(tmp_path: Path) -> None:
    document = a_speaking_document()
    provider = ScriptedProvider(pictures=(b"front", b"side", b"faces"), text=(ProviderFailure("blocked"),))
    task = sheet(tmp_path, document, provider, "mina")
    proposal = document.proposal(task.proposal_id or "")
    assert proposal is not None and len(proposal.parts) == 4
    assert all(
        "not checked" in part.rationale and "word it differently" in part.rationale for part in proposal.parts[1:]
    )


def resumed_sheet(tmp_path: Path, document: Document, first: ScriptedProvider, second: ScriptedProvider) -> Task:
    """The task of drawing Mina, whose studio was closed while the first provider waited, at its end by the second."""

    async def run() -> Task:
        runner = a_runner(document, first, {"character": draw_character}, MediaFolder(tmp_path))
        name = runner.submit(CharacterInput(character_id="mina"))
        while not first.is_held:
            await asyncio.sleep(0.005)
        await runner.close()
        again = a_runner(document, second, {"character": draw_character}, MediaFolder(tmp_path))
        again.recover()
        return await again.finished(name)

    return asyncio.run(run())


def test_that_a_sheet_goes_on_after_a_restart_with_what_had_arrived_and_pays_for_nothing_twice(tmp_path: Path) -> None:
    document = a_speaking_document()
    first = ScriptedProvider(pictures=(b"front", b"side"), text=(verdict(0.9), asyncio.Event()))
    second = ScriptedProvider(pictures=(b"faces",), text=(verdict(0.6), verdict(0.9)))
    task = resumed_sheet(tmp_path, document, first, second)
    assert task.status == "succeeded"
    kinds = [type(each).__name__ for each in second.asked]
    assert kinds == ["TextRequest", "PictureRequest", "TextRequest"], "the side is looked at, the faces are drawn"
    assert second.asked[0].pictures[0].data == b"side"
    proposal = document.proposal(task.proposal_id or "")
    assert proposal is not None and [part.title for part in proposal.parts] == ["MINA", "front", "side", "expressions"]
    assert "did not pass the check (60%)" in proposal.parts[2].rationale


def test_that_a_view_that_was_under_way_at_a_restart_is_not_asked_for_again_and_that_is_told(tmp_path: Path) -> None:
    document = a_speaking_document()
    first = ScriptedProvider(pictures=(b"front", asyncio.Event()), text=(verdict(0.9),))
    second = ScriptedProvider(pictures=(b"faces",), text=(verdict(0.9),))
    task = resumed_sheet(tmp_path, document, first, second)
    proposal = document.proposal(task.proposal_id or "")
    assert proposal is not None and [part.title for part in proposal.parts] == ["MINA", "front", "expressions"]
    assert [each.aspect for each in second.asked if isinstance(each, PictureRequest)] == ["21:9"]
    assert "not asked for again" in proposal.rationale and "not asked for again" in task.answer


def test_that_a_sheet_of_which_nothing_had_arrived_is_not_asked_for_again(tmp_path: Path) -> None:
    second = ScriptedProvider(pictures=(b"front",))
    first = ScriptedProvider(pictures=(asyncio.Event(),))
    task = resumed_sheet(tmp_path, a_speaking_document(), first, second)
    assert task.status == "failed" and "closed" in (task.error or "") and not second.asked


def test_that_what_was_drawn_of_a_sheet_is_proposed_where_the_rest_failed(tmp_path: Path) -> None:
    document = a_speaking_document()
    provider = ScriptedProvider(pictures=(b"front", ProviderFailure("filtered", "no")))
    task = sheet(tmp_path, document, provider, "Mina")
    proposal = document.proposal(task.proposal_id or "")
    assert proposal is not None and len(proposal.parts) == 2 and "not drawn" in proposal.rationale


def test_that_somebody_unknown_is_told_with_those_who_are_known(tmp_path: Path) -> None:
    task = sheet(tmp_path, a_speaking_document(), ScriptedProvider(), "Nobody")
    assert task.status == "failed" and "MINA" in (task.error or "")


def test_that_after_a_kill_no_board_says_that_it_is_being_drawn_when_nobody_draws_it(tmp_path: Path) -> None:
    document = a_document()
    document.commit([Set(BOARD, ("status",), "generating_image")], label="Killed")

    async def recover() -> None:
        a_runner(document, ScriptedProvider(), {"artist": draw}, MediaFolder(tmp_path)).recover()

    asyncio.run(recover())
    assert board(document).status == "draft"


def test_that_a_picture_that_had_arrived_before_a_restart_is_checked_and_chosen_and_not_paid_again(
    tmp_path: Path,
) -> None:
    document = a_document()

    async def run() -> Task:
        first = ScriptedProvider(pictures=(b"one",), text=(asyncio.Event(),))
        runner = a_runner(document, first, {"artist": draw}, MediaFolder(tmp_path), sleep=Waits().sleep)
        name = runner.submit(ArtistInput(), scene_id="s1", board_id="b1")
        while not pictures(document):
            await asyncio.sleep(0.01)
        await runner.close()
        assert board(document).status == "draft"

        second = ScriptedProvider(pictures=(b"two",), text=(verdict(0.6),))
        runner = a_runner(document, second, {"artist": draw}, MediaFolder(tmp_path), sleep=Waits().sleep)
        runner.recover()
        task = await runner.finished(name)
        assert [type(each) for each in second.asked] == [TextRequest]
        return task

    task = asyncio.run(run())
    (take,) = pictures(document)
    assert task.status == "succeeded" and take.verdict is not None and take.verdict.score == 0.6
    assert board(document).image_url == take.asset


def test_that_a_board_without_subjects_has_those_whom_its_action_names() -> None:
    mina = Character(id="m", name="Mina (미나)")
    assert people_told("미나가 문을 연다.", (mina,)) == (mina,)
    assert people_told("Mina opens the door.", (mina,)) == (mina,)
    assert people_told("Minarets rise.", (mina,)) == ()

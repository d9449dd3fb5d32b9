"""The agents in the window: asked, watched, answered, paid for."""

from __future__ import annotations

import asyncio
import csv
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QPlainTextEdit, QPushButton

from studio.agents.model_provider import ModelProvider, TextRequest, Usage
from studio.agents.offline.offline_provider import OfflineProvider
from studio.agents.scripted_provider import ScriptedProvider
from studio.collab.embedded_store import open_project
from studio.errors import StudioError
from studio.model.agent_documents import PlannedStep
from studio.model.history import History
from studio.model.ids import DocPath, scene_path, take_path
from studio.model.operations import Create, Set, Splice
from studio.model.task_inputs import AgentType, WriterInput
from studio.settings import load_preferences
from studio.ui.actions import ACTIONS
from studio.ui.agent_desk import AgentDesk
from studio.ui.agents_page import AgentsPage
from studio.ui.calls_view import CallsView
from studio.ui.task_model import ROW_ROLE, TaskRow
from studio.workflows.open_project import PRODUCER, OpenProduction, document_of
from studio.workflows.tasks.proposing import ProposedPart, propose
from studio.workflows.tasks.task_runner import Job
from studio.workflows.tasks.task_work import TaskWork
from tests.gui.conftest import Play, Story
from tests.gui.pages import StudioPage
from tests.gui.small_film import HALL, A

LATE, EARLY = "You're late.", "I'm early."


async def write(work: TaskWork) -> None:
    """Proposes two changes of the hall's script and one of its picture; answers questions."""
    wish = work.task.input_context
    assert isinstance(wish, WriterInput)
    if wish.job == "ask":
        said = await work.model.text(TextRequest(prompt=wish.text), on_thought=work.thought)
        work.commit([Set(DocPath(f"tasks/{work.id}"), ("answer",), said.text)], label="Answer")
        return
    script = work.document.scene(HALL)
    assert script is not None
    parts = [
        ProposedPart("Line", "Late is a reproach.", (_instead(script.script, LATE, "You came after all."),)),
        ProposedPart("Line", "Early is an excuse.", (_instead(script.script, EARLY, "I never left."),)),
        ProposedPart("Look", "Says the light.", (Set(scene_path(HALL), ("visual_prompt",), "a cold hall"),)),
    ]
    propose(work, parts, agent="writer", title="A colder meeting", rationale="They know each other.")


def _instead(script: str, gone: str, come: str) -> Splice:
    return Splice(scene_path(HALL), ("script",), script.index(gone), gone, come)


async def draw(work: TaskWork) -> None:
    """Thinks aloud and never ends by itself."""
    work.tell(1, 3, "Drawing")
    work.thought("The lamp stays behind her.")
    await asyncio.Event().wait()


async def refuse(work: TaskWork) -> None:
    raise StudioError("The model declined this; word it differently.")


async def plan(work: TaskWork) -> None:
    """Says that the board before the person will be shot, and then that it will be drawn."""
    task = work.task
    steps = [
        PlannedStep(says=says, scene_id=task.scene_id, board_id=task.board_id, input_context=wish)
        for says, wish in (("Ask the Writer about 1A.", WriterInput(job="ask", text="Why?")),)
    ]
    ops = [
        Set(DocPath(f"tasks/{work.id}"), ("plan",), [step.to_wire() for step in steps]),
        Set(DocPath(f"tasks/{work.id}"), ("answer",), steps[0].says),
    ]
    work.commit(ops, label="Plan")


JOBS: Mapping[AgentType, Job] = {"supervisor": plan, "writer": write, "artist": draw, "director": refuse}


def billed() -> ModelProvider:
    """A model that answers at a price."""
    return ScriptedProvider(
        text=("Because she waited.",),
        usage=Usage(prompt_tokens=1000, answer_tokens=1000),
        model="gemini-3.1-pro-preview",
    )


class AgentPage:
    """The agents' part of the window."""

    def __init__(self, page: StudioPage) -> None:
        self.page = page

    @property
    def desk(self) -> AgentDesk:
        """What the panels ask."""
        desk = self.page.window.services.agents
        assert desk is not None
        return desk

    @property
    def side(self) -> AgentsPage:
        """Tasks and proposals."""
        side = self.page.window.agents_page
        assert side is not None
        return side

    def rows(self) -> list[TaskRow]:
        """The cards, from the top."""
        model = self.side.tasks.model
        return [model.data(model.index(row), ROW_ROLE) for row in range(model.rowCount())]

    def ask(self, action: str, words: str = "") -> None:
        """Asks an agent as a person does: by the action, some words and Enter."""
        self.page.run(action)
        field = self.page.find(QPlainTextEdit, "askField")
        self.page.until(field.hasFocus)
        self.page.type(words)
        self.page.press(Qt.Key.Key_Return)

    def ended(self) -> None:
        """Waits until nothing is under way, and the cards say so."""
        self.page.until(lambda: not self.desk.runner.running)
        self.page.until(lambda: self.rows() and not any(row.is_live for row in self.rows()))


@pytest.fixture
def agents(studio: Play, project: Path) -> Play:
    """Plays a story in a window on the small film, with three agents and a model that costs."""

    def play(story: Story) -> None:
        def opened(page: StudioPage) -> None:
            page.session.jobs, page.session.make_provider = JOBS, billed
            page.open(project)
            page.window.view_state.select_board(A)
            # A script that was opened is cut once where its headings are; that is a step of its own.
            page.window.script.binding.settle()
            story(page)

        studio(opened)

    return play


def test_that_a_wish_says_what_it_costs_before_it_is_made(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        page.run("agents.writer")
        assert "Scripted · up to about $" in page.text("askCost")
        assert not page.find(QPushButton, "askGo").isEnabled()
        page.press(Qt.Key.Key_Escape)
        assert page.document.tasks() == ()

    agents(story)


def test_that_offline_is_said_and_costs_nothing(studio: Play, project: Path) -> None:
    def story(page: StudioPage) -> None:
        page.session.jobs, page.session.make_provider = JOBS, lambda: OfflineProvider({})
        page.open(project)
        page.run("agents.artist")
        assert page.text("askCost") == "offline · by rules, at no cost"
        assert page.text("agentState") == "Agents: offline"

    studio(story)


def test_that_only_the_agents_there_are_can_be_asked(studio: Play, project: Path) -> None:
    def story(page: StudioPage) -> None:
        page.session.jobs, page.session.make_provider = {"writer": write}, billed
        page.open(project)
        there = {spec.id for spec in ACTIONS if spec.menu == "Agents" and page.window.registry[spec.id].isVisible()}
        assert "agents.writer" in there
        assert there.isdisjoint({"agents.artist", "agents.director", "agents.set", "agents.supervisor"})
        assert not page.find(QLineEdit, "commandBox").isVisibleTo(page.frame)

    studio(story)


def test_that_a_project_that_can_only_be_read_has_no_agents(studio: Play, project: Path) -> None:
    def story(page: StudioPage) -> None:
        page.session.jobs = JOBS
        opened = open_project(project, read_only=True)
        document = document_of(opened)
        page.show(OpenProduction(opened, document, History.from_journal(document, opened.journal, machine=PRODUCER)))
        assert page.window.services.agents is None
        assert not any(page.window.registry[spec.id].isEnabled() for spec in ACTIONS if spec.menu == "Agents")

    studio(story)


def test_that_a_task_is_seen_at_work_and_can_be_stopped(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        here = AgentPage(page)
        here.ask("agents.artist")
        page.until(lambda: [row.thought for row in here.rows()] == ["The lamp stays behind her."])
        (row,) = here.rows()
        assert (row.agent, row.place, row.state) == ("Artist", "1A", "Drawing · 1 of 3")
        assert row.done == pytest.approx(1 / 3)
        page.push("taskCancel")
        here.ended()
        assert here.rows()[0].state == "stopped"
        page.push("taskRetry")
        page.until(lambda: len(here.rows()) == 2 and here.rows()[0].is_live)
        page.push("taskCancel")
        here.ended()

    agents(story)


def test_that_a_failure_says_what_to_do(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        here = AgentPage(page)
        here.ask("agents.director")
        here.ended()
        (row,) = here.rows()
        assert row.is_failed
        assert row.error == "The model declined this; word it differently."

    agents(story)


def test_that_a_plan_is_told_with_its_cost_and_done_when_the_person_says_so(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        here = AgentPage(page)
        page.run("agents.supervisor")
        box = page.find(QLineEdit, "commandBox")
        assert "about $" in box.placeholderText()
        page.type("why does she wait?")
        page.press(Qt.Key.Key_Return)
        here.ended()
        assert here.rows()[0].answer == "Ask the Writer about 1A."
        assert [task.agent_type for _, task in page.document.tasks()] == ["supervisor"]
        assert "Do it · about $" in page.find(QPushButton, "taskPlan").text()
        page.push("taskPlan")
        page.until(lambda: len(page.document.tasks()) == 2)
        said = {"Because she waited.", "Ask the Writer about 1A."}
        page.until(lambda: {row.answer for row in here.rows()} == said)

    agents(story)


def test_that_paused_agents_begin_when_they_go_on(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        here = AgentPage(page)
        page.run("agents.pause")
        here.ask("agents.director")
        page.until(lambda: [row.state for row in here.rows()] == ["waits its turn"])
        page.push("tasksPause")
        here.ended()
        assert here.rows()[0].is_failed

    agents(story)


def test_that_a_change_is_accepted_in_the_script_where_it_goes(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        here = AgentPage(page)
        here.ask("agents.writer", "colder")
        here.ended()
        proposals = page.window.script.proposals
        assert proposals is not None
        page.until(lambda: len(proposals.cards) == 2)
        assert len(page.window.script.editor.marks.struck) == 2
        page.run("agents.next")
        first = proposals.cards[0]
        assert first.hasFocus()
        editor = page.window.script.editor
        area = editor.sight.rows_area(editor.marks.struck[0])
        assert first.y() == pytest.approx(area.bottom() + 1, abs=1)
        before = editor.toPlainText()
        assert LATE in before
        page.press(Qt.Key.Key_Return)
        page.until(lambda: "You came after all." in page.window.script.binding.text)
        assert LATE not in page.window.script.binding.text
        page.until(lambda: len(proposals.cards) == 1)
        page.run("agents.next")
        page.press(Qt.Key.Key_Delete)
        page.until(lambda: not proposals.cards)
        assert EARLY in page.window.script.binding.text
        page.run("edit.undo")
        assert LATE in page.window.script.binding.text
        assert editor.toPlainText() == before

    agents(story)


def test_that_typing_beside_a_change_leaves_the_text_as_it_was_typed(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        here = AgentPage(page)
        here.ask("agents.writer", "colder")
        here.ended()
        script = page.window.script
        assert script.proposals is not None
        page.until(lambda: script.proposals is not None and len(script.proposals.cards) == 2)
        assert sum(room > 0 for room in _rooms(page)) == 2
        end = script.binding.text.index(LATE) + len(LATE)
        script.editor.setFocus()
        script.editor.go_to(end)
        page.press(Qt.Key.Key_Return)
        page.type("Again.")
        assert f"{LATE}\nAgain.\n" in script.binding.text
        page.until(lambda: script.editor.is_set)
        page.until(lambda: sum(room > 0 for room in _rooms(page)) == 2)

    agents(story)


def _rooms(page: StudioPage) -> list[float]:
    block = page.window.script.editor.document().begin()
    margins = []
    while block.isValid():
        margins.append(block.blockFormat().bottomMargin())
        block = block.next()
    return margins


def test_that_parts_are_taken_left_and_asked_about_in_the_list(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        here = AgentPage(page)
        here.ask("agents.writer", "colder")
        here.ended()
        page.push("taskOpen")
        view = here.side.proposal
        page.until(view.list.hasFocus)
        page.document.commit([Set(scene_path(HALL), ("visual_prompt",), "mine")], label="Note", initiator="me")
        row = view.model.part(2)
        assert row is not None
        assert row.stale == "This has been changed since it was proposed."
        page.press(Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
        page.until(page.find(QLineEdit, "askWhyField").hasFocus)
        page.press(Qt.Key.Key_Return)
        here.ended()
        page.until(lambda: (part := view.model.part(0)) is not None and part.said != ())
        part = view.model.part(0)
        assert part is not None
        assert part.said == (("Why this?", "Because she waited."),)
        page.push("acceptAll")
        script = page.window.script.binding.text
        assert "You came after all." in script
        assert "I never left." in script
        scene = page.document.scene(HALL)
        assert scene is not None
        assert scene.visual_prompt == "mine"
        assert any("1 parts were left" in notice for notice in page.notices)
        page.run("edit.undo")
        assert LATE in page.window.script.binding.text
        assert EARLY in page.window.script.binding.text

    agents(story)


def test_that_the_budget_is_edited_and_undone(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        def budget() -> float | None:
            return page.document.project.budget

        page.run("agents.tasks")
        field = page.find(QLineEdit, "budgetField")
        field.setFocus()
        page.type("2.5")
        page.press(Qt.Key.Key_Return)
        assert budget() == 2.5
        assert field.text() == "$2.50"
        page.run("edit.undo")
        assert budget() is None
        assert field.text() == ""

    agents(story)


def test_that_the_record_of_calls_is_exported_safely(agents: Play, tmp_path: Path) -> None:
    def story(page: StudioPage) -> None:
        call = {"model": "=cmd()", "provider": "gemini", "what": "text", "promptName": "writer_draft", "cost": 0.25}
        page.document.commit(
            [Create(DocPath("calls/c1"), {**call, "outcome": "answered"})], label="Call", initiator="offline"
        )
        page.run("agents.calls")
        view = page.find(CallsView, "callsView")
        assert view.model.rowCount() == 1
        assert page.text("callSum") == "1 calls · $0.25"
        view.export(str(tmp_path / "calls.csv"))
        page.idle()
        rows = list(csv.DictReader((tmp_path / "calls.csv").read_text("utf-8-sig").splitlines()))
        assert [(row["model"], row["cost"]) for row in rows] == [("'=cmd()", "0.25")]
        view.close()

    agents(story)


def test_that_takes_are_judged_compared_and_thrown_away(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        verdict = {
            "isChecked": True,
            "score": 0.7,
            "criteria": [{"criterion": "identity", "score": 0.7, "note": "hair"}],
        }
        asset = page.board(A).image_url
        takes: dict[str, dict[str, Any]] = {
            "t1": {"kind": "picture", "asset": asset, "agent": "gemini", "prompt": "MS of MINA", "verdict": verdict},
            "t2": {"kind": "picture", "asset": asset, "agent": "offline", "verdict": {"isChecked": False}},
        }
        ops = [Create(take_path(HALL, "a", name), fields) for name, fields in takes.items()]
        page.document.commit(ops, label="Take", initiator="offline")
        view = page.window.inspector.takes
        view.choose("t1")
        assert page.text("takeWhat") == "Picture · Gemini · below the bar · 0.70"
        assert page.text("takeVerdict") == "identity 0.70: hair"
        page.push("takePromptShown")
        assert page.text("takePrompt") == "MS of MINA"
        view.choose("t2")
        assert page.text("takeWhat") == "Picture · offline · not checked"
        page.push("takeCompare")
        page.push("compareUse")
        assert page.board(A).take_id == "t2"
        view.choose("t1")
        page.push("takeDelete")
        assert [name for name, _ in page.document.takes(A)] == ["frame", "t2"]
        page.run("edit.undo")
        assert "t1" in dict(page.document.takes(A))

    agents(story)


def test_that_a_camera_move_in_place_of_a_video_says_why(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        composition = {"type": "ken_burns", "config": {}, "fallbackReason": "the budget was reached"}
        page.document.commit([Set(A, ("videoComposition",), composition)], label="Move", initiator="offline")
        page.until(lambda: page.find(QLabel, "takeFallback").isVisibleTo(page.frame))
        assert page.text("takeFallback") == "Camera move in place of a video: the budget was reached"

    agents(story)


def test_that_a_task_goes_on_while_the_language_changes(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        here = AgentPage(page)
        here.ask("agents.artist")
        page.until(lambda: here.rows() and here.rows()[0].thought)
        page.run("view.korean")
        page.until(lambda: page.text("agentState") == "에이전트: Scripted")
        page.until(lambda: here.rows() and here.rows()[0].agent == "아티스트")
        assert here.rows()[0].is_live
        assert here.rows()[0].thought == "The lamp stays behind her."
        assert load_preferences().language == "ko"

    agents(story)


def test_that_closing_lets_go_of_tasks_and_says_so_next_time(studio: Play, project: Path) -> None:
    def first(page: StudioPage) -> None:
        page.session.jobs, page.session.make_provider = JOBS, billed
        page.open(project)
        page.window.view_state.select_board(A)
        here = AgentPage(page)
        here.ask("agents.artist")
        page.until(lambda: here.rows() and here.rows()[0].thought)

    def second(page: StudioPage) -> None:
        page.session.jobs, page.session.make_provider = JOBS, billed
        page.open(project)
        here = AgentPage(page)
        page.until(lambda: here.rows() and here.rows()[0].is_failed)
        assert "it was not asked for again" in here.rows()[0].error

    studio(first)
    studio(second)


def test_that_nothing_of_google_is_loaded_by_the_window() -> None:
    words = "import sys; import studio.ui.agent_access, studio.workflows.tasks.agents_desk, studio.ui.main_window; "
    check = words + "print([name for name in sys.modules if name.startswith('google')])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_that_every_card_has_its_words_for_a_reader(agents: Play) -> None:
    def story(page: StudioPage) -> None:
        here = AgentPage(page)
        here.ask("agents.director")
        here.ended()
        listed = page.find(QListView, "taskList").model()
        words = listed.data(listed.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
        assert words.startswith("Director · 1A · failed")
        assert page.find(QAbstractButton, "taskRetry").isVisibleTo(page.frame)

    agents(story)

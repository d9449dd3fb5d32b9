"""The Writer's own process, killed at any moment of a long draft: no part is bought twice, and one proposal comes."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from studio.collab.project_folder import create_project
from studio.model.agent_documents import Proposal, Task
from studio.model.documents import ScriptFormat
from studio.script.text_file import ScriptFile
from studio.workflows.open_project import reading_project
from studio.workflows.script_contents import script_contents
from tests.integration.agents.agent_process import PATIENCE_S, agent_process, report_of
from tests.stand_in.gemini_server import GeminiServer, Reply, parts_chunk, stream_reply

SCENES = 12
LONG = [f"INT. ROOM {number} - DAY\n\n" + "Mina waits by the door. " * 240 + "\n\n" for number in range(SCENES)]
TOO_LONG = (4, 5)
PARTS = ((0, 1), (2, 3), TOO_LONG, (4,), (5,), (6, 7), (8, 9), (10, 11))
"""The scenes of each part in the order in which they are asked for; the third is cut off and comes in halves."""

NAMED = tuple(f"within part {number}" for number in range(1, len(PARTS) + 1))
TIMED = tuple(f"after {tenth / 10:g} s" for tenth in random.Random(5).sample(range(14, 60), 20 - len(NAMED)))
POINTS = (*NAMED, *TIMED)
KILLS = POINTS if os.environ.get("DREAMFACTORY_SOAK") else ("within part 4", "after 3.1 s")
pytestmark = pytest.mark.soak


@dataclass
class Model:
    """Answers each part by its scenes, after a while; the part that is ``held`` has no answer until ``gate`` is set."""

    held: tuple[int, ...] | None = None
    gate: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[int, ...]] = field(default_factory=list)

    def answer(self, body: Any) -> Reply:
        text = body["contents"][-1]["parts"][-1]["text"].partition("<scenes>")[2]
        scenes = tuple(int(number) for number in re.findall(r"INT\. ROOM (\d+)", text))
        self.asked.append(scenes)
        if scenes == self.held:
            return Reply(drafted(scenes).body, kind="text/event-stream", wait=self.gate)
        time.sleep(0.25)
        return drafted(scenes)


def drafted(scenes: tuple[int, ...]) -> Reply:
    """The answer to a part of these scenes."""
    if scenes == TOO_LONG:
        return stream_reply(parts_chunk([{"text": '{"logline": "She'}], finish="MAX_TOKENS"))
    told = [
        {"heading": f"INT. ROOM {n} - DAY", "script": f"INT. ROOM {n} - DAY\n\nMina waits.\n", "rationale": f"Why {n}."}
        for n in scenes
    ]
    answer = json.dumps({"scenes": told, "rationale": "As it stands."})
    return stream_reply(parts_chunk([{"text": answer}], finish="STOP"))


def writer(project: Path, server: GeminiServer) -> subprocess.Popen[str]:
    return agent_process(server, "writer", str(project))


def killed(project: Path, server: GeminiServer, model: Model, point: str) -> bool:
    """Whether the process was killed at the point, and not over before."""
    with writer(project, server) as child:
        if point.startswith("after"):
            time.sleep(float(point.split()[1]))
        else:
            model.held = PARTS[NAMED.index(point)]
            until = time.monotonic() + PATIENCE_S
            while model.held not in model.asked and child.poll() is None:
                assert time.monotonic() < until, f"it never came to {point}"
                time.sleep(0.01)
        child.kill()
        child.communicate()
    model.held = None
    model.gate.set()
    return child.returncode == -signal.SIGKILL


def run_again(project: Path, server: GeminiServer) -> dict[str, Any]:
    return report_of(writer(project, server))


def left_in(project: Path) -> tuple[list[Task], list[Proposal]]:
    with reading_project(project) as (documents, _):
        proposals = [documents.proposal(path.rpartition("/")[2]) for path in documents.paths("proposals")]
        return [task for _, task in documents.tasks()], [each for each in proposals if each is not None]


def scenes_of(proposal: Proposal) -> set[int]:
    return {int(number) for part in proposal.parts for number in re.findall(r"ROOM (\d+)", part.title)}


@pytest.mark.parametrize("point", KILLS)
def test_that_a_killed_writer_goes_on_with_the_next_part_and_buys_none_twice(
    tmp_path: Path, server: GeminiServer, point: str
) -> None:
    contents = script_contents(ScriptFile("".join(LONG), ScriptFormat()), title="Film")
    project = create_project(tmp_path / "film", contents)
    model = Model()
    server.answers_by["stream"] = model.answer
    was_killed = killed(project, server, model, point)
    tasks, proposals = left_in(project)
    has_bought = any(part.asset for task in tasks for part in task.draft_parts)
    in_flight = set(model.asked[-1]) if was_killed and has_bought else set()
    told = run_again(project, server)["answer"] if was_killed and not proposals else ""
    # Where nothing had come it ended as failed, and the command given again is a new request of the person's.
    assert not has_bought or max(Counter(model.asked).values()) == 1, "a part was asked for twice"
    tasks, proposals = left_in(project)
    assert len(proposals) == 1 and not any(task.is_live for task in tasks)
    missing = set(range(SCENES)) - scenes_of(proposals[0])
    assert missing <= in_flight, "only what was being asked for can be missing"
    if missing:
        assert f"from “INT. ROOM {min(missing)} - DAY” on" in told and "not asked for again" in told
        count = len(model.asked)
        run_again(project, server)
        assert {scene for scenes in model.asked[count:] for scene in scenes} == missing
        (whole,) = (each for each in left_in(project)[1] if each.task_id != proposals[0].task_id)
        assert scenes_of(whole) == set(range(SCENES))


def test_that_the_points_are_twenty() -> None:
    assert len(set(POINTS)) == 20

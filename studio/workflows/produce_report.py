"""What was produced, and how: the choices of a production and its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from studio.media.cut import Cut
from studio.model.timing import FILM, FrameRate


@dataclass(frozen=True, slots=True)
class ProduceOptions:
    """How to produce: seed, film or not, size of the pictures and the film, look of the boards.

    Unless ``is_offline``, models are asked where there is access to them, for at most ``budget`` US dollars; those
    of the settings where it is None. With ``draws`` the Artist draws the key board of every scene, with ``shoots``
    the Director makes its video.
    """

    seed: int = 0
    with_film: bool = True
    size: tuple[int, int] = (1280, 720)
    look: str = "sketch"
    is_offline: bool = True
    budget: float | None = None
    draws: bool = False
    shoots: bool = False


@dataclass(frozen=True, slots=True)
class ProducedBoard:
    """One board of a production; ``file`` is its picture, below the folder that it was produced into."""

    id: str
    scene: str
    shot: str
    file: str
    frames: int

    def to_json(self, rate: FrameRate) -> dict[str, Any]:
        """As report.json lists it."""
        return {
            "id": self.id,
            "scene": self.scene,
            "shot": self.shot,
            "file": self.file,
            "seconds": round(rate.seconds(self.frames), 6),
            "frames": self.frames,
        }


@dataclass(frozen=True, slots=True)
class AgentFallback:
    """Where a model did not do an agent's work, and why."""

    agent: str
    reason: str


@dataclass(slots=True)
class AgentsReport:
    """Who did the agents' work, what it cost in US dollars, and where the offline agents stood in."""

    provider: str = "offline"
    cost: float = 0.0
    fallbacks: list[AgentFallback] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As report.json has it."""
        fallbacks = [{"agent": each.agent, "reason": each.reason} for each in self.fallbacks]
        return {"provider": self.provider, "cost": round(self.cost, 6), "fallbacks": fallbacks}


@dataclass(slots=True)
class ProduceReport:
    """What was produced, filled in as it is; ``to_json`` is report.json."""

    scenes: int = 0
    boards: tuple[ProducedBoard, ...] = ()
    rate: FrameRate = FILM
    warnings: list[str] = field(default_factory=list)
    timings_ms: dict[str, float] = field(default_factory=dict)
    agents: AgentsReport = field(default_factory=AgentsReport)

    @property
    def seconds(self) -> float:
        """Length of the film."""
        return self.rate.seconds(sum(board.frames for board in self.boards))

    def to_json(self) -> dict[str, Any]:
        """The report as contracts/cli.md has it; ``timingsMs`` are wall-clock times, which may overlap."""
        return {
            "scenes": self.scenes,
            "boards": [board.to_json(self.rate) for board in self.boards],
            "frameRate": {"num": self.rate.num, "den": self.rate.den},
            "warnings": self.warnings,
            "agents": self.agents.to_json(),
            "timingsMs": self.timings_ms,
        }

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Adds the time of a block to ``timings_ms``."""
        begun = perf_counter()
        yield
        self.timings_ms[name] = round(self.timings_ms.get(name, 0.0) + 1000 * (perf_counter() - begun), 1)


def produced_boards(cut: Cut, names: Mapping[str, str]) -> tuple[ProducedBoard, ...]:
    """The boards of a cut, their pictures under ``boards/`` by these names."""
    return tuple(
        ProducedBoard(board.id, board.scene_number, board.shot, f"boards/{names[board.id]}", board.frames)
        for board in cut.boards
    )

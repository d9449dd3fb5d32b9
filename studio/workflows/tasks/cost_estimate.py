"""About what a request to an agent will cost, told before it is made."""

from __future__ import annotations

from typing import assert_never

from studio.agents.character_sheet import VIEWS
from studio.agents.model_provider import ModelIds, Usage
from studio.agents.prices import PriceTable
from studio.model.reader import DocumentReader
from studio.model.task_inputs import TaskInput

_LETTERS_A_TOKEN = 3
_INSTRUCTIONS = Usage(prompt_tokens=2_000)
"""What a prompt says before anything of the production is in it."""

_ANSWER_TOKENS = {"draft": 12_000, "revise": 6_000, "ask": 2_000}
_PART_LETTERS = 12_000
_SET_ROUNDS = 4
_LOOK_TOKENS = 4_000
"""A look at a picture: two pictures in, a verdict out."""

_VIDEO_S = 8


def cost_estimate(
    request: TaskInput, documents: DocumentReader, models: ModelIds, prices: PriceTable, *, picture_size: str = "2K"
) -> float:
    """US dollars, on the safe side: every attempt that a request allows is counted."""

    def text(answer_tokens: int, *, letters: int = 0, rounds: int = 1) -> float:
        prompt = _INSTRUCTIONS.prompt_tokens + letters // _LETTERS_A_TOKEN
        return rounds * prices.cost(models.text, Usage(prompt_tokens=prompt, answer_tokens=answer_tokens))

    def pictures(count: int) -> float:
        drawn = prices.cost(models.picture, Usage(pictures=count), size=picture_size)
        return drawn + text(_LOOK_TOKENS, rounds=count)

    match request.kind:
        case "writer":
            letters = _script_letters(documents) + len(request.text)
            # A long text is drafted in parts; what a part repeats of the others is little.
            parts = 1 + letters // _PART_LETTERS if request.job == "draft" else 1
            return text(parts * _ANSWER_TOKENS[request.job], letters=letters)
        case "artist":
            return pictures(request.attempts)
        case "character":
            return pictures(len(VIEWS) * request.attempts)
        case "director":
            return prices.cost(models.video, Usage(video_s=_VIDEO_S), resolution=request.resolution)
        case "stage":
            return text(_LOOK_TOKENS, letters=len(request.prompt), rounds=_SET_ROUNDS)
        case "supervisor":
            return text(_LOOK_TOKENS, letters=len(request.text))
        case _:
            assert_never(request.kind)


def _script_letters(documents: DocumentReader) -> int:
    return sum(len(scene.script) for _, scene in documents.scenes())

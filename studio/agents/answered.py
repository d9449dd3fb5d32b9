"""Asking for a typed answer: validated, mended once by the model with the error, else an honest failure."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from studio.agents.model_provider import Content, TextAnswer, TextRequest
from studio.agents.prompt_template import delimited, prompt_template
from studio.errors import StudioError

Answer = TypeVar("Answer", bound=BaseModel)

_TOLD_FAULTS = 6


class AnswerInvalid(StudioError):
    """The model's answer did not have the form asked for, nor after one repair."""


class Asking(Protocol):
    """Whoever takes text requests."""

    async def text(self, request: TextRequest, *, on_thought: Callable[[str], None] | None = None) -> TextAnswer:
        """Asks once."""
        ...


@dataclass(frozen=True, slots=True)
class Answered(Generic[Answer]):
    """A valid answer, and every turn that led to it, to be remembered."""

    value: Answer
    turns: tuple[Content, ...]


async def answered(
    model: Asking,
    request: TextRequest,
    kind: type[Answer],
    *,
    check: Callable[[Answer], None] = lambda _: None,
    on_thought: Callable[[str], None] | None = None,
) -> Answered[Answer]:
    """The answer to a request by its schema, else that of ``kind``, which ``check`` accepts; its ValueError is a fault.

    Raises:
        AnswerInvalid: neither the answer nor its repair has the form.
        studio.agents.provider_failure.ProviderFailure: the model gave none.
    """
    # Making a schema takes longer than a frame of a window, the first time.
    asked = replace(request, schema=request.schema or await asyncio.to_thread(_schema, kind))
    first = await model.text(asked, on_thought=on_thought)
    try:
        return Answered(_parsed(first.text, kind, check), first.turns)
    except ValueError as error:
        fault = fault_in_words(error)
    template = prompt_template("answer_repair")
    repair = replace(
        asked,
        prompt=template.filled(fault=delimited("fault", fault)),
        template=template.id,
        pictures=(),
        history=(*request.history, *first.turns),
    )
    second = await model.text(repair, on_thought=on_thought)
    try:
        return Answered(_parsed(second.text, kind, check), (*first.turns, *second.turns))
    except ValueError as error:
        raise AnswerInvalid(
            f"The model's answer did not have the form that is needed, nor after one repair ({fault_in_words(error)})."
            " Nothing was changed; try again, or word the request differently."
        ) from error


@cache
def _schema(kind: type[BaseModel]) -> Mapping[str, Any]:
    return kind.model_json_schema()


def fault_in_words(error: ValueError) -> str:
    """What is wrong, a line a fault."""
    if not isinstance(error, ValidationError):
        return str(error)
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return "\n".join(
        f"{'.'.join(map(str, fault['loc'])) or 'answer'}: {fault['msg']}" for fault in faults[:_TOLD_FAULTS]
    )


def _parsed(text: str, kind: type[Answer], check: Callable[[Answer], None]) -> Answer:
    value = kind.model_validate_json(text)
    check(value)
    return value

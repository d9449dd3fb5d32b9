"""Answers that a model gave before: when the limit of requests is reached, the same question has the same answer."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from studio.agents.model_provider import ModelIds, TextAnswer, TextRequest, Usage
from studio.agents.provider_failure import ProviderFailure
from studio.settings import home_folder

_MOST = 200
"""How many answers are kept; the oldest go first."""


class TextModel(Protocol):
    """A provider's text side."""

    @property
    def models(self) -> ModelIds:
        """See ModelProvider."""
        ...

    async def text(self, request: TextRequest, *, on_thought: Callable[[str], None] | None = None) -> TextAnswer:
        """See ModelProvider."""
        ...


class KeptAnswers:
    """Asks a model, keeps its answers, and gives a kept one where the model's limit of requests is reached.

    ``reused`` counts the answers that were given again. Prompts are kept as hashes only.
    """

    def __init__(self, model: TextModel, folder: Path | None = None) -> None:
        self._model = model
        self._folder = folder or home_folder() / "answers"
        self.reused = 0

    async def text(self, request: TextRequest, *, on_thought: Callable[[str], None] | None = None) -> TextAnswer:
        """See ModelProvider.

        Raises:
            ProviderFailure: the model gave nothing, and nothing is kept.
        """
        path = self._folder / f"{_key(request, self._model.models.text)}.json"
        try:
            answer = await self._model.text(request, on_thought=on_thought)
        except ProviderFailure as failure:
            text = await asyncio.to_thread(_read, path) if failure.kind == "quota" else None
            if text is None:
                raise
            self.reused += 1
            turns = (
                {"role": "user", "parts": [{"text": request.prompt}]},
                {"role": "model", "parts": [{"text": text}]},
            )
            return TextAnswer(text, "", turns, Usage(), self._model.models.text)
        await asyncio.to_thread(_keep, path, answer.text)
        return answer


def _key(request: TextRequest, model: str) -> str:
    """The same model, prompt version, words, schema and pictures have the same key."""
    pictures = [hashlib.sha256(each.data).hexdigest() for each in request.pictures]
    template = f"{request.template.name}.v{request.template.version}"
    parts = [
        model,
        template,
        request.system,
        request.prompt,
        list(map(dict, request.history)),
        dict(request.schema or {}),
    ]
    text = json.dumps([*parts, pictures], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _read(path: Path) -> str | None:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["text"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, text: str) -> None:
    """Keeps an answer; a folder that cannot be written only forgets it."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".part")
        beside.write_text(json.dumps({"text": text}, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
        kept = sorted(path.parent.glob("*.json"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-_MOST]:
            old.unlink(missing_ok=True)

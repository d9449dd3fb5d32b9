"""What this machine has and lacks."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from studio import __version__
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.errors import MediaError, RenderError, StudioError
from studio.settings import home_folder
from studio.staging.sentence_encoder import find_sentence_encoder
from studio.staging.wordnet import find_wordnet
from studio.workflows.agent_settings import gemini_access, load_agent_settings
from studio.workflows.key_ring import KeyRing
from studio.workflows.tasks.agents_desk import gemini_here

_LEAST_FREE_GB = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One thing the product uses: whether it is there, and what was found."""

    name: str
    value: str
    holds: bool = True

    def to_json(self) -> dict[str, Any]:
        """As ``doctor --json`` prints it."""
        return {"name": self.name, "ok": self.holds, "value": self.value}


def examine(*, asks: bool = False) -> list[Row]:
    """Looks at everything and changes nothing; ``asks`` Gemini what the key can see, which is free."""
    access = gemini_access(load_agent_settings(), KeyRing())
    return [
        Row("studio", f"{__version__} on Python {sys.version.split()[0]}"),
        _display(),
        _tried("OpenGL", _gl),
        _tried("fonts", _fonts),
        _tried("film", _film),
        _disk(),
        *agent_rows(access, asks=asks),
        *_meaning(access),
    ]


def _display() -> Row:
    if sys.platform in ("win32", "darwin"):
        return Row("display", sys.platform)
    name = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    return Row("display", name or "none: commands work, the window needs one", holds=bool(name))


def _tried(name: str, look: Callable[[], str]) -> Row:
    try:
        return Row(name, look())
    except (RenderError, MediaError) as error:
        return Row(name, error.message, holds=False)


def _gl() -> str:
    from studio.viewport.offscreen import OffscreenRenderer

    with OffscreenRenderer():
        return "3.3 core or newer, off screen"


def _fonts() -> str:
    from studio.media.fonts import FONT_NAMES, font_path

    for name in FONT_NAMES:
        font_path(name)
    return f"{len(FONT_NAMES)} faces, Latin and Korean"


def _film() -> str:
    from studio.media.film import film_encoder

    return type(film_encoder()).__name__


def _disk() -> Row:
    home = home_folder()
    # The folder may not have been made yet; its disk is that of the first one above it.
    there = next(folder for folder in (home.absolute(), *home.absolute().parents) if folder.is_dir())
    try:
        free_gb = shutil.disk_usage(there).free / 1e9
    except OSError as error:
        return Row("disk", f"{home} cannot be reached: {error.strerror}", holds=False)
    if not os.access(there, os.W_OK):
        return Row("disk", f"{home} cannot be written; set DREAMFACTORY_HOME to a folder of yours", holds=False)
    return Row("disk", f"{free_gb:.1f} GB free for {home}", holds=free_gb > _LEAST_FREE_GB)


def agent_rows(access: GeminiSettings, *, asks: bool) -> list[Row]:
    """Who the agents are, and where ``asks`` what the key can see."""
    return [_agents(access), *([_seen(access)] if asks else [])]


def _agents(access: GeminiSettings) -> Row:
    if not access.has_access:
        return Row("agents", "offline; with a Gemini key they are Gemini")
    way = f"the project {access.project}" if access.is_enterprise else "key present"
    return Row("agents", f"Gemini, {way}; “dreamfactory doctor --ask” lists the models that it sees")


def _seen(access: GeminiSettings) -> Row:
    """Which of the models that are set the key can see."""
    if not access.has_access:
        return Row("models", "nobody to ask: no key", holds=False)

    async def ask() -> tuple[str, ...]:
        provider = gemini_here(access)
        try:
            return await provider.visible_models()
        finally:
            await provider.close()

    try:
        seen = asyncio.run(ask())
    except StudioError as error:
        return Row("models", error.message, holds=False)
    video = access.veo_model if access.is_enterprise else access.omni_model
    missing = [name for name in (access.text_model, access.picture_model, video) if name not in seen]
    lacks = f"; set but not seen: {', '.join(missing)}" if missing else ""
    return Row("models", f"{', '.join(seen) or 'none'}{lacks}", holds=not missing)


def _meaning(gemini: GeminiSettings) -> list[Row]:
    """What finds props for words that the tables do not know; all of it may be missing."""
    wordnet, encoder = find_wordnet(), find_sentence_encoder()
    words, sentences = "optional, not there (Debian: wordnet-base)", "optional, not there (the extra “meaning”)"
    online = "optional, no key"
    if wordnet is not None:
        words = str(wordnet.folder)
    if encoder is not None:
        sentences = encoder.version
    if gemini.api_key and not gemini.is_enterprise:
        online = f"{gemini.embedding_model} at {gemini.base_url or 'Google'}, asked for unknown words"
    return [Row("WordNet", words), Row("sentence encoder", sentences), Row("Gemini embeddings", online)]

"""What this machine has and lacks."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from studio import __version__
from studio.agents.gemini.gemini_settings import gemini_settings
from studio.errors import MediaError, RenderError
from studio.settings import home_folder
from studio.staging.sentence_encoder import find_sentence_encoder
from studio.staging.wordnet import find_wordnet

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


def examine() -> list[Row]:
    """Looks at everything and changes nothing."""
    return [
        Row("studio", f"{__version__} on Python {sys.version.split()[0]}"),
        _display(),
        _tried("OpenGL", _gl),
        _tried("fonts", _fonts),
        _tried("film", _film),
        _disk(),
        _key(),
        *_meaning(),
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


def _key() -> Row:
    has_key = bool(gemini_settings().api_key)
    return Row("agents", "offline; the Gemini key that is set serves the props' meaning only" if has_key else "offline")


def _meaning() -> list[Row]:
    """What finds props for words that the tables do not know; all of it may be missing."""
    wordnet, encoder, gemini = find_wordnet(), find_sentence_encoder(), gemini_settings()
    words, sentences = "optional, not there (Debian: wordnet-base)", "optional, not there (the extra “meaning”)"
    online = "optional, no key"
    if wordnet is not None:
        words = str(wordnet.folder)
    if encoder is not None:
        sentences = encoder.version
    if gemini.api_key:
        online = f"{gemini.embedding_model} at {gemini.base_url or 'Google'}, asked for unknown words"
    return [Row("WordNet", words), Row("sentence encoder", sentences), Row("Gemini embeddings", online)]

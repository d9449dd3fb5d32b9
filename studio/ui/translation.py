"""Visible text in the person's language: English in the code, the others in resources/translations."""

from __future__ import annotations

import json
import locale
from typing import Final

from studio.resource_files import resource_text

LANGUAGES: Final = {"en": "English", "ko": "한국어"}

_catalogue: dict[str, str] = {}
_language = "en"


def system_language() -> str:
    """The language of this machine when it is one of ours, else English."""
    name = (locale.getlocale()[0] or "en").lower()
    return "ko" if name.startswith(("ko", "korean")) else "en"


def use_language(language: str) -> None:
    """Chooses the language for every text translated from now on."""
    global _catalogue, _language
    _language = language if language in LANGUAGES else "en"
    _catalogue = {} if _language == "en" else json.loads(resource_text("translations", f"{_language}.json"))


def language() -> str:
    """The language in use."""
    return _language


def tr(text: str, **values: object) -> str:
    """``text`` in the language in use, its ``{names}`` filled with ``values``."""
    translated = _catalogue.get(text, text)
    return translated.format(**values) if values else translated

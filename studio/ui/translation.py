"""Visible text in the person's language: English in the code, the others in resources/translations."""

from __future__ import annotations

import json
import locale
from functools import cache
from typing import Final

from PySide6.QtCore import QObject, QTranslator
from typing_extensions import override

from studio.resource_files import resource_text

LANGUAGES: Final = {"en": "English", "ko": "한국어"}

_catalogue: dict[str, str] = {}
_language = "en"


class CatalogueTranslator(QTranslator):
    """Serves Qt's own ``self.tr`` from the catalogue in use, whatever class asks."""

    @override
    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1, /) -> str | None:
        return _catalogue.get(sourceText)

    @override
    def isEmpty(self) -> bool:
        return False


def catalogue_translator(parent: QObject | None = None) -> CatalogueTranslator:
    """A translator to install in the application once; it follows ``use_language`` by itself."""
    return CatalogueTranslator(parent)


def system_language() -> str:
    """The language of this machine when it is one of ours, else English."""
    name = (locale.getlocale()[0] or "en").lower()
    return "ko" if name.startswith(("ko", "korean")) else "en"


def use_language(language: str) -> None:
    """Chooses the language for every text translated from now on."""
    global _catalogue, _language
    _language = language if language in LANGUAGES else "en"
    _catalogue = _read(_language)


def language() -> str:
    """The language in use."""
    return _language


def tr(text: str, **values: object) -> str:
    """``text`` in the language in use, its ``{names}`` filled with ``values``."""
    translated = _catalogue.get(text, text)
    return translated.format(**values) if values else translated


def numbered_texts() -> dict[str, str]:
    """The texts whose gaps are numbered, ``{0}``, in the language in use: sentences that were filled in elsewhere."""
    return {text: other for text, other in _catalogue.items() if "{0}" in text}


def in_every_language(text: str) -> str:
    """``text`` in all our languages, to be searched through."""
    return " ".join(dict.fromkeys((text, *(_read(name).get(text, text) for name in LANGUAGES))))


@cache
def _read(name: str) -> dict[str, str]:
    return {} if name == "en" else json.loads(resource_text("translations", f"{name}.json"))

"""Where this person's settings, replicas and caches lie."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


def home_folder() -> Path:
    """DREAMFACTORY_HOME when set, else the platform's folder for application data."""
    chosen = os.environ.get("DREAMFACTORY_HOME")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("DreamFactory", appauthor=False)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What this person chose: the language of the interface, the project last open, the guides over the picture and
    the aspect they mask, whether views stay still instead of gliding, how loud the film is. No secrets."""

    language: str | None = None
    last_project: str | None = None
    guides: tuple[str, ...] | None = None
    mask: float | None = None
    reduces_motion: bool = False
    volume: float = 0.8
    is_muted: bool = False


def load_preferences() -> Preferences:
    """The preferences; the defaults where there are none or they cannot be read."""
    try:
        stored = json.loads((home_folder() / "preferences.json").read_text(encoding="utf-8"))
        guides, mask, volume = stored.get("guides"), stored.get("mask"), stored.get("volume")
        return Preferences(
            language=_text(stored.get("language")),
            last_project=_text(stored.get("lastProject")),
            guides=tuple(str(guide) for guide in guides) if isinstance(guides, list) else None,
            mask=float(mask) if isinstance(mask, int | float) and mask > 0 else None,
            reduces_motion=stored.get("reducesMotion") is True,
            volume=min(1.0, max(0.0, float(volume))) if isinstance(volume, int | float) else 0.8,
            is_muted=stored.get("isMuted") is True,
        )
    except (OSError, ValueError, AttributeError):
        return Preferences()


def save_preferences(preferences: Preferences) -> None:
    """Keeps the preferences; a folder that cannot be written only forgets them."""
    path = home_folder() / "preferences.json"
    wire = {
        "language": preferences.language,
        "lastProject": preferences.last_project,
        "guides": preferences.guides,
        "mask": preferences.mask,
        "reducesMotion": preferences.reduces_motion,
        "volume": preferences.volume,
        "isMuted": preferences.is_muted,
    }
    keep_json(path, wire)


def keep_json(path: Path, wire: object) -> None:
    """Writes a small file of settings, whole or not at all; a folder that cannot be written only forgets it."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".part")
        beside.write_text(json.dumps(wire, ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(path)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def person_name() -> str:
    """How this machine calls the person, in full where it knows; "" where it does not."""
    import getpass

    with suppress(ImportError, KeyError, AttributeError):
        import pwd

        full = pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()
        if full:
            return full
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""

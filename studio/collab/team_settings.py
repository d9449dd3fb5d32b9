"""The team's Firebase project as this person set it: nothing of it is a secret, and none of it lets anybody in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from studio.errors import InputError
from studio.model.frozen import Frozen
from studio.settings import home_folder, keep_json

FILE_NAME = "team.json"
_FIELD = re.compile(r"""["']?\b(\w+)\b["']?\s*:\s*(["'])(.*?)\2""")


NO_CONFIG: Final = (
    "That is no Firebase configuration: it needs an apiKey and a projectId. Copy it whole from the console, "
    "under Project settings, Your apps."
)
NO_PROJECT: Final = "That projectId is none; copy the configuration from the console again."


class TeamSettings(Frozen):
    """Where the team's project lives.

    ``client_id`` and ``client_secret`` are those of the OAuth client of the kind *desktop app*; Google gives the second
    with every such client and counts on its being public.
    """

    api_key: str = ""
    project_id: str = ""
    storage_bucket: str = ""
    client_id: str = ""
    client_secret: str = ""

    @property
    def is_set(self) -> bool:
        """Whether somebody can sign in at all."""
        return bool(self.api_key and self.project_id)

    @property
    def has_google(self) -> bool:
        """Whether somebody can sign in with Google."""
        return self.is_set and bool(self.client_id)


def read_team_config(text: str, known: TeamSettings | None = None) -> TeamSettings:
    """The settings of what a person pasted: the console's web config, as JSON or JavaScript, or an OAuth client's JSON.

    What the text does not tell stays as in ``known``.

    Raises:
        InputError: it is neither.
    """
    told = {name: value.strip() for name, _, value in _FIELD.findall(text)}
    names = {
        "apiKey": "api_key",
        "projectId": "project_id",
        "storageBucket": "storage_bucket",
        "clientId": "client_id",
        "client_id": "client_id",
        "client_secret": "client_secret",
    }
    found = {field: told[name] for name, field in names.items() if told.get(name)}
    settings = (known or TeamSettings()).model_copy(update=found)
    if not found or not settings.is_set:
        raise InputError(NO_CONFIG)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{2,38}", settings.project_id):
        raise InputError(NO_PROJECT)
    return settings


def load_team_settings(folder: Path | None = None) -> TeamSettings:
    """What is stored; nothing set where nothing is, or it cannot be read."""
    try:
        text = ((folder or home_folder()) / FILE_NAME).read_text(encoding="utf-8")
        return TeamSettings.from_wire(json.loads(text))
    except (OSError, ValueError, ValidationError):
        return TeamSettings()


def save_team_settings(settings: TeamSettings, folder: Path | None = None) -> None:
    """Stores them; a folder that cannot be written only forgets them."""
    keep_json((folder or home_folder()) / FILE_NAME, settings.to_wire())

"""What a person set for the agents: models, place, sizes, prices, budget. Stored without the key."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from studio.agents.gemini.gemini_settings import GeminiSettings, gemini_settings
from studio.agents.prices import Price, PriceTable
from studio.model.frozen import Frozen
from studio.settings import home_folder, keep_json
from studio.workflows.key_ring import KeyRing

FILE_NAME = "agents.json"
_DEFAULTS = GeminiSettings()


class PriceFields(Frozen):
    """US dollars: a million tokens in and out, a picture, a second of video."""

    token_in: float = Field(default=0.0, ge=0)
    token_out: float = Field(default=0.0, ge=0)
    picture: float = Field(default=0.0, ge=0)
    second: float = Field(default=0.0, ge=0)


class AgentSettings(Frozen):
    """Everything about the agents that can be set, but for the key.

    ``artist_bar`` is the score from which a picture passes, ``default_budget`` US dollars for a new project's agents.
    An environment variable goes before what is set here.
    """

    text_model: str = _DEFAULTS.text_model
    picture_model: str = _DEFAULTS.picture_model
    veo_model: str = _DEFAULTS.veo_model
    omni_model: str = _DEFAULTS.omni_model
    embedding_model: str = _DEFAULTS.embedding_model
    api_version: str = ""
    base_url: str = ""
    project: str = ""
    location: str = _DEFAULTS.location
    safety: Literal["default", "few", "some", "most", "off"] = "default"
    picture_size: Literal["1K", "2K", "4K"] = "2K"
    video_resolution: Literal["720p", "1080p"] = "720p"
    artist_bar: float = Field(default=0.75, ge=0, le=1)
    default_budget: float = Field(default=5.0, ge=0)
    prices: dict[str, PriceFields] = {}

    def price_table(self) -> PriceTable:
        """The prices that are set, before the list."""
        return PriceTable(
            {
                model: Price(price.token_in, price.token_out, picture=price.picture, second=price.second)
                for model, price in self.prices.items()
            }
        )


def load_agent_settings(folder: Path | None = None) -> AgentSettings:
    """What is stored; the defaults where nothing is, or it cannot be read."""
    try:
        text = ((folder or home_folder()) / FILE_NAME).read_text(encoding="utf-8")
        return AgentSettings.from_wire(json.loads(text))
    except (OSError, ValueError, ValidationError):
        return AgentSettings()


def save_agent_settings(settings: AgentSettings, folder: Path | None = None) -> None:
    """Stores them; a folder that cannot be written only forgets them."""
    keep_json((folder or home_folder()) / FILE_NAME, settings.to_wire())


def gemini_access(
    settings: AgentSettings, keys: KeyRing, *, environment: Mapping[str, str] | None = None
) -> GeminiSettings:
    """How Gemini is reached: by the environment, else by what is set and the key that is kept.

    Asking the keyring may take a while; not for the GUI thread.
    """
    env = os.environ if environment is None else environment
    told = gemini_settings(env)
    project = told.project or settings.project or None
    return GeminiSettings(
        api_key=told.api_key or ("" if project else keys.key()),
        text_model=settings.text_model,
        picture_model=settings.picture_model,
        veo_model=settings.veo_model,
        omni_model=settings.omni_model,
        embedding_model=settings.embedding_model,
        api_version=told.api_version or settings.api_version or None,
        base_url=told.base_url or settings.base_url or None,
        project=project,
        location=told.location if env.get("GOOGLE_CLOUD_LOCATION") else settings.location,
        safety=settings.safety,
    )

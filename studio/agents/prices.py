"""What requests cost, for estimates before and for the account after; every price can be set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from studio.agents.model_provider import Usage

_LONG_PROMPT_TOKENS = 200_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars: a million tokens in and out (and of long prompts), a picture, a second of video."""

    token_in: float = 0.0
    token_out: float = 0.0
    long_in: float | None = None
    long_out: float | None = None
    picture: float = 0.0
    picture_4k: float | None = None
    second: float = 0.0
    second_1080p: float | None = None


DEFAULT_PRICES: Mapping[str, Price] = MappingProxyType(
    {
        "gemini-3.1-pro-preview": Price(2, 12, 4, 18),
        "gemini-4-argon": Price(2, 10),
        "gemini-3-pro-image": Price(picture=0.134, picture_4k=0.24),
        "veo-3.1-generate-001": Price(second=0.40),
        "veo-3.1-fast-generate-001": Price(second=0.15),
        "gemini-omni-1.2-flash": Price(second=0.07, second_1080p=0.104),
        "gemini-embedding-2": Price(0.20),
    }
)
"""List prices as of 2026-11; a model that is not here is told as of unknown price and counts as the dearest."""


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Prices by model; what is set goes before the list."""

    own: Mapping[str, Price] = field(default_factory=dict)

    def price(self, model: str) -> Price:
        """The price of a model; an unknown one is as dear as the dearest, so that no budget is passed by it."""
        if model == "offline":
            return Price()
        known = {**DEFAULT_PRICES, **self.own}
        return known.get(model) or _dearest(known)

    def cost(self, model: str, usage: Usage, *, size: str = "2K", resolution: str = "720p") -> float:
        """What a call has cost."""
        price = self.price(model)
        is_long = usage.prompt_tokens > _LONG_PROMPT_TOKENS
        token_in = price.long_in if is_long and price.long_in is not None else price.token_in
        token_out = price.long_out if is_long and price.long_out is not None else price.token_out
        picture = price.picture_4k if size == "4K" and price.picture_4k is not None else price.picture
        second = price.second_1080p if resolution == "1080p" and price.second_1080p is not None else price.second
        return (
            (usage.prompt_tokens * token_in + (usage.answer_tokens + usage.thought_tokens) * token_out) / 1e6
            + usage.pictures * picture
            + usage.video_s * second
        )


def _dearest(prices: Mapping[str, Price]) -> Price:
    every = prices.values()
    return Price(
        max(each.token_in for each in every),
        max(each.token_out for each in every),
        max(each.long_in or 0 for each in every),
        max(each.long_out or 0 for each in every),
        max(each.picture for each in every),
        max(each.picture_4k or 0 for each in every),
        max(each.second for each in every),
        max(each.second_1080p or 0 for each in every),
    )

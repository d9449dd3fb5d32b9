"""Mood: time of day, weather, season, theme and feeling, from words of both languages."""

from __future__ import annotations

from dataclasses import dataclass

from studio.staging.words.word_table import listed, rows


@dataclass(frozen=True, slots=True)
class Mood:
    """What a prompt says about the air of a place; empty where it says nothing."""

    time: str = ""
    weather: str = ""
    theme: str = ""
    feeling: str = ""
    season: str = ""


def _meanings(subject: str) -> dict[str, str]:
    return {word: name for kind, name, cell in rows("moods.tsv") if kind == subject for word in listed(cell)}


_MEANINGS = {subject: _meanings(subject) for subject in ("time", "weather", "theme", "feeling", "season")}


def read_mood(tokens: tuple[str, ...]) -> Mood:
    """The first word that speaks of each: ``tokens`` are whole words (and pairs of words) without particles."""
    return Mood(
        **{
            subject: next((meanings[token] for token in tokens if token in meanings), "")
            for subject, meanings in _MEANINGS.items()
        }
    )


def speaks_of_mood(word: str) -> bool:
    """Whether a word says something of the air of a place."""
    return any(word in meanings for meanings in _MEANINGS.values())

"""Particles fit the last sound of a word, Korean or not."""

from __future__ import annotations

import pytest

from studio.agents.korean_particles import with_particle


@pytest.mark.parametrize(
    ("word", "subject"),
    [
        ("미나", "미나가"),
        ("노인", "노인이"),
        ("수진", "수진이"),
        ("DORA", "DORA가"),
        ("SIL", "SIL이"),
        ("Jack", "Jack이"),
        ("Frank", "Frank가"),
        ("Scott", "Scott이"),
        ("Robert", "Robert가"),
        ("David", "David가"),
        ("Ming", "Ming이"),
        ("Anne", "Anne이"),
        ("Kate", "Kate가"),
        ("Nicole", "Nicole이"),
        ("Isaac", "Isaac이"),
        ("Pete", "Pete가"),
        ("Dr. Moon", "Dr. Moon이"),
        ("Agent K", "Agent K가"),
        ("Agent M", "Agent M이"),
        ("Guard 1", "Guard 1이"),
        ("Guard 2", "Guard 2가"),
        ("경비원 3", "경비원 3이"),
        ("할머니(72)", "할머니(72)가"),
        ("", "가"),
    ],
)
def test_that_a_subject_takes_the_particle_of_its_last_sound(word: str, subject: str) -> None:
    assert with_particle(word, "이/가") == subject


@pytest.mark.parametrize(
    ("pair", "closed", "opened"),
    [
        ("을/를", "문을", "바다를"),
        ("은/는", "문은", "바다는"),
        ("과/와", "문과", "바다와"),
        ("으로/로", "문으로", "바다로"),
    ],
)
def test_that_every_pair_is_chosen_from(pair: str, closed: str, opened: str) -> None:
    assert (with_particle("문", pair), with_particle("바다", pair)) == (closed, opened)


def test_that_a_final_rieul_counts_as_open_before_ro() -> None:
    assert [with_particle(word, "으로/로") for word in ("발", "SIL", "손")] == ["발로", "SIL로", "손으로"]
    assert with_particle("발", "을/를") == "발을"

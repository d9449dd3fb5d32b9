"""Who is on the set, board by board."""

from __future__ import annotations

from studio.agents.shot_plan import ShotPlan
from tests.unit.agents.scripts import boards, scene


def _board(plans: tuple[ShotPlan, ...], words: str) -> ShotPlan:
    return next(plan for plan in plans if words in plan.anchor.quote)


def test_that_who_enters_is_not_there_before() -> None:
    plans = boards(scene("DORA sits by the window.", "She counts the plates.", "SIL enters.", "SIL sits down."))
    assert plans[0].absent == ("SIL",)
    assert _board(plans, "counts").absent == ("SIL",)
    assert _board(plans, "SIL enters").absent == ()
    assert _board(plans, "SIL sits").absent == ()


def test_that_who_leaves_for_good_is_gone_and_who_comes_back_is_back() -> None:
    gone = boards(scene("DORA and SIL sit.", "SIL walks out.", "DORA counts the plates of her mother."))
    assert (_board(gone, "walks out").absent, _board(gone, "counts").absent) == ((), ("SIL",))
    back = boards(
        scene("DORA and SIL sit.", "SIL walks out.", "DORA counts the plates of her mother.", "The door. SIL enters.")
    )
    assert (_board(back, "counts").absent, _board(back, "enters").absent) == (("SIL",), ())


def test_that_a_voice_alone_brings_nobody_onto_the_set() -> None:
    plans = boards(scene("DORA sits by the window.", "SIL (V.O.)\nI am on my way to you.", "SIL enters."))
    assert _board(plans, "on my way").absent == ("SIL",)


def test_that_outdoors_stepping_out_is_a_coming() -> None:
    lines = ("DORA waits at the gate.", "The door of the cab opens. SIL steps out.", "SIL\nYou are late again.")
    plans = boards(scene(*lines, heading="EXT. YARD - DAY"))
    assert (plans[0].absent, _board(plans, "late again").absent) == (("SIL",), ())


def test_that_korean_comings_and_goings_are_heard() -> None:
    lines = ("할머니가 의자에 앉아 있다.", "미나가 들어온다.", "미나가 뛰어나간다.", "할머니가 그릇을 센다.")
    plans = boards(scene(*lines), people={"할머니": "woman", "미나": "child"})
    assert (plans[0].absent, _board(plans, "들어온다").absent) == (("미나",), ())
    assert _board(plans, "센다").absent == ("미나",)

"""What of a set a text speaks of."""

from __future__ import annotations

import pytest

from studio.workflows.named_things import things_named
from tests.unit.workflows.stages import person, room, thing

STAGE = room(
    thing("wall_clock", 0, 0, name="벽시계"),
    thing("crate#1", 1, 0, node="crate", name="wooden crates"),
    thing("lantern", 2, 0, name="lantern"),
    thing("radio", 2, 0, name="낡은 무전기"),
    thing("gun", 2, 0, name="gun", hidden=True),
    person("미나", 0, 1),
)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("시계를 본다.", ("벽시계",)),
        ("She looks at the clock.", ("벽시계",)),
        ("랜턴이 꺼진다.", ("lantern",)),
        ("무전기가 지직거린다.", ("낡은 무전기",)),
        ("A crate, then the lantern.", ("wooden crates", "lantern")),
        ("미나가 운다.", ()),
        ("The gun.", ()),
        ("나는 계속 간다.", ()),
    ],
)
def test_that_words_find_the_things_they_mean(text: str, things: tuple[str, ...]) -> None:
    assert things_named(STAGE, text) == things

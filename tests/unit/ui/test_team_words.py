from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.collab.media_state import MediaState
from studio.errors import InputError, ProjectError
from studio.ui.team_words import failure_words, shared_words
from studio.ui.translation import use_language


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def test_that_media_on_their_way_are_counted_and_what_keeps_them_is_told() -> None:
    kept = "The team's media cannot be reached just now (503)."
    assert shared_words(MediaState())[:2] == ("Shared", "saved")
    assert shared_words(MediaState(down=3))[:2] == ("Shared · 3 media to come", "accent")
    words, _, why = shared_words(MediaState(up=2, down=3, failure=kept))
    assert words == "Sent · 2 media to go" and why.endswith(kept)


def test_that_a_file_that_was_given_up_is_not_passed_over() -> None:
    altered = "The team's media file a.png has been altered; it was not taken over."
    assert shared_words(MediaState(failure=altered)) == ("Shared · not all media", "warning", altered)


def test_that_what_the_stores_and_workflows_say_is_korean_in_a_korean_window() -> None:
    use_language("ko")
    words, _, why = shared_words(MediaState(down=2, failure="The team's media cannot be reached just now (503)."))
    assert words == "공유됨 · 받을 미디어 2개"
    assert why.endswith("지금은 팀 미디어에 연결할 수 없습니다(503).")
    assert failure_words(InputError("'sam' is no e-mail address; check how it is written.")) == (
        "'sam'은(는) 이메일 주소가 아닙니다. 철자를 확인하세요."
    )
    missing = "3 pictures or videos are still on their way from the team; try again later."
    assert failure_words(ProjectError(missing)).startswith("그림이나 영상 3개가")

"""Which language a text is written in."""

from __future__ import annotations

import pytest

from studio.script.language import language_of


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["The sea. A boat."], "en"),
        (["바다. 배 한 척."], "ko"),
        (["SIL이 걷는다"], "ko"),
        (["SIL walks to 미나."], "en"),
        (["DORA", "열둘이라고 말했다."], "ko"),
        (["don't stop"], "en"),
        ([], "en"),
        (["... 12 — !"], "en"),
        (["Á la carte"], "en"),
    ],
)
def test_that_most_words_decide_the_language(texts: list[str], language: str) -> None:
    assert language_of(texts) == language

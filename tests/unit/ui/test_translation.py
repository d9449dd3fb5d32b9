from __future__ import annotations

import json
import string
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from studio.resource_files import resource_text
from studio.ui.translation import LANGUAGES, catalogue_translator, in_every_language, tr, use_language
from tests.unit.ui.visible_texts import TABLES, modules_with_variables, visible_texts

OTHERS = [name for name in LANGUAGES if name != "en"]


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def catalogue(name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(resource_text("translations", f"{name}.json"))
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", OTHERS)
def test_that_every_visible_text_is_translated(name: str) -> None:
    assert sorted(visible_texts() - catalogue(name).keys()) == []


@pytest.mark.parametrize("name", OTHERS)
def test_that_no_translation_is_left_over(name: str) -> None:
    assert sorted(catalogue(name).keys() - visible_texts()) == []


@pytest.mark.parametrize("name", OTHERS)
def test_that_translations_fill_the_same_places(name: str) -> None:
    wrong = [text for text, other in catalogue(name).items() if placeholders(text) != placeholders(other)]
    assert wrong == []


@pytest.mark.parametrize("name", OTHERS)
def test_that_translations_keep_shortcuts_file_patterns_and_ellipses(name: str) -> None:
    def marks(text: str) -> set[str]:
        patterns = {word.strip("(),.") for word in text.split() if "*." in word}
        return patterns | {mark for mark in ("…", "Ctrl+B", "Ctrl+G", "\n") if mark in text}

    wrong = [text for text, other in catalogue(name).items() if marks(text) != marks(other)]
    assert wrong == []


def test_that_korean_is_written_in_korean() -> None:
    same = {text for text, other in catalogue("ko").items() if not any("가" <= letter <= "힣" for letter in other)}
    assert same <= {"{place} of {count}"}


def test_that_texts_in_variables_are_known_to_these_tests() -> None:
    assert modules_with_variables() == TABLES.keys()


def test_that_a_text_is_shown_in_the_chosen_language() -> None:
    use_language("ko")
    assert tr("Camera {number}", number="12A") == "카메라 12A"
    use_language("en")
    assert tr("Camera {number}", number="12A") == "Camera 12A"


def test_that_a_text_without_translation_is_shown_as_it_is() -> None:
    use_language("ko")
    assert tr("No such text") == "No such text"


def test_that_a_text_is_found_in_every_language() -> None:
    assert in_every_language("Undo") == "Undo 실행 취소"


def test_that_qts_own_translations_come_from_the_catalogue_too(qapp: QApplication) -> None:
    translator = catalogue_translator(qapp)
    qapp.installTranslator(translator)
    try:
        label = QLabel()
        use_language("ko")
        assert label.tr("3D view of the stage") == "스테이지 3D 보기"
        assert label.tr("No such text") == "No such text"
        use_language("en")
        assert label.tr("3D view of the stage") == "3D view of the stage"
    finally:
        qapp.removeTranslator(translator)

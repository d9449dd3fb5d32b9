from __future__ import annotations

from math import inf

import pytest

from studio.model import optics
from studio.model.documents import CameraKey


@pytest.mark.parametrize(("gate", "across", "up"), [("Full frame", 39.6, 22.9), ("Super 35", 28.0, 15.9)])
def test_that_a_fifty_at_sixteen_to_nine_sees_what_the_trade_says(gate: str, across: float, up: float) -> None:
    assert optics.fov_deg(optics.gate(gate), 16 / 9, 50) == pytest.approx((across, up), abs=0.05)


def test_that_a_lens_and_its_angle_are_one_and_the_same() -> None:
    for gate in optics.GATES.values():
        for aspect in optics.ASPECTS:
            for lens_mm in optics.LENSES_MM:
                up = optics.fov_deg(gate, aspect, lens_mm)[1]
                assert optics.lens_mm(gate, aspect, up) == pytest.approx(lens_mm)


def test_that_a_squeeze_widens_the_picture_and_is_part_of_the_gates_name() -> None:
    plain, squeezed = optics.gate("Super 35"), optics.gate("Super 35 2×")
    assert optics.cropped_mm(squeezed, 2.39)[0] > 1.5 * optics.cropped_mm(plain, 2.39)[0]
    assert (squeezed.width_mm, squeezed.squeeze) == (plain.width_mm, 2.0)
    assert optics.squeezed_name("Super 35", 2.0) == "Super 35 2×"
    assert optics.squeezed_name("Super 35 2×", 1.0) == "Super 35"
    assert optics.squeezed_name("Anamorphic 35 1.5×", 2.0) == "Anamorphic 35"
    assert optics.gate("Box 7 2×") == optics.gate("nobody knows") == optics.DEFAULT_GATE


def test_that_it_is_sharp_about_the_focus_and_deeper_when_stopped_down() -> None:
    gate = optics.gate("Full frame")
    near, far = optics.sharp_m(gate, 1.5, 50, 3.0, 2.8)
    assert (near, far) == pytest.approx((2.74, 3.32), abs=0.02)
    deeper = optics.sharp_m(gate, 1.5, 50, 3.0, 11)
    assert deeper[0] < near < 3.0 < far < deeper[1]
    assert optics.sharp_m(gate, 1.5, 18, 4.0, 8)[1] == inf


def test_that_an_aperture_is_written_only_where_one_was_chosen() -> None:
    key = CameraKey(position=(0, 1, 2), target=(0, 1, 0))
    assert "fStop" not in key.to_wire()
    chosen = key.model_copy(update={"f_stop": 4.0})
    assert CameraKey.from_wire(chosen.to_wire()) == chosen

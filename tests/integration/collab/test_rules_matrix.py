"""Who may do what in a team's project: the tables, and the emulator's own word on every cell of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest

from tests.integration.collab.rules_coverage import RuleCoverage
from tests.integration.collab.rules_deeds import DEEDS, KEPT
from tests.integration.collab.rules_team import Held, Read, Team
from tests.stand_in.firestore_emulator import OWNER, RULES_FILE, EmulatorProcess, FirestoreEmulator

PEOPLE = {"owner": "ann", "editor": "bob", "viewer": "vera", "removed": "rex", "stranger": "sam", "nobody": ""}

WHO_MAY = """
                                                    owner  editor viewer removed stranger nobody
read the project                                    yes    yes    yes    -       -        -
read a scene                                        yes    yes    yes    -       -        -
list the scenes                                     yes    yes    yes    -       -        -
ask for all boards of the project                   yes    yes    yes    -       -        -
read the journal                                    yes    yes    yes    -       -        -
read who is there                                   yes    yes    yes    -       -        -
list the invitations                                yes    -      -      -       -        -
find the invitations for Sam                        -      -      -      -       yes      -
read an unknown collection                          -      -      -      -       -        -
write an unknown collection                         -      -      -      -       -        -

found a project of one's own                        yes    yes    yes    yes     yes      -
found a project in another's name                   -      -      -      -       -        -
title the project                                   yes    yes    -      -       -        -
title the project without a journal                 -      -      -      -       -        -
erase the project                                   -      -      -      -       -        -
make oneself an owner                               yes    -      -      -       -        -
make the viewer an editor                           yes    -      -      -       -        -
make the viewer an editor, journaled                yes    -      -      -       -        -
give somebody a role there is not                   -      -      -      -       -        -
remove an editor                                    yes    -      -      -       -        -
take the role from the project's owner              -      -      -      -       -        -
hand the project over                               yes    -      -      -       -        -
hand the project to a viewer                        -      -      -      -       -        -
raise the schema                                    yes    -      -      -       -        -
lower the schema                                    -      -      -      -       -        -
leave                                               -      yes    yes    -       -        -

say when one was here                               yes    yes    yes    -       -        -
mark comments as read, journaled                    yes    yes    yes    -       -        -
say when another was here                           -      -      -      -       -        -
choose one's name                                   yes    yes    -      -       -        -
have another role in one's own entry                -      -      -      -       -        -
erase the entry of who is a member                  -      -      -      -       -        -
erase the entry of who was removed                  yes    -      -      yes     -        -

invite                                              yes    -      -      -       -        -
invite without an end                               -      -      -      -       -        -
invite as a king                                    -      -      -      -       -        -
invite an address in capitals                       -      -      -      -       -        -
take an invitation back                             yes    -      -      -       -        -
decline an invitation                               yes    -      -      -       yes      -
decline an invitation that ran out                  yes    -      -      -       yes      -
decline an invitation that was used                 yes    -      -      -       -        -
join as invited                                     -      -      -      -       yes      -
join as more than invited                           -      -      -      -       -        -
join by an invitation that ran out                  -      -      -      -       -        -
join by an invitation that was used                 -      -      -      -       -        -
join without taking the invitation                  -      -      -      -       -        -
join for another                                    -      -      -      -       -        -
take an invitation and not join                     -      -      -      -       -        -

journal in one's own name                           yes    yes    -      -       -        -
journal in another's name                           -      -      -      -       -        -
journal in the machine's name                       yes    yes    -      -       -        -
journal under another's desk                        -      -      -      -       -        -
journal of one's own comment                        yes    yes    yes    -       -        -
journal of another's comment                        yes    yes    -      -       -        -
journal with a client's clock                       -      -      -      -       -        -
journal under another id                            -      -      -      -       -        -
change the journal                                  -      -      -      -       -        -
erase of the journal                                -      -      -      -       -        -
bring an older history                              yes    -      -      -       -        -
bring a history under another's desk                -      -      -      -       -        -

make a scene                                        yes    yes    -      -       -        -
make a scene without a journal                      -      -      -      -       -        -
make a scene that is held                           -      -      -      -       -        -
write the script                                    yes    yes    -      -       -        -
write the prompt                                    yes    yes    -      -       -        -
write a script of a megabyte                        -      -      -      -       -        -
write the script without a journal                  -      -      -      -       -        -
write the script on an older entry                  -      -      -      -       -        -
write the script on an entry of elsewhere           -      -      -      -       -        -
write the script on an entry of another revision    -      -      -      -       -        -
write the script, its revision lowered              -      -      -      -       -        -
write the script without the fence                  -      -      -      -       -        -
write the script and take the lease along           -      -      -      -       -        -
delete the scene                                    yes    yes    -      -       -        -
bring a scene back                                  yes    yes    -      -       -        -
erase a scene                                       -      -      -      -       -        -
choose the key board                                yes    yes    -      -       -        -
mirror the key board                                yes    yes    -      -       -        -
write thirty scenes at once                         yes    yes    -      -       -        -
ask for the lease                                   yes    yes    -      -       -        -
ask for the lease in another's name                 -      -      -      -       -        -
decline a request                                   yes    yes    -      -       -        -
ask for a board's lease                             yes    yes    -      -       -        -
decline a board's request                           yes    yes    -      -       -        -

move a prop                                         yes    yes    -      -       -        -
move a prop without a journal                       -      -      -      -       -        -
move a prop of a large stage                        yes    yes    -      -       -        -
another document of the stage                       -      -      -      -       -        -
erase a part of the stage                           yes    yes    -      -       -        -

make a board                                        yes    yes    -      -       -        -
write a board                                       yes    yes    -      -       -        -
write a board without a journal                     -      -      -      -       -        -
have a board's words follow the text                yes    yes    -      -       -        -
delete a board                                      yes    yes    -      -       -        -
erase a board                                       yes    yes    -      -       -        -
move a board to another scene                       yes    yes    -      -       -        -
make a take                                         yes    yes    -      -       -        -
judge a take                                        yes    yes    -      -       -        -
make a take without a journal                       -      -      -      -       -        -
make a layer                                        yes    yes    -      -       -        -
draw                                                yes    yes    -      -       -        -
erase a layer                                       -      -      -      -       -        -

comment                                             yes    yes    yes    -       -        -
comment in another's name                           -      -      -      -       -        -
comment without a journal                           -      -      -      -       -        -
comment with a client's clock                       -      -      -      -       -        -
bring an older comment along                        yes    -      -      -       -        -
bring an older comment along without a history      -      -      -      -       -        -
comment without end                                 -      -      -      -       -        -
change one's comment                                yes    yes    yes    -       -        -
take one's comment back                             yes    yes    yes    -       -        -
change another's comment                            -      -      -      -       -        -
settle another's comment                            yes    yes    -      -       -        -
settle one's own comment                            yes    yes    -      -       -        -
have a comment's words follow the text              yes    yes    -      -       -        -
erase one's comment                                 -      -      -      -       -        -

be seen                                             yes    yes    yes    -       -        -
be seen as another                                  -      -      -      -       -        -
be seen for an hour                                 -      -      -      -       -        -
be seen on                                          yes    yes    yes    -       -        -
take another's presence                             -      -      -      -       -        -
go                                                  yes    yes    yes    -       -        -
have another go                                     -      -      -      -       -        -

present                                             yes    yes    -      -       -        -
present, journaled                                  yes    yes    -      -       -        -
end the review                                      yes    yes    -      -       -        -
""" + "".join(
    f"""
{kind + ": make one":52}yes    yes    -      -       -        -
{kind + ": change one":52}yes    yes    -      -       -        -
{kind + ": change one without a journal":52}-      -      -      -       -        -
{kind + ": erase one":52}-      -      -      -       -        -
"""
    for kind in KEPT
)
"""Everybody who writes holds the leases of the scene and the board, in so far as one can."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Who tries it, who holds the leases, and what who tries it takes to be theirs."""

    who: str
    held: Held | None
    session: str = "w1"


BY_LEASE = {
    "holder": Situation("bob", Held("bob")),
    "window": Situation("bob", Held("bob"), session="w2"),
    "old": Situation("bob", Held("bob", epoch=5)),
    "expired": Situation("bob", Held("bob", age_s=31.0)),
    "another": Situation("eve", Held("bob")),
    "owner": Situation("ann", Held("bob")),
    "free": Situation("bob", None),
    "demoted": Situation("vera", Held("vera")),
}
"""window: another of the same person's; old: an earlier epoch of the same session; demoted: a viewer by now."""

WITH_WHICH_LEASE = """
                                                    holder window old    expired another owner  free   demoted
write the script                                    yes    -      -      -       -       -      -      -
write the prompt                                    yes    -      -      -       -       -      -      -
delete the scene                                    yes    -      -      -       -       -      -      -
choose the key board                                yes    yes    yes    yes     yes     yes    yes    -
write a board                                       yes    yes    yes    yes     yes     yes    yes    -
move a prop                                         yes    yes    yes    yes     yes     yes    yes    -
make a take                                         yes    yes    yes    yes     yes     yes    yes    -
make a layer                                        yes    -      -      -       -       -      -      -
draw                                                yes    -      -      -       -       -      -      -
erase a board                                       yes    yes    yes    yes     -       -      yes    -
acquire                                             -      -      -      yes     -       -      yes    -
acquire the board                                   -      -      -      yes     -       -      yes    -
acquire in another's name                           -      -      -      -       -       -      -      -
acquire for an hour                                 -      -      -      -       -       -      -      -
acquire without raising the epoch                   -      -      -      -       -       -      -      -
acquire, raising the epoch by two                   -      -      -      -       -       -      -      -
renew                                               yes    -      -      yes     -       -      -      -
renew by one's own clock                            -      -      -      -       -       -      -      -
release                                             yes    yes    -      yes     -       -      -      -
release, and write                                  -      -      -      -       -       -      -      -
force the release                                   -      -      -      -       -       yes    -      -
"""

TAKEN_OUT = [
    ("e.session == d.lockSession", "write the script", "window"),
    ("!isRunOut(d)", "write the script", "expired"),
    ("d.lockedBy == request.auth.uid && !isRunOut(d)", "draw", "another"),
    ("(isFree(old) || isRunOut(old))", "acquire", "holder"),
    (
        "isInvited(resource.data) && resource.data.get('acceptedBy', null) == null",
        "take an invitation back",
        "stranger",
    ),
    ("e.get('importedAt', e.at) == request.time", "write the script on an older entry", "editor"),
    ("tells(entry(), at, request.resource.data.rev)", "write the script on an entry of elsewhere", "editor"),
    ("request.resource.data.createdAt == request.time", "comment with a client's clock", "viewer"),
    ("e.get('importedAt', null) == request.time", "bring an older comment along without a history", "owner"),
    (
        "request.resource.data.memberRoles[request.resource.data.ownerId] == 'owner'",
        "take the role from the project's owner",
        "owner",
    ),
]
"""A guard, and what it keeps from whom."""

_TRIED_OPEN = ("title the project", "write the script without a journal", "change the journal", "make oneself an owner")
_CELLS_A_REPORT = 60

Cell = tuple[str, str]
"""What is done, and the column."""


def cells_of(table: str) -> dict[Cell, bool]:
    """The cells of a table, and whether each is allowed."""
    header, *rows = (line for line in table.splitlines() if line.strip())
    columns = header.split()
    found: dict[Cell, bool] = {}
    for row in rows:
        deed, cells = row[:52].rstrip(), row[52:].split()
        assert len(cells) == len(columns), row
        found |= {(deed, column): cell == "yes" for column, cell in zip(columns, cells, strict=True)}
    return found


ROLES, LEASES = cells_of(WHO_MAY), cells_of(WITH_WHICH_LEASE)


class Judge:
    """Has the emulator judge cells. What is refused or read leaves no trace, so those share a project."""

    def __init__(self, emulator: FirestoreEmulator, *, token: str | None = None) -> None:
        self._emulator = emulator
        self._token = token
        self._shared: dict[str, Team] = {}

    def by_role(self, deed: str, column: str) -> bool:
        """Whether somebody of a role may do it."""
        who = PEOPLE[column]
        return self._is_allowed(deed, column, Situation(who, Held(who or "nobody")))

    def by_lease(self, deed: str, column: str) -> bool:
        """Whether it may be done with this lease."""
        return self._is_allowed(deed, f"lease {column}", BY_LEASE[column])

    def _is_allowed(self, deed: str, place: str, situation: Situation) -> bool:
        team = self._shared.get(place) or Team(self._emulator).seed(situation.held)
        epoch = situation.held.epoch if situation.held else 0
        tried = DEEDS[deed](replace(team, who=situation.who, epoch=epoch, session=situation.session))
        answer = team.does(tried, situation.who, token=self._token)
        assert answer.is_ok or answer.is_denied, (deed, place, answer)
        if isinstance(tried, Read) or not answer.is_ok:
            self._shared[place] = team
        else:
            self._shared.pop(place, None)
        return answer.is_ok


@dataclass(frozen=True, slots=True)
class Judged:
    """What the emulator said to all cells, and which parts of the rules it went through for that."""

    by_role: dict[Cell, bool]
    by_lease: dict[Cell, bool]
    coverage: RuleCoverage


@pytest.fixture(scope="module")
def emulator(firestore_process: EmulatorProcess) -> FirestoreEmulator:
    return firestore_process.project()


@pytest.fixture(scope="module")
def judged(emulator: FirestoreEmulator) -> Judged:
    judge, coverage = Judge(emulator), RuleCoverage()
    by_role = _judged(ROLES, judge.by_role, lambda: coverage.read(emulator))
    by_lease = _judged(LEASES, judge.by_lease, lambda: coverage.read(emulator))
    return Judged(by_role, by_lease, coverage)


def _judged(
    table: dict[Cell, bool], judgement: Callable[[str, str], bool], now_and_then: Callable[[], None]
) -> dict[Cell, bool]:
    def judged(column: list[Cell]) -> dict[Cell, bool]:
        # One after the other: those of a column share a project.
        return {cell: judgement(*cell) for cell in column}

    found: dict[Cell, bool] = {}
    with ThreadPoolExecutor(3) as pool:
        for first in range(0, len(table), _CELLS_A_REPORT):
            columns: dict[str, list[Cell]] = {}
            for cell in list(table)[first : first + _CELLS_A_REPORT]:
                columns.setdefault(cell[1], []).append(cell)
            for some in pool.map(judged, columns.values()):
                found |= some
            now_and_then()
    return found


def _differing(found: dict[Cell, bool], table: dict[Cell, bool]) -> list[str]:
    return [
        f"{deed}: {column} {'may' if may else 'may not'}"
        for (deed, column), may in found.items()
        if may != table[deed, column]
    ]


def test_that_everybody_may_do_what_their_role_says_and_nothing_else(judged: Judged) -> None:
    assert _differing(judged.by_role, ROLES) == []


def test_that_a_lease_lets_its_holder_write_and_nobody_else(judged: Judged) -> None:
    assert _differing(judged.by_lease, LEASES) == []


def test_that_every_expression_of_the_rules_was_asked(judged: Judged) -> None:
    assert judged.coverage.share == 1, judged.coverage.missed


@pytest.mark.parametrize("deed", ["title the project", "write the script", "write a board", "change another's comment"])
def test_that_past_the_rules_a_viewer_can_do_it(emulator: FirestoreEmulator, deed: str) -> None:
    assert not Judge(emulator).by_role(deed, "viewer")

    assert Judge(emulator, token=OWNER).by_role(deed, "viewer")


@pytest.mark.parametrize(("guard", "deed", "column"), TAKEN_OUT, ids=[guard for guard, _, _ in TAKEN_OUT])
def test_that_the_tables_notice_a_guard_that_is_taken_out(
    emulator: FirestoreEmulator, guard: str, deed: str, column: str
) -> None:
    rules = RULES_FILE.read_text("utf-8")
    assert guard in rules
    judge = Judge(emulator)
    by_table, table = (judge.by_role, ROLES) if column in PEOPLE else (judge.by_lease, LEASES)
    assert not table[deed, column]

    try:
        assert emulator.set_rules(rules.replace(guard, "true")).is_ok
        assert by_table(deed, column)
    finally:
        emulator.set_rules(rules)


def test_that_with_open_rules_the_tables_are_not_what_is_found(emulator: FirestoreEmulator) -> None:
    everything = "rules_version = '2'; service cloud.firestore { match /{all=**} { allow read, write: if true; } }"
    judge = Judge(emulator)
    viewers = {cell: may for cell, may in ROLES.items() if cell[1] == "viewer" and cell[0] in _TRIED_OPEN}
    assert not any(viewers.values())

    try:
        assert emulator.set_rules(everything).is_ok
        found = {cell: judge.by_role(*cell) for cell in viewers}
    finally:
        emulator.set_rules(RULES_FILE.read_text("utf-8"))

    assert len(_differing(found, ROLES)) == len(_TRIED_OPEN)


def test_that_each_thing_people_try_stands_in_a_table() -> None:
    assert {deed for deed, _ in ROLES | LEASES} == set(DEEDS)

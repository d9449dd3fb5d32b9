"""One view of a character sheet: drawn, looked at, drawn better, and kept with its task until it is proposed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from studio.agents.answered import AnswerInvalid
from studio.agents.artist_words import artist_words
from studio.agents.character_sheet import SheetFacts, SheetView
from studio.agents.critic import sheet_looked_at
from studio.agents.model_provider import Attached
from studio.agents.offline.offline_provider import OFFLINE
from studio.agents.provider_failure import ProviderFailure
from studio.errors import StudioError
from studio.model.agent_documents import SheetPicture, task_path
from studio.model.documents import Verdict
from studio.model.operations import Set
from studio.script.language import Language
from studio.workflows.tasks.ledger import BudgetReached
from studio.workflows.tasks.task_work import TaskWork

Draw = Callable[[SheetView, Sequence[str]], Awaitable[tuple[Attached, str]]]
"""Draws a view by the advice of a critic; returns the picture and the prompt it was ordered by."""


@dataclass(frozen=True, slots=True)
class DrawnView:
    """The picture of a view that is proposed, and what was seen in it."""

    view: SheetView
    asset: str
    picture: Attached
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWork:
    """A sheet under way; the critic passes a picture from ``bar`` on."""

    work: TaskWork
    facts: SheetFacts
    draw: Draw
    language: Language
    bar: float
    attempts: int
    faults: list[str] = field(default_factory=list)
    """What went wrong without costing a view, in sentences."""

    async def best_view(self, view: SheetView, *, before: Sequence[DrawnView]) -> DrawnView | None:
        """The best of a view's pictures; None where it was asked for before a restart and never arrived.

        Raises:
            StudioError: not even one picture came.
        """
        if any(sheet.view == view for sheet in self.work.task.sheets):
            # A restart: what has arrived is paid for, and is all that is worked with.
            return _best(await self._arrived(view, before))
        made: list[DrawnView] = []
        advice: list[str] = []
        for _ in range(self.attempts):
            place = len(self.work.task.sheets)
            # On the disk before it is sent: the record of the call is flushed with it.
            self._put(place, SheetPicture(view=view))
            try:
                picture, prompt = await self.draw(view, advice)
            except StudioError as error:
                if not made:
                    raise
                self.faults.append(artist_words(self.language, "no_further", why=error.message))
                break
            asset = await self.work.put_media(picture.data, "png")
            self._put(place, SheetPicture(view=view, asset=asset, prompt=prompt))
            await self.work.saved()
            verdict = await self._verdict(view, picture, before)
            self._put(place, SheetPicture(view=view, asset=asset, prompt=prompt, verdict=verdict))
            made.append(DrawnView(view, asset, picture, verdict))
            if verdict.passed or not verdict.is_checked:
                break
            weak = "; ".join(each.note for each in verdict.criteria if each.score < self.bar)
            advice.append(verdict.advice or weak)
        return _best(made)

    async def _arrived(self, view: SheetView, before: Sequence[DrawnView]) -> list[DrawnView]:
        made = []
        for place, sheet in enumerate(self.work.task.sheets):
            if sheet.view != view or not sheet.asset:
                continue
            data = await self.work.read_media(sheet.asset)
            picture = Attached(data, "image/png", f"{self.facts.person.name}, {view}:")
            verdict = sheet.verdict
            if verdict is None:
                verdict = await self._verdict(view, picture, before)
                self._put(place, sheet.model_copy(update={"verdict": verdict}))
            made.append(DrawnView(view, sheet.asset, picture, verdict))
        return made

    async def _verdict(self, view: SheetView, picture: Attached, before: Sequence[DrawnView]) -> Verdict:
        """What the critic says; where nobody could look, that is said, and nothing is claimed."""
        work = self.work
        if work.model.name == OFFLINE:
            return Verdict(reason=artist_words(self.language, "sheet_offline"))
        try:
            shown = await self.reference(picture)
            drawn = [await self.reference(each.picture) for each in before]
            return await sheet_looked_at(
                work.model, self.facts, view, shown, drawn=drawn, bar=self.bar, on_thought=work.thought
            )
        except (ProviderFailure, AnswerInvalid, BudgetReached) as error:
            return Verdict(reason=artist_words(self.language, "not_checked", why=error.message))

    async def reference(self, picture: Attached) -> Attached:
        """A picture as it goes along with an order."""
        return replace(picture, data=await self.work.frames.reference(picture.data), media_type="image/jpeg")

    def _put(self, place: int, sheet: SheetPicture) -> None:
        known = self.work.task.sheets
        sheets = [each.to_wire() for each in (*known[:place], sheet, *known[place + 1 :])]
        self.work.commit([Set(task_path(self.work.id), ("sheets",), sheets)], label="Picture")


def _best(made: Sequence[DrawnView]) -> DrawnView | None:
    def worth(drawn: DrawnView) -> tuple[bool, bool, float]:
        return drawn.verdict.is_checked, drawn.verdict.passed, drawn.verdict.score

    return max(made, key=worth, default=None)

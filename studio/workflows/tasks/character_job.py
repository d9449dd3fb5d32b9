"""Character sheets for a person of the film: proposed picture by picture, for somebody to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.agents.artist import PictureSize
from studio.agents.artist_words import artist_words
from studio.agents.character_sheet import VIEWS, SheetFacts, SheetView, sheet_request
from studio.agents.model_provider import Attached
from studio.agents.offline.offline_provider import OFFLINE
from studio.agents.person_words import Figure
from studio.agents.picture_shapes import shape_value
from studio.agents.scene_beats import names_in, read_beats
from studio.agents.scene_people import script_people
from studio.errors import InputError, MediaError, StudioError
from studio.model.agent_documents import task_path
from studio.model.documents import Character
from studio.model.ids import PROJECT_PATH, new_id
from studio.model.operations import Append, Operation, Set
from studio.model.reader import DocumentReader
from studio.model.task_inputs import CharacterInput
from studio.script.language import Language, language_of
from studio.staging.library import kit_library
from studio.workflows.costumes import costumes
from studio.workflows.tasks.artist_job import DEFAULT_BAR
from studio.workflows.tasks.proposing import ProposedPart, propose
from studio.workflows.tasks.sheet_pictures import DrawnView, SheetWork
from studio.workflows.tasks.sheet_stage import sheet_stage
from studio.workflows.tasks.task_work import TaskWork

_OFFLINE_SIZES = {"front": (640, 960), "side": (640, 960), "expressions": (960, 640)}


@dataclass(frozen=True, slots=True)
class _Person:
    """Who is drawn, the figure of the kit that stands for them, and whether the bible has them."""

    character: Character
    figure: Figure
    palette: str | None
    is_known: bool


async def draw_character(work: TaskWork, *, bar: float = DEFAULT_BAR, size: PictureSize = "2K") -> None:
    """Draws the three views, each like those before, and has each looked at; what was drawn is proposed.

    A view that failed or was lost to a restart is told; the others are proposed all the same.

    Raises:
        StudioError: nobody is called that, or not even one picture came.
    """
    if work.task.proposal_id is not None:
        return  # a kill came between the proposal and the task's end
    wish = work.task.input_context
    if not isinstance(wish, CharacterInput):
        raise InputError("Choose a character to draw.")
    person = person_named(work.document, wish.character_id)
    known = await _known_pictures(work, person.character)
    facts = SheetFacts(person.character, work.document.project.production_bible, known, size, wish.note)
    drawn: list[DrawnView] = []
    language = language_of(scene.script for _, scene in work.document.scenes())

    async def draw(view: SheetView, advice: Sequence[str]) -> tuple[Attached, str]:
        references = [await sheet.reference(each.picture) for each in drawn]
        return await _drawn(work, facts, person, view, references, advice)

    sheet = SheetWork(work=work, facts=facts, draw=draw, language=language, bar=bar, attempts=wish.attempts)
    for place, view in enumerate(VIEWS):
        work.tell(place, len(VIEWS), "drawing")
        try:
            best = await sheet.best_view(view, before=tuple(drawn))
        except StudioError as error:
            if not drawn:
                raise
            sheet.faults.append(artist_words(language, "sheet_rest", why=error.message))
            break
        if best is None:
            sheet.faults.append(artist_words(language, "sheet_lost"))
        else:
            drawn.append(best)
    work.tell(len(VIEWS), len(VIEWS), "proposing")
    is_offline = work.model.name == OFFLINE
    why = artist_words(language, "sheet_offline" if is_offline else "sheet_why")
    parts = _parts(work.document, person, [(each, _reasons(each, why, bar, language)) for each in drawn], language)
    name = person.character.name
    propose(
        work,
        parts,
        agent="artist",
        title=artist_words(language, "sheet", name=name),
        rationale=" ".join((why, *sheet.faults)),
    )
    answer = artist_words(language, "sheet_wait", name=name, count=str(len(drawn)))
    work.commit([Set(task_path(work.id), ("answer",), " ".join((answer, *sheet.faults)))], label="Task")
    await work.saved()


def person_named(documents: DocumentReader, name: str) -> _Person:
    """The person of the bible, or of the script, by id or name in any case.

    Raises:
        InputError: nobody is called that.
    """
    bible = documents.project.production_bible.characters
    beats = [read_beats(scene.script) for _, scene in documents.scenes()]
    names = frozenset(names_in(beats))
    beats = [read_beats(scene.script, known_names=names) for _, scene in documents.scenes()]
    descriptions = {each.name: each.description for each in bible.values()}
    figures = script_people(beats, descriptions=descriptions)
    worn = costumes(figures, descriptions)
    wanted = name.strip().casefold()
    for character in bible.values():
        if wanted in (character.id.casefold(), character.name.casefold()):
            figure = figures.get(character.name, "person")
            return _Person(character, figure, worn.get(character.name), is_known=True)
    for each, figure in figures.items():
        if each.casefold() == wanted:
            return _Person(Character(id=new_id(), name=each), figure, worn.get(each), is_known=False)
    known = ", ".join(dict.fromkeys((*(each.name for each in bible.values()), *figures)))
    raise InputError(f"Nobody in this production is called {name!r}; it has {known or 'nobody yet'}.")


async def _drawn(
    work: TaskWork,
    facts: SheetFacts,
    person: _Person,
    view: SheetView,
    references: Sequence[Attached],
    advice: Sequence[str],
) -> tuple[Attached, str]:
    label = f"{facts.person.name}, {view}:"
    if work.model.name == OFFLINE:
        size = kit_library().pose_size(person.figure, "stand")
        stage = sheet_stage(person.figure, size, view, palette=person.palette)
        data = await work.frames.stage(stage, size=_OFFLINE_SIZES[view], look="sketch")
        return Attached(data, "image/png", label), ""
    request = sheet_request(facts, view, drawn=references, advice=advice)
    answer = await work.model.picture(request)
    png = await work.frames.checked(answer.data, aspect=shape_value(request.aspect))
    return Attached(png, "image/png", label), request.prompt


async def _known_pictures(work: TaskWork, character: Character) -> tuple[Attached, ...]:
    found: list[Attached] = []
    for asset in character.reference_image_urls:
        try:
            data = await work.frames.reference(await work.read_media(asset))
        except MediaError:
            continue
        found.append(Attached(data, "image/jpeg", f"{character.name}, as already known:"))
    return tuple(found)


def _parts(
    documents: DocumentReader, person: _Person, drawn: Sequence[tuple[DrawnView, str]], language: Language
) -> list[ProposedPart]:
    character = person.character
    parts: list[ProposedPart] = []
    if not person.is_known:
        entry = character.to_wire()
        op: Operation = Set(PROJECT_PATH, ("productionBible", "characters", character.id), entry)
        if not isinstance((documents.raw(PROJECT_PATH) or {}).get("productionBible", {}).get("characters"), dict):
            bible = documents.project.production_bible.to_wire()
            op = Set(PROJECT_PATH, ("productionBible",), {**bible, "characters": {character.id: entry}})
        parts.append(ProposedPart(character.name, artist_words(language, "new_person"), (op,)))
    needs = (0,) if parts else ()
    field = ("productionBible", "characters", character.id, "referenceImageUrls")
    for each, why in drawn:
        op = Append(PROJECT_PATH, field, (each.asset,))
        parts.append(ProposedPart(artist_words(language, each.view), why, (op,), needs))
    return parts


def _reasons(drawn: DrawnView, why: str, bar: float, language: Language) -> str:
    """Why a picture is proposed, and what the critic saw in it."""
    verdict = drawn.verdict
    if not verdict.is_checked:
        return why if verdict.reason == why else f"{why} {verdict.reason}"
    told = artist_words(language, "passed" if verdict.passed else "not_passed", score=f"{verdict.score:.0%}")
    weak = "; ".join(each.note for each in verdict.criteria if each.score < bar)
    return " ".join(filter(None, (why, told, artist_words(language, "sheet_noted", what=weak) if weak else "")))

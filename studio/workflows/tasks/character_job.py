"""Character sheets for a person of the film: proposed picture by picture, for somebody to choose."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from studio.workflows.tasks.proposing import ProposedPart, propose
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


async def draw_character(work: TaskWork, *, size: PictureSize = "2K") -> None:
    """Draws the three views, each like those before; what was drawn is proposed, also where a later view failed."""
    wish = work.task.input_context
    if not isinstance(wish, CharacterInput):
        raise InputError("Choose a character to draw.")
    person = person_named(work.document, wish.character_id)
    known = await _known_pictures(work, person.character)
    facts = SheetFacts(person.character, work.document.project.production_bible, known, size, wish.note)
    drawn: list[tuple[SheetView, str, Attached]] = []
    fault = ""
    language = language_of(scene.script for _, scene in work.document.scenes())
    for place, view in enumerate(VIEWS):
        work.tell(place, len(VIEWS), "drawing")
        try:
            picture = await _drawn(work, facts, person, view, [each for _, _, each in drawn])
        except StudioError as error:
            if not drawn:
                raise
            fault = artist_words(language, "sheet_rest", why=error.message)
            break
        drawn.append((view, await work.put_media(picture.data, "png"), picture))
    work.tell(len(VIEWS), len(VIEWS), "proposing")
    is_offline = work.model.name == OFFLINE
    why = artist_words(language, "sheet_offline" if is_offline else "sheet_why")
    parts = _parts(work.document, person, [(view, asset) for view, asset, _ in drawn], why, language)
    name = person.character.name
    propose(
        work,
        parts,
        agent="artist",
        title=artist_words(language, "sheet", name=name),
        rationale=" ".join(filter(None, (why, fault))),
    )
    answer = artist_words(language, "sheet_wait", name=name, count=str(len(drawn)))
    work.commit([Set(task_path(work.id), ("answer",), " ".join(filter(None, (answer, fault))))], label="Task")
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
    work: TaskWork, facts: SheetFacts, person: _Person, view: SheetView, before: list[Attached]
) -> Attached:
    label = f"{facts.person.name}, {view}:"
    if work.model.name == OFFLINE:
        size = kit_library().pose_size(person.figure, "stand")
        stage = sheet_stage(person.figure, size, view, palette=person.palette)
        return Attached(await work.frames.stage(stage, size=_OFFLINE_SIZES[view], look="sketch"), "image/png", label)
    drawn = [replace(each, data=await work.frames.reference(each.data), media_type="image/jpeg") for each in before]
    request = sheet_request(facts, view, drawn=drawn)
    answer = await work.model.picture(request)
    png = await work.frames.checked(answer.data, aspect=shape_value(request.aspect))
    return Attached(png, "image/png", label)


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
    documents: DocumentReader, person: _Person, drawn: list[tuple[SheetView, str]], why: str, language: Language
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
    for view, asset in drawn:
        parts.append(ProposedPart(artist_words(language, view), why, (Append(PROJECT_PATH, field, (asset,)),), needs))
    return parts

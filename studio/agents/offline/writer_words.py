"""What the offline Writer says of its rules, in the language of what it works on."""

from __future__ import annotations

from studio.script.language import Language

WHY_SCENE: dict[Language, dict[str, str]] = {
    "en": {
        "opening": "Offline, by rule: the first sentences play here.",
        "place": "Offline, by rule: a new scene, because the text goes to another place ({place}).",
        "time": "Offline, by rule: a new scene, because the time of day changes ({time}).",
        "leap": "Offline, by rule: a new scene, because the text says that time has passed.",
        "script": "Offline, by rule: the scene is the script's own, letter for letter.",
    },
    "ko": {
        "opening": "오프라인 규칙: 처음 문장들이 여기서 벌어집니다.",
        "place": "오프라인 규칙: 장소가 바뀌어({place}) 새 씬이 됩니다.",
        "time": "오프라인 규칙: 시간대가 바뀌어({time}) 새 씬이 됩니다.",
        "leap": "오프라인 규칙: 시간이 흘렀다고 쓰여 있어 새 씬이 됩니다.",
        "script": "오프라인 규칙: 대본의 씬을 글자 그대로 두었습니다.",
    },
}
NO_PLACE: dict[Language, str] = {
    "en": " No place is named; give the heading one.",
    "ko": " 장소가 쓰여 있지 않으니 씬 헤딩에 적어 주세요.",
}
WHY_DRAFT: dict[Language, dict[bool, str]] = {
    "en": {
        True: "Offline, by rule: the scenes are the script's own ({scenes}), cut into {shots} shots by film grammar."
        " The logline, genre and tone need a model or a person.",
        False: "Offline, by rule: the sentences are grouped by place and time into {scenes} scenes, in their order,"
        " and cut into {shots} shots by film grammar. Nothing is added but the headings; the first sentence stands"
        " as the logline.",
    },
    "ko": {
        True: "오프라인 규칙: 대본의 씬 {scenes}개를 그대로 두고 영화 문법에 따라 숏 {shots}개로 나누었습니다."
        " 로그라인과 장르, 톤은 모델이나 사람이 써야 합니다.",
        False: "오프라인 규칙: 문장을 장소와 시간에 따라 순서대로 씬 {scenes}개로 묶고"
        " 영화 문법에 따라 숏 {shots}개로 나누었습니다."
        " 씬 헤딩 말고는 아무것도 덧붙이지 않았고, 첫 문장을 로그라인으로 두었습니다.",
    },
}
CANNOT_REVISE: dict[Language, str] = {
    "en": "Offline, the Writer cannot rewrite a scene as it is wished: that needs a model. Enter a Gemini key in"
    " the settings. The scene's form (heading, cues, paragraphs) is right as it stands.",
    "ko": "오프라인에서는 바라는 대로 씬을 고쳐 쓸 수 없습니다. 모델이 필요하니 설정에서 Gemini 키를 입력해 주세요."
    " 씬의 형식(헤딩, 인물 이름, 문단)은 지금 그대로 맞습니다.",
}
FORM_ONLY: dict[Language, str] = {
    "en": "Offline, only the form of the scene was set right; what was wished needs a model.",
    "ko": "오프라인에서는 씬의 형식만 바로잡았습니다. 바라신 내용은 모델이 있어야 고칠 수 있습니다.",
}
WHY_AGAIN: dict[Language, str] = {
    "en": "Offline, the Writer can only repeat the reason that it gave: {why}",
    "ko": "오프라인에서는 제안할 때 밝힌 이유만 되풀이할 수 있습니다: {why}",
}
NOTHING_TO_SAY: dict[Language, str] = {
    "en": "Offline, the Writer answers questions about a proposal only; this needs a model.",
    "ko": "오프라인에서는 제안에 관한 질문에만 답할 수 있습니다. 이 질문에는 모델이 필요합니다.",
}

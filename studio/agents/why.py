"""The reasons film grammar knows, each as a director says it in English and in Korean.

``{who}`` and ``{other}`` are people, ``{thing}`` is a thing or a place; the Korean particle after one is written as the
pair to choose from.
"""

from __future__ import annotations

from enum import Enum


class Why(Enum):
    """One reason; its value is the English and the Korean sentence."""

    RETURN = (
        "Return to a known place: {thing} was established before, so one wide board is enough to land us there.",
        "이미 설정한 장소로 돌아온다. {thing:은/는} 앞에서 보여 주었으니 와이드 숏 한 컷이면 충분하다.",
    )
    ESTABLISH_OUTDOORS = (
        "Establishing wide: a new place outdoors, so {thing} is seen whole before anyone in it.",
        "설정 숏. 처음 나오는 야외이므로 인물보다 먼저 {thing} 전체를 보여 준다.",
    )
    ESTABLISH_EMPTY_ROOM = (
        "Establishing wide: the scene opens in a new room, so {thing} is shown with its exits and furniture; a slow "
        "push lets the room speak first.",
        "설정 숏. 처음 나오는 실내이므로 출입구와 가구 배치까지 {thing:을/를} 한눈에 보여 준다. 천천히 달리 인 하며 "
        "공간이 먼저 말하게 한다.",
    )
    ESTABLISH_ROOM = (
        "Establishing wide: the scene opens in a new room, so {thing} is shown with its exits and furniture; the frame "
        "holds still until somebody acts.",
        "설정 숏. 처음 나오는 실내이므로 출입구와 가구 배치까지 {thing:을/를} 한눈에 보여 준다. 누군가 움직일 때까지 "
        "카메라는 고정한다.",
    )
    FALL = (
        "High angle on a fall: looking down makes {who} small and leaves the ground in the frame.",
        "쓰러지는 순간은 부감. 내려다보면 {who:이/가} 작아지고 화면에 바닥이 남는다.",
    )
    THREAT_LOW = (
        "Low angle for a threat: from below, {who} holds the power of the frame.",
        "위협은 앙각. 올려다보면 {who:이/가} 화면을 장악한다.",
    )
    THREAT_DUTCH = (
        "Dutch angle: the horizon tips because the scene does.",
        "더치 앵글. 상황이 기울었으니 수평선도 기울인다.",
    )
    SEQUENCE = (
        "One after another: the camera travels with the chain, because cutting would break its order.",
        "차례로 이어지는 움직임. 컷을 나누면 순서가 깨지므로 카메라가 흐름을 따라간다.",
    )
    ENTER_OTHERS = (
        "Re-establish on an entrance: {who} comes in, so the frame opens to show where everyone now stands.",
        "등장에 맞춘 재설정 숏. {who:이/가} 들어오므로 화면을 넓혀 각자의 위치를 다시 알려 준다.",
    )
    ENTER = (
        "Entrance: {who} walks into a full shot, so that we read the body before the face.",
        "등장. {who:을/를} 풀 숏으로 맞아, 얼굴보다 몸짓을 먼저 읽게 한다.",
    )
    EXIT = (
        "Exit: the camera stays and lets {who} leave the frame; the empty space ends the beat.",
        "퇴장. 카메라는 그대로 두고 {who:이/가} 프레임 아웃하게 한다. 남은 빈 화면이 이 대목을 닫는다.",
    )
    POINT_OF_VIEW = (
        "Point of view: {who} looked, so the next board is what is seen, from that height.",
        "시점 숏(POV). {who:이/가} 보았으니 다음 컷은 그 눈높이에서 본 것이다.",
    )
    EYE_LINE = (
        "Eye-line: {who} looks at {other}, so the lens stays close to that line.",
        "시선 일치. {who:이/가} {other:을/를} 보고 있으므로 카메라를 그 시선 가까이에 둔다.",
    )
    LOOK = (
        "The look before what is seen: close on {who}, so that the next cut belongs to those eyes.",
        "보는 얼굴이 먼저다. {who:을/를} 가까이 잡아, 다음 컷이 그 눈에 비친 것이 되게 한다.",
    )
    AFTER_INSERT = (
        "Back to {who} after the insert: a second close detail in a row would lose the person.",
        "인서트 다음은 다시 {who}. 디테일이 연달아 나오면 인물을 놓친다.",
    )
    HANDS = (
        "On the hands: what {who} does not say is told by them.",
        "손을 보여 준다. {who:이/가} 말하지 않는 것을 손이 말한다.",
    )
    INSERT_SEEN = (
        "Insert from {who}'s eyes: the script looks at the {thing}, so we read it too.",
        "{who}의 눈으로 보는 인서트. 시선이 {thing:으로/로} 가니 관객도 함께 본다.",
    )
    INSERT_HANDLED = (
        "Insert: the {thing} will matter, so it gets the whole frame while {who} handles it.",
        "인서트. {thing:은/는} 나중에 중요해지므로, {who:이/가} 만지는 동안 화면을 가득 채운다.",
    )
    INSERT_ALONE = (
        "Insert: the line is about the {thing} alone, so nothing else is in the frame.",
        "인서트. {thing}만 나오는 지문이므로 화면에도 그것만 둔다.",
    )
    NO_SUCH_THING = (
        "The set has no {thing}, so {who} is framed instead, hands in the picture.",
        "세트에 {thing:이/가} 없어, 대신 {who:을/를} 손까지 보이게 잡는다.",
    )
    PLACE_INSTEAD = (
        "The set has no {thing}, so the place is shown instead.",
        "세트에 {thing:이/가} 없어, 대신 장소를 보여 준다.",
    )
    TRACK_RUN = (
        "Tracking shot: {who} runs, and the camera runs alongside to keep the ground moving.",
        "트래킹 숏. {who:이/가} 달리므로 카메라도 나란히 달려 배경을 흘려보낸다.",
    )
    TRACK_WALK = (
        "Moving with {who}: the camera keeps pace, so the place passes by and the person stays.",
        "{who:과/와} 함께 가는 트래킹 숏. 걸음에 맞춰 움직이면 인물은 남고 공간이 지나간다.",
    )
    VEHICLE = (
        "Pan with the {thing}: a fixed camera lets it cross the frame and shows how far it comes.",
        "{thing:을/를} 따라가는 팬. 카메라는 제자리에 두고 화면을 가로지르게 하면 움직인 거리가 보인다.",
    )
    RE_ESTABLISH_ACTION = (
        "Re-establish: a long run of close boards has lost the room, so this quiet action is played wide.",
        "재설정 숏. 가까운 컷이 오래 이어져 공간을 잃었으니, 이 조용한 동작은 와이드로 간다.",
    )
    RE_ESTABLISH_PLACE = (
        "Re-establish: a long run of close boards has lost the room; the description gives it back.",
        "재설정 숏. 가까운 컷이 오래 이어져 공간을 잃었으니, 장소를 묘사하는 이 지문에서 되찾는다.",
    )
    GROUP = (
        "Two-shot: the action is between {who} and {other}, so both stay in one frame and the distance can be read.",
        "투숏. {who:과/와} {other} 사이의 일이므로 한 화면에 담아 둘의 거리를 읽게 한다.",
    )
    SILENCE = (
        "Reaction: the words have stopped, so the answer is read on {who}.",
        "리액션 숏. 말이 멎었으니 대답은 {who}의 얼굴에서 읽는다.",
    )
    NEAR_GROUND = (
        "High three-quarter: {who} is near the ground, and the angle keeps the whole body readable.",
        "비스듬한 부감. {who:이/가} 바닥 가까이 있어 위에서 잡아야 몸 전체가 읽힌다.",
    )
    ATTITUDE = (
        "Body before face: {who} changes attitude, so the frame runs to mid-thigh or below.",
        "얼굴보다 몸. {who}의 자세가 달라지므로 허벅지 아래까지 담는다.",
    )
    ONE_PERSON = (
        "Medium on one person: {who} acts alone, and hands and face fit in one frame.",
        "미디엄 원숏. {who} 혼자 움직이므로 손과 얼굴을 한 화면에 담는다.",
    )
    DETAIL_THING = (
        "Detail: a short line for the {thing}, so the cut goes to it and back.",
        "디테일. {thing:을/를} 짚는 짧은 지문이므로 컷으로 잠깐 보여 주고 돌아온다.",
    )
    DETAIL = (
        "Detail: a line of its own on the page is a picture of its own; it is held with nobody in it.",
        "디테일. 따로 떼어 쓴 한 줄은 한 컷이다. 인물 없이 잠시 머문다.",
    )
    CUTAWAY = (
        "Cutaway: the line describes the place and nobody in it, so the people leave the frame.",
        "컷어웨이. 인물 없이 장소만 묘사하는 지문이므로 화면에서도 인물을 뺀다.",
    )
    TOGETHER = (
        "Both at once: {who} and {other} talk over each other, so neither gets a single.",
        "겹치는 대사. {who:과/와} {other:이/가} 동시에 말하므로 단독 숏으로 나누지 않는다.",
    )
    REACTION = (
        "Reaction: the speech is long, so its middle plays on {other}, who has to hear it; the line goes on under the "
        "picture.",
        "리액션 숏. 대사가 길어 가운데는 듣고 있는 {other:을/를} 보여 준다. 말은 화면 밖에서 이어진다.",
    )
    TWO_SHOT = (
        "Two-shot to open the exchange: {who} and {other} share the frame, which draws the 180° line that the singles "
        "will keep.",
        "대화를 여는 투숏. {who:과/와} {other:을/를} 한 화면에 담아, 뒤따를 단독 숏들이 180도 법칙으로 지킬 "
        "가상선을 긋는다.",
    )
    QUICK = (
        "Quick exchange: a line and its answer are too short to cut, so {who} and {other} share the frame and the "
        "pause between them is theirs.",
        "짧게 주고받는 대사. 컷을 나누기에는 짧으니 {who:과/와} {other:을/를} 한 화면에 담아 둘 사이의 침묵까지 "
        "살린다.",
    )
    VOICE_OVER = (
        "Voice over: {who} is not in the picture, so the place listens; the frame holds.",
        "보이스오버. {who:은/는} 화면에 없으므로 빈 공간이 듣는다. 카메라는 고정한다.",
    )
    VOICE_OFF = (
        "Voice off: {who} is heard, not seen, so the frame belongs to {other}, who hears it.",
        "화면 밖 목소리. {who:은/는} 소리로만 있으므로 듣고 있는 {other:을/를} 잡는다.",
    )
    MONOLOGUE = (
        "Alone with the words: nobody answers {who}, so each line comes a step closer.",
        "독백. {who}에게 답하는 사람이 없으니 대사마다 한 단계씩 다가간다.",
    )
    PEAK = (
        "Close-up at the peak: this is the line the exchange was going to, so {who} fills the frame; a slow push.",
        "절정의 클로즈업. 대화가 향해 온 대사이므로 {who}의 얼굴로 화면을 채우고 천천히 푸시 인 한다.",
    )
    RELEASE_TOGETHER = (
        "Release: the exchange is over, so the frame opens to {who} and {other} and lets the air back in.",
        "긴장을 푼다. 대화가 끝났으니 {who:과/와} {other:을/를} 함께 담아 화면에 숨통을 틔운다.",
    )
    RELEASE_ALONE = (
        "After the peak: a clean single, {who} alone with what was said.",
        "절정이 지난 뒤의 단독 숏. 방금 나온 말과 함께 {who}만 남긴다.",
    )
    CLOSER_AGAIN = (
        "Closer as the speech goes on: back from the reaction, {who} is one step tighter than when it began.",
        "말이 이어질수록 가까이. 리액션에서 돌아온 {who:은/는} 처음보다 한 단계 타이트하다.",
    )
    OVER_SHOULDER = (
        "Over the shoulder of {other}: {who} answers, on the same side of the line as before.",
        "오버 더 숄더. {other}의 어깨 너머로 {who:이/가} 답한다. 가상선의 같은 쪽을 지킨다.",
    )
    TIGHTEN = (
        "Tightening: the exchange goes on, so {who} comes a step closer, in a clean single.",
        "대화가 이어지므로 {who:을/를} 한 단계 더 타이트하게, 단독 숏으로 잡는다.",
    )
    LOOKED_DOWN_ON = (
        "From {other}'s height, down to {who}.",
        "{other}의 눈높이에서 {who:을/를} 내려다본다.",
    )
    LOOKED_UP_TO = (
        "From {other}'s height, up to {who}.",
        "{other}의 눈높이에서 {who:을/를} 올려다본다.",
    )
    PULL_BACK = (
        "Pull back: the story leaves, so the camera does too, and the place is left as it was found.",
        "달리 아웃. 이야기가 떠나니 카메라도 물러나, 장소를 처음 모습 그대로 남긴다.",
    )
    HELD_TO_END = (
        "Held a little before the cut: the scene ends on it.",
        "씬이 여기서 끝나므로 컷하기 전에 조금 더 머문다.",
    )
    SHOT_HOLDS = (
        "The shot holds: what comes next is the same picture, so there is nothing to cut to.",
        "숏을 유지한다. 이어지는 내용도 같은 그림이라 컷을 나눌 이유가 없다.",
    )
    SEEN_ON_THEM = (
        "A word or two with nothing of their own to show: they are played on the picture that stands.",
        "따로 보여 줄 것이 없는 짧은 지문은 지금 화면 위에서 그대로 이어 간다.",
    )
    HELD_WITHOUT_THING = (
        "The set has no {thing}, so the shot of {who} holds for it, hands in the picture.",
        "세트에 {thing:이/가} 없으므로 {who:을/를} 잡은 숏을 손까지 보이게 유지한다.",
    )
    STEP_OF_SIZE = (
        "A step of size away from the last board, for the 30° rule.",
        "30도 법칙에 따라 앞 보드와 사이즈를 한 단계 달리한다.",
    )
    STEP_OF_ANGLE = (
        "A step of angle away from the last board, for the 30° rule.",
        "30도 법칙에 따라 앞 보드와 앵글을 달리한다.",
    )
    WIDER_LENS = (
        "{thing} instead of {other}: there is no room to step back.",
        "{other} 대신 {thing} 렌즈를 쓴다. 카메라가 더 물러날 자리가 없다.",
    )
    LONGER_LENS = (
        "{thing} instead of {other}: the camera would stand too near.",
        "{other} 대신 {thing} 렌즈를 쓴다. 카메라가 인물에 너무 가까워진다.",
    )

    @property
    def english(self) -> str:
        """The English sentence, to be filled."""
        return self.value[0]

    @property
    def korean(self) -> str:
        """The Korean sentence, to be filled."""
        return self.value[1]

"""Mood: time of day, weather, theme and feeling, from words of both languages."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Mood:
    """What a prompt says about the air of a place; empty where it says nothing."""

    time: str = ""
    weather: str = ""
    theme: str = ""
    feeling: str = ""


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {word.strip(): name for name, cell in table.items() for word in cell.split(",")}


TIMES = MappingProxyType(
    _by_word(
        {
            "night": "night, midnight, nighttime, evening, moonlit, moonlight, 밤, 한밤, 한밤중, 자정, 심야, 저녁, 달빛, 야간",
            "sunset": "sunset, dusk, twilight, golden hour, 노을, 석양, 해질녘, 황혼, 해질무렵, 저녁노을, 일몰",
            "dawn": "dawn, sunrise, daybreak, 새벽, 동틀녘, 해돋이, 일출, 여명",
            "day": "day, daytime, morning, noon, afternoon, midday, sunny, 낮, 한낮, 대낮, 아침, 오전, 오후, 정오, 햇살, 햇빛",
        }
    )
)
WEATHERS = MappingProxyType(
    _by_word(
        {
            "rain": "rain, rainy, raining, storm, stormy, drizzle, downpour, thunder, thunderstorm, 비, 빗속, 폭우, 소나기, 장마, 폭풍, 천둥",
            "snow": "snow, snowy, snowing, blizzard, 눈, 눈보라, 설원, 폭설, 함박눈",
            "fog": "fog, foggy, mist, misty, haze, smoky, 안개, 자욱한, 연기",
            "wind": "wind, windy, 바람, 강풍",
        }
    )
)
THEMES = MappingProxyType(
    _by_word(
        {
            "fantasy": "fantasy, magic, magical, wizard, hogwarts, dragon, elf, fairy tale, enchanted, 판타지, 마법, 마법의, 호그와트, 마법사, 요정, 드래곤",
            "sci-fi": "sci-fi, science fiction, futuristic, spaceship, space, robot, hologram, alien, 우주선, 미래, 미래의, 우주, 로봇, 외계, 홀로그램",
            "neon": "cyberpunk, neon, 사이버펑크, 네온, 네온사인",
            "horror": "horror, haunted, creepy, spooky, scary, eerie, ghost, cursed, 공포, 귀신, 유령, 으스스한, 무서운, 저주받은, 음산한, 섬뜩한",
            "medieval": "medieval, knight, castle, 중세, 기사, 중세의",
            "noir": "noir, detective, gangster, 누아르, 느와르, 탐정, 형사, 갱스터",
            "pirate": "pirate, pirates, 해적, 해적선",
            "western": "western, cowboy, saloon, 서부, 카우보이",
            "romance": "romantic, romance, wedding, date, 로맨틱한, 결혼식, 낭만적인, 결혼식장",
            "war": "war, battle, battlefield, soldier, soldiers, 전쟁, 전투, 전장, 군인",
            "historical": "joseon, hanok, samurai, dynasty, 조선, 조선시대, 한옥, 사극, 사무라이, 고려",
        }
    )
)
FEELINGS = MappingProxyType(
    _by_word(
        {
            "tense": "tense, tension, suspenseful, interrogation, dangerous, threatening, 긴장, 긴장된, 긴박한, 취조실, 위험한, 심문, 허름한",
            "warm": "warm, cozy, cosy, candlelit, welcoming, homely, 따뜻한, 아늑한, 포근한, 훈훈한",
            "sad": "sad, lonely, melancholy, somber, gloomy, bleak, 슬픈, 외로운, 쓸쓸한, 우울한, 적막한",
            "joyful": "joyful, happy, cheerful, festive, lively, busy, playful, 즐거운, 행복한, 신나는, 축제, 활기찬, 분주한",
            "calm": "calm, peaceful, serene, quiet, zen, tranquil, 고요한, 평화로운, 조용한, 잔잔한, 차분한",
            "epic": "epic, majestic, grand, heroic, 웅장한, 장엄한, 거대한",
            "mysterious": "mysterious, mystery, secret, hidden, 신비한, 신비로운, 비밀, 수상한, 미스터리",
        }
    )
)


def read_mood(tokens: tuple[str, ...]) -> Mood:
    """The first word that speaks of each: ``tokens`` are whole words (and pairs of words) without particles."""

    def first(table: MappingProxyType[str, str]) -> str:
        return next((table[token] for token in tokens if token in table), "")

    return Mood(first(TIMES), first(WEATHERS), first(THEMES), first(FEELINGS))

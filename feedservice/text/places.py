"""Places that datelines and bylines name without further sign, and family names written together with the next. Pure."""

from feedservice.text.languages import every_word

#: Capitals and the cities that news most often comes from, without case.
CITIES = frozenset(city.casefold() for city in every_word("trade", "cities"))
#: 王明 李华 are two people, 山田 太郎 is one.
CHINESE_SURNAMES = frozenset("".join(every_word("trade", "surnames")))

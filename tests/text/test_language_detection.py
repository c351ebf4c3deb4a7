"""Which language a text is in: a sentence of news for each, in our own words."""

from __future__ import annotations

import pytest

from feedservice.text.language_detection import contradicted, detect

SENTENCES = {
    "en": "The harbour of Port Eller reopened at dawn on Wednesday, and two hundred boats that had waited for four days left at once.",
    "de": "Der Hafen von Port Eller wurde am Mittwochmorgen wieder geöffnet, und zweihundert Boote liefen sofort aus.",
    "fr": "Le port d'Eller a rouvert mercredi à l'aube et deux cents bateaux sont partis aussitôt, selon la capitainerie.",
    "es": "El puerto de Eller reabrió el miércoles al amanecer y doscientos barcos salieron de inmediato, según la capitanía.",
    "it": "Il porto di Eller ha riaperto mercoledì all'alba e duecento barche sono partite subito, dice la capitaneria.",
    "pt": "O porto de Eller reabriu na quarta-feira ao amanhecer e duzentos barcos saíram logo, segundo a capitania, que não quis dizer mais.",
    "nl": "De haven van Eller ging woensdag bij zonsopgang weer open en tweehonderd boten vertrokken meteen.",
    "sv": "Hamnen i Eller öppnade igen i gryningen på onsdagen och tvåhundra båtar gav sig av direkt.",
    "da": "Havnen i Eller åbnede igen ved daggry onsdag, og to hundrede både sejlede straks af sted efter stormen.",
    "nb": "Havnen i Eller åpnet igjen ved daggry onsdag, og to hundre båter dro av gårde med en gang etter stormen.",
    "fi": "Ellerin satama avattiin uudelleen keskiviikkona aamunkoitteessa, ja kaksisataa venettä lähti heti merelle.",
    "pl": "Port w Eller został ponownie otwarty w środę o świcie, a dwieście łodzi natychmiast wypłynęło w morze.",
    "cs": "Přístav v Elleru byl ve středu za úsvitu znovu otevřen a dvě stě lodí ihned vyplulo na moře.",
    "sk": "Prístav v Elleri bol v stredu na úsvite opäť otvorený a dvesto lodí hneď vyplávalo na more.",
    "hu": "Az elleri kikötő szerdán hajnalban újra megnyílt, és kétszáz hajó azonnal kifutott a tengerre.",
    "ro": "Portul din Eller s-a redeschis miercuri în zori, iar două sute de bărci au plecat imediat pe mare.",
    "hr": "Luka u Elleru ponovno je otvorena u srijedu u zoru, a dvjesto brodova odmah je isplovilo na more.",
    "tr": "Eller limanı çarşamba günü şafakta yeniden açıldı ve iki yüz tekne hemen denize açıldı.",
    "id": "Pelabuhan Eller dibuka kembali pada Rabu dini hari dan dua ratus kapal langsung berangkat ke laut.",
    "vi": "Cảng Eller mở cửa trở lại vào rạng sáng thứ Tư và hai trăm chiếc thuyền đã ra khơi ngay lập tức.",
    "ru": "Порт Эллер вновь открылся на рассвете в среду, и двести лодок сразу вышли в море.",
    "uk": "Порт Еллер знову відкрився на світанку в середу, і двісті човнів одразу вийшли в море.",
    "bg": "Пристанището в Елер отвори отново на разсъмване в сряда и двеста лодки веднага излязоха в морето.",
    "sr": "Лука у Елеру поново је отворена у среду у зору, а двеста бродова одмах је испловило на море њихово.",
    "el": "Το λιμάνι του Έλλερ άνοιξε ξανά την αυγή της Τετάρτης και διακόσια σκάφη έφυγαν αμέσως.",
    "ar": "أعيد فتح ميناء إيلر فجر الأربعاء وغادرت مئتا سفينة على الفور بحسب هيئة الميناء.",
    "fa": "بندر الر بامداد چهارشنبه دوباره باز شد و دویست قایق بی‌درنگ به دریا رفتند.",
    "ur": "ایلر کی بندرگاہ بدھ کی صبح دوبارہ کھول دی گئی اور دو سو کشتیاں فوراً روانہ ہو گئیں۔",
    "he": "נמל אלר נפתח מחדש עם שחר ביום רביעי, ומאתיים סירות יצאו מיד לים.",
    "hi": "एलर का बंदरगाह बुधवार को भोर में फिर से खुल गया और दो सौ नावें तुरंत रवाना हो गईं।",
    "th": "ท่าเรือเอลเลอร์เปิดอีกครั้งเมื่อรุ่งสางวันพุธ และเรือสองร้อยลำออกเดินทางทันที",
    "ja": "エラー港は水曜日の夜明けに再開し、二百隻の船がすぐに出港した。",
    "ko": "엘러 항구가 수요일 새벽에 다시 문을 열었고 배 200척이 곧바로 출항했다.",
    "zh": "东港港务局周三清晨宣布，港口重新开放，首批渔船在六点前离港，这是四天来的第一次。",
    "zh-Hant": "東港港務局週三清晨宣布，港口重新開放，首批漁船在六點前離港，這是四天來的第一次。",
    "ca": "El port d'Eller va reobrir dimecres a l'alba i dues-centes barques van sortir de seguida, segons la capitania.",
    "et": "Elleri sadam avati kolmapäeva koidikul uuesti ja kakssada paati läks kohe merele.",
    "lv": "Elleras osta trešdien rītausmā atkal tika atvērta, un divsimt laivu uzreiz devās jūrā.",
    "lt": "Ellerio uostas trečiadienį auštant vėl buvo atidarytas, ir du šimtai laivų iš karto išplaukė į jūrą.",
    "sl": "Pristanišče v Ellerju so v sredo ob zori znova odprli in dvesto čolnov je takoj odplulo na morje.",
    "is": "Höfnin í Eller opnaði aftur í dögun á miðvikudag og tvö hundruð bátar lögðu strax úr höfn.",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items(), ids=SENTENCES)
def test_one_sentence_of_news_is_enough(language: str, text: str) -> None:
    found, confidence = detect(text)
    assert found == language
    assert confidence >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Boats left.",
        "Harbour reopens",
        "12345 " * 20,
        "Ana Ruiz Tom Lee Mira Holt Leo Brandt Jana Meier Uwe Groß Sam Li",
        "港",
    ],
)
def test_a_few_words_or_names_say_nothing(text: str) -> None:
    assert detect(text) == ("", 0.0)


def test_a_text_with_some_words_of_another_script_is_of_the_one_it_is_mostly_in() -> None:
    assert detect(SENTENCES["en"] + " 港口")[0] == "en"
    assert detect(SENTENCES["zh"] + " Port Eller")[0] == "zh"


@pytest.mark.parametrize(
    ("declared", "written", "expected"),
    [
        ("en", "zh", "zh"),
        ("en-US", "ar", "ar"),
        ("zh", "en", "en"),
        ("de", "ru", "ru"),
        ("en", "de", ""),
        ("en-GB", "en", ""),
        ("zh-TW", "zh-Hant", ""),
        ("ru", "uk", ""),
        ("sr", "hr", ""),
        ("ja", "zh", ""),
    ],
)
def test_a_declared_language_is_contradicted_by_the_script_alone(declared: str, written: str, expected: str) -> None:
    assert contradicted(declared, SENTENCES[written]) == expected

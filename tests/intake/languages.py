"""A short piece of news in many languages, in our own words, and the encodings it may come in."""

from __future__ import annotations

import unicodedata

#: By language: a headline, then the story.
STORIES: dict[str, tuple[str, str]] = {
    "de": (
        "Größter Hafen öffnet früher",
        (
            "Der Hafen von Mühlenbrück öffnet nach dem schweren Sturm schon am Montag wieder. Vierzig Schiffe warten vor der "
            "Küste, sagte die Hafenmeisterin Käthe Groß. „Wir müssen zuerst die Straße räumen“, fügte sie hinzu. Für Gäste "
            "bleibt die Brücke bis Donnerstag gesperrt, und die Fähre fährt nur zweimal täglich."
        ),
    ),
    "fr": (
        "Le marché rouvre après l’orage",
        (
            "La halle aux poissons de Port-Élan a rouvert lundi matin, où une centaine d’habitués étaient déjà présents. « Ça "
            "fait plaisir de voir la fumée au-dessus des étals », a déclaré la mairesse. Les bateaux, bloqués à quai depuis "
            "la tempête, repartiront dès que la météo s’améliorera. Les dégâts s’élèvent à 40 000 €."
        ),
    ),
    "es": (
        "El puerto reabrirá mañana",
        (
            "La alcaldesa confirmó que el puerto reabrirá mañana, después de tres días de lluvia. ¿Cuándo volverán los "
            "pescadores? «Ojalá sea el miércoles», respondió el señor Ibáñez, que dirige la cofradía desde hace años. Según "
            "la compañía, las máquinas ya están listas y ningún niño faltará a la excursión."
        ),
    ),
    "pt": (
        "Pescadores regressam à região",
        (
            "As embarcações não saíram durante três dias, mas amanhã voltarão ao mar, disse a presidente da câmara. «Há "
            "muita preocupação com os preços», afirmou João Conceição. A situação será avaliada às oito horas da manhã, e "
            "as decisões serão anunciadas à população até sábado."
        ),
    ),
    "it": (
        "La città aspetta, più navi in rada",
        (
            "Il sindaco ha detto che la città è pronta e che l’attività del porto riprenderà lunedì. «Così non si può più "
            "lavorare», ha protestato un pescatore. Perché i lavori siano finiti servirà però ancora una settimana: è già "
            "stata avvisata la società che gestisce il molo."
        ),
    ),
    "sv": (
        "Färjan går åter från Ängsö",
        (
            "Färjan mellan Ängsö och Västerhamn går åter från måndag, säger hamnchefen Åsa Sjöström. Två bryggor måste först "
            "lagas efter stormen. – Vi är så glada att öborna äntligen får hjälp, säger hon. På lördag väntas många gäster "
            "till den årliga marknaden."
        ),
    ),
    "fi": (
        "Satama avataan jälleen tänään",
        (
            "Myrskyn jälkeen satama avataan jälleen tänään, kertoo päällikkö Väinö Mäkelä. Neljäkymmentä venettä odottaa "
            "lähtöä, ja ensimmäiset pääsevät merelle heti aamulla. Kukaan ei loukkaantunut, mutta pitkä laituri hävisi "
            "lähes kokonaan, ja sen korjaaminen kestää syksyyn."
        ),
    ),
    "pl": (
        "Port znów otwarty po nocnej burzy",
        (
            "Port w Zielonej Łące został w poniedziałek ponownie otwarty. Czterdzieści łodzi wypłynęło już w ciągu godziny, "
            "powiedział kapitan Jędrzej Wójcik. „Nikt nie zginął, lecz dwie przystanie są zniszczone” – dodał. Większość "
            "mieszkańców wróciła do domów, a szkoły będą zamknięte jeszcze przez tydzień."
        ),
    ),
    "cs": (
        "Přístav se po bouři znovu otevřel",
        (
            "Přístav v Dlouhé Vsi se v pondělí ráno znovu otevřel. Během první hodiny vyplulo čtyřicet lodí, řekl správce "
            "Jiří Dvořák. „Nikdo nebyl zraněn, jen dvě mola jsou zničená,“ uvedl. Příští týden přijede ministryně, aby "
            "si prohlédla škody, které vítr způsobil také na střechách domů."
        ),
    ),
    "hu": (
        "Újra megnyílt a kikötő a vihar után",
        (
            "Hétfőn reggel újra megnyílt a kikötő, és egy órán belül negyven hajó futott ki. „Senki sem sérült meg, de két "
            "móló összedőlt” – mondta Szűcs Győző kikötőmester. A város vezetői szerint a helyreállítás őszig eltart, és a "
            "költségek körülbelül kétmillió forintra rúgnak."
        ),
    ),
    "ro": (
        "Portul s-a redeschis după furtună",
        (
            "Portul a fost redeschis luni dimineaţă, iar patruzeci de bărci au ieşit în larg în prima oră. „Nimeni nu a fost "
            "rănit, însă două pontoane sunt distruse”, a spus căpitanul. Primăria va plăti reparaţiile, care vor dura până "
            "la sfârşitul lunii, şi va ajuta pescarii care şi-au pierdut plasele."
        ),
    ),
    "hr": (
        "Luka je ponovno otvorena nakon oluje",
        (
            "Luka je u ponedjeljak ujutro ponovno otvorena, a četrdeset brodova isplovilo je već u prvih sat vremena. Nitko "
            "nije ozlijeđen, kaže načelnica Željka Šimić, no dva su mola uništena. Građani će moći doći po pomoć, a škole "
            "će raditi već sljedeći tjedan."
        ),
    ),
    "tr": (
        "Liman fırtınanın ardından açıldı",
        (
            "Liman pazartesi sabahı yeniden açıldı ve kırk tekne bir saat içinde denize çıktı. Liman başkanı Ayşe Güneş, "
            "kimsenin yaralanmadığını, ancak iki iskelenin yıkıldığını söyledi. “Çalışmalar haftaya başlayacak” diyen Güneş, "
            "balıkçıların zararının karşılanacağını da açıkladı."
        ),
    ),
    "lt": (
        "Uostas po audros vėl atidarytas",
        (
            "Uostas pirmadienio rytą vėl buvo atidarytas, ir per valandą išplaukė keturiasdešimt laivų. „Niekas nebuvo "
            "sužeistas, tačiau dvi prieplaukos sugriuvo“, – sakė uosto viršininkas. Žvejai tikisi, kad šią savaitę orai "
            "pagerės ir jie galės grįžti į jūrą."
        ),
    ),
    "lv": (
        "Osta pēc vētras atkal atvērta",
        (
            "Osta pirmdienas rītā atkal tika atvērta, un stundas laikā jūrā izgāja četrdesmit laivas. Neviens nav cietis, "
            "taču divas piestātnes ir sagrautas, teica ostas kapteinis. Zvejnieki cer, ka šonedēļ laiks kļūs labāks un "
            "viņi varēs turpināt darbu līdz vasaras beigām."
        ),
    ),
    "et": (
        "Sadam avati pärast tormi taas",
        (
            "Sadam avati esmaspäeva hommikul taas ja tunni jooksul läks merele nelikümmend paati. Keegi viga ei saanud, kuid "
            "kaks silda on lõhutud, ütles sadamakapten Jüri Mägi. Töölised jõuavad kohale järgmisel nädalal, ja kõik "
            "külalised peavad ootama sügiseni."
        ),
    ),
    "ru": (
        "Северный порт снова открыт",
        (
            "Порт Эльстер вновь открылся в понедельник утром. Сорок лодок вышли в море в течение часа, сообщила начальница "
            "порта Анна Щукина. «Никто не пострадал, но два причала разрушены», — сказала она. Ремонт продлится до осени, "
            "а школы откроются уже на следующей неделе. Жители просят объяснить, почему о шторме не предупредили."
        ),
    ),
    "uk": (
        "Порт знову відкрито після шторму",
        (
            "Порт знову відкрився в понеділок уранці. Сорок човнів вийшли в море протягом години, повідомила начальниця "
            "порту Їдвіга Євтушенко. «Ніхто не постраждав, але два причали зруйновано», — сказала вона. Ремонт триватиме "
            "до осені, а школи відчиняться вже наступного тижня."
        ),
    ),
    "bg": (
        "Пристанището отвори след бурята",
        (
            "Пристанището отново отвори врати в понеделник сутринта. Четиридесет лодки излязоха в морето за един час, каза "
            "началникът му Първан Ъглов. Никой не е пострадал, но два кея са разрушени. Ремонтът ще продължи до есента, а "
            "училищата ще отворят още през следващата седмица."
        ),
    ),
    "el": (
        "Το λιμάνι άνοιξε ξανά μετά τη θύελλα",
        (
            "Το λιμάνι άνοιξε ξανά τη Δευτέρα το πρωί. Σαράντα βάρκες βγήκαν στη θάλασσα μέσα σε μία ώρα, είπε η λιμενάρχης. "
            "«Κανείς δεν τραυματίστηκε, αλλά δύο αποβάθρες καταστράφηκαν», πρόσθεσε. Οι εργασίες θα κρατήσουν ως το "
            "φθινόπωρο, ενώ τα σχολεία θα ανοίξουν την επόμενη εβδομάδα."
        ),
    ),
    "he": (
        "הנמל נפתח מחדש אחרי הסערה",
        (
            "הנמל נפתח מחדש ביום שני בבוקר. ארבעים סירות יצאו לים בתוך שעה, אמרה מנהלת הנמל. איש לא נפגע, אבל שני מזחים "
            "נהרסו. העבודות יימשכו עד הסתיו, ובתי הספר ייפתחו כבר בשבוע הבא. התושבים מבקשים לדעת מדוע לא הוזהרו."
        ),
    ),
    "ar": (
        "الميناء يفتح أبوابه بعد العاصفة",
        (
            "فتح الميناء أبوابه من جديد صباح يوم الاثنين، وخرج أربعون قاربا إلى البحر خلال ساعة واحدة، كما قالت مديرة "
            "الميناء. لم يصب أحد بأذى، لكن رصيفين قد تهدما. وستستمر أعمال الإصلاح حتى الخريف، بينما تفتح المدارس أبوابها "
            "في الأسبوع المقبل."
        ),
    ),
    "fa": (
        "بندر پس از توفان باز شد",
        (
            "بندر صبح دوشنبه دوباره باز شد و چهل قایق در یک ساعت به دریا رفتند. مدیر بندر گفت که کسی آسیب ندیده است، اما "
            "دو اسکله ویران شده‌اند. کارهای بازسازی تا پاییز ادامه دارد و مدرسه‌ها هفته آینده باز می‌شوند."
        ),
    ),
    "vi": (
        "Cảng mở cửa trở lại sau bão",
        (
            "Cảng đã mở cửa trở lại vào sáng thứ hai. Bốn mươi chiếc thuyền ra khơi chỉ trong một giờ, người quản lý cảng "
            "cho biết. Không ai bị thương, nhưng hai cầu tàu đã bị phá hủy. Việc sửa chữa sẽ kéo dài đến mùa thu, còn "
            "trường học sẽ mở lại trong tuần tới."
        ),
    ),
    "th": (
        "ท่าเรือเปิดอีกครั้งหลังพายุ",
        (
            "ท่าเรือเปิดอีกครั้งในเช้าวันจันทร์ เรือสี่สิบลำออกทะเลภายในหนึ่งชั่วโมง นายท่ากล่าวว่าไม่มีใครบาดเจ็บ แต่สะพานสองแห่งพังเสียหาย "
            "งานซ่อมจะใช้เวลาถึงฤดูหนาว ส่วนโรงเรียนจะเปิดในสัปดาห์หน้า"
        ),
    ),
    "zh": (
        "港口风暴后重新开放",
        (
            "港口周一早上重新开放。四十艘船在一小时内离港出海，港务长说没有人受伤，但是两座码头被毁。修复工程将持续到秋天，学校下周复课。"
            "“我们希望渔民尽快恢复生产。”她在新闻发布会上表示，政府会承担大部分费用。"
        ),
    ),
    "zh-Hant": (
        "港口風暴後重新開放",
        (
            "港口週一早上重新開放。四十艘船在一小時內離港出海，港務長說沒有人受傷，但是兩座碼頭被毀。修復工程將持續到秋天，學校下週復課。"
            "「我們希望漁民儘快恢復生產。」她在記者會上表示，政府會承擔大部分費用。"
        ),
    ),
    "ja": (
        "嵐の後、港が再び開く",
        (
            "港は月曜日の朝に再び開いた。四十隻の船が一時間以内に出港したと港長は述べた。けが人はいなかったが、二つの桟橋が壊れた。"
            "修理は秋まで続く見通しで、学校は来週から再開する。「漁師たちの暮らしを守りたい」と町長は話している。"
        ),
    ),
    "ko": (
        "폭풍 뒤 항구 다시 열려",
        (
            "항구가 월요일 아침 다시 문을 열었다. 배 마흔 척이 한 시간 안에 바다로 나갔다고 항만장이 말했다. 다친 사람은 없었지만 부두 두 곳이 "
            "무너졌다. 수리는 가을까지 이어질 예정이며 학교는 다음 주에 다시 문을 연다."
        ),
    ),
}

_WESTERN = ("cp1252", "iso8859-15", "mac_roman")
_CENTRAL = ("cp1250", "iso8859-2")
_BALTIC = ("cp1257", "iso8859-13")

#: By language, the encodings it was written in before UTF-8.
ENCODINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("de", "fr", "es", "pt", "it", "sv", "fi"), _WESTERN),
    **dict.fromkeys(("pl", "cs", "hu", "ro", "hr"), _CENTRAL),
    "tr": ("cp1254", "iso8859-9"),
    **dict.fromkeys(("lt", "lv"), _BALTIC),
    "et": ("cp1257", "cp1252"),
    "ru": ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac_cyrillic", "cp855"),
    "uk": ("cp1251", "koi8-u"),
    "bg": ("cp1251", "iso8859-5", "cp855"),
    "el": ("cp1253", "iso8859-7", "cp737"),
    "he": ("cp1255", "iso8859-8", "cp862"),
    "ar": ("cp1256", "iso8859-6"),
    "fa": ("cp1256",),
    "vi": ("cp1258",),
    "th": ("cp874",),
    "zh": ("gb18030", "gbk"),
    "zh-Hant": ("big5",),
    "ja": ("shift_jis", "euc_jp", "iso2022_jp"),
    "ko": ("euc_kr", "cp949", "johab"),
}

#: Signs that some old encodings have not, as people then wrote them.
_PLAIN = str.maketrans(
    {
        "„": '"',
        "“": '"',
        "”": '"',
        "’": "'",
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "€": "E",
        "،": ",",
        "؟": "?",
        "\u200c": " ",
        "ی": "ي",
    }
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_written(text: str, encoding: str) -> str:
    """The text as it can be written: in Windows-1258 the tones of Vietnamese stand apart."""
    if encoding == "cp1258":
        apart = unicodedata.normalize("NFD", text)
        text = "".join(unicodedata.normalize("NFC", letter) for letter in _clusters(apart))
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_PLAIN)
    return text


def _clusters(apart: str) -> list[str]:
    """Letters with the marks that make other letters of them, and each tone of its own."""
    found: list[str] = []
    for letter in apart:
        if found and unicodedata.combining(letter) and letter not in _TONES:
            tones = ""
            while found and found[-1] in _TONES:
                tones = found.pop() + tones
            found[-1] += letter
            found.extend(tones)
        else:
            found.append(letter)
    return found

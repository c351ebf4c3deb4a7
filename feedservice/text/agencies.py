"""Agencies and newsrooms that stand where a name would: a table to read. Pure.

Knows news agencies, broadcasters and what newsrooms call themselves; other organisations by the words they end in.
"""

import re

from feedservice.text.unicode import one_line

#: News agencies and broadcasters as they sign (members of the European Alliance of News Agencies and of OANA, and the
#: great wires and networks), each with other spellings; what is shown is the first, or the spelling used.
_AGENCIES = (
    "Reuters|Thomson Reuters|路透社|路透|ロイター|로이터|رويترز|Рейтер",
    "AP|A.P.|Associated Press|美联社|AP通信|أ ب|أسوشيتد برس",
    "AFP|Agence France-Presse|Agence France Presse|法新社|AFP通信|AFP=時事|فرانس برس|أ ف ب",
    "dpa|Deutsche Presse-Agentur|APA|Austria Presse Agentur|KNA|epd|SID|Keystone-SDA|SDA|ddp|AFX",
    "Xinhua|Xinhua News Agency|新华社|新華社|新华网|CNS|China News Service|中新社|中新网|中国新闻网|CGTN|China Daily|人民网|人民日报|央视网|央视新闻|澎湃新闻|环球时报",
    "CNA|中央社|Central News Agency|EFE|Agencia EFE|Europa Press|ANSA|Adnkronos|askanews|AGI|LaPresse|Italpress|Lusa|Agência Lusa|Agência Brasil",
    "TASS|ТАСС|РИА Новости|РИА|RIA Novosti|Интерфакс|Interfax|Sputnik|Укринформ|Укрінформ|Ukrinform|УНИАН|БЕЛТА|BelTA|БТА|BTA|Agerpres|Mediafax|Tanjug|Танјуг|Hina|Beta|FENA|STA|PAP|ČTK|CTK|TASR|SITA|MTI",
    "Kyodo|Kyodo News|共同|共同通信|Jiji|Jiji Press|時事|時事通信|NHK|Yonhap|Yonhap News|연합뉴스|뉴시스|뉴스1|Newsis|KBS|KCNA|Bernama|Antara|VNA|TTXVN|PNA|Rappler",
    "PTI|Press Trust of India|ANI|IANS|UNI|APP|Associated Press of Pakistan|BSS|UNB|IRNA|ISNA|ایسنا|ایرنا|SPA|واس|WAM|وام|QNA|KUNA|كونا|SANA|سانا|MENA|Petra|بترا",
    "Anadolu|Anadolu Agency|Anadolu Ajansı|AA|الأناضول|DHA|İHA|ANKA|ABNA",
    "PA|PA Media|Press Association|Belga|ANP|TT|NTB|Ritzau|STT|AAP|Canadian Press|The Canadian Press|La Presse Canadienne|UPI|United Press International|ANTARA|SAPA|NAN|GNA|AMNA|ΑΠΕ-ΜΠΕ|ANA-MPA",
    "Bloomberg|Bloomberg News|Dow Jones|Getty Images|Getty|CNN|CNN Business|BBC|BBC News|NPR|PBS|ABC|ABC News|CBS News|CBS|NBC|NBC News|MSNBC|Fox News|Sky News|ITV News|Al Jazeera|الجزيرة|Deutsche Welle|DW|RFI|RFE/RL|VOA|Voice of America|Euronews|France 24|RT|CBC|CBC News|SBS|RNZ|RTÉ|STAT|ProPublica|KFF Health News|The Conversation|Tribune News Service|TNS|McClatchy|Inter Press Service|IPS",
    "agencies|agency|agencias|agences|agenzie|agências|Agenturen|وكالات|وكالة|агентства|wire reports|wire services|wires|from wire reports|agency report|agency reports",
    "Staff|staff reporter|staff reporters|staff writer|staff writers|our reporter|our correspondent|Newsroom|news room|news desk|newsdesk|web desk|online desk|city desk|sports desk|editorial staff|editorial team|editorial board|editors|the editors|news staff|Redaktion|Redaction|Rédaction|la rédaction|Redacción|Redazione|Redação|Redactie|redaktionen|Redakcja|Redakce|Редакция|редакція|أسرة التحرير|التحرير|编辑部|本报讯|本刊编辑部|編集部|편집국|온라인뉴스팀",
)  # fmt: skip

#: Words that end the name of a house, never a person's.
_HOUSE = re.compile(
    r"(?:^|[\s/-])(?:news|agency|agencies|newsroom|desk|staff|team|media|bureau|newspapers?|magazine|radio|television|tv|reporters|correspondents|"
    r"editors|network|newswire|wire|press release|news service|press agency|press service|redaktion|rédaction|redacción|redazione|redactie|"
    r"agentur|agence|agencia|agenzia|agência|foundation|institute|university|ministry|department|association|council|committee|online|ltd|inc|gmbh|llc)\.?$"
    r"|(?:社|通讯社|通訊社|日报|日報|晚报|晚報|新闻网|电视台|广播|通信|新聞|뉴스|일보|신문|방송)$|^(?:وكالة|agence|agencia|agenzia|agência|агентство|radio)\s",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|la|le|die|el|a)\s+", re.IGNORECASE)
_THE = re.compile(r"^The\s[A-Z]\w+(?:\s\w+){0,4}$")
_LONGEST_CHARACTERS = 60
_LONGEST_TEXT_CHARACTERS = 200
_AROUND = " .,;:|/()[]【】（）"
_KNOWN = {name.casefold(): name for line in _AGENCIES for name in line.split("|")}
#: In plain words these are no agency: people are called so, or sentences begin with them.
_ONLY_IN_BRACKETS_WORDS = """
beta hina petra mena sana anka lusa abc aa tt pa sta sid rt stat agi
"""
_ONLY_IN_BRACKETS = frozenset(_ONLY_IN_BRACKETS_WORDS.split())


#: What stands beside a person as a rank, and alone for the newsroom.
_GENERIC_WORDS = "staff|staff reporter|staff reporters|staff writer|staff writers|our reporter|our correspondent|reporters|correspondents|editors|news staff|editorial staff"
GENERIC = frozenset(_GENERIC_WORDS.split("|"))


def known_agency(text: str, *, in_brackets: bool = False) -> str:
    """The agency of the table that a text names, as it is written; nothing for others.

    Some short names are taken for an agency's only in brackets after a place, or in capitals.
    """
    name = one_line(text[:_LONGEST_TEXT_CHARACTERS]).strip(_AROUND)
    bare = _ARTICLE.sub("", name)
    known = _KNOWN.get(name.casefold()) or _KNOWN.get(bare.casefold())
    if not known or (not in_brackets and bare.casefold() in _ONLY_IN_BRACKETS and not bare.isupper()):
        return ""
    if name.isupper() and not known.isupper():
        return known
    return bare if bare.casefold() in _KNOWN else name


def agency(text: str, *, in_brackets: bool = False) -> str:
    """The agency, broadcaster or newsroom that a text names and nothing else, as it is written; nothing when it is none."""
    name = one_line(text[:_LONGEST_TEXT_CHARACTERS]).strip(_AROUND)
    if not name or len(name) > _LONGEST_CHARACTERS:
        return ""
    known = known_agency(name, in_brackets=in_brackets)
    return known or (name if _HOUSE.search(name) or _THE.match(name) else "")

"""How people address a desk, speak of their copy and sign off, in several languages: tables to read. Pure.

Says nothing about where these words count: `covering_notes` does.
"""

import re

_NAME = r"(?-i:[^\W\d_a-zà-ÿ][\w'’.-]*)(?:\s(?-i:[^\W\d_a-zà-ÿ][\w'’.-]*|and|&|und|et|y)){0,4}"
_HELLOS = (
    r"hi|hello|hey|hiya|morning|afternoon|evening|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen|abend)|moin|servus|"
    r"bonjour|bonsoir|salut|hola|buenos d[ií]as|buenas (?:tardes|noches)|ciao|buongiorno|buonasera|olá|bom dia|boa tarde|hoi|hej|hei|cześć|"
    r"привет|здравствуйте|добрый день|\S{0,8}(?:您好|你好)|お世話になって(?:おり|い)ます|お疲れ様です"
)
_DEARS = (
    r"dear|liebe[rs]?|sehr geehrte[rs]?|cher|chère|chers|chères|estimad[oa]s?|querid[oa]s?|gentile|gentili|car[oaie]|prezad[oa]s?|beste|geachte|"
    r"kära|kjære|kære|уважаем\w+|дорог\w+"
)
_WHOM = rf"(?:\s+(?:there|all|everyone|everybody|team|folks|both|guys|desk|news ?desk|editors?|colleagues|again|zusammen|tous|tutti|todos|{_NAME})){{0,4}}"
#: Hi Sam, · Dear newsdesk, · Hello all! alone on its line.
GREETING = re.compile(rf"^(?:(?P<hello>{_HELLOS})|{_DEARS}){_WHOM}\s*(?P<mark>[,，!！.。:：–—-]*)$", re.IGNORECASE)
#: Hi Sam, here is … on one line with what follows.
GREETED = re.compile(rf"^(?:{_HELLOS}|{_DEARS}){_WHOM}\s*[,，!！–—-]+\s*(?=\S)", re.IGNORECASE)
#: A letter to a paper or to somebody: its greeting and its sign-off are text.
LETTER = re.compile(
    rf"^\W*(?:(?:{_DEARS})\s+{_NAME}.{{0,40}}[,:]$|(?:dear )?(?:sirs?|madam)\b|dear (?:the )?editors?\b|to the editor\b|letters? (?:to|from)\b|(?:an )?open letter\b|leserbrief)",
    re.IGNORECASE,
)
_COPY = (
    r"(?:piece|story|article|copy|text|column|review|feature|obit(?:uary)?|profile|interview|report|draft|version|write-?up|op-?ed|(?:press )?release|"
    r"words|file|brief|briefs|round-?up|update|editorial|diary|dispatch|pictures?|pics?|photos?|images?|captions?|headline|one)"
)
_DAY = r"(?:tomorrow|today|tonight|yesterday|(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?|next week|the weekend)"
#: What may follow the word for the copy: “the piece for tomorrow”; never “the story of the harbour”.
_AND = (
    rf"(?=\W*$|\s*[,.;:!–—-]|\s+(?:for (?:the |our )?(?:{_DAY}|you|your|page|print|web(?:site)?|paper|site|feed|edition|desk|online|publication|this|next)\b|"
    r"as (?:promised|discussed|agreed|requested)|you (?:asked|wanted|ordered)|we (?:discussed|spoke|talked)|i (?:promised|mentioned|told)|below|attached|from me|"
    rf"{_DAY}|in time|again|at last|finally|to (?:run|go)|with (?:a |the )?(?:pics?|pictures?|photos?|captions?)|on .{{1,60}}\bfor {_DAY}|about .{{1,60}}\bfor {_DAY}))"
)
_MY = r"(?:(?:the|my|our|a|an|your|this|that|today['’]s|tomorrow['’]s|another|some|two|final|revised|updated|new|corrected|promised|[\w-]+) ){0,4}?"
_BRINGS = (
    r"here(?:['’]s| is| are| comes)|this is|these are|below (?:is|are)|attached(?: (?:is|are|please find))?|enclosed (?:is|are)|i (?:attach|enclose|am (?:sending|attaching|filing))|"
    r"i['’](?:m (?:sending|attaching|filing)|ve (?:attached|filed|pasted))|i have (?:attached|filed|pasted)|sending(?: you| over)?|filing|pasting"
)
_RUN = r"(?:run|publish|use|print|post|file|edit|cut|trim|check|add|credit|confirm|embargo)"
_TO_DESK = (
    r"(?:please |pls |kindly )?(?:find|see) (?:attached|below|enclosed|(?:the )?attach(?:ed|ment))\b",
    rf"(?:{_BRINGS}) {_MY}{_COPY}\b{_AND}",
    rf"{_MY}{_COPY} (?:is |are )?(?:attached|below|pasted|enclosed|to follow|follows?|coming (?:separately|shortly|later))\b(?: (?:below|here|separately|later|shortly|tonight|tomorrow|too|as well))?\W*$",
    r"here (?:it is|you go|they are)(?:\s*[,.;:!–—-].{0,60})?$",
    r"as (?:promised|discussed|agreed|requested)\W*$",
    r"(?:i )?hope (?:you['’]re|you are|you had|all['’]s|all is|(?:this|that|it)(?:['’]s| is| works| helps| suits| does| will do))\b.{0,30}$",
    rf"(?:(?:can|could|would|will) you )?(?:please|pls|kindly) (?:don['’]t |do not )?(?:{_RUN} (?:this|it|them|{_MY}{_COPY}\b|as\b|by\b|until\b|before\b|for {_DAY}|on {_DAY})|hold (?:this|it|until|till|for|back)\b|call me\b|let me\b|feel free\b).{{0,120}}$",
    r"(?:(?:just|please) )?(?:let me know\b|give me a (?:shout|ring|call|bell)\b|(?:shout|ring me|call me|get in touch) (?:on|at|if|when|with (?:any|me))\b|drop me a line\b).{0,80}$",
    r"(?:(?:if|do) you have |if there are )?(?:any|further) (?:questions|queries|problems|changes|issues|edits|thoughts)(?:\W*$|\s*[,–—:-].{0,60}$| (?:please|just|let me|shout|call|ring|give me|at all)\b.{0,60}$)",
    r"(?:i['’]m |i am )(?:always )?(?:happy|glad) to (?:cut|trim|answer|change|help|talk|discuss|make|tweak|add|rework)\b.{0,60}$",
    r"happy to (?:cut|trim|tweak|rework)\b.{0,40}$",
    r"(?:fyi|for your (?:information|consideration|files))\b.{0,60}$",
    rf"for (?:the |our )?(?:{_DAY}|feed|web(?:site)?|paper|page \w+|site)\W*(?:please|pls)?\W*$",
    r"(?:about |some |roughly |around |it['’]s |it runs (?:to |at )?)?\d{2,4} words\W*$",
    r"(?:many )?thanks(?: (?:again|so much|very much|a lot))?\W*$|(?:many )?thanks for (?:your|running|reading|taking|considering|using)\b.{0,60}$",
    r"i['’]?(?:ll| will|m| am) (?:be )?(?:at my desk|on my (?:mobile|phone|cell)|around|reachable|available|on (?:the )?(?:phone|mobile)|here until)\b.{0,80}$",
    r"(?:anbei|im anhang|hier (?:ist|kommt|kommen)|hiermit)\b.{0,40}\b(?:artikel|text|beitrag|stück|geschichte|bericht|meldung|foto|bilder)\b(?!\s+(?:der|des|von)\b).{0,40}$",
    r"(?:voici|ci-joint)\b.{0,30}\b(?:article|papier|texte|sujet)\b(?!\s+(?:de|du|des)\b).{0,40}$",
    r"(?:aquí (?:va|tienes|está)|adjunto|te mando|le envío)\b.{0,30}\b(?:artículo|texto|nota|pieza|reportaje)\b(?!\s+(?:de|del)\b).{0,40}$",
    r"(?:ecco|in allegato|allego)\b.{0,30}\b(?:pezzo|articolo|testo)\b(?!\s+(?:di|del|della)\b).{0,40}$",
)
#: What a note says that has neither greeting nor sign-off: without it, “Here’s the story.” may open one.
DESK = re.compile(
    rf"\b(?:{_DAY}|attached|below|enclosed|fyi|page \w+|you (?:asked|wanted|ordered)|promised|discussed|agreed|requested|let me know|pls|anbei|anhang|ci-joint|adjunto|allegato)\b"
    r"|\b(?:please|thanks)\W*$|^please\b",
    re.IGNORECASE,
)
#: A sentence that is said to the desk, and never to readers.
NOTE = re.compile(
    rf"^(?:(?:so|and|ok|okay|right|also|p\.?s\.?:?|as (?:promised|discussed|agreed|requested)),?\s+)?(?:{'|'.join(_TO_DESK)})",
    re.IGNORECASE,
)
#: One person speaking to another.
TALK = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|me|my|we|our|you|your|ich|mir|mein|dir|Sie|Ihnen|je|moi|vous|yo|usted)\b")
_OFFS = (
    r"all (?:the|my) best|(?:with )?(?:my )?(?:very )?(?:best|kind|kindest|warm|warmest|good|many) (?:regards|wishes|thanks|greetings)|regards|rgds|yours(?: (?:sincerely|faithfully|truly|ever))?|"
    r"sincerely(?: yours)?|speak soon|talk soon|mit (?:freundlichen|besten|herzlichen|lieben) grüßen|(?:viele|beste|liebe|herzliche|schöne|freundliche) grüße|"
    r"grüße|mfg|(?:bien )?cordialement|bien à (?:vous|toi)|amitiés|(?:un )?(?:cordial )?saludos?|saludos cordiales|atentamente|(?:cordiali |distinti )?saluti|"
    r"atenciosamente|met vriendelijke groet(?:en)?|groet(?:en|jes)|(?:med )?vänliga? hälsning(?:ar)?|mvh|(?:med )?vennlig hilsen|с уважением|此致|敬礼|祝好"
)
_THANKS = (
    r"(?:many |with )?thanks(?: (?:again|so much|a lot|very much|in advance|for (?:this|that|everything|your (?:help|time|patience))))?|"
    r"thank you(?: (?:again|so much|very much|in advance))?|thx|cheers|danke|vielen dank|merci|gracias|grazie|obrigad[oa]|спасибо|谢谢"
)
#: Kind regards, · Thanks, Ana · Best, Ana Ruiz: alone on its line; “Best” needs its comma, and none ends in a full stop.
SIGN_OFF = re.compile(
    rf"^(?:(?:best\s*[,!–—-]+|(?:{_OFFS})\s*[,，;!–—-]*|(?:{_THANKS})\s*[,，;!–—-]*))\s*(?P<name>{_NAME})?[,!]?$",
    re.IGNORECASE,
)
#: Sign-offs that stand alone at the end, without a name: nothing else ends so.
REGARDS = re.compile(r"regards|wishes|grüße|cordialement|saludos|saluti|groet|hälsning|hilsen|уважением", re.IGNORECASE)
#: A rule between note and story.
RULE = re.compile(r"^[-_*=~#—–]{3,}$")
CONTACT_DETAIL = re.compile(
    r"\S@\S+\.\w|\bwww\.|https?://|(?:\+|\b0|\()\d[\d\s()./-]{5,}|\b(?:tel|phone|mobile|mob|cell|fax|twitter|t|m|e)\s*[:.]\s*\S|\b\d{3}[-. ]\d{3,4}\b",
    re.IGNORECASE,
)
#: FOR IMMEDIATE RELEASE, and what stands beside it.
RELEASE = re.compile(r"^\W*for immediate (?:release|publication|use)\b\W*(.{0,60}?)\W*$", re.IGNORECASE)
RELEASE_STAMP = re.compile(
    r"^\W*(?:(?:press|news|media) (?:release|statement)|pressemitteilung|communiqué de presse|nota de prensa|comunicado de prensa|comunicato stampa|persbericht|pressmeddelande|пресс-релиз|新闻稿)\W*$",
    re.IGNORECASE,
)
#: PRESS RELEASE: Harbour reopens
RELEASE_PREFIX = re.compile(
    r"^(?:(?:press|news|media) (?:release|statement)|for immediate release|pressemitteilung|communiqué de presse|nota de prensa|comunicado de prensa|comunicato stampa|persbericht|pressmeddelande)\s*(?:[:：|]|\s[–—-])\s*(?=\S)",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"^\W*(?:(?:media|press|editorial|pr)\s+(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|queries|office|relations)|contacts? for (?:the )?(?:media|press|editors|journalists)|"
    r"for (?:media|press) (?:enquiries|inquiries|queries|information)(?:,? (?:please )?contact)?|pressekontakt|contact presse|contacto de prensa|contatto stampa|perscontact)\s*(?P<colon>[:：])?(?(colon)|$)",
    re.IGNORECASE,
)

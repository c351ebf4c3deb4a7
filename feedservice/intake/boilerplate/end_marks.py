"""Lines that are no news: end marks and page furniture, known by all of their words. Pure.

Only whole, short lines count; a sentence that holds such words is news.
"""

import re

from feedservice.text.unicode import one_line

#: Whole lines that are page furniture, never news; compared without case, arrows and dots.
FURNITURE_LINES = frozenset({
    "scroll to top", "back to top", "return to top", "go to top", "to top", "read more", "continue reading", "see also", "read also", "also read", "read next", "read full story", "read the full story",
    "share", "share this", "share this article", "share this story", "share this post", "share on facebook", "share on twitter", "share on whatsapp", "share via email", "tweet", "pin it", "copy link", "listen to this article",
    "print", "print this page", "print this article", "email this", "comments", "leave a comment", "view comments", "post a comment", "advertisement", "advertisements", "sponsored", "story continues below advertisement", "article continues below advertisement",
    "subscribe", "sign up", "subscribe now", "subscribe to our newsletter", "sign up for our newsletter", "follow us", "follow us on twitter", "follow us on facebook", "related", "related articles", "related stories", "more stories", "most read", "most popular", "you may also like", "recommended for you", "more from this section", "trending", "trending now",
    "skip to content", "skip to main content", "menu", "close", "search", "log in", "click here to read more", "loading", "all rights reserved",
    "返回顶部", "回到顶部", "阅读全文", "分享", "分享到", "相关阅读", "相关新闻", "延伸阅读", "打印", "关闭窗口", "分享让更多人看到", "点击进入专题", "回到頂端", "相關新聞", "延伸閱讀", "続きを読む", "関連記事", "ページトップへ", "シェア", "無断転載禁止", "무단 전재 및 재배포 금지", "관련기사", "공유하기", "댓글",
    "nach oben", "zum seitenanfang", "weiterlesen", "teilen", "drucken", "kommentare", "anzeige", "mehr zum thema", "lesen sie auch", "artikel teilen", "zur startseite",
    "retour en haut", "haut de page", "lire la suite", "lire aussi", "à lire aussi", "partager", "imprimer", "commentaires", "publicité", "sur le même sujet", "abonnez-vous",
    "volver arriba", "leer más", "seguir leyendo", "compartir", "imprimir", "comentarios", "publicidad", "te puede interesar", "lea también", "noticias relacionadas", "suscríbete",
    "torna su", "leggi anche", "leggi tutto", "condividi", "stampa", "commenti", "pubblicità", "continua a leggere", "voltar ao topo", "leia mais", "leia também", "compartilhar", "publicidade", "continue lendo",
    "terug naar boven", "lees meer", "lees ook", "lees verder", "delen", "advertentie", "til toppen", "les også", "läs mer", "läs också", "dela", "annons", "annonse", "annonce", "læs også", "lue myös", "jaa", "mainos",
    "wróć na górę", "czytaj więcej", "czytaj także", "czytaj też", "udostępnij", "reklama", "číst dále", "čtěte také", "sdílet", "наверх", "читать далее", "читайте также", "поделиться", "комментарии", "реклама", "читайте також", "поділитися",
    "başa dön", "devamını oku", "paylaş", "yorumlar", "reklam", "العودة إلى الأعلى", "اقرأ المزيد", "اقرأ أيضا", "اقرأ أيضاً", "شارك", "مشاركة", "طباعة", "تعليقات", "إعلان", "بیشتر بخوانید", "קרא עוד", "שתף", "फिर पढ़ें", "यह भी पढ़ें", "शेयर करें",
})  # fmt: skip
#: Enditem (Xinhua), ENDS, -30- and ### (American wires), 完, (END) (agencies), ■ (magazines), and lines of rules only.
END_MARK = re.compile(
    r"(?:-+\s*30\s*-+|enditem|/?\s?ends?|[(\[（【]\s?(?:ends?|enditem|ende|fin|fine|fim|конец|終|終わり|끝|完|结束|انتهى|نهاية)\s?[)\]）】]|完|ende|fin|fim|конец|終わり|انتهى|"
    r"[#*_=–—-]{2,}|(?:[#*•·]\s){2,}[#*•·]|[■◆●▪◼□]{1,3}|-\s?ends?\s?-|(?:--?|/)ends?(?:--?|/)?)\.?",
    re.IGNORECASE,
)
_ORNAMENT = " \t\n.…:!↑^»›>()（）[]【】|→"
#: ^BC-Port Eller-Harbor,1st Ld: a wire's slug, in its own letters; US-made cars are news.
_CODE = re.compile(r"\^?(?:BC|AM|PM)-{1,2}[A-Z][\w’' -]{1,60}(?:,\s?\d[\w ,-]{0,40}|<)?\^?")
#: a0123 · URGENT · (Adds details) · Eds: Updates with …
_EDITORS_WORD = re.compile(
    r"[a-z]\d{4}|(?:urgent|flash|bulletin|newsalert|alert|advisory)[!.]?|eds?[.:] (?:adds|updates|recasts|corrects|with|note).{0,140}|"
    r"[(\[](?:adds?|updates?|recasts?|corrects?|refiles?|rewrites?|repeats?|writethru|eds)\b[^()\[\]]{0,140}[)\]]\.?",
    re.IGNORECASE,
)
#: UPDATE 2-Harbour reopens: what an agency's editors put before a headline.
_HEADLINE_SLUG = re.compile(r"^(?:(?:UPDATE|WRAPUP)\s?\d{1,2}|RPT|REFILE|CORRECTED|RPT-UPDATE \d)\s?-\s?(?=\S)")
_LONGEST_LEFTOVER_CHARACTERS = 48
_LONGEST_SLUG_CHARACTERS = 160


def leftover_reason(text: str) -> str:
    """Why a whole paragraph is no part of the news, or nothing. Long paragraphs never are leftovers."""
    if len(text) > _LONGEST_LEFTOVER_CHARACTERS:
        return ""
    line = one_line(text)
    if END_MARK.fullmatch(line):
        return "end mark"
    return "page furniture" if line.strip(_ORNAMENT).casefold() in FURNITURE_LINES else ""


def slug_reason(text: str) -> str:
    """Why a whole line is a word among editors (a slug line, “(Adds details)”), or nothing when it is none."""
    if len(text) > _LONGEST_SLUG_CHARACTERS:
        return ""
    return "slug line" if _CODE.fullmatch(text) or _EDITORS_WORD.fullmatch(text) else ""


def without_slug(headline: str) -> str:
    """A headline without what an agency's editors put before it."""
    return _HEADLINE_SLUG.sub("", headline)

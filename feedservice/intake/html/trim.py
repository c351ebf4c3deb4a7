"""What stands inside the box of a story and is none of it: teasers of others, link lists, what follows its end. Pure.

Only in whole pages: in a file of the story alone every word is the story's. Each rule has a guard by length or by the
share of prose, for dropping real text is worse than leaving a teaser; what goes is listed with its first words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from feedservice.intake.html.inserts import kickers, promotion, prompts
from feedservice.intake.html.page_elements import Element, remove, words
from feedservice.intake.html.text_density import Measures

#: Headings of what follows a story: comments, other stories, tags, its author's life. Whole lines, without numbers.
END_LINES = re.compile(
    r"(?:(?:read(?:er)?s?['’]? |leave a |post a |add a |view |show |join the )?(?:comments?|conversation|discussion)|what do you think|"
    r"related(?: (?:articles?|stories|posts?|content|news|topics?|links?|coverage|reading))?|read (?:more|next|also)|more (?:stories|news|articles|to read|on this(?: story)?|like this|"
    r"from (?:the )?\w+(?: \w+)?|in \w+(?: \w+)?|on \w+(?: \w+)?|about \w+(?: \w+)?)|most (?:read|popular|viewed|shared|commented)|you (?:may|might) (?:also )?like(?: these(?: \w+)?)?|recommended(?: for you)?|"
    r"trending(?: now)?|popular(?: posts| now)?|latest(?: news| stories)?|top stories|editors?['’]? picks?|don['’]t miss|up next|see also|keep reading|explore more(?: on these topics)?|"
    r"about the authors?|about the writer|tags?|topics|filed under|categories|share(?: this(?: \w+)?)?|sponsored(?: content)?|promoted stories|around the web|newsletter|sign up.{0,40}|"
    r"kommentare?|leserkommentare|lesermeinungen|leserbriefe|diskussion|mehr (?:zum thema|artikel|aus \w+|von \w+)|weitere (?:artikel|themen|meldungen|nachrichten)|lesen sie (?:auch|mehr)|auch interessant|"
    r"zum thema|verwandte (?:artikel|themen)|ähnliche artikel|das könnte (?:sie|dich) (?:auch )?interessieren|meistgelesen|themen|schlagworte|zur startseite|"
    r"commentaires?|réagir|à lire aussi|lire aussi|sur le même (?:sujet|thème)|les plus lus|(?:vos|les) réactions|dans la même rubrique|articles? (?:liés|similaires)|"
    r"comentarios|archivado en|más información|te puede interesar|noticias relacionadas|lo más (?:leído|visto)|normas|más sobre|sobre la firma|etiquetas|relacionad[oa]s|"
    r"commenti|leggi anche|articoli correlati|potrebbe interessarti|i più letti|video del giorno|argomenti|"
    r"reacties|lees ook|meer over(?: dit onderwerp| \w+)?|gerelateerd(?:e artikelen)?|meest gelezen|"
    r"komentarze|czytaj (?:też|także|więcej)|zobacz (?:też|także|więcej)|przeczytaj (?:też|także)|polecane|najczęściej czytane|powiązane|"
    r"diskuse|související(?: články| zprávy| témata)?|nejčtenější|klíčová slova|čtěte také|hozzászólások|kapcsolódó(?: cikkek| anyagok)?|legolvasottabb|szóljon hozzá|ajánlott|"
    r"kommentarer|läs (?:också|mer|även)|mest läst|relaterat|les også|læs også|mest læste|mere om \w+|relaterede artikler|kommentit|lue myös|luetuimmat|"
    r"comentários|leia (?:também|mais)|mais lidas|veja também|saiba mais|relacionadas|σχόλια|διαβάστε (?:επίσης|ακόμη|ακόμα)|σχετικά (?:άρθρα|θέματα)|δείτε επίσης|"
    r"комментарии|читайте также|по теме|похожие (?:статьи|материалы|новости)|популярное|самое читаемое|ещё по теме|теги|обсуждение|коментарі|читайте також|за темою|"
    r"yorumlar|ilgili haberler|diğer haberler|en çok okunanlar|etiketler|bình luận|tin liên quan|xem thêm|đọc thêm|tin cùng chuyên mục|komentar|baca juga|artikel terkait|berita terkait|terpopuler|"
    r"تعليقات|التعليقات|اقرأ أيضا|اقرأ أيضًا|اقرأ أيضاً|إقرأ أيضا|مواضيع ذات صلة|مقالات ذات صلة|أخبار ذات صلة|المزيد من \w+|الأكثر قراءة|كلمات مفتاحية|نظرات|اخبار مرتبط|مطالب مرتبط|بیشتر بخوانید|"
    r"תגובות|כתבות נוספות|קראו גם|टिप्पणियाँ|यह भी पढ़ें|ये भी पढ़ें|संबंधित खबरें|"
    r"评论|網友評論|网友评论|相关(?:新闻|阅读|链接|文章|报道)|相關(?:新聞|閱讀|連結|文章|報導)|推荐阅读|推薦閱讀|延伸阅读|延伸閱讀|热门(?:文章|新闻|推荐)|阅读下一篇|猜你喜欢|更多(?:新闻|内容|精彩)|"
    r"コメント|関連(?:記事|ニュース|リンク|キーワード)|あわせて読みたい|おすすめ(?:記事)?|アクセスランキング|人気記事|この記事を書いた人|댓글|관련\s?(?:기사|뉴스)|많이 본 뉴스|추천 기사|인기 기사)"
    r"\s*(?:\(?\d{1,5}\)?)?\s*[:：…»>→▼+]*",
    re.IGNORECASE,
)
#: The heading of an author's life, as blogs have it below a story.
_WRITTEN_BY = re.compile(r"written by [^\W\d_][^.:!?]{2,50}", re.IGNORECASE)
_HEADING_TAGS = frozenset(
    {"h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b", "dt", "li", "a", "summary", "label", "font"}
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BOXES = frozenset({"ul", "ol", "li", "div", "section", "article", "table", "figure", "aside", "dl"})
_MEDIA = (
    "img",
    "amp-img",
    "picture",
    "video",
    "audio",
    "iframe",
    "table",
    "blockquote",
    "pre",
    "object",
    "embed",
    "amp-video",
    "amp-iframe",
    "figcaption",
)
_LONGEST_END_LINE_CHARACTERS = 50
#: A teaser's excerpt runs to about this much; a paragraph of a story longer than this is never one.
_LONGEST_EXCERPT_BYTES = 350
#: How much of a story's prose what is cut may hold, and how much must stand before what follows its end.
_MOST_OF_STORY = 0.3
_STORY_BEFORE = 0.55


def trim(box: Element) -> list[tuple[str, str]]:
    """Take out of a page's story what is none of it. Returns what went: its words, and why."""
    gone: list[tuple[str, str]] = []
    for rule in (kickers, promotion, prompts, _teasers, _link_lists, _after_the_end):
        for element, reason in rule(Measures(box)):
            if any(one is box for one in element.iterancestors()):
                gone.append((words(element), reason))
                remove(element)
    return [(text, reason) for text, reason in gone if text]


def _teasers(measures: Measures) -> list[tuple[Element, str]]:
    """Boxes about other stories: each heading in them is a link, with an excerpt at most; and figures of links alone."""
    return [(element, "teaser of another story") for element in _boxes(measures, _is_teaser)]


def _link_lists(measures: Measures) -> list[tuple[Element, str]]:
    """Boxes of links and next to nothing else: several of them, no picture, no prose."""
    return [(element, "list of links") for element in _boxes(measures, _is_link_list)]


def _boxes(measures: Measures, judge: Callable[[int, Measures], bool]) -> list[Element]:
    """The outermost boxes that are judged so."""
    found: list[Element] = []
    inside: set[int] = set()
    for number, element in enumerate(measures.elements[1:], 1):
        if measures.parent[number] in inside:
            inside.add(number)
        elif element.tag in _BOXES and judge(number, measures):
            inside.add(number)
            found.append(element)
    return found


def _is_teaser(number: int, measures: Measures) -> bool:
    element, whole = measures.elements[number], measures.mass[0]
    if measures.mass[number] > _MOST_OF_STORY * whole or not measures.links[number]:
        return False
    if element.tag == "figure":
        return next(element.iter(*_MEDIA), None) is None and measures.text[number] < 2 * _LONGEST_EXCERPT_BYTES
    headings = list(element.iter(*_HEADINGS))
    linked = [
        one for one in headings if one.find(".//a") is not None or any(up.tag == "a" for up in one.iterancestors())
    ]
    if not linked or len(headings) > len(linked) + 1:
        return False
    unlinked = measures.text[number] - measures.links[number]
    return unlinked <= _LONGEST_EXCERPT_BYTES * len(linked)


def _is_link_list(number: int, measures: Measures) -> bool:
    element = measures.elements[number]
    if measures.mass[number] or measures.links[number] <= 0.8 * measures.text[number]:
        return False
    links = sum(1 for _ in element.iter("a"))
    return links > 2 and next(element.iter("img", "amp-img"), None) is None


def _after_the_end(measures: Measures) -> list[tuple[Element, str]]:
    """From a heading such as “Comments” or “Related articles” on: its box, or else all that follows it there."""
    before, whole = 0, measures.mass[0]
    found: list[tuple[Element, str]] = []
    inside: set[int] = set()
    for number, element in enumerate(measures.elements[1:], 1):
        if measures.parent[number] in inside:
            inside.add(number)
            continue
        before += measures.prose[number]
        if element.tag in _HEADING_TAGS and measures.text[number] and _ends(element):
            cut = _belongs_to(number, measures, late=before >= _STORY_BEFORE * whole)
            inside.update(cut)
            found += [(measures.elements[one], "not of the story") for one in cut]
    return found


def _ends(element: Element) -> bool:
    line = words(element) if len(element) < 4 else ""
    if not 0 < len(line) <= _LONGEST_END_LINE_CHARACTERS:
        return False
    return bool(END_LINES.fullmatch(line) or (element.tag in _HEADINGS and _WRITTEN_BY.fullmatch(line)))


def _belongs_to(number: int, measures: Measures, *, late: bool) -> list[int]:
    """What a heading of that kind is the heading of: the smallest box that it opens, or what follows it at the end."""
    allowed = _MOST_OF_STORY * measures.mass[0]
    holder = number
    while (
        measures.parent[holder] > 0 and _opens(holder, measures) and measures.mass[measures.parent[holder]] <= allowed
    ):
        holder = measures.parent[holder]
    if not late:
        return [holder] if holder != number or measures.elements[number].tag != "p" else []
    if measures.text[holder] > measures.text[number] and _stands_between_paragraphs(
        measures.elements[holder], measures
    ):
        return [holder]
    following = [measures.at[one] for one in measures.elements[holder].itersiblings("*")]
    if sum(measures.mass[one] for one in following) <= allowed:
        return [holder, *following]
    return [holder]


def _stands_between_paragraphs(box: Element, measures: Measures) -> bool:
    """Whether the story goes on behind a box: the next words are a paragraph of prose, as those before it are."""
    beside = [
        next((one for one in box.itersiblings("*", preceding=back) if measures.text[measures.at[one]]), None)
        for back in (True, False)
    ]
    return all(
        one is not None and one.tag == "p" and measures.mass[measures.at[one]] and not measures.links[measures.at[one]]
        for one in beside
    )


def _opens(number: int, measures: Measures) -> bool:
    """Whether an element is the first with words in its parent."""
    first = next(
        (
            one
            for one in measures.elements[measures.parent[number]].iterchildren("*")
            if measures.text[measures.at[one]]
        ),
        None,
    )
    return first is measures.elements[number]

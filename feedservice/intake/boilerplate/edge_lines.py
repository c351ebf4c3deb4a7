"""Lines that stand only at a story's end, or above its beginning, and are none of it: a table by language. Pure.

“A version of this article appears in print …”, offers of letters and subscriptions, calls to write in. Each is the whole of
a short paragraph, and speaks to the reader or of the paper. In the middle of a story the same words may be news, so whoever
asks must walk from the edge and stop at the first line that is none of these. Who helped to report stays.
"""

from __future__ import annotations

import re

_LONGEST_CHARACTERS = 320
_LONGEST_CREDIT_CHARACTERS = 240
#: Places to follow a paper at.
_PLACES = (
    r"(?:facebook|twitter|x\b|instagram|linkedin|telegram|telegrama?|whatsapp|youtube|threads|bluesky|mastodon|google news|google|tiktok|viber|vk|"
    r"дзен|вконтакте|телеграм|telegramme?|wechat|line|yandex|dzen|google notícias|messenger|apple news|flipboard|reddit)"
)
_ENDINGS = {
    "en": (
        r"(?:a|this) version of this (?:article|story|column|report|essay|review|interview|obituary) (?:also )?(?:appears|appeared|ran|was published|will appear) (?:in print|in the .{0,80}(?:edition|newspaper|magazine|section|issue)|on page)\b.{0,240}",
        r"this (?:article|story|column|review) (?:also )?(?:appears|appeared|ran) (?:in print|in the .{0,60}(?:print edition|print issue|newspaper)|on page)\b.{0,200}",
        r"our standards\s*[:：].{0,120}",
        r"(?:sign up|subscribe|register|join)(?: (?:here|now|today|for free|below|free))*\W*",
        r"(?:sign up|subscribe|register)(?: here| now| today| free)? (?:to|for) .{2,160}(?:newsletters?|updates|alerts|e-?mails?|inbox|briefing|podcast|bulletin|channel)\b.{0,100}",
        r"(?:want|looking for|love|enjoyed|like) .{2,120}\? (?:sign up|subscribe|follow|download|get|try|join|register)\b.{0,160}",
        r"get .{2,140}(?:delivered|sent|straight|direct(?:ly)?|right)?,? (?:in|to|into) your (?:inbox|e-?mail|phone|mailbox)\b.{0,80}",
        rf"(?:follow|like|find|join|connect with|subscribe to) (?:us|me|[\w@’'. -]{{2,40}}) (?:on|at|via) {_PLACES}.{{0,140}}",
        rf"you can (?:also )?(?:follow|find|like|listen to|contact|reach|email) (?:us|me|[\w@’'. -]{{2,40}}) (?:on|at|via) (?:{_PLACES}|\S+@\S+).{{0,140}}",
        r"get in touch(?:[.!:]*| (?:with us|via|by|at|on|using|through)\b.{0,160})",
        r"(?:contact|e-?mail|reach|write to) (?:us|me|the (?:reporter|author|editor|newsdesk|newsroom|writer)s?|[\w’'. -]{2,40}) (?:at|on|via|by e-?mail(?:ing| at)?)\s*:? ?(?:\S+@\S+).{0,80}",
        r"(?:do you have|have you got|have|got|know) (?:a|an|any|something|more) .{0,100}\? .{0,40}\b(?:e-?mail|contact|call|write|get in touch|let us know|tell us|message|send)\b.{0,160}",
        r"(?:this (?:article|story|content) is (?:only |exclusively )?(?:available|reserved|exclusive) (?:to|for) .{0,60}(?:subscribers|members)|(?:to (?:continue|keep) reading|already a (?:subscriber|member)\?|not (?:yet )?a (?:subscriber|member)\?|subscribe (?:for|from) (?:only |just )?[$€£]).{0,120}|you have (?:read|reached|used|\d+) .{0,60}\bfree (?:articles?|stories)).{0,120}",
        r"for more .{0,40}(?:articles|stories|news|coverage|videos),? (?:visit|go to|click|head to|check out|see) .{2,100}",
        r"you have \d{1,3}(?:[.,]\d+)? ?% of this (?:article|story) left.{0,120}",
        r"member-only story|no responses yet|\d{1,4} (?:comments|responses)|order reprints(?: .{0,60})?",
        r"(?:click|tap) here (?:to|for) (?:download|subscribe|sign up|get|join|follow|more|our)\b.{0,100}",
        r"(?:report|spotted|seen|found|see) (?:a|an) (?:mistake|error|typo|correction)(?: in this (?:article|story))?\W{0,3}.{0,100}",
        r"(?:listen to|download) .{0,60}\b(?:podcast|app)\b.{0,60} (?:on|from|at|wherever|here)\b.{0,80}",
    ),
    "de": (
        r"über dieses thema berichteten? .{2,160}(?:uhr|\d{4})\.?",
        r"(?:diesen artikel|weiter|jetzt|alles) .{0,40}lesen\?.{0,160}|jetzt (?:kostenlos |gratis )?(?:abonnieren|anmelden|testen|registrieren|weiterlesen|mitglied werden)\b.{0,120}",
        r"(?:dieser|der) (?:artikel|text|beitrag) (?:erschien|ist erschienen|erscheint|stammt) .{0,120}\b(?:ausgabe|heft|print\w*|magazin|zeitung)\b.{0,80}",
        r"(?:haben sie|hast du|sie haben) (?:hinweise|fragen|anregungen|einen fehler|einen tipp).{0,120}",
        rf"folgen sie .{{2,60}}(?:auf|bei) {_PLACES}.{{0,100}}|(?:abonnieren sie|melden sie sich).{{0,60}}\bnewsletter\b.{{0,100}}",
    ),
    "fr": (
        r"il vous reste .{1,12}% de cet article à lire.{0,120}|(?:la suite|cet article) est réservée? (?:aux|à nos) abonnés.{0,80}",
        r"(?:recevez|retrouvez) (?:chaque|tous? les|toute?s?|gratuitement|notre|nos|par mail|dans votre) .{2,140}|(?:inscrivez-vous|abonnez-vous)\b.{0,140}",
        rf"suivez(?:-nous| toute l[’']actualité| .{{2,50}}) sur .{{0,60}}{_PLACES}.{{0,80}}",
        r"contribuer ?(?:réutiliser ce contenu)?|réutiliser ce contenu|vous avez repéré une erreur.{0,100}",
    ),
    "es": (
        r"(?:apúntate|suscríbete|regístrate|inscríbete|suscríbase)(?: (?:aquí|ya|gratis|ahora))? (?:a|para|en|y) .{2,140}",
        r"tu suscripción se está usando .{0,200}|si continúas leyendo en este dispositivo.{0,260}",
        rf"(?:sígue(?:nos|lo)?|puedes seguir a?|síganos|sigue) .{{0,60}}\ben .{{0,40}}{_PLACES}.{{0,100}}",
    ),
    "it": (rf"(?:iscriviti|abbonati|seguici|ricevi|segui) .{{0,60}}(?:newsletter|canale|{_PLACES}).{{0,100}}",),
    "pt": (
        r"\W*clique aqui (?:para|e) (?:seguir|assinar|entrar|participar|receber|se inscrever)\b.{0,120}|(?:assine|receba) .{0,60}(?:newsletter|boletim|e-?mail|whatsapp).{0,80}",
        rf"(?:siga|acompanhe) .{{2,60}} (?:no|na|em) {_PLACES}.{{0,80}}|vídeos: .{{2,80}}",
    ),
    "nl": (
        rf"(?:volg (?:ons|.{{2,30}}) (?:op|via) {_PLACES}|meld je aan|schrijf je in|abonneer je|deel (?:dit )?artikel).{{0,100}}",
        r"(?:heb je|heeft u) (?:een )?(?:tip|vraag|opmerking|fout).{0,120}",
    ),
    "nordic": (
        rf"(?:följ|følg|seuraa) .{{2,50}} (?:på|i) {_PLACES}.{{0,80}}|(?:tipsa oss|tips oss|har du tips|skicka tips).{{0,100}}",
    ),
    "pl": (
        r"dziękujemy, że przeczytał.{0,140}|(?:bądź na bieżąco|zapisz się (?:na|do)|obserwuj nas).{0,120}|masz (?:ciekawy temat|dla nas temat).{0,140}",
    ),
    "cs": (
        r"(?:vstoupit do diskuse|přejít do diskuse).{0,40}|tento (?:text|článek) .{0,80}předplatitel.{0,100}|našli jste .{0,20}chybu.{0,80}",
    ),
    "hu": (r"ez a cikk \d[\d ]{0,9} alkalommal .{0,160}|kövess(?:e|en)? minket.{0,80}|iratkozz.{0,20} fel .{0,80}",),
    "ru, uk": (
        r"(?:подписывайтесь|подпишитесь|подписаться|підписуйтесь|підпишіться|підписатися) на .{2,140}|(?:читайте|смотрите|следите за|стежте за) (?:нас|нами|нашими|новостями|нашим) .{0,120}",
        r"(?:нашли|заметили|знайшли|помітили) (?:ошибку|опечатку|помилку).{0,140}",
    ),
    "el": (rf"ακολουθήστε .{{2,80}}(?:στο|{_PLACES}).{{0,80}}",),
    "tr": (rf"(?:bizi|haberlerimizi) .{{0,60}}(?:takip edin|{_PLACES}).{{0,60}}|haber(?:ler)?e abone ol.{{0,60}}",),
    "ar, fa": (r"تابعونا .{2,80}|تابعنا .{2,80}|تابع قنا.{2,120}|لمتابعة .{2,100}(?:اضغط|قناة|عبر).{0,60}|ما را در .{2,60} دنبال کنید.{0,40}",),
    "he": (r"מצאתם טעות.{0,60}|(?:עקבו אחרינו|הצטרפו) .{2,80}|רוצים לקבל .{2,100}",),
    "zh": (
        r"[（(【]?(?:责编|责任编辑|責任編輯|值班编辑|值班编委|流程编辑)\s*[:：/|].{1,40}[)）】]?|我要(?:反馈|评论|纠错)|(?:更多|点击查看).{0,4}精彩.{0,40}|(?:欢迎|扫码|长按)?关注.{0,30}公众号.{0,40}",
        r"《\s?[^《》]{2,20}\s?》\s?[(（].{4,24}第\s?\d{1,3}\s?版\s?[)）]|本报.{0,8}热线\s*[:：].{0,40}|点击进入专题",
    ),
    "ja": (
        r"有料会員(?:になると|登録).{0,120}|無料会員登録.{0,60}|この記事は有料.{0,80}|残り\s?[\d,]+文字.{0,60}|有料記事",
    ),
    "ko": (
        r"기사제보\s*[:：]?.{0,120}|이 기사는 언론사에서 .{1,20} 섹션으로 분류했습니다\.?|.{2,12} 주요뉴스|(?:저작권자|copyright).{0,60}무단.{0,30}|네이버.{0,20}구독.{0,40}",
    ),
    "id": (r"simak (?:video|juga)\b.{0,100}|scroll to continue with content|(?:ikuti|dapatkan) .{2,80}(?:whatsapp|telegram|google news|saluran).{0,80}",),
    "vi": (r"theo dõi .{2,60} trên .{2,60}",),
}  # fmt: skip
#: What mailing programs put above and below a letter.
_MAILING = (
    r"(?:view|read|open|see) (?:this |it )?(?:e-?mail |newsletter |message )?(?:in|on) (?:your |the |a )?(?:web ?)?(?:browser|online|website)\W*|(?:view|read) (?:this )?(?:e-?mail |newsletter )?online\W*",
    r"(?:having )?(?:trouble|problems) (?:viewing|reading|seeing) this (?:e-?mail|message|newsletter)\?.{0,100}|(?:is this )?(?:e-?mail|message) not display(?:ing|ed) .{0,100}|can[’']t see (?:this|the) (?:e-?mail|message|images).{0,100}",
    r"you(?:[’']re| are) (?:receiving|getting) (?:this|these) .{0,40}because .{2,200}|(?:you received this|this (?:e-?mail|message|newsletter) was sent) (?:e-?mail |message |newsletter )?(?:to|because|by) .{2,200}",
    r"(?:to |click here to |click to )?(?:unsubscribe|manage (?:your )?(?:e-?mail )?(?:preferences|subscriptions?)|update (?:your )?(?:profile|preferences|e-?mail preferences))(?:\W*$|[, ](?:from|here|click|at|or|please|in|follow|by|one)\b.{0,160})",
    r"(?:if you )?(?:no longer (?:wish|want) to receive|don[’']t want to receive|want to change how you receive).{2,200}",
    r"(?:was this|did someone) (?:e-?mail|newsletter|forward)(?:ed)? .{0,80}\?.{0,120}|(?:forward this|please add) .{0,60}(?:e-?mail|newsletter|address book|friend).{0,80}",
    r"(?:newsletter|e-?mail|mail) (?:im browser|online) (?:ansehen|anzeigen|lesen|öffnen)\W*|im browser (?:ansehen|öffnen|anzeigen)\W*|sie erhalten diese[ns]? (?:newsletter|e-?mail|mail|nachricht),? .{2,200}|(?:vom )?newsletter (?:abbestellen|abmelden)\b.{0,80}|(?:hier )?(?:abmelden|abbestellen)\W*",
    r"voir (?:ce (?:message|mail|courriel) |cet e-?mail |la version )?(?:dans (?:le|votre) navigateur|en ligne)\W*|vous recevez (?:ce|cet|cette) .{2,200}|(?:se désabonner|se désinscrire|désabonnez-vous).{0,100}",
    r"ver (?:este (?:correo|e-?mail|mensaje) )?en (?:el|tu|su) navegador\W*|(?:recibes|recibe|has recibido|ha recibido) este .{2,200}|(?:darse|darte|date) de baja.{0,100}|cancelar (?:la |tu )?suscripción.{0,80}",
    r"(?:visualizza|apri|leggi) .{0,30}nel (?:tuo )?browser\W*|ricevi questa (?:e-?mail|newsletter) perché .{2,200}|(?:annulla l[’']iscrizione|disiscriviti|cancellati).{0,100}",
    r"(?:bekijk|lees|open) .{0,30}(?:in (?:je|uw|de) browser|online)\W*|(?:je|u) ontvangt deze .{2,200}|(?:uitschrijven|afmelden)\b.{0,100}",
    r"(?:zobacz|otwórz|wyświetl) .{0,30}w przeglądarce\W*|otrzymujesz (?:tę|ten) .{2,200}|(?:wypisz się|zrezygnuj z subskrypcji).{0,100}|(?:ver|abrir) no navegador\W*|você (?:está recebendo|recebeu) est[ea] .{2,200}",
    r"(?:открыть|посмотреть|просмотреть) .{0,30}в браузере\W*|вы получили это (?:письмо|сообщение).{2,200}|отписаться.{0,100}|在浏览器中(?:查看|打开).{0,20}|您收到(?:此|这).{2,80}|(?:点击)?(?:此处)?退订.{0,30}",
)  # fmt: skip
_AT_END = re.compile("|".join(pattern for patterns in _ENDINGS.values() for pattern in patterns), re.IGNORECASE)
_OF_MAILING = re.compile("|".join(_MAILING), re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[|·•]\s*")
#: Who helped with a report: no part of the page, and credit where it is due.
_CONTRIBUTED = re.compile(
    r".{2,160}\b(?:contributed (?:reporting|research|to (?:this|the) (?:report|story|article|piece))|(?:also )?contributed\b).{0,80}|"
    r"(?:additional |with )?(?:reporting|research|writing|editing|reportage|data analysis|production) (?:and \w+ )?by .{2,160}|"
    r".{2,80} (?:hat|haben) (?:zu diesem (?:artikel|bericht|text)|an diesem \w+) .{2,40}|.{2,80} (?:a|ont) contribué à .{2,60}|.{2,80} (?:ha|han) (?:contribuido|colaborado) .{2,60}",
    re.IGNORECASE,
)
#: (dwl/bay): the initials of those who wrote and edited a piece, unless they are agencies'.
_INITIALS = re.compile(r"\([a-z]{2,4}(?:/[a-z]{2,4}){1,2}\)")
_AGENCIES = frozenset({"dpa", "afp", "ap", "rtr", "kna", "epd", "sid", "apa", "sda", "dts", "ots", "efe", "ansa", "lusa", "ntb", "tt", "anp", "pap", "ant", "ddp"})  # fmt: skip
_QUOTES = "“\"«„‘'「『"


def ending_reason(text: str) -> str:
    """Why a whole line at a story's end is none of it, or nothing."""
    if not text or len(text) > _LONGEST_CHARACTERS or text[0] in _QUOTES:
        return ""
    if _AT_END.fullmatch(text):
        return "line at the end of the page"
    if _INITIALS.fullmatch(text) and _AGENCIES.isdisjoint(text.strip("()").split("/")):
        return "initials"
    return mailing_reason(text)


def mailing_reason(text: str) -> str:
    """Why a whole line at either edge is the mailing program's, or nothing."""
    if not text or len(text) > _LONGEST_CHARACTERS or text[0] in _QUOTES:
        return ""
    parts = [part for part in _BETWEEN.split(text) if part]
    return "line of the mailing" if parts and all(map(_OF_MAILING.fullmatch, parts)) else ""


def is_contribution(text: str) -> bool:
    """Whether a line says who helped to report, write or edit."""
    return len(text) <= _LONGEST_CREDIT_CHARACTERS and bool(_CONTRIBUTED.fullmatch(text))

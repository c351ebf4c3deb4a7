"""Words that name page furniture: in class and id, and in the lines of pages. Tables to read. Pure.

Collected from the class names of WordPress, Drupal, Ghost, Arc, AMP and the large widget makers, and from what
readability.js, trafilatura and EasyList call unlikely. Whole words only, so that “navy” and “shareholder” stay.
"""

#: Furniture unless it holds a lot of text outside links.
STRONG = frozenset({
    # navigation
    "nav", "navbar", "navigation", "navi", "breadcrumb", "breadcrumbs", "pagination", "pager", "skip", "skiplink", "toc", "sitenav",
    # sharing
    "share", "shares", "sharebar", "sharing", "sharer", "sharebuttons", "sharedaddy", "sharethis", "addthis", "addtoany", "a2a", "shariff",
    "sociable", "ssba", "socialbar", "sharetools", "fblike",
    # letters and accounts
    "newsletter", "newsletters", "subscribe", "subscription", "signup", "login", "paywall", "regwall", "optin", "mailchimp",
    # readers' words
    "comments", "commentlist", "commentform", "disqus", "respond", "livefyre", "coral",
    # notices
    "cookie", "cookies", "gdpr", "consent", "cmp", "onetrust",
    # advertising
    "advert", "advertisement", "advertising", "ads", "adsbygoogle", "adslot", "adbox", "adunit", "dfp", "sponsored", "taboola", "outbrain",
    "revcontent", "mgid", "zergnet", "werbung", "anzeige", "publicidad", "publicite", "reklama",
    # other stories
    "relatedposts", "relatedarticles", "readmore", "recirculation", "recirc", "trending", "mostread", "mostpopular", "yarpp",
    "taglist", "tagcloud", "postnav", "jp",
    # the page's own
    "colophon", "backtotop", "scrolltop", "totop", "printfriendly", "vjs", "jwplayer", "playercontrols",
})  # fmt: skip
#: Furniture only when it holds hardly any text outside links.
WEAK = frozenset({
    "menu", "social", "related", "promo", "print", "footer", "toolbar", "ad", "sidebar", "widget", "popular", "recommended", "recommendations",
    "tags", "rail", "teaser", "teasers", "follow", "feedback", "rating", "poll", "survey", "donate", "donation", "banner", "modal", "popup",
    "overlay", "tooltip", "copyright", "disclaimer", "masthead", "legal", "infobar", "byline-social", "gutter", "linenos", "lineno", "crosslinks",
    "morelinks", "seealso", "readnext", "nextup",
})  # fmt: skip
#: Two words that mean furniture only together: one of the first with one of the second.
TOGETHER = (
    (frozenset({"author"}), frozenset({"bio", "box", "card", "about", "description", "profile"}), "author box"),
    (frozenset({"about"}), frozenset({"author"}), "author box"),
    (frozenset({"tag"}), frozenset({"list", "cloud", "links"}), "page furniture"),
    (frozenset({"most"}), frozenset({"read", "popular", "viewed", "shared"}), "page furniture"),
    (frozenset({"read"}), frozenset({"next", "also"}), "page furniture"),
    (frozenset({"comment"}), frozenset({"list", "form", "section", "respond", "area"}), "page furniture"),
    (frozenset({"email", "mail"}), frozenset({"form", "capture"}), "page furniture"),
)
#: Boxes of a page that ARIA names for what they are (WAI-ARIA 1.2 section 5.3).
ROLES = frozenset({"navigation", "search", "contentinfo", "banner", "menu", "menubar", "toolbar", "dialog", "alertdialog", "tablist", "button"})  # fmt: skip

#: Whole lines, without case, ornaments and end marks; `boilerplate.end_marks` has more.
LINES = frozenset({
    # English
    "ad", "ads", "advert", "sponsored", "sponsored content", "promoted", "promoted content", "paid content", "article continues below",
    "article continues after advertisement", "story continues below advertisement", "story continues below", "continue reading below",
    "advertisement - scroll to continue", "scroll to continue with content", "scroll to continue", "skip ad", "skip advertisement", "skip to main content", "skip navigation",
    "email", "e-mail", "facebook", "twitter", "whatsapp", "linkedin", "pinterest", "reddit", "telegram", "copy link", "link copied",
    "copy", "save", "save for later", "bookmark", "share via email", "share on x", "share on linkedin", "share on whatsapp", "share via",
    "share on reddit", "share on telegram", "share on pinterest", "tweet this", "post", "send", "view comments", "show comments",
    "view all comments", "post a comment", "join the conversation", "add a comment", "no comments", "0 comments", "follow", "follow us",
    "sign in", "log in", "register", "subscribe now", "sign up now", "subscribe today", "read next", "up next", "next article",
    "previous article", "next story", "previous story", "more stories", "more from this section", "most read", "most popular", "trending",
    "trending now", "recommended", "recommended for you", "you may also like", "you might also like", "related", "related articles",
    "related stories", "related content", "related topics", "related links", "also read", "read also", "read more here", "learn more",
    "see more", "show more", "load more", "view more", "click here", "play", "pause", "mute", "unmute", "play video", "watch video", "video player is loading",
    "loaded", "close modal dialog", "open in app", "listen", "listen to this article", "print article", "accept cookies", "accept all",
    "cookie settings", "unsubscribe", "view in browser", "view this email in your browser", "manage preferences", "update your preferences", "privacy policy", "terms of use", "view this post on instagram", "top", "home",
    # German
    "anzeige", "werbung", "mehr lesen", "weiterlesen", "lesen sie auch", "lesen sie mehr", "mehr zum thema", "zum thema", "das könnte sie auch interessieren",
    "artikel teilen", "teilen", "drucken", "kommentare", "kommentar schreiben", "kommentieren", "zur startseite", "nach oben", "zum seitenanfang",
    "newsletter abonnieren", "jetzt abonnieren", "jetzt anmelden", "anmelden", "abonnieren", "merken", "empfehlungen der redaktion", "auch interessant",
    # French
    "publicité", "lire aussi", "à lire aussi", "lire la suite", "voir aussi", "sur le même sujet", "partager", "imprimer", "commentaires",
    "haut de page", "s'abonner", "s’abonner", "abonnez-vous", "partager cet article", "ajouter un commentaire", "suivez-nous", "la suite après la publicité",
    # Spanish
    "publicidad", "lee también", "lea también", "leer más", "ver más", "te puede interesar", "noticias relacionadas", "compartir", "imprimir",
    "comentarios", "suscríbete", "suscribirse", "síguenos", "más información", "le puede interesar", "relacionado", "continúa leyendo",
    # Italian
    "pubblicità", "leggi anche", "leggi tutto", "continua a leggere", "condividi", "stampa", "commenti", "iscriviti", "torna su", "ti potrebbe interessare",
    "articoli correlati", "seguici",
    # Polish
    "reklama", "czytaj też", "czytaj także", "czytaj więcej", "czytaj dalej", "zobacz także", "zobacz też", "zobacz również", "przeczytaj także", "udostępnij",
    "drukuj", "komentarze", "skomentuj", "zapisz się", "subskrybuj", "podziel się", "polecamy", "powrót do góry", "dalszy ciąg materiału pod wideo",
    "dalsza część artykułu pod wideo",
    # Chinese
    "广告", "廣告", "相关阅读", "相關閱讀", "延伸阅读", "延伸閱讀", "相关新闻", "相關新聞", "相关报道", "阅读更多", "閱讀更多", "更多", "查看更多", "评论", "評論",
    "打印", "列印", "收藏", "转发", "轉發", "订阅", "訂閱", "关闭", "分享到", "分享至", "返回首页", "推荐阅读", "推薦閱讀", "热门新闻", "下一页", "上一页",
    # Arabic
    "إعلان", "إعلانات", "اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضا", "إقرأ أيضاً", "اقرأ المزيد", "المزيد", "شارك", "مشاركة", "طباعة", "تعليقات", "التعليقات",
    "أضف تعليقا", "اشترك", "تابعنا", "مواضيع ذات صلة", "أخبار ذات صلة", "قد يهمك أيضا", "الرئيسية",
})  # fmt: skip
#: What stands over or under an advertisement.
ADVERTISEMENT = frozenset({
    "ad", "ads", "advert", "advertisement", "advertising", "sponsored", "sponsored content", "promoted", "anzeige", "werbung", "publicité",
    "publicidad", "pubblicità", "reklama", "广告", "廣告", "إعلان", "إعلانات", "article continues after advertisement",
})  # fmt: skip
#: What begins a line, or stands over a list, that leads to other stories. Compared without case; a colon or a link follows.
LEADS = (
    "read more", "read also", "also read", "read next", "see also", "related", "related story", "related article", "related articles",
    "related stories", "related links", "related news", "more on this", "more on this story", "more from", "more stories", "don't miss",
    "don’t miss", "recommended", "further reading", "you may also like", "you might also like", "most read", "most popular", "trending", "up next",
    "watch", "watch more", "opinion", "explained", "in pictures", "must read", "must-read",
    "lesen sie auch", "lesen sie mehr", "lesen sie hier", "mehr zum thema", "mehr dazu", "auch interessant", "zum thema", "siehe auch", "passend dazu",
    "lire aussi", "à lire aussi", "à lire", "lire la suite", "voir aussi", "sur le même sujet",
    "lee también", "lea también", "lea además", "leer más", "te puede interesar", "le puede interesar", "ver también", "noticias relacionadas", "mira también",
    "leggi anche", "vedi anche", "articoli correlati", "per approfondire", "ti potrebbe interessare",
    "czytaj też", "czytaj także", "czytaj również", "czytaj więcej", "przeczytaj także", "przeczytaj też", "zobacz także", "zobacz też", "zobacz również", "polecamy",
    "lees ook", "lees meer", "lees verder", "bekijk ook", "luister ook", "leia também", "leia mais", "veja também", "saiba mais", "läs också", "läs även", "läs mer", "se även",
    "læs også", "læs mere", "les også", "les mer", "se også", "lue myös", "lue lisää", "katso myös", "čtěte také", "čtěte více", "související", "čítajte aj", "pročitajte još", "čitajte još",
    "kapcsolódó", "kapcsolódó cikkek", "ez is érdekelheti", "olvassa el", "citește și", "citeşte şi", "citiți și", "прочетете още", "llegeix també", "baca juga", "simak juga", "lihat juga", "baca selengkapnya",
    "читайте также", "читать также", "читайте ещё", "по теме", "смотрите также", "читайте також", "дивіться також", "за темою", "διαβάστε επίσης", "διαβάστε ακόμα", "διαβάστε ακόμη", "δείτε επίσης",
    "ilgili haber", "ayrıca okuyun", "bunu da okuyun", "xem thêm", "đọc thêm", "tin liên quan", "관련기사", "관련 기사", "関連記事", "関連ニュース", "あわせて読みたい", "קראו גם", "קרא גם", "בנושא זה",
    "بیشتر بخوانید", "مطالب مرتبط", "यह भी पढ़ें", "ये भी पढ़ें", "और पढ़ें",
    "相关阅读", "相關閱讀", "延伸阅读", "延伸閱讀", "相关新闻", "相關新聞", "相关报道", "推荐阅读", "阅读更多", "更多新闻",
    "اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضا", "إقرأ أيضاً", "اقرأ المزيد", "مواضيع ذات صلة", "أخبار ذات صلة", "قد يهمك",
)  # fmt: skip

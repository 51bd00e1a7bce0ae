"""What stands in an article's markup without being its words: link lists, "read more" lines, captions."""

import re

from lxml import etree, html

from detaincrawl.markup import tree

_NO_TEXT = ("script", "style", "svg", "template", "canvas", "object", "select", "button", "figcaption")
"""Taken out first: trafilatura copies the tree several times."""
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:wp-caption-text|caption|credit|photo-?credit|image-?caption)s?(?=$|[\s_-])", re.I
)
_LEAD_ON = re.compile(
    r"[\W\d_]*(?:read (?:more|also|next|here|the full)|see also|also read|more (?:from|on)\b|more\s*:|related\b"
    r"|watch\s*:|click here|mehr zum thema|lesen sie (?:auch|hier|mehr)|auch interessant|siehe auch"
    r"|hier (?:finden|lesen)"
    r"|lire (?:aussi|également)|à lire|voir aussi|l[ee]a también|le puede interesar|más información"
    r"|leia (?:também|mais)|veja também|leggi anche|lees ook|läs (?:också|mer)|les også|læs også"
    r"|czytaj (?:też|także|również)|zobacz (?:też|także)|читайте (?:также|ещё|еще)|читать также|читайте також"
    r"|смотрите также|ayrıca okuyun|ayrıca bakınız|baca juga|اقرأ أيضا|إقرأ أيضا|بیشتر بخوانید"
    r"|延伸阅读|延伸閱讀|相关阅读|関連記事|관련기사)",
    re.I,
)
"""How lines begin that lead on to other stories."""
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus|cookies?|cookiebar|consent|gdpr|onetrust|didomi|related|recommended|recommendations"
    r"|recirculation|newsletter|readmore|read-more|read-also|more-stories|more-news|most-read|mostread|trending|popular"
    r"|outbrain|taboola|paywall-banner|subscribe-box)(?=$|[\s_-])",
    re.I,
)
"""In the class or id of what stands beside an article."""
_LINKED = 0.8
_MAX_LINE = 300
_LONG = 80


def prune(root: html.HtmlElement) -> None:
    """Take out of the tree what would be read as the article's own sentences."""
    etree.strip_elements(root, *_NO_TEXT, with_tail=False)
    doomed = _beside(root)
    doomed += [element for element in root.iter("ul", "ol") if _is_link_list(element)]
    doomed += [element for element in root.iter("p", "h2", "h3", "h4", "li") if _leads_on(element)]
    doomed += [element for element in root.iter("p", "div", "span") if _is_caption(element)]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _beside(root: html.HtmlElement) -> list[html.HtmlElement]:
    """Comments, banners and recommendations; never what holds the heading or half of the paragraphs."""
    whole = _long_paragraphs(root)
    return [
        element
        for element in root.iter("div", "section", "aside", "ul", "ol", "details", "dialog")
        if _BESIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        and element.find(".//h1") is None
        and _long_paragraphs(element) * 2 <= whole
    ]


def _long_paragraphs(element: html.HtmlElement) -> int:
    return sum(len("".join(part.itertext())) > _LONG for part in element.iter("p"))


def _is_caption(element: html.HtmlElement) -> bool:
    return _CAPTION.search(element.get("class") or "") is not None and len(tree.words(element)) <= _MAX_LINE * 2


def _is_link_list(element: html.HtmlElement) -> bool:
    """Two items or more that are links and nothing else: other stories, tags, a menu."""
    items = element.findall("li")
    return len(items) > 1 and _linked_share(element) >= _LINKED


def _leads_on(element: html.HtmlElement) -> bool:
    """A line that is one link, or that begins as such lines do and has one."""
    if element.find(".//a") is None:
        return False
    words = tree.words(element)
    if not 0 < len(words) <= _MAX_LINE:
        return False
    return _linked_share(element) > 0.95 or (_LEAD_ON.match(words) is not None)


def _linked_share(element: html.HtmlElement) -> float:
    whole = len(tree.words(element))
    return sum(len(tree.words(link)) for link in element.iter("a")) / whole if whole else 0.0

"""Article → HTML page in its outlet's style: a template of ``pages/``, each with its own kind of noise."""

import json
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from detaincrawl.demo.outlets import Outlet, SampleArticle, SamplePost

RELATED = 4


def article_page(outlet: Outlet, article: SampleArticle, origin: str) -> bytes:
    """The page as served, in the outlet's encoding."""
    return _fill(outlet, outlet.style, _values(outlet, article, origin))


def amp_page(outlet: Outlet, article: SampleArticle, origin: str) -> bytes:
    """The AMP alternate, which names the proper page as canonical."""
    return _fill(outlet, "amp", _values(outlet, article, origin))


def front_page(outlet: Outlet, origin: str) -> bytes:
    """The listing: links to every article, among navigation, tags and services."""
    prefix = f"{origin}/amp" if outlet.amp else ""
    items = "\n".join(
        f'<li class="card"><a href="{prefix}{article.path}">{escape(article.title)}</a>'
        f'<p class="teaser">{escape(_lead(article))}</p>'
        f'<time datetime="{article.published.isoformat()}">{article.published:%d %B %Y}</time></li>'
        for article in outlet.articles
    )
    return _fill(outlet, "front", {"items": items, **_site(outlet, origin)})


def service_page(outlet: Outlet, heading: str, origin: str) -> bytes:
    """A page of the site that is no article; sitemaps name such pages too."""
    return _fill(outlet, "service", {"heading": heading, **_site(outlet, origin)})


def _fill(outlet: Outlet, style: str, values: dict[str, str]) -> bytes:
    template = (files("detaincrawl.demo") / "pages" / f"{style}.html").read_text(encoding="utf-8")
    return Template(template).substitute(values).encode(outlet.encoding, "xmlcharrefreplace")


def _site(outlet: Outlet, origin: str) -> dict[str, str]:
    return {
        "site": escape(outlet.name),
        "origin": origin,
        "language": outlet.language,
        "encoding": outlet.encoding,
    }


def _values(outlet: Outlet, article: SampleArticle, origin: str) -> dict[str, str]:
    url = origin + article.path
    return {
        **_site(outlet, origin),
        "title": escape(article.title),
        "url": url,
        "amp_url": f"{origin}/amp{article.path}",
        "description": escape(_lead(article), quote=True),
        "section": escape(article.section),
        "published": article.published.isoformat(),
        "updated": article.changed.isoformat(),
        "date": f"{article.published:%B} {article.published.day}, {article.published.year}",
        "time": f"{article.published:%H:%M}",
        "byline": escape(" and ".join(article.authors) or f"{outlet.name} staff"),
        "author_metas": "\n".join(f'<meta name="author" content="{escape(name)}">' for name in article.authors),
        "body": _body(article),
        "related": _related(outlet, article),
        "news_article": _json({"@context": "https://schema.org", **_news_article(outlet, article, url)}),
        "graph": _json(_graph(outlet, article, origin)),
    }


def _lead(article: SampleArticle) -> str:
    """The first paragraph, shortened as feeds and search engines show it."""
    first = next(block for block in article.text.split("\n\n") if not block.startswith(("## ", "- ")))
    return first if len(first) <= 180 else first[:180].rsplit(" ", 1)[0] + " …"


def _body(article: SampleArticle) -> str:
    blocks = [_block(block) for block in article.text.split("\n\n")]
    middle = len(blocks) // 2 + 1
    return "\n".join([*blocks[:middle], *(_post(post) for post in article.posts), *blocks[middle:]])


def _block(block: str) -> str:
    if block.startswith("## "):
        return f"<h2>{escape(block[3:])}</h2>"
    if block.startswith("- "):
        items = "".join(f"<li>{escape(line[2:])}</li>" for line in block.splitlines())
        return f"<ul>{items}</ul>"
    return f"<p>{escape(' '.join(block.split()), quote=False)}</p>"


def _post(post: SamplePost) -> str:
    """As a publisher pastes it in: the network's blockquote and its script."""
    status = f"https://x.example/{post.handle[1:]}/status/{post.posted:%Y%m%d}017"
    day = f"{post.posted:%B} {post.posted.day}, {post.posted.year}"
    return (
        f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{escape(post.text, quote=False)}</p>'
        f'&mdash; {escape(post.author)} ({post.handle}) <a href="{status}">{day}</a></blockquote>\n'
        '<script async src="https://platform.x.example/widgets.js" charset="utf-8"></script>'
    )


def _related(outlet: Outlet, article: SampleArticle) -> str:
    others = [other for other in outlet.articles if other.path != article.path][:RELATED]
    return "\n".join(f'<li><a href="{other.path}">{escape(other.title)}</a></li>' for other in others)


def _news_article(outlet: Outlet, article: SampleArticle, url: str) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "headline": article.title,
        "mainEntityOfPage": url,
        "url": url,
        "datePublished": article.published.isoformat(),
        "dateModified": article.changed.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name},
        "articleSection": article.section,
        "inLanguage": outlet.language,
    }


def _graph(outlet: Outlet, article: SampleArticle, origin: str) -> dict[str, Any]:
    """The shape of site builders: a page, its article and its people refer to one another by ``@id``."""
    url = origin + article.path
    people = [
        {"@type": "Person", "@id": f"{origin}/#person-{n}", "name": name} for n, name in enumerate(article.authors)
    ]
    return {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": f"{origin}/#website", "url": f"{origin}/", "name": outlet.name},
            {
                "@type": "WebPage",
                "@id": url,
                "url": url,
                "name": f"{article.title} | {outlet.name}",
                "isPartOf": {"@id": f"{origin}/#website"},
            },
            {
                **_news_article(outlet, article, url),
                "@id": f"{url}#article",
                "author": [{"@id": person["@id"]} for person in people],
            },
            *people,
            {
                "@type": "BreadcrumbList",
                "itemListElement": [{"@type": "ListItem", "position": 1, "name": article.section}],
            },
        ],
    }


def _json(value: dict[str, Any]) -> str:
    """As it may stand inside a script element, in any encoding."""
    return json.dumps(value, indent=1).replace("</", "<\\/")

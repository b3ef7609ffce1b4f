"""The one address that stands for an article, however it was linked. Pure."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

import tldextract
from courlan.clean import normalize_url
from url_normalize import url_normalize

from services.ingest.addresses import MAX_URL_CHARS, as_literal, is_this_machine

_DOMAINS: Final = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
"""Private suffixes count: `a.github.io` must not speak for `b.github.io`."""


def canonical(url: str) -> str | None:
    """`url` normalised, without fragment and tracking parameters; None when it is no http address."""
    if len(url) > MAX_URL_CHARS or not url[:8].lower().startswith(("http://", "https://")):
        return None
    if any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        normal = url_normalize(url) or ""
        parts = urlsplit(normal)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            return None
        cleaned = urlsplit(normalize_url(normal))
    except (ValueError, UnicodeError, AttributeError):
        return None
    return urlunsplit((parts.scheme, parts.netloc, cleaned.path or "/", cleaned.query, ""))


def absolute(link: str, base: str) -> str | None:
    """`link` as found in a document at `base`, as an http address; None for `javascript:`, `data:` and broken ones."""
    link = link.strip()
    if not link or len(link) > MAX_URL_CHARS:
        return None
    try:
        joined = urljoin(base, link)
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.hostname else None


def canonical_of_page(url: str, declared: str | None) -> str | None:
    """The page's canonical address: what it declares, as long as it speaks for its own site, else its own address.

    A page may not pass itself off as another site's article, and a canonical link to the front page is a mistake of the template.
    """
    own = canonical(url)
    target = canonical(absolute(declared, url) or "") if declared else None
    if own is None or target is None or not same_site(own, target):
        return own
    is_front_page = urlsplit(target).path == "/" and not urlsplit(target).query
    return own if is_front_page else target


def same_site(one: str, other: str) -> bool:
    """Whether both hosts belong to one registrable domain; for addresses and `*.localhost`, whether they are one host."""
    hosts = host_of(one), host_of(other)
    return hosts[0] == hosts[1] or (None not in (found := tuple(map(_registrable, hosts))) and found[0] == found[1])


def host_of(url: str) -> str:
    """The host, lower case, without port."""
    return (urlsplit(url).hostname or "").rstrip(".")


def domain_of(url: str) -> str:
    """The publishing host, without `www.`."""
    return host_of(url).removeprefix("www.")


def registrable_domain(host: str) -> str:
    """The registrable domain of a host, or the host itself where there is none."""
    return _registrable(host) or host


def _registrable(host: str) -> str | None:
    if is_this_machine(host) or as_literal(host) is not None:
        return None
    return _DOMAINS(host).top_domain_under_public_suffix or None

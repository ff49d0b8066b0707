"""Which addresses Cobro may ask: a signed link comes from outside and must lead to Alegra (Alegra fact sheet 1.6)."""

from urllib.parse import urlsplit

PAPER_HOSTS = (".cloudfront.net", ".alegra.com")


def is_address(base_url: str) -> bool:
    """Whether an API's address is complete and free of credentials and queries."""
    try:
        parts = urlsplit(base_url)
        readable_port = parts.port != 0
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and plain and readable_port


def leads_to_alegra(url: str, *, home: str) -> bool:
    """Alegra's own origin, or one of the hosts that keep its papers, over https."""
    try:
        link, own = urlsplit(url), urlsplit(home)
        link_port, own_port = link.port, own.port
    except ValueError:
        return False
    if link.username or link.password:
        return False
    if (link.scheme, link.hostname, link_port) == (own.scheme, own.hostname, own_port):
        return True
    return link.scheme == "https" and link_port in {None, 443} and (link.hostname or "").endswith(PAPER_HOSTS)

"""Whether Slack is asked through a proxy of the environment: slack_sdk obeys HTTPS_PROXY and HTTP_PROXY for everything."""

import ipaddress
from urllib.parse import urlsplit
from urllib.request import proxy_bypass


def passes_by_proxy(url: str) -> bool:
    """What is on this machine is never asked by a proxy, nor what NO_PROXY names."""
    host = urlsplit(url).hostname or ""
    return is_local(url) or bool(proxy_bypass(host))


def is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""Whom the strangers trust over TLS, read once a process: it takes longer than everything else that a client begins with."""

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)

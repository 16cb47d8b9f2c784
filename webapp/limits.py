"""How many requests one client may make, and who the client is behind a proxy.

The limit is for what is made anew for each request, and for clients elsewhere: a bucket of a minute's requests that fills up
steadily. SPARQL queries have limits of their own (sparql/lane.py).
"""

import mmap
import time
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address

from flask import Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from kg.settings import Settings

_FREE = ("static", "health", "metrics", "robots", "context")
_PLACES = 1 << 18  # 2 MB


class Buckets:
    """How much each client has left, in memory that the processes of a server share: make it before they are forked.

    Of each client there is the time at which its bucket will be full again (GCRA). Two clients that fall on one place share
    its bucket, which is rare; two requests of one client at the same instant may count as one.
    """

    def __init__(self, per_minute: int) -> None:
        self._interval = 60 / per_minute
        self._full_at = memoryview(mmap.mmap(-1, 8 * _PLACES)).cast("d")

    def wait(self, client: str, now: float) -> int:
        """Take one request of a client's; returns 0, or after how many seconds it may come again."""
        place = hash(client) % _PLACES
        full_at = max(self._full_at[place], now)
        over = full_at - now + self._interval - 60
        if over > 1e-6:
            return int(over) + 1
        self._full_at[place] = full_at + self._interval
        return 0


def prepare(app: Flask, settings: Settings) -> None:
    """Trust as many proxies as the settings say, and limit requests if they say so."""
    if settings.proxies:
        number = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, number, number, number, number, number)  # type: ignore[method-assign]
    if settings.requests_per_minute:
        buckets = Buckets(settings.requests_per_minute)
        app.before_request(lambda: _limit(buckets))


def _limit(buckets: Buckets) -> None:
    client = network(request.remote_addr or "")
    if request.endpoint in _FREE or not client:
        return
    if seconds := buckets.wait(client, time.monotonic()):
        text = f"429 Too Many Requests\nCome again in {seconds} seconds; for many things at once there are dumps: /dumps/\n"
        headers = {"Retry-After": str(seconds)}
        abort(Response(text, HTTPStatus.TOO_MANY_REQUESTS, headers, content_type="text/plain; charset=utf-8"))


def network(address: str) -> str:
    """Who a client is: its address, of IPv6 the network that one customer has; "" for this machine itself.

    >>> network("2001:db8:1:2:3:4:5:6"), network("203.0.113.7"), network("127.0.0.1")
    ('2001:db8:1:2', '203.0.113.7', '')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.is_loopback:
        return ""
    return (
        ":".join(part.lstrip("0") or "0" for part in found.exploded.split(":")[:4]) if isinstance(found, IPv6Address) else address
    )

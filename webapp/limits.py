"""How many requests one client may make, and who the client is behind a proxy.

The limit is for what is made anew for each request, and for clients elsewhere: a bucket of a minute's requests that fills up
steadily. SPARQL queries have limits of their own (sparql/lane.py).
"""

import threading
import time
from collections import OrderedDict
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address

from flask import Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from kg.settings import Settings

_FREE = ("static", "health", "metrics", "robots", "context")
_MOST_CLIENTS = 10_000


class Buckets:
    """How much each client has left; the clients that asked last are remembered."""

    def __init__(self, per_minute: int) -> None:
        self._full = float(per_minute)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str, now: float) -> int:
        """Take one request of a client's; returns 0, or after how many seconds it may come again."""
        with self._lock:
            left, since = self._left.pop(client, (self._full, now))
            left = min(self._full, left + (now - since) * self._full / 60)
            self._left[client] = (max(0.0, left - 1), now)
            if len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)
        return 0 if left >= 1 else int((1 - left) * 60 / self._full) + 1


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

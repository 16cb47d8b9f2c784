"""One repository over HTTP: questions of OAI-PMH and their answers, asked again where that may help, within bounds.

Written on httpx2, the HTTP library of oaipmh-scythe, and not on oaipmh-scythe itself: that one holds a whole answer in
memory however large, loses all records of a page with one fault, and follows the same resumption token for ever.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

import httpx2

from conversions.errors import DamagedRecord, SourceError
from conversions.sources import oaipmh
from conversions.sources.oaipmh import Identity, Page

LONGEST = 64 << 20
"""Bytes of one answer, unpacked."""
SLOWEST = 600.0
"""Seconds that one answer may take."""
LONGEST_WAIT = 600.0
"""Seconds that a repository may ask us to wait before the next try."""

_TRIES = 5
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
_TIMEOUT = httpx2.Timeout(60.0, connect=20.0)
_HEADERS = {"User-Agent": "otrar (OAI-PMH harvester)", "Accept": "text/xml, application/xml"}


class HarvestError(SourceError):
    """A repository that cannot be harvested, or not to the end; what was received is kept."""


class _Temporary(Exception):
    """What may be gone at the next try; ``wait`` is how many seconds the repository asks for, None if it does not say."""

    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(problem)
        self.wait = wait


class Repository:
    """The repository at an address. ``wait`` is called with the seconds to wait between tries."""

    def __init__(self, address: str, *, wait: Callable[[float], object] = time.sleep, longest: int = LONGEST) -> None:
        if not address.startswith(("http://", "https://")):
            raise HarvestError(address, "the address of an OAI-PMH interface begins with http:// or https://")
        self.address = address
        self._wait, self._longest = wait, longest
        self._client = httpx2.Client(headers=_HEADERS, timeout=_TIMEOUT, follow_redirects=True, max_redirects=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def identify(self) -> Identity:
        """What the repository says of itself. Raises HarvestError."""
        return self._ask(oaipmh.identity, {"verb": "Identify"})

    def formats(self) -> list[tuple[str, str]]:
        """The metadata formats it has: prefix and namespace. Raises HarvestError."""
        return self._ask(oaipmh.formats, {"verb": "ListMetadataFormats"})

    def page(self, verb: str, arguments: dict[str, str]) -> Page:
        """One page of a list. A damaged page is asked for again; if it stays so, it is given as far as it is whole.

        Raises HarvestError when there is no page to be had.
        """
        damaged: list[Page] = []

        def whole(answer: bytes) -> Page:
            page = oaipmh.read(answer)
            if page.fault:
                damaged.append(page)
                raise DamagedRecord(page.fault)
            return page

        try:
            return self._ask(whole, {"verb": verb, **arguments})
        except HarvestError:
            if damaged:
                return max(damaged, key=lambda page: len(page.records))
            raise

    def _ask[T](self, read: Callable[[bytes], T], query: dict[str, str]) -> T:
        for attempt in range(1, _TRIES + 1):
            try:
                return read(self._answer(query))
            except DamagedRecord as error:
                problem, asked = error.reason, None
            except _Temporary as error:
                problem, asked = str(error), error.wait
            if asked is not None and asked > LONGEST_WAIT:
                raise self._error(query, f"{problem}; it asks to come back in {asked:.0f} seconds: harvest again then")
            if attempt < _TRIES:
                self._wait(asked if asked is not None else 2.0**attempt * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
        raise self._error(query, f"{problem} ({_TRIES} tries); what was received is kept: harvest again to go on")

    def _answer(self, query: dict[str, str]) -> bytes:
        """The bytes of one answer."""
        try:
            with self._client.stream("GET", self.address, params=query) as response:
                if response.status_code in _TEMPORARY:
                    raise _Temporary(f"it answered {_status(response)}", _retry_after(response))
                body = self._body(response, query)
        except httpx2.TimeoutException as error:
            raise _Temporary(f"it did not answer in time ({type(error).__name__})") from error
        except httpx2.TransportError as error:
            raise _Temporary(f"the connection failed: {error}") from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._error(query, f"the address cannot be asked: {error}") from error
        if response.is_error and b"OAI-PMH" not in body[:4096]:
            raise self._error(query, f"it answered {_status(response)}: is the address right?")
        return body

    def _body(self, response: httpx2.Response, query: dict[str, str]) -> bytes:
        body, ends = bytearray(), time.monotonic() + SLOWEST
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self._longest:
                size = f"{self._longest / 1e6:.0f} MB"
                raise self._error(query, f"an answer is longer than {size}: harvest it by sets, or another metadata format")
            if time.monotonic() > ends:
                raise _Temporary(f"an answer took longer than {SLOWEST:.0f} seconds")
        return bytes(body)

    def _error(self, query: dict[str, str], problem: str) -> HarvestError:
        return HarvestError(f"{self.address} ({query['verb']})", problem)


def _status(response: httpx2.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}".strip()


def _retry_after(response: httpx2.Response) -> float | None:
    """Seconds to wait, which HTTP gives as a number or as a date."""
    text = response.headers.get("retry-after", "")
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text).astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except ValueError:
        return None

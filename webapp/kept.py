"""Pages that were made already: what is published does not change, so a page is made once, and not sent again to who has it."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue

from webapp.languages import language
from webapp.published import reader

_BYTES = 32 << 20
"""Of pages that each process keeps: a few thousand of them."""

_LARGEST = 256 << 10

Key = tuple[str, str, str, str]


class _Page(NamedTuple):
    body: bytes
    headers: list[tuple[str, str]]


class Pages:
    """The pages that were asked for last, up to a number of bytes. Any thread may call it."""

    def __init__(self, most: int = _BYTES) -> None:
        self._most, self._size = most, 0
        self._pages: OrderedDict[Key, _Page] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> _Page | None:
        """The page that was kept under this key."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: Key, page: _Page) -> None:
        """Keep a page; those that nobody asked for longest go."""
        with self._lock:
            before = self._pages.pop(key, None)
            self._size += len(page.body) - (len(before.body) if before else 0)
            self._pages[key] = page
            while self._size > self._most:
                self._size -= len(self._pages.popitem(last=False)[1].body)


def prepare(app: Flask) -> None:
    """Give the application its pages."""
    app.extensions["otrar.pages"] = Pages()


def kept(make: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """The page at this address, made now or before; 304 for a client that has it. Only for what is published decides alone."""
    pages: Pages = current_app.extensions["otrar.pages"]
    key = (str(reader().publication.folder), language(), request.script_root, request.full_path)
    page = pages.get(key)
    if page is None:
        made = make()
        if not isinstance(made, Response) or made.status_code != HTTPStatus.OK:
            return made
        made.headers["Cache-Control"] = "no-cache"
        made.add_etag()
        page = _Page(made.get_data(), list(made.headers))
        if len(page.body) <= _LARGEST:
            pages.put(key, page)
    response = Response(page.body, headers=page.headers)
    response.make_conditional(request)
    return response

"""nginx, set up as docs/running says, before the real server: the same answers, addresses of the outside, limits and caching."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.settings import Settings

ROOT = Path(__file__).parents[2]
ADDRESSES = (
    "/",
    "/record/almaty/alm00001.ttl",
    "/search?q=Абай",
    "/ontology.ttl",
    "/dumps/SHA256SUMS",
    "/sparql?query=ASK%7B%7D",
)

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx: apt-get install nginx-light")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def configuration(folder: Path, inside: int, outside: int) -> str:
    """docs/running/nginx.conf for these ports, without TLS and its redirect, in this folder; a flood is one at any speed."""
    text = (ROOT / "docs/running/nginx.conf").read_text("utf-8")
    text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.S)
    text = re.sub(r"    (listen \[::\]:443|ssl_certificate\w*) [^\n]*\n", "", text)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{outside};").replace("127.0.0.1:8000", f"127.0.0.1:{inside}")
    text = text.replace("rate=5r/s", "rate=1r/m")
    text = text.replace("/var/cache/nginx/otrar", str(folder / "cache"))
    paths = "".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    http = f"types {{}} default_type application/octet-stream; access_log off; {paths}\n{text}"
    return f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\nhttp {{ {http} }}\n"


@pytest.fixture(scope="module")
def servers(sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The addresses of the server and of nginx before it."""
    folder, inside, outside = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    (folder / "nginx.conf").write_text(configuration(folder, inside, outside), "utf-8")
    environment = os.environ | {"OTRAR_STATE": str(sample_settings.state), "OTRAR_PROXIES": "1", "OTRAR_QUERY_WORKERS": "1"}
    serve = [sys.executable, "-m", "kg.cli", "serve", "--port", str(inside)]
    nginx = ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")]
    processes = [subprocess.Popen(serve, cwd=ROOT, env=environment), subprocess.Popen(nginx)]
    try:
        wait_for(f"http://127.0.0.1:{outside}/health")
        yield f"http://127.0.0.1:{inside}", f"http://127.0.0.1:{outside}"
    finally:
        for process in reversed(processes):
            process.send_signal(signal.SIGTERM)
            process.wait(300)


def wait_for(address: str) -> None:
    end = time.monotonic() + 300
    while True:
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            assert time.monotonic() < end, f"{address} does not answer"
            time.sleep(0.2)


def fetch(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers with names in lower case, body; redirects are not followed."""
    request = urllib.request.Request(quote(address, safe=":/?=%&"), headers={k.replace("_", "-"): v for k, v in headers.items()})
    opener = urllib.request.build_opener(NoRedirect)
    try:
        with opener.open(request) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_same_answers(servers: tuple[str, str], path: str) -> None:
    inside, outside = (fetch(server + path, Accept="text/html, text/turtle;q=0.5, */*;q=0.1") for server in servers)
    assert inside[0] == outside[0] == 200
    assert inside[2].replace(servers[0].encode(), b"") == outside[2].replace(servers[1].encode(), b"")


def test_addresses_are_those_of_the_outside(servers: tuple[str, str]) -> None:
    _, outside = servers
    assert fetch(f"{outside}/sitemap.xml")[2].count(outside.encode()) > 3
    assert f'"{outside}/changes/page/1"'.encode() in fetch(f"{outside}/changes")[2]
    status, headers, _ = fetch(f"{outside}/record/almaty/alm00001", Accept="text/turtle")
    assert (status, headers["location"]) == (303, "/record/almaty/alm00001.ttl")


def test_ranges_validators_and_compression_go_through(servers: tuple[str, str]) -> None:
    _, outside = servers
    status, headers, body = fetch(f"{outside}/dumps/otrar.nq.gz", Range="bytes=0-99")
    assert (status, len(body)) == (206, 100)
    assert fetch(f"{outside}/dumps/otrar.nq.gz", If_None_Match=headers["etag"])[0] == 304
    assert fetch(f"{outside}/record/almaty/alm00001.ttl", Accept_Encoding="gzip")[1]["content-encoding"] == "gzip"


def test_headers_and_what_is_only_for_this_machine(servers: tuple[str, str]) -> None:
    _, outside = servers
    status, headers, _ = fetch(outside + "/")
    assert status == 200
    assert headers["strict-transport-security"]
    assert headers["content-security-policy"].count("default-src") == 1
    assert re.fullmatch("[0-9a-f]{32}", headers["x-request-id"])
    assert fetch(f"{outside}/metrics")[0] == 200


def test_a_flood_is_turned_away(servers: tuple[str, str]) -> None:
    _, outside = servers
    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(lambda _: fetch(f"{outside}/sparql?query=ASK%7B%7D")[0], range(40)))
    assert 200 in statuses
    assert 429 in statuses

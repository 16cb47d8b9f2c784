"""One table of settings: the fields of `Settings`. Read from ``otrar.toml``, then from ``OTRAR_*`` variables."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from conversions.errors import SourceError
from conversions.sources import Profile

LANGUAGES = ("en", "ru", "kk", "uz", "ky", "tg", "tk")
"""The languages of the pages, in the order in which they are offered."""


class SettingsError(SourceError):
    """A setting that cannot be used as it stands."""


def _setting(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Source:
    """A library or repository: ``name`` is its part of IRIs; titles by language; where its records are and how to read them.

    ``oai`` is the address of its OAI-PMH interface; ``sets``, if any, are those to harvest, ``prefix`` the metadata format to
    ask for when the one that is chosen by itself is not the best.
    """

    name: str
    titles: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    licence: str = ""
    homepage: str = ""
    files: tuple[str, ...] = ()
    oai: str = ""
    sets: tuple[str, ...] = ()
    prefix: str = ""
    profile: Profile = field(default_factory=Profile)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. The ``help`` of each field is what the documentation shows."""

    base: str = _setting("http://localhost:8000/", "where all IRIs begin; permanent once data is published")
    state: Path = _setting(Path("state"), "the folder for the ledger, the graph and what is published")
    ledger: str = _setting("", "SQLAlchemy address of the ledger; empty: SQLite in the state folder")
    store: str = _setting("", "address of a SPARQL 1.1 endpoint to use in place of the built-in store")
    engine: str = _setting("otrar", "the rules that convert MARC 21: otrar, or loc for the Library of Congress stylesheet")
    host: str = _setting("127.0.0.1", "the address that the server listens on")
    port: int = _setting(8000, "the port that the server listens on; when taken, the next free one is used and told")
    token: str = _setting("", "the secret for writing through the web (Authorization: Bearer ...); empty: no writing")
    contact: str = _setting("", "an e-mail address that those who harvest can write to")
    cluster_records: int = _setting(
        30_000, "up to how many records publishing looks anew for what is one thing; beyond, otrar cluster does (7 kB a record)"
    )
    processes: int = _setting(0, "processes of the server; 0: one a core, but not more than query_workers")
    query_workers: int = _setting(4, "SPARQL queries that may take long and run at once, in processes of their own")
    query_seconds: float = _setting(30.0, "after how many seconds a SPARQL query is ended")
    query_memory_mb: int = _setting(2000, "how much memory one SPARQL query may use, in megabytes")
    requests_per_minute: int = _setting(600, "how many requests a minute a client elsewhere may make; 0: any number")
    proxies: int = _setting(0, "how many proxies stand before the server, whose X-Forwarded headers are believed")
    log: str = _setting("", "json: a line of JSON about each request, and all messages so, on standard error")
    upload_mb: int = _setting(16, "the largest request body that is accepted, in megabytes")
    sources: Mapping[str, Source] = field(default_factory=dict, metadata={"help": "the libraries: tables [sources.NAME]"})

    def source(self, name: str) -> Source:
        """The profile of a source; one that is not described is taken as it comes."""
        return self.sources.get(name) or Source(name, {"en": name})

    @property
    def ledger_url(self) -> str:
        """The SQLAlchemy address of the ledger."""
        return self.ledger or f"sqlite:///{(self.state / 'ledger.db').absolute()}"


def read_settings(file: Path = Path("otrar.toml"), environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in force. Raises SettingsError naming the file or variable, the setting and what was expected."""
    settings = Settings()
    if file.exists():
        try:
            table = tomllib.loads(file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(str(file), f"not valid TOML: {error}") from error
        sources = {name: _source(str(file), name, each) for name, each in table.pop("sources", {}).items()}
        settings = replace(_applied(settings, table, str(file)), sources=sources)
    variables = {
        each.name: environment[f"OTRAR_{each.name.upper()}"]
        for each in fields(Settings)
        if each.name != "sources" and f"OTRAR_{each.name.upper()}" in environment
    }
    settings = _applied(settings, variables, "environment")
    return replace(settings, base=settings.base.rstrip("/") + "/")


def _applied(settings: Settings, values: Mapping[str, Any], where: str) -> Settings:
    known = {each.name: each for each in fields(Settings)}
    typed: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise SettingsError(where, f"there is no setting {name!r}; the settings are {', '.join(known)}")
        kind = type(getattr(Settings(), name))
        try:
            typed[name] = kind(value)
        except (TypeError, ValueError):
            raise SettingsError(where, f"{name} = {value!r}: {kind.__name__} was expected") from None
    return replace(settings, **typed)


def _source(where: str, name: str, table: Mapping[str, Any]) -> Source:
    table = dict(table)
    titles = table.pop("title", {"en": name})
    profile = {key: table.pop(key) for key in ("format", "kind", "container", "encoding") if key in table}
    repairs = table.pop("repairs", [])
    local = tuple((str(here), str(there)) for here, there in table.pop("local", {}).items())
    files = table.pop("files", [])
    sets = table.pop("sets", [])
    try:
        return Source(
            name=name,
            titles={"en": titles} if isinstance(titles, str) else titles,
            files=tuple([files] if isinstance(files, str) else files),
            sets=tuple([sets] if isinstance(sets, str) else sets),
            profile=Profile(**profile, repairs=tuple([repairs] if isinstance(repairs, str) else repairs), local=local),
            **table,
        )
    except TypeError as error:
        raise SettingsError(where, f"[sources.{name}]: {error}") from None

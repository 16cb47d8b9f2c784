"""/oai: an OAI-PMH 2.0 provider. Records in the order in which they last changed; a deletion is told for ever.

The datestamp of a record is the moment when its latest change was published, so a harvester that comes again with the time of
its last visit misses nothing. A resumption token says where to go on, and needs no memory here.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from flask import Response, request
from flask.typing import ResponseReturnValue
from lxml import etree

from kg.changes import DELETE, Change, Selection
from kg.oai import PREFIXES, Item, Sets, allowed, items
from webapp.moments import utc
from webapp.published import published, reader, settings

PAGE = 100
"""Records or headers in one answer."""

_OAI = "http://www.openarchives.org/OAI/2.0/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LONGEST_TOKEN = 2000


class OaiError(Exception):
    """What the protocol has an error code for."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Verb(NamedTuple):
    """A verb: which arguments it needs, which it may have, and what answers."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    answer: Callable[[etree._Element, Mapping[str, str]], None]


def oai() -> ResponseReturnValue:
    """Answer one request, by GET or POST."""
    root = etree.Element(_tag("OAI-PMH"), nsmap={None: _OAI, "xsi": _XSI})
    root.set(f"{{{_XSI}}}schemaLocation", f"{_OAI} {_OAI}OAI-PMH.xsd")
    _add(root, "responseDate", utc(datetime.now(UTC).timestamp()))
    asked = _add(root, "request", request.base_url)
    pairs = [*request.args.items(multi=True), *request.form.items(multi=True)]
    try:
        verb, arguments = _understood(pairs)
        for name, value in (("verb", verb), *arguments.items()):
            asked.set(name, allowed(value))
        VERBS[verb].answer(_add(root, verb), arguments)
    except OaiError as error:
        for child in root[2:]:
            root.remove(child)
        if error.code in ("badVerb", "badArgument"):
            asked.attrib.clear()
        _add(root, "error", str(error)).set("code", error.code)
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return Response(body, content_type="text/xml; charset=utf-8", headers={"Cache-Control": "no-cache"})


def _understood(pairs: Sequence[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """The verb and its other arguments. Raises OaiError where they are not as the protocol has them."""
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", f"one verb was expected, of {', '.join(VERBS)}")
    others = [pair for pair in pairs if pair[0] != "verb"]
    arguments, verb = dict(others), VERBS[verbs[0]]
    if len(arguments) < len(others):
        raise OaiError("badArgument", "an argument is there twice")
    if unknown := arguments.keys() - {*verb.required, *verb.optional}:
        raise OaiError("badArgument", f"{verbs[0]} has no argument {allowed(min(unknown))}")
    if "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise OaiError("badArgument", "a resumptionToken stands alone")
    elif missing := [name for name in verb.required if name not in arguments]:
        raise OaiError("badArgument", f"{verbs[0]} needs {', '.join(missing)}")
    return verbs[0], arguments


def _tag(name: str) -> str:
    return f"{{{_OAI}}}{name}"


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    made: etree._Element = etree.SubElement(parent, _tag(name))
    if text:
        made.text = allowed(text)
    return made


def _identify(answer: etree._Element, arguments: Mapping[str, str]) -> None:
    host = request.host.partition(":")[0]
    for name, text in (
        ("repositoryName", "Otrar"), ("baseURL", request.base_url), ("protocolVersion", "2.0"),
        ("adminEmail", settings().contact or f"admin@{host}"), ("earliestDatestamp", utc(published().changes.earliest())),
        ("deletedRecord", "persistent"), ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ):  # fmt: skip
        _add(answer, name, text)


def _list_metadata_formats(answer: etree._Element, arguments: Mapping[str, str]) -> None:
    prefixes = list(PREFIXES)
    if "identifier" in arguments:
        change = _change(arguments["identifier"])
        found = items(reader(), published().ledger, [change]).get(change.path)
        prefixes = [name for name in prefixes if found and PREFIXES[name].write(reader(), found) is not None]
        if not prefixes:
            raise OaiError("noMetadataFormats", "this record is deleted")
    for name in prefixes:
        made = _add(answer, "metadataFormat")
        _add(made, "metadataPrefix", name)
        _add(made, "schema", PREFIXES[name].schema)
        _add(made, "metadataNamespace", PREFIXES[name].namespace)


def _list_sets(answer: etree._Element, arguments: Mapping[str, str]) -> None:
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "the list of sets is given whole")
    for spec, name in _sets().names().items():
        made = _add(answer, "set")
        _add(made, "setSpec", spec)
        _add(made, "setName", name)


def _sets() -> Sets:
    return Sets(published().changes, settings())


def _get_record(answer: etree._Element, arguments: Mapping[str, str]) -> None:
    prefix = _prefix(arguments["metadataPrefix"])
    change = _change(arguments["identifier"])
    found = items(reader(), published().ledger, [change]).get(change.path)
    if change.change != DELETE and not _add_record(answer, change, found, prefix, _sets()):
        raise OaiError("cannotDisseminateFormat", f"this record cannot be had as {prefix}")
    if change.change == DELETE:
        _add_header(_add(answer, "record"), change, _sets())


def _change(identifier: str) -> Change:
    base = settings().base
    path = identifier.removeprefix(base)
    found = published().changes.of(path, reader().publication.number) if path.startswith("record/") else None
    if found is None or path == identifier:
        raise OaiError("idDoesNotExist", f"there is no record {identifier}")
    return found


def _prefix(name: str) -> str:
    if name not in PREFIXES:
        raise OaiError("cannotDisseminateFormat", f"there is {', '.join(PREFIXES)}, not {name}")
    return name


class _Asked(NamedTuple):
    """A list that is asked for, from the record after the change number ``after`` on; ``told`` are given already."""

    prefix: str
    first: str
    last: str
    spec: str
    after: int = 0
    told: int = 0

    def token(self) -> str:
        return base64.urlsafe_b64encode(json.dumps(self).encode()).decode()

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "_Asked":
        """Raises OaiError for a token that was not made here."""
        if "resumptionToken" not in arguments:
            first, last, spec = (arguments.get(name, "") for name in ("from", "until", "set"))
            return cls(arguments["metadataPrefix"], first, last, spec)
        try:
            text = arguments["resumptionToken"]
            values: list[Any] = json.loads(base64.urlsafe_b64decode(text[:_LONGEST_TOKEN].encode("ascii")))
            if [type(each) for each in values] != [str, str, str, str, int, int] or not 0 < values[4] < 2**62 or values[5] < 0:
                raise ValueError(values)
            return cls(*values)
        except (ValueError, TypeError, binascii.Error, RecursionError):
            raise OaiError("badResumptionToken", "this token was not given out here") from None

    def selection(self) -> Selection:
        """Raises OaiError for dates and sets that cannot be."""
        first, last = _moment(self.first, 0), _moment(self.last, 1)
        if self.first and self.last and len(self.first) != len(self.last):
            raise OaiError("badArgument", "from and until must both be dates, or both dates with a time")
        if first is not None and last is not None and first > last:
            raise OaiError("badArgument", "from is later than until")
        found = _sets().selection(self.spec) if self.spec else (None, "")
        if found is None:
            raise OaiError("noRecordsMatch", f"there is no set {self.spec}")
        return Selection(first, last, *found)


def _moment(text: str, days: int) -> float | None:
    """A date or a moment in seconds; of a date the beginning, or with ``days`` its end."""
    if not text:
        return None
    for form in ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"):
        try:
            moment = datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        if len(text) not in (10, 20):
            break
        end = timedelta(days=days, seconds=-1) if days and len(text) == 10 else timedelta()
        return (min(moment, datetime(9990, 1, 1, tzinfo=UTC)) + end).timestamp()
    raise OaiError("badArgument", f"{text} is neither 2026-01-31 nor 2026-01-31T12:00:00Z")


def _list_identifiers(answer: etree._Element, arguments: Mapping[str, str]) -> None:
    sets = _sets()
    for change, found, prefix in _page(answer, arguments):
        if change.change == DELETE or (found and PREFIXES[prefix].write(reader(), found) is not None):
            _add_header(answer, change, sets)


def _list_records(answer: etree._Element, arguments: Mapping[str, str]) -> None:
    sets = _sets()
    for change, found, prefix in _page(answer, arguments):
        if change.change == DELETE:
            _add_header(_add(answer, "record"), change, sets)
        else:
            _add_record(answer, change, found, prefix, sets)


def _page(answer: etree._Element, arguments: Mapping[str, str]) -> Iterator[tuple[Change, Item | None, str]]:
    """The changes of one answer; goes on while they leave it empty, and closes it with a token where there are more."""
    asked = _Asked.of(arguments)
    prefix, selection = _prefix(asked.prefix), asked.selection()
    log, number = published().changes, reader().publication.number
    size = log.count_records(number, selection)
    while not len(answer):
        changes = log.records(number, selection, asked.after, PAGE + 1)
        if not changes:
            raise OaiError("noRecordsMatch", "there is no such record")
        found = items(reader(), published().ledger, changes[:PAGE])
        yield from ((change, found.get(change.path), prefix) for change in changes[:PAGE])
        told = asked.told
        asked = asked._replace(after=changes[:PAGE][-1].number, told=told + len(changes[:PAGE]))
        if len(answer) and (len(changes) > PAGE or told):
            token = _add(answer, "resumptionToken", asked.token() if len(changes) > PAGE else "")
            token.set("completeListSize", str(max(size, asked.told)))
            token.set("cursor", str(told))


def _add_record(answer: etree._Element, change: Change, found: Item | None, prefix: str, sets: Sets) -> bool:
    """Add a record with its metadata; False where it has none in this format."""
    metadata = PREFIXES[prefix].write(reader(), found) if found else None
    if metadata is None:
        return False
    record = _add(answer, "record")
    _add_header(record, change, sets)
    _add(record, "metadata").append(metadata)
    return True


def _add_header(parent: etree._Element, change: Change, sets: Sets) -> None:
    header = _add(parent, "header")
    if change.change == DELETE:
        header.set("status", "deleted")
    _add(header, "identifier", settings().base + change.path)
    _add(header, "datestamp", utc(change.made))
    for spec in sets.of(change):
        _add(header, "setSpec", spec)


_SELECTIVE = ("from", "until", "set", "resumptionToken")

VERBS: Mapping[str, Verb] = {
    "Identify": Verb((), (), _identify),
    "ListMetadataFormats": Verb((), ("identifier",), _list_metadata_formats),
    "ListSets": Verb((), ("resumptionToken",), _list_sets),
    "GetRecord": Verb(("identifier", "metadataPrefix"), (), _get_record),
    "ListIdentifiers": Verb(("metadataPrefix",), _SELECTIVE, _list_identifiers),
    "ListRecords": Verb(("metadataPrefix",), _SELECTIVE, _list_records),
}
"""The six verbs."""

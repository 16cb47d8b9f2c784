"""Rules that say what the Library of Congress stylesheet says where our own know better: only to compare the two conversions.

Each takes the place of a rule of ours, or stands beside it; `comparable` is their index. Why ours differ: DEVIATIONS.md.
"""

from collections.abc import Iterator
from itertools import zip_longest

from conversions.marc21 import (
    RULES,
    admin,
    classification,
    content_notes,
    electronic,
    fixed,
    publication,
)
from conversions.marc21.coded import VOCABULARY, coded_term, values
from conversions.record import Field, Record
from conversions.shapes import note
from conversions.tree import INSTANCE, WORK, Key, Node, Statement, Subject, Value
from ontology.names import BF, RDF, Iri


def first_entry_as_it_stands(_: Field, record: Record) -> Iterator[Statement]:
    """008/00-05 Date entered on file, also where the record has none or a wrong one: a date that no date can be.

    LDR 00000nam a2200000 a 4500
    040 ## $a DLC $c DLC

    <#Work> bf:adminMetadata [ a bf:AdminMetadata ; bf:status <http://id.loc.gov/vocabulary/mstatus/n> ;
        bf:date "19--T00:00:00"^^xsd:dateTime ; bf:agent <http://id.loc.gov/vocabulary/organizations/dlc> ] .
    """
    day, changed = admin.entered(record), record["005"].data[:8]
    earlier = changed if day.isdecimal() and changed.isdecimal() and int(changed) < int(day) else day
    yield from admin.when_new(f"{earlier[:4]}-{earlier[4:6]}-{earlier[6:8]}T00:00:00", record)


def transcribed_imprint(field: Field, record: Record) -> Iterator[Statement]:
    """260-264 Imprint: the first activity of a field once more, without what 008 codes of it.

    008 910926s1991    kz
    260 ## $a Almaty : $b Zhazushy, $c 1991

    <#Instance> bf:provisionActivity [
            a bf:ProvisionActivity, bf:Publication ; bflc:simplePlace "Almaty" ; bflc:simpleAgent "Zhazushy" ;
            bflc:simpleDate "1991" ] .
    """
    activities = publication.activities(field)
    if not activities or activities[0].kind == publication.COPYRIGHT or len(field.subfields) < 2 or "008" not in record:
        return
    activity = activities[0]
    labels = [publication.labels_of(form) for form in activity.forms]
    says = publication.transcribed(activity, labels, field, record)
    yield INSTANCE, BF.provisionActivity, Node(publication.classes(activity.kind), says)


def imprint(field: Field, record: Record) -> Iterator[Statement]:
    """260-264 Imprint, as one string for both scripts where the 880 does not tell its script; dates of 008 as they stand.

    260 ## $6 880-01 $a Almaty : $b Mir, $c 1991
    880 ## $6 260-01 $a Алматы : $b Мир, $c 1991

    <#Instance> bf:publicationStatement "Almaty; Алматы: Mir, Мир, 1991, 1991"@ru ;
        bf:provisionActivity [
            a bf:ProvisionActivity, bf:Publication ; bflc:simpleDate "1991" ;
            bflc:simplePlace "Almaty", "Алматы"@ru ; bflc:simpleAgent "Mir", "Мир"@und-cyrl ] .
    """
    for statement in publication.provisions(field, record, _all_coded(record)):
        if field.parallel is None or statement[1] not in publication.STATEMENTS:
            yield statement
    if field.parallel is None:
        return
    joined = "/" not in field.parallel["6"] or not _is_told(field.parallel["6"], record["008"].data[35:38])
    for activity in publication.activities(field):
        if activity.kind in publication.ACTIVITIES:
            labels = [publication.labels_of(form) for form in activity.forms]
            both = {code: _in_turns([form[code] for form in labels]) for code in "abc"}
            strings = [publication.statement_of(both)] if joined else [_statement_of(form, both) for form in labels]
            yield INSTANCE, publication.ACTIVITIES[activity.kind][1], strings


def _statement_of(labels: publication.Labels, both: publication.Labels) -> str:
    """An activity in one script, with the marks that both scripts together need."""
    if not any(labels.values()):
        return ""
    colon = ": " if both["a"] and (both["b"] or both["c"]) else ""
    comma = ", " if both["b"] and both["c"] else ""
    return f"{'; '.join(labels['a'])}{colon}{', '.join(labels['b'])}{comma}{', '.join(labels['c'])}"


def _in_turns(columns: list[list[str]]) -> list[str]:
    return [label for row in zip_longest(*columns, fillvalue="") for label in row if label]


_SCRIPTS = frozenset({"(B", "(N", "(Q", "(S", "(2", "(3", "(4", "$1"})

_LANGUAGES = frozenset([
    "abk", "afr", "alb", "amh", "ara", "arm", "asm", "aym", "baq", "bel", "ben", "bos", "bul", "bur", "cat", "ces", "cha",
    "cym", "cze", "dan", "deu", "div", "dut", "dzo", "ell", "eng", "epo", "est", "eus", "fao", "fas", "fij", "fin", "fra",
    "fre", "fry", "geo", "ger", "gle", "glg", "glv", "gre", "grn", "guj", "hat", "heb", "hin", "hrv", "hun", "hye", "ice",
    "ind", "isl", "ita", "jpn", "kal", "kan", "kat", "kaz", "khm", "kin", "kor", "lao", "lat", "lav", "lin", "lit", "ltz",
    "mac", "mah", "mal", "mar", "may", "mkd", "mlg", "mlt", "msa", "mya", "nau", "nbl", "nde", "nep", "nld", "nno", "nob",
    "nor", "nya", "ori", "orm", "pan", "per", "pol", "por", "pus", "que", "roh", "ron", "rum", "run", "rus", "sag", "sin",
    "slk", "slo", "slv", "smo", "som", "sot", "spa", "sqi", "ssw", "swa", "swe", "tam", "tel", "tgl", "tha", "tir", "ton",
    "tsn", "tso", "tur", "ukr", "urd", "ven", "vie", "wel", "xho", "yid", "zul", "dsb", "frr", "frs", "gsw", "hsb", "kok",
    "mai", "men", "nds", "niu", "nso", "tem", "tkl", "tmh", "tpi", "tvl"
])  # fmt: skip
"""Languages whose script the stylesheet knows; those of Central Asia but Kazakh are not among them."""


def _is_told(link: str, language: str) -> bool:
    """Whether the stylesheet can tell the language or script of an 880 by its $6 and 008/35-37."""
    code = link.partition("/")[2].partition("/")[0]
    script = code in _SCRIPTS or (len(code) == 4 and code.isalpha()) or (len(code) == 3 and code.isdigit())
    return script or language in _LANGUAGES


def coded_provision(field: Field, record: Record) -> Iterator[Statement]:
    """008/06-17 Type of date, dates and place of publication as they stand, also dates that are none.

    008 910926m1992    kz            000 0 kaz d

    <#Instance> bf:provisionActivity [
            a bf:ProvisionActivity, bf:Publication ; bf:date "1992/    "^^<http://id.loc.gov/datatypes/edtf> ;
            bf:place <http://id.loc.gov/vocabulary/countries/kz> ] .
    """
    yield from publication.untold(as_coded(field.data[6:18]), record)


def _all_coded(record: Record) -> publication.Coded:
    """What all 008 say."""
    merged: dict[str, dict[Iri, Value]] = {}
    for fixed_field in record.all("008"):
        for kind, says in as_coded(fixed_field.data[6:18]).items():
            known = merged.setdefault(kind, {})
            known |= {predicate: [known[predicate], value] if predicate in known else value for predicate, value in says.items()}
    return merged


def as_coded(data: str) -> publication.Coded:
    """What 008/06-17 says of the activities, by their kind, whether or not its dates are any."""
    status, first, second, country = data[:1], data[1:5], data[5:9], data[9:12]
    says: dict[Iri, Value] = {}
    if status in publication.CODED_NOTES:
        says[BF.note] = note(publication.CODED_NOTES[status])
    date = _as_coded(status, first, second)
    if date:
        says[BF.date] = publication.edtf(_unknown(date))
        if status in publication.CODED_STATUS:
            says[BF.status] = publication.CODED_STATUS[status]
    if country not in ("", "|||"):
        says[BF.place] = coded_term("countries", country) or Iri(f"{VOCABULARY}countries/")
    found = {publication.CODED_KINDS.get(status, publication.PUBLICATION): says} if says else {}
    if status == "p":
        found[publication.PRODUCTION] = {BF.date: publication.edtf(_unknown(second))}
    elif status == "t" and second not in ("    ", "||||"):
        found[publication.COPYRIGHT] = {BF.copyrightDate: publication.edtf(_unknown(second))}
    return found


def _as_coded(status: str, first: str, second: str) -> str:
    known = [each for each in (first, second) if each not in ("    ", "||||")]
    if status == "c":
        return f"{first}/.."
    if status and (status in "dikmu" or (status in "|n" and len(known) == 2)):
        return f"{first}/{second}"
    if status == "q":
        return f"{first}~/{second}~"
    if status == "e":
        return f"{first}-{second[:2]}" + ("" if second[2:] == "  " else f"-{second[2:]}")
    if status == "n":
        return first if known and known[0] is first else "XXXX"
    return first if status and (status in "prst" or (status == "|" and known and known[0] is first)) else ""


def _unknown(date: str) -> str:
    return date.replace("u", "X")


def books(field: Field, record: Record) -> Iterator[Statement]:
    """008/18-34 Books, but not of manuscript text (leader/06 "t").

    LDR 00000nam a2200000 a 4500
    008 930106s1992    enka   j      000 1 eng d

    <#Work> bf:illustrativeContent <http://id.loc.gov/vocabulary/millus/ill> ;
        bf:intendedAudience <http://id.loc.gov/vocabulary/maudience/juv> ;
        bf:genreForm [ a bf:GenreForm ; rdfs:label "Fiction"@en ;
            owl:sameAs <http://id.loc.gov/authorities/genreForms/gf2014026339> ] .
    <#Instance> bf:media <http://id.loc.gov/vocabulary/mediaTypes/n> .
    """
    if record.leader[6:7] != "t":
        yield from fixed.books(field, record)


def dewey_decimal_classification_number(field: Field, record: Record) -> Iterator[Statement]:
    """082 Dewey Decimal Classification number; the agency in $q is named twice.

    082 04 $a 575.1 $2 23 $q Almaty Library

    <#Work> bf:classification [ a bf:ClassificationDdc ; bf:classificationPortion "575.1" ; bf:edition "full" ;
            bf:source [ a bf:Source ; bf:code "23" ] ; bf:assigner [ a bf:Agent ; rdfs:label "Almaty Library" ] ] .
    """
    for about, predicate, number in classification.dewey_decimal_classification_number(field, record):
        if isinstance(number, Node) and field.ind2 != "0" and (named := nodes(number.says[BF.assigner])):
            number |= {BF.assigner: [number.says[BF.assigner], named[0]]}
        yield about, predicate, number


def music(field: Field, record: Record) -> Iterator[Statement]:
    """008/18-34 Music; what accompanies it, if a 348 (353 is meant) has a $0 or $b, only where both name another thing.

    LDR 00000ncm a2200000 a 4500
    008 930106s1992    enkopa jbe     h    eng d
    348 ## $b zz

    <#Work> bf:genreForm [ a bf:GenreForm ; rdfs:label "Operas"@en ;
            owl:sameAs <http://id.loc.gov/authorities/genreForms/gf2014026976> ], <http://id.loc.gov/vocabulary/marcgt/his> ;
        bf:musicFormat <http://id.loc.gov/vocabulary/mmusicformat/score> ;
        bf:intendedAudience <http://id.loc.gov/vocabulary/maudience/juv> .
    <#Instance> bf:carrier <http://id.loc.gov/vocabulary/carriers/he> .
    """
    authorities, codes = [*values(record, "348", "0")], [*values(record, "348", "b")]
    bare = record.with_fields(each for each in record.fields if each.tag != "353") if "353" in record else record
    for statement in fixed.music(field, bare):
        if statement[1] == BF.supplementaryContent and (authorities or codes):
            named = str(statement[2])
            if not codes or codes[0] in named or not any(each != named for each in authorities):
                continue
        yield statement


def electronic_location(field: Field, record: Record) -> Iterator[Statement]:
    """856 Electronic location and access; each field with its own online Instance.

    245 00 $a Abai
    856 40 $u http://example.org/abai
    856 40 $u http://example.org/abai $z Free

    <#Instance> bf:electronicLocator <http://example.org/abai> ; bf:note _:free .
    <#Work> bf:hasInstance _:one, _:other .
    _:one a bf:Instance, bf:Electronic ; bf:instanceOf <#Work> ; bf:electronicLocator <http://example.org/abai> ;
        bf:title _:title .
    _:other a bf:Instance, bf:Electronic ; bf:instanceOf <#Work> ; bf:electronicLocator <http://example.org/abai> ;
        bf:title _:title ; bf:note _:free .
    _:title a bf:Title ; bf:mainTitle "Abai" .
    _:free a bf:Note ; rdfs:label "Free" .
    """
    n = next((n for n, each in enumerate(record.all("856")) if each is field), 0)
    for about, predicate, value in electronic.electronic_location(field, record):
        if about.part:
            yield Subject(about.kind, f"{about.part}|{n}"), predicate, value
        else:
            yield about, predicate, value


OF_ITEMS = {
    "051": classification.copy_call_number,
    "541": content_notes.immediate_source_of_acquisition_note,
}
"""The rules of fields that are about an item."""


def item_of_the_library(fields: list[Field], of_library: list[Field], record: Record) -> Iterator[Statement]:
    """The Item that the stylesheet gives the Library of Congress: what 051 and 541 and all fields with its code say."""
    says: dict[Iri, Value] = {BF.heldBy: admin.DLC}
    others = (said for field in of_library if field.tag not in OF_ITEMS for said in _of_work_and_instance(field, record))
    for predicate, value in [*others, *of_items(fields, record)]:
        says[predicate] = [says[predicate], value] if predicate in says else value
    yield INSTANCE, BF.hasItem, Node([BF.Item], says, key=Key("item", "DLC"))


def of_items(fields: list[Field], record: Record) -> Iterator[tuple[Iri, Value]]:
    """What 051 and 541 say of the item that they are about."""
    for field in fields:
        for _, _, item in OF_ITEMS[field.tag](field, record):
            for predicate, value in item.says.items() if isinstance(item, Node) else ():
                if predicate != BF.heldBy:
                    yield predicate, value


def _of_work_and_instance(field: Field, record: Record) -> Iterator[tuple[Iri, Value]]:
    for rule in RULES.get(field.tag, ()):
        for about, predicate, value in rule(field, record):
            if about in (WORK, INSTANCE) and predicate not in (BF.hasItem, RDF.type):
                yield predicate, value


def nodes(value: Value) -> list[Node]:
    """The nodes that a value is or holds."""
    if isinstance(value, Node):
        return [value]
    if isinstance(value, list):
        return [node for each in value for node in nodes(each)]
    return []

"""One publication in RUSMARC and in MARC 21 is the same thing: title, creators, publication, extent, identifiers, subjects."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from conversions.convert import Naming, convert
from conversions.engines import engine_for
from conversions.record import Record
from conversions.sources import Profile, open_source, parse
from ontology.codes import by_label
from ontology.names import BF, BFLC, OWL, RDF, RDFS, Iri

PAIRED = "ndlrf-rnd_neb-catalog"
NUMBER = re.compile(r"\d{9,}")
IDENTIFIERS = {BF.Isbn, BF.Issn, BF.CopyrightNumber, BF.Local, BF.Nbn}


class Graph:
    """What a record's conversion says, to be asked for facts."""

    def __init__(self, record: Record, format: str) -> None:
        made = convert(record, engine_for(format), Naming("http://example.org/"))
        lines = "".join(f"{triple} .\n" for triple in made.triples)
        self.store = pyoxigraph.Store()
        self.store.bulk_load(lines.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
        self.work, self.instance = made.work, made.instance

    def all(self, subject: str, *path: Iri) -> Iterator[str]:
        """The values at the end of a path of properties."""
        name = pyoxigraph.NamedNode(subject)
        for quad in self.store.quads_for_pattern(name, pyoxigraph.NamedNode(path[0]), None):
            if not path[1:]:
                yield quad.object.value  # type: ignore[union-attr]
            elif isinstance(quad.object, pyoxigraph.NamedNode):
                yield from self.all(quad.object.value, *path[1:])

    def roles(self) -> Counter[tuple[str, str]]:
        """Who did what: the agent's IRI, which stands for its identity, and the relator, whether by code or by word."""
        found: Counter[tuple[str, str]] = Counter()
        for contribution in self.all(self.work, BF.contribution):
            for agent in self.all(contribution, BF.agent):
                for role in self.all(contribution, BF.role):
                    found[agent, relator(role, list(self.all(role, RDFS.label)))] += 1
        return found

    def facts(self) -> dict[str, set[str] | set[tuple[str, str]] | Counter[tuple[str, str]]]:
        """What both descriptions of one publication have to agree on."""
        work, instance = self.work, self.instance
        provision = (instance, BF.provisionActivity)
        numbers = {
            (kind, value)
            for node in self.all(instance, BF.identifiedBy)
            for kind in self.all(node, RDF.type)
            for value in self.all(node, RDF.value)
            if kind in IDENTIFIERS
        }
        return {
            "work": set(self.all(work, BF.title, BF.mainTitle)),
            "title": set(self.all(instance, BF.title, BF.mainTitle)),
            "subtitle": set(self.all(instance, BF.title, BF.subtitle)),
            "responsibility": set(self.all(instance, BF.responsibilityStatement)),
            "creators": self.roles(),
            "place": set(self.all(*provision, BFLC.simplePlace)),
            "publisher": set(self.all(*provision, BFLC.simpleAgent)),
            "date": set(self.all(*provision, BFLC.simpleDate)) | set(self.all(*provision, BF.date)),
            "extent": set(self.all(instance, BF.extent, RDFS.label)),
            "dimensions": set(self.all(instance, BF.dimensions)),
            "language": set(self.all(work, BF.language)),
            "identifiers": numbers,
            "subjects": set(self.all(work, BF.subject)),
            "series": set(self.all(work, BF.relation, BF.seriesEnumeration)),
        }


def relator(role: str, words: list[str]) -> str:
    """The relator's IRI; a role in words is looked up in the list."""
    terms = [term for word in words if (term := by_label("relators", word))]
    return terms[0].iri if terms else role


def records(folder: Path) -> Iterator[tuple[str, Record]]:
    """The first record of each file whose name has a number, with its format."""
    for path in sorted(folder.iterdir()):
        if NUMBER.search(path.name):
            profile, stream = open_source(path, Profile(source="pair"))
            yield profile.format, parse(next(stream).raw, profile).record


def pairs(corpus: Path) -> list[tuple[Record, Record]]:
    """Records of both formats with the same control number; one copy in MARC 21 has lost the blanks of its 008."""
    found = [each for base in ("rusmarc", "marc21") for each in records(corpus / base / PAIRED)]
    marc21 = {record.id: record for format, record in found if format == "marc21" and len(record["008"].data) == 40}
    return [(record, marc21[record.id]) for format, record in found if format == "rusmarc" and record.id in marc21]


def test_pairs_of_the_corpus_agree(corpus: Path) -> None:
    found = pairs(corpus)
    assert len(found) >= 3
    for rusmarc, marc21 in found:
        ours, wanted = Graph(rusmarc, "rusmarc"), Graph(marc21, "marc21")
        assert ours.facts() == wanted.facts(), rusmarc.id
        assert ours.work == wanted.work, rusmarc.id


RUSMARC = """\
LDR 00000nam0 2200000   450
001 1
010 ## $a 978-601-00-0001-1 $b қатты
100 ## $a 20070522d1978    u  y0rusy50      ca
101 0# $a kaz
102 ## $a KZ
105 ## $a a   z   000ay
200 1# $a Абай жолы $e роман-эпопея $h 1-кітап $f М. Әуезов
210 ## $a Алматы $c Жазушы $d 1978
215 ## $a 376 б. $c сур. $d 21 см
225 1# $a Классика $v 3
606 ## $a Казахская литература $x История $2 lc
607 ## $a Казахстан
610 0# $a қазақ әдебиеті
600 #1 $a Абай $b И. $g Ибрагим $f 1845-1904
700 #1 $a Әуезов $b М. $g Мұхтар $f 1897-1961 $4 070
702 #1 $a Нұрпейісов $b Ә. $4 340
712 01 $a Казахстан $b Министерство культуры
"""

MARC21 = """\
LDR 00000nam a2200000 i 4500
001 1
008 070522s1978    kz a          000 1 kaz d
020 ## $a 978-601-00-0001-1 $q қатты
040 ## $b rus
100 1# $a Әуезов, Мұхтар, $d 1897-1961, $4 aut
245 10 $a Абай жолы : $b роман-эпопея. $n 1-кітап / $c М. Әуезов
260 ## $a Алматы : $b Жазушы, $c 1978.
300 ## $a 376 б. : $b сур. ; $c 21 см.
490 0# $a Классика ; $v 3
600 14 $a Абай, Ибрагим, $d 1845-1904.
650 #0 $a Казахская литература $x История.
651 #4 $a Казахстан.
653 ## $a қазақ әдебиеті
700 1# $a Нұрпейісов, Ә., $4 edt
710 1# $a Казахстан. $b Министерство культуры.
"""


@pytest.mark.parametrize("format", ["rusmarc", "unimarc"])
def test_one_book_in_both_formats_is_one_work_with_the_same_agents_and_subjects(format: str) -> None:
    ours, wanted = Graph(Record.parse(RUSMARC), format), Graph(Record.parse(MARC21), "marc21")
    facts, others = ours.facts(), wanted.facts()
    assert facts == others
    assert len(facts["subjects"]) == 4
    assert ours.work == wanted.work


def test_a_name_is_the_same_agent_in_whichever_script_and_format() -> None:
    pair = "700 #1 $6 a01 $7 ca $a Әуезов $b М. $g Мұхтар $f 1897-1961 $4 070\n700 #1 $6 a01 $7 ba $a Auezov $b M. $g Mukhtar"
    ours = Graph(Record.parse(f"001 1\n100 ## $a 20070522d1978    u  y0rusy50      ca\n{pair}"), "unimarc")
    both = "100 1# $6 880-01 $a Auezov, Mukhtar, $d 1897-1961. $4 aut\n880 1# $6 100-01 $a Әуезов, Мұхтар, $d 1897-1961."
    assert ours.roles() == Graph(Record.parse(f"001 1\n{both}"), "marc21").roles()
    assert not list(ours.all(ours.work, OWL.sameAs))

"""Records of IRBIS are read as RUSMARC, with what is IRBIS's own put in its place."""

from pathlib import Path

import pyoxigraph

from conversions.convert import convert
from conversions.engines import engine_for
from conversions.naming import Naming
from conversions.record import Record
from conversions.sources import Profile, open_source, parse
from ontology.names import BF, BFLC, RDFS, Iri

BOOK = """\
#920: PAZK
#903: 821.512.122/А 92-1
#010: ^A978-601-00-0001-1^D1200 тг
#101: kaz
#102: KZ
#700: ^AӘуезов^BМ.^GМұхтар
#200: ^AАбай жолы^Eроман^FМ. Әуезов
#210: ^CЖазушы^AАлматы^D2007
#215: ^A376^Cсур.
#331: Абайдың өмірі туралы роман
#606: ^AКазахская литература^BИстория^GКазахстан
#610: қазақ әдебиеті
#621: Ш5(2=Ка)6-4
#910: ^A0^B12345^DЧЗ^H100001
#951: ^Ihttp://example.org/abai^TМәтін
*****
"""

ARTICLE = """\
#920: ASP
#903: A-2
#200: ^AОтырар
#463: ^CОтан тарихы^J2009^H№ 3^SС. 12-25
*****
"""


def read(tmp_path: Path, text: str) -> Record:
    path = tmp_path / "export.txt"
    path.write_text(text.replace("\n", "\r\n"), "utf-8")
    profile, stream = open_source(path, Profile(source="irbis"))
    assert (profile.container, profile.format) == ("irbis", "rusmarc")
    return parse(next(stream).raw, profile).record


def texts(record: Record, predicate: Iri) -> set[str]:
    made = convert(record, engine_for("rusmarc"), Naming("http://example.org/"))
    assert not made.audit.lost
    lines = "".join(f"{triple} .\n" for triple in made.triples)
    quads = pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return {quad.object.value for quad in quads if quad.predicate.value == predicate}


def test_a_book(tmp_path: Path) -> None:
    record = read(tmp_path, BOOK)
    assert texts(record, BFLC.simplePlace) == {"Алматы"}
    assert texts(record, BF.date) == {"2007"}
    assert texts(record, BF.electronicLocator) == {"http://example.org/abai"}
    assert texts(record, BF.classificationPortion) == {"Ш5(2=Ка)6-4"}
    labels = texts(record, RDFS.label)
    assert {"Абайдың өмірі туралы роман", "Казахская литература--История--Казахстан", "Әуезов, Мұхтар", "ЧЗ"} <= labels


def test_an_article_is_part_of_its_journal(tmp_path: Path) -> None:
    record = read(tmp_path, ARTICLE)
    assert texts(record, BF.mainTitle) == {"Отырар", "Отан тарихы"}
    assert texts(record, BF.part) == {"№ 3"}
    assert "С. 12-25" in texts(record, RDFS.label)

"""899 Holdings, as RUSMARC gives them."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.shapes import note
from conversions.tree import Statement, Value
from conversions.unimarc.holdings import barcode, held_by, item, shelf_mark, sublocation
from conversions.unimarc.subfields import values
from ontology.names import BF, Iri


def holdings(field: Field, _: Record) -> Iterator[Statement]:
    """899 Holdings: library ($a), collection ($b), department ($c), shelf mark ($h $i $j), barcode ($p), volume and notes.

    899 ## $a NLR $b С $j 97-4/119 $p 141906 $z Ч.1

    <#Instance> bf:hasItem [ a bf:Item ; bf:itemOf <#Instance> ; bf:heldBy [ a bf:Agent, bf:Organization ; bf:code "NLR" ] ;
        bf:sublocation [ a bf:Sublocation ; rdfs:label "С"@ru ] ; bf:shelfMark [ a bf:ShelfMark ; rdfs:label "97-4/119" ] ;
        bf:identifiedBy [ a bf:Barcode ; rdf:value "141906" ] ; bf:note [ a bf:Note ; rdfs:label "Ч.1"@und-cyrl ] ] .
    """
    says: dict[Iri, Value] = {
        BF.heldBy: held_by(values(field, "a")),
        BF.sublocation: sublocation(values(field, "bc")),
        BF.shelfMark: shelf_mark(" ".join(values(field, "hijklm"))),
        BF.identifiedBy: barcode(values(field, "p")),
        BF.note: [note(text) for text in values(field, "defgnqtxyz")],
    }
    yield item(says, field)

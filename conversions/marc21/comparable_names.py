"""IRIs of names and titles as the Library of Congress stylesheet gives them: only to compare the two conversions.

It takes an IRI at the end of a heading for that of the name, of the title and of the whole. Why our rules do not: DEVIATIONS.md.
"""

from collections.abc import Iterator, Mapping, Sequence

from conversions.marc21 import hubs, series, subject_names
from conversions.marc21.comparable_rules import nodes
from conversions.marc21.subfields import address, authority, is_address, real_world_object
from conversions.record import Field, Record
from conversions.tree import Node, Statement, Value
from ontology.names import BF, BFLC, MADS, RDF, Iri


def subject_added_entry_name(field: Field, record: Record) -> Iterator[Statement]:
    """600, 610, 611 Subject added entry of a name; the name, its title and the whole heading are called by one IRI.

    600 10 $a Abai $x Criticism. $0 http://id.loc.gov/authorities/subjects/sh1

    <#Work> bf:subject [
            a bf:Topic, madsrdf:ComplexSubject ; bf:source <http://id.loc.gov/authorities/subjects> ;
            madsrdf:authoritativeLabel "Abai--Criticism." ; owl:sameAs <http://id.loc.gov/authorities/subjects/sh1> ;
            madsrdf:isMemberOfMADSScheme <http://id.loc.gov/authorities/subjects> ;
            madsrdf:componentList (
                [ a bf:Agent, bf:Person ; bflc:marcKey "60010$aAbai" ; rdfs:label "Abai" ;
                    bf:source <http://id.loc.gov/authorities/subjects> ; owl:sameAs <http://id.loc.gov/authorities/subjects/sh1> ;
                    madsrdf:isIdentifiedByAuthority [ a madsrdf:PersonalName ; madsrdf:authoritativeLabel "Abai" ;
                        madsrdf:isMemberOfMADSScheme <http://id.loc.gov/authorities/names> ;
                        owl:sameAs <http://id.loc.gov/authorities/subjects/sh1> ] ]
                [ a madsrdf:Topic ; madsrdf:authoritativeLabel "Criticism" ]
            ) ] .
    """
    for about, predicate, node in subject_names.name(field, record, apart=False):
        if "t" in field.codes and isinstance(node, Node):
            whole = MADS.componentList in node.says
            if whole:
                node.same_as = ()
            for hub in nodes(_first(node) if whole else node):
                _call(hub, [_following(field)], real_world_object(field) or authority(field))
                if whole:
                    key: list[Value] = [subject_names.until_subdivision(each) for each in field.scripts()]
                    _change_creators(hub, {BFLC.marcKey: key})
        yield about, predicate, node


def subject_added_entry_uniform_title(field: Field, record: Record) -> Iterator[Statement]:
    """630 Subject added entry of a uniform title; it and the whole heading are called by one IRI, and labelled in one script.

    630 00 $a Koran $x Commentaries. $0 http://id.loc.gov/authorities/subjects/sh2

    <#Work> bf:subject [
            a bf:Topic, madsrdf:ComplexSubject ; bf:source <http://id.loc.gov/authorities/subjects> ;
            madsrdf:authoritativeLabel "Koran--Commentaries." ; owl:sameAs <http://id.loc.gov/authorities/subjects/sh2> ;
            madsrdf:isMemberOfMADSScheme <http://id.loc.gov/authorities/subjects> ;
            madsrdf:componentList (
                [ a bf:Hub, madsrdf:Title ; madsrdf:authoritativeLabel "Koran" ;
                    bflc:marcKey "63000$aKoran$xCommentaries.$0http://id.loc.gov/authorities/subjects/sh2" ;
                    madsrdf:isMemberOfMADSScheme <http://id.loc.gov/authorities/subjects> ;
                    owl:sameAs <http://id.loc.gov/authorities/subjects/sh2> ;
                    bf:title [ a bf:Title ; bf:mainTitle "Koran" ] ]
                [ a madsrdf:Topic ; madsrdf:authoritativeLabel "Commentaries" ]
            ) ] .
    """
    for about, predicate, node in subject_names.uniform_title(field, record, apart=False):
        for each in nodes(node):
            first = nodes(_first(each)) if MADS.componentList in each.says else []
            for heading in (each, *first):
                if isinstance(labels := heading.says[MADS.authoritativeLabel], list):
                    heading.says = {**heading.says, MADS.authoritativeLabel: labels[:1]}
        yield about, predicate, node


def added_entry_name_title(field: Field, record: Record) -> Iterator[Statement]:
    """700, 710, 711 Added entry of a name with the title of a work; both are called by an IRI at the end.

    700 1# $a Abai $t Qara sozder $0 http://id.loc.gov/authorities/names/no1

    <#Work> bf:relation [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/relatedwork> ;
            bf:associatedResource [
                a bf:Hub ; bflc:marcKey "7001 $aAbai$tQara sozder$0http://id.loc.gov/authorities/names/no1" ;
                owl:sameAs <http://id.loc.gov/authorities/names/no1> ; bf:title [ a bf:Title ; bf:mainTitle "Qara sozder" ] ;
                bf:contribution [
                    a bf:Contribution ; bf:role <http://id.loc.gov/vocabulary/relators/ctb> ;
                    bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Abai" ;
                        bflc:marcKey "7001 $aAbai$tQara sozder$0http://id.loc.gov/authorities/names/no1" ;
                        owl:sameAs <http://id.loc.gov/authorities/names/no1> ] ] ] ] .
    """
    work = real_world_object(field) if "1" in field.codes else _following(field)
    for statement in hubs.added_entry_name_title(field, record):
        for relation in nodes(statement[2]):
            for hub in nodes(relation.says.get(BF.associatedResource)):
                _call(hub, [work], authority(field))
                _title_in_one_script(hub, field, record)
        yield statement


def _title_in_one_script(hub: Node, field: Field, record: Record) -> None:
    """Leave out the title of an 880 that does not tell its script."""
    if field.parallel and "/" not in field.parallel["6"]:
        alone = hubs.hub(Field(field.tag, field.ind1, field.ind2, field.subfields), record)
        hub.says = {**hub.says, BF.title: alone.says.get(BF.title), BFLC.marcKey: alone.says.get(BFLC.marcKey)}


def series_added_entry(field: Field, record: Record) -> Iterator[Statement]:
    """800-830 Series added entry; a $1 is that of the agent of a name, and of the Hub of a title.

    800 1# $a Abai $t Words $1 http://example.org/abai

    <#Work> bf:relation [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/series> ;
            bf:associatedResource [
                a bf:Hub, bf:Series ; bflc:marcKey "8001 $aAbai$tWords$1http://example.org/abai" ;
                bf:title [ a bf:Title ; bf:mainTitle "Words" ] ;
                bf:contribution [
                    a bf:Contribution ; bf:role <http://id.loc.gov/vocabulary/relators/ctb> ;
                    bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Abai" ; owl:sameAs <http://example.org/abai> ;
                        bflc:marcKey "8001 $aAbai$tWords$1http://example.org/abai" ] ] ] ] .
    """
    one = "1" in field.codes
    for statement in series.series_added_entry(field, record):
        for relation in nodes(statement[2]):
            for hub in nodes(relation.says.get(BF.associatedResource)):
                if field.tag[1:] in ("30", "40"):
                    hub.same_as = [real_world_object(field)] if one else hub.same_as
                elif "t" in field.codes:
                    named = one or any("id.loc.gov/authorities/names/" in value for value in field.all("0"))
                    _call(hub, [_following(field)], real_world_object(field) if named else None)
        yield statement


def _call(hub: Node, works: list[Iri], agent: Iri | None) -> None:
    """Call a Hub and, unless it is None, its creator by these IRIs; "" is none."""
    hub.same_as = [each for each in works if each]
    if agent is not None:
        _change_creators(hub, {}, [agent] if agent else [])


def _change_creators(hub: Node, says: Mapping[Iri, Value], same_as: Sequence[Iri] | None = None) -> None:
    """Let the creators say something else and, unless it is None, be called otherwise."""
    for contribution in nodes(hub.says.get(BF.contribution)):
        changed = [
            Node(each.types, {**each.says, **says}, key=each.key, same_as=each.same_as if same_as is None else same_as)
            for each in nodes(contribution.says.get(BF.agent))
        ]
        contribution.says = {**contribution.says, BF.agent: changed}


def _following(field: Field) -> Iri:
    """The first IRI in $0 or $w after the title."""
    after = field.pairs("t0w")
    start = next((n for n, (code, _) in enumerate(after) if code == "t"), len(after))
    return next((address(value) for _, value in after[start + 1 :] if is_address(value)), Iri(""))


def _first(heading: Node) -> Value:
    """The first component of a heading with subdivisions."""
    components = heading.says[MADS.componentList]
    return components.says[RDF.first] if isinstance(components, Node) else None

"""What speaks for and against a thing of ours being an authority, and how much: names, dates, identifiers, works, languages.

The weights stand in kg/scoring.py; the authority records and catalogues of tests/kg/test_linking.py hold the precision and recall
that they reach.
"""

from collections.abc import Iterator

from conversions.keys import GENERIC_TITLES
from conversions.scripts import fold
from kg.entity import GENRE, HUB, PERSON, TOPIC, WORK, Entity, main_title, person_key, whole_keys
from kg.name_evidence import date_evidence, many_bear, name_evidence
from kg.names import Name
from kg.scoring import AUTHORITY_WEIGHTS, Says, Score, score

_TITLED = (WORK, HUB)
_SHORT = 4  # letters of a label that many things could have
_SHORTEST_TITLE = 5
_CERTAIN_LANGUAGE = ("", "und", "zxx", "mul")


def compare(ours: Entity, theirs: Entity, *, rivals: bool) -> Score:
    """How likely a thing of ours is an authority. ``rivals``: whether others in its file could be meant as well."""
    return score(tuple(_evidence(ours, theirs, rivals)), AUTHORITY_WEIGHTS)


def possible(ours: Entity, theirs: Entity) -> bool:
    """Whether nothing speaks against the two being one: then each such authority is a rival of the others."""
    if identifiers(ours, theirs) or date_evidence(ours, theirs) == "dates: contradict":
        return False
    named = _named(ours, theirs)
    return bool(named) and AUTHORITY_WEIGHTS[named[0]].says is not Says.DIFFERENT


def _evidence(ours: Entity, theirs: Entity, rivals: bool) -> Iterator[str]:
    named = _named(ours, theirs)
    yield from named
    identified, dated = identifiers(ours, theirs), date_evidence(ours, theirs)
    yield from filter(None, (identified, dated))
    proven = identified == "identifier: the same" or dated == "dates: birth and death"
    if AUTHORITY_WEIGHTS[named[0]].says is Says.DIFFERENT:
        pass
    elif rivals and not proven:
        yield "name: could be several" if ours.kind == PERSON else "label: could be several"
    elif ours.kind == PERSON and not rivals:
        yield "name: nobody else it could be"
    if ours.kind == PERSON and many_bear(name.text for name in ours.names):
        yield "name: many bear the family name"
    if theirs.undifferentiated:
        yield "name: of several people"
    if ours.kind != theirs.kind:
        yield "kind: alike"
    if ours.kind in _TITLED:
        yield creators(ours, theirs)
    if works_in_common(ours, theirs):
        yield "title in common"
    if set(ours.languages) & set(theirs.languages):
        yield "language in common"


def _named(ours: Entity, theirs: Entity) -> list[str]:
    return list(_person_named(ours, theirs) if ours.kind == PERSON else _labelled(ours, theirs))


def identifiers(ours: Entity, theirs: Entity) -> str:
    """What the IRIs say by which both are known; "" if nothing. Two of one file are two things."""
    known, other = {*map(_bare, ours.same)}, {*map(_bare, (theirs.iri, *theirs.same))}
    if known & other:
        return "identifier: the same"
    file = _bare(theirs.iri).rpartition("/")[0]
    return "identifier: another of the same file" if any(iri.rpartition("/")[0] == file for iri in known) else ""


def _bare(iri: str) -> str:
    """An IRI without what differs in how people write it: the Library's person and its heading are one."""
    return iri.partition("://")[2].replace("id.loc.gov/rwo/agents/", "id.loc.gov/authorities/names/").rstrip("/")


def creators(ours: Entity, theirs: Entity) -> str:
    """What the creators of two works say."""
    mine, others = ({person_key(name) for name in each.creators} for each in (ours, theirs))
    if not mine or not others:
        return "creator: only one side names one"
    return "creator: the same" if mine & others else "creator: another"


def works_in_common(ours: Entity, theirs: Entity) -> bool:
    """Whether a title of ours stands in what the authority's record cites; titles that many books have do not count."""
    titles = {fold(main_title(title)) for title in ours.works} if theirs.works else set()
    telling = {title for title in titles if len(title) >= _SHORTEST_TITLE and title not in GENERIC_TITLES}
    return any(f" {title} " in f" {fold(cited)} " for cited in theirs.works for title in telling)


def _person_named(ours: Entity, theirs: Entity) -> Iterator[str]:
    """The most that any two of their names say; and whether ours is the heading, which a file has only once, in any script."""
    yield name_evidence([name.text for name in ours.names], [name.text for name in theirs.all_names])
    if {fold(name.text) for name in ours.names} & {fold(name.text) for name in theirs.names}:
        yield "name: the heading as it stands"


def _plain(name: Name) -> str:
    return name.text.strip(" .,").casefold()


def _labelled(ours: Entity, theirs: Entity) -> Iterator[str]:
    """What labels say that are no personal names: the same letters, or the same sound in another script.

    A lead-in term of a thesaurus often means less than the concept it leads to: "Turkic languages" to "Altaic languages".
    """
    mine = {_plain(name): name for name in ours.names}
    headings = {_plain(name) for name in theirs.names}
    found = [name for name in theirs.all_names if _plain(name) in mine]
    if found:
        shared = {_plain(name) for name in found}
        variant = "label: a lead-in term" if ours.kind in (TOPIC, GENRE) else "label: a variant"
        yield "label: the same" if shared & headings else variant
        if ours.kind in (TOPIC, GENRE) and not any(_languages_agree(mine[_plain(name)], name) for name in found):
            yield "label: of another language"
        if max(map(len, shared)) < _SHORT:
            yield "label: one short word"
    elif ours.kind in _TITLED and _mains(ours) & _mains(theirs):
        yield "label: the same but for the subtitle"
    elif whole_keys(ours.kind, ours.names) & whole_keys(theirs.kind, theirs.all_names):
        yield "label: the same when romanised"
        if ours.kind in (TOPIC, GENRE):
            yield "label: of another language"
    else:
        yield "label: other"


def _mains(of: Entity) -> set[str]:
    return {main_title(name.text).casefold() for name in of.all_names}


def _languages_agree(one: Name, other: Name) -> bool:
    """Whether both can be of one language: a label without one can be of any."""
    a, b = one.language.partition("-")[0], other.language.partition("-")[0]
    return a in _CERTAIN_LANGUAGE or b in _CERTAIN_LANGUAGE or a == b

"""One record that describes several carriers becomes several Instances of one Work.

A record is split where it has more than one 007 (those for remote or direct electronic access, "c", aside) or more than one
300. The first Instance keeps the record's title, publication and notes; the others have what is said of their carrier: the
007, the 300 and the 33X and 34X that go with it by $3. Online copies (856) are Instances without a split: see the rules of 856.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from conversions.marc21.punctuation import chop
from conversions.record import Field, Record

GROUPED = ("336", "337", "338", "344", "346", "347", "348")

MATERIALS = (
    (("audio disc", "sound disc"), ("audio disc", "CD", "spoken word", "audio")),
    (("audiocassette",), ("audiocassette", "spoken word", "audio")),
    (("audio file",), ("audio file", "audio", "spoken word")),
    (("sound file",), ("sound file", "spoken word", "audio")),
    (("video file",), ("video file", "video", "two-dimensional moving image")),
    (("videodisc", "DVD video"), ("videodisc", "DVD", "BluRay", "Blu-ray disc", "moving image", "video",
                                  "two-dimensional moving image", "laser optical")),
    (("book",), ("book",)),
    (("manuscript",), ("manuscript",)),
    (("score",), ("score",)),
    (("folio",), ("folio",)),
    (("lesson guide",), ("lesson guide",)),
)  # fmt: skip
"""Words in 300 $a that tell the material, and the terms by which $3 or $a of other fields may mean it."""

FILM_REEL = ("film reel", "projected", "two-dimensional moving image")

NAMES = {
    "ad": "Atlas", "ag": "Graph", "aj": "Map", "ak": "Cartographic material", "aq": "Model (Representation)",
    "ar": "Remote-sensing image", "as": "Geological cross-section", "ay": "View", "da": "Celestial globe", "kc": "Collage",
    "kd": "Drawing", "ke": "Painting", "kf": "Photomechanical print", "kg": "Negative (Photograph)", "kh": "Photographic print",
    "ki": "Picture", "kj": "Print", "kk": "Poster", "kl": "Scientific illustration", "kn": "Wall chart", "kp": "Postcard",
    "kv": "Photograph", "a": "Map", "d": "Globe", "f": "Tactile resource", "g": "Projected graphic", "h": "Microform",
    "k": "Non-projected graphic", "m": "Motion picture", "o": "Kit", "q": "Notated music", "r": "Remote-sensing image",
    "s": "Sound recording", "t": "Text", "v": "Videorecording",
}  # fmt: skip
"""What an Instance that nothing else names is called, by 007/00-01."""


class Carrier(NamedTuple):
    """One of the carriers that a record describes: its 007 and 300, and the fields that go with the 300 by $3."""

    fixed: Field | None
    extent: Field | None
    others: Sequence[Field]

    def title(self) -> str:
        """A title made up for it, in square brackets."""
        named = chop(self.extent["a"]) or self.extent["3"] if self.extent else ""
        if not named and self.fixed:
            named = NAMES.get(self.fixed.data[:2]) or NAMES.get(self.fixed.data[:1], "")
        return f"[{named or 'Unknown'}]"


def split(record: Record) -> Iterator[tuple[str, Record]]:
    """The record less what describes its further carriers, under ""; then each of those as a record of its own."""
    fixed = [field for field in record.all("007") if field.data[:1] != "c"]
    extents = record.all("300")
    if len(fixed) < 2 and len(extents) < 2:
        yield "", record
        return
    carriers = list(_carriers(record, fixed, extents))
    first = carriers[0]
    kept = {id(field) for field in (first.fixed, first.extent, *first.others)}
    moved = {id(field) for each in carriers[1:] for field in (each.fixed, each.extent, *each.others)} - kept
    yield "", record.with_fields(f for f in record.fields if id(f) not in moved or f.tag == "336")
    for n, carrier in enumerate(carriers[1:], 2):
        yield str(n), record.with_fields(_described(carrier))


def _carriers(record: Record, fixed: Sequence[Field], extents: Sequence[Field]) -> Iterator[Carrier]:
    others = record.all(*GROUPED)
    for n in range(max(len(fixed), len(extents))):
        extent = extents[n] if n < len(extents) else None
        terms = _terms(extent, record.leader[6:7]) if extent else ()
        belonging = [field for field in others if _belongs(field, terms)]
        yield Carrier(fixed[n] if n < len(fixed) else None, extent, belonging)


def _terms(extent: Field, kind: str) -> Sequence[str]:
    """The terms by which other fields may mean the material of a 300: its $3, or what its $a tells."""
    if said := extent.all("3"):
        return said
    text = extent["a"]
    if kind == "g" and "reel" in text:
        return FILM_REEL
    return next((terms for words, terms in MATERIALS if any(word in text for word in words)), ())


def _belongs(field: Field, terms: Sequence[str]) -> bool:
    """Whether $3 of the field holds one of the terms, or its $a is one and it has no $3."""
    materials = field.all("3")
    if materials:
        return any(term in material for term in terms for material in materials)
    return any(("a", term) in field.subfields for term in terms)


def _described(carrier: Carrier) -> Iterator[Field]:
    """The fields of a further Instance; the mark in 958 says that it came from a split, as in the specification."""
    yield Field("245", "0", "0", [("a", carrier.title())])
    for field in (carrier.fixed, carrier.extent, *carrier.others):
        if field is not None:
            yield field
    if not carrier.fixed and not any(field.tag == "337" for field in carrier.others):
        yield _media(carrier.extent)
    yield Field("958", subfields=[("a", "SplitMARC")])


def _media(extent: Field | None) -> Field:
    """A 337 for a carrier that has none, from the words of its 300."""
    text = f"{extent['3']} {extent['a']}" if extent else ""
    if "audio" in text or "sound" in text:
        return Field("337", subfields=[("a", "audio"), ("b", "s")])
    if any(word in text for word in ("moving", "film", "DVD", "Blu")):
        return Field("337", subfields=[("a", "projected"), ("b", "g")])
    if "video" in text:
        return Field("337", subfields=[("a", "video"), ("b", "v")])
    return Field("337", subfields=[("a", "unmediated"), ("b", "n")])

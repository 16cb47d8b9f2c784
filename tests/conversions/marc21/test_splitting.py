"""One record of several carriers: which Instances there are, and what is said of each."""

from collections import defaultdict

import pytest

from conversions.convert import Naming, convert
from conversions.marc21 import MARC21
from conversions.marc21.splitting import split
from conversions.record import Field, Record
from ontology.names import BF, BFLC, RDF

BOX = """\
001 123
007 sd fsngnnmmned
007 vd cvaizs
245 00 $a Wind and fire
300 ## $a 5 audio discs : $b digital ; $c 4 3/4 in.
300 ## $a 5 videodiscs (647 min.) ; $c 4 3/4 in.
300 ## $a 5 scores ; $c 18 cm
336 ## $3 audio discs, videodiscs $a performed music $b prm
337 ## $3 audio discs $a audio $b s
337 ## $3 videodiscs $a video $b v
338 ## $3 audio discs $a audio disc $b sd
338 ## $3 videodiscs $a videodisc $b vd
338 ## $3 scores $a volume $b nc
344 ## $3 audio discs, videodiscs $a digital
500 ## $a A note.
"""
LEADER = "00000cjm a2200000 i 4500"


def pieces(text: str, leader: str = LEADER) -> dict[str, list[str]]:
    return {part: [str(field) for field in piece.fields] for part, piece in split(Record.parse(text, leader))}


def test_each_carrier_takes_what_goes_with_it() -> None:
    found = pieces(BOX)
    assert list(found) == ["", "2", "3"]
    others = [line for line in BOX.splitlines() if "video" in line or "scores" in line or line.startswith("007 vd")]
    assert found[""] == [line for line in BOX.splitlines() if line not in others or line.startswith(("336", "344"))]
    assert found["2"][0] == "245 00 $a [5 videodiscs (647 min.)]"
    assert [line[:3] for line in found["2"]] == ["245", "007", "300", "336", "337", "338", "344", "958"]
    assert [line[:3] for line in found["3"]] == ["245", "300", "338", "337", "958"]
    assert found["3"][3] == "337 ## $a unmediated $b n"


@pytest.mark.parametrize(
    "text",
    [
        "245 00 $a A",
        "007 ta\n300 ## $a 1 v.",
        "007 ta\n007 cr |||\n007 cr |||\n300 ## $a 1 v.",
        "300 ## $a 1 v. $e 1 disc\n856 40 $u http://example.org/",
    ],
)
def test_a_record_of_one_carrier_stays_whole(text: str) -> None:
    """A 007 for remote access and an 856 are no carriers of their own here."""
    assert pieces(text) == {"": [str(Field.parse(line)) for line in text.splitlines()]}


@pytest.mark.parametrize(
    ("extent", "media"),
    [("1 audio disc", "s"), ("1 film reel", "g"), ("1 DVD", "g"), ("1 video recording", "v"), ("1 atlas", "n")],
)
def test_medium_from_the_words_of_300(extent: str, media: str) -> None:
    found = pieces(f"300 ## $a 1 v.\n300 ## $a {extent}")
    assert next(line for line in found["2"] if line.startswith("337")).endswith(f"$b {media}")


@pytest.mark.parametrize(
    ("fixed", "title"),
    [("kh bo ", "[Photographic print]"), ("mr bf", "[Motion picture]"), ("zm", "[Unknown]"), ("", "[Unknown]")],
)
def test_title_made_up(fixed: str, title: str) -> None:
    found = pieces(f"007 ta\n007 {fixed}")
    assert found["2"][0] == f"245 00 $a {title}"


def test_instances_of_a_split_record() -> None:
    """Three Instances of one Work; the further ones are secondary; nothing of the record is lost by the split."""
    record = Record.parse(BOX, LEADER)
    whole = convert(record, MARC21, Naming("http://example.org/", shared=False))
    said: dict[str, set[str]] = defaultdict(set)
    for triple in whole.triples:
        subject, _, rest = triple.partition(" ")
        said[subject].add(rest)
    instances = [name for name, rest in said.items() if f"<{RDF.type}> <{BF.Instance}>" in rest]
    assert len(instances) == 3
    secondary = [name for name in instances if f"<{RDF.type}> <{BFLC.SecondaryInstance}>" in said[name]]
    assert len(secondary) == 2
    assert all(f"<{BF.hasInstance}> {name}" in said["<http://example.org/123#Work>"] for name in instances)
    carriers = {name: {rest for rest in said[name] if "/carriers/" in rest} for name in instances}
    assert all("carriers/vd" not in rest for rest in carriers["<http://example.org/123#Instance>"])


def test_the_order_of_the_carriers_names_nothing() -> None:
    """The IRI of a further Instance comes from what is said of it."""
    lines = BOX.splitlines()
    lines[5], lines[6] = lines[6], lines[5]
    naming = Naming("http://example.org/")
    plain = BOX.replace("007 vd cvaizs\n", "")
    turned = "\n".join(line for line in lines if not line.startswith("007 v"))
    assert set(convert(Record.parse(plain, LEADER), MARC21, naming).triples) == set(
        convert(Record.parse(turned, LEADER), MARC21, naming).triples
    )

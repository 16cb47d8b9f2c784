"""What speaks for and against two descriptions meaning one thing, and how much: the weights, and the probability they add up to.

A weight is the natural logarithm of how many times likelier the evidence is when the two are one. They were set by hand on
the pairs of tests/gold and on the sample libraries, and tests hold the precision and recall that they reach.
"""

from collections.abc import Iterable
from enum import StrEnum
from math import exp
from typing import NamedTuple

VERSION = "4"
"""Rises when weights or evidence change; stands beside every link."""

CERTAIN = 0.95
"""From this probability on two descriptions are brought together without asking."""

DOUBTFUL = 0.5
"""From this probability on a person is asked."""


class Says(StrEnum):
    """What a piece of evidence says: as MARC cataloguers compare headings."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"


class Weight(NamedTuple):
    """A kind of evidence. ``forbids``: however much else speaks for it, a person has to decide."""

    says: Says
    weight: float
    forbids: bool = False


PERSON_WEIGHTS: dict[str, Weight] = {
    "name: family, given name and patronymic": Weight(Says.EQUAL, 4.0),
    "name: family and given name": Weight(Says.EQUAL, 2.5),
    "name: one side has no patronymic": Weight(Says.COMPATIBLE, 2.0),
    "name: all three parts sound the same": Weight(Says.COMPATIBLE, 2.0),
    "name: one word": Weight(Says.EQUAL, 0.5),
    "name: sounds the same": Weight(Says.COMPATIBLE, 0.5),
    "name: two initials": Weight(Says.COMPATIBLE, 0.0),
    "name: one initial": Weight(Says.COMPATIBLE, -1.5),
    "name: family name only": Weight(Says.COMPATIBLE, -2.5),
    "name: nearly the same": Weight(Says.DIFFERENT, -1.0),
    "name: other given name": Weight(Says.DIFFERENT, -5.0),
    "name: nearly the same family name": Weight(Says.DIFFERENT, -4.5),
    "name: other family name": Weight(Says.DIFFERENT, -8.0),
    "name: nobody else it could be": Weight(Says.COMPATIBLE, 1.0),
    "name: could be several": Weight(Says.COMPATIBLE, -3.0),
    "name: many bear the family name": Weight(Says.COMPATIBLE, -2.5),
    "dates: birth and death": Weight(Says.EQUAL, 5.0),
    "dates: birth or death": Weight(Says.EQUAL, 4.0),
    "dates: a year or two apart": Weight(Says.COMPATIBLE, -1.5),
    "dates: contradict": Weight(Says.DIFFERENT, -8.0, forbids=True),
    "title in common": Weight(Says.EQUAL, 4.5),
    "language in common": Weight(Says.EQUAL, 0.3),
}
"""What speaks for two people being one, in catalogues as in authority files."""

AGENT_WEIGHTS: dict[str, Weight] = {
    **PERSON_WEIGHTS,
    "authority: the same": Weight(Says.EQUAL, 8.0),
    "authority: another of the same file": Weight(Says.DIFFERENT, -4.0, forbids=True),
    "named beside each other in one record": Weight(Says.DIFFERENT, -4.0),
    "titles in common": Weight(Says.EQUAL, 5.5),
    "co-author in common": Weight(Says.EQUAL, 2.0),
    "subject in common": Weight(Says.EQUAL, 0.5),
    "kind: another": Weight(Says.DIFFERENT, -8.0, forbids=True),
}

AUTHORITY_WEIGHTS: dict[str, Weight] = {
    **PERSON_WEIGHTS,
    "identifier: the same": Weight(Says.EQUAL, 9.0),
    "identifier: another of the same file": Weight(Says.DIFFERENT, -6.0, forbids=True),
    "name: the heading as it stands": Weight(Says.EQUAL, 1.5),
    "name: of several people": Weight(Says.COMPATIBLE, -3.0, forbids=True),
    "label: the same": Weight(Says.EQUAL, 4.5),
    "label: a variant": Weight(Says.EQUAL, 4.0),
    "label: a lead-in term": Weight(Says.COMPATIBLE, 2.0),
    "label: the same but for the subtitle": Weight(Says.COMPATIBLE, 3.0),
    "label: the same when romanised": Weight(Says.COMPATIBLE, 3.5),
    "label: of another language": Weight(Says.COMPATIBLE, -2.0),
    "label: one short word": Weight(Says.COMPATIBLE, -1.0),
    "label: other": Weight(Says.DIFFERENT, -8.0),
    "label: could be several": Weight(Says.COMPATIBLE, -3.5),
    "kind: alike": Weight(Says.COMPATIBLE, -0.5),
    "creator: the same": Weight(Says.EQUAL, 2.5),
    "creator: another": Weight(Says.DIFFERENT, -8.0, forbids=True),
    "creator: only one side names one": Weight(Says.COMPATIBLE, -2.5),
}
"""What speaks for a thing of ours being an authority."""

WORK_WEIGHTS: dict[str, Weight] = {
    "any two works": Weight(Says.COMPATIBLE, -2.5),
    "title: the same": Weight(Says.EQUAL, 3.0),
    "title: with and without subtitle": Weight(Says.COMPATIBLE, 2.5),
    "title: one begins with the other": Weight(Says.COMPATIBLE, 0.0),
    "title: that of the part": Weight(Says.COMPATIBLE, 2.0),
    "title: nearly the same": Weight(Says.COMPATIBLE, 1.0),
    "title: other": Weight(Says.DIFFERENT, -4.0),
    "title: many words": Weight(Says.COMPATIBLE, 1.0),
    "title: says nothing of the work": Weight(Says.COMPATIBLE, -3.5),
    "part: only one side names one": Weight(Says.COMPATIBLE, -0.5),
    "part: one of several": Weight(Says.COMPATIBLE, -2.0),
    "part: another": Weight(Says.DIFFERENT, -8.0, forbids=True),
    "creator: the same": Weight(Says.EQUAL, 3.0),
    "creator: contributor on the other side": Weight(Says.COMPATIBLE, 2.5),
    "creator: only one side names one": Weight(Says.COMPATIBLE, -1.0),
    "creator: neither names one": Weight(Says.COMPATIBLE, -2.0),
    "creator: another": Weight(Says.DIFFERENT, -6.0, forbids=True),
    "contributor in common": Weight(Says.EQUAL, 1.5),
    "translator: another": Weight(Says.DIFFERENT, -2.5),
    "language: only one side names it": Weight(Says.COMPATIBLE, -0.5),
    "language: another": Weight(Says.DIFFERENT, -8.0, forbids=True),
    "content: another": Weight(Says.DIFFERENT, -8.0, forbids=True),
    "uniform title in common": Weight(Says.EQUAL, 2.0),
    "ISBN or ISSN in common": Weight(Says.EQUAL, 5.0),
    "year: the same": Weight(Says.EQUAL, 1.0),
    "years: the same first and last": Weight(Says.EQUAL, 3.0),
    "year: another, and no creator": Weight(Says.DIFFERENT, -1.5),
    "pages: the same": Weight(Says.EQUAL, 1.5),
    "publisher: the same": Weight(Says.EQUAL, 0.5),
    "subject in common": Weight(Says.EQUAL, 0.5),
}


class Score(NamedTuple):
    """A probability with the names of the evidence that gave it; ``forbidden``: not to be brought together without a person."""

    probability: float
    evidence: tuple[str, ...]
    forbidden: bool

    @property
    def certain(self) -> bool:
        """Whether the two are brought together without asking."""
        return self.probability >= CERTAIN and not self.forbidden

    @property
    def doubtful(self) -> bool:
        """Whether a person is asked."""
        return self.probability >= DOUBTFUL and not self.certain


def score(evidence: Iterable[str], weights: dict[str, Weight]) -> Score:
    """The probability that the evidence, names of ``weights``, adds up to."""
    names = tuple(evidence)
    found = [weights[name] for name in names]
    probability = 1 / (1 + exp(-sum(each.weight for each in found)))
    return Score(round(probability, 4), names, any(each.forbids for each in found))

"""Scripts and languages of the region: what a string is in, how it is romanised, and the key on which its spellings meet.

The fold, for a cataloguer. One author stands in our catalogues as Ауэзов, Әуезов, Auėzov, Auezov, Äūezov. `fold` gives
them all one key, "auezov", which is for comparing, not for reading:

1. Case, punctuation, blanks, accents, apostrophes, soft and hard signs, hamza and ayn carry no difference, so they go.
2. Each Cyrillic letter becomes the plain Latin letter of its sound. Letters that Russian does not have become the letter
   that Russian puts for them: ә а, ғ г, қ к, ң н, ө о, ұ ү ў ӯ у, һ ҳ х, җ ҷ ж, ё е.
3. The ways to write one sound in Latin become one: kh x h; zh ž j dzh; sh š ş; ch č ç; ts c; y i ĭ й ы; ya i͡a â; oʻ ŭ u.
   Where a letter means two things (j is й in ISO 9 and ж in Kazakh), the rest of the string tells which system it is in.
4. Nothing else goes. Vowels, doubled letters, endings and the order of words still tell people apart: Каримов and
   Керимов, Иванов and Иванова have two keys. Other scripts keep their letters.

The tables are the .tsv files in `conversions/alphabets`: letters and spellings of the fold, one file for each alphabet
with a column for each system, what tells languages apart. A person can edit them; the tests say what a change breaks.
"""

from conversions.alphabets.dates import dates_of
from conversions.alphabets.detection import language_of, script_of
from conversions.alphabets.folding import fold
from conversions.alphabets.names import (
    Match,
    NameParts,
    compare_names,
    compatible_names,
    first_letter,
    fold_name,
    name_parts,
    one_father,
    read_parts,
)
from conversions.alphabets.readings import COMMON_FAMILIES, family_stem, known_forms, one_name, readings, rough_sound, sound
from conversions.alphabets.romanisation import LANGUAGES, romanise, systems_for

__all__ = [
    "COMMON_FAMILIES",
    "LANGUAGES",
    "Match",
    "NameParts",
    "compare_names",
    "compatible_names",
    "dates_of",
    "family_stem",
    "first_letter",
    "fold",
    "fold_name",
    "known_forms",
    "language_of",
    "name_parts",
    "one_father",
    "one_name",
    "read_parts",
    "readings",
    "romanise",
    "rough_sound",
    "script_of",
    "sound",
    "systems_for",
]

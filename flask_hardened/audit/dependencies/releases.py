"""Until when feature releases of Python and Flask are mended.

Python: https://devguide.python.org/versions/; where only a month is known, its last day. Flask: only the latest feature
release is mended (https://palletsprojects.com/versions), so that each ended on the day of the next one
(https://flask.palletsprojects.com/en/stable/changes/).
"""

from __future__ import annotations

from datetime import date

from .table import Release

PYTHONS = (
    Release(version="2.7", until=date(2020, 1, 1)),
    Release(version="3.5", until=date(2020, 9, 30)),
    Release(version="3.6", until=date(2021, 12, 23)),
    Release(version="3.7", until=date(2023, 6, 27)),
    Release(version="3.8", until=date(2024, 10, 7)),
    Release(version="3.9", until=date(2025, 10, 31)),
    Release(version="3.10", until=date(2026, 10, 31)),
    Release(version="3.11", until=date(2027, 10, 31)),
    Release(version="3.12", until=date(2028, 10, 31)),
    Release(version="3.13", until=date(2029, 10, 31)),
    Release(version="3.14", until=date(2030, 10, 31)),
)
"""Those before the first one ended earlier; of those after the last one nothing is known here."""

FLASKS = (
    Release(version="0.12", until=date(2018, 4, 26)),
    Release(version="1.0", until=date(2019, 7, 4)),
    Release(version="1.1", until=date(2021, 5, 11)),
    Release(version="2.0", until=date(2022, 3, 28)),
    Release(version="2.1", until=date(2022, 8, 1)),
    Release(version="2.2", until=date(2023, 4, 25)),
    Release(version="2.3", until=date(2023, 9, 30)),
    Release(version="3.0", until=date(2024, 11, 13)),
)
"""Those that have ended; the ones before the first one ended earlier."""

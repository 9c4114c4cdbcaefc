"""Grade: what Mozilla's HTTP Observatory would say of the answers, point by point."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class GradeLine:
    """What one test came to."""

    test: str
    """The test's name at the Observatory, such as ``x-frame-options``."""
    result: str
    """Its result, by the Observatory's name, or ``not-tested``."""
    modifier: int
    """Points it costs, below 0, or brings."""
    mend: str
    """What to do about points that are lost; empty where none are."""


@dataclass(frozen=True, kw_only=True)
class TargetGrade:
    """The grade of one page."""

    target: str
    """Method and path."""
    endpoint: str | None
    score: int
    """0 to 145."""
    letter: str
    """``A+`` to ``F``."""
    lines: tuple[GradeLine, ...]
    """Every test, in the Observatory's order."""

    @property
    def costs(self) -> tuple[GradeLine, ...]:
        """The tests that lose points, the dearest first."""
        return tuple(sorted((line for line in self.lines if line.modifier < 0), key=lambda line: line.modifier))


@dataclass(frozen=True, kw_only=True)
class Grade:
    """The grade of an app: that of its worst page."""

    targets: tuple[TargetGrade, ...]
    """At least one, the worst first."""

    @property
    def worst(self) -> TargetGrade:
        """The page that decides."""
        return self.targets[0]

    @property
    def letter(self) -> str:
        """``A+`` to ``F``."""
        return self.worst.letter

    @property
    def score(self) -> int:
        """0 to 145."""
        return self.worst.score

"""How the trade writes credits, datelines, bylines and end marks: one door to the tables. Pure.

Every pattern is anchored or bounded in length, so none can run away on hostile text.
"""

from feedservice.intake.boilerplate.end_marks import (
    END_MARK,
    FURNITURE_LINES,
    leftover_reason,
    slug_reason,
    without_slug,
)
from feedservice.intake.trade.bylines import Byline, is_byline, people, split_byline
from feedservice.intake.trade.closing_lines import closing_line
from feedservice.intake.trade.credits import CREDIT_ALONE, CREDIT_AT_END, bare_credit, is_credit, split_caption
from feedservice.intake.trade.datelines import Opening, split_dateline, split_opening
from feedservice.text.agencies import agency
from feedservice.text.names import looks_like_a_name

__all__ = [
    "CREDIT_ALONE", "CREDIT_AT_END", "END_MARK", "FURNITURE_LINES", "Byline", "Opening", "agency", "bare_credit",
    "closing_line", "is_byline", "is_credit", "leftover_reason", "looks_like_a_name", "people", "slug_reason",
    "split_byline", "split_caption", "split_dateline", "split_opening", "without_slug",
]  # fmt: skip

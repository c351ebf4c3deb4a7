"""Where sentences end."""

from __future__ import annotations

import pytest

from feedservice.text.sentences import first_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lt. Gen. Holt left. He was late. So.", "Lt. Gen. Holt left. He was late."),
        ("Am 19. November kam er. Dann ging er. So.", "Am 19. November kam er. Dann ging er."),
        ("Das ist z. B. Eller. Und mehr. So.", "Das ist z. B. Eller. Und mehr."),
        ("It was 7.15 a.m. when he left. He ran. So.", "It was 7.15 a.m. when he left. He ran."),
        ("J. R. Smith came. He saw. So.", "J. R. Smith came. He saw."),
        ("He waited … and left. He ran. So.", "He waited … and left. He ran."),
        ("هل فتح الميناء؟ نعم! غادرت السفن.", "هل فتح الميناء؟ نعم!"),
        ("बंदरगाह खुला। नावें चलीं। बस।", "बंदरगाह खुला। नावें चलीं।"),
        ("В 2026 г. Порт открыт. Лодки ушли. Всё.", "В 2026 г. Порт открыт. Лодки ушли."),
        ("« Ouvert. » Puis fermé. Et voilà.", "« Ouvert. » Puis fermé."),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_one_ends(text: str, expected: str) -> None:
    assert first_sentences(text) == expected

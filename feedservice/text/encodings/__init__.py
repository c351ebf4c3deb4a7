"""Bytes to text, whatever program wrote them: declared, guessed by the letters that come out, or mended. Pure."""

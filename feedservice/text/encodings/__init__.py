"""Bytes to text, whatever program wrote them: declared, told by its bytes, or mended; letters written twice, read twice. Pure."""

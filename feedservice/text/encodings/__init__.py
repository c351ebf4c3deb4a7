"""Bytes to text, whatever program wrote them. Pure."""

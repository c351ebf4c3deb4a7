"""Dates and clock times as people write them. Pure."""

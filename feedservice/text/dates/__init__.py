"""Dates and clock times as people write them, in some fifty languages, into instants. Pure."""

"""Blocks and runs of text, each where HTML lets it stand. Pure."""

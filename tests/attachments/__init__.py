"""Tests of what sounds, films and documents are."""

"""Manuscript -> Article: what is checked, decided and kept of one file. Touches: what each module says."""

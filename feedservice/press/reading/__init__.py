"""What a turn reads, and who is who in it. Touches: what each module says.

In flow order: `drop` (one look, and what is to be read of it, batch by batch), `in_tray` (a batch read), `parallel` and
`reading_process` (by other processes), `known_articles` (which article each file is).
"""

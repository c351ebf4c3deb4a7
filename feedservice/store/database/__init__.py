"""SQLite's file itself: whether it is sound (`soundness`), watched while we run and made whole (`database_file`).

Touches: disk, database, clock.
"""

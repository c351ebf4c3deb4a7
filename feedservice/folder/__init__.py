"""The content folder: looked at, compared with what is remembered, read safely; which files go together. Touches: disk.

Nothing here writes there but `overwrite`, for `feedservice stamp`, and `uploads`, where the settings allow it.
"""

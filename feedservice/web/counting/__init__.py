"""What was asked of one web process, counted as it is answered: requests, bytes, readers whom services announce.

Touches: disk (`count_files`). In flow order: `announced_readers`, `request_counts`, `count_files` (the counts of every process
of this machine, added up). Nothing here is made a metric before somebody asks (`watching.metrics`).
"""

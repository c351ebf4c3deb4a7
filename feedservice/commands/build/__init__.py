"""All that is published as files, for any server of files: `building.Build` tells one build from end to end. Touches: all edges.

In flow order: `wanted` (which addresses there are, and what tells whether they changed), `asking` (the web application makes
each), `manifest` (what was written last time), `output_folder` (how files are written and removed), `host_rules` (redirects and headers for
hosts), `building`, `build_command`.
"""

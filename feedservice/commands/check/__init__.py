"""`feedservice check`: what files would become, without a store. Touches: disk (reads the files), clock."""

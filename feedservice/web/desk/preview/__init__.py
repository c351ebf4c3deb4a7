"""Articles as readers will see them: on the desk, at private links, and as items of feeds. Touches: database (reads only), disk, clock."""

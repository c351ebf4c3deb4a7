"""Press and web started together (`serve`), or beside others of their kind (`standby`), after a `preflight`.

Touches: all edges.
"""

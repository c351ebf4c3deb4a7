"""Press and web started together, and which of many keeps the schedule. Touches: all edges."""

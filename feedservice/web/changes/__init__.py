"""What aggregators ask that keep a copy: what has changed since they asked last. Touches: nothing itself."""

"""Articles in print -> ready documents: order, editions, formats, the self-check. Touches: what each module says."""

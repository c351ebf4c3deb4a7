"""Where editors order something: what can be ordered, the form that says what will happen, and what came of it.

Touches: database (enters orders, in short transactions of its own), clock, chance. The press carries them out (`press.orders`).
"""

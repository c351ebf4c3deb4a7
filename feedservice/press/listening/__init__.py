"""What the system tells of the content folder as it happens, so that a turn comes sooner and whole files need not settle.

Never needed: each turn compares the whole folder with the whole store, so what nobody told of is seen by the next scan. Touches: what each module says.
"""

"""How an article shows on other people's pages when its address is put there: `embed_card` says it, `oembed_answers` hands it out.

Touches: database (reads only).
"""

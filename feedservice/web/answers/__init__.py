"""What an answer to GET or HEAD depends on beside its address: the request's conditions and codings. Touches: nothing.

`preconditions` judges If-Match and its like; `codings` chooses by Accept-Encoding; `coded_pages` sends a page in the coding that suits.
"""

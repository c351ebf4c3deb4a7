"""Articles in print -> ready documents. Touches: what each module says.

`editions` says what each channel shows, in `order`; `formats` writes it, as `partners` want it; `self_check` has `lint` judge
it; `typeset` does all that for the channels that something touched, and puts the documents on the stand.
"""

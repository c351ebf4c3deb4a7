"""What a picture is, says and is served as: upright, in sRGB, in two sizes. Touches: disk (the state folder), network if allowed.

`develop` makes what is served (`pixels`, `sizes`); `metadata` reads its own words; `download` fetches those on the web.
"""

"""One turn of the press (`turn`), its parts, and what calls for one (`schedule`). Touches: database, disk, clock, network (hubs).

A turn reads what settled (`read`, `parallel`), keeps it (`filing`), sees to what the clock and people order (`due`,
`withdraw`); hubs are told after it (`websub`).
"""

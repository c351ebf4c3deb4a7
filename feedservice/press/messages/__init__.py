"""Messages to editors who do not look at the desk. Touches: network, database, disk, clock.

`desk_messages` decides what is to be told, when and again; `ways` how: to a webhook, by mail.
"""

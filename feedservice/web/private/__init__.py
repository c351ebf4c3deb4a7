"""Private feeds: what partners get at addresses of their own (`private_feeds`), how often they ask (`poll_counter`), and what
the logs of servers say of it (`masked_logs`). Touches: memory, database (read only), logs, disk (`polls.db`).
"""

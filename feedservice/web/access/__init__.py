"""Who may see the desk, health in detail and metrics. Touches: disk (the password and ended sessions), clock.

Read `admission` first: every decision, on values alone. `doorkeeper` gathers what it needs: the password (`credentials`,
`password_check`, held back by `attempts`) and sessions (`sessions`, `ended_sessions`). `guard` stands in front of the views,
and `login_pages` are what people see of it. What is open to everyone (feeds, pages, photos) never comes here.
"""

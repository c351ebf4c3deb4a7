"""feedservice turns a folder of articles and photos into feeds. Pure.

The rooms, in the order an article walks through them: `folder` (looked at, compared), `intake` (what a file says),
`pairing` and `photos` (its pictures), `cleaning` (its body), `compose` (checked, complete), `preparing` (all that for
one file), `press` (one turn), `store` (history and documents), `edition` and `render` (set in type), `schedule` (when),
`newsstand` and `web` (what readers and editors are handed), `cli` (commands). docs/architecture.md draws the plan.
"""

__version__ = "0.1.0"

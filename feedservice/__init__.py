"""feedservice turns a folder of articles and photos into feeds. Pure.

The rooms, in the order an article walks through them: `folder` (looked at, compared), `intake` (what a file says),
`photos` (its pictures), `cleaning` (its body), `editing` (which article it is; checked, complete), `press` (one turn, and
when), `store` (history and documents), `feeds` (editions, set in type), `web` (what readers and editors are handed). Above
them all, `service` (press and web together) and `commands`; below, `text` (words in any script), `settings`, and the
vocabulary: `article`, `channels`, `addresses`, `errors`. docs/architecture.md draws the plan.
"""

__version__ = "0.1.0"

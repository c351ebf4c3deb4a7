"""`feedservice lint`: any publisher's feed, judged and told to a person. Touches: network, disk (reads the files named), clock.

In flow order: `polite_client` (how it asks), `served_feed` (one feed as it is served: the answers, then the document),
`feed_walk` (from one document to the next), `lint_report` (what a person reads, and what programs do), `lint_command`.
"""

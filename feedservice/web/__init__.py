"""What readers, aggregators and editors are handed: the Flask application. Touches: database, disk (both read only, but for
the polls of partners).

`newsstand` answers plain requests for documents from memory, in front of Flask. Behind it: `feed_documents` (those that are
asked for otherwise), `pages` (front page, articles, photos), `channel_pages` (sections, tags and so on), `discovery` (where
the feeds are), `private` (partners' own addresses, in front of Flask too), `desk` (what became of each file), `health`,
`watching` (metrics, alarms); `access` says who may see these three. Knows nothing of the press: they meet in the store.
"""

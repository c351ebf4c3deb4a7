"""What readers look for among all that is in print: the index, kept in the transaction of each change. Touches: database.

In flow order: `searched_text` (what of an article is looked through), `search_tables` (what is in the index), `search_numbers` (in which order), `fts5_words` and
`tsvector_words` (the words themselves, as either database keeps them), `search_index` (questions and changes).
"""

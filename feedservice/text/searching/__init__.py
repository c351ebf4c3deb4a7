"""Words as they are looked for: what an index sees of a text (`searched_words`), and what a reader asks (`search_query`); `folding` of what spelling may vary. Pure."""

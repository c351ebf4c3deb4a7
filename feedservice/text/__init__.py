"""Words in any script: characters, encodings, languages, dates, names, sentences, likeness; knows no article. Pure."""

"""Fields that editors wrote down: sidecar files (YAML, JSON) and the heads of Markdown files; they overrule. Pure."""

"""Fields that editors wrote down: sidecar files and the heads of Markdown files. Pure."""

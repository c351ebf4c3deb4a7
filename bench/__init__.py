"""The measurements of docs/performance.md: `corpus` makes articles, `turns` times the press, `serving` the newsstand."""

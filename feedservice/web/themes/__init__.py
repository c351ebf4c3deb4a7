"""Themes: how the pages for readers look, where they are not to look as they come (docs/themes.md).

In this order: `contract` (what a theme may say and is given), `theme` (its folder, read), `template_faults` and `theme_faults` (what is
wrong with it, before anybody sees it), `dressing` (pages made with it, and with our own templates where it fails). Its style sheet, fonts
and pictures are served by `face.theme_files`. The desk knows nothing of it.

Touches: disk (the theme's folder, at the start).
"""

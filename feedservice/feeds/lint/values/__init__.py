"""What elements of any format hold: texts, dates, HTML, addresses. Pure."""

"""What may happen: procedures as tables, and the small engine that walks them."""

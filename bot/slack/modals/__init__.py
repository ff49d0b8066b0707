"""What is filled in: one form a module. `draw` makes the view, `read` what was typed; ids stand where they are drawn."""

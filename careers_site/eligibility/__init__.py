"""Pure rules and plans: who meets what, with reasons, and the way to what is missing."""

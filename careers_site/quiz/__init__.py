"""The quiz, results and plans, and the finder of certificates."""

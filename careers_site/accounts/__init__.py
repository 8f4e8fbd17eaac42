"""Who may edit: accounts, sign-in, sessions and the guard of the editors' area."""

"""Documents and revisions in the database, and files beside them."""

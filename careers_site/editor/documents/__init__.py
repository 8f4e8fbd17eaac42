"""Pages and rules as documents: history, owners and checks, addresses, the writing desk."""

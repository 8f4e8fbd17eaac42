"""Who is signed in, and what a signed-out form keeps."""

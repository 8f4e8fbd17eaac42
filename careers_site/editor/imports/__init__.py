"""Files of courses: uploaded, checked, decided on, published and undone."""

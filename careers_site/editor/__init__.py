"""The editors' area: pages that only colleagues who are signed in see."""

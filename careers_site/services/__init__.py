"""Portage services and workshops near somebody."""

"""Portage Careers: a careers site about one job, Portage home visitor."""

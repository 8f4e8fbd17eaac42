"""Work that takes longer than a page may: `jobs.queue.add`, and `careers-site work` does it."""

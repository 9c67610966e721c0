"""One notice as a file for paper or office: PDF, and what else an office opens."""

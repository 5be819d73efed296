"""Facts of a case in, the office's forms out: DOCX, PDF and canonical JSON."""

"""From a case and the catalogue to what each paper says."""

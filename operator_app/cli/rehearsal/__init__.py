"""One applicant from ticket to receipt, played from a file through the real use cases."""

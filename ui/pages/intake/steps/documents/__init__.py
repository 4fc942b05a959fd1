"""Step 4: the checklist of this applicant, and the pages that close its rows."""

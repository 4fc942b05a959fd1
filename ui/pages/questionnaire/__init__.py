"""The questionnaire on a second screen or a tablet, turned towards the applicant."""

"""Every page in every face and language: as text that is reviewed, and as pictures."""

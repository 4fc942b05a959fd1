"""Builders and fakes that several areas of tests share."""

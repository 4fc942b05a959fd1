"""The stand: what stands in for the registries must keep their wire format."""

"""The OpenAPI description of the validated routes (OpenAPI 3.1, whose schemas are JSON Schema 2020-12)."""

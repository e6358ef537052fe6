"""The glue to the web: who may pass, forms, headers, languages and commands."""

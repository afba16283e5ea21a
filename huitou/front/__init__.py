"""The composed screens: what people see. No rules live here."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "huitou.customers"
    label = "customers"

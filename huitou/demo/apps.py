from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "huitou.demo"
    label = "demo"

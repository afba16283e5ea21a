from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "huitou.front"
    label = "front"

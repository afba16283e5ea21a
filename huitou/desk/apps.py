from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "huitou.desk"
    label = "desk"

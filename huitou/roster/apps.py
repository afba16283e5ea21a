from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "huitou.roster"
    label = "roster"

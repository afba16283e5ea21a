from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "huitou.channels"
    label = "channels"

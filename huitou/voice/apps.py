from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "huitou.voice"
    label = "voice"

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "huitou.core"
    label = "core"

    def ready(self) -> None:
        # Facts first: listeners name them. All rooms are installed by now.
        autodiscover_modules("facts")
        autodiscover_modules("listens")
        autodiscover_modules("jobs")
        autodiscover_modules("sentences")

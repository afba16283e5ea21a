"""Who may come in: accounts, their sessions, their rights, and tokens for programs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from huitou.core.clock.wall import wall


class Role(models.TextChoices):
    """The roles of PRODUCT.md; what each may do is data (`PermissionGrant`)."""

    AGENT = "agent", _("坐席")
    LEADER = "leader", _("班长")
    MANAGER = "manager", _("客服经理")
    QUALITY = "quality", _("质检")
    EXECUTIVE = "executive", _("管理层")
    ADMIN = "admin", _("管理员")


class AccountManager(BaseUserManager):
    """Makes accounts with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Somebody who works here and signs in."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True, default="")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.AGENT)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=wall)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class PermissionGrant(models.Model):
    """One right of one role. The table of rights is data: an administrator changes it in the settings."""

    role = models.CharField(max_length=10, choices=Role.choices)
    permission = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="grant_once")]


class Session(AbstractBaseSession):
    """A signed-in browser; it names its account, so that sessions can be listed and ended."""

    account_id = models.BigIntegerField(null=True, db_index=True)
    address = models.CharField(max_length=45, default="")
    agent = models.CharField(max_length=200, default="")
    seen_at = models.DateTimeField(default=wall)

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore


class ApiToken(models.Model):
    """A key for a program. Only its hash is kept."""

    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

"""What may be kept of a file that somebody sent, and how it may be handed out again: see `verdict`."""

from huitou.channels.attachments.rules.names import disposition, safe_name
from huitou.channels.attachments.rules.verdict import INLINE, OCTETS, Bounds, Danger, Verdict, check, is_bomb

__all__ = ["INLINE", "OCTETS", "Bounds", "Danger", "Verdict", "check", "disposition", "is_bomb", "safe_name"]

from huitou.desk.models.cases import Case, CaseAnswer, CaseLink, CaseState
from huitou.desk.models.conversations import (
    Assignment,
    CannedReply,
    Conversation,
    ConversationLink,
    ConversationMerge,
    ConversationTag,
    Draft,
    Message,
    MessageFile,
    SavedView,
    Tag,
)
from huitou.desk.models.notes import Note, NoteFile
from huitou.desk.models.promises import Escalation, Promise, PromisePolicy, PromiseState

__all__ = [
    "Assignment",
    "CannedReply",
    "Case",
    "CaseAnswer",
    "CaseLink",
    "CaseState",
    "Conversation",
    "ConversationLink",
    "ConversationMerge",
    "ConversationTag",
    "Draft",
    "Escalation",
    "Message",
    "MessageFile",
    "Note",
    "NoteFile",
    "Promise",
    "PromisePolicy",
    "PromiseState",
    "SavedView",
    "Tag",
]

"""What a child said on its own page, who opened it, and what adults answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import WrittenAtPlace
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


class Voice(WrittenAtPlace):
    """One thing a child said. Never edited, never averaged with what adults say."""

    __tablename__ = "voices"
    __table_args__ = (Index("ix_voices_child", "child_id", "said_at"),)

    kind: Mapped[str] = mapped_column(String(20))
    """`day`, `ladder`, `card`, `talk`, or `log`: its own version beside a log."""
    said_at: Mapped[datetime]
    handed_by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    """The adult who handed the tablet over."""
    shares_with: Mapped[str] = mapped_column(String(40))
    """Who may open it, as the child chose."""
    content_version: Mapped[int]
    scale: Mapped[str | None] = mapped_column(String(40))
    value: Mapped[int | None] = mapped_column(SmallInteger)
    """On that scale; null where it was skipped or not asked. Skipping is an answer."""
    talk_to: Mapped[str | None] = mapped_column(String(40))
    log_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift_logs.id"))
    """The log that was read with the child; null for everything else."""
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = SealedOrNone("words_sealed")
    good_sealed: Mapped[bytes | None] = sealed_column()
    good = SealedOrNone("good_sealed")
    hard_sealed: Mapped[bytes | None] = sealed_column()
    hard = SealedOrNone("hard_sealed")
    wishes_sealed: Mapped[bytes | None] = sealed_column()
    wishes = SealedOrNone("wishes_sealed")
    picture_sealed: Mapped[bytes | None] = sealed_column(deferred=True)
    picture = SealedOrNone("picture_sealed")
    """A drawing or photo as JPEG in base 64, drawn anew so that nothing else came with it."""
    pictured: Mapped[bool] = mapped_column(default=False)


class VoiceReading(WrittenAtPlace):
    """Someone opened what a child said; the child sees it."""

    __tablename__ = "voice_readings"
    __table_args__ = (Index("ix_voice_readings_voice", "voice_id"),)

    voice_id: Mapped[UUID] = mapped_column(ForeignKey("voices.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]


class VoiceAnswer(WrittenAtPlace):
    """What changed because of what a child said, in words to the child."""

    __tablename__ = "voice_answers"
    __table_args__ = (Index("ix_voice_answers_voice", "voice_id"),)

    voice_id: Mapped[UUID] = mapped_column(ForeignKey("voices.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]
    text_sealed: Mapped[bytes] = sealed_column()
    text = Sealed("text_sealed")

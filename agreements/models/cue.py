"""What analysts teach reading: phrases by which an agreement is spoken of. Upkeep, not record: nothing public rests on
a cue before an analyst has accepted what was read by it."""

from django.db import models
from django.db.models import Q

from agreements.models.agreement import Agreement
from agreements.models.fields import one_of, word

LANGUAGES = {"en": "English", "es": "Spanish"}
MEANINGS = {
    "name": "the agreement itself",
    "topic": "its subject matter",
    "never": "something else: never this agreement",
}
LONGEST_PHRASE = 300


class Cue(models.Model):
    """One phrase in the language of the lexicon (docs/reading.md). `note`: why it was added, for whoever comes next."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="cues")
    language = word(choices=LANGUAGES)
    meaning = word(choices=MEANINGS, default="name")
    phrase = models.CharField(max_length=LONGEST_PHRASE)
    note = models.CharField(max_length=300, blank=True)
    changed_by = models.CharField(max_length=300, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["agreement", "language", "meaning", "phrase"]
        constraints = [
            one_of("cue", "language", LANGUAGES),
            one_of("cue", "meaning", MEANINGS),
            models.CheckConstraint(condition=~Q(phrase="") & ~Q(changed_by=""), name="cue_says_what_and_who"),
            models.UniqueConstraint(fields=["agreement", "language", "phrase"], name="cue_once_per_agreement"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.phrase}"

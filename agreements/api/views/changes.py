"""What each revision changed."""

from agreements.api import asking
from agreements.api.output import computed
from agreements.api.views.base import ListView
from agreements.timeline import changes
from agreements.timeline.paging import Page
from agreements.timeline.parameters import TEXT, Parameter, words

KNOWN = tuple(each for each in asking.CLOCKS if each.name in ("known_at", "revision"))
FOLLOWING = (
    Parameter(name="after", meaning="changes of later revisions than this", form=asking.NUMBER),
    Parameter(name="type", meaning="type of record or statement", form=words(changes.TYPES, "type"), repeatable=True),
    Parameter(name="id", meaning="slug, code or id of the record or statement", form=TEXT, repeatable=True),
)


class Changes(ListView):
    """What each revision changed, record by record, oldest first. To follow the record, ask again with `after` set to
    the answer's Entente-Revision when `next` is null."""

    output = computed.Change
    order = changes.BY_REVISION
    parameters = (*FOLLOWING, *KNOWN, *asking.PAGING, asking.FORMAT)

    def page(self) -> Page:
        wanted = changes.Wanted(
            after=self.values.get("after", (0,))[0],
            until=self.clocks.revision,
            types=self.values.get("type", ()),
            ids=self.values.get("id", ()),
        )
        return changes.page(wanted, self.listing.position, self.listing.size)

"""listmonk: Go's templates, `{{ .Subscriber.FirstName }}`."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="listmonk",
    title="listmonk",
    shapes=frozenset({"braces"}),
    own=r"(?:UnsubscribeURL|ManageURL|MessageURL|OptinURL|ArchiveURL|RootURL|TrackLink|TrackView|L\.T\w*|Safe|Date)\b"
    r"|\.|\$|(?:if|else|end|range|with|template|block|define|and|or|not|eq|ne|lt|gt|len|index|print\w*|slice|html|urlquery)\b|/\*",
    sure=r"\.Subscriber\.|UnsubscribeURL|ManageURL|MessageURL",
    names="none",
    personal=r"(?:(?:or|and)\s+)?\.Subscriber\.",
    unsubscribe=r"UnsubscribeURL",
    preference=r"ManageURL",
    view=r"MessageURL",
    unsubscribe_forms=("{{ UnsubscribeURL }}", "{{ ManageURL }}"),
    view_forms=("{{ MessageURL }}",),
    fallback='{{ or .Subscriber.FirstName "there" }}',
)

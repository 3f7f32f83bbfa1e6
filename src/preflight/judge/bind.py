"""Binds facts to a check's parameters by their types, and says which input is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from preflight.check import GIVEN, Check, Options
from preflight.facts import Audience, Clock, Dns, Facts, History, Send, SpamScores, Spelling, Web, given
from preflight.facts.send import AudienceSpec, Brief, ConsentSpec, Sender
from preflight.finding import Text, _

WHY_NOT_GIVEN: dict[str, Text] = {
    "audience": _("nobody gave the recipients; export them from the platform and name the file under audience:"),
    "suppression": _("nobody gave the lists of people who must not get it; name the files under suppression:"),
    "consent": _("nobody gave the consent records; name their columns or file under consent:"),
    "sender": _("nobody said who sends; name the return path and DKIM selector under sender:"),
    "headers": _("a draft has none; add a proof"),
    "brief": _("nobody gave the brief; write what was asked for under brief:"),
    "from": _("nobody said who it is from; add from: to the message, or give the whole mail as .eml"),
    "subject": _("nobody gave the subject; add subject: to the message, or give the whole mail as .eml"),
    "message": _("there is no HTML and no text to look at; name the files under message:"),
    "brief.says": _("the brief says nothing of the mail's words; add subject:, from:, event: or says: to it"),
    "text": _("there is no place for a text part; give the whole mail as .eml, or a send with text:"),
    "brief.links": _("nobody said where the mail should lead; name a table under brief.links"),
    "brief.utm": _("the brief says nothing of UTM parameters; add utm: to it"),
    "brief.audience": _("the brief names no number of recipients; add audience: to it"),
    "sender.return_path": _("nobody named the envelope domain; add return_path: to sender:, or give a proof"),
    "sender.ips": _("nobody named the addresses that the platform sends from; add ips: to sender:, if you know them"),
    "sender.dkim": _("nobody named the DKIM selector; add dkim: to sender:, or give a proof"),
    "audience.seeds": _("nobody named seed addresses; add seeds: to audience:, to see that they are in it"),
    "audience.exported_at": _("nobody said when the audience was exported; add exported_at: to audience:"),
    "audience.counts.final": _("nobody gave the recipients, nor their number; add members: or counts: to audience:"),
    "brief.recipients": _("the brief says nothing of who is wanted, or never wanted; add recipients: to it"),
    "consent.columns.status": _("no column says whether people agreed; add status: to the columns of consent:"),
    "consent.columns.basis": _("no column says by which right; add basis: to the columns of consent:"),
    "consent.columns.at": _("no column says when people agreed; add at: to the columns of consent:"),
    "audience.counts": _("nobody gave the numbers that the platform shows; add counts: to audience:"),
    "settings": _("nobody said how the platform's switches stand; add settings:"),
    "schedule": _("nobody said when it goes out; add scheduled_at:"),
}


class NotGiven(Exception):
    """A parameter's input is missing from the send."""

    def __init__(self, input: str) -> None:
        super().__init__(input)
        self.input = input


def arguments(check: Check, facts: Facts, options: Options) -> dict[str, Any]:
    """The keyword arguments for the check's function.

    Raises NotGiven for an input that the send lacks, TypeError for a parameter whose type no fact has.
    """
    return {name: _value(type_, facts, options) for name, type_ in check.needs.items()}


def lacks(check: Check, send: Send) -> str:
    """The input that the check needs and the send lacks, or ""."""
    return next((GIVEN[t] for t in check.needs.values() if t in GIVEN and _given(t, send) is None), "")


def why_not_given(input: str) -> Text:
    """Why an input is missing and what to do, in a sentence."""
    return WHY_NOT_GIVEN.get(input) or WHY_NOT_GIVEN.get(input.partition(".")[0]) or _("nobody gave it")


def _value(type_: type, facts: Facts, options: Options) -> Any:
    if issubclass(type_, Options):
        return options
    always: dict[type, Any] = {
        Send: facts.send,
        Web: facts.web,
        Dns: facts.dns,
        Audience: facts.audience,
        Spelling: facts.spelling,
        SpamScores: facts.spam,
        History: facts.history,
        Clock: facts.clock,
    }
    if type_ in always:
        return always[type_]
    if type_ not in GIVEN:
        raise TypeError(f"no fact is a {type_.__name__}")
    found = _given(type_, facts.send)
    if found is None:
        raise NotGiven(GIVEN[type_])
    return found


def _given(type_: type, send: Send) -> Any:
    from_send: dict[type, Any] = {
        Brief: send.brief,
        Sender: send.sender,
        AudienceSpec: send.audience,
        ConsentSpec: send.consent,
    }
    if type_ in from_send:
        return from_send[type_]
    makers: dict[type, Callable[[Send], Any]] = {
        given.Headers: given.headers,
        given.Members: given.members,
        given.Suppression: given.suppression,
    }
    return makers[type_](send)

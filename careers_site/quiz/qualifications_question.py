"""One question for all kinds of qualification: what is not ticked is answered with "none"."""

from __future__ import annotations

from collections.abc import Collection

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectChoice, SelectMultipleField  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, ValidationError

from careers_site.answers import OTHERS, Answers
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.scales import UNSURE, Scales

# The key of the question, and what it asks about besides the rare certificates.
HELD = "held"
KINDS = ("degree", "professional", "early_years", "a_levels")
# Kinds of which it is asked at once which: they have so few that nobody needs another page.
TOLD_AT_ONCE = ("professional",)
NONE = "none"
_ALL_THAT_APPLY = "Select all that apply. Certificates from any UK nation count, old ones too."


def held_form(scales: Scales, data: MultiDict[str, str]) -> Form:
    """The form of the question, filled from `data`."""
    choices = [*_kinds(scales), SelectChoice(OTHERS, "Other certificates")]
    field = SelectMultipleField(
        "Which of these do you have?",
        choices=[
            *choices,
            SelectChoice(NONE, "None of these"),
            SelectChoice(UNSURE, "I’m not sure: ask me about each"),
        ],
        description=_ALL_THAT_APPLY,
        validators=[InputRequired("Select what you have, or “None of these”"), _one_or_the_other],
    )
    form: Form = type("HeldForm", (Form,), {HELD: field})(data if HELD in data else None)
    return form


def _kinds(scales: Scales) -> list[SelectChoice]:
    choices = []
    for name in KINDS:
        scale = scales[name]
        if name in TOLD_AT_ONCE:
            choices += [
                SelectChoice(f"{name}.{level.id}", scale.held(at))
                for at, level in reversed(list(enumerate(scale.levels)))
                if at
            ]
        else:
            choices.append(SelectChoice(name, scale.label))
    return choices


def _one_or_the_other(_form: Form, field: SelectMultipleField) -> None:
    given = field.data or []
    if {NONE, UNSURE}.intersection(given) and len(given) > 1:
        raise ValidationError("Select what you have, or “None of these”, not both")


def ticked(answers: Answers) -> list[str]:
    """What to tick for somebody who answered like this."""
    found = [
        f"{name}.{answers.levels[name]}" if name in TOLD_AT_ONCE else name
        for name in KINDS
        if answers.levels.get(name, UNSURE) not in (UNSURE, *LOWEST)
    ]
    return [*found, OTHERS] if answers.others == "some" else found


# The ids of the lowest levels of the kinds.
LOWEST = ("none", "0")


def with_held(answers: Answers, given: Collection[str], rules: Rules) -> Answers:
    """The answers with what was ticked; the level of a kind that was ticked is asked next."""
    if UNSURE in given:
        return answers.without(*KINDS).giving(OTHERS, "some")
    for name in KINDS:
        scale = rules.scales[name]
        exact = [one.partition(".")[2] for one in given if one.startswith(f"{name}.")]
        if exact:
            # Of two, the higher one counts for more.
            answers = answers.giving(name, max(exact, key=scale.level_ids.index))
        elif name not in given:
            answers = answers.giving(name, scale.level_ids[0])
        elif answers.levels.get(name) == scale.level_ids[0]:
            answers = answers.without(name)
    return answers.giving(OTHERS, "some" if OTHERS in given else "none")

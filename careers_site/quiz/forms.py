"""The form of a question, built from the scales."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import InputRequired

from careers_site.answers import OTHERS, UNSURE
from careers_site.eligibility.scales import Scale, Scales

_CHOOSE = "Choose an answer. If you do not know, choose “I’m not sure”"


def question_form(question: str, scales: Scales, data: MultiDict[str, str]) -> Form:
    """A form with one field, named after the question, filled from `data`."""
    field = _others(scales) if question == OTHERS else _scale(scales[question])
    form_class = type("QuestionForm", (Form,), {question: field})
    form: Form = form_class(data if question in data else None)
    return form


def _scale(scale: Scale) -> RadioField:
    choices = [SelectChoice(level.id, level.label) for level in scale.levels]
    return RadioField(
        scale.question,
        choices=[*choices, SelectChoice(UNSURE, "I’m not sure")],
        description=scale.hint,
        validators=[InputRequired(_CHOOSE)],
        validate_choice=True,
    )


def _others(scales: Scales) -> RadioField:
    names = [scale.label for scale in scales.rare()]
    return RadioField(
        "Do you have any of these?",
        choices=[
            SelectChoice("some", "Yes, or I’m not sure"),
            SelectChoice("none", "No, none of these"),
        ],
        description="; ".join(names),
        validators=[InputRequired("Choose an answer")],
    )

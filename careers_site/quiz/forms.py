"""The forms of the questions, built from the scales."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectChoice, StringField  # type: ignore[attr-defined]  # SelectChoice is not in the stubs
from wtforms.validators import InputRequired, Optional, ValidationError

from careers_site.answers import NEAR, NEAR_LENGTH, OTHERS
from careers_site.eligibility.scales import UNSURE, Scale, Scales
from careers_site.places import whereabouts
from careers_site.places.nations import NATIONS
from careers_site.quiz.qualifications_question import HELD, held_form

_CHOOSE = "Choose an answer. If you do not know, choose “I’m not sure”"


class PlaceForm(Form):
    """Where somebody lives: a place that is understood, or a nation, or both."""

    near = StringField(
        "Where do you live?",
        description="A postcode or a town. We use it for your nation’s rules and courses near you.",
    )
    nation = RadioField(
        "Or choose your nation",
        choices=[SelectChoice(id, label) for id, label in NATIONS.items()],
        validators=[Optional()],
    )

    def validate_near(self, field: StringField) -> None:
        where = whereabouts((field.data or "").strip()[:NEAR_LENGTH])
        if self.nation.data:
            return
        if where.nation is None and where.problem:
            raise ValidationError(where.problem)
        if where.on_border:
            raise ValidationError(f"{field.data} is on a border. Choose your nation too")
        if where.nation is None:
            raise ValidationError("Enter a postcode or a town, or choose your nation")


def question_form(question: str, scales: Scales, data: MultiDict[str, str]) -> Form:
    """The form of a question, filled from `data`; its field is named after the question."""
    if question == NEAR:
        return PlaceForm(data)
    if question == HELD:
        return held_form(scales, data)
    field = _others(scales) if question == OTHERS else _scale(scales[question])
    form_class = type("QuestionForm", (Form,), {question: field})
    form: Form = form_class(data if question in data else None)
    return form


def _scale(scale: Scale) -> RadioField:
    offered = sorted(scale.levels, key=lambda level: level.apart)
    choices = [SelectChoice(level.id, level.label) for level in offered]
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

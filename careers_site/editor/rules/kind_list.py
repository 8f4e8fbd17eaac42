"""The fields of each kind of rule, in the words of the form."""

from __future__ import annotations

from careers_site.content.rules.common import (
    CHANGES,
    EQUIVALENCES,
    POSTS,
    PRICES,
    ROUTES,
    SCALES,
    STEPS,
)
from careers_site.content.rules.examples import examples
from careers_site.editor.rules.kinds import (
    AGES,
    DATED,
    LATER,
    NATIONS,
    SOURCED,
    YES_NO,
    Field,
    Kind,
)

STEP_FIELDS = (
    Field("title", "text", "Title", "What it is called, such as “T Level in Education and Early "
          "Years”.", needed=True),
    Field("before", "choice", "Before which step does it stand?", "Where 2 steps give the same in "
          "the same time, plans take the first. Leave it blank to put it last.", of="steps",
          only_new=True),
    Field("requires", "asked", "What people need to start", "Leave it blank if nothing is asked "
          "for.", of="levels"),
    Field("gives", "list", "What they have at the end", "Put first what the step is mainly for.",
          of="gains", needed=True),
    Field("months", "number", "How many months does it take?", needed=True),
    Field("months_note", "text", "How do you know?", "Such as “One school year, September to "
          "June”, or “This is our estimate. Ask the college”.", needed=True),
    Field("track", "choice", "Does it fill the week?", choices={
        "main": "Yes, like a full-time course or a job",
        "alongside": "No, people can do it beside something else"}, needed=True),
    Field("starts_in", "several", "When does it start?", "Tick none if people can start in any "
          "month.", of="months"),
    AGES,
    NATIONS,
    Field("note", "long text", "Note", "Anything readers need to know."),
    Field("courses", "yes or no", "Can the course search list some?", choices=YES_NO,
          needed=True),
    Field("ways", "several", "Which ways in does it open?", "A way in is open to people who can "
          "start one of its steps.", of="ways", only_new=True),
    Field("helps", "several", "In which ways in can a plan use it?", "As preparation for "
          "another step.", of="ways", only_new=True),
    Field("cost", "pounds", "What does it cost?", "Pounds for the whole step: 0, 1200, 900 to "
          "1500, or “not known”.", needed=True, only_new=True),
    Field("reason", "text", "What should readers know about the cost?", "Such as “Free: your "
          "employer pays” or “Ask the college what it costs”.", needed=True, only_new=True),
    *SOURCED,
    Field("depends", "long text", "What does it depend on?", "Only if people need more than a "
          "place, such as an employer who takes them on.", rare=True),
    Field("apply_by", "number", "Months before the start to apply", rare=True),
    Field("repeats", "asked", "Who gains nothing from it?", "People who have this are not sent "
          "there.", of="levels", rare=True),
    Field("better_ways_for", "asked", "Who has better ways?", "People who have this are offered "
          "it only where it ends sooner.", of="levels", rare=True),
    Field("alongside_of", "several", "Which full-time steps can it run beside?", "Such as a short "
          "course that people take while they do a degree.", of="steps", rare=True),
    Field("also_for", "several", "What else is it mainly for?", "Besides the first thing that it "
          "gives.", of="scales", rare=True),
    *LATER,
    *DATED,
)  # fmt: skip
WAY_FIELDS = (
    Field("title", "text", "Title", "Such as “A college course”.", needed=True),
    Field("options", "steps", "Which steps open it?", "The way in is open to people who can start "
          "any step listed here.", of="steps"),
    Field("with", "steps", "Which other steps can a plan use?", "Such as English and maths before "
          "a course.", of="steps"),
    Field("leads_to", "choice", "Where does it lead?", choices={
        "ready": "You look ready to apply", "considered": "Some employers would consider you"},
          needed=True),
    Field("page_summary", "text", "Summary for readers", "One or two sentences. The home page "
          "shows them.", needed=True, only_new=True),
    Field("page_text", "page", "The words of its page", "Begin with one bold line that answers "
          "the title, then a heading with ## for each part.", needed=True, only_new=True),
    Field("page_time", "text", "How long does it take?", "A few words, such as “About 6 months”.",
          needed=True, only_new=True),
    Field("page_months", "span", "Shortest and longest time in months", "Such as 6 to 24.",
          needed=True, only_new=True),
    Field("page_cost", "text", "What does it cost?", "A few words, such as “Free”.", needed=True,
          only_new=True),
    Field("page_earning", "text", "Do people earn meanwhile?", "A few words.", needed=True,
          only_new=True),
    Field("page_needs", "text", "What do people need?", "A few words.", needed=True,
          only_new=True),
    Field("page_best_if", "text", "Best if …", "Goes on with “you”, such as “you want to try the "
          "work first”.", needed=True, only_new=True),
    *SOURCED,
)  # fmt: skip

EQUIVALENCE_FIELDS = (
    Field("words", "text", "In a sentence", "Readers see it as the reason, such as “Functional "
          "Skills maths at level 2 counts as GCSE maths at grade 4”.", needed=True),
    Field("holding", "list", "Somebody who has", "All are needed.", of="levels", needed=True),
    Field("counts_as", "list", "counts as having", "One thing.", of="levels", needed=True),
    Field("for", "several", "Where does it count?", "Tick none if it counts everywhere.",
          of="purposes"),
    NATIONS,
    Field("note", "long text", "Note"),
    *SOURCED,
    *DATED,
)  # fmt: skip
PRICE_FIELDS = (
    Field("steps", "several", "Which steps is it for?", of="steps", needed=True),
    Field("pounds", "pounds", "Price", "Pounds for the whole step: 0, 1200, 900 to 1500, or “not "
          "known”.", needed=True),
    Field("by", "choice", "How do people pay?", choices={
        "free": "They do not", "loan": "With a loan", "fee": "They pay a fee"}, needed=True),
    Field("reason", "text", "What readers are told", "Why it costs this, and what to do.",
          needed=True),
    Field("when", "asked", "For whom?", "Leave it blank if it is for everybody. Of the prices of a "
          "step, the first that fits is used.", of="conditions"),
    AGES,
    NATIONS,
    Field("before", "choice", "Before which price does it stand?", "The first price that fits is "
          "used, so one for some people stands before the one for everybody. Leave it blank to "
          "put it last.", of="prices", only_new=True),
    Field("areas", "choice", "Areas in England", choices={
        "": "All", "non-devolved": "Where the national rules hold",
        "devolved": "London, and areas with a mayor"}, rare=True),
    Field("ends", "yes or no", "Does it end with the last month?", "If not, it is shown as our "
          "estimate after that.", choices=YES_NO, rare=True),
    Field("note", "long text", "Note", rare=True),
    *SOURCED,
    *DATED,
)  # fmt: skip
SCALE_FIELDS = (
    Field("label", "text", "Name", "Such as “GCSE maths”.", needed=True),
    Field("question", "text", "Question", needed=True),
    Field("hint", "long text", "Hint below the question"),
    Field("levels", "rows", "Levels, the lowest first", "“In a sentence” is how the level reads "
          "after “at”; the last two replace the sentences below for this level.", choices={
              "id": "Name in the file", "label": "Answer", "short": "In a sentence",
              "asks": "When it is asked for", "has": "When somebody has it"}, needed=True),
    Field("asks", "text", "When a level is asked for", "{level} stands for the level, such as "
          "“GCSE maths at grade {level} or above”.", needed=True),
    Field("has", "text", "When somebody has it", "{level} stands for the level.", needed=True),
    Field("has_none", "text", "When somebody has the lowest", needed=True),
    Field("rare", "yes or no", "Do few people have it?", "If so, the quiz asks about it together "
          "with the others.", choices=YES_NO),
)  # fmt: skip
QUESTION_FIELDS = (
    Field("question", "text", "Question", needed=True),
    Field("hint", "long text", "Hint below the question"),
    Field("options", "rows", "Answers", choices={"id": "Name in the file", "label": "Answer"},
          needed=True),
)  # fmt: skip
CHANGE_FIELDS = (
    Field("title", "text", "Title", needed=True),
    Field("month", "month", "Month", "Such as September 2027.", needed=True),
    Field("words", "long text", "What changes", needed=True),
    NATIONS,
    Field("link", "text", "Page about it", "Its address on this site, such as /apprenticeships."),
    *SOURCED,
)  # fmt: skip
GOAL_FIELDS = (
    Field("minimum", "asked", "The minimum", "What the National Careers Service asks for.",
          of="levels", needed=True),
    Field("typical", "asked", "Typical", "What adverts ask for besides.", of="levels",
          needed=True),
    Field("note", "long text", "Note"),
    *SOURCED,
)  # fmt: skip
SPECIFICATION_FIELDS = (
    Field("title", "text", "Title", "The job and the employer.", needed=True),
    Field("employer", "text", "Employer"),
    Field("nation", "choice", "Nation", of="nations", needed=True),
    Field("area", "text", "Area"),
    Field("as_of", "as of", "Date of the advert", "Such as 29 June 2025 or June 2025."),
    Field("general", "yes or no", "Is it a general profile, not one post?", choices=YES_NO),
    Field("note", "long text", "Note"),
    *SOURCED,
)  # fmt: skip
CRITERION_FIELDS = (
    Field("file", "choice", "Whose?", of="specifications", needed=True, only_new=True),
    Field("words", "long text", "In short words of our own", needed=True),
    Field("importance", "choice", "How important is it?", choices={
        "essential": "Essential", "desirable": "Desirable", "not-stated": "Not stated"},
          needed=True),
    Field("area", "choice", "What is it about?", choices={
        "experience": "Experience", "knowledge": "Knowledge", "skills": "Skills",
        "qualifications": "Qualifications", "other": "Something else"}, needed=True),
    Field("requires", "asked", "Who meets it?", "Leave it blank if only the person can say.",
          of="levels"),
    Field("self", "yes or no", "Can only the person say?", choices=YES_NO),
    Field("fill", "long text", "What fills the gap?", "What to do, or to write, for somebody who "
          "does not meet it."),
    Field("step", "choice", "Which step fills it?", of="steps"),
    Field("note", "long text", "Note", rare=True),
)  # fmt: skip
EXAMPLE_FIELDS = (
    Field("title", "text", "Who is it?", "Such as “A nursery assistant with a level 3 diploma”. "
          "No real person, no name.", needed=True),
    Field("story", "long text", "Their story", "One or two sentences.", needed=True),
    Field("answers", "list", "What they answer", of="held"),
    Field("others", "choice", "And all else?", choices={
        "none": "They have nothing else", "": "Not known"}),
    Field("from", "month", "From which month?", "Such as November 2026.", needed=True,
          inside="situation"),
    Field("nation", "choice", "Nation", of="nations", inside="situation"),
    Field("near", "text", "Town or postcode", rare=True, inside="situation"),
    Field("results", "list", "What should the site tell them?", "When you add somebody, every way "
          "in that you leave out gets what the rules say now.", of="results"),
)  # fmt: skip

KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind("steps", "Steps", "Step", "What people can do: courses, apprenticeships, volunteering "
             "and work, and what each asks for.", STEPS, "step", STEP_FIELDS, reads="requires"),
        Kind("ways-in", "Ways in", "Way in", "The steps that open each way into the job.", ROUTES,
             "route", WAY_FIELDS),
        Kind("goal", "What the job asks for", "Goal", "The minimum, and what adverts ask for "
             "besides.", ROUTES, "goal", GOAL_FIELDS, named=(), is_alone=True, reads="typical"),
        Kind("equivalences", "What counts as what", "Equivalence", "Having one thing can count as "
             "another.", EQUIVALENCES, "equivalence", EQUIVALENCE_FIELDS, named=("words",)),
        Kind("prices", "Prices", "Price", "What a step costs, for whom and until when. Of the "
             "prices of a step, the first that fits is used.", PRICES, "price", PRICE_FIELDS,
             named=("id", "reason"), reads="when"),
        Kind("price-questions", "Questions about funding", "Question", "What people are asked to "
             "find their price.", PRICES, "funding", QUESTION_FIELDS, named=("question",)),
        Kind("changes", "What changes and when", "Change", "The page of changes shows these, "
             "besides the dates of the rules.", CHANGES, "change", CHANGE_FIELDS,
             named=("month", "title")),
        Kind("scales", "Questions and their answers", "Question", "What people can have, in "
             "levels. The quiz asks about it.", SCALES, "scale", SCALE_FIELDS, named=("label",)),
        Kind("specifications", "Person specifications", "Person specification", "What real posts "
             "ask for: who each is from, and when.", POSTS, "", SPECIFICATION_FIELDS,
             can_add=False),
        Kind("criteria", "Points of person specifications", "Point", "Each point, how important "
             "it is and what fills a gap.", POSTS, "criterion", CRITERION_FIELDS,
             named=("words",), reads="requires"),
        Kind("people", "Example people", "Example person", "People like these, and what the site "
             "should tell them. A rule that changes their results is noticed.", examples.FOLDER,
             "", EXAMPLE_FIELDS),
    )
}  # fmt: skip

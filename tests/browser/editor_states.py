"""Every page of the editors' area in each state that an editor can meet.

`{names}` in addresses are numbers of what `live_in` has made.
"""

from __future__ import annotations

from tests.browser.lived_in import ABOUT, CHECKS, ROUTES
from tests.browser.states import State

ROW = "/editor/tables/salaries/rows/leeds-2024-25"

EDITOR_STATES = [
    State("overview", "/editor"),
    State("to check", "/editor/to-check"),
    State("dead links", "/editor/dead-links"),
    State("owner and next check", f"/editor/documents/{ABOUT}/care"),
    State("account", "/editor/account"),
    State("password", "/editor/account/password"),
    State("second factor", "/editor/account/second-factor"),
    State("documents", "/editor/documents"),
    State("documents found", "/editor/documents?q=college"),
    State("new page", "/editor/documents/new"),
    State("new person specification", "/editor/documents/new-specification"),
    State("page", f"/editor/documents/{ABOUT}"),
    State("rules", f"/editor/documents/{ROUTES}"),
    State("document in a draft", f"/editor/documents/{ABOUT}?draft={{changed}}"),
    State("no preview yet", "/editor/documents/preview"),
    State("retire", f"/editor/documents/{CHECKS}/retire"),
    State("retire, refused", "/editor/documents/content/pages/privacy.md/retire", 409),
    State("rename", f"/editor/documents/{CHECKS}/rename"),
    State("drafts", "/editor/drafts"),
    State("draft", "/editor/drafts/{changed}"),
    State("draft with problems", "/editor/drafts/{broken}"),
    State("draft of rules", "/editor/drafts/{rules}"),
    State("draft with a question", "/editor/drafts/{asked}"),
    State("draft without documents", "/editor/drafts/{empty}"),
    State("draft, overtaken", "/editor/drafts/{apart}"),
    State("draft, published", "/editor/drafts/{published}"),
    State("draft, discarded", "/editor/drafts/{discarded}"),
    State("draft, more documents", "/editor/drafts/{changed}/documents"),
    State("draft that is coming", "/editor/drafts/{coming}"),
    State("what is coming", "/editor/coming"),
    State("draft, rename", "/editor/drafts/{changed}/rename"),
    State("draft, discard", "/editor/drafts/{changed}/discard"),
    State("merge, apart", f"/editor/drafts/{{apart}}/merge/{CHECKS}"),
    State("merge, both", f"/editor/drafts/{{both}}/merge/{CHECKS}"),
    State("merge, retired here", f"/editor/drafts/{{retiring}}/merge/{CHECKS}"),
    State("preview of a draft", "/editor/drafts/{changed}/preview/about"),
    State("history", "/editor/history"),
    State("revision", "/editor/history/2"),
    State("history of a document", f"/editor/history/documents/{CHECKS}"),
    State("feedback", "/editor/feedback"),
    State("files and site", "/editor/files"),
    State("tables", "/editor/tables"),
    State("salaries", "/editor/tables/salaries"),
    State("pay points", "/editor/tables/pay_points?q=12"),
    State("workshops", "/editor/tables/workshops"),
    State("services", "/editor/tables/services"),
    State("salary", ROW),
    State("new workshop", "/editor/tables/workshops/new"),
    State("new salary", "/editor/tables/salaries/new"),
    State("pay award", "/editor/pay-award"),
    State("courses", "/editor/courses"),
    State("courses that ended", "/editor/courses?wants=ended"),
    State("course", "/editor/courses/1"),
    State("course, withdrawn", "/editor/courses/2"),
    State("new course", "/editor/courses/new"),
    State("course files", "/editor/imports"),
    State("new course file", "/editor/imports/new"),
    State("corrected rows", "/editor/imports/new?of={ready}"),
    State("columns", "/editor/imports/columns"),
    State("course file, checked", "/editor/imports/{ready}"),
    State("course file, refused", "/editor/imports/{refused}"),
    State("course file, added", "/editor/imports/{ready}/added"),
    State("course file, problems", "/editor/imports/{ready}/problems"),
    State("change of a course", "/editor/imports/changes/{change}"),
    State("not found", "/editor/nowhere", 404),
    State("admins only", "/editor/people", 403),
]
ADMIN_STATES = [
    State("people", "/editor/people"),
    State("person", "/editor/people/1"),
    State("invite", "/editor/people/invite"),
    State("audit", "/editor/audit"),
    State("recovery codes", "/editor/account/recovery-codes"),
    State("second factor off", "/editor/account/second-factor/off"),
]
OPEN_STATES = [
    State("sign in", "/sign-in"),
    State("a link that does not work", "/sign-in/link?token=x", 410),
]

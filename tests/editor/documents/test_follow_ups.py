"""The review finds what a draft leaves to be changed elsewhere, and offers to change it."""

from __future__ import annotations

import re
from html import unescape

from tests.editor.conftest import Browser
from tests.editor.documents.conftest import ABOUT, Change, hidden, publish, published, typed

SALARIES, POINTS = "data/salaries.csv", "data/pay_points.csv"
PAY, PROFILE = "content/pages/salary.md", "content/portage-home-visitor/profile.md"
OFFER = re.compile(r'value="([0-9a-f]{16})">\s*<label[^>]*>(.*?)</label>', re.S)


def offers(editor: Browser, draft: str) -> dict[str, str]:
    """What the review offers to change: its words, and the value of its box."""
    found = OFFER.findall(editor.get(draft).text)
    return {" ".join(unescape(re.sub("<[^>]+>", " ", said)).split()): key for key, said in found}


def tick(editor: Browser, draft: str, words: str) -> None:
    """Put every offer with these words into the draft."""
    keys = [key for said, key in offers(editor, draft).items() if words in said]
    assert keys, offers(editor, draft)
    form = {**hidden(editor.get(draft).text), "follow-up": keys}
    assert editor.post(f"{draft}/follow-ups", data=form).location == draft


def test_a_link_to_no_page_is_found_and_the_nearest_page_offered(
    editor: Browser, change: Change
) -> None:
    links = (
        "\n[Jobs](/finding-job#top), [quiz](/quiz), [gone](/zzzz-qqqq), [map](/services#near-you)\n"
    )
    draft = change(ABOUT, published(ABOUT) + links)
    page = editor.get(draft).text
    assert "There is no page at /zzzz-qqqq." in page
    assert len(offers(editor, draft)) == 1
    tick(editor, draft, "There is no page at /finding-job. Link to /finding-jobs instead.")
    assert offers(editor, draft) == {}
    publish(editor, draft)
    assert "[Jobs](/finding-jobs#top)" in published(ABOUT)


def test_pay_that_changed_is_changed_in_the_prose_too(editor: Browser, change: Change) -> None:
    draft = change(SALARIES, published(SALARIES).replace(",27711,30060,", ",28163,30060,", 1))
    tick(editor, draft, "£27,711 is still written here. In the table it becomes £28,163.")
    publish(editor, draft)
    for path in (PAY, PROFILE):
        assert "£27,711" not in published(path)
        assert "£28,163 to £30,060" in published(path)


def test_worked_out_pay_follows_the_points_of_its_advert(editor: Browser, change: Change) -> None:
    advert = next(r for r in published(SALARIES).split("\n") if r.startswith("leeds-2024-25"))
    now = advert.replace(",27711,", ",28163,").replace("NJC 12-17", "NJC 13-17")
    draft = change(SALARIES, published(SALARIES).replace(advert, now))
    points = published(POINTS)
    pays = {y: re.search(rf"NJC,13,{y},(\d+)", points) for y in ("2025-26", "2026-27")}
    tick(editor, draft, "its pay points pay something else now. Minimum pay")
    assert not [said for said in offers(editor, draft) if "its pay points" in said]
    publish(editor, draft)
    for year, pay in pays.items():
        assert pay
        assert f"leeds-{year}," in published(SALARIES)
        row = next(r for r in published(SALARIES).split("\n") if r.startswith(f"leeds-{year}"))
        assert f",repriced,{pay[1]}," in row


def test_worked_out_pay_follows_a_pay_award(editor: Browser, change: Change) -> None:
    text = re.sub(r"(NJC,12,2026-27),29542", r"\1,29600", published(POINTS))
    draft = change(POINTS, text)
    tick(editor, draft, "Minimum pay: £29,542 becomes £29,600.")
    publish(editor, draft)
    assert re.search(r"leeds-2026-27,.*,repriced,29600,32046,", published(SALARIES))


def test_all_that_follows_pay_points_is_put_in_at_once_and_adverts_stay_as_printed(
    editor: Browser, change: Change
) -> None:
    text = published(POINTS)
    for point in ("12,2024-25,27711", "12,2025-26,28598", "12,2026-27,29542"):
        text = text.replace(f"NJC,{point},", f"NJC,{point[:-3]}999,")
    draft = change(POINTS, text)
    found = offers(editor, draft)
    assert not [said for said in found if "£27,711 is still written here" in said]
    form = {**hidden(editor.get(draft).text), "all": "y"}
    done = editor.post(f"{draft}/follow-ups", data=form, follow_redirects=True)
    assert f"{len(found)} changes put into this draft." in done.text
    assert offers(editor, draft) == {}
    publish(editor, draft)
    assert "£27,711 to £30,060 (2024-25) | £29,999 to £32,046" in published(PROFILE)


def test_a_line_that_may_hold_a_sum_is_left_for_a_person(editor: Browser, change: Change) -> None:
    draft = change(POINTS, published(POINTS).replace("12,2026-27,29542", "12,2026-27,29590"))
    lines = published(PAY).split("\n")
    number = next(n for n, line in enumerate(lines, 1) if "× 18.5 ÷ 37" in line)
    page = editor.get(draft).text
    said = "In the table it becomes £29,590. This line may hold a sum: work it out again."
    assert page.count(said) == 2
    draft_id = draft.rpartition("/")[2]
    assert f'href="/editor/documents/{PAY}?draft={draft_id}&amp;line={number}"' in page
    editor.post(f"{draft}/follow-ups", data={**hidden(page), "all": "y"})
    publish(editor, draft)
    assert "£29,542 × 18.5 ÷ 37 = £14,771" in published(PAY)
    assert "18.5 hours of a £29,542 job pays £14,771 a year" in published(PAY)
    # Nothing but pay of the tables stands beside it here.
    assert "would pay £29,590 to £32,046" in published(PAY)


def test_a_figure_corrected_twice_in_a_draft_is_followed_twice(
    editor: Browser, change: Change
) -> None:
    first = published(POINTS).replace("NJC,12,2026-27,29542", "NJC,12,2026-27,29590")
    draft = change(POINTS, first)
    editor.post(f"{draft}/follow-ups", data={**hidden(editor.get(draft).text), "all": "y"})
    typed(editor, POINTS, first.replace("29590", "29990"), into=draft.rpartition("/")[2])
    tick(editor, draft, "£29,590 is still written here. In the table it becomes £29,990.")
    assert not [said for said in offers(editor, draft) if "still written here" in said]
    publish(editor, draft)
    assert "would pay £29,990 to £32,046" in published(PAY)
    assert "£29,990 to £32,046" in published(PROFILE)


def test_a_draft_that_speaks_of_other_pay_is_left_alone(editor: Browser, change: Change) -> None:
    draft = change(POINTS, published(POINTS).replace("12,2026-27,29542", "12,2026-27,29590"))
    other = published(PAY).replace("would pay £29,542 to", "would pay £30,060 to")
    typed(editor, PAY, other, into=draft.rpartition("/")[2])
    page = editor.get(draft).text
    assert "still written here" in page
    assert "£30,060 is still written here" not in page


def test_points_without_a_figure_yet_have_not_ended(editor: Browser, change: Change) -> None:
    text = published(POINTS)
    known = [line for line in text.split("\n") if ",2026-27," in line][:10]
    added = "\n".join(known).replace("2026-27", "2027-28")
    draft = change(POINTS, f"{text}{added}\n")
    assert "31 points have no figure for 2027-28." in editor.get(draft).text
    publish(editor, draft)
    page = editor.get("/salary").text
    assert "there is no figure yet. Ask the employer" in page
    # Point 2, which ended in April 2026, in that year and the next one.
    assert page.count(">ended<") == 2
    assert page.count("no figure</span>") == 31

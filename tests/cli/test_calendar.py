"""`calendar`: due dates as the law counts them."""

from __future__ import annotations

from workflows.holiday_year import fixed_days


def test_the_office_counts_as_the_state_council_says(xianshen, data_dir):
    """收到之日 2022-09-30，二十个工作日，国庆调休在内."""
    said = xianshen("calendar", "due", "--from", "2022-09-30", "--days", "20", "--json")

    assert said.code == 0
    assert said.told["due_on"] == "2022-11-02"
    assert said.told["provisional"] is False
    assert said.told["explanation"][-1]["count"] == 20
    assert not data_dir.exists()


def test_a_year_without_a_notice_is_provisional(xianshen):
    said = xianshen("calendar", "due", "--from", "2099-12-20", "--days", "20")

    assert said.code == 0
    assert "暂定" in said.out
    assert "2099" in said.out


def test_the_days_are_explained_when_asked_for(xianshen):
    said = xianshen("calendar", "due", "--from", "2022-09-30", "--days", "2", "--explain")

    assert "国庆节放假" in said.out
    assert "计第2日" in said.out


def test_a_date_beyond_the_calendar_is_wrong_use(xianshen):
    said = xianshen("calendar", "due", "--from", "9999-12-01", "--days", "1000")

    assert said.code == 2
    assert "超出" in said.err


def test_the_years_and_the_days_of_one_are_shown(xianshen):
    years = xianshen("calendar", "show", "--json").told
    days = xianshen("calendar", "show", "2022", "--json").told["days"]

    assert years[0]["year"] == 2008
    assert ("2022-10-08", "worked_weekend") in [(day["day"], day["kind"]) for day in days]


def test_an_imported_notice_counts_from_then_on(xianshen, demo_office, tmp_path):
    """A day off that was announced here moves the due date here."""
    notice = tmp_path / "2098.csv"
    rows = [f"{each.day},off,{each.name}" for each in fixed_days(2098)]
    rows += ["2098-06-02,off,试放假"]
    notice.write_text(
        "year,source,date,kind,name\n2098,试行通知," + "\n,,".join(rows) + "\n", encoding="utf-8"
    )
    before = xianshen("calendar", "due", "--from", "2098-05-30", "--days", "3", "--json").told

    said = xianshen("calendar", "import", notice, "--by", "zheng")
    after = xianshen("calendar", "due", "--from", "2098-05-30", "--days", "3", "--json").told

    assert said.code == 0, said.err
    assert (before["due_on"], after["due_on"]) == ("2098-06-04", "2098-06-05")


def test_a_notice_that_cannot_be_is_refused(xianshen, demo_office, tmp_path):
    notice = tmp_path / "2098.toml"
    notice.write_text("year = 2098\n", encoding="utf-8")

    said = xianshen("calendar", "import", notice, "--by", "zheng")

    assert said.code == 1
    assert said.err

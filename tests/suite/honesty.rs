//! What a page must never say: a figure that was not reported, a status the figures deny, something that is held back or
//! was not known yet. Each test is a mistake that was once possible.

use gongshi::site::{
    number::percent,
    progress::{self, Days, Status},
};

use super::support::{TestSite, page, records};

/// A project whose one indicator `a` has this target and these reports; each report is `date: reading`.
fn yaml(target: &str, reports: &[&str]) -> String {
    let mut yaml = format!("indicators:\n  - id: a\n    name: 泊位\n    unit: 个\n    {target}\nreports:\n");
    for report in reports {
        let (date, reading) = report.split_once(": ").expect("date: reading");
        yaml += "  - as_of: ";
        yaml += date;
        yaml += "\n    readings: {a: ";
        yaml += reading;
        yaml += "}\n";
    }
    yaml
}

/// The same as a site whose figures go to the end of 2020.
fn site(target: &str, reports: &[&str]) -> TestSite {
    TestSite::new().file("content/2020/year.yaml", "title: 2020年实事项目\n").project(&yaml(target, reports))
}

/// Share, status and mean of that indicator on a day.
#[track_caller]
fn stands(test: &TestSite, day: &str) -> (Option<String>, Status, Option<String>) {
    let projects = records(&test.files, 2020);
    let state = progress::project(2020, &projects[0], Days::to(day.parse().expect("a day")));
    (state.indicators[0].judged().map(percent), state.indicators[0].status, state.percent.map(percent))
}

fn text(site: &TestSite, path: &str) -> String {
    let html = scraper::Html::parse_document(&page(&site.built(), path));
    html.root_element().text().collect::<String>().chars().filter(|c| !c.is_whitespace()).collect()
}

#[track_caller]
fn fault(site: &TestSite, code: &str) {
    let report = site.short();
    assert!(report.contains(&format!("error[{code}]")), "expected {code}, found:\n{report}");
}

#[test]
fn exactly_on_pace_is_on_pace_in_every_month() {
    for month in 1..=12 {
        let report = format!("2020-{month:02}: {month}");
        let day = gongshi::site::date::PartialDate::parse(&format!("2020-{month:02}")).expect("a month").end().to_string();
        let (_, status, _) = stands(&site("target: 12", &[&report]), &day);
        assert_eq!(status, if month == 12 { Status::Completed } else { Status::OnPace }, "month {month}");
    }
}

#[test]
fn drafts_and_what_is_held_back_set_no_date_and_publish_no_file() {
    let public = || site("target: 300", &["2020-06: 150"]);
    let draft = public()
        .file("content/2020/projects/02.yaml", "title: 密件\ndraft: yes\nreports:\n  - {as_of: 2020-12, note: 密}\n")
        .file("content/2020/projects/02/secret.pdf", "secret")
        .file("content/documents/d.md", "---\ntitle: 内部通报\ndraft: yes\n---\n密\n")
        .file("content/documents/d/s.pdf", "secret")
        .file("content/2021/year.yaml", "title: 2021年\ndraft: yes\nas_of: 2021-03\n")
        .file("content/2021/index.md", "密\n")
        .file("content/2021/index/list.pdf", "secret");
    let (plain, with) = (public().built(), draft.built());
    assert_eq!(plain.files.keys().collect::<Vec<_>>(), with.files.keys().collect::<Vec<_>>());
    assert_eq!(page(&plain, "2020/01.html"), page(&with, "2020/01.html"));
    assert_eq!(with.as_of.as_deref(), Some("2020-06"));
    assert!(draft.project("sources: [d 第1项]\n").built().files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("内部通报")));
}

#[test]
fn what_waits_for_a_day_appears_when_the_figures_reach_it() {
    let waiting = "title: 年末\npublish_on: 2020-06-15\nreports:\n  - {as_of: 2020-09, note: 已办}\n";
    let shown = site("target: 300", &["2020-06: 150"]).file("content/2020/projects/02.yaml", waiting).built();
    assert!(shown.files.contains_key("2020/02.html") && shown.held_back.is_empty());
    assert_eq!(shown.as_of.as_deref(), Some("2020-09"), "and its own report moves the date on");
    let held = site("target: 300", &["2020-05: 150"]).file("content/2020/projects/02.yaml", waiting).built();
    assert!(!held.files.contains_key("2020/02.html") && held.held_back.len() == 1);
}

#[test]
fn a_withdrawal_and_a_correction_after_the_last_report_are_shown() {
    let base = yaml("target: 300", &["2020-06: 150"]);
    let gone = TestSite::new()
        .file("content/2020/year.yaml", "title: 2020年\n")
        .project(&format!("{base}withdrawn: {{date: 2020-10-15, reason: 并入}}\n"));
    assert!(text(&gone, "2020/01.html").contains("已撤回"));
    assert!(text(&gone, "2020/index.html").contains("取消"));
    let before = text(&gone.clone().at("2020-06-30"), "2020/01.html");
    assert!(!before.contains("已撤回") && !before.contains("取消"));
    let put_right = TestSite::new()
        .file("content/2020/year.yaml", "title: 2020年\n")
        .project(&format!("{base}corrections: [{{date: 2020-07-03, what: 读数, was: \"105\", now: \"150\", reason: 录入错误}}]\n"));
    assert!(text(&put_right, "corrections.html").contains("录入错误"));
    assert!(!text(&put_right.at("2020-06-30"), "corrections.html").contains("录入错误"));
}

#[test]
fn the_latest_version_of_a_target_governs_even_before_any_report() {
    let new = text(
        &site("targets: [{value: 300, date: 2020-02-26}]", &[]).file(
            "content/2020/projects/01.yaml",
            "title: 一\nindicators:\n  - {id: a, name: 泊位, unit: 个, targets: [{value: 300, date: 2020-02-26}]}\n",
        ),
        "2020/01.html",
    );
    assert!(new.contains("300个") && !new.contains("尚未设定"), "{new}");
    let versions = site("targets: [{value: 10, date: 2019-12-01}, {value: 5, date: 2020-10-16}]", &["2020-09: 5"]);
    assert_eq!(stands(&versions, "2020-09-30").0.as_deref(), Some("100%"));
    assert!(text(&versions.at("2020-09-30"), "2020/01.html").contains("5/10（50%）"), "in September it was 10");
}

#[test]
fn nothing_later_than_the_day_asked_for_shows() {
    let base = yaml("target: 300", &["2020-06: 150", "2020-12: {value: 300, source: d 第8项}"]);
    let all = TestSite::new()
        .file("content/2020/year.yaml", "title: 2020年\nas_of: 2020-12-31\ndeclared_completed: 15\n")
        .file("content/documents/d.md", "---\ntitle: 年终通报\ndated: 2020-12-20\n---\n全部完成\n")
        .file("content/pages/about.md", "---\ntitle: 关于\n---\n见[通报](../documents/d.md)。\n")
        .project(&format!(
            "{base}declared_status: {{status: completed, date: 2020-12}}\nmilestones:\n  - {{period: 2020-Q4, text: 建成, state: missed}}\n"
        ));
    assert!(text(&all, "index.html").contains("年终通报"));
    let built = all.at("2020-06-30").built();
    assert!(!built.files.contains_key("documents/d.html"));
    // The descriptor and the schemas list every word a column may hold.
    let lists_words = |path: &str| path == "data/datapackage.json" || path.starts_with("data/schema/");
    for (path, bytes) in built.files.iter().filter(|(path, _)| !lists_words(path)) {
        let text = String::from_utf8_lossy(bytes);
        for later in ["年终通报", "未达到", "公布为", "公布完成 15"] {
            assert!(!text.contains(later), "{path} says {later}");
        }
    }
}

#[test]
fn a_report_belongs_to_its_year() {
    fault(&site("target: 300", &["2200-06: 150"]), "bad-date");
    fault(&site("target: 300", &["2019-06: 150"]), "bad-date");
    assert!(site("target: 300", &["2021-01: 300"]).build().built.is_some(), "a result may come in the year after");
}

#[test]
fn done_is_said_of_what_has_no_number_and_stays_said() {
    let binary = site("target: {binary: 投入使用}", &["2020-06: {done: yes}", "2020-09: {stage: 正常运行}"]);
    assert_eq!(stands(&binary, "2020-09-30"), (Some("100%".into()), Status::Completed, Some("100%".into())));
    fault(&site("target: 300", &["2020-06: {done: yes}"]), "bad-reading");
}

#[test]
fn shares_and_unlike_units_do_not_add_up() {
    fault(&site("target: 300", &["2020-06: {percent: 40}", "2020-09: {value: 60, kind: period}"]), "bad-reading");
    fault(&site("target: 300", &["2020-06: {percent: 40, kind: period}"]), "bad-reading");
    fault(
        &site("target: 300", &["2020-06: {value: 100, kind: period}", "2020-09: {value: 3000, unit: 人次, kind: period}"]),
        "bad-reading",
    );
    let share = TestSite::new().project(
        "indicators:\n  - {id: a, name: 落地率, unit: \"%\", target: 40}\nreports:\n  - {as_of: 2020-09, readings: {a: {percent: 41}}}\n",
    );
    assert_eq!(stands(&share, "2020-09-30").1, Status::OverFulfilled, "41% of 40% is reached");
    let excluded =
        site("target: 300", &["2020-06: {value: 250, kind: period, counted: no, note: 口径不同}", "2020-09: {value: 50, kind: period}"]);
    assert_eq!(stands(&excluded, "2020-09-30").0.as_deref(), Some("16.7%"));
}

#[test]
fn the_news_are_totals() {
    let periods = site("target: 300", &["2020-06: {value: 100, kind: period}", "2020-09: {value: 80, kind: period}"]);
    let news = text(&periods, "2020/index.html");
    assert!(news.contains("100个") && news.contains("180个"), "{news}");
    let same = site("target: 300", &["2020-06: {value: 100, kind: period}", "2020-09: {value: 100, kind: period}"]);
    assert!(text(&same, "2020/index.html").contains("200个"));
}

#[test]
fn silence_does_not_lift_a_suspension() {
    let reports = ["2020-06: 150", "2020-07: {state: suspended, reason: 防汛, authority: 市政府}", "2020-09: {state: no_data}"];
    assert_eq!(stands(&site("target: 300", &reports), "2020-09-30"), (None, Status::Suspended, None));
    let resumed = [reports[0], reports[1], "2020-09: 240"];
    assert_eq!(stands(&site("target: 300", &resumed), "2020-09-30").1, Status::OnPace);
}

#[test]
fn inexact_figures_do_not_count_as_exact() {
    let limit = "target: 100\n    direction: at_most";
    assert_eq!(stands(&site(limit, &["2020-09: {value: 100, qualifier: over}"]), "2020-09-30").1, Status::Behind);
    assert_eq!(stands(&site(limit, &["2020-09: 100"]), "2020-09-30").1, Status::OnPace);
    let nearly = site("target: 300", &["2020-09: {value: 300, qualifier: nearly}"]);
    assert_eq!(stands(&nearly, "2020-09-30").1, Status::OnPace);
    assert!(text(&nearly, "2020/01.html").contains("近100%总进度"));
    assert_eq!(stands(&site("target: 300", &["2020-09: {value: 300, qualifier: at_most}"]), "2020-09-30").1, Status::OnPace);
    let sum = site(
        "target: 300",
        &["2020-06: {value: 100, kind: period, qualifier: over}", "2020-09: {value: 200, kind: period, qualifier: nearly}"],
    );
    assert!(text(&sum, "2020/01.html").contains("约300个"), "余 and 近 together are 约");
}

#[test]
fn directions_judge_by_their_own_end() {
    let exact = site("target: 3\n    direction: exact", &["2020-09: 5"]);
    assert_eq!(stands(&exact, "2020-09-30"), (Some("166.7%".into()), Status::UnderWay, Some("60%".into())));
    let none = site("target: 0\n    direction: exact", &["2020-09: 0"]);
    assert_eq!(stands(&none, "2020-09-30").1, Status::Completed, "no accident is what was wanted");
    fault(&site("target: 0", &["2020-09: 0"]), "bad-target");
    let within = site("target: {min: 1, max: 3}\n    direction: at_most", &["2020-09: 2"]);
    assert_eq!(stands(&within, "2020-09-30").1, Status::OnPace);
    fault(&site("target: {value: 10, of: 10}", &["2020-09: 12"]), "bad-reading");
}

#[test]
fn a_history_row_has_its_own_share() {
    let html = text(&site("target: 300", &["2020-Q2: 100", "2020-06: 150"]), "2020/01.html");
    assert!(html.contains("2020年第二季度100个33.3%") && html.contains("2020年6月150个50%"), "{html}");
}

#[test]
fn a_total_that_falls_is_noticed_however_it_was_reported() {
    let period = ["2020-03: {value: 100, kind: period}", "2020-06: {value: 100, kind: period}", "2020-09: 150"];
    fault(&site("target: 300", &period), "reading-falls");
    fault(&site("target: 300", &["2020-06: {percent: 80}", "2020-09: {percent: 40}"]), "reading-falls");
    let both = "indicators:\n  - {id: a, name: 甲, unit: 个, target: 3}\n  - {id: b, name: 乙, unit: 个, target: 3}\nreports:\n  - {as_of: 2020-09, readings: {a: {value: 1, same_as: b}, b: {value: 1, same_as: a}}}\n";
    fault(&TestSite::new().project(both), "bad-reading");
}

#[test]
fn two_departments_may_report_at_one_date() {
    let yaml = "indicators:\n  - {id: a, name: 甲, unit: 个, target: 3}\n  - {id: b, name: 乙, unit: 个, target: 3}\nreports:\n  - {as_of: 2020-09, readings: {a: 1}}\n  - {as_of: 2020-09, readings: {b: 2}}\n";
    let test = TestSite::new().project(yaml);
    assert_eq!(test.short(), "");
    test.built();
}

#[test]
fn a_later_withdrawal_changes_no_earlier_count() {
    let all = TestSite::new()
        .file("content/2020/year.yaml", "title: 2020年\nas_of: 2020-12-31\ndeclared_items: 2\n")
        .file("content/2020/projects/01.yaml", "title: 一\n")
        .file("content/2020/projects/02.yaml", "title: 二\nwithdrawn: {date: 2020-10-15, reason: 并入}\n");
    let before = text(&all.at("2020-06-30"), "2020/index.html");
    assert!(!before.contains("不一致"), "{before}");
}

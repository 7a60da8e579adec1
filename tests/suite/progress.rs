//! The computation: all 26 indicators of the real year 2020 against values worked out by hand, and properties that hold
//! for any figures.

use std::fmt::Write as _;

use gongshi::{
    files::DiskFiles,
    site::{
        number::percent,
        progress::{self, Days, PaceBasis, Status, Uncounted},
    },
};
use proptest::prelude::*;

use super::support::{TestSite, page, records, root};

/// Project, indicator, share in percent, why it does not count, status, pace.
type Row = (&'static str, &'static str, Option<&'static str>, Option<&'static str>, Status, Option<&'static str>);

/// Readings at the end of September 2020, three quarters of the year gone; shares worked out from the paper's figures.
const TABLE: [Row; 26] = [
    ("01", "area", None, Some("stage_only"), Status::UnderWay, Some("75%")),
    ("02", "beds", Some("100%"), None, Status::Completed, Some("44%")),
    ("02", "nursing-beds", Some("70%"), None, Status::Behind, Some("75%")),
    ("02", "canteens", Some("20%"), None, Status::Behind, Some("75%")),
    ("02", "day-centres", Some("25%"), None, Status::Behind, Some("75%")),
    ("03", "doorstep", Some("80.2%"), None, Status::OnPace, Some("75%")),
    ("04", "new-spots", Some("50%"), None, Status::Behind, Some("75%")),
    ("04", "renewed-spots", Some("40%"), None, Status::Behind, Some("75%")),
    ("04", "equipment", Some("40%"), Some("same_as"), Status::Behind, Some("75%")),
    ("04", "lessons", Some("47.5%"), None, Status::Behind, Some("75%")),
    ("05", "events", Some("35%"), None, Status::Behind, Some("75%")),
    ("05", "team-guidance", None, Some("no_reading"), Status::NoData, Some("75%")),
    ("05", "films", Some("1.8%"), None, Status::Behind, Some("75%")),
    ("05", "shows", Some("260%"), None, Status::OverFulfilled, Some("75%")),
    ("05", "training", Some("70%"), None, Status::Behind, Some("75%")),
    ("06", "households", Some("45.9%"), None, Status::Behind, Some("75%")),
    ("07", "path", Some("50.9%"), Some("not_comparable"), Status::UnderWay, Some("75%")),
    ("08", "spots", Some("120%"), None, Status::OverFulfilled, Some("75%")),
    ("08", "spaces", Some("113.3%"), None, Status::OverFulfilled, Some("75%")),
    ("09", "compounds", Some("107.4%"), None, Status::OverFulfilled, Some("75%")),
    ("09", "roads", Some("100%"), None, Status::Completed, Some("75%")),
    ("10", "facilities", None, Some("stage_only"), Status::UnderWay, Some("75%")),
    ("11", "people", Some("148.4%"), None, Status::OverFulfilled, Some("100%")),
    ("12", "summer-camps", None, Some("suspended"), Status::Suspended, Some("75%")),
    ("12", "nurseries", Some("100%"), None, Status::Completed, Some("75%")),
    ("12", "coverage", Some("100%"), None, Status::Completed, Some("75%")),
];

/// Project, mean, counted, total, status.
const PROJECTS: [(&str, Option<&str>, usize, usize, Status); 12] = [
    ("01", None, 0, 1, Status::UnderWay),
    ("02", Some("53.8%"), 4, 4, Status::Behind),
    ("03", Some("80.2%"), 1, 1, Status::OnPace),
    ("04", Some("45.8%"), 3, 4, Status::Behind),
    ("05", Some("51.7%"), 4, 5, Status::Behind),
    ("06", Some("45.9%"), 1, 1, Status::Behind),
    ("07", None, 0, 1, Status::UnderWay),
    ("08", Some("100%"), 2, 2, Status::OverFulfilled),
    ("09", Some("100%"), 2, 2, Status::OverFulfilled),
    ("10", None, 0, 1, Status::UnderWay),
    ("11", Some("100%"), 1, 1, Status::OverFulfilled),
    ("12", Some("100%"), 2, 3, Status::Suspended),
];

#[test]
fn the_26_indicators_of_2020() {
    let day = "2020-09-30".parse().expect("a day");
    let mut rows = TABLE.iter();
    let mut projects = PROJECTS.iter();
    for project in &records(&DiskFiles::new(&root()), 2020) {
        let state = progress::project(2020, project, Days::at(day));
        for (indicator, at) in project.indicators.iter().zip(&state.indicators) {
            let &(of, id, share, uncounted, status, pace) = rows.next().expect("26 rows");
            assert_eq!((project.id.as_str(), indicator.id.as_str()), (of, id));
            let name = format!("{of} {id}");
            assert_eq!(at.percent.map(percent).as_deref(), share, "{name}: share");
            assert_eq!(at.uncounted.map(Uncounted::word), uncounted, "{name}: uncounted");
            assert_eq!(at.status, status, "{name}: status");
            assert_eq!(at.pace.map(|pace| percent(pace.percent)).as_deref(), pace, "{name}: pace");
            if let Some(found) = at.pace.filter(|_| !["beds", "people"].contains(&id)) {
                assert_eq!(found.basis, PaceBasis::Elapsed, "{name}");
            }
        }
        let &(id, mean, counted, total, status) = projects.next().expect("12 rows");
        assert_eq!(project.id, id);
        assert_eq!(state.percent.map(percent).as_deref(), mean, "{id}: mean");
        assert_eq!((state.counted, project.indicators.len(), state.status), (counted, total, status), "{id}");
    }
    assert!(rows.next().is_none() && projects.next().is_none());
}

#[test]
fn before_its_first_report_nothing_is_known() {
    let projects = records(&DiskFiles::new(&root()), 2020);
    let day = "2020-08-31".parse().expect("a day");
    for project in &projects {
        let state = progress::project(2020, project, Days::at(day));
        assert_eq!((state.status, state.percent, state.counted), (Status::NoData, None, 0), "{}", project.id);
    }
    let third = &projects[2].indicators[0];
    let target = progress::target_at(third, Days::at(day)).expect("a target");
    assert_eq!(target.goal.number(), None, "before September the promise was 一批, without a number");
}

/// A project of one indicator with these target and reading lines; its share, status and reason.
#[track_caller]
fn case(target: &str, reading: &str, expected: (Option<&str>, Status, Option<&str>)) {
    let yaml = format!(
        "indicators:\n  - id: a\n    name: 指标\n    unit: 个\n    {target}\nreports:\n  - as_of: 2020-09\n    readings:\n      a: {reading}\n"
    );
    let test = TestSite::new().project(&yaml);
    let projects = records(&test.files, 2020);
    let state = progress::project(2020, &projects[0], Days::at("2020-09-30".parse().expect("a day")));
    let at = &state.indicators[0];
    assert_eq!((at.percent.map(percent).as_deref(), at.status, at.uncounted.map(Uncounted::word)), expected, "{target} {reading}");
}

#[test]
fn every_kind_of_target_and_reading() {
    case("target: 10", "8", (Some("80%"), Status::OnPace, None));
    case("target: 10", "7", (Some("70%"), Status::Behind, None));
    case("target: 10", "0", (Some("0%"), Status::Behind, None));
    case("target: 10", "{value: 10, qualifier: about}", (Some("100%"), Status::Completed, None));
    case("target: {min: 1, max: 3}", "1", (Some("100%"), Status::Completed, None));
    case("target: {min: 1, max: 3}", "3", (Some("100%"), Status::Completed, None));
    case("target: {min: 1, max: 3}", "4", (Some("133.3%"), Status::OverFulfilled, None));
    case("target: {value: 10, of: 10}", "9", (Some("90%"), Status::OnPace, None));
    case("target: {binary: 投入使用}", "{done: yes}", (Some("100%"), Status::Completed, None));
    case("target: {binary: 投入使用}", "{done: no}", (Some("0%"), Status::Behind, None));
    case("target: {text: 一批}", "12", (None, Status::UnderWay, Some("no_number")));
    case("target: {pending: 以市下达指标数为准}", "12", (None, Status::UnderWay, Some("pending")));
    case("target: {pending: 以市下达指标数为准, value: 80}", "80", (Some("100%"), Status::Completed, None));
    case("target: 4\n    direction: at_most", "3", (Some("100%"), Status::OnPace, None));
    case("target: 4\n    direction: at_most", "5", (Some("0%"), Status::Behind, None));
    case("target: 4\n    direction: exact", "4", (Some("100%"), Status::Completed, None));
    case("note: 尚未设定", "4", (None, Status::UnderWay, Some("no_target")));
    case("target: 10", "{percent: 80}", (Some("80%"), Status::OnPace, None));
    case("target: 10", "{stage: 正在招标}", (None, Status::UnderWay, Some("stage_only")));
    case("target: 10", "{state: no_data}", (None, Status::NoData, Some("no_reading")));
    case("target: 10", "{state: suspended, reason: 防汛, authority: 市政府}", (None, Status::Suspended, Some("suspended")));
    case("target: 10", "{value: 5, counted: no, note: 口径不同}", (Some("50%"), Status::UnderWay, Some("not_comparable")));
    case(
        "target: 10",
        "{breakdown: [{label: 完工, value: 9, done: yes}, {label: 在建, value: 1, done: no}]}",
        (Some("90%"), Status::OnPace, None),
    );
}

#[test]
fn period_readings_add_up_and_cumulative_ones_replace() {
    let yaml = |reports: &str| format!("indicators:\n  - {{id: a, name: 指标, unit: 个, target: 100}}\nreports:\n{reports}");
    let figure = |reports: &str| {
        let test = TestSite::new().project(&yaml(reports));
        let html = page(&test.built(), "2020/01.html");
        let at = html.find("/100（").expect("a ratio");
        html[..at].chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect::<String>()
    };
    let q = |n: u32, value: &str| format!("  - as_of: 2020-Q{n}\n    readings: {{a: {value}}}\n");
    assert_eq!(figure(&[q(1, "20"), q(2, "50")].concat()), "50");
    assert_eq!(figure(&[q(1, "{value: 20, kind: period}"), q(2, "{value: 30, kind: period}")].concat()), "50");
    assert_eq!(figure(&[q(1, "20"), q(2, "{value: 30, kind: period}"), q(3, "{value: 5, kind: period}")].concat()), "55");
    assert_eq!(figure(&[q(1, "{value: 20, kind: period}"), q(2, "60")].concat()), "60");
    assert_eq!(figure(&[q(1, "20"), q(2, "{stage: 正在施工}")].concat()), "20");
}

fn number() -> impl Strategy<Value = String> {
    (0u32..100_000, 0u32..3).prop_map(|(n, scale)| match scale {
        0 => n.to_string(),
        1 => format!("{}.{}", n / 10, n % 10),
        _ => format!("{}.{:02}", n / 100, n % 100),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// No mean exceeds 100, whatever the readings and weights.
    #[test]
    fn a_mean_never_exceeds_100(figures in prop::collection::vec((1u32..1000, number(), 1u32..9), 1..6)) {
        let mut yaml = String::from("indicators:\n");
        for (at, (target, _, weight)) in figures.iter().enumerate() {
            let _ = writeln!(yaml, "  - {{id: i{at}, name: 指标{at}, unit: 个, target: {target}, weight: {weight}}}");
        }
        yaml += "reports:\n  - as_of: 2020-09\n    readings:\n";
        for (at, (_, reading, _)) in figures.iter().enumerate() {
            let _ = writeln!(yaml, "      i{at}: {reading}");
        }
        let test = TestSite::new().project(&yaml);
        let projects = records(&test.files, 2020);
        let state = progress::project(2020, &projects[0], Days::at("2020-12-31".parse().expect("a day")));
        let mean = state.percent.expect("all count");
        prop_assert!(mean >= 0.into() && mean <= 100.into());
        prop_assert_eq!(state.counted, figures.len());
        let short = state.indicators.iter().any(|at| at.percent.expect("a share") < 100.into());
        prop_assert_eq!(short, mean < 100.into(), "100 only when every indicator is there");
    }

    /// A report added later changes no page built for an earlier day.
    #[test]
    fn a_later_report_changes_no_earlier_page(
        early in 0u32..200, late in 0u32..200, kind in prop::sample::select(vec!["cumulative", "period"]),
        month in 7u32..=12, target_moves in any::<bool>(),
    ) {
        let base = format!(
            "indicators:\n  - id: a\n    name: 指标\n    unit: 个\n    targets:\n      - {{value: 100, date: 2020-01-01}}\n{}milestones:\n  - {{period: 2020-Q2, text: 过半, values: {{a: 50}}}}\nreports:\n  - as_of: 2020-06-30\n    readings: {{a: {early}}}\n",
            if target_moves { "      - {value: 150, date: 2020-07-05}\n" } else { "" }
        );
        let year = "title: 2020年实事项目\nas_of: 2020-12-31\n";
        let without = TestSite::new().file("content/2020/year.yaml", year).project(&base.replace("      - {value: 150, date: 2020-07-05}\n", ""));
        let with = TestSite::new().file("content/2020/year.yaml", year).project(&format!(
            "{base}  - as_of: 2020-{month:02}\n    readings: {{a: {{value: {late}, kind: {kind}, note: 后报}}}}\n    note: 后来的话\ncorrections:\n  - {{date: 2020-{month:02}-28, what: 读数, reason: 更正}}\n"
        ));
        let (before, after) = (without.at("2020-06-30").built(), with.at("2020-06-30").built());
        prop_assert_eq!(before.files, after.files);
    }
}

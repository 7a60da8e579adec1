//! What may be edited of a published project, and what may not: every silent change is refused, every honest edit passes.

use gongshi::{
    diag::{Language, render::Format},
    files::SitePath,
    meter::Unseen,
    publish::{Preparation, Prepared, prepare},
};

use super::support::{self, TestSite, report};

/// A site with one project, and the record a site like it was published with.
fn site(yaml: &str, published: Option<&Prepared>) -> TestSite {
    let mut site = TestSite::new().project(yaml);
    for (path, text) in published.iter().flat_map(|prepared| &prepared.record) {
        site = site.file(path.as_str(), text);
    }
    site
}

fn preparation(site: &TestSite, day: &str) -> Preparation {
    let folder = tempfile::tempdir().expect("a folder");
    prepare(&site.files, folder.path(), day.parse().expect("a day"), &Unseen).expect("memory does not fail")
}

#[track_caller]
fn ready(site: &TestSite, day: &str) -> Prepared {
    match preparation(site, day) {
        Preparation::Ready(prepared, _) => *prepared,
        Preparation::Faulty(outcome) => panic!("faults: {:?}", outcome.findings),
        Preparation::TooEarly(last) => panic!("too early: {last:?}"),
    }
}

/// The codes of what forbids publishing one text after another, with the figure each is about.
#[track_caller]
fn refused(before: &str, after: &str) -> Vec<String> {
    let first = ready(&site(before, None), "2020-10-09");
    match preparation(&site(after, Some(&first)), "2020-10-12") {
        Preparation::Ready(..) => Vec::new(),
        Preparation::Faulty(outcome) => {
            let outcome = support::Outcome { findings: outcome.findings, texts: outcome.texts, built: None };
            let text = report(&outcome, Format::Short, Language::English);
            let name = |line: &str| {
                let (_, rest) = line.split_once("error[")?;
                let (code, rest) = rest.split_once("]: ")?;
                Some(format!("{code}: {}", rest.split(" was published").next()?.split(": publication").next()?))
            };
            text.lines().filter_map(name).collect()
        }
        Preparation::TooEarly(last) => panic!("too early: {last:?}"),
    }
}

/// The lines of the second publication.
#[track_caller]
fn added(before: &str, after: &str) -> Vec<String> {
    let first = ready(&site(before, None), "2020-10-09");
    let second = ready(&site(after, Some(&first)), "2020-10-12");
    let year = second.record.get(&SitePath::new("content/published/2020.csv")).map_or("", String::as_str);
    year.lines().filter(|line| line.ends_with(",2,2020-10-12")).map(str::to_owned).collect()
}

const TWO: &str = "indicators: [{id: beds, name: 床位, unit: 张, target: 250}, {id: meals, name: 助餐点, unit: 家, target: 40}]\n";

fn readings(beds: &str, meals: &str, more: &str) -> String {
    format!("{TWO}reports: [{{as_of: 2020-09, readings: {{beds: {beds}, meals: {meals}}}}}]\n{more}")
}

#[test]
fn a_correction_excuses_the_figure_it_names_and_no_other() {
    let correction = "corrections: [{date: 2020-10-11, what: 床位, was: 240张, now: 235张, reason: 录入错误}]\n";
    let before = readings("240", "24", "");
    assert_eq!(refused(&before, &readings("235", "24", correction)), [""; 0]);
    // 24 is a piece of 240, and 23 of 235; neither is named.
    assert_eq!(refused(&before, &readings("235", "9", correction)), ["published-changed: 助餐点 · reading · 2020-09"]);
    assert_eq!(refused(&before, &readings("235", "23", correction)), ["published-changed: 助餐点 · reading · 2020-09"]);
    // The old figure alone, or the new one alone, is not enough where both are said.
    assert_eq!(refused(&before, &readings("999", "24", correction)), ["published-changed: 床位 · reading · 2020-09"]);
    let half = "corrections: [{date: 2020-10-11, what: 床位, now: 235张, reason: 录入错误}]\n";
    assert_eq!(refused(&before, &readings("235", "24", half)), [""; 0]);
    let words = "corrections: [{date: 2020-10-11, what: 床位, was: 无数据, now: 240张, reason: 迟报}]\n";
    assert_eq!(refused(&readings("{state: no_data}", "24", ""), &readings("240", "24", words)), [""; 0]);
}

#[test]
fn a_figure_counted_elsewhere_does_not_change_in_silence() {
    let before = readings("240", "{same_as: beds, value: 240}", "");
    assert_eq!(refused(&before, &readings("240", "{same_as: beds, value: 100}", "")), ["published-changed: 助餐点 · reading · 2020-09"]);
    assert_eq!(refused(&before, &readings("240", "100", "")), ["published-changed: 助餐点 · reading · 2020-09"]);
    assert_eq!(refused(&before, &before), [""; 0]);
}

#[test]
fn a_published_correction_does_not_change_in_silence() {
    let with = |now: &str| {
        readings("235", "24", &format!("corrections: [{{date: 2020-10-01, what: 床位, was: 240张, now: {now}, reason: 录入错误}}]\n"))
    };
    assert_eq!(refused(&with("235张"), &with("253张")), ["published-changed: 项目一 · correction · 2020-10-01"]);
}

#[test]
fn what_stands_in_another_order_is_the_same() {
    let parts = |parts: &str| readings(&format!("{{value: 240, breakdown: [{parts}]}}"), "24", "");
    let (east, west) = ("{label: 东片, value: 100}", "{label: 西片, value: 140}");
    assert_eq!(added(&parts(&format!("{east}, {west}")), &parts(&format!("{west}, {east}"))), [""; 0]);
    assert_eq!(
        refused(&parts(&format!("{east}, {west}")), &parts("{label: 东片, value: 140}, {label: 西片, value: 100}")),
        ["published-changed: 床位 · part · 2020-09", "published-changed: 床位 · part · 2020-09"]
    );
    // A correction written above another of the same day.
    let corrections = |list: &str| readings("240", "24", &format!("corrections: [{list}]\n"));
    let (old, new) = (
        "{date: 2020-10-01, what: 名称, was: 助餐, now: 助餐点, reason: 漏字}",
        "{date: 2020-10-01, what: 地址, was: 东街, now: 西街, reason: 笔误}",
    );
    assert_eq!(
        added(&corrections(old), &corrections(&format!("{new}, {old}"))),
        ["01,,correction,2020-10-01#2,地址；东街 → 西街,,,2,2020-10-12"]
    );
}

#[test]
fn a_report_between_two_others_is_a_new_one() {
    let reports = |list: &str| format!("{TWO}reports: [{list}]\n");
    let (july, august, september) =
        ("{as_of: 2020-07, readings: {beds: 100}}", "{as_of: 2020-08, readings: {beds: 150}}", "{as_of: 2020-09, readings: {beds: 200}}");
    assert_eq!(
        added(&reports(&format!("{july}, {september}")), &reports(&format!("{july}, {august}, {september}"))),
        ["01,beds,reading,2020-08,150,,张,2,2020-10-12"]
    );
}

#[test]
fn the_date_of_a_report_is_put_right_with_a_correction() {
    let report = |date: &str, more: &str| format!("{TWO}reports: [{{as_of: {date}, readings: {{beds: 200}}}}]\n{more}");
    assert_eq!(refused(&report("2020-08", ""), &report("2020-09", "")), ["published-gone: beds · reading · 2020-08 `200 张`"]);
    let correction = "corrections: [{date: 2020-10-11, what: 报告日期, was: 2020年8月, now: 2020年9月, reason: 笔误}]\n";
    assert_eq!(
        added(&report("2020-08", ""), &report("2020-09", correction)),
        [
            "01,beds,reading,2020-09,200,,张,2,2020-10-12",
            "01,,correction,2020-10-11,报告日期；2020年8月 → 2020年9月,,,2,2020-10-12",
            "01,beds,reading,2020-08,,,张,2,2020-10-12",
        ]
    );
    // It says nothing of another figure.
    let other = report("2020-09", correction).replace("200", "201");
    assert_eq!(refused(&report("2020-08", ""), &other), ["published-gone: beds · reading · 2020-08 `200 张`"]);
}

#[test]
fn ids_units_and_targets_do_not_change_in_silence() {
    let of = |id: &str, unit: &str, target: &str| format!("indicators: [{{id: {id}, name: 床位, unit: {unit}, target: {target}}}]\n");
    let before = of("beds", "张", "250");
    assert_eq!(refused(&before, &of("bed", "张", "250")), ["published-gone: beds · target `250 张`"]);
    assert_eq!(refused(&before, &of("beds", "个", "250")), ["published-changed: 床位 · target"]);
    assert_eq!(refused(&before, &of("beds", "张", "200")), ["published-changed: 床位 · target"]);
}

#[test]
fn a_record_without_its_last_line_end_is_gone_on_with() {
    let before = readings("240", "24", "");
    let first = ready(&site(&before, None), "2020-10-09");
    let path = "content/published/2020.csv";
    let cut = first.record[&SitePath::new(path)].trim_end().to_owned();
    let after = before.replace("reports: [", "reports: [{as_of: 2020-08, readings: {beds: 1}}, ");
    let second = ready(&site(&after, Some(&first)).file(path, &cut), "2020-10-12");
    assert_eq!(second.record[&SitePath::new(path)], format!("{cut}\n01,beds,reading,2020-08,1,,张,2,2020-10-12\n"));
}

#[test]
fn a_record_of_which_half_is_missing_is_damaged() {
    let before = readings("240", "24", "");
    let first = ready(&site(&before, None), "2020-10-09");
    let header = "number,date,as_of,content,figures,manifest\n";
    let half = site(&before, Some(&first)).file("content/published/publications.csv", header);
    assert_eq!(
        half.short(),
        "content/published/2020.csv:2:1: error[record-damaged]: the record of publications is damaged: expected a publication that stands in publications.csv; the program writes this file and nobody edits it; take it back from the last publication\n"
    );
}

#[test]
fn figures_that_were_taken_out_of_the_record_are_missed() {
    let before = readings("240", "24", "");
    let first = ready(&site(&before, None), "2020-10-09");
    let damaged = "content/published/publications.csv:1:1: error[record-damaged]: the record of publications is damaged: expected the hash of the figures beside it; a file of theirs was changed or is missing; the program writes this file and nobody edits it; take it back from the last publication\n";
    let path = "content/published/2020.csv";
    let text = first.record[&SitePath::new(path)].clone();
    let edited = site(&before, Some(&first)).file(path, &text.replacen(",240,", ",241,", 1));
    assert_eq!(edited.short(), damaged);
    let mut gone = site(&before, Some(&first));
    assert!(gone.files.remove(path));
    assert_eq!(gone.short(), damaged);
}

//! The record of publications: which figures were published when, what may not change in silence, and what a reader sees.

use std::{collections::BTreeMap, path::Path};

use chrono::NaiveDate;
use gongshi::{
    diag::{Language, render::Format},
    files::{MemoryFiles, SitePath},
    meter::Unseen,
    output::Manifest,
    publish::{Preparation, Prepared, prepare},
};

use super::support::{self, TestSite, page, report};

const KEY: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";

/// `sha256sum` of the line `HASH 2020.csv`, HASH being that of the file the first test writes out.
const FIGURES: &str = "c27f538ce4ef97045dd635e3a535dd18cf0ce281076a941a4bcd1fa2cd701e2f";

fn beds(site: TestSite, value: &str, more: &str) -> TestSite {
    site.project(&format!(
        "indicators: [{{id: beds, name: 养老床位, unit: 张, target: 250}}]\nbudget: {{amount: 1200, unit: 万元}}\nreports: [{{as_of: 2020-09, readings: {{beds: {value}}}}}]\n{more}"
    ))
}

fn site() -> TestSite {
    beds(TestSite::new(), "240", "")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn prepared(files: &MemoryFiles, on: &str) -> Prepared {
    let folder = tempfile::tempdir().expect("a folder");
    match prepare(files, folder.path(), day(on), &Unseen).expect("memory does not fail") {
        Preparation::Ready(prepared, _) => *prepared,
        other => panic!("not ready: {other:?}"),
    }
}

fn faults(files: &MemoryFiles, on: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    match prepare(files, folder.path(), day(on), &Unseen).expect("memory does not fail") {
        Preparation::Faulty(outcome) => {
            let outcome = support::Outcome { findings: outcome.findings, texts: outcome.texts, built: None };
            report(&outcome, Format::Short, Language::English)
        }
        other => panic!("no faults: {other:?}"),
    }
}

/// The files with the record written down, as publishing does once it has arrived.
fn settled(mut site: TestSite, record: &BTreeMap<SitePath, String>) -> TestSite {
    for (path, text) in record {
        site = site.file(path.as_str(), text);
    }
    site
}

fn text(prepared: &Prepared, path: &str) -> String {
    let bytes = prepared.release.read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    String::from_utf8(bytes).expect("text")
}

#[test]
fn the_first_publication_records_every_figure_once() {
    let first = prepared(&site().files, "2020-10-09");
    assert_eq!(
        first.record[&SitePath::new("content/published/2020.csv")],
        "project,indicator,figure,date,value,qualifier,unit,publication,published\n\
         01,,budget,,1200,,万元,1,2020-10-09\n\
         01,beds,target,,250,,张,1,2020-10-09\n\
         01,beds,reading,2020-09,240,,张,1,2020-10-09\n"
    );
    let digest = first.release.manifest.digest().to_string();
    let content = &first.publication.content;
    assert_eq!(
        first.record[&SitePath::new("content/published/publications.csv")],
        format!("number,date,as_of,content,figures,manifest\n1,2020-10-09,2020-09-30,{content},{FIGURES},{digest}\n")
    );
    let imprint = first.release.manifest.publication.clone().expect("a publication");
    assert_eq!((imprint.number, &*imprint.date, imprint.previous), (1, "2020-10-09", None));
}

#[test]
fn publishing_the_same_content_again_is_the_same_publication() {
    let first = prepared(&site().files, "2020-10-09");
    let again = prepared(&settled(site(), &first.record).files, "2020-11-30");
    assert_eq!(again.publication, first.publication);
    assert_eq!(again.record, BTreeMap::new());
    assert_eq!(again.release.manifest.to_json(), first.release.manifest.to_json());
    // A remark in a file changes no page, so there is nothing to publish.
    let remark = settled(site(), &first.record).file("content/2020/year.yaml", "# 备注\ntitle: 2020年实事项目\nas_of: 2020-09-30\n");
    assert_eq!(prepared(&remark.files, "2020-11-30").publication, first.publication);
}

#[test]
fn a_new_report_is_a_new_publication_that_names_the_one_before() {
    let first = prepared(&site().files, "2020-10-09");
    let next = settled(
        TestSite::new().file("content/2020/year.yaml", "title: 2020年实事项目\nas_of: 2020-10-31\n").project(
            "indicators: [{id: beds, name: 养老床位, unit: 张, target: 250}]\nbudget: {amount: 1200, unit: 万元}\nreports:\n  - {as_of: 2020-09, readings: {beds: 240}}\n  - {as_of: 2020-10, readings: {beds: 250}}\n",
        ),
        &first.record,
    );
    let second = prepared(&next.files, "2020-11-05");
    assert!(second.record[&SitePath::new("content/published/2020.csv")].ends_with(
        "01,beds,reading,2020-09,240,,张,1,2020-10-09\n\
         01,beds,reading,2020-10,250,,张,2,2020-11-05\n"
    ));
    let imprint = second.release.manifest.publication.clone().expect("a publication");
    assert_eq!((imprint.number, imprint.previous), (2, Some(first.release.manifest.digest())));
    let list: serde_json::Value = serde_json::from_str(&text(&second, "data/publications.json")).expect("JSON");
    let digest = first.release.manifest.digest().to_string();
    assert_eq!(list["publications"].as_array().map(Vec::len), Some(1));
    assert_eq!(list["publications"][0]["manifest"], digest.as_str());
    assert_eq!(list["publications"][0]["previous"], serde_json::Value::Null);
}

#[test]
fn a_changed_figure_needs_a_correction_that_names_it() {
    let first = prepared(&site().files, "2020-10-09");
    let changed = |more: &str| settled(beds(TestSite::new(), "235", more), &first.record);
    assert_eq!(
        faults(&changed("").files, "2020-10-12"),
        "content/2020/projects/01.yaml:4:45: error[published-changed]: 养老床位 · reading · 2020-09: publication 1 of 2020-10-09 said `240 张`, and now it is `235 张` without a correction; if the figure was wrong, write a correction with `was` and `now`; if it is a new one, write a new report\n"
    );
    let other = "corrections: [{date: 2020-10-11, what: 资金, was: 1300万元, now: 1200万元, reason: 笔误}]\n";
    assert_eq!(
        faults(&changed(other).files, "2020-10-12"),
        "content/2020/projects/01.yaml:4:45: error[published-changed]: 养老床位 · reading · 2020-09: publication 1 of 2020-10-09 said `240 张`, and now it is `235 张` without a correction; no new correction goes from `240` to `235`; write them as `was` and `now`\n"
    );
    let own = "corrections: [{date: 2020-10-11, what: 养老床位, was: 240张, now: 235张, reason: 录入错误}]\n";
    let second = prepared(&changed(own).files, "2020-10-12");
    assert!(second.record[&SitePath::new("content/published/2020.csv")].ends_with(
        "01,beds,reading,2020-09,240,,张,1,2020-10-09\n\
         01,beds,reading,2020-09,235,,张,2,2020-10-12\n\
         01,,correction,2020-10-11,养老床位；240张 → 235张,,,2,2020-10-12\n"
    ));
    // The same correction does not excuse the next change.
    let third = settled(beds(TestSite::new(), "230", own), &first.record);
    let third = settled(third, &second.record);
    assert!(
        faults(&third.files, "2020-10-13").contains("said `235 张`, and now it is `230 张` without a correction; if the figure was wrong")
    );
}

#[test]
fn what_was_published_does_not_vanish() {
    let first = prepared(&site().files, "2020-10-09");
    let silent = TestSite::new().project("indicators: [{id: beds, name: 养老床位, unit: 张, target: 250}]\n");
    let found = faults(&settled(silent, &first.record).files, "2020-10-12");
    assert_eq!(
        found.lines().map(|line| line.split("; ").next().unwrap_or_default()).collect::<Vec<_>>(),
        [
            "content/2020/projects/01.yaml:1:1: error[published-gone]: beds · reading · 2020-09 `240 张` was published with publication 1 of 2020-10-09, and now it is gone without a word",
            "content/2020/projects/01.yaml:1:1: error[published-gone]: money `1200万元` was published with publication 1 of 2020-10-09, and now it is gone without a word",
        ]
    );
    let hidden = settled(beds(TestSite::new(), "240", "draft: yes\n"), &first.record);
    assert!(faults(&hidden.files, "2020-10-12").starts_with(
        "content/2020/projects/01.yaml:1:1: error[published-gone]: 2020/01 was published with publication 1 of 2020-10-09, and now it is gone without a word"
    ));
    let gone = settled(TestSite::new(), &first.record);
    assert!(faults(&gone.files, "2020-10-12").starts_with("content/2020/year.yaml:1:1: error[published-gone]: 2020/01 was published"));
}

#[test]
fn a_build_and_a_preview_do_not_ask_for_corrections() {
    let first = prepared(&site().files, "2020-10-09");
    let changed = settled(beds(TestSite::new(), "235", ""), &first.record);
    assert_eq!(changed.short(), "");
}

#[test]
fn the_page_and_the_data_say_when_a_figure_was_first_published() {
    let first = prepared(&site().files, "2020-10-09");
    let own = "corrections: [{date: 2020-10-11, what: 养老床位, was: 240张, now: 235张, reason: 录入错误}]\n";
    let second = prepared(&settled(beds(TestSite::new(), "235", own), &first.record).files, "2020-10-12");
    let html = text(&second, "2020/01.html");
    let section = html.split("id=\"published\"").nth(1).and_then(|rest| rest.split("</details>").next()).expect("the section");
    let plain = scraper::Html::parse_fragment(section);
    let rows = scraper::Selector::parse("tbody tr").expect("a selector");
    let rows: Vec<String> =
        plain.select(&rows).map(|row| row.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        rows,
        [
            "资金1200万元2020年10月9日 第1次发布仍有效",
            "养老床位 目标250张2020年10月9日 第1次发布仍有效",
            "养老床位 读数 2020年9月240张2020年10月9日 第1次发布已被更正 2020年10月12日 第2次发布",
            "养老床位 读数 2020年9月235张2020年10月12日 第2次发布仍有效",
            "更正 2020年10月11日养老床位；240张 → 235张2020年10月12日 第2次发布",
        ]
    );
    let json: serde_json::Value = serde_json::from_str(&text(&second, "data/2020/projects/01.json")).expect("JSON");
    assert_eq!(
        json["published"][3],
        serde_json::json!({
            "indicator": "beds", "figure": "reading", "date": "2020-09", "value": "235", "qualifier": null, "unit": "张",
            "publication": 2, "published": "2020-10-12"
        })
    );
    let table = text(&second, "data/2020/published.csv");
    assert_eq!(table.lines().last(), Some("2020,5,01,,correction,2020-10-11,养老床位；240张 → 235张,,,2,2020-10-12"));
}

#[test]
fn the_page_on_checking_the_site_gives_commands_that_fit_it() {
    let signed =
        site().file("content/site.yaml", &format!("title: 测试站\nbase_url: https://www.example.gov.cn/ssxm\npublic_key: {KEY}\n"));
    let first = prepared(&signed.files, "2020-10-09");
    let html = text(&first, "verify.html");
    for command in [
        "curl -O https://www.example.gov.cn/ssxm/manifest.json\ncurl -O https://www.example.gov.cn/ssxm/manifest.json.minisig\ncurl -O https://www.example.gov.cn/ssxm/2020/01.html",
        &format!("minisign -Vm manifest.json -P {KEY}"),
        "sha256sum 01.html",
        "grep -A 1 '\"2020/01.html\"' manifest.json",
        &format!("gongshi verify https://www.example.gov.cn/ssxm/ --key {KEY}"),
    ] {
        let escaped = command.replace('\'', "&#x27;").replace('"', "&quot;");
        assert!(html.contains(command) || html.contains(&escaped), "{command}\n{html}");
    }
    // What the page tells a reader to look for is what the manifest has.
    let manifest = first.release.manifest.to_json();
    let line = manifest.lines().skip_while(|line| !line.contains("\"2020/01.html\"")).nth(1).expect("a line");
    let hash = gongshi::output::Digest::of(&first.release.read("2020/01.html").expect("the page")).to_string();
    assert_eq!(line.trim(), format!("\"sha256\": \"{hash}\","));
    assert_eq!(text(&first, "gongshi.pub"), format!("untrusted comment: minisign public key\n{KEY}\n"));
}

#[test]
fn a_site_that_was_never_published_has_no_page_on_it() {
    let built = site().built();
    assert!(!built.files.contains_key("verify.html"));
    assert!(!page(&built, "2020/01.html").contains("published"));
}

#[test]
fn a_publication_is_not_dated_before_the_last() {
    let first = prepared(&site().files, "2020-10-09");
    let next = settled(site(), &first.record).file("content/site.yaml", "title: 测试站改名\n");
    let folder = tempfile::tempdir().expect("a folder");
    let early = prepare(&next.files, folder.path(), day("2020-10-08"), &Unseen).expect("memory does not fail");
    assert!(matches!(early, Preparation::TooEarly(last) if last.number == 1));
}

#[test]
fn an_earlier_day_does_not_show_what_was_published_later() {
    let first = prepared(&site().files, "2020-10-09");
    let before = settled(site(), &first.record).at("2020-10-01").built();
    assert!(!page(&before, "2020/01.html").contains("第1次发布"));
    let after = settled(site(), &first.record).at("2020-10-31").built();
    assert!(page(&after, "2020/01.html").contains("第1次发布"));
}

#[test]
fn the_manifest_of_a_publication_is_read_back() {
    let first = prepared(&site().files, "2020-10-09");
    let json = first.release.manifest.to_json();
    let parsed = Manifest::parse(Path::new("manifest.json"), json.as_bytes()).expect("a manifest");
    assert_eq!(parsed.publication, first.release.manifest.publication);
    assert_eq!(parsed.to_json(), json);
}

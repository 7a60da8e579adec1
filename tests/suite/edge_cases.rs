//! The contradictions and odd spots of the real papers, numbered as in `docs/edge-cases.md`: each can be said without a
//! lie, and gets the finding it deserves. Views are read as data, so that no theme can change what is tested here.

use std::{collections::BTreeMap, sync::OnceLock};

use gongshi::{
    diag::{Code, Diagnostics, Language, render::Format},
    files::{DiskFiles, Files},
    memo::Table,
    plan::{Choice, Plan},
    site::{Known, Site},
    source::{Seen, Sources},
};
use serde_json::{Value, json};

use super::support::{TestSite, report, root};

/// The views of all pages by address, as templates see them.
fn views(files: &dyn Files, choice: &Choice) -> BTreeMap<String, Value> {
    let mut diags = Diagnostics::default();
    let sources = Sources::read(&mut diags, files, &mut Seen::default()).expect("the content");
    let site = Site::new(&mut diags, &sources, &mut Known::default(), &()).expect("the content");
    let plan = Plan::new(&mut diags, &site, choice, &mut Table::default()).expect("the content");
    assert!(!diags.has_errors(), "the content has faults");
    plan.pages
        .iter()
        .map(|page| (page.path.clone(), serde_json::to_value(plan.view(page).expect("the content").1).expect("a view is data")))
        .collect()
}

/// A page of the real content.
fn real(path: &str) -> &'static Value {
    static ALL: OnceLock<BTreeMap<String, Value>> = OnceLock::new();
    &ALL.get_or_init(|| views(&DiskFiles::new(&root()), &Choice::default()))[path]
}

/// A page of the real content on an earlier day.
fn real_on(day: &str, path: &str) -> Value {
    let choice = Choice { as_of: Some(day.parse().expect("a day")), ..Choice::default() };
    views(&DiskFiles::new(&root()), &choice).remove(path).expect("the page")
}

/// A page of a small site.
#[track_caller]
fn view(test: &TestSite, path: &str) -> Value {
    views(&test.files, &test.choice).remove(path).unwrap_or_else(|| panic!("no page {path}:\n{}", test.short()))
}

/// An indicator of a project's page.
#[track_caller]
fn at<'v>(page: &'v Value, id: &str) -> &'v Value {
    let all = page["indicators"].as_array().expect("a project's page");
    all.iter().find(|indicator| indicator["id"] == id).unwrap_or_else(|| panic!("no indicator {id}"))
}

/// A project of one indicator `a`, and what the end of September says of it.
fn one(indicator: &str, reading: &str) -> TestSite {
    TestSite::new().project(&format!(
        "indicators:\n  - {{id: a, name: 指标, {indicator}}}\nreports:\n  - as_of: 2020-09\n    readings: {{a: {reading}}}\n"
    ))
}

/// Hold some fields of a view to what they should be.
#[track_caller]
fn says(found: &Value, expected: &Value) {
    for (key, value) in expected.as_object().expect("fields") {
        assert_eq!(found.get(key), Some(value), "{key} in {found:#}");
    }
}

/// The indicator `a` of [`one`].
#[track_caller]
fn one_says(indicator: &str, reading: &str, expected: &Value) {
    says(at(&view(&one(indicator, reading), "2020/01.html"), "a"), expected);
}

/// What the content is told, as `line code`.
fn findings(test: &TestSite) -> Vec<String> {
    let short = test.short();
    let content = short.lines().filter(|line| line.starts_with("content/"));
    content
        .map(|line| {
            let number = line.split(':').nth(1).unwrap_or_default();
            let code = line.split(['[', ']']).nth(1).unwrap_or_default();
            format!("{number} {code}")
        })
        .collect()
}

/// The findings of the real content as `file code`.
fn real_findings() -> &'static [String] {
    static ALL: OnceLock<Vec<String>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut diags = Diagnostics::default();
        let files = DiskFiles::new(&root());
        let sources = Sources::read(&mut diags, &files, &mut Seen::default()).expect("the content");
        Site::new(&mut diags, &sources, &mut Known::default(), &()).expect("the content");
        let finding = |found: &gongshi::diag::Diagnostic| format!("{} {}", found.span.path.trim_start_matches("content/"), found.code);
        diags.into_sorted().iter().map(finding).collect()
    })
}

#[track_caller]
fn warned(finding: &str) {
    assert!(real_findings().iter().any(|found| found == finding), "{finding} is not among {:#?}", real_findings());
}

const DEPARTMENTS: &str = "\
- {id: wenlv, name: 区文旅局, aliases: [文旅局, 文化旅游局]}
- {id: kewei, name: 区科委, aliases: [科委]}
- {id: diqu, name: 长宁区地区工作办公室, aliases: [上海市长宁区地区工作办公室, 上海市地区工作办公室, 地区办]}
- {id: tuiyi, name: 退役军人事务工作领导小组}
- {id: fuban, name: 区府办（电子政务办、审改办）, aliases: [区府办]}
- {id: shichang, name: 市场监管局}
- {id: chengjiaqiao, name: 程家桥街道, aliases: [程桥街道], kind: subdistrict}
- {id: xinjing, name: 新泾镇, kind: subdistrict}
- {id: jiezhen, name: 各街镇, aliases: [各街（镇）], kind: group, members: [程桥街道, 新泾镇]}
";

// Numbers.

#[test]
fn case_01_more_than_all() {
    says(
        at(real("2020/05.html"), "shows"),
        &json!({"ratio": "260/100（260%）", "percent": "260%", "status": "over_fulfilled", "declared": "超额完成"}),
    );
    says(&at(real("2020/05.html"), "shows")["bar"], &json!({"value": "100", "percent": "260%"}));
    says(at(real("2020/08.html"), "spaces"), &json!({"ratio": "340/300（113.3%）", "status": "over_fulfilled"}));
    says(at(real("2020/11.html"), "people"), &json!({"ratio": "11.875/8（约148.4%）", "figure": "约11.875万人次"}));
    assert_eq!(real("2020/08.html")["bar"]["percent"], "100%", "no mean exceeds 100");
    one_says("unit: \"%\", target: 100", "{value: 106, unit: \"%\"}", &json!({"ratio": "106/100（106%）", "status": "over_fulfilled"}));
    one_says("unit: 万个, target: 2.68", "{percent: 110.28}", &json!({"figure": "110.28%", "percent": "110.3%", "ratio": null}));
    warned("2020/projects/09.yaml over-not-declared");
}

#[test]
fn case_02_next_to_nothing() {
    says(at(real("2020/05.html"), "films"), &json!({"ratio": "18/1000（1.8%）", "status": "behind"}));
    says(&at(real("2020/05.html"), "films")["bar"], &json!({"value": "1.8", "percent": "1.8%", "pace": "75"}));
    one_says("unit: 场, target: 1000", "0", &json!({"figure": "0场", "ratio": "0/1000（0%）", "status": "behind", "uncounted": null}));
    one_says("unit: 户, target: 100000", "1", &json!({"percent": "0.1%"}));
}

#[test]
fn case_03_silence_zero_and_suspension_are_three_things() {
    says(
        at(real("2020/05.html"), "team-guidance"),
        &json!({"figure": "无数据", "ratio": null, "bar": null, "status": "no_data", "uncounted": "no_reading"}),
    );
    says(
        at(real("2020/12.html"), "summer-camps"),
        &json!({"ratio": null, "bar": null, "status": "suspended", "uncounted": "suspended", "authority": "市政府批复"}),
    );
    says(real("2020/05.html"), &json!({"counted": 4, "total": 5}));
    says(real("2020/12.html"), &json!({"counted": 2, "total": 3}));
    assert_eq!(real("2020/12.html")["bar"]["percent"], "100%", "a suspension is no failure");
    warned("2020/projects/05.yaml silent-indicator");
    assert_eq!(findings(&one("unit: 个, target: 26", "{state: suspended}")), ["6 suspension-unexplained"]);
    assert_eq!(findings(&one("unit: 场, target: 1000", "0")), [""; 0]);
}

#[test]
fn case_04_about_so_many() {
    let events = at(real("2020/05.html"), "events");
    says(events, &json!({"figure": "3500余场次", "percent": "≥35%", "ratio": "3500/10000（≥35%）"}));
    one_says("unit: 人, target: 1000", "{value: 980, qualifier: nearly}", &json!({"figure": "近980人", "ratio": "980/1000（近98%）"}));
    one_says("unit: 万人次, target: 10", "{value: 8, qualifier: 超}", &json!({"figure": "8万余人次", "percent": "≥80%"}));
    // Nearly ten is not ten.
    one_says("unit: 个, target: 10", "{value: 10, qualifier: 近}", &json!({"figure": "近10个", "status": "on_pace"}));
    one_says("unit: 个, target: 10", "{value: 10, qualifier: 余}", &json!({"figure": "10余个", "percent": "≥100%", "status": "completed"}));
    one_says("unit: 万平方米, target: {value: 116, qualifier: about}", "58", &json!({"target": "约116万平方米", "figure": "58万平方米"}));
}

#[test]
fn case_05_range_1_3_jia() {
    let target = "unit: 家, target: {min: 1, max: 3}";
    one_says(target, "0", &json!({"target": "1-3家", "ratio": "0/1-3（0%）", "status": "behind"}));
    one_says(target, "1", &json!({"ratio": "1/1-3（100%）", "status": "completed"}));
    one_says(target, "2", &json!({"ratio": "2/1-3（100%）", "status": "completed"}));
    one_says(target, "3", &json!({"ratio": "3/1-3（100%）", "status": "completed"}));
    one_says(target, "4", &json!({"ratio": "4/1-3（133.3%）", "status": "over_fulfilled"}));
    assert_eq!(findings(&one("unit: 家, target: 1-3", "1")), ["3 bad-number"]);
    assert_eq!(findings(&one("unit: 家, target: {min: 3, max: 1}", "1")), ["3 bad-target"]);
}

#[test]
fn case_06_at_least_and_at_most() {
    let limit = "unit: 例/10万人口, direction: 不超过, target: 4";
    one_says(limit, "3.2", &json!({"direction": "不超过", "ratio": "3.2/4", "bar": null, "status": "on_pace"}));
    one_says(limit, "5", &json!({"ratio": "5/4", "bar": null, "status": "behind"}));
    let whole_year = |reading: &str| {
        let year = "title: 2020年实事项目\nas_of: 2020-12-31\n";
        at(&view(&one(limit, reading).file("content/2020/year.yaml", year), "2020/01.html"), "a")["status"].clone()
    };
    assert_eq!((whole_year("3.2"), whole_year("5")), (json!("completed"), json!("behind")));
    let target = at(real("2023/01.html"), "renovation");
    assert_eq!(target["targets"][1]["text"], "100万平方米以上");
    says(at(real("2020/11.html"), "people"), &json!({"target": "8万人次"}));
    assert_eq!(at(real("2020/11.html"), "people")["targets"][1]["text"], "8万人次以上");
    one_says("unit: 天, target: {value: 5, qualifier: 以内}, direction: at_most", "4", &json!({"target": "5天以内"}));
    // Exactly so many: one more is not more than kept.
    one_says("unit: 个, direction: exact, target: 4", "5", &json!({"percent": "125%", "status": "under_way"}));
}

#[test]
fn case_07_chinese_numerals() {
    let market = real("2023/10.html");
    assert!(market["official_text"].as_str().expect("text").contains("建设一家智慧菜场"));
    says(at(market, "smart-market"), &json!({"target": "1家"}));
    assert_eq!(findings(&one("unit: 家, target: 一", "1")), ["3 bad-number"]);
    assert_eq!(findings(&one("unit: 个, target: 10", "千余个")), ["6 bad-number"]);
    one_says(
        "unit: 个, target: 2000",
        "{value: 1000, qualifier: 余, note: 原文写千余个}",
        &json!({"figure": "1000余个", "percent": "≥50%"}),
    );
}

#[test]
fn case_08_ten_thousands() {
    says(at(real("2020/11.html"), "people"), &json!({"figure": "约11.875万人次", "percent": "约148.4%"}));
    says(at(real("2023/08.html"), "cinema-tickets"), &json!({"target": "16万张"}));
    assert_eq!(real("2020/03.html")["budget"]["text"], "2000万", "the paper prints no 元");
    // 118750 of 8 is no 1484375%.
    let mixed = one("unit: 万人次, target: 8", "{value: 118750, unit: 人次}");
    says(at(&view(&mixed, "2020/01.html"), "a"), &json!({"figure": "118750人次", "ratio": "118750人次/8万人次（148.4%）"}));
    assert_eq!(findings(&mixed), ["6 unit-differs"]);
    let summed = TestSite::new().project(
        "indicators:\n  - {id: a, name: 演练, unit: 万人次, target: 8}\nreports:\n  - as_of: 2020-03\n    readings: {a: {value: 30000, unit: 人次, kind: period}}\n  - as_of: 2020-06\n    readings: {a: {value: 2, kind: period}}\n",
    );
    says(at(&view(&summed, "2020/01.html"), "a"), &json!({"figure": "5万人次", "ratio": "5/8（62.5%）", "summed": true}));
    // 12万 after 118750 does not fall.
    let rising = TestSite::new().project(
        "indicators:\n  - {id: a, name: 演练, unit: 万人次, target: 8}\nreports:\n  - as_of: 2020-06\n    readings: {a: {value: 118750, unit: 人次}}\n  - as_of: 2020-09\n    readings: {a: 12}\n",
    );
    assert_eq!(findings(&rising), ["6 unit-differs"]);
    assert_eq!(findings(&one("unit: 人次, target: \"8,000\"", "1")), ["3 bad-number"]);
}

#[test]
fn case_09_forty_percent_of_which() {
    let page = real("2020/04.html");
    says(at(page, "renewed-spots"), &json!({"target": "46个", "figure": "40%", "percent": "40%", "ratio": null, "uncounted": null}));
    says(at(page, "equipment"), &json!({"target": "328件", "percent": "40%", "uncounted": "same_as"}));
    assert_eq!(at(page, "equipment")["same_as"]["href"], "#i-renewed-spots");
    says(page, &json!({"counted": 3, "total": 4, "formula": "(50% + 40% + 47.5%) ÷ 3 = 45.8%"}));
    // A percentage written as a figure is not held against a count.
    one_says("unit: 个, target: 46", "{value: 40, unit: \"%\"}", &json!({"figure": "40%", "percent": null, "uncounted": "not_comparable"}));
    assert_eq!(findings(&one("unit: 个, target: 46", "40%")), ["6 bad-number"]);
    assert_eq!(findings(&one("unit: 个, target: 46", "{value: 18, percent: 40}")), ["6 bad-reading"]);
}

#[test]
fn case_10_rates() {
    one_says("unit: 元/平方米, target: 5521", "4140", &json!({"target": "5521元/平方米", "ratio": "4140/5521（75%）"}));
    one_says("unit: 件/千人, target: 10", "{value: 9.8, qualifier: about}", &json!({"target": "10件/千人", "figure": "约9.8件/千人"}));
    // The 万 of 10万人口 stands below the line and multiplies nothing.
    one_says("unit: 例/10万人口, direction: at_most, target: 4", "4", &json!({"target": "4例/10万人口", "ratio": "4/4"}));
}

#[test]
fn case_11_three_figures_in_one_sentence() {
    let test = TestSite::new().project(
        "indicators:\n  - {id: year, name: 架空线当年竣工, unit: 公里, target: 25}\n  - {id: all, name: 架空线累计竣工, unit: 公里, note: 三年合计}\n  - {id: share, name: 架空线完成率, target: {text: 完成率}}\nreports:\n  - as_of: 2020-09\n    readings:\n      year: {value: 25, kind: period}\n      all: 118.56\n      share: {percent: 70.52}\n",
    );
    let page = view(&test, "2020/01.html");
    says(at(&page, "year"), &json!({"ratio": "25/25（100%）", "status": "completed"}));
    says(at(&page, "all"), &json!({"figure": "118.56公里", "target": null, "percent": null, "uncounted": "no_target"}));
    says(at(&page, "share"), &json!({"figure": "70.52%", "percent": null, "uncounted": "no_number"}));
    says(&page, &json!({"counted": 1, "total": 3}));
    // The quarters of row 26 are figures of the quarter; those of row 2 grow.
    let people = real("2020/11.html")["milestones"].as_array().expect("milestones");
    assert!(people[..3].iter().all(|m| m["per_period"] == true), "3, 2 and 3 are of the quarter");
    assert!(people[3]["values"].as_array().expect("values").is_empty(), "the fourth quarter is words");
    assert_eq!(at(real("2020/11.html"), "people")["pace"]["percent"], "100%");
}

#[test]
fn case_12_among_them() {
    let startups = "indicators:\n  - {id: all, name: 帮扶引领创业, unit: 人, target: 800}\n  - {id: students, name: 帮扶青年大学生创业, unit: 人, target: 480, 其中: all}\n";
    let test = TestSite::new().project(&format!("{startups}reports:\n  - as_of: 2020-09\n    readings: {{all: 600, students: 240}}\n"));
    let page = view(&test, "2020/01.html");
    says(at(&page, "students"), &json!({"ratio": "240/480（50%）", "uncounted": "part_of", "status": "behind", "same_as": null}));
    says(&at(&page, "students")["part_of"], &json!({"title": "帮扶引领创业", "href": "#i-all"}));
    assert_eq!(at(&page, "all")["part_of"], Value::Null);
    says(&page, &json!({"counted": 1, "total": 2, "formula": null}));
    assert_eq!(page["bar"]["percent"], "75%", "the 480 are among the 800");
    assert_eq!(findings(&test), [""; 0]);
    says(
        at(real("2023/05.html"), "student-startups"),
        &json!({"target": "480人", "part_of": {"title": "帮扶引领创业", "href": "#i-startups"}}),
    );

    let more = |target: &str, reading: &str| {
        let yaml = startups.replace("480", target);
        findings(
            &TestSite::new().project(&format!("{yaml}reports:\n  - as_of: 2020-09\n    readings: {{all: 600, students: {reading}}}\n")),
        )
    };
    assert_eq!(more("900", "240"), ["4 breakdown-sum"]);
    assert_eq!(more("480", "601"), ["7 breakdown-sum"]);
    assert_eq!(more("480", "{value: 0.06, unit: 万人}"), ["7 unit-differs"], "0.06万人 is 600人");
    // A part of itself, of a part of itself, of nothing.
    let parts = |a: &str, b: &str| {
        findings(&TestSite::new().project(&format!(
            "indicators:\n  - {{id: a, name: 甲, target: 1, part_of: {a}}}\n  - {{id: b, name: 乙, target: 1, part_of: {b}}}\n"
        )))
    };
    assert_eq!(parts("a", "a"), ["3 unknown-indicator"]);
    assert_eq!(parts("b", "a"), ["4 unknown-indicator"]);
    assert_eq!(parts("c", "a"), ["3 unknown-indicator"]);

    // Parts of a figure: 459 closes, 22.8 of 24.6 leaves a rest.
    let households = at(real("2020/06.html"), "households");
    says(&households["parts"], &json!({"by_stage": false, "total": "459户"}));
    let row_40 = "{value: 24.6, breakdown: [{label: 一, value: 19.8}, {label: 二, value: 0.7}, {label: 三, value: 2.3}]}";
    assert_eq!(findings(&one("unit: 万平方米, target: 24.6", row_40)), ["6 breakdown-sum"]);
}

#[test]
fn case_13_one_word_for_many_things() {
    let canteens = at(real("2020/02.html"), "canteens");
    says(canteens, &json!({"target": "10个", "figure": "2个", "ratio": "2/10（20%）"}));
    says(&canteens["targets"][1], &json!({"text": "10家", "restated": true}));
    let centres = at(real("2020/02.html"), "day-centres");
    says(centres, &json!({"target": "4个", "figure": "1家", "ratio": "1/4（25%）"}));
    assert_eq!(centres["targets"][1]["text"], "4家");
    warned("2020/projects/02.yaml unit-differs");
    warned("2020/projects/05.yaml unit-differs");
    // The same number of 家 as of 个 is no other target.
    assert!(!real_findings().contains(&"2020/projects/02.yaml contradicting-target".to_owned()));
    // What 个 counts is said beside it.
    one_says("unit: 个, object: 泊位, target: 300", "340", &json!({"object": "泊位"}));
    assert_eq!(at(real("2020/12.html"), "coverage")["object"], "", "the name says 街镇");
    // A later word without a figure leaves the figure its own unit.
    let test = TestSite::new().project(
        "indicators:\n  - {id: a, name: 活动, unit: 场, target: 10000}\nreports:\n  - as_of: 2020-06\n    readings: {a: {value: 3500, unit: 场次}}\n  - as_of: 2020-09\n    readings: {a: {stage: 线上继续}}\n",
    );
    says(at(&view(&test, "2020/01.html"), "a"), &json!({"figure": "3500场次"}));
}

#[test]
fn case_14_two_widths_of_one_sign() {
    assert_eq!(findings(&one("unit: 个, target: 46", "{percent: 40％}")), ["6 bad-number"]);
    assert_eq!(findings(&one("unit: ㎡, target: 100", "{value: 46, unit: 平方米}")), ["6 unit-differs"]);
    one_says("unit: ㎡, target: 100", "46", &json!({"target": "100㎡", "figure": "46㎡"}));
    one_says("unit: ％, target: 56", "{value: 56, unit: \"%\"}", &json!({"ratio": "56/56（100%）"}));
}

#[test]
fn case_15_a_hyphen_is_never_a_number() {
    let path = real("2020/07.html");
    assert_eq!(path["spots"][0]["name"], "双流路-外环西河");
    for number in ["1-3", "16/6", "9/2", "7-"] {
        assert_eq!(findings(&one("unit: 个, target: 10", number)), ["6 bad-number"], "{number}");
    }
    let test = TestSite::new().project("sites: [B7-2, IV-R-07, 16/6丘]\nofficial_text: 三年行动计划(2018-2020)1-9月\n");
    let page = view(&test, "2020/01.html");
    assert_eq!(page["spots"][2]["name"], "16/6丘");
    assert_eq!(page["official_text"], "三年行动计划(2018-2020)1-9月");
    assert_eq!(findings(&TestSite::new().project("reports: [{as_of: 2018-2020, note: 计划}]\n")), ["2 bad-date"]);
}

// Targets over time.

#[test]
fn case_16_and_40_how_many_items() {
    let counts = |year: &str| -> Vec<(Value, Value)> {
        let declared = real(year)["declared"].as_array().expect("counts");
        declared.iter().map(|count| (count["text"].clone(), count["agrees"].clone())).collect()
    };
    let count = |text: &str, agrees: bool| (json!(text), json!(agrees));
    assert_eq!(counts("2020/index.html"), [], "no paper states how many there are");
    assert_eq!(counts("2022/index.html"), [count("15类", false), count("15项", false)]);
    assert_eq!(counts("2023/index.html"), [count("16项", false), count("16个", false), count("16项", false)]);
    says(real("2022/index.html"), &json!({"declared_completed": 15, "cards": []}));
    assert_eq!(real_findings().iter().filter(|found| *found == "2023/year.yaml item-count").count(), 3);
    assert!(!real_findings().contains(&"2022/year.yaml item-count".to_owned()), "a year of totals has no items to count");
}

#[test]
fn case_17_ten_become_five() {
    let now = at(real("2023/02.html"), "gardens");
    says(now, &json!({"target": "5处"}));
    says(&now["targets"][0], &json!({"text": "10个", "current": false, "restated": false}));
    says(&now["targets"][1], &json!({"text": "5处", "current": true, "restated": false}));
    assert_eq!(now["targets"][1]["date"]["text"], "2022年12月16日");
    let before = real_on("2022-12-15", "2023/02.html");
    says(
        at(&before, "gardens"),
        &json!({"target": "10个", "targets": [{
            "text": "10个", "date": null, "current": true, "restated": false,
            "source": at(&before, "gardens")["targets"][0]["source"], "note": at(&before, "gardens")["targets"][0]["note"],
        }]}),
    );
    // A reading is held to the unit of the target it is reported against.
    let test = |unit: &str, month: &str| {
        let yaml = format!(
            "indicators:\n  - {{id: a, name: 花园, unit: 处, targets: [{{value: 10, unit: 个}}, {{value: 5, date: 2020-07-01}}]}}\nreports:\n  - as_of: {month}\n    readings: {{a: {{value: 4, unit: {unit}}}}}\n"
        );
        TestSite::new().project(&yaml)
    };
    assert_eq!(findings(&test("个", "2020-06")), [""; 0]);
    assert_eq!(findings(&test("个", "2020-09")), ["6 unit-differs"]);
    assert_eq!(findings(&test("处", "2020-09")), [""; 0]);
    says(at(&view(&test("个", "2020-06").at("2020-06-30"), "2020/01.html"), "a"), &json!({"ratio": "4/10（40%）"}));
    says(at(&view(&test("处", "2020-09"), "2020/01.html"), "a"), &json!({"ratio": "4/5（80%）"}));
}

#[test]
fn case_18_left_to_the_city() {
    says(at(real("2023/06.html"), "summer-camps"), &json!({"target": "80个（以市下达指标数为准）"}));
    let test = TestSite::new().project(
        "indicators:\n  - id: a\n    name: 暑托班\n    unit: 个\n    targets:\n      - {pending: 控制在市下达指标数内}\n      - {value: 76, date: 2020-06}\nreports:\n  - as_of: 2020-05\n    readings: {a: 40}\n  - as_of: 2020-09\n    readings: {a: 76}\n",
    );
    let before = view(&test.clone().at("2020-05-31"), "2020/01.html");
    says(
        at(&before, "a"),
        &json!({"target": "控制在市下达指标数内", "figure": "40个", "percent": null, "bar": null, "uncounted": "pending"}),
    );
    says(&before, &json!({"counted": 0, "bar": null}));
    says(at(&view(&test, "2020/01.html"), "a"), &json!({"target": "76个", "ratio": "76/76（100%）", "status": "completed"}));
}

#[test]
fn case_19_a_promise_without_a_number() {
    says(at(real("2020/03.html"), "doorstep"), &json!({"target": "81个", "ratio": "65/81（80.2%）", "status": "on_pace"}));
    let parts = &at(real("2020/03.html"), "doorstep")["parts"];
    says(parts, &json!({"by_stage": true, "total": "81个"}));
    let august = real_on("2020-08-31", "2020/03.html");
    says(at(&august, "doorstep"), &json!({"target": "一批", "percent": null, "bar": null, "status": "no_data", "uncounted": "no_number"}));
    one_says("unit: 个, target: {text: 一批}", "65", &json!({"target": "一批", "figure": "65个", "bar": null, "uncounted": "no_number"}));
}

#[test]
fn case_20_a_scope_that_widened() {
    let shows = at(real("2020/05.html"), "shows");
    assert!(shows["notes"][0].as_str().expect("a note").contains("特色活动"));
    // Whoever takes a figure out of the count says why.
    assert_eq!(findings(&one("unit: 场, target: 100", "{value: 260, counted: no}")), ["6 uncounted-unexplained"]);
    one_says(
        "unit: 场, target: 100",
        "{value: 260, counted: no, note: 读数含特色活动}",
        &json!({"figure": "260场", "percent": null, "ratio": null, "bar": null, "uncounted": "not_comparable", "status": "under_way"}),
    );
}

#[test]
fn case_21_and_27_three_areas_in_two_batches() {
    let area = at(real("2020/01.html"), "area");
    says(area, &json!({"target": "100万平方米", "ratio": null, "bar": null, "status": "under_way"}));
    says(&area["targets"][0], &json!({"text": "100万平方米", "current": true}));
    says(&area["targets"][1], &json!({"text": "约116万平方米", "current": false, "restated": true}));
    says(&area["parts"], &json!({"by_stage": false, "total": "116万平方米"}));
    assert_eq!(area["parts"]["segments"][0]["text"], "46万平方米");
    says(real("2020/01.html"), &json!({"counted": 0, "total": 1, "bar": null}));
    warned("2020/projects/01.yaml contradicting-target");
    let batches = "{value: 116, breakdown: [{label: 第一批, value: 46}, {label: 第二批, value: 70.3}]}";
    assert_eq!(findings(&one("unit: 万平方米, target: 100", batches)), ["6 breakdown-sum"]);
    // What last year left over is told by the plan and by the project it came from.
    let plan = &real("2020/01.html")["milestones"];
    assert!(plan[0]["text"].as_str().expect("text").contains("2019年结转项目"));
    assert_eq!(real("2020/01.html")["related"][0]["year"], 2023);
}

#[test]
fn case_22_one_name_over_the_years() {
    let objects = real("archive.html")["objects"].as_array().expect("objects");
    let camps = objects.iter().find(|object| object["name"] == "爱心暑托班").expect("爱心暑托班");
    let promises = camps["promises"].as_array().expect("promises");
    says(&promises[0], &json!({"year": 2023, "target": "80个（以市下达指标数为准）", "figure": "", "draft": true}));
    says(&promises[1], &json!({"year": 2020, "target": "26个", "figure": "", "status": "suspended", "draft": false}));
    assert!(!camps.to_string().contains('%'), "years are put side by side, never divided");
    // A figure keeps the unit it was reported in.
    let test = TestSite::new()
        .file("content/2021/year.yaml", "title: 2021年实事项目\n")
        .file("content/2021/projects/01.yaml", "title: 活动\nindicators: [{id: a, name: 活动, object: 活动, unit: 场, target: 1}]\n")
        .project("indicators: [{id: a, name: 活动, object: 活动, unit: 场, target: 1}]\nreports: [{as_of: 2020-09, readings: {a: {value: 3500, qualifier: 余, unit: 场次}}}]\n");
    assert_eq!(view(&test, "archive.html")["objects"][0]["promises"][1]["figure"], "3500余场次");
}

#[test]
fn case_23_declared_beside_computed() {
    let test = TestSite::new().project(
        "indicators:\n  - {id: begun, name: 加装电梯开工, unit: 台, target: 400}\n  - {id: done, name: 加装电梯完工, unit: 台, target: 150}\nreports:\n  - as_of: 2020-09\n    readings:\n      begun: {value: 312, declared: completed}\n      done: 301\ndeclared_status: {status: completed, text: 完成年度预定目标}\n",
    );
    let page = view(&test, "2020/01.html");
    says(at(&page, "begun"), &json!({"ratio": "312/400（78%）", "status": "on_pace", "declared": "完成"}));
    says(at(&page, "done"), &json!({"ratio": "301/150（200.7%）", "status": "over_fulfilled", "declared": null}));
    says(&page, &json!({"status": "on_pace", "formula": "(78% + 100%) ÷ 2 = 89%"}));
    says(&page["declared"], &json!({"status_text": "完成", "differs": true, "text": "完成年度预定目标"}));
    assert_eq!(findings(&test), ["8 declared-short", "10 declared-short"]);
    says(&real("2020/08.html")["declared"], &json!({"status_text": "超额完成", "differs": false}));
}

// Time.

#[test]
fn case_24_and_28_dates_are_not_invented() {
    let page = real("2020/04.html");
    assert_eq!(page["as_of"], json!({"machine": "2020-09", "text": "2020年9月"}));
    assert_eq!(at(page, "new-spots")["forecast"], "预计10月中旬全部完成");
    assert!(at(real("2020/01.html"), "area")["stage"].as_str().expect("text").contains("8月底已开工"));
    // A month's figures are known when the month is over, a day's on that day.
    says(&real_on("2020-09-29", "2020/08.html"), &json!({"status": "no_data", "as_of": null, "reports": []}));
    says(&real_on("2020-09-30", "2020/08.html"), &json!({"status": "over_fulfilled"}));
    let dated = TestSite::new()
        .project("indicators: [{id: a, name: 泊位, unit: 个, target: 300}]\nreports: [{as_of: 2020-09-15, readings: {a: 340}}]\n");
    assert_eq!(view(&dated.clone().at("2020-09-15"), "2020/01.html")["as_of"]["text"], "2020年9月15日");
    says(&view(&dated.at("2020-09-14"), "2020/01.html"), &json!({"status": "no_data"}));
    for date in ["2020年9月", "8月底", "即日起", "2020", "主汛期前"] {
        let test = TestSite::new().project(&format!("reports:\n  - as_of: {date}\n    note: 进展\n"));
        assert_eq!(findings(&test), ["3 bad-date"], "{date}");
    }
    // 即日起 is the day of the call; a call that ends before it begins is a slip.
    let call = real("2023/index.html")["timeline"][0].clone();
    assert_eq!((&call["date"]["text"], &call["end"]["text"]), (&json!("2022年8月25日"), &json!("2022年10月31日")));
    let year = "title: 2020年实事项目\ntimeline:\n  - {date: 2022-10-31, end: 2022-08-25, text: 征集}\n";
    assert_eq!(findings(&TestSite::new().file("content/2020/year.yaml", year)), ["3 date-order"]);
    // A report cannot speak of days after the year's own date.
    let late = "reports:\n  - as_of: 2020-10\n    note: 进展\n";
    assert_eq!(findings(&TestSite::new().project(late)), ["3 reading-after-as-of"]);
}

#[test]
fn case_25_four_dates_of_a_paper() {
    let paper = real("documents/2020-goals.html");
    says(paper, &json!({"number": "长府〔2020〕8号", "openness": "此件公开发布", "published": null}));
    assert_eq!((&paper["dated"]["text"], &paper["issued"]["text"]), (&json!("2020年2月26日"), &json!("2020年2月26日")));
    assert_eq!(real("documents/2020-progress.html")["dated"]["text"], "2020年9月");
    assert_eq!(real("documents/2023-participation.html")["dated"], Value::Null, "the draft has no date");
    let paper = |dates: &str| TestSite::new().file("content/documents/a.md", &format!("---\ntitle: 通知\n{dates}---\n正文\n"));
    let all = paper("dated: 2020-02-26\nissued: 2020-02-27\npublished: 2020-03-02\n");
    let page = view(&all, "documents/a.html");
    let dates = [&page["dated"]["text"], &page["issued"]["text"], &page["published"]["text"]];
    assert_eq!(dates, [&json!("2020年2月26日"), &json!("2020年2月27日"), &json!("2020年3月2日")]);
    assert_eq!(findings(&all), [""; 0]);
    assert_eq!(findings(&paper("published: 2020-10-01\n")), ["3 future-date"]);
}

#[test]
fn case_26_early_for_the_year_and_late_for_the_quarter() {
    let roads = |as_of: &str, figure: &str, state: &str| {
        TestSite::new().file("content/2020/year.yaml", &format!("title: 2020年实事项目\nas_of: {as_of}\n")).project(&format!(
            "indicators:\n  - {{id: roads, name: 积水路段, unit: 个, target: 3}}\nmilestones:\n  - {{period: 2020-Q2, text: 主汛期前完成, values: {{roads: 3}}, state: {state}}}\nreports:\n  - as_of: {as_of}\n    readings: {{roads: {figure}}}\n"
        ))
    };
    assert_eq!(findings(&roads("2020-06-30", "2", "planned")), ["5 milestone-missed"]);
    assert_eq!(findings(&roads("2020-06-30", "2", "missed")), [""; 0], "the plan says so itself");
    let june = view(&roads("2020-06-30", "2", "planned"), "2020/01.html");
    says(at(&june, "roads"), &json!({"ratio": "2/3（66.7%）", "status": "behind"}));
    assert_eq!(at(&june, "roads")["pace"]["milestone"]["text"], "2020年第二季度");
    let july = view(&roads("2020-07", "3", "missed"), "2020/01.html");
    says(at(&july, "roads"), &json!({"ratio": "3/3（100%）", "status": "completed"}));
    says(&july["milestones"][0], &json!({"state": "missed", "state_text": "未达到", "due": true, "values": ["积水路段 3个"]}));
    assert_eq!(findings(&roads("2020-07", "3", "missed")), [""; 0], "the figure is there by now");
    let quarter = &real("2020/09.html")["milestones"][1];
    assert!(quarter["note"].as_str().expect("a note").contains("7月份"), "the page says that July is the third quarter");
    // Plans that do not lead to the target: 110 and 60 beds of 250.
    warned("2020/projects/02.yaml milestone-sum");
}

// Organisations.

#[test]
fn case_29_and_30_one_body_by_many_names() {
    let test = TestSite::new()
        .file("content/departments.yaml", DEPARTMENTS)
        .project("lead: 文化旅游局\npartners: [科 委, 各街(镇)]\nreports: [{as_of: 2020-09, by: 上海市地区工作办公室, note: 进展}]\n");
    let page = view(&test, "2020/01.html");
    assert_eq!(page["lead"][0]["title"], "区文旅局");
    assert_eq!(page["partners"][0], json!({"title": "区科委", "href": "departments/kewei.html"}));
    assert_eq!(page["partners"][1]["title"], "各街镇");
    assert_eq!(page["reports"][0]["by"]["title"], "上海市地区工作办公室");
    assert_eq!(findings(&test), [""; 0]);
    // A member of the group has the project on its own page.
    assert_eq!(view(&test, "departments/chengjiaqiao.html")["years"][0]["cards"][0]["href"], "2020/01.html");
    assert_eq!(real("2020/01.html")["reports"][0]["by"]["title"], "上海市地区工作办公室");
    let twice = TestSite::new().file("content/departments.yaml", DEPARTMENTS).project("lead: 文旅局\npartners: [文化旅游局]\n");
    assert_eq!(findings(&twice), ["3 two-spellings"]);
    let claimed = format!("{DEPARTMENTS}- {{id: xin, name: 新街道, aliases: [程桥街道]}}\n");
    assert_eq!(findings(&TestSite::new().file("content/departments.yaml", &claimed)), ["10 duplicate-name"]);
}

#[test]
fn case_31_and_33_a_name_with_a_slip() {
    let of = |name: &str| TestSite::new().file("content/departments.yaml", DEPARTMENTS).project(&format!("lead: {name}\n"));
    let slip = of("退役军人事务工领导小组");
    assert_eq!(findings(&slip), ["2 unknown-department"]);
    let shown = report(&slip.build(), Format::Human, Language::Chinese);
    assert!(shown.contains("是否想写 `退役军人事务工作领导小组`"), "{shown}");
    assert_eq!(findings(&of("各街镇 1、实施100万平方米精品小区建设。")), ["2 unknown-department"]);
}

#[test]
fn case_32_who_leads() {
    says(real("2020/03.html"), &json!({"partners": []}));
    assert_eq!(real("2020/03.html")["lead"], json!([{"title": "各街镇", "href": "departments/ge-jiezhen.html"}]));
    let two = real("2020/02.html");
    assert_eq!(two["lead"].as_array().map(Vec::len), Some(2));
    assert_eq!(at(two, "beds")["lead"][0]["title"], "区民政局");
    assert_eq!(at(two, "nursing-beds")["lead"][0]["title"], "区卫健委");
    let test = TestSite::new()
        .file("content/departments.yaml", DEPARTMENTS)
        .project("lead: 区府办(电子政务办、审改办)\npartners: [市场监管局]\n")
        .file("content/2020/projects/02.yaml", "title: 项目二\nlead: 市场监管局\n");
    assert_eq!(view(&test, "2020/01.html")["lead"][0]["title"], "区府办（电子政务办、审改办）");
    let cards = view(&test, "departments/shichang.html")["years"][0]["cards"].clone();
    let leads: Vec<&Value> = cards.as_array().expect("cards").iter().map(|card| &card["lead"][0]).collect();
    assert_eq!(leads, ["区府办（电子政务办、审改办）", "市场监管局"], "once a helper, once the leader");
    says(&view(&TestSite::new().project("lead: []\n"), "2020/01.html"), &json!({"lead": [], "partners": []}));
}

// Text.

#[test]
fn case_34_to_36_signs_without_partners() {
    let official = |text: &str| TestSite::new().project(&format!("official_text: {text}\n"));
    assert_eq!(findings(&official("暂停举办小学生爱心暑托班”的文件精神")), ["2 unbalanced-brackets"]);
    assert_eq!(findings(&official("改造(含厨卫）")), ["2 mixed-width"], "a pair all the same");
    assert_eq!(findings(&official("更整新46个健身点328件器材;配送200课时，共10个")), ["2 mixed-width"]);
    assert_eq!(findings(&official("更整新46个健身点;配送200课时")), [""; 0], "one width throughout");
    assert_eq!(findings(&official("活动 **3500** 余场次")), ["2 stray-markup"]);
    warned("2020/projects/04.yaml mixed-width");
    // The official sentence keeps the signs of the paper.
    assert!(real("2020/04.html")["official_text"].as_str().expect("text").contains("健身点;更整新46个"));
    assert_eq!(findings(&one("unit: 场, target: 10000", "\"**3500** 余\"")), ["6 bad-number"]);
    let note = one("unit: 场, target: 10000", "{value: 3500, note: 活动**3500**余场次}");
    assert_eq!(at(&view(&note, "2020/01.html"), "a")["notes"][0], "<p>活动<strong>3500</strong>余场次</p>\n");
}

#[test]
fn case_37_lines_broken_within_words() {
    let broken = |text: &str| view(&TestSite::new().project(&format!("official_text: {text}\n")), "2020/01.html")["official_text"].clone();
    assert_eq!(
        broken("实施100万平方米精品小\n  区建设，改造1000户\n  残疾人家庭。"),
        "实施100万平方米精品小区建设，改造1000户残疾人家庭。"
    );
    assert_eq!(broken(">\n  实施精品小\n  区建设。"), "实施精品小区建设。");
    assert_eq!(broken("|\n  实施精品小\n  区建设。"), "实施精品小区建设。");
    assert_eq!(broken("\"实施精品小\n  区建设。\""), "实施精品小区建设。");
    // Between Latin words and on one line a space stays.
    assert_eq!(broken("推进 AI\n  plus 早餐"), "推进 AI plus 早餐");
    assert_eq!(broken("关于 实事项目"), "关于 实事项目");
    // A number broken in two is none.
    assert_eq!(findings(&TestSite::new().project("indicators:\n  - id: a\n    name: 活动\n    target: 35\n      00\n")), ["5 bad-number"]);
}

#[test]
fn case_38_many_ways_to_number() {
    for ordinal in ["一", "（一）", "1、", "案例一"] {
        assert_eq!(findings(&TestSite::new().project(&format!("ordinal: {ordinal}\n"))), ["2 bad-number"], "{ordinal}");
    }
    let twice = TestSite::new().project("").file("content/2020/projects/b.yaml", "title: 项目二\nordinal: 1\n");
    assert_eq!(findings(&twice), ["2 duplicate-ordinal"]);
    // The place in a paper is its own words, and four papers in one file are told apart by them.
    let basis = &real("2023/02.html")["basis"][0];
    assert!(basis["text"].as_str().expect("text").ends_with("草案第二项"), "{basis}");
    let ordinals: Vec<&Value> = real("2023/index.html")["cards"].as_array().expect("cards").iter().map(|card| &card["ordinal"]).collect();
    assert_eq!(ordinals, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
}

#[test]
fn case_39_two_papers_two_words() {
    let text = real("documents/2023-proposals.html").to_string();
    assert!(text.contains("问绩于民") && text.contains("问效于民"), "both are kept, neither is put right");
}

// The list.

#[test]
fn the_list_names_every_case_once_and_what_holds_it() {
    let list = include_str!("../../docs/edge-cases.md");
    let rows: Vec<Vec<&str>> = list.lines().filter(|line| line.starts_with("| ")).map(|line| line.split(" | ").collect()).collect();
    let numbers: Vec<u32> = rows.iter().filter_map(|row| row[0].trim_start_matches("| ").parse().ok()).collect();
    assert_eq!(numbers, (1..=41).collect::<Vec<_>>());
    let tests = include_str!("edge_cases.rs");
    for row in rows.iter().filter(|row| row[0].ends_with(|c: char| c.is_ascii_digit())) {
        for name in row[3].split('`').skip(1).step_by(2) {
            let is_test = name.starts_with("case_");
            let known = if is_test { tests.contains(&format!("fn {name}_")) } else { Code::ALL.iter().any(|code| code.name() == name) };
            assert!(known, "{name} holds nothing: {row:?}");
        }
    }
}

//! What changed from one build to another: exact texts, exact JSON, the page to sign.

use gongshi::{
    compare::{self, Difference},
    diag::Language,
    output::{Digest, Files, Imprint, Manifest, Meta, Read, Reader},
};
use scraper::{Html, Selector};

use super::{
    signing::{self, gongshi, stderr, stdout},
    support::TestSite,
};

/// A finished site in memory.
struct Finished(Files, Manifest);

impl Reader for Finished {
    fn read(&self, path: &str) -> Read {
        Ok(self.0.get(path).map(|bytes| bytes.to_vec()))
    }
}

fn finished(site: &TestSite, number: Option<u32>) -> Finished {
    let built = site.built();
    let date = |number: u32| format!("2020-1{number}-15");
    let publication = number.map(|number| Imprint { number, date: date(number), content: Digest::of(b""), previous: None });
    let meta = Meta { as_of: built.as_of.clone(), publication, ..Meta::default() };
    let manifest = Manifest::of(&built.files, &meta);
    Finished(built.files, manifest)
}

fn difference(before: &Finished, after: &Finished) -> Difference {
    compare::compare(Some((&before.1, before)), (&after.1, after)).expect("memory does not fail")
}

/// A site of three projects, as published on the day of its September figures.
fn before() -> TestSite {
    TestSite::new()
        .file("content/departments.yaml", "- {id: traffic, name: 区建管委}\n- {id: civil, name: 区民政局}\n")
        .file("content/2020/projects/02.yaml", PARKING)
        .file("content/2020/projects/05.yaml", "title: 社区食堂\nordinal: 5\n")
        .file("content/2020/projects/07.yaml", "title: 口袋公园\nordinal: 7\n")
}

const PARKING: &str = "title: 错时停车\nordinal: 2\nlead: 区建管委\n\
    indicators:\n  - {id: spaces, name: 泊位, unit: 个, target: 300}\n\
    reports:\n  - as_of: 2020-08\n    readings: {spaces: 120}\n";

/// The same in October: a reading, a new target with its correction, a new department, a title; one project new, one
/// withdrawn, one gone.
fn after() -> TestSite {
    let parking = PARKING
        .replace("title: 错时停车", "title: 错时<共享>停车")
        .replace("lead: 区建管委", "lead: 区民政局")
        .replace("target: 300}", "targets: [{value: 300}, {value: 400, date: 2020-09-10}]}");
    before()
        .file("content/2020/year.yaml", "title: 2020年实事项目\nas_of: 2020-10-31\n")
        .file(
            "content/2020/projects/02.yaml",
            &format!(
                "{parking}  - as_of: 2020-10\n    readings: {{spaces: 240}}\n\
                 corrections:\n  - {{date: 2020-10-12, what: 泊位目标, was: 300个, now: 400个, reason: 公文印错}}\n\
                 notes: [{{text: 分两批划线。}}]\n"
            ),
        )
        .file(
            "content/2020/projects/05.yaml",
            "title: 社区食堂\nordinal: 5\nwithdrawn: {date: 2020-10-20, reason: 并入养老服务, authority: 区政府常务会议}\n",
        )
        .file(
            "content/2020/projects/09.yaml",
            "title: 图书驿站\nordinal: 9\nindicators:\n  - {id: a, name: 驿站, unit: 座, target: 4}\nreports:\n  - as_of: 2020-10\n    readings: {a: 1}\n",
        )
        .without("content/2020/projects/07.yaml")
}

impl TestSite {
    fn without(mut self, path: &str) -> Self {
        assert!(self.files.remove(path), "no {path}");
        self
    }
}

/// The lines on projects: from the summary to the files.
fn projects(text: &str, files: &str) -> String {
    let lines: Vec<&str> = text.lines().skip(1).take_while(|line| *line != files).collect();
    lines.join("\n") + "\n"
}

#[test]
fn what_changed_is_told_in_words_that_can_be_signed() {
    let difference = difference(&finished(&before(), Some(1)), &finished(&after(), None));
    let zh = difference.text(Language::Chinese);
    assert_eq!(zh.lines().next(), Some("第1次发布（2020年11月15日，数字截至2020年9月30日） → 未发布的构建（数字截至2020年10月31日）"));
    assert_eq!(
        projects(&zh, "文件，按类："),
        "项目：新增 1，有变化 1，撤回 1，不再公布 1\n\
         2020年第2项 错时<共享>停车：进度 40% → 60%，名称 错时停车 → 错时<共享>停车，主责部门 区建管委 → 区民政局\n\
         \u{20} 目标 泊位：300个 → 400个\n\
         \u{20} 数字 泊位：120个 → 240个\n\
         \u{20} 新读数 泊位：2020年10月，240个\n\
         \u{20} 更正（2020年10月12日）：泊位目标；300个 → 400个；公文印错\n\
         \u{20} 其他有变化的内容：说明\n\
         2020年第5项 社区食堂：撤回，状态 无数据 → 取消\n\
         \u{20} 撤回（2020年10月20日）：并入养老服务；区政府常务会议\n\
         2020年第7项 口袋公园：不再公布\n\
         2020年第9项 图书驿站：新增，进度 25%，状态 慢序\n"
    );
    let en = difference.text(Language::English);
    assert_eq!(
        en.lines().next(),
        Some("publication 1 (15 November 2020, figures as of 30 September 2020) → a build not published (figures as of 31 October 2020)")
    );
    assert_eq!(
        projects(&en, "files by kind:"),
        "projects: 1 new, 1 changed, 1 withdrawn, 1 no longer published\n\
         2020 No. 2 错时<共享>停车: progress 40% → 60%, title 错时停车 → 错时<共享>停车, led by 区建管委 → 区民政局\n\
         \u{20} target 泊位: 300 个 → 400 个\n\
         \u{20} figure 泊位: 120 个 → 240 个\n\
         \u{20} new reading 泊位: October 2020, 240 个\n\
         \u{20} correction of 12 October 2020: 泊位目标; 300个 → 400个; 公文印错\n\
         \u{20} also changed: notes\n\
         2020 No. 5 社区食堂: withdrawn, status no data → cancelled\n\
         \u{20} withdrawn on 20 October 2020: 并入养老服务; 区政府常务会议\n\
         2020 No. 7 口袋公园: no longer published\n\
         2020 No. 9 图书驿站: new, progress 25%, status behind\n"
    );
    // The page of project 7, and that of the status nobody has any more.
    assert!(zh.contains("\n  部门：") && zh.contains("\n撤下页面 2 个\n"), "{zh}");
    assert!(en.contains("\n  departments: ") && en.contains("\npages that go: 2\n"), "{en}");
    assert_eq!((difference.gone_pages, difference.is_empty()), (2, false));
}

#[test]
fn the_json_keeps_its_shape_and_its_digits() {
    let yaml = |reading: &str| PARKING.replace("spaces: 120", &format!("spaces: {reading}"));
    let site = |reading: &str| before().file("content/2020/projects/02.yaml", &yaml(reading));
    let (before, after) = (finished(&site("120.50"), Some(1)), finished(&site("133.60"), Some(2)));
    let json = serde_json::to_string_pretty(&difference(&before, &after)).expect("JSON");
    let sum = |site: &Finished| site.0.values().map(|bytes| bytes.len()).sum::<usize>();
    let digest = |site: &Finished| Digest::of(site.1.to_json().as_bytes());
    let head = include_str!("comparing/difference.txt")
        .replace("@before-bytes", &sum(&before).to_string())
        .replace("@after-bytes", &sum(&after).to_string())
        .replace("@before", &digest(&before).to_string())
        .replace("@after", &digest(&after).to_string())
        .replace("@files", &before.0.len().to_string());
    assert!(json.starts_with(&head), "{json}");
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["after", "before", "files", "format", "gone_pages", "pages", "projects", "unread", "years"]);
    assert!(
        value["pages"].as_array().expect("a list").contains(&serde_json::json!({"kind": "projects", "new": 0, "changed": 1, "removed": 0}))
    );
    assert_eq!((&value["gone_pages"], &value["unread"]), (&0.into(), &serde_json::json!([])));
}

#[test]
fn facts_of_every_kind_have_keys_of_their_own() {
    let json = serde_json::to_value(difference(&finished(&before(), Some(1)), &finished(&after(), None))).expect("JSON");
    let spaces = |fact: &str, before: serde_json::Value, after: serde_json::Value| serde_json::json!({"fact": fact, "id": "spaces", "name": "泊位", "before": before, "after": after});
    let figure = |value: u32| serde_json::json!({"value": value, "unit": "个"});
    let share = |percent: u32| serde_json::json!({"percent": percent, "qualifier": null});
    assert_eq!(
        json["years"][0]["projects"][0]["facts"],
        serde_json::json!([
            {"fact": "progress", "before": share(40), "after": share(60)},
            {"fact": "title", "before": "错时停车", "after": "错时<共享>停车"},
            {"fact": "lead", "before": ["区建管委"], "after": ["区民政局"]},
            spaces("target", figure(300), figure(400)),
            spaces("figure", figure(120), figure(240)),
            spaces("reading", serde_json::Value::Null, serde_json::json!({"as_of": "2020-10", "value": 240, "kind": "cumulative", "unit": "个"})),
            {"fact": "correction", "date": "2020-10-12", "what": "泊位目标", "was": "300个", "now": "400个", "reason": "公文印错"},
            {"fact": "other", "keys": ["notes"]},
        ])
    );
    assert_eq!(
        json["years"][0]["projects"][1]["facts"],
        serde_json::json!([
            {"fact": "status", "before": "no_data", "after": "cancelled"},
            {"fact": "withdrawn", "date": "2020-10-20", "reason": "并入养老服务", "authority": "区政府常务会议"},
        ])
    );
    let changes: Vec<_> = json["years"][0]["projects"].as_array().expect("a list").iter().map(|project| &project["change"]).collect();
    assert_eq!(changes, ["changed", "withdrawn", "gone", "new"]);
}

#[test]
fn a_first_publication_is_new_and_an_equal_one_is_nothing() {
    let site = finished(&before(), Some(1));
    let first = compare::compare(None, (&site.1, &site)).expect("memory does not fail");
    let zh = first.text(Language::Chinese);
    assert_eq!(zh.lines().next(), Some("首次：第1次发布（2020年11月15日，数字截至2020年9月30日）"));
    assert_eq!(
        projects(&zh, "文件，按类："),
        "项目：新增 3\n2020年第2项 错时停车：新增，进度 40%，状态 慢序\n2020年第5项 社区食堂：新增，状态 无数据\n2020年第7项 口袋公园：新增，状态 无数据\n"
    );
    assert_eq!((first.files.new, first.files.removed, first.gone_pages), (site.0.len(), 0, 0));
    let same = difference(&site, &site);
    assert!(same.is_empty());
    let count = site.0.len();
    let edition = "第1次发布（2020年11月15日，数字截至2020年9月30日）";
    assert_eq!(same.text(Language::Chinese), format!("{edition} → {edition}\n没有任何变化\n文件：未变 {count}\n"));
}

/// A site of one file.
fn record(json: &str) -> Finished {
    let files: Files = [("data/2019/projects/01.json".to_owned(), json.as_bytes().into())].into();
    let manifest = Manifest::of(&files, &Meta::default());
    Finished(files, manifest)
}

#[test]
fn records_of_other_versions_are_read_as_far_as_they_say_anything() {
    let old = record(r#"{"id": "01", "year": 2019, "title": "旧项目", "unknown": 1, "notes": []}"#);
    let new = record(
        r#"{"id": "01", "year": 2019, "title": "旧项目", "computed": {"status": "paused_by_a_later_version", "percent": 7}, "sites": [],
            "notes": [{"text": "x"}], "indicators": [{"id": "a", "name": "站", "targets": [{"min": 1, "max": 3, "unit": "家", "current": true}]}]}"#,
    );
    let text = difference(&old, &new).text(Language::Chinese);
    assert_eq!(
        projects(&text, "文件，按类："),
        "项目：有变化 1\n2019年项目01 旧项目：进度 无 → 7%，状态 无 → paused_by_a_later_version\n  新指标 站：目标：1-3家\n  其他有变化的内容：说明\n"
    );
    let broken = record("[]");
    let text = difference(&old, &broken).text(Language::English);
    assert!(text.contains("\nno project changed\n"), "{text}");
    assert!(text.ends_with("\ncould not be read or compared: data/2019/projects/01.json\n"), "{text}");
}

#[test]
fn the_page_to_sign_is_whole_and_escaped() {
    let difference = difference(&finished(&before(), Some(1)), &finished(&after(), None));
    for (language, tag, title, roles) in [
        (Language::Chinese, "zh-CN", "公示内容变更单", ["经办", "审核", "签发"]),
        (Language::English, "en", "Changes to the published site", ["Prepared by", "Checked by", "Approved by"]),
    ] {
        let text = difference.html(language);
        assert!(text.starts_with("<!DOCTYPE html>\n") && text.ends_with("</html>\n"));
        assert!(text.contains("错时&lt;共享&gt;停车") && !text.contains("<共享>"), "{text}");
        let page = Html::parse_document(&text);
        assert!(page.errors.is_empty(), "{:?}", page.errors);
        let all = |selector: &str| page.select(&Selector::parse(selector).expect("a selector")).collect::<Vec<_>>();
        let words = |selector: &str| all(selector).iter().map(|element| element.text().collect::<String>()).collect::<Vec<_>>();
        assert_eq!(all("html")[0].attr("lang"), Some(tag));
        assert_eq!((words("h1"), words("title")), (vec![title.to_owned()], vec![title.to_owned()]));
        assert!(all("link, script, img, [src], [href]").is_empty(), "the page needs no other file");
        assert!(all("th").iter().all(|cell| matches!(cell.attr("scope"), Some("row" | "col"))));
        assert_eq!(words(".sign tbody th"), roles);
        assert_eq!(all(".sign tbody td").len(), 6);
        let project = words("table:first-of-type tbody li");
        assert!(project.iter().any(|fact| fact.ends_with("40% → 60%")), "{project:?}");
    }
}

#[test]
fn the_program_compares_a_build_with_the_content_at_hand() {
    let (work, site) = signing::site();
    assert_eq!(gongshi(&["build", "-q"], &site, &[]).status.code(), Some(0));
    let same = gongshi(&["diff", "--exit-code"], &site, &[]);
    assert_eq!((same.status.code(), stdout(&same).lines().nth(1)), (Some(0), Some("nothing changed")), "{}", stderr(&same));
    let project = site.join("content/2026/projects/01.yaml");
    let text = std::fs::read_to_string(&project).expect("text");
    let title = text.lines().find_map(|line| line.strip_prefix("title: ")).expect("a title").to_owned();
    std::fs::write(&project, text.replace(&format!("title: {title}"), "title: 改了名")).expect("a write");
    let changed = gongshi(&["diff", "public", "--lang", "zh"], &site, &[]);
    assert_eq!(changed.status.code(), Some(0), "{}", stderr(&changed));
    assert!(stdout(&changed).contains(&format!("：名称 {title} → 改了名\n")), "{}", stdout(&changed));
    assert_eq!(gongshi(&["diff", "--exit-code"], &site, &[]).status.code(), Some(1));
    // The sheet is written once and never over something else.
    let sheet = gongshi(&["diff", "--format", "html", "--output", "../sheet.html"], &site, &[]);
    assert_eq!((sheet.status.code(), stdout(&sheet).as_str()), (Some(0), ""));
    let page = std::fs::read_to_string(work.path().join("sheet.html")).expect("a page");
    assert!(page.contains("改了名"));
    let again = gongshi(&["diff", "--format", "json", "--output", "../sheet.html"], &site, &[]);
    assert_eq!(again.status.code(), Some(3));
    assert!(stderr(&again).starts_with("error: cannot write `../sheet.html`: "), "{}", stderr(&again));
    assert_eq!(page, std::fs::read_to_string(work.path().join("sheet.html")).expect("a page"));
    // Two builds without the content, and content with a fault.
    assert_eq!(gongshi(&["build", "-q", "--output", "../next"], &site, &[]).status.code(), Some(0));
    let folders = gongshi(&["diff", "site/public", "next", "--format", "json"], work.path(), &[]);
    assert_eq!(folders.status.code(), Some(0), "{}", stderr(&folders));
    let json: serde_json::Value = serde_json::from_str(&stdout(&folders)).expect("JSON");
    assert_eq!(json["projects"], serde_json::json!({"new": 0, "changed": 1, "withdrawn": 0, "gone": 0}));
    std::fs::write(&project, "title: [\n").expect("a write");
    let faulty = gongshi(&["diff"], &site, &[]);
    assert_eq!(faulty.status.code(), Some(1));
    assert!(stderr(&faulty).ends_with("nothing was compared\n"), "{}", stderr(&faulty));
}

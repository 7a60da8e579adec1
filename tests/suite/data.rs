//! The files for machines, built from the real content: addresses exist, records follow their schemas, tables follow their
//! descriptor, feeds and the sitemap are what their readers expect.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use gongshi::{files::DiskFiles, plan::Choice};
use quick_xml::{Reader, events::Event};
use serde_json::Value;

use super::support::{TestSite, root};

const BASE: &str = "https://www.example.gov.cn/ssxm/";

/// The real site, as text by address.
fn real() -> BTreeMap<String, Arc<[u8]>> {
    let choice = Choice { base_url: Some(BASE.to_owned()), ..Choice::default() };
    super::support::build(&DiskFiles::new(&root()), &choice).built.expect("no faults").files
}

fn json(files: &BTreeMap<String, Arc<[u8]>>, path: &str) -> Value {
    serde_json::from_slice(files.get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A table's header and rows.
fn table(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let text = std::str::from_utf8(bytes).expect("UTF-8").strip_prefix('\u{feff}').expect("a byte order mark");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "lines end in CR LF, within cells too");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut rows = reader.records().map(|row| row.expect("as long as the header").iter().map(str::to_owned).collect::<Vec<_>>());
    (rows.next().expect("a header"), rows.collect())
}

#[test]
fn every_record_follows_its_schema() {
    let files = real();
    let mut judged: BTreeMap<String, usize> = BTreeMap::new();
    for path in files.keys().filter(|path| path.starts_with("data/2") && path.ends_with(".json")) {
        let record = json(&files, path);
        let schema = record["$schema"].as_str().unwrap_or_else(|| panic!("{path} names no schema"));
        let shape = format!("data/schema/{}", schema.rsplit('/').next().expect("a name"));
        assert_eq!(format!("{BASE}{shape}"), json(&files, &shape)["$id"], "{shape}");
        let validator = jsonschema::draft202012::new(&json(&files, &shape)).unwrap_or_else(|error| panic!("{shape}: {error}"));
        let faults: Vec<String> = validator.iter_errors(&record).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{path}: {faults:?}");
        *judged.entry(shape).or_default() += 1;
    }
    let judged: Vec<(&str, usize)> = judged.iter().map(|(shape, count)| (shape.as_str(), *count)).collect();
    assert_eq!(
        judged,
        [("data/schema/goal.json", 55), ("data/schema/project.json", 22), ("data/schema/proposal.json", 2), ("data/schema/year.json", 3)]
    );
}

#[test]
fn every_address_in_a_record_exists() {
    fn walk(value: &Value, each: &mut dyn FnMut(&str, &str)) {
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    if let (true, Some(address)) = (matches!(key.as_str(), "page" | "json"), value.as_str()) {
                        each(key, address);
                    }
                    walk(value, each);
                }
            }
            Value::Array(all) => all.iter().for_each(|value| walk(value, each)),
            _ => {}
        }
    }
    let files = real();
    let mut count = 0;
    for path in files.keys().filter(|path| path.starts_with("data/2") && path.ends_with(".json")) {
        walk(&json(&files, path), &mut |key, address| {
            let file = address.split('#').next().expect("a path");
            assert!(files.contains_key(file), "{path}: {key} {address}");
            count += 1;
        });
    }
    assert!(count > 300, "{count} addresses");
}

#[test]
fn tables_are_what_their_descriptor_says() {
    let files = real();
    let package = json(&files, "data/datapackage.json");
    let resources = package["resources"].as_array().expect("resources");
    let named: BTreeSet<String> = resources.iter().map(|r| format!("data/{}", r["path"].as_str().expect("a path"))).collect();
    let there: BTreeSet<String> = files.keys().filter(|path| path.ends_with(".csv")).cloned().collect();
    assert_eq!(named, there, "the descriptor names every table and no other");
    let strings = |value: &Value| -> Vec<String> {
        match value {
            Value::String(one) => vec![one.clone()],
            Value::Array(all) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    };
    let tables: BTreeMap<&str, (Vec<String>, Vec<Vec<String>>)> = resources
        .iter()
        .map(|r| (r["name"].as_str().expect("a name"), table(&files[&format!("data/{}", r["path"].as_str().expect("a path"))])))
        .collect();
    let cells = |name: &str, columns: &[String]| -> Vec<Vec<String>> {
        let (header, rows) = &tables[name];
        let at: Vec<usize> = columns.iter().map(|column| header.iter().position(|h| h == column).expect("a column")).collect();
        rows.iter().map(|row| at.iter().map(|at| row[*at].clone()).collect()).collect()
    };
    let mut foreign = 0;
    for resource in resources {
        let name = resource["name"].as_str().expect("a name");
        let schema = &resource["schema"];
        let fields: Vec<String> =
            schema["fields"].as_array().expect("fields").iter().map(|f| f["name"].as_str().expect("a name").to_owned()).collect();
        assert_eq!(tables[name].0, fields, "{name}");
        assert!(!tables[name].1.is_empty(), "{name} has no rows");
        let primary = strings(&schema["primaryKey"]);
        let keys = cells(name, &primary);
        let unique: BTreeSet<&Vec<String>> = keys.iter().collect();
        assert_eq!(unique.len(), keys.len(), "{name}: {primary:?} stands twice");
        for key in schema["foreignKeys"].as_array().into_iter().flatten() {
            let other = key["reference"]["resource"].as_str().expect("a table");
            let known: BTreeSet<Vec<String>> = cells(other, &strings(&key["reference"]["fields"])).into_iter().collect();
            for row in cells(name, &strings(&key["fields"])) {
                assert!(known.contains(&row) || row.iter().any(String::is_empty), "{name}: {row:?} is not in {other}");
                foreign += 1;
            }
        }
    }
    assert!(foreign > 200, "{foreign} references followed");
}

/// No total of a project stands on a row of a reading, and every reading of the records is one row.
#[test]
fn figures_are_never_doubled() {
    let files = real();
    let mut readings = 0;
    for path in files.keys().filter(|path| path.starts_with("data/2020/projects/")) {
        let project = json(&files, path);
        let indicators = project["indicators"].as_array().expect("indicators");
        readings += indicators.iter().map(|i| i["readings"].as_array().map_or(0, Vec::len)).sum::<usize>();
    }
    let (header, rows) = table(&files["data/2020/readings.csv"]);
    assert_eq!(rows.len(), readings);
    assert!(!header.iter().any(|column| column.contains("project_") || column == "title" || column == "total"), "{header:?}");
}

/// The texts of all elements of a name, and of an attribute of it.
fn elements(bytes: &[u8], name: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut reader = Reader::from_str(text);
    let mut found: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    let mut open = false;
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Eof => return found,
            Event::Start(start) | Event::Empty(start) if start.name().as_ref() == name => {
                let attributes = start.attributes().map(|attribute| attribute.expect("an attribute"));
                let pair = |a: quick_xml::events::attributes::Attribute<'_>| (a.key.as_ref().to_owned(), a.value.into_owned());
                found.push((String::new(), attributes.map(pair).collect()));
                open = true;
            }
            Event::End(end) if end.name().as_ref() == name => open = false,
            Event::Text(words) if open => {
                if let Some((text, _)) = found.last_mut() {
                    *text += &words;
                }
            }
            _ => {}
        }
    }
}

#[test]
fn feeds_say_what_changed_and_when() {
    let files = real();
    let feed = &files["feed.xml"];
    let ids: Vec<String> = elements(feed, "id").into_iter().map(|(text, _)| text).collect();
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "ids are unique");
    assert!(ids[1..].iter().all(|id| id.starts_with("tag:www.example.gov.cn,")), "{ids:?}");
    let updated: Vec<String> = elements(feed, "updated").into_iter().map(|(text, _)| text).collect();
    assert_eq!(updated[0], updated[1..].iter().max().cloned().expect("entries"), "the feed is as new as its newest entry");
    assert!(updated[1..].windows(2).all(|pair| pair[0] >= pair[1]), "the newest comes first");
    for (_, link) in elements(feed, "link") {
        let page = link["href"].strip_prefix(BASE).expect("an address of the site");
        assert!(files.contains_key(page.split('#').next().expect("a path")) || page.is_empty(), "{page}");
    }
    let text = String::from_utf8_lossy(feed);
    assert!(text.contains("暂停") && text.contains("爱心暑托班"), "the suspension of 2020");
    // A later text gives the same ids.
    let site =
        |title: &str| {
            TestSite::new()
            .file("content/site.yaml", "title: 站\nbase_url: https://example.org/\n")
            .file("content/2020/year.yaml", "title: 2020年\nas_of: 2020-09\n")
            .file("content/2020/projects/01.yaml", &format!(
                "title: {title}\nindicators: [{{id: a, name: 床位, target: 3}}]\nreports: [{{as_of: 2020-09, readings: {{a: 2}}}}]\n"
            ))
            .built()
        };
    let ids = |title| elements(&site(title).files["feed.xml"], "id");
    assert_eq!(ids("床位"), ids("另一标题"));
}

#[test]
fn the_sitemap_names_every_page_but_the_404() {
    let files = real();
    let locations: BTreeSet<String> = elements(&files["sitemap.xml"], "loc").into_iter().map(|(text, _)| text).collect();
    let pages: BTreeSet<String> =
        files.keys().filter(|path| path.ends_with(".html") && *path != "404.html").map(|path| format!("{BASE}{path}")).collect();
    assert_eq!(locations, pages);
    for (date, _) in elements(&files["sitemap.xml"], "lastmod") {
        assert!(date.len() == 10 && ("2020-01-01".."2023-12-31").contains(&date.as_str()), "{date} is of the content");
    }
}

/// Nothing that is held back, and no comment, is in any file of data.
#[test]
fn what_is_held_back_is_in_no_file() {
    let project = |marker: &str, more: &str| {
        format!("title: {marker}床位\n{more}indicators: [{{id: a, name: {marker}, target: 3, note: \"{marker} <!-- {marker} -->\"}}]\n")
    };
    let site = TestSite::new()
        .file("content/2020/year.yaml", "title: 2020年\nas_of: 2020-09\n")
        .file("content/2020/projects/01.yaml", &project("公开", ""))
        .file("content/2020/projects/02.yaml", &project("机密甲", "draft: yes\n"))
        .file("content/2020/projects/03.yaml", &project("机密乙", "publish_on: 2030-01-01\n"))
        .file("content/2020/goals/01.yaml", "title: 机密丙\ndraft: yes\nprojects: [2020/02]\n")
        .file("content/2020/goals/02.yaml", "title: 公开目标\nprojects: [2020/02]\nnotes: [{text: 机密丁, date: 2031-01-01}]\n")
        .file("content/2020/proposals/1.yaml", "title: 机密戊\nkind: proposal\npublish_on: 2030-01-01\n")
        .file("content/2020/report.yaml", "title: 机密己\ndraft: yes\nstatements: [{id: a, kind: result, text: 机密己}]\n");
    let built = site.at("2020-10-01").built();
    assert!(built.files.contains_key("data/2020/goals/02.json") && !built.files.contains_key("data/2020/goals/01.json"));
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("机密"),
            "{path} says {}",
            text.split("机密").nth(1).unwrap_or_default().chars().take(9).collect::<String>()
        );
        assert!(!text.contains("<!-- 公开"), "{path} has a comment");
    }
}

/// What papers say only after the day asked for is on no page and in no file, and links to them are no faults.
#[test]
fn papers_of_a_later_day_are_in_no_file() {
    let site = || {
        TestSite::new()
        .file("content/2020/year.yaml", "title: 2020年\nas_of: 2020-06\nnotes:\n  - text: 见[会议](consultation/meeting.yaml)和[目标](goals/02.yaml)\n")
        .file("content/documents/early.md", "---\ntitle: 早\ndated: 2020-01-10\n---\n见[报告](../2020/report.yaml)。\n")
        .file("content/documents/late.md", "---\ntitle: 将来甲\ndated: 2020-12-20\n---\n将来\n")
        .file("content/2020/projects/01.yaml", "title: 床位\nindicators: [{id: a, name: 床位, target: 3}]\n")
        .file("content/2020/goals/01.yaml", "title: 早目标\nprojects: [2020/01]\nsource: early\n")
        .file("content/2020/goals/02.yaml", "title: 将来乙\nprojects: [2020/01]\nsource: late\n")
        .file("content/2020/consultation/call.yaml", "title: 早征集\npublished: 2020-01-05\nperiod: {start: 2020-01-05, end: 2020-03-05}\n")
        .file("content/2020/consultation/results.yaml", "title: 将来丙\nas_of: 2020-09-01\nopinions: [{topic: 将来}]\n")
        .file("content/2020/consultation/draft.yaml", "title: 将来丁\nitems: [{text: 将来}]\n")
        .file("content/2020/consultation/meeting.yaml", "title: 将来戊\ndate: 2020-08-01\nsource: early\n")
        .file(
            "content/2020/consultation/decision.yaml",
            "stages:\n  - {id: call, kind: call, title: 早公告, date: 2020-01-05}\n  - {id: draft, kind: draft, title: 将来草案}\n  - {id: meeting, kind: deliberation, title: 将来会议, date: 2020-08-01}\n\
             ways:\n  - {what: 早事, versions: [{stage: call, text: 早}, {stage: meeting, text: 将来己}], note: 将来庚}\n  - {what: 将来辛, project: 2020/01, versions: [{stage: draft, text: 将来}]}\n\
             notes: [{text: 将来壬}]\n",
        )
        .file("content/2020/proposals/1.yaml", "title: 早提案\nkind: proposal\nreceived: 2020-02-01\nreplied: 2020-10-01\nreply: {text: 将来癸}\noutcome: adopted\n")
        .file("content/2020/proposals/2.yaml", "title: 将来子\nkind: proposal\nreceived: 2020-11-01\n")
        .file("content/2020/proposals.yaml", "title: 将来丑\nas_of: 2020-11-30\ntotals: [{kind: proposal, value: 2}]\n")
        .file("content/2020/evaluation.yaml", "evaluations: [{id: a, title: 早评估, period: 2020-12, results: [{name: 将来寅, value: 91}]}]\n")
        .file("content/2020/report.yaml", "title: 将来卯\ndate: 2021-01-04\nstatements: [{id: a, kind: result, text: 将来, indicators: [2020/01#a]}]\n")
    };
    let built = site().at("2020-07-15").built();
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        let after = text.split("将来").nth(1).unwrap_or_default();
        assert!(!text.contains("将来"), "{path} says 将来{}", after.chars().take(9).collect::<String>());
    }
    let text = |path: &str| String::from_utf8_lossy(&built.files[path]).into_owned();
    assert!(!text("data/2020/proposals/1.json").contains("adopted"));
    for early in ["早征集", "早事", "早评估", "早提案"] {
        assert!(text("data/2020/year.json").contains(early), "{early}");
    }
    for path in ["2020/goals/02.html", "2020/proposals/2.html", "2020/work-report/index.html", "data/2020/goals/02.json"] {
        assert!(!built.files.contains_key(path), "{path}");
    }
    assert_eq!(built.next_change.as_deref(), Some("2020-08-01"));
    // On its day everything is there.
    assert!(site().at("2021-12-31").built().files.contains_key("2020/work-report/index.html"));
}

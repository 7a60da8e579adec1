//! The figures of the real papers, kept in `tests/facts.tsv`, against the pages built from `content/`: every figure
//! stands at the element the table names.

use std::{collections::BTreeMap, fs};

use gongshi::{diag::Severity, files::DiskFiles, plan::Choice};
use scraper::{Html, Selector};

use super::support::{page, root};

/// The text of an element with all white space and typographic thin spaces taken out.
fn text_of(element: scraper::ElementRef<'_>) -> String {
    element.text().collect::<String>().chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_figure_of_the_papers_stands_where_it_should() {
    let built = super::support::build(&DiskFiles::new(&root()), &Choice::default()).built.expect("no faults");
    let table = fs::read_to_string(root().join("tests/facts.tsv")).expect("the table");
    let mut pages: BTreeMap<&str, Html> = BTreeMap::new();
    let mut wrong = Vec::new();
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    for row in &rows {
        let &[paper, place, path, anchor, expected] = row.as_slice() else { panic!("five columns: {row:?}") };
        let html = pages.entry(path).or_insert_with(|| Html::parse_document(&page(&built, path)));
        let selector = Selector::parse(&format!("[id=\"{anchor}\"]")).expect("a selector");
        let expected: String = expected.chars().filter(|c| !c.is_whitespace()).collect();
        match html.select(&selector).next() {
            None => wrong.push(format!("{path} has no #{anchor} ({paper} {place})")),
            Some(element) if !text_of(element).contains(&expected) => {
                wrong.push(format!("{path}#{anchor} does not say {expected} ({paper} {place})"));
            }
            Some(_) => {}
        }
    }
    assert!(rows.len() >= 280, "the table has shrunk to {} rows", rows.len());
    assert!(wrong.is_empty(), "{} of {} figures are not there:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// The figures of the papers, kept in `tests/figures.tsv`, against the data built from `content/`: each stands at the JSON
/// pointer the table names.
#[test]
fn every_figure_of_the_papers_stands_in_the_data() {
    let built = super::support::build(&DiskFiles::new(&root()), &Choice::default()).built.expect("no faults");
    let table = fs::read_to_string(root().join("tests/figures.tsv")).expect("the table");
    let departments = page(&built, "data/departments.csv");
    let mut documents: BTreeMap<&str, (String, serde_json::Value)> = BTreeMap::new();
    let mut papers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in table.lines().skip(1) {
        let row: Vec<&str> = line.split('\t').collect();
        let &[paper, place, file, pointer, figure] = row.as_slice() else { panic!("five columns: {line}") };
        let (text, document) = documents.entry(file).or_insert_with(|| {
            let text = page(&built, file);
            let document = serde_json::from_str(&text).expect("JSON");
            (text, document)
        });
        *papers.entry(paper).or_default() += 1;
        let found = document.pointer(pointer);
        let is_there = match found {
            // The reader of this test drops last zeros; the file keeps them.
            Some(serde_json::Value::Number(number)) => {
                figure.parse::<f64>().ok() == number.as_f64() && text.contains(&format!(":{figure}"))
            }
            // A paper's spelling of a department is one of the registry's.
            Some(serde_json::Value::Object(named)) if named.contains_key("id") => {
                let id = format!("{},", named["id"].as_str().expect("an id"));
                let entry = departments.lines().find(|line| line.starts_with(&id)).unwrap_or_default();
                named["id"] == figure
                    || named.get("name").is_some_and(|name| name == figure)
                    || entry.split([',', ';', '"']).any(|name| name == figure)
            }
            Some(value) => value.as_str().map_or_else(|| value.to_string(), str::to_owned).contains(figure),
            None => false,
        };
        if !is_there {
            wrong.push(format!("{file}{pointer} says {found:?} and not {figure} ({paper} {place})"));
        }
    }
    assert!(wrong.is_empty(), "{} figures are not there:\n{}", wrong.len(), wrong.join("\n"));
    // So many rows each paper has; a row that goes must be missed.
    assert_eq!(papers, BTreeMap::from([("000", 291), ("001", 30), ("002", 584), ("004", 700)]));
}

/// The contradictions of the papers themselves, and nothing else, are what gongshi warns of.
#[test]
fn the_real_content_has_exactly_these_findings() {
    let outcome = super::support::build(&DiskFiles::new(&root()), &Choice::default());
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in &outcome.findings {
        assert_eq!(finding.severity, Severity::Warning);
        *counts.entry((finding.code.name(), finding.span.path.as_str())).or_default() += 1;
    }
    let expected = [
        (("contradicting-target", "content/2020/projects/01.yaml"), 1),
        (("contradicting-target", "content/2020/projects/07.yaml"), 1),
        (("contradicting-target", "content/2023/projects/01.yaml"), 1),
        (("goal-sum", "content/2020/goals/38.yaml"), 1),
        (("item-count", "content/2023/year.yaml"), 3),
        (("milestone-sum", "content/2020/projects/02.yaml"), 1),
        (("mixed-width", "content/2020/projects/04.yaml"), 1),
        (("mixed-width", "content/2020/projects/05.yaml"), 1),
        (("mixed-width", "content/2020/projects/07.yaml"), 1),
        (("mixed-width", "content/2023/projects/01.yaml"), 1),
        (("mixed-width", "content/2023/projects/06.yaml"), 1),
        (("over-not-declared", "content/2020/projects/09.yaml"), 1),
        (("silent-indicator", "content/2020/projects/05.yaml"), 1),
        (("unit-differs", "content/2020/projects/02.yaml"), 1),
        (("unit-differs", "content/2020/projects/05.yaml"), 1),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

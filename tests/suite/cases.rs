//! `tests/cases/<code>.txt`: for every diagnostic code a tiny site and the exact report it gets, in all three formats and
//! both languages. `GONGSHI_BLESS=1` writes what comes out; look at the difference before committing it.

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use gongshi::{
    diag::{Code, Language, render::Format},
    files::MemoryFiles,
    plan::Choice,
};

use super::support::{report, root};

/// A case file: its site, and the reports after it.
struct Case {
    files: MemoryFiles,
    site: String,
    reports: String,
}

/// Sections are `--- path ---`, with a remark in brackets where the text is not meant literally: `(escaped)` for
/// `\xFF`, `\r` and `\u{feff}`, `(link)` for a symbolic link, `(times N)` for a repeated text.
fn parse(text: &str) -> Case {
    let (site, reports) = text.split_once("=== ").map_or((text, ""), |(site, reports)| (site, reports));
    let mut files = MemoryFiles::default();
    let mut sections: Vec<(&str, String)> = Vec::new();
    for line in site.split_inclusive('\n') {
        match line.trim_end().strip_prefix("--- ").and_then(|rest| rest.strip_suffix(" ---")) {
            Some(header) => sections.push((header, String::new())),
            None => sections.last_mut().expect("a case begins with a section").1.push_str(line),
        }
    }
    for (header, text) in sections {
        let (path, remark) = header.split_once(" (").map_or((header, ""), |(path, remark)| (path, remark.trim_end_matches(')')));
        match remark.split_once(' ').unwrap_or((remark, "")) {
            ("", _) => files.insert(path, text),
            ("escaped", _) => files.insert(path, unescape(text.trim_end_matches('\n'))),
            ("link", _) => files.insert_link(path),
            ("times", count) => files.insert(path, text.repeat(count.parse().expect("a count"))),
            other => panic!("unknown remark {other:?}"),
        }
    }
    Case { files, site: site.to_owned(), reports: reports.to_owned() }
}

fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let code = &rest[at + 1..];
        let used = match code.as_bytes()[0] {
            b'x' => {
                out.push(u8::from_str_radix(&code[1..3], 16).expect("two hex digits"));
                3
            }
            b'u' => {
                let end = code.find('}').expect("a closing brace");
                let c = char::from_u32(u32::from_str_radix(&code[2..end], 16).expect("hex")).expect("a character");
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                end + 1
            }
            b'r' => {
                out.push(b'\r');
                1
            }
            b'n' => {
                out.push(b'\n');
                1
            }
            other => panic!("unknown escape {other}"),
        };
        rest = &code[used..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// The reports of a case, and the codes in them.
fn run(case: &Case) -> (String, BTreeSet<&'static str>) {
    let outcome = super::support::build(&case.files, &Choice { publishing: true, ..Choice::default() });
    let codes = outcome.findings.iter().map(|finding| finding.code.name()).collect();
    let mut out = String::new();
    for (title, format, language) in [
        ("human", Format::Human, Language::English),
        ("human zh", Format::Human, Language::Chinese),
        ("short", Format::Short, Language::English),
        ("json", Format::Json, Language::English),
    ] {
        let _ = write!(out, "=== {title}\n{}", report(&outcome, format, language));
    }
    (out, codes)
}

fn case_files() -> Vec<String> {
    let names = fs::read_dir(root().join("tests/cases")).expect("the cases");
    let mut names: Vec<String> = names.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_code_has_a_case_and_every_case_a_code() {
    let cases: BTreeSet<String> = case_files().into_iter().map(|name| name.trim_end_matches(".txt").to_owned()).collect();
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.name().to_owned()).collect();
    assert_eq!(cases, codes);
}

#[test]
fn every_case_gets_exactly_its_report() {
    let bless = env::var_os("GONGSHI_BLESS").is_some();
    let mut wrong = Vec::new();
    for name in case_files() {
        let path = root().join("tests/cases").join(&name);
        let text = fs::read_to_string(&path).expect("a case");
        let case = parse(&text);
        let (reports, codes) = run(&case);
        if bless {
            fs::write(&path, format!("{}{reports}", case.site)).expect("blessing");
        } else if reports != format!("=== {}", case.reports) {
            wrong.push(format!("{name}\n--- expected\n=== {}\n--- found\n{reports}", case.reports));
        }
        let own = Path::new(&name).file_stem().and_then(|stem| stem.to_str()).expect("a name");
        if !codes.contains(own) {
            wrong.push(format!("{name} reports {codes:?} but not its own code"));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n\n"));
}

//! The docs say what the code does: the content reference is the table's own print, and the diagnostics and the glossary
//! name what exists.

use std::{collections::BTreeSet, env, fmt::Write as _, fs};

use gongshi::{
    diag::Code,
    site::schema::{RECORDS, WORDS},
};

use super::support::root;

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// `docs/content.md` below its introduction.
fn reference() -> String {
    let cell = |text: &str| text.replace('|', "\\|");
    let mut out = String::new();
    for record in RECORDS {
        let _ = writeln!(out, "## {} {}\n\nStands as {}.\n", record.name, record.zh, record.place);
        out.push_str("| key | 中文 | takes | default | example | meaning |\n| --- | --- | --- | --- | --- | --- |\n");
        for key in record.keys {
            let _ = writeln!(
                out,
                "| `{}` | `{}` | {} | {} | `{}` | {} |",
                key.en,
                key.zh,
                cell(key.takes),
                cell(key.default),
                cell(key.example),
                cell(key.doc)
            );
        }
        out.push('\n');
    }
    out.push_str("# Words\n\n");
    for words in WORDS {
        let _ = writeln!(out, "## {}\n\n| word | 中文 | meaning |\n| --- | --- | --- |", words.name);
        for (en, zh, meaning) in words.words {
            let _ =
                writeln!(out, "| `{en}` | {} | {} |", zh.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", "), cell(meaning));
        }
        out.push('\n');
    }
    out.trim_end().to_owned() + "\n"
}

const MARK: &str = "<!-- From here on this file is written by the test `docs`: GONGSHI_BLESS=1 tests/run -->\n\n";

#[test]
fn the_content_reference_is_the_tables_own_print() {
    let text = read("docs/content.md");
    let (intro, found) = text.split_once(MARK).expect("the mark between introduction and reference");
    if env::var_os("GONGSHI_BLESS").is_some() {
        fs::write(root().join("docs/content.md"), format!("{intro}{MARK}{}", reference())).expect("blessing");
    } else {
        assert!(found == reference(), "docs/content.md is not what src/site/schema/ says: GONGSHI_BLESS=1 cargo test writes it");
    }
}

#[test]
fn every_key_and_word_is_unique_in_its_table() {
    for record in RECORDS {
        let mut seen = BTreeSet::new();
        for key in record.keys {
            assert!(seen.insert(key.en) && seen.insert(key.zh), "{}: {} or {} stands twice", record.name, key.en, key.zh);
        }
        assert!(record.keys.len() <= 64, "{}: the reader counts asked keys in 64 bits", record.name);
    }
    for words in WORDS {
        let mut seen = BTreeSet::new();
        for (en, zh, _) in words.words {
            assert!(seen.insert(*en) && zh.iter().all(|word| seen.insert(*word)), "{}: {en} stands twice", words.name);
        }
    }
}

#[test]
fn the_diagnostics_list_names_every_code_and_no_other() {
    let text = read("docs/diagnostics.md");
    let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("### ")).map(str::trim).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(headings, codes);
    for (at, code) in Code::ALL.iter().enumerate() {
        let start = text.find(&format!("### {}\n", code.name())).expect("its heading");
        let end = codes.get(at + 1).and_then(|next| text.find(&format!("### {next}\n"))).unwrap_or(text.len());
        let section = text[start..end].to_lowercase();
        assert!(section.contains(code.severity().name()), "{code}: the section does not say it is a {}", code.severity().name());
    }
}

#[test]
fn the_glossary_names_every_record_and_status() {
    let text = read("docs/glossary.md");
    for record in RECORDS {
        assert!(text.contains(&format!("| {} | {} |", record.name, record.zh)), "{} {} is not in the glossary", record.name, record.zh);
    }
}

#[test]
fn every_path_the_docs_name_exists() {
    for doc in [
        "README.md",
        "README.zh-CN.md",
        "docs/architecture.md",
        "docs/archive.md",
        "docs/comparing.md",
        "docs/content.md",
        "docs/data.md",
        "docs/diagnostics.md",
        "docs/glossary.md",
        "docs/markdown.md",
        "docs/privacy.md",
        "docs/publishing.md",
        "docs/publishing-folder.md",
        "docs/publishing-servers.md",
        "docs/verifying.md",
        "docs/share-cards.md",
    ] {
        let text = read(doc);
        for quoted in text.split('`').skip(1).step_by(2) {
            let first = quoted.split('/').next().unwrap_or_default();
            let is_path = quoted.contains('/') && ["src", "tests", "docs", "themes", ".ci", "benches"].contains(&first);
            if is_path && !quoted.contains(['<', '*', '{', ' ', '…']) {
                assert!(root().join(quoted.trim_end_matches('/')).exists(), "{doc} names {quoted}, which does not exist");
            }
        }
    }
}

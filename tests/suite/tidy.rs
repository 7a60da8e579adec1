//! The source keeps its own rules: imports point one way, nothing unfinished is left, and the project speaks of itself
//! alone.

use std::{fs, path::Path};

use super::support::root;

/// The modules in the order of the data; each may use those before it.
const ORDER: [&str; 19] = [
    "files", "memo", "meter", "diag", "syntax", "source", "privacy", "theme", "site", "plan", "output", "render", "pipeline", "cache",
    "watch", "serve", "record", "compare", "publish",
];
/// What a module may not use although it comes earlier.
const APART: [(&str, &[&str]); 4] = [("source", &["theme"]), ("site", &["theme"]), ("plan", &["theme", "source"]), ("render", &["source"])];

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let name = path.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path).expect("text")));
        }
    }
}

fn all(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    sources(&root().join(folder), &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder} is empty");
    found
}

/// The modules a file names after `crate::`.
fn used(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(inner) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for c in inner.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    c if depth == 0 && (c.is_ascii_alphanumeric() || c == '_') => word.push(c),
                    _ if depth == 0 && c == ':' && !word.is_empty() => {
                        found.push(std::mem::take(&mut word));
                        depth += 0;
                    }
                    ',' if depth == 0 => word.clear(),
                    _ => {}
                }
            }
        } else {
            found.push(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect());
        }
    }
    found.retain(|name| ORDER.contains(&name.as_str()) || name == "cli");
    found
}

#[test]
fn imports_point_one_way() {
    let mut wrong = Vec::new();
    for (name, text) in all("src") {
        let module = name.split('/').nth(1).expect("a module").trim_end_matches(".rs");
        let Some(place) = ORDER.iter().position(|m| *m == module) else { continue };
        for other in used(&text) {
            let later = ORDER.iter().position(|m| *m == other).is_none_or(|at| at > place);
            let apart = APART.iter().any(|(m, others)| *m == module && others.contains(&other.as_str()));
            if other != module && (later || apart) {
                wrong.push(format!("{name} uses crate::{other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_is_left_unfinished() {
    for (name, text) in all("src") {
        for word in ["todo!(", "unimplemented!(", "dbg!(", "FIXME", "XXX"] {
            assert!(!text.contains(word), "{name} has {word}");
        }
        assert!(text.starts_with("//!"), "{name} does not say what it is");
        let stem = Path::new(&name).file_stem().and_then(|s| s.to_str()).expect("a name");
        assert!(!["utils", "helpers", "common_utils", "manager", "misc"].contains(&stem), "{name} is named after nothing");
    }
}

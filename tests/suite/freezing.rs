//! `gongshi freeze`, the real program over real files: a frozen year cannot change without a word.

use std::{fs, path::Path, process::Output};

use assert_cmd::cargo::cargo_bin_cmd;
use tempfile::TempDir;

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("written");
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).expect("a file")
}

/// Run the program on a site.
fn run(root: &Path, args: &[&str]) -> Output {
    cargo_bin_cmd!("gongshi").arg("--root").arg(root).args(["--lang", "en"]).args(args).output().expect("it runs")
}

fn codes(root: &Path) -> Vec<String> {
    let output = run(root, &["check", "--format", "short"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned())).collect()
}

fn site() -> TempDir {
    let work = tempfile::tempdir().expect("a folder");
    let root = work.path();
    put(root, "content/site.yaml", "title: 测试站\n");
    put(root, "content/2020/year.yaml", "title: 2020年\n# 以上\nphase: archived\n");
    put(root, "content/2020/projects/01.yaml", "title: 床位\nindicators: [{id: a, name: 床位, target: 250}]\n");
    put(root, "content/2020/projects/01/plan.pdf", "%PDF one");
    put(root, "content/2021/year.yaml", "title: 2021年\n");
    work
}

#[test]
fn a_frozen_year_changes_only_with_a_correction() {
    let work = site();
    let root = work.path();
    let frozen = run(root, &["freeze", "2020", "--date", "2021-03-01"]);
    assert_eq!((frozen.status.code(), String::from_utf8_lossy(&frozen.stdout).as_ref()), (Some(0), "frozen: content/2020/year.yaml\n"));
    let year = read(root, "content/2020/year.yaml");
    let digest = year.split_once("digest: ").and_then(|(_, rest)| rest.split_once(',')).expect("a digest").0.to_owned();
    assert_eq!(year, format!("title: 2020年\n# 以上\nphase: archived\nfrozen: {{date: 2021-03-01, digest: {digest}, corrections: 0}}\n"));
    assert_eq!(digest.len(), 64);
    assert_eq!(codes(root), [""; 0]);

    // Other years, and the time of a file, are no change.
    put(root, "content/2021/year.yaml", "title: 2021年改\n");
    put(root, "content/2020/projects/01/plan.pdf", "%PDF one");
    assert_eq!(codes(root), [""; 0]);

    for (path, text) in [
        ("content/2020/projects/01.yaml", "title: 床位\nindicators: [{id: a, name: 床位, target: 200}]\n"),
        ("content/2020/projects/02.yaml", "title: 新\n"),
        ("content/2020/projects/01/plan.pdf", "%PDF two"),
        ("content/2020/index.md", "新的叙述。\n"),
        ("content/2020/goals/01.yaml", "title: 目标\n"),
        ("content/2020/year.yaml", &year.replace("phase: archived", "phase: completed")),
    ] {
        let before = fs::read_to_string(root.join(path)).ok();
        put(root, path, text);
        assert_eq!(codes(root), ["frozen-changed"], "{path}");
        let again = run(root, &["freeze", "2020"]);
        assert_eq!(again.status.code(), Some(1), "{path}: a changed year is not frozen again without a correction");
        match before {
            Some(before) => put(root, path, &before),
            None => fs::remove_file(root.join(path)).expect("removed"),
        }
        assert_eq!(codes(root), [""; 0], "{path} put back");
    }
    let removed = root.join("content/2020/projects/01.yaml");
    let text = fs::read_to_string(&removed).expect("a file");
    fs::remove_file(&removed).expect("removed");
    assert!(codes(root).contains(&"frozen-changed".to_owned()));

    put(
        root,
        "content/2020/projects/01.yaml",
        &text.replace("250", "240").replace(
            "title: 床位\n",
            "title: 床位\ncorrections: [{date: 2021-05-01, what: 床位, was: \"250\", now: \"240\", reason: 录入错误}]\n",
        ),
    );
    assert_eq!(codes(root), ["frozen-corrected"]);
    assert_eq!(run(root, &["freeze", "2020"]).status.code(), Some(0));
    assert!(read(root, "content/2020/year.yaml").ends_with(", corrections: 1}\n"));
    assert_eq!(codes(root), [""; 0]);
}

#[test]
fn what_cannot_be_frozen_is_left_alone() {
    let work = site();
    let root = work.path();
    let before = read(root, "content/2020/year.yaml");
    let missing = run(root, &["freeze", "1999"]);
    assert_eq!(missing.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&missing.stderr), "error: no content/1999/year.yaml\n");
    put(root, "content/2020/projects/02.yaml", "titel: 新\n");
    let faulty = run(root, &["freeze", "2020"]);
    assert_eq!(faulty.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&faulty.stdout).contains("unknown-key"));
    assert_eq!(read(root, "content/2020/year.yaml"), before);
}

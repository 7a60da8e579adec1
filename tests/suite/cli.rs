//! The real program: exit codes, what it writes and what it refuses to write.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use super::{determinism::tree, support::root};

fn gongshi(args: &[&str], dir: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
    command.args(args).current_dir(dir).env("LC_ALL", "C").env("HOME", dir.parent().unwrap_or(dir));
    command.output().expect("gongshi runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// A fresh site written by `init`, inside a folder of its own.
fn fresh() -> (tempfile::TempDir, std::path::PathBuf) {
    let work = tempfile::tempdir().expect("a folder");
    let site = work.path().join("home").join("site");
    fs::create_dir_all(site.parent().expect("a parent")).expect("a folder");
    let output = gongshi(&["init", site.to_str().expect("a path")], work.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    (work, site)
}

#[test]
fn init_writes_a_site_that_builds_without_a_finding() {
    let (_work, site) = fresh();
    let output = gongshi(&["build"], &site);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let out = stdout(&output);
    assert!(out.contains(" pages (") && out.contains("0 warnings") && out.contains("index.html"), "{out}");
    let files = tree(&site.join("public"));
    for page in
        ["index.html", "2026/index.html", "2026/01.html", "2026/02.html", "about.html", "404.html", "assets/style.css", "manifest.json"]
    {
        assert!(files.contains_key(page), "no {page}");
    }
    let check = gongshi(&["check", "--strict"], &site);
    assert_eq!((check.status.code(), stdout(&check).as_str()), (Some(0), "no faults, no warnings\n"));
}

#[test]
fn init_never_touches_what_is_there() {
    let (work, site) = fresh();
    let before = tree(&site);
    let again = gongshi(&["init", site.to_str().expect("a path")], work.path());
    assert_eq!(again.status.code(), Some(3));
    assert!(stderr(&again).contains("is not empty"), "{}", stderr(&again));
    assert!(before == tree(&site));
}

#[test]
fn a_build_with_faults_writes_nothing_and_leaves_the_last_good_site() {
    let (_work, site) = fresh();
    assert_eq!(gongshi(&["build"], &site).status.code(), Some(0));
    let good = tree(&site.join("public"));
    let project = site.join("content/2026/projects/01.yaml");
    let text = fs::read_to_string(&project).expect("text");
    fs::write(&project, text.replace("lead: 区民政局", "lead: 区民整局")).expect("a write");
    let output = gongshi(&["build"], &site);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("error[unknown-department]: no department named `区民整局`"), "{said}");
    assert!(said.contains("content/2026/projects/01.yaml:5:7"), "{said}");
    assert!(said.ends_with("nothing was written\n"), "{said}");
    assert!(good == tree(&site.join("public")));
    fs::remove_dir_all(site.join("public")).expect("removed");
    assert_eq!(gongshi(&["build"], &site).status.code(), Some(1));
    assert!(!site.join("public").exists());
}

#[test]
fn a_removed_project_leaves_no_page_behind() {
    let (_work, site) = fresh();
    assert_eq!(gongshi(&["build"], &site).status.code(), Some(0));
    let foreign = site.join("public/portal.txt");
    fs::write(&foreign, "not ours").expect("a write");
    fs::remove_file(site.join("content/2026/projects/02.yaml")).expect("removed");
    let narrative = site.join("content/2026/projects/01.md");
    let text = fs::read_to_string(&narrative).expect("text");
    fs::write(&narrative, text.replace("，另一个项目见[错时停车](02.yaml)", "")).expect("a write");
    let output = gongshi(&["build"], &site);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!site.join("public/2026/02.html").exists());
    assert_eq!(fs::read_to_string(&foreign).expect("kept"), "not ours");
    assert!(stderr(&output).contains("warning[item-count]"), "2 declared, 1 kept: {}", stderr(&output));
}

#[test]
fn outputs_that_are_not_its_own_are_refused() {
    let (work, site) = fresh();
    let full = work.path().join("full");
    fs::create_dir_all(&full).expect("a folder");
    fs::write(full.join("thesis.txt"), "years of work").expect("a write");
    for (output, why) in [
        ("/", "the root"),
        ("..", "the home folder"),
        (".", "the site itself"),
        ("content", "the content"),
        ("content/public", "inside the content"),
        ("content/../content/2026", "inside the content, cheating"),
        (full.to_str().expect("a path"), "somebody else's"),
        ("content/site.yaml", "a file"),
    ] {
        let refused = gongshi(&["build", "--output", output], &site);
        assert_eq!(refused.status.code(), Some(3), "{why}: {}{}", stdout(&refused), stderr(&refused));
        assert!(stderr(&refused).starts_with("error: "), "{why}");
    }
    assert_eq!(tree(&full).len(), 1);
}

#[test]
fn usage_and_the_world_have_exit_codes_of_their_own() {
    let (_work, site) = fresh();
    assert_eq!(gongshi(&["bild"], &site).status.code(), Some(2));
    assert_eq!(gongshi(&["build", "--as-of", "2020-13-01"], &site).status.code(), Some(2));
    assert_eq!(gongshi(&["--help"], &site).status.code(), Some(0));
    assert_eq!(
        gongshi(&["check", "--root", "/nowhere/at/all"], &site).status.code(),
        Some(1),
        "a folder without content is a fault of content"
    );
    fs::write(site.join("afile"), "x").expect("a write");
    assert_eq!(gongshi(&["build", "--output", "afile/public"], &site).status.code(), Some(3));
}

#[test]
fn reports_come_in_three_formats_and_two_languages() {
    let (_work, site) = fresh();
    fs::write(site.join("content/2026/projects/03.yaml"), "title: 新项目\nlead：区民政局\n").expect("a write");
    let short = gongshi(&["check", "--format", "short"], &site);
    assert_eq!(short.status.code(), Some(1));
    assert_eq!(
        stdout(&short),
        "content/2026/projects/03.yaml:2:5: error[full-width-colon]: a full-width colon `：` does not end a key; write `: `, a half-width colon and a space\n"
    );
    let json = gongshi(&["check", "--format", "json"], &site);
    let parsed: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(parsed["diagnostics"][0]["column"], 5);
    let chinese = gongshi(&["check", "--lang", "zh"], &site);
    assert!(stdout(&chinese).contains("全角冒号 `：` 不能作为键的结尾"), "{}", stdout(&chinese));
}

#[test]
fn drafts_and_held_back_records_are_named_but_not_shown() {
    let (_work, site) = fresh();
    fs::write(site.join("content/2026/projects/03.yaml"), "title: 未定稿\ndraft: yes\n").expect("a write");
    fs::write(site.join("content/2026/projects/04.yaml"), "title: 年底公布\npublish_on: 2026-12-31\n").expect("a write");
    let output = gongshi(&["build"], &site);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let out = stdout(&output);
    assert!(out.contains("held back: content/2026/projects/03.yaml (a draft)"), "{out}");
    assert!(out.contains("held back: content/2026/projects/04.yaml (until 2026-12-31)"), "{out}");
    for (path, bytes) in tree(&site.join("public")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("未定稿") && !text.contains("年底公布"), "{path} shows what is held back");
    }
    assert_eq!(gongshi(&["build", "--as-of", "2026-12-31"], &site).status.code(), Some(0));
    assert!(site.join("public/2026/04.html").exists() && !site.join("public/2026/03.html").exists());
    assert_eq!(gongshi(&["build", "--drafts"], &site).status.code(), Some(0));
    assert!(site.join("public/2026/03.html").exists());
}

#[test]
fn a_site_replaces_the_theme_file_by_file() {
    let (_work, site) = fresh();
    fs::create_dir_all(site.join("themes/default/layouts")).expect("a folder");
    fs::write(site.join("themes/default/layouts/404.html"), "<!doctype html><title>自己的</title><h1>自己的页面</h1>\n").expect("a write");
    assert_eq!(gongshi(&["build"], &site).status.code(), Some(0));
    let own = fs::read_to_string(site.join("public/404.html")).expect("a page");
    assert!(own.contains("自己的页面"));
    assert!(fs::read_to_string(site.join("public/about.html")).expect("a page").contains("<nav"), "the rest is the embedded theme");
    fs::write(site.join("themes/default/layouts/404.html"), "<p>\n{{ page.titel }}</p>\n").expect("a write");
    let broken = gongshi(&["build"], &site);
    assert_eq!(broken.status.code(), Some(1));
    assert!(stderr(&broken).contains("themes/default/layouts/404.html:2:"), "{}", stderr(&broken));
}

#[test]
fn content_is_never_written() {
    let (_work, site) = fresh();
    let before = tree(&site.join("content"));
    for args in [&["build"][..], &["check"], &["build", "--drafts"]] {
        assert_eq!(gongshi(args, &site).status.code(), Some(0));
    }
    assert!(before == tree(&site.join("content")));
    assert!(root().join("content").exists());
}

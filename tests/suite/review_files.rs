//! Files, addresses and texts that must not slip through.

use std::{
    fs,
    process::{Command, Output},
};

use gongshi::theme::{DEFAULT, THEMES};

use super::support::{TestSite, page};

#[track_caller]
fn reports(site: &TestSite, expected: &[&str]) {
    let short = site.short();
    let found: Vec<String> = short
        .lines()
        .map(|line| {
            let path = line.split(':').next().unwrap_or_default();
            let code = line.split('[').nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
            format!("{path} {code}")
        })
        .collect();
    assert_eq!(found, expected, "{short}");
}

fn gongshi(args: &[&str], dir: &std::path::Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongshi")).args(args).current_dir(dir).env("LC_ALL", "C").output().expect("gongshi runs")
}

/// A site on disk, for what memory cannot hold.
fn on_disk() -> tempfile::TempDir {
    let work = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(work.path().join("content/pages")).expect("a folder");
    fs::write(work.path().join("content/site.yaml"), "title: 站\n").expect("a write");
    work
}

#[test]
fn stray_files_are_never_published() {
    let site = TestSite::new()
        .project("")
        .file("content/2020/projects/01.yaml.bak", "title: 旧\n")
        .file("content/2020/projects/~$名单.docx", "x")
        .file("content/2020/projects/01/Thumbs.db", "x")
        .file("content/2020/projects/01/desktop.ini", "x")
        .file("content/2020/projects/01/.DS_Store", "x")
        .file("content/2020/projects/01/.图.png.swp", "x")
        .file("content/2020/projects/01/图.png.tmp", "x")
        .file("content/2020/projects/名单.xlsx", "x")
        .file("content/documents/old/secret.pdf", "x")
        .file("content/2020/projects/01/图.png", "x");
    reports(&site, &["content/2020/projects/名单.xlsx unknown-file", "content/documents/old/secret.pdf unknown-file"]);
    let built = site.built();
    let made = |path: &&String| {
        path.ends_with(".html") || path.ends_with(".xml") || ["assets/", "data/", "search/"].iter().any(|folder| path.starts_with(folder))
    };
    let published: Vec<&String> = built.files.keys().filter(|path| !made(path)).collect();
    assert_eq!(published, ["2020/01/图.png"]);
}

#[test]
fn no_file_is_the_folder_of_another() {
    let page = "---\ntitle: 页\nmenu: no\n---\n文\n";
    let site = TestSite::new().file("content/pages/manifest.json.md", page).file("content/pages/manifest.json/x.png", "x");
    assert!(site.short().contains("error[url-collision]"), "{}", site.short());
    let site = TestSite::new()
        .file("content/pages/about.md", page)
        .file("content/pages/about.html.md", page)
        .file("content/pages/about.html/x.png", "x");
    assert!(site.short().contains("content/pages/about.html/x.png:1:1: error[url-collision]"), "{}", site.short());
    // Letter case and Unicode form aside: `É` in one sign and in two.
    let site = TestSite::new().file("content/pages/Manifest.JSON.md", page).file("content/pages/Manifest.JSON/x.png", "x");
    assert!(site.short().contains("content/pages/Manifest.JSON/x.png:1:1: error[url-collision]"), "{}", site.short());
    let site = TestSite::new()
        .file("content/documents/a.md", page)
        .file("content/documents/a/\u{c9}", "x")
        .file("content/documents/a/e\u{301}/x.png", "x");
    assert!(site.short().contains("error[url-collision]"), "{}", site.short());
}

#[test]
fn raw_html_may_not_go_around_the_checks() {
    for html in [
        "<a href=\"../2020/projects/01.yaml\">x</a>",
        "<img src=\"https://evil.example/x.png\">",
        "<a href=\"https://user@evil.example/\">x</a>",
    ] {
        let site = TestSite::new().file("content/pages/about.md", &format!("---\ntitle: 关于\n---\n见{html}。\n"));
        assert!(site.short().contains("content/pages/about.md:4:"), "{html}: {}", site.short());
        assert!(site.short().contains("warning[html-removed]"), "{html}: {}", site.short());
        let page = super::support::page(&site.built(), "about.html");
        assert!(!page.contains("evil.example") && !page.contains("projects/01.yaml"), "{html}");
    }
}

#[test]
fn texts_hide_nothing() {
    reports(
        &TestSite::new().file("content/2020/projects/01.yaml", "title: \"a\\u202Eb\"\n"),
        &["content/2020/projects/01.yaml wrong-type"],
    );
    reports(&TestSite::new().file("content/2020/projects/con.yaml", "title: 甲\n"), &["content/2020/projects/con.yaml bad-file-name"]);
    reports(&TestSite::new().file("content/site.yaml", "title: 站\nlanguage: 'zh\" onload=x'\n"), &["content/site.yaml wrong-type"]);
    reports(&TestSite::new().file("content/site.yaml", "title: 站\nbase_url: https://x.cn/?q=1\n"), &["content/site.yaml bad-url"]);
}

#[test]
fn absurd_figures_do_not_overflow() {
    for unit in ["万亿元", "亿亿亿亿"] {
        let site = TestSite::new().project(&format!(
            "indicators:\n  - {{id: a, name: 甲, unit: {unit}, target: 999999999999999}}\nreports:\n  - {{as_of: 2020-09, readings: {{a: 999999999999999}}}}\n"
        ));
        assert!(super::support::page(&site.built(), "2020/01.html").contains("（100%）"));
    }
}

#[test]
fn attachments_of_what_cannot_be_read_are_not_missed() {
    let site = TestSite::new().file("content/2020/projects/01.yaml", "title: [\n").file("content/2020/projects/01/图.png", "x");
    assert!(!site.short().contains("unknown-file"), "{}", site.short());
    let site = TestSite::new().file("content/2020/index/图.png", "x").file("content/pages/no/a.png", "x");
    reports(&site, &["content/2020/index/图.png unknown-file", "content/pages/no/a.png unknown-file"]);
}

#[test]
fn a_theme_asset_with_a_bad_name_is_a_finding() {
    for name in ["a:b.png", "a\\b.png", "a\u{202E}b.png", "style.css/x.png"] {
        let path = format!("{THEMES}/{DEFAULT}/assets/{name}");
        reports(&TestSite::new().file(&path, "x"), &[&format!("{} template-error", path.split(':').next().expect("a path"))]);
    }
    let built = TestSite::new().file(&format!("{THEMES}/{DEFAULT}/assets/徽标 1.png"), "x").built();
    assert!(built.files.contains_key("assets/徽标 1.png"));
}

#[test]
fn a_theme_is_never_a_link() {
    let link = |path: &str| {
        let mut site = TestSite::new().file("content/site.yaml", "title: 站\ntheme: own\n");
        site.files.insert_link(path);
        site
    };
    reports(&link("themes/own"), &["themes/own symbolic-link"]);
    let inside = link("themes/own/layouts/home.html").file("themes/own/theme.yaml", "styles: []\n");
    reports(&inside, &["themes/own/layouts/home.html symbolic-link"]);
    let other = link("themes/other").file("themes/own/theme.yaml", "styles: []\n");
    assert!(!other.short().contains("symbolic-link"), "{}", other.short());
    reports(&TestSite::new().file("content/site.yaml", "title: 站\ntheme: own\n").file("themes/own", "x"), &["themes/own template-error"]);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_on_disk_are_neither_followed_nor_read() {
    let work = on_disk();
    let outside = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(outside.path().join("layouts")).expect("a folder");
    fs::write(outside.path().join("layouts/404.html"), "from outside").expect("a write");
    fs::create_dir(work.path().join("themes")).expect("a folder");
    std::os::unix::fs::symlink(outside.path(), work.path().join("themes/default")).expect("a link");
    let output = gongshi(&["check", "--format", "short"], work.path());
    assert_eq!(String::from_utf8_lossy(&output.stdout).split(": a symbolic").next(), Some("themes/default:1:1: error[symbolic-link]"));
    fs::remove_file(work.path().join("themes/default")).expect("removed");
    for name in ["content/pages/about.yaml", "content/pages/about.md", "themes/default"] {
        let pipe = work.path().join(name);
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
        let output = gongshi(&["build"], work.path());
        assert_eq!(output.status.code(), Some(1), "{name}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("a pipe, a socket or a device has this name") && said.contains(name), "{said}");
        fs::remove_file(&pipe).expect("removed");
    }
    assert_eq!(gongshi(&["build"], work.path()).status.code(), Some(0));
}

#[test]
fn reports_of_one_date_have_ids_of_their_own() {
    let site = TestSite::new().project(
        "indicators: [{id: a, name: 甲, target: 5}]\nreports:\n  - {as_of: 2020-09, readings: {a: 2}}\n  - {as_of: 2020-09, readings: {a: 3}}\n",
    );
    let html = page(&site.built(), "2020/01.html");
    for id in ["id=\"r-2020-09\"", "id=\"r-2020-09-2\""] {
        assert_eq!(html.matches(id).count(), 1, "{id}");
    }
}

#[test]
fn no_host_hides_behind_another_name() {
    for dest in ["https://www.gov.cn@evil.example/", "https:\\\\\\\\u@evil.example", "HTTP://u:p@evil.example/"] {
        let site = TestSite::new().file("content/pages/about.md", &format!("---\ntitle: 关于\n---\n见[此]({dest})。\n"));
        reports(&site, &["content/pages/about.md unsafe-link"]);
        assert!(site.short().contains("has a name before its host"), "{}", site.short());
    }
    reports(
        &TestSite::new().project("notes:\n  - text: 见[此](https://u@evil.example/)。\n"),
        &["content/2020/projects/01.yaml unsafe-link"],
    );
    let fine = TestSite::new().file("content/pages/about.md", "---\ntitle: 关于\n---\n<a@b.cn>、<https://b.cn/@a>\n");
    reports(&fine, &["content/pages/about.md email-address"]);
    for html in ["https://u&#64;evil.example/", "https:&#47;&#47;u@evil.example/", "https:u@evil.example"] {
        let site = TestSite::new().project(&format!("notes:\n  - text: 见<a href='{html}'>此</a>。\n"));
        reports(&site, &["content/2020/projects/01.yaml html-removed"]);
        assert!(!page(&site.built(), "2020/01.html").contains("evil.example"), "{html}");
    }
}

#[test]
fn markdown_hides_nothing_either() {
    let page = "---\ntitle: 页\n---\n";
    for (path, text) in [
        ("content/pages/about.md", format!("{page}甲\u{202E}乙\n")),
        ("content/documents/a.md", format!("{page}甲\u{7}乙\n")),
        ("content/2020/index.md", "甲\u{2066}乙\n".to_owned()),
        ("content/2020/projects/01.md", "甲\u{1b}乙\n".to_owned()),
    ] {
        let site = TestSite::new().project("").file(path, &text);
        reports(&site, &[&format!("{path} wrong-type")]);
        let line = text.lines().count();
        assert!(site.short().starts_with(&format!("{path}:{line}:2: ")), "{}", site.short());
    }
    reports(&TestSite::new().project("").file("content/2020/projects/01.md", "甲\t乙\n丙\n"), &[]);
    let name = "content/2020/projects/01/a\u{202E}gnp.exe";
    reports(&TestSite::new().project("").file(name, "x"), &[&format!("{name} bad-file-name")]);
}

#[test]
fn the_sites_own_data_are_what_they_say() {
    for (line, code) in [
        ("base_url: https://x.cn/#a", "bad-url"),
        ("base_url: https://x.cn/a/../b/", "bad-url"),
        ("base_url: https://x.cn/%2E%2e/b/", "bad-url"),
        ("base_url: \"https://x.cn/'a\"", "bad-url"),
        ("base_url: https://u@x.cn/", "bad-url"),
        ("language: zh_CN", "wrong-type"),
        ("language: 1zh", "wrong-type"),
        ("language: 中文", "wrong-type"),
    ] {
        reports(&TestSite::new().file("content/site.yaml", &format!("title: 站\n{line}\n")), &[&format!("content/site.yaml {code}")]);
    }
    for line in ["base_url: https://x.cn/ssxm", "language: zh-Hans-CN", "language: en"] {
        reports(&TestSite::new().file("content/site.yaml", &format!("title: 站\n{line}\n")), &[]);
    }
    let mut site = TestSite::new().file("content/site.yaml/x.txt", "x");
    site.files.remove("content/site.yaml");
    assert!(site.short().contains("content/site.yaml is a folder"), "{}", site.short());
}

#[test]
fn ids_are_names_any_system_can_store() {
    for id in ["con", "NUL", "aux.x", "prn", "com1", "LPT9"] {
        let site = TestSite::new().file("content/places.yaml", &format!("- {{id: {id}, name: 甲镇}}\n"));
        reports(&site, &["content/places.yaml bad-id"]);
    }
    for id in ["console", "com", "com10", "lpt-1", "x.con"] {
        reports(&TestSite::new().file("content/places.yaml", &format!("- {{id: {id}, name: 甲镇}}\n")), &[]);
    }
}

#[test]
fn arguments_are_read_exactly() {
    let work = on_disk();
    for day in ["2020-9-30", "2020-09", "+2020-09-30", " 2020-09-30", "1899-12-31", "2201-01-01", "2020-02-30", "20200930", "2020-09-30T00"]
    {
        assert_eq!(gongshi(&["check", "--as-of", day], work.path()).status.code(), Some(2), "{day}");
    }
    for day in ["1900-01-01", "2200-12-31"] {
        assert_eq!(gongshi(&["check", "--as-of", day], work.path()).status.code(), Some(0), "{day}");
    }
    for url in ["x.cn", "https://x.cn/?a", "https://x.cn/#a", "https://x.cn/../", "https://x.cn/\"", "https://x.cn/'", "https://u@x.cn/"] {
        let output = gongshi(&["check", "--base-url", url], work.path());
        assert_eq!(output.status.code(), Some(2), "{url}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("no address of a site"), "{url}");
    }
    assert_eq!(gongshi(&["check", "--base-url", "https://x.cn/ssxm"], work.path()).status.code(), Some(0));
}

#[test]
fn figures_at_the_edge_of_what_can_be_counted_do_not_panic() {
    let most = "999999999999999";
    let tiny = format!(
        "indicators:\n  - {{id: a, name: 甲, unit: 万亿元, targets: [{{value: 0.000001, unit: 元}}]}}\nreports:\n  - {{as_of: 2020-09, readings: {{a: {most}}}}}\n"
    );
    TestSite::new().project(&tiny).build();
    let milestone = format!("  - {{period: 2020-Q1, text: 节点, kind: period, values: {{a: {most}}}}}\n");
    let report = format!("  - {{as_of: 2020-09, readings: {{a: {{value: {most}, kind: period}}}}}}\n");
    let indicator = "indicators:\n  - {id: a, name: 甲, unit: 万亿元, target: 1}\n";
    let many = format!("{indicator}milestones:\n{}reports:\n{}", milestone.repeat(100), report.repeat(100));
    TestSite::new().project(&many).build();
}

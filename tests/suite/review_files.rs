//! Files, addresses and texts that must not slip through.

use super::support::TestSite;

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

#[test]
fn stray_files_are_never_published() {
    let site = TestSite::new()
        .project("")
        .file("content/2020/projects/01.yaml.bak", "title: 旧\n")
        .file("content/2020/projects/~$名单.docx", "x")
        .file("content/2020/projects/01/Thumbs.db", "x")
        .file("content/2020/projects/名单.xlsx", "x")
        .file("content/documents/old/secret.pdf", "x")
        .file("content/2020/projects/01/图.png", "x");
    reports(&site, &["content/2020/projects/名单.xlsx unknown-file", "content/documents/old/secret.pdf unknown-file"]);
    let built = site.built();
    let published: Vec<&String> = built.files.keys().filter(|path| !path.ends_with(".html") && !path.starts_with("assets/")).collect();
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

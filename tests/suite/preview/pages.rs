//! What the preview shows: what was saved, the last good pages while something is wrong, drafts, and otherwise exactly
//! what a build would publish.

use std::{collections::BTreeSet, fs, path::Path};

use gongshi::output::{MANIFEST, Manifest};

use super::harness::{FIRST, Preview, Site, fill, project, year};

/// The pages of the small site that show something of its first project.
const OF_FIRST: [&str; 6] = ["2020/01.html", "2020/index.html", "archive.html", "departments/jia.html", "index.html", "status/behind.html"];

#[test]
fn a_saved_figure_is_on_its_pages_and_no_other_page_changes() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    let mut paths = preview.now().changed.clone();
    assert!(paths.len() > 15, "all pages are new at first: {paths:?}");
    paths.push("assets/style.css".to_owned());
    let (before, revision) = (preview.tags(&paths), preview.now().revision);
    site.edit(FIRST, "beds: 40", "beds: 43");
    preview.until_shown("2020/01.html", "<b>43%</b>");
    let after = preview.tags(&paths);
    let changed: Vec<&str> = paths.iter().filter(|path| before[*path] != after[*path]).map(String::as_str).collect();
    assert_eq!(changed.iter().copied().collect::<BTreeSet<_>>(), BTreeSet::from(OF_FIRST));
    assert_eq!(preview.changed_since(revision), BTreeSet::from(OF_FIRST));
    assert_eq!(preview.now().changed.first().map(String::as_str), Some("2020/01.html"), "the record comes before its lists");
}

#[test]
fn what_cannot_be_built_leaves_the_last_good_pages_and_is_named() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    let paths = preview.now().changed.clone();
    let good = preview.tags(&paths);
    site.edit(FIRST, "lead: 甲局", "lead 甲局");
    preview.until_broken(true);
    assert_eq!((preview.now().errors, preview.tags(&paths)), (1, good));
    let panel = preview.text("/-/panel");
    let file = site.at(FIRST).display().to_string();
    let place = format!("<a class=\"place\" href=\"vscode://file{file}:2:1\">{FIRST}:2:1</a>");
    assert!(panel.contains(&place), "{place}\n{panel}");
    assert!(panel.contains("2 | lead 甲局\n"), "{panel}");
    let broken = preview.now().revision;

    site.edit(FIRST, "lead 甲局", "lead: 甲局");
    site.edit(FIRST, "beds: 40", "beds: 45");
    preview.until_shown("2020/01.html", "<b>45%</b>");
    assert_eq!((preview.now().broken, preview.now().errors, preview.text("/-/panel")), (false, 0, String::new()));
    assert!(preview.changed_since(broken).contains("2020/01.html"));
}

#[test]
fn a_site_that_begins_broken_appears_once_it_is_mended() {
    let site = Site::small();
    site.edit(FIRST, "beds: 40", "beds: 40张");
    let mut preview = Preview::of(&site);
    assert!(preview.now().broken);
    for path in ["/", "2020/01.html", "assets/style.css"] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 503, "{path}");
        let body = answer.text();
        assert!(body.contains("<h1>The site cannot be built yet</h1>") && body.contains(&format!("{FIRST}:6:")), "{body}");
    }
    site.edit(FIRST, "beds: 40张", "beds: 40");
    preview.until_shown("/", "测试站");
    assert_eq!((preview.now().broken, preview.text("/-/panel")), (false, String::new()));
    assert_eq!(preview.get("assets/style.css").status, 200);
}

#[test]
fn a_folder_without_content_becomes_a_site() {
    let site = Site::empty();
    let mut preview = Preview::of(&site);
    assert!(preview.now().broken);
    let answer = preview.get("/");
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("content"), "{}", answer.text());
    fill(&site.root);
    preview.until_shown("2020/02.html", "二号工程");
    preview.until_shown("2020/01.html", "<b>40%</b>");
    assert!(!preview.now().broken);
}

const RIBBON: &str = "<b>草稿</b> 本页尚未发布，只供预览";

/// The small site with a draft, and a project that is published in December.
fn with_drafts() -> Site {
    let site = Site::small();
    site.write("content/2020/projects/03.yaml", &(project("三号工程", "甲局", 10) + "draft: yes\n"));
    site.write("content/2020/projects/04.yaml", &(project("四号工程", "乙局", 20) + "publish_on: 2020-12-01\n"));
    site
}

#[test]
fn drafts_are_shown_under_a_ribbon_and_never_published() {
    let site = with_drafts();
    let drafts = Preview::of(&site);
    for path in ["2020/03.html", "2020/04.html"] {
        assert!(drafts.shows(path, RIBBON), "{path}");
    }
    assert!(!drafts.shows("2020/01.html", RIBBON));
    let published = Preview::with(&site, &["--published"]);
    for path in ["2020/03.html", "2020/04.html"] {
        assert_eq!(published.get(path).status, 404, "{path}");
    }
    let built = site.build("public");
    let names = assert_same(&published, &built);
    assert!(!names.contains("2020/03.html") && !names.contains("2020/04.html"), "{names:?}");
    for name in names {
        let bytes = fs::read(built.join(&name)).expect("a file");
        assert!(!String::from_utf8_lossy(&bytes).contains("gs-ribbon\""), "{name}");
    }
}

#[test]
fn a_draft_that_is_released_is_published() {
    let site = with_drafts();
    let mut preview = Preview::with(&site, &["--published"]);
    site.edit("content/2020/projects/03.yaml", "draft: yes\n", "");
    preview.until_shown("2020/03.html", "三号工程");
    assert!(preview.shows("2020/index.html", "三号工程"));
    assert_same(&preview, &site.build("public"));
    site.edit("content/2020/projects/03.yaml", "title: 三号工程\n", "title: 三号工程\ndraft: yes\n");
    preview.until("a page that is gone", |preview| preview.get("2020/03.html").status == 404);
    assert!(!preview.shows("2020/index.html", "三号工程"));
    assert_same(&preview, &site.build("public"));
}

/// A page without the one line that makes it live.
fn plain(path: &str, page: &str, tag: &str) -> String {
    let script = format!("<script src=\"/-/live.js\" data-page=\"{}\" defer></script>\n", tag.trim_matches('"'));
    assert_eq!((page.matches(&script).count(), page.matches("/-/live.js").count()), (1, 1), "{path}");
    page.replace(&script, "")
}

/// Every file a build wrote stands in the preview with the same bytes. Their names.
#[track_caller]
fn assert_same(preview: &Preview, built: &Path) -> BTreeSet<String> {
    assert_same_of(preview, built, |_| true)
}

/// The same of some of the files.
#[track_caller]
fn assert_same_of(preview: &Preview, built: &Path, wanted: fn(&str) -> bool) -> BTreeSet<String> {
    let manifest = built.join(MANIFEST);
    let manifest = Manifest::parse(&manifest, &fs::read(&manifest).expect("a manifest")).expect("a sound manifest");
    assert!(manifest.files.len() > 10);
    for path in manifest.files.keys().filter(|path| wanted(path)) {
        let expected = fs::read(built.join(path)).expect("a file");
        let answer = preview.get(path);
        assert_eq!(answer.status, 200, "{path}");
        let shown = if path.ends_with(".html") { plain(path, &answer.text(), answer.header("etag")).into_bytes() } else { answer.body };
        assert!(shown == expected, "{path} differs:\n{}", String::from_utf8_lossy(&shown));
    }
    manifest.files.into_keys().collect()
}

#[test]
fn the_real_content_is_shown_as_it_is_published_before_and_after_an_edit_and_its_undo() {
    const PARKING: &str = "content/2020/projects/08.yaml";
    let site = Site::real();
    let mut preview = Preview::with(&site, &["--published"]);
    let names = assert_same(&preview, &site.build("before"));
    assert!(names.len() > 100, "{}", names.len());
    let pages: BTreeSet<&str> = names.iter().filter(|name| name.ends_with(".html")).map(String::as_str).collect();
    assert_eq!(preview.now().changed.iter().map(String::as_str).collect::<BTreeSet<_>>(), pages);
    let text = fs::read_to_string(site.at(PARKING)).expect("text");

    site.edit(PARKING, "spaces: 340", "spaces: 351");
    preview.until_shown("2020/08.html", "351");
    assert_same(&preview, &site.build("edited"));
    assert_ne!(
        fs::read(site.beside("edited/2020/08.html")).expect("a page"),
        fs::read(site.beside("before/2020/08.html")).expect("a page")
    );

    fs::write(site.at(PARKING), text).expect("written");
    preview.until("the old figure", |preview| !preview.shows("2020/08.html", "351"));
    assert_same(&preview, &site.build("after"));
    assert_eq!(fs::read(site.beside("after/2020/08.html")).expect("a page"), fs::read(site.beside("before/2020/08.html")).expect("a page"));

    // With drafts, a site that has none is the same but for its cards, which nobody draws who writes.
    drop(preview);
    assert_same_of(&Preview::of(&site), &site.beside("after"), |path| !path.starts_with("cards/"));
}

#[test]
fn the_overview_names_what_is_held_back_overdue_and_doubtful() {
    let site = with_drafts();
    site.write("content/2020/year.yaml", &(year(2020) + "as_of: 2020-11-30\ndeclared_items: 5\n"));
    let preview = Preview::of(&site);
    assert_eq!((preview.now().broken, preview.now().errors, preview.now().warnings), (false, 0, 1));
    let page = preview.text("/-/");
    let file = |path: &str| format!("<a class=\"place\" href=\"vscode://file{}:1:1\">{path}</a>", site.at(path).display());
    let parts = [
        "<p class=\"state state--good\">The pages are up to date.</p>".to_owned(),
        "<p>0 errors, 1 warning</p>\n<h3>content/2020/year.yaml</h3>\n".to_owned(),
        "<small class=\"finding__code\">item-count</small>".to_owned(),
        format!(
            "<a class=\"place\" href=\"vscode://file{0}:3:17\">content/2020/year.yaml:3:17</a>",
            site.at("content/2020/year.yaml").display()
        ),
        format!(
            "<tr><td><a href=\"/2020/03.html\">2020/03.html</a></td><td>draft</td><td>{}</td></tr>\n\
             <tr><td><a href=\"/2020/04.html\">2020/04.html</a></td><td>2020-12-01</td><td>{}</td></tr>\n",
            file("content/2020/projects/03.yaml"),
            file("content/2020/projects/04.yaml")
        ),
        "<caption>No reading since the reporting day, 2020-11-25</caption>".to_owned(),
        "<tr><th scope=\"rowgroup\" rowspan=\"1\"><a href=\"/2020/01.html\">一号工程</a></th><td>床位</td><td>2020-09-30</td></tr>\n\
         </tbody>\n<tbody>\n\
         <tr><th scope=\"rowgroup\" rowspan=\"1\"><a href=\"/2020/02.html\">二号工程</a></th><td>床位</td><td>2020-09-30</td></tr>\n"
            .to_owned(),
    ];
    let mut from = 0;
    for part in parts {
        let at = page[from..].find(&part).unwrap_or_else(|| panic!("{part}\nis not in\n{}", &page[from..]));
        from += at + part.len();
    }
    // Without drafts they have no address, and are held back all the same.
    let published = Preview::with(&site, &["--published"]).text("/-/");
    assert!(
        published.contains(&format!("<tr><td>not shown</td><td>draft</td><td>{}</td></tr>\n", file("content/2020/projects/03.yaml"))),
        "{published}"
    );
}

#[test]
fn the_gallery_follows_the_examples_and_never_stops_the_preview() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    assert!(preview.text("/-/components").contains("<h2 id=\"component-card\">card</h2>"));
    let examples = "about: 一句\nexamples:\n  - { name: 坏了的, use: \"{{ gone }}\" }\n";
    site.write("themes/default/components/card/examples.yaml", examples);
    preview.until_shown("/-/components", "坏了的");
    assert!(!preview.now().broken);
    let page = preview.text("/-/components");
    let place = site.at("themes/default/components/card/examples.yaml");
    assert!(page.contains("<h3>坏了的</h3>\n<ul class=\"gallery-faults\">"), "{page}");
    assert!(page.contains(&format!("vscode://file{}:3:", place.display())), "{page}");
    assert!(preview.text("/-/").contains("<li><a href=\"/-/components\">Components of the theme</a></li>"));
}

#[test]
fn the_theme_and_attachments_are_watched_too() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    let paths = preview.now().changed.clone();
    let before = preview.tags(&paths);
    let style = preview.get("assets/style.css").header("etag").to_owned();
    site.write("themes/default/styles/print.css", "@media print { .gs-nav { display: none; } }\n");
    preview.until("the sheet of the site's own theme", |preview| preview.get("assets/style.css").header("etag") != style);
    assert_eq!(preview.tags(&paths), before, "a sheet is no page");

    site.write("content/2020/projects/01.md", "见[附件](01/表.csv)。\n");
    preview.until_broken(true);
    site.write("content/2020/projects/01/表.csv", "a,b\n");
    preview.until("the attachment", |preview| preview.get("2020/01/表.csv").body == b"a,b\n");
    site.write("content/2020/projects/01/表.csv", "a,c\n");
    preview.until("the attachment's new bytes", |preview| preview.get("2020/01/表.csv").body == b"a,c\n");
    assert!(!preview.now().broken);
}

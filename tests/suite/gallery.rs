//! `tests/gallery/<component>.html`: what every example of every component of the default theme draws, exactly but for white
//! space. `GONGSHI_BLESS=1` writes what comes out; look at the difference before committing it.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
};

use gongshi::{
    diag::{
        Diagnostic, Diagnostics, Language, Span,
        render::{self, Format, Style},
    },
    files::{MemoryFiles, SitePath},
    plan::view::SiteFrame,
    render::gallery::{Component, Gallery},
    theme::{DEFAULT, Theme},
};
use scraper::{Html, Selector};

use super::support::{TestSite, root};

/// Elements that have no end tag.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// The gallery of a theme, of which a site's own files replace some.
fn gallery(theme: &str, files: &MemoryFiles) -> Gallery {
    let mut diags = Diagnostics::default();
    let named = Span::file(&SitePath::new("content/site.yaml"));
    let theme = Theme::load(&mut diags, files, (theme, named), "zh-CN").expect("memory does not fail");
    assert!(!diags.has_errors(), "{:?}", diags.into_sorted());
    let site = SiteFrame { title: "测试站".to_owned(), language: "zh-CN".to_owned(), ..SiteFrame::default() };
    Gallery { theme, site }
}

/// The report of findings in one line each.
fn short(gallery: &Gallery, findings: &[Diagnostic]) -> String {
    let style = Style { format: Format::Short, language: Language::English, colour: false };
    render::report(findings, &gallery.texts(), style)
}

/// The components of the embedded default theme, none of whose examples fails.
fn components() -> Vec<Component> {
    let gallery = gallery(DEFAULT, &MemoryFiles::default());
    let components = gallery.components("").expect("the theme compiles");
    let drawn = |component: &Component| component.examples.iter().filter_map(|example| example.drawn.as_ref().err().cloned()).collect();
    let mut faults = String::new();
    for component in &components {
        let failed: Vec<Box<Diagnostic>> = drawn(component);
        let all: Vec<Diagnostic> = component.faults.iter().cloned().chain(failed.into_iter().map(|found| *found)).collect();
        if !all.is_empty() {
            faults.push_str(&short(&gallery, &all));
        }
    }
    assert!(faults.is_empty(), "{faults}");
    components
}

/// Text with every run of white space as one space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The examples of a component under their names: a line begins where white space stands before a tag.
fn snapshot(component: &Component) -> String {
    let mut out = String::new();
    for example in &component.examples {
        let html = plain(example.drawn.as_ref().expect("no example fails"));
        let _ = writeln!(out, "<!-- {} -->\n{}\n", example.name, html.replace(" <", "\n<"));
    }
    out.trim_end().to_owned() + "\n"
}

fn snapshots() -> BTreeMap<String, String> {
    let entries = fs::read_dir(root().join("tests/gallery")).expect("the snapshots");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .map(|path| {
            let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
            (name, fs::read_to_string(&path).expect("a snapshot"))
        })
        .collect()
}

#[test]
fn every_component_folder_has_examples() {
    let folders = fs::read_dir(root().join("themes/default/components")).expect("the components");
    let folders: BTreeSet<String> = folders.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    let shown: BTreeSet<String> =
        components().into_iter().filter(|c| !c.examples.is_empty() && !c.about.is_empty()).map(|c| c.name).collect();
    assert_eq!(shown, folders);
}

#[test]
fn examples_are_no_part_of_the_site_and_stop_no_build() {
    let site = TestSite::new().file("themes/default/components/card/examples.yaml", "about: [\n");
    let built = site.built();
    assert!(built.files.keys().all(|path| !path.contains("components/") && !path.contains("examples")), "{:?}", built.files.keys());
    assert_eq!(built.files, TestSite::new().built().files);
}

#[test]
fn every_example_draws_exactly_its_snapshot() {
    let found: BTreeMap<String, String> = components().iter().map(|component| (component.name.clone(), snapshot(component))).collect();
    if env::var_os("GONGSHI_BLESS").is_some() {
        let folder = root().join("tests/gallery");
        fs::create_dir_all(&folder).expect("blessing");
        for (name, text) in &found {
            fs::write(folder.join(format!("{name}.html")), text).expect("blessing");
        }
    }
    let approved = snapshots();
    let names = |all: &BTreeMap<String, String>| all.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&approved), "a component or its snapshot in tests/gallery is missing");
    let wrong: Vec<String> = found
        .iter()
        .filter(|(name, text)| plain(text) != plain(&approved[*name]))
        .map(|(name, text)| format!("tests/gallery/{name}.html is not what is drawn now:\n{text}"))
        .collect();
    assert!(wrong.is_empty(), "{} components differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn names_of_examples_are_unique_and_their_html_is_sound() {
    let ids = Selector::parse("[id]").expect("a selector");
    for component in components() {
        let mut names = BTreeSet::new();
        for example in &component.examples {
            let what = format!("{}: {}", component.name, example.name);
            assert!(names.insert(&example.name), "{what} stands twice");
            let html = example.drawn.as_ref().expect("no example fails");
            assert_eq!(unbalanced(html), None, "{what}");
            let mut seen = BTreeSet::new();
            for element in Html::parse_fragment(html).select(&ids) {
                let id = element.value().id().expect("it was selected by it");
                assert!(seen.insert(id.to_owned()), "{what}: the id {id} stands twice");
            }
        }
    }
}

/// The first tag that is not closed where it should be, or closes nothing.
fn unbalanced(html: &str) -> Option<String> {
    let mut open = Vec::new();
    for tag in html.split('<').skip(1) {
        let (inside, _) = tag.split_once('>')?;
        let name: String = inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if name.is_empty() || inside.ends_with('/') || VOID.contains(&name.as_str()) {
            continue;
        }
        if !inside.starts_with('/') {
            open.push(name);
        } else if open.pop().as_deref() != Some(&*name) {
            return Some(format!("</{name}>"));
        }
    }
    open.pop().map(|name| format!("<{name}>"))
}

#[test]
fn unbalanced_tags_are_seen() {
    assert_eq!(unbalanced("<p>a<br>b <svg><rect x=\"1\"/></svg></p>"), None);
    assert_eq!(unbalanced("<p><b>a</p></b>").as_deref(), Some("</p>"));
    assert_eq!(unbalanced("<ul><li>a</li>").as_deref(), Some("<ul>"));
    assert_eq!(unbalanced("a</p>").as_deref(), Some("</p>"));
}

/// A site with a component of its own, and these examples of it.
fn faulty(examples: &str) -> (Gallery, Component) {
    let mut files = MemoryFiles::default();
    files.insert("themes/default/components/lamp/template.html", "<p>{{ lamp.name }}</p>\n");
    files.insert("themes/default/components/lamp/examples.yaml", examples);
    let gallery = gallery(DEFAULT, &files);
    let components = gallery.components("../").expect("the theme compiles");
    let lamp = components.into_iter().find(|component| component.name == "lamp").expect("the component");
    (gallery, lamp)
}

const LAMP: &str = "{% include \"components/lamp/template.html\" %}";

#[test]
fn a_sites_own_component_is_drawn_with_its_values() {
    let examples = format!(
        "about: 灯\nexamples:\n  - name: 一\n    use: |-\n      {LAMP}\n      {{{{ page.root }}}}{{{{ page.path }}}} {{{{ site.title }}}} {{{{ site.contact }}}}\n    \
         with:\n      lamp: {{ name: 3 }}\n      site: {{ contact: 电话 }}\n"
    );
    let (_, lamp) = faulty(&examples);
    assert_eq!(lamp.about, "灯");
    assert!(lamp.faults.is_empty());
    assert_eq!(lamp.examples[0].drawn.as_deref(), Ok("<p>3</p>../components.html 测试站 电话"));
    assert_eq!(lamp.examples[0].values, "{\n  \"lamp\": {\n    \"name\": 3\n  },\n  \"site\": {\n    \"contact\": \"电话\"\n  }\n}");
}

#[test]
fn a_fault_names_its_line() {
    let case = |examples: &str, expected: &str| {
        let (gallery, lamp) = faulty(examples);
        let drawn = lamp.examples.iter().filter_map(|example| example.drawn.as_ref().err()).map(|found| (**found).clone());
        let all: Vec<Diagnostic> = lamp.faults.iter().cloned().chain(drawn).collect();
        let report = short(&gallery, &all);
        assert_eq!(report.lines().next(), Some(expected), "{report}");
    };
    let head = "about: 灯\nexamples:\n  - name: 一\n";
    let file = "themes/default/components/lamp";
    case(
        &format!("{head}    use: |-\n      <b>灯</b>\n      {{{{ light }}}}\n"),
        &format!(
            "{file}/examples.yaml:6:7: error[template-error]: the template fails: undefined value: `light` is undefined; an example sees `site`, `page` and what stands under its `with`"
        ),
    );
    case(
        &format!("{head}    use: |-\n      {LAMP}\n    with: {{ lamp: {{ name: ~ }} }}\n"),
        &format!("{file}/template.html:1:7: error[template-error]: the template fails: an empty value cannot be printed; ask `if` first"),
    );
    case(
        &format!("{head}    used: x\n"),
        &format!("{file}/examples.yaml:3:5: error[template-error]: an example has `name`, `use` and perhaps `with`, and nothing else"),
    );
    case(
        "about: [\n",
        &format!(
            "{file}/examples.yaml:2:1: error[yaml-syntax]: this is not YAML (while parsing a node, did not find expected node content); look \
             at this line and the one above: indentation, colons, quotes"
        ),
    );
}

#[test]
fn a_tera_theme_says_that_it_has_no_gallery() {
    let gallery = gallery("plain", &MemoryFiles::default());
    let findings = gallery.components("").expect_err("plain is written for Tera");
    assert_eq!(
        short(&gallery, &findings).lines().next(),
        Some(
            "themes/plain/theme.yaml:1:1: error[template-error]: a gallery shows components of minijinja themes only, and this theme is \
             written for Tera"
        )
    );
}

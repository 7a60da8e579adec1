//! Themes: two engines that refuse the same faults, the two embedded themes that say the same, and the examples of
//! docs/theming.md, built as they stand there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use gongshi::{
    files::{DiskFiles, Files, MemoryFiles},
    plan::Choice,
    theme::embedded,
};
use scraper::{ElementRef, Html, Node, Selector};

use super::support::{Built, TestSite, build, page, root};

/// Every layout there is.
const LAYOUTS: &str = "404 archive consultation corrections data decision document documents evaluation goal goals home listing page \
                       project proposal proposals registry reporting search work_report year";

/// The script of a theme that has one.
const SCRIPT: &str = "assets/script.js";

/// A site with one project and a theme of its own, whose every layout says its title.
fn themed(engine: &str) -> TestSite {
    let site = TestSite::new()
        .file("content/site.yaml", "title: 测试站\ntheme: own\n")
        .file("themes/own/theme.yaml", &format!("name: own\nengine: {engine}\n"))
        .project("");
    LAYOUTS
        .split(' ')
        .fold(site, |site, layout| site.file(&format!("themes/own/layouts/{layout}.html"), "<h1>{{ page.title or site.title }}</h1>\n"))
}

/// The same with files of the theme replaced; the report in one line each, without the words every template error has.
fn faults(engine: &str, files: &[(&str, &str)]) -> Vec<String> {
    let site = files.iter().fold(themed(engine), |site, (path, text)| site.file(&format!("themes/own/{path}"), text));
    let short = site.short();
    let place = |line: &str| line.replace("themes/own/", "").replace(" error[template-error]: the template fails:", "");
    let help = "; a template sees `site`, `page` and `view`, and nothing else";
    short.lines().map(|line| place(line).replace(help, "")).collect()
}

#[test]
fn an_engine_is_one_of_two() {
    let of = |text: &str| themed("minijinja").file("themes/own/theme.yaml", text).short();
    assert_eq!(of("name: own\n"), "", "a theme that does not say is written for minijinja");
    assert_eq!(of("engine: tera\n"), "");
    assert_eq!(
        of("name: own\nengine: terra\n"),
        "themes/own/theme.yaml:2:9: error[template-error]: no template engine is named `terra`; did you mean `tera`?\n"
    );
    assert_eq!(
        of("engine: handlebars\n"),
        "themes/own/theme.yaml:1:9: error[template-error]: no template engine is named `handlebars`; write `minijinja` or `tera`\n"
    );
    assert_eq!(
        of("engine: [tera]\n"),
        "themes/own/theme.yaml:1:9: error[template-error]: the engine of a theme is one word; write `engine: minijinja` or `engine: \
         tera`\n"
    );
}

#[test]
fn unknown_themes_are_told_the_embedded_ones() {
    assert_eq!(embedded(), ["default", "plain"]);
    let of = |name: &str| TestSite::new().file("content/site.yaml", &format!("title: 站\ntheme: {name}\n")).short();
    assert_eq!(
        of("plian"),
        "content/site.yaml:2:8: error[unknown-theme]: no theme named `plian`; did you mean `plain`? (embedded themes: `default`, `plain`)\n"
    );
    assert_eq!(
        of("zzz"),
        "content/site.yaml:2:8: error[unknown-theme]: no theme named `zzz`; put it into themes/zzz/, or leave `theme` out (embedded \
         themes: `default`, `plain`)\n"
    );
}

#[test]
fn faults_of_drawing_are_the_same_in_both_engines() {
    for (engine, fault) in [
        ("minijinja", "{% set nosuch = 1 %}\n{% if page.title %}<b>公示 {{ page.nosuch }}</b>{% endif %}"),
        ("tera", "{% set nosuch = 1 %}\n{% if page.title %}<b>公示 {{ page.nosuch }}</b>{% endif %}"),
    ] {
        assert_eq!(faults(engine, &[("layouts/404.html", fault)]), ["layouts/404.html:2:29: undefined value: `page.nosuch` is undefined"]);
        assert_eq!(
            faults(engine, &[("layouts/404.html", "{{ nosuch }}")]),
            ["layouts/404.html:1:4: undefined value: `nosuch` is undefined"]
        );
        assert_eq!(
            faults(engine, &[("layouts/404.html", "{% for x in view.nosuch %}{{ x }}{% endfor %}")]).len(),
            1,
            "a list that is not there"
        );
        assert_eq!(
            faults(engine, &[("layouts/404.html", "<p>{{ page.canonical }}</p>")]),
            ["layouts/404.html:1:7: an empty value cannot be printed; ask `if` first"]
        );
        let inner = [("layouts/404.html", "<p>\n{% include \"components/in.html\" %}"), ("components/in.html", "\n{{ page.nosuch }}")];
        assert_eq!(faults(engine, &inner), ["components/in.html:2:4: undefined value: `page.nosuch` is undefined"]);
        let frame = [
            ("layouts/frame.html", "<p>\n{% block a %}{% endblock %}\n{{ page.nosuch }}"),
            ("layouts/404.html", "{% extends \"layouts/frame.html\" %}"),
            ("layouts/year.html", "{% extends \"layouts/frame.html\" %}"),
        ];
        assert_eq!(faults(engine, &frame), ["layouts/frame.html:3:4: undefined value: `page.nosuch` is undefined"], "once for two pages");
        let block = [
            ("layouts/frame.html", "<p>\n{% block a %}{% endblock %}"),
            ("layouts/404.html", "{% extends \"layouts/frame.html\" %}\n{% block a %}{{ page.nosuch }}{% endblock %}"),
        ];
        assert_eq!(faults(engine, &block), ["layouts/404.html:2:17: undefined value: `page.nosuch` is undefined"]);
    }
}

#[test]
fn faults_in_parts_and_components_name_their_file() {
    let line = ("components/line.html", "<i>\n甲{{ item.nosuch }}</i>");
    let minijinja = ("layouts/404.html", "{{ part(\"components/line.html\", page, page.root) }}");
    let tera = ("layouts/404.html", "{{ part(template=\"components/line.html\", item=page, root=page.root) }}");
    for (engine, call) in [("minijinja", minijinja), ("tera", tera)] {
        assert_eq!(faults(engine, &[line, call]), ["components/line.html:2:5: undefined value: `item.nosuch` is undefined"]);
    }
    let again = ("components/line.html", "{{ part(\"components/line.html\", item, root) }}");
    assert_eq!(
        faults("minijinja", &[again, minijinja]),
        ["components/line.html:1:4: invalid operation: parts stand in one another more than eight deep"]
    );
    let again = ("components/line.html", "{{ part(template=\"components/line.html\", item=item, root=root) }}");
    assert_eq!(
        faults("tera", &[again, tera]),
        ["components/line.html:1:4: invalid operation: parts stand in one another more than eight deep"]
    );
    let badge = ("components/badge.html", "{% macro badge(of) %}\n<b>{{ of.nosuch }}</b>{% endmacro %}");
    let call = ("layouts/404.html", "{% from \"components/badge.html\" import badge %}{{ badge(page) }}");
    assert_eq!(faults("minijinja", &[badge, call]), ["components/badge.html:2:7: undefined value: `of.nosuch` is undefined"]);
    let badge = ("components/badge.html", "{% component badge(of) %}\n<b>{{ of.nosuch }}</b>{% endcomponent badge %}");
    let call = ("layouts/404.html", "{{ <badge of={page} /> }}");
    assert_eq!(faults("tera", &[badge, call]), ["components/badge.html:2:7: undefined value: `of.nosuch` is undefined"]);
    assert_eq!(
        faults("tera", &[("layouts/404.html", "{{ page.nosuch | safe }}")]),
        ["layouts/404.html:1:18: an undefined value cannot be printed"]
    );
}

#[test]
fn faults_of_loading_are_all_told_at_once() {
    let files = [
        ("layouts/404.html", "<p>甲{{ <nosuch /> }}</p>{% include \"no.html\" %}"),
        ("layouts/home.html", "{{ page.title | nosuch }}{{ nosuch() }}{% if page is nosuch %}{% endif %}"),
    ];
    assert_eq!(
        faults("tera", &files),
        [
            "layouts/404.html:1:8: unknown component: nosuch is unknown",
            "layouts/404.html:1:36: template not found: template \"no.html\" does not exist",
            "layouts/home.html:1:17: unknown filter: filter nosuch is unknown",
            "layouts/home.html:1:29: unknown function: nosuch is unknown",
            "layouts/home.html:1:54: unknown test: test nosuch is unknown",
        ]
    );
    assert_eq!(
        faults("tera", &[("layouts/404.html", "<p>\n{% if %}"), ("layouts/year.html", "甲{{ a b }}")]),
        [
            "layouts/404.html:2:7: syntax error: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, \
             `{`, `[` or `(`",
            "layouts/year.html:1:7: syntax error: Found identifier but expected }}.",
        ]
    );
    for (engine, column) in [("minijinja", 4), ("tera", 12)] {
        assert_eq!(
            faults(engine, &[("layouts/404.html", "{% extends \"layouts/nosuch.html\" %}")]),
            [format!("layouts/404.html:1:{column}: template not found: template \"layouts/nosuch.html\" does not exist")]
        );
    }
    assert_eq!(
        faults("minijinja", &[("layouts/404.html", "<p>\n{% if %}"), ("layouts/year.html", "甲{{ a b }}")]).len(),
        2,
        "both faults of syntax"
    );
}

#[test]
fn both_engines_print_and_call_alike() {
    let text = "a & b < c > d \" e ' f";
    let site = |engine: &str, call: &str| {
        let built = themed(engine)
            .file("content/site.yaml", &format!("title: {text:?}\ntheme: own\n"))
            .file(
                "themes/own/layouts/404.html",
                &format!("{{{{ site.title }}}}|{{{{ site.title|safe }}}}|{{{{ 7 }}}}|{{{{ true }}}}|{call}"),
            )
            .built();
        page(&built, "404.html").trim_end().to_owned()
    };
    let expected = "a &amp; b &lt; c &gt; d &quot; e &#39; f|a & b < c > d \" e ' f|7|true|01.html";
    assert_eq!(site("minijinja", "{{ file_name(\"2020/01.html\") }}"), expected);
    assert_eq!(site("minijinja", "{{ file_name(path=\"2020/01.html\") }}"), expected);
    assert_eq!(site("tera", "{{ file_name(path=\"2020/01.html\") }}"), expected);
    for engine in ["minijinja", "tera"] {
        let fault = |call: &str| faults(engine, &[("layouts/404.html", call)]);
        assert_eq!(fault("{{ file_name() }}"), ["layouts/404.html:1:4: missing argument: `path`"]);
        assert_eq!(fault("{{ file_name(path=3) }}"), ["layouts/404.html:1:4: invalid operation: the path must be text"]);
    }
}

#[test]
fn templates_of_another_engine_are_never_lent() {
    let bare = |engine: &str| {
        TestSite::new()
            .file("content/site.yaml", "title: 测试站\ntheme: own\n")
            .file("themes/own/theme.yaml", &format!("engine: {engine}\nstyles: [own.css]\n"))
            .file("themes/own/own.css", "p {}\n")
    };
    let lent = bare("minijinja").built();
    assert!(lent.files.len() > 10 && page(&lent, "404.html").contains("<main"));
    let missing = bare("tera").short();
    assert!(
        missing.lines().all(|line| line.starts_with("themes/own/layouts/") && line.contains("template not found")),
        "every layout is its own to write:\n{missing}"
    );
    let own =
        themed("tera").file("themes/own/theme.yaml", "engine: tera\nstyles: [own.css]\n").file("themes/own/own.css", "p {}\n").built();
    assert_eq!(page(&own, "assets/style.css"), "p {}\n", "no style of another engine's components");
    assert!(own.files.contains_key("assets/icon.svg"), "assets fit every engine");
}

#[test]
fn an_embedded_theme_is_replaced_file_by_file() {
    let site = TestSite::new().file("content/site.yaml", "title: 测试站\ntheme: plain\n");
    let built = site.clone().file("themes/plain/layouts/404.html", "<h1>{{ page.title }}</h1>\n").built();
    assert!(page(&built, "404.html").starts_with("<h1>"));
    assert!(page(&built, "index.html").contains("<main id=\"main\" tabindex=\"-1\">"), "the rest is the embedded theme");
    assert!(!page(&built, "index.html").contains("class=\"gs-"), "and not the default one");
    assert!(!built.files.contains_key(SCRIPT) && !page(&built, "index.html").contains("<script src"), "there is no script");
    assert!(built.files["assets/style.css"].len() < 3000, "and one small stylesheet");
    let broken = site.file("themes/plain/layouts/404.html", "\n{{ nosuch }}").short();
    assert!(broken.starts_with("themes/plain/layouts/404.html:2:4: error[template-error]"), "{broken}");
}

/// What a page says in `<main>`: where it links to, its headings, its text in tokens. What a theme marks `data-extra`, and
/// drawings, repeat what the words say; what it marks `data-script` does nothing without a script.
#[derive(Debug, PartialEq, Default)]
struct Said {
    links: BTreeSet<String>,
    headings: Vec<String>,
    tokens: BTreeMap<String, usize>,
}

fn said(html: &str) -> Said {
    let document = Html::parse_document(html);
    let main = document.select(&Selector::parse("main").expect("a selector")).next().expect("a page has main");
    let mut found = Said::default();
    walk(main, &mut found);
    found
}

fn walk(element: ElementRef<'_>, found: &mut Said) {
    for child in element.children() {
        if let Node::Text(text) = child.value() {
            for token in tokens(text) {
                *found.tokens.entry(token).or_default() += 1;
            }
        }
        let Some(inner) = ElementRef::wrap(child) else { continue };
        let name = inner.value().name();
        if ["data-extra", "data-script"].iter().any(|mark| inner.value().attr(mark).is_some()) || name == "svg" {
            continue;
        }
        if let Some(href) = inner.value().attr("href").filter(|_| name == "a") {
            found.links.insert(href.to_owned());
        }
        if name.len() == 2 && name.starts_with('h') && name != "hr" {
            let text: String = inner.text().collect::<String>().split_whitespace().collect();
            found.headings.push(format!("{name} {text}"));
        }
        walk(inner, found);
    }
}

/// Runs of letters and runs of figures.
fn tokens(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        let kind = if c.is_ascii_digit() || matches!(c, '.' | '%') { Some(true) } else { c.is_alphanumeric().then_some(false) };
        match (kind, kind == last) {
            (None, _) => {}
            (Some(_), true) => found.last_mut().expect("a token before").push(c),
            (Some(_), false) => found.push(c.to_string()),
        }
        last = kind;
    }
    found
}

/// The real content drawn with a theme.
fn real(theme: &str) -> Built {
    let disk = DiskFiles::new(&root());
    let mut files = MemoryFiles::default();
    for entry in disk.list("content").expect("the content") {
        let bytes = disk.read(&entry.path).expect("a file");
        let text = String::from_utf8(bytes.clone()).unwrap_or_default();
        match &*entry.path.to_string() {
            "content/site.yaml" => files.insert("content/site.yaml", text.replace("theme: default", &format!("theme: {theme}"))),
            path => files.insert(path, bytes),
        }
    }
    build(&files, &Choice::default()).built.expect("no faults")
}

#[test]
fn the_embedded_themes_say_the_same() {
    let (default, plain) = (real("default"), real("plain"));
    assert!(default.files["assets/style.css"] != plain.files["assets/style.css"], "two themes were drawn");
    assert!(default.files.contains_key(SCRIPT), "one of them has a script");
    assert!(default.files.keys().filter(|path| *path != SCRIPT).eq(plain.files.keys()), "the same files but for it");
    let pages: Vec<&String> = default.files.keys().filter(|path| path.ends_with(".html")).collect();
    assert!(pages.len() > 200, "the real content has many pages");
    let mut wrong = Vec::new();
    for path in pages {
        let (one, other) = (said(&page(&default, path)), said(&page(&plain, path)));
        if one != other {
            let only = |one: &Said, other: &Said| {
                let links: Vec<&String> = one.links.difference(&other.links).collect();
                let heads: Vec<&String> = one.headings.iter().filter(|heading| !other.headings.contains(heading)).collect();
                let tokens: Vec<_> = one.tokens.iter().filter(|(token, count)| other.tokens.get(*token) != Some(count)).collect();
                format!("{links:?} {heads:?} {tokens:?}")
            };
            wrong.push(format!("{path}\n  default: {}\n  plain: {}", only(&one, &other), only(&other, &one)));
        }
    }
    assert!(wrong.is_empty(), "{} pages differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_examples_of_the_docs_do_what_they_say() {
    let text = fs::read_to_string(root().join("docs/theming.md")).expect("the page");
    let mut blocks: Vec<(Vec<&str>, String)> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let body: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        blocks.push((info.split(' ').skip(1).collect(), body));
    }
    for theme in ["kiosk", "letter"] {
        let mut site = TestSite::default().file("content/site.yaml", &format!("title: 滨江区实事项目公示\ntheme: {theme}\n"));
        let mut expected = Vec::new();
        for (paths, body) in &blocks {
            for path in paths {
                match path.split_once('/') {
                    Some((first, page)) if first == theme => expected.push((page, body)),
                    Some(("themes" | "content", _)) => site = site.file(path, body),
                    _ => {}
                }
            }
        }
        let built = site.built();
        assert!(expected.iter().any(|(path, _)| *path == "2020/01.html"), "{theme}: a page is shown");
        for (path, body) in expected {
            assert_eq!(page(&built, path).trim_end(), body.trim_end(), "{theme}: {path}");
        }
    }
}

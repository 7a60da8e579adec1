//! The gallery of the theme's components, at `/-/components`: each with what it is for and its examples, drawn with the
//! site's own stylesheet and script. It is made when it is asked for.

use std::{fmt::Write as _, path::Path};

use super::{Moment, editor::Editor, html::escape, panel, words};
use crate::{
    diag::{Diagnostic, Language, Texts},
    render::gallery::{Component, Example},
    theme::{SCRIPT, STYLESHEET},
};

/// The way from the page to the site's root.
const ROOT: &str = "../";

/// The page, without the preview's script. `folder` is the absolute folder of the site.
pub fn page(moment: &Moment, folder: &Path, language: Language) -> String {
    let texts = moment.gallery.as_ref().map(|gallery| gallery.texts()).unwrap_or_default();
    let drawn_in = moment.gallery.as_ref().map_or("", |gallery| &gallery.site.language);
    let page = Page { folder, texts: &texts, language, drawn_in };
    let title = page.say("Components of the theme", "主题的组件");
    let mut main = format!("<h1>{title}</h1>\n<p><a href=\"/-/\">{}</a></p>\n", page.say("Overview", "总览"));
    match moment.gallery.as_ref().map(|gallery| gallery.components(ROOT)) {
        None => main += page.say("<p>Nothing has been built yet.</p>\n", "<p>尚未生成。</p>\n"),
        Some(Err(findings)) => main.push_str(&page.faults(&findings)),
        Some(Ok(components)) => {
            main.push_str(&page.contents(&components));
            for component in &components {
                main.push_str(&page.component(component));
            }
        }
    }
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"icon\" href=\"/-/icon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"stylesheet\" href=\"{ROOT}{STYLESHEET}\">\n\
         <link rel=\"stylesheet\" href=\"/-/gallery.css\">\n\
         <script src=\"{ROOT}{SCRIPT}\"></script>\n</head>\n<body class=\"gs-body\">\n\
         <main class=\"gs-main\" id=\"main\">\n{main}</main>\n</body>\n</html>\n",
        words::tag(language)
    )
}

#[derive(Clone, Copy)]
struct Page<'a> {
    folder: &'a Path,
    texts: &'a Texts,
    language: Language,
    /// The language of the site, and with it of what is drawn.
    drawn_in: &'a str,
}

impl Page<'_> {
    fn say<'t>(self, en: &'t str, zh: &'t str) -> &'t str {
        words::say(self.language, en, zh)
    }

    fn contents(self, components: &[Component]) -> String {
        let mut out = format!("<nav aria-label=\"{}\">\n<ul class=\"gallery-contents\">\n", self.say("Components", "组件"));
        for Component { name, .. } in components {
            let name = escape(name);
            let _ = writeln!(out, "<li><a href=\"#component-{name}\">{name}</a></li>");
        }
        out + "</ul>\n</nav>\n"
    }

    fn component(self, component: &Component) -> String {
        let name = escape(&component.name);
        let mut out = format!(
            "<section class=\"gallery-component\" aria-labelledby=\"component-{name}\">\n<h2 id=\"component-{name}\">{name}</h2>\n"
        );
        if component.about.is_empty() && component.faults.is_empty() {
            let _ = writeln!(out, "<p>{}</p>", self.say("This component has no examples.", "这个组件没有例子。"));
        }
        if !component.about.is_empty() {
            let _ = writeln!(out, "<p>{}</p>", escape(&component.about));
        }
        out.push_str(&self.faults(&component.faults));
        for example in &component.examples {
            out.push_str(&self.example(example));
        }
        out + "</section>\n"
    }

    fn example(self, example: &Example) -> String {
        let mut out = format!("<article class=\"gallery-example\">\n<h3>{}</h3>\n", escape(&example.name));
        match &example.drawn {
            Ok(html) => {
                let _ = writeln!(out, "<div class=\"gallery-drawn\" lang=\"{}\">\n{html}\n</div>", escape(self.drawn_in));
            }
            Err(finding) => out.push_str(&self.faults(std::slice::from_ref(finding))),
        }
        let _ =
            writeln!(out, "<details class=\"gallery-source\"><summary>{}</summary>", self.say("Use, values and HTML", "用法、取值与 HTML"));
        for source in [Some(&example.source), Some(&example.values), example.drawn.as_ref().ok()].into_iter().flatten() {
            let _ = writeln!(out, "<pre tabindex=\"0\"><code>{}</code></pre>", escape(source));
        }
        out + "</details>\n</article>\n"
    }

    fn faults(self, findings: &[Diagnostic]) -> String {
        let editor = Editor { root: self.folder, texts: self.texts };
        let shown = findings.iter().map(|finding| format!("<li>\n{}</li>\n", panel::finding(finding, editor, self.language)));
        if findings.is_empty() { String::new() } else { format!("<ul class=\"gallery-faults\">\n{}</ul>\n", shown.collect::<String>()) }
    }
}

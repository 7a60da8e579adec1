//! The overview for staff, at `/-/`: the last build, what is wrong, what is held back, whose figures are overdue.

use std::{collections::BTreeMap, fmt::Write as _};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{
    HeldBack, Moment, Overdue,
    editor::Editor,
    html::{document, escape},
    panel, words,
};
use crate::{
    diag::{Diagnostic, Language},
    site::date::PartialDate,
};

/// Signs of a path that an address must not carry as they are.
const ADDRESS: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}');

/// The page, without the script.
pub fn page(moment: &Moment, editor: Editor<'_>, language: Language) -> String {
    let staff = Staff { moment, editor, language };
    let title = format!("{} · {}", staff.say("Overview", "总览"), moment.built.title);
    let title = title.trim_end_matches(" · ");
    let main = format!(
        "<h1>{}</h1>\n{}{}{}{}{}",
        escape(title),
        staff.links(),
        staff.built(),
        staff.findings(),
        staff.held_back(),
        staff.overdue()
    );
    document("staff", words::tag(language), title, &main)
}

#[derive(Clone, Copy)]
struct Staff<'a> {
    moment: &'a Moment,
    editor: Editor<'a>,
    language: Language,
}

impl Staff<'_> {
    fn say<'t>(self, en: &'t str, zh: &'t str) -> &'t str {
        words::say(self.language, en, zh)
    }

    fn links(self) -> String {
        let mut out = format!("<nav aria-label=\"{}\">\n<ul class=\"links\">\n", self.say("Preview", "预览"));
        let _ = writeln!(out, "<li><a href=\"/\">{}</a></li>", self.say("Home page of the site", "网站首页"));
        let base = &self.moment.base_path;
        if base != "/" {
            let words = self.say("The same below", "同一网站，位于");
            let _ = writeln!(out, "<li><a href=\"{}\">{words} <code>{}</code></a></li>", address(base), escape(base));
        }
        let _ = writeln!(out, "<li><a href=\"/-/components\">{}</a></li>", self.say("Components of the theme", "主题的组件"));
        out + "</ul>\n</nav>\n"
    }

    fn built(self) -> String {
        let built = &self.moment.built;
        let mut out = section("built", self.say("Last build", "最近一次生成"));
        let (class, state) = match (self.moment.is_broken(), &self.moment.pages) {
            (true, Some(_)) => {
                ("bad", self.say("The last build failed; the pages are those from before.", "最近一次生成失败，页面仍是之前的。"))
            }
            (true, None) => ("bad", self.say("The build failed; there are no pages yet.", "生成失败，还没有页面。")),
            (false, Some(_)) => ("good", self.say("The pages are up to date.", "页面是最新的。")),
            (false, None) => ("wait", self.say("Nothing has been built yet.", "尚未生成。")),
        };
        let _ = writeln!(out, "<p class=\"state state--{class}\">{state}</p>");
        if self.moment.pages.is_some() {
            let facts = [
                (self.say("Pages built at", "页面生成于"), escape(&built.at)),
                (self.say("Took", "用时"), words::took(self.language, built.took)),
                (self.say("Pages", "页面总数"), built.pages.to_string()),
                (self.say("Drawn", "重新生成"), built.rendered.to_string()),
                (self.say("Reused", "沿用"), built.reused.to_string()),
                (self.say("Removed", "删除"), built.removed.to_string()),
            ];
            out.push_str("<dl class=\"facts\">\n");
            for (name, value) in facts {
                let _ = writeln!(out, "<div><dt>{name}</dt><dd>{value}</dd></div>");
            }
            out.push_str("</dl>\n");
        }
        out + "</section>\n"
    }

    fn findings(self) -> String {
        let (errors, warnings) = self.moment.counts();
        let mut out = section("findings", self.say("Errors and warnings", "错误和警告"));
        if errors + warnings == 0 {
            return out + &none(self.say("No errors, no warnings.", "没有错误，没有警告。"));
        }
        let comma = self.say(", ", "，");
        let _ = writeln!(out, "<p>{}{comma}{}</p>", words::errors(self.language, errors), words::warnings(self.language, warnings));
        let mut files: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        for finding in &self.moment.findings {
            files.entry(&finding.span.path).or_default().push(finding);
        }
        for (path, findings) in files {
            let _ = writeln!(out, "<h3>{}</h3>\n<ul class=\"findings\">", escape(path));
            for finding in findings {
                let _ = writeln!(out, "<li class=\"finding\">\n{}</li>", panel::finding(finding, self.editor, self.language));
            }
            out.push_str("</ul>\n");
        }
        out + "</section>\n"
    }

    fn held_back(self) -> String {
        let mut out = section("held-back", self.say("Held back", "尚未公布"));
        if self.moment.held_back.is_empty() {
            return out + &none(self.say("Nothing is held back.", "没有草稿，也没有定时公布的内容。"));
        }
        let head = [self.say("Page", "页面"), self.say("Published from", "公布日期"), self.say("File", "文件")];
        out.push_str(&table(self.say("Drafts and what is published on a later day", "草稿和定时公布的内容"), &head));
        out.push_str("<tbody>\n");
        for held in &self.moment.held_back {
            out.push_str(&self.held(held));
        }
        out + "</tbody>\n</table>\n</section>\n"
    }

    fn held(self, held: &HeldBack) -> String {
        let page = match &held.address {
            Some(at) => page_link(at, at),
            None => self.say("not shown", "不显示").to_owned(),
        };
        let until = held.until.map_or(self.say("draft", "草稿").to_owned(), |date| words::date(self.language, date));
        format!("<tr><td>{page}</td><td>{until}</td><td>{}</td></tr>\n", self.editor.file(&held.path))
    }

    fn overdue(self) -> String {
        let mut out = section("overdue", self.say("Figures without a reading", "待报送的指标"));
        let day = self.moment.reporting_day.map(|day| words::date(self.language, PartialDate::day(day)));
        if self.moment.overdue.is_empty() {
            let sentence = match (&day, self.language) {
                (None, _) => self.say("The site names no reporting day.", "网站没有规定报送日。").to_owned(),
                (Some(day), Language::English) => format!("Every figure has a reading since the reporting day, {day}."),
                (Some(day), Language::Chinese) => format!("自报送日{day}起，各项指标都已有读数。"),
            };
            return out + &none(&sentence);
        }
        let caption = match (&day, self.language) {
            (None, _) => self.say("Figures that wait for a reading", "尚无新读数的指标").to_owned(),
            (Some(day), Language::English) => format!("No reading since the reporting day, {day}"),
            (Some(day), Language::Chinese) => format!("自报送日{day}起没有新读数"),
        };
        let head = [self.say("Project", "项目"), self.say("Indicator", "指标"), self.say("Last reading", "最近读数")];
        out.push_str(&table(&caption, &head));
        // Projects in the order they first appear, each with all of its figures.
        let mut projects: Vec<(&str, Vec<&Overdue>)> = Vec::new();
        for figure in &self.moment.overdue {
            match projects.iter_mut().find(|(address, _)| *address == figure.address) {
                Some((_, figures)) => figures.push(figure),
                None => projects.push((&figure.address, vec![figure])),
            }
        }
        for (at, figures) in projects {
            let rows = figures.len();
            out.push_str("<tbody>\n");
            for (n, figure) in figures.into_iter().enumerate() {
                let link = page_link(at, &figure.project);
                let project = if n == 0 { format!("<th scope=\"rowgroup\" rowspan=\"{rows}\">{link}</th>") } else { String::new() };
                let last = figure.last.map_or(self.say("never", "从未报送").to_owned(), |date| words::date(self.language, date));
                let _ = writeln!(out, "<tr>{project}<td>{}</td><td>{last}</td></tr>", escape(&figure.indicator));
            }
            out.push_str("</tbody>\n");
        }
        out + "</table>\n</section>\n"
    }
}

/// The rest of a section that has nothing to list.
fn none(sentence: &str) -> String {
    format!("<p>{sentence}</p>\n</section>\n")
}

fn section(id: &str, title: &str) -> String {
    format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n")
}

fn table(caption: &str, head: &[&str]) -> String {
    let mut out = format!("<table>\n<caption>{caption}</caption>\n<thead>\n<tr>");
    for name in head {
        let _ = write!(out, "<th scope=\"col\">{name}</th>");
    }
    out + "</tr>\n</thead>\n"
}

fn page_link(at: &str, shown: &str) -> String {
    format!("<a href=\"{}\">{}</a>", address(&format!("/{}", at.trim_start_matches('/'))), escape(shown))
}

/// A path of the site as an address in an attribute.
fn address(path: &str) -> String {
    escape(&utf8_percent_encode(path, ADDRESS).to_string())
}

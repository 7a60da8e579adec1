//! From sources to a site: which file is what, in which order names become known, which narrative belongs to whom.
//!
//! Registries come first, then documents, then everything that names them. Files of one kind are lowered in parallel;
//! results keep the order of their paths, so neither threads nor the disk's order show.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{
    Site, diagnostics as say,
    lower::{self, Broken, Cx, Names},
    model::{Config, Entry, Programme, Project},
    schema,
};
use crate::{
    diag::{Diagnostics, Loc, Span, text},
    files::SitePath,
    source::Sources,
    syntax::{
        front_matter, unclosed_front_matter,
        yaml::{self, Node},
    },
};

/// Lower everything.
pub fn site(diags: &mut Diagnostics, sources: &Sources) -> Site {
    let mut site = Site { broken: sources.broken.iter().cloned().collect(), ..Site::default() };
    let mut names = Names::default();
    let mut builder = Builder { diags, sources, broken: Vec::new() };
    builder.invisible_signs();
    site.config = builder.config();
    builder.registries(&mut site, &mut names);
    builder.documents(&mut site, &mut names);
    site.pages = builder.articles(&names, Role::Page, lower::page);
    site.pages.sort_by(|a, b| (a.order, &a.article.id).cmp(&(b.order, &b.article.id)));
    site.programmes = builder.programmes(&names);
    site.attachments = builder.attachments();
    let broken = builder.broken;
    site.broken.extend(broken);
    site
}

struct Builder<'a> {
    diags: &'a mut Diagnostics,
    sources: &'a Sources,
    broken: Vec<SitePath>,
}

/// Where a content file belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Registry,
    Page,
    Document,
    Year(i32),
    YearNarrative(i32),
    Project(i32),
    Narrative(i32),
    Attachment,
    Unknown,
}

fn role(path: &SitePath) -> Role {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let year = |text: &str| (text.len() == 4).then(|| text.parse::<i32>().ok()).flatten().filter(|y| (1900..=2200).contains(y));
    let extension = path.extension();
    match (&parts[..], parts.first().and_then(|first| year(first))) {
        (["site.yaml" | "departments.yaml" | "places.yaml" | "categories.yaml"], _) => Role::Registry,
        (["pages", _], _) if extension == "md" => Role::Page,
        (["documents", _], _) if extension == "md" => Role::Document,
        ([_, "year.yaml"], Some(year)) => Role::Year(year),
        ([_, "index.md"], Some(year)) => Role::YearNarrative(year),
        ([_, "projects", _], Some(year)) if extension == "yaml" => Role::Project(year),
        ([_, "projects", _], Some(year)) if extension == "md" => Role::Narrative(year),
        (["pages" | "documents", _, _, ..], _) | ([_, "projects", _, _, ..] | [_, "index", _, ..], Some(_)) if is_attachment(extension) => {
            Role::Attachment
        }
        _ => Role::Unknown,
    }
}

fn is_attachment(extension: &str) -> bool {
    !matches!(extension, "md" | "yaml" | "yml")
}

impl Builder<'_> {
    /// Parse and lower one YAML file. `None` where it is absent or broken.
    fn yaml<T>(&mut self, names: &Names, path: &str, read: impl FnOnce(&mut Cx<'_>, &Node<'_>) -> T) -> Option<T> {
        let path = SitePath::new(path);
        let text = self.sources.texts.get(&path)?;
        let mut cx = Cx::new(&path, names);
        let value = yaml::parse(&mut cx.diags, &path, text, 0).map(|node| read(&mut cx, &node));
        self.diags.append(cx.diags);
        if value.is_none() {
            self.broken.push(path);
        }
        value
    }

    fn exists(&self, path: &str) -> bool {
        let path = SitePath::new(path);
        self.sources.texts.contains_key(&path) || self.sources.broken.contains(&path)
    }

    /// Whether files stand below a path.
    fn is_folder(&self, path: &str) -> bool {
        let inside = |file: &SitePath| file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        self.sources.texts.keys().chain(&self.sources.attachments).chain(&self.sources.broken).any(inside)
    }

    /// Signs in Markdown that no reader sees; those of YAML are found where its values are read.
    fn invisible_signs(&mut self) {
        for (path, text) in &self.sources.texts {
            let start = match role(path) {
                Role::Page | Role::Document => front_matter::split(text).body.0,
                Role::YearNarrative(_) | Role::Narrative(_) => 0,
                _ => continue,
            };
            let body = &text[start..];
            if let Some((at, sign)) = lower::invisible(body).and_then(|sign| Some((start + body.find(sign)?, sign))) {
                self.diags.push(say::invisible(Span::new(path, Loc::new(at, at + sign.len_utf8())), sign));
            }
        }
    }

    fn config(&mut self) -> Config {
        let path = "content/site.yaml";
        if !self.exists(path) {
            let span = Span::file(&SitePath::new(path));
            self.diags.push(if self.is_folder(path) {
                say::missing_file(span, "content/site.yaml is a folder", "content/site.yaml 是文件夹")
                    .help(text("rename the folder, and write the file", "请更改文件夹的名称，并写好这个文件"))
            } else {
                say::missing_file(span, "the site has no file content/site.yaml", "缺少文件 content/site.yaml")
                    .help(text("`gongshi init DIR` writes a small site to begin with", "`gongshi init 目录` 可生成一个示例站点"))
            });
        }
        self.yaml(&Names::default(), path, lower::config).unwrap_or_default()
    }

    /// A registry's entries, and whether its file has faults, so that its names are not missed.
    fn registry(&mut self, file: &str, record: &'static schema::Record) -> (Vec<Entry>, bool) {
        let path = format!("content/{file}.yaml");
        let lowered = self.yaml(&Names::default(), &path, |cx, node| {
            let mut entries = lower::entries(cx, node, record);
            // An entry at fault may lack, or be, the name that is asked for.
            let faulty = cx.diags.has_errors();
            lower::members(cx, node, &mut entries, faulty);
            (entries, faulty)
        });
        let exists = self.exists(&path);
        lowered.unwrap_or((Vec::new(), exists))
    }

    fn registries(&mut self, site: &mut Site, names: &mut Names) {
        let (departments, broken_departments) = self.registry("departments", &schema::DEPARTMENT);
        let (places, broken_places) = self.registry("places", &schema::PLACE);
        let (categories, broken_categories) = self.registry("categories", &schema::CATEGORY);
        names.departments = lower::name_table(&departments);
        names.official = departments.iter().map(|entry| entry.name.clone()).collect();
        names.places = lower::name_table(&places);
        names.categories = lower::name_table(&categories);
        names.broken = Broken { departments: broken_departments, places: broken_places, categories: broken_categories, documents: false };
        (site.departments, site.places, site.categories) = (departments, places, categories);
    }

    fn documents(&mut self, site: &mut Site, names: &mut Names) {
        site.documents = self.articles(names, Role::Document, lower::document);
        let mut broken = self.broken.iter().chain(&self.sources.broken);
        names.broken.documents = broken.any(|path| **path == *"content/documents" || path.starts_with("content/documents/"));
        names.documents = lower::document_table(&site.documents);
    }

    /// Every Markdown file of a role, lowered.
    fn articles<T: Send>(
        &mut self,
        names: &Names,
        wanted: Role,
        read: impl Fn(&mut Cx<'_>, &Node<'_>, &str, usize) -> Option<T> + Sync,
    ) -> Vec<T> {
        let files: Vec<_> = self.sources.texts.iter().filter(|(path, _)| role(path) == wanted).collect();
        let lowered: Vec<_> = files
            .par_iter()
            .map(|(path, text)| {
                let mut cx = Cx::new(path, names);
                let split = front_matter::split(text);
                let (offset, yaml) = split.yaml.unwrap_or((0, ""));
                let closed = split.body.0 > offset + yaml.len();
                let node = if split.yaml.is_none() {
                    cx.say(say::no_front_matter(Span::file(path)));
                    None
                } else if closed {
                    yaml::parse(&mut cx.diags, path, yaml, offset).map(lower::or_empty)
                } else {
                    cx.say(unclosed_front_matter(Span::new(path, Loc::new(0, 3))));
                    None
                };
                let article = node.and_then(|node| read(&mut cx, &node, text, split.body.0));
                lower::check_stem(&mut cx, false);
                (article, cx.diags)
            })
            .collect();
        self.collect(files.into_iter().map(|(path, _)| path), lowered)
    }

    fn collect<'p, T>(&mut self, paths: impl Iterator<Item = &'p SitePath>, lowered: Vec<(Option<T>, Diagnostics)>) -> Vec<T> {
        let mut found = Vec::with_capacity(lowered.len());
        for (path, (value, diags)) in paths.zip(lowered) {
            self.diags.append(diags);
            match value {
                Some(value) => found.push(value),
                None => self.broken.push(path.clone()),
            }
        }
        found
    }

    fn programmes(&mut self, names: &Names) -> Vec<Programme> {
        let mut years: BTreeMap<i32, Vec<(&SitePath, &str)>> = BTreeMap::new();
        for (path, text) in &self.sources.texts {
            if let Role::Year(year) | Role::YearNarrative(year) | Role::Project(year) | Role::Narrative(year) = role(path) {
                years.entry(year).or_default().push((path, text));
            }
        }
        let mut programmes: Vec<Programme> = years.into_iter().map(|(year, files)| self.programme(names, year, &files)).collect();
        programmes.reverse();
        programmes
    }

    fn programme(&mut self, names: &Names, year: i32, files: &[(&SitePath, &str)]) -> Programme {
        let path = format!("content/{year}/year.yaml");
        if !self.exists(&path) {
            let help = text("describe the programme there, at least its `title`", "请在其中写明年度，至少写 `标题`");
            let found = say::missing_file(Span::file(&SitePath::new(&path)), "the year has no year.yaml", "该年度缺少 year.yaml");
            self.diags.push(found.help(help));
        }
        let before = self.broken.len();
        let read = self.yaml(names, &path, |cx, node| (lower::programme(cx, node, year), cx.diags.has_errors()));
        let faulty = read.as_ref().is_none_or(|(_, faulty)| *faulty);
        // A programme that cannot be read still holds its projects, so that links to them are not reported.
        let programme = read.and_then(|(programme, _)| programme).unwrap_or_else(|| lower::unread(SitePath::new(&path), year));
        let narrative = files.iter().find(|(path, _)| role(path) == Role::YearNarrative(year));
        let projects = self.projects(names, year, files);
        let prefix = format!("content/{year}/projects/");
        let mut unread = self.broken[before..].iter().chain(&self.sources.broken);
        let broken = unread.any(|path| path.starts_with(&prefix));
        let narrative = narrative.and_then(|(path, text)| lower::narrative(path, text, 0));
        let faulty = faulty || projects.iter().any(|project| project.faulty);
        Programme { narrative, projects, broken, faulty: faulty || broken, ..programme }
    }

    fn projects(&mut self, names: &Names, year: i32, files: &[(&SitePath, &str)]) -> Vec<Project> {
        let of = |wanted: Role| files.iter().filter(move |(path, _)| role(path) == wanted);
        let narratives: BTreeMap<&str, (&SitePath, &str)> = of(Role::Narrative(year)).map(|(p, t)| (p.stem(), (*p, *t))).collect();
        let files: Vec<_> = of(Role::Project(year)).collect();
        let lowered: Vec<_> = files
            .par_iter()
            .map(|(path, text)| {
                let mut cx = Cx::new(path, names);
                let node = yaml::parse(&mut cx.diags, path, text, 0);
                let mut project = node.and_then(|node| lower::project(&mut cx, &node));
                if let (Some(project), Some((path, text))) = (&mut project, narratives.get(path.stem())) {
                    project.narrative = lower::narrative(path, text, 0);
                }
                (project, cx.diags)
            })
            .collect();
        for (stem, (path, _)) in &narratives {
            let owned = files.iter().any(|(path, _)| path.stem() == *stem)
                || self.sources.broken.iter().any(|path| path.starts_with(&format!("content/{year}/projects/{stem}.yaml")));
            if !owned {
                let help = text(format!("write {stem}.yaml beside it, or rename it"), format!("请在旁边写 {stem}.yaml，或更改文件名"));
                self.diags.push(say::unknown_file(Span::file(path), help));
            }
        }
        let mut projects = self.collect(files.iter().map(|(path, _)| *path), lowered);
        projects.sort_by(|a, b| (a.ordinal.unwrap_or(u32::MAX), &a.id).cmp(&(b.ordinal.unwrap_or(u32::MAX), &b.id)));
        projects
    }

    /// Whether the page an attachment stands beside exists, be it broken.
    fn has_owner(&self, path: &SitePath) -> bool {
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            ["content", year, "projects", stem, ..] => self.exists(&format!("content/{year}/projects/{stem}.yaml")),
            ["content", year, "index", ..] => self.exists(&format!("content/{year}/index.md")),
            ["content", folder, stem, ..] => self.exists(&format!("content/{folder}/{stem}.md")),
            _ => false,
        }
    }

    /// The attachments, with a warning for every file nothing reads.
    fn attachments(&mut self) -> Vec<SitePath> {
        let all = self.sources.texts.keys().chain(&self.sources.attachments);
        let mut kept = Vec::new();
        for path in all {
            match role(path) {
                Role::Attachment if self.has_owner(path) => kept.push(path.clone()),
                Role::Attachment => {
                    let help = text(
                        "no page has this name: rename the folder like its page, or remove the file",
                        "没有同名的页面：请把文件夹改成与所属页面同名，或删除该文件",
                    );
                    self.diags.push(say::unknown_file(Span::file(path), help));
                }
                Role::Unknown => {
                    let help = if path.extension() == "yml" {
                        text("rename it: gongshi reads `.yaml`", "请把扩展名改为 `.yaml`")
                    } else {
                        text(
                            "docs/content.md shows which folder holds what; attachments stand in the folder named like their page",
                            "各文件夹用途见 docs/content.md；附件放在与所属页面同名的文件夹中",
                        )
                    };
                    self.diags.push(say::unknown_file(Span::file(path), help));
                }
                _ => {}
            }
        }
        kept.sort();
        kept
    }
}

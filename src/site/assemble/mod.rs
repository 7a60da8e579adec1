//! From sources to a site: which file is what, in which order names become known, which narrative belongs to whom.
//!
//! Registries come first, then documents, then everything that names them. Files of one kind are lowered in parallel;
//! results keep the order of their paths, so neither threads nor the disk's order show. A project whose files and names
//! are known from before is not read again.

mod proceedings;
mod roles;

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::{
    Known, Site, Visitor, check, diagnostics as say,
    lower::{self, Broken, Cx, Names},
    model::{Config, Dossier, Entry, Outline, Programme, Project},
    published::Published,
    schema,
};
use roles::{Roles, YearFiles};

use crate::{
    diag::{Diagnostics, Loc, Span, text},
    files::{Files, MemoryFiles, SitePath},
    memo::Key,
    privacy::{self, Exception},
    source::{Seen, SourceError, Sources},
    syntax::{
        front_matter, unclosed_front_matter,
        yaml::{self, Node},
    },
};

/// What came of lowering a project: its outline, where it is one, and the findings of its files.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lowered {
    outline: Option<Arc<Outline>>,
    findings: Diagnostics,
}

/// How many records are kept from their lowering until their pages are made. Those of a larger site are read again for
/// that: reading a record costs less than the memory of a hundred thousand.
const KEPT: usize = 16_384;

/// The file of the site's own data.
const CONFIG: &str = "content/site.yaml";

/// Lower everything, and check each year while its records are at hand.
pub fn site<'s>(
    diags: &mut Diagnostics,
    sources: &'s Sources<'s>,
    known: &mut Known,
    visitor: &dyn Visitor,
) -> Result<Site<'s>, SourceError> {
    let roles = Roles::of(sources);
    let mut site = Site {
        config: Config::default(),
        departments: Vec::new(),
        places: Vec::new(),
        categories: Vec::new(),
        documents: Vec::new(),
        pages: Vec::new(),
        programmes: Vec::new(),
        exceptions: None,
        attachments: Vec::new(),
        broken: sources.broken.iter().cloned().collect(),
        published: Published::read(diags, sources)?,
        names: Names::default(),
        sources,
    };
    let mut names = Names::default();
    let mut builder = Builder { diags, sources, broken: Vec::new() };
    site.config = builder.config()?;
    site.exceptions = builder.exceptions()?;
    builder.registries(&mut site, &mut names)?;
    builder.documents(&roles.documents, &mut site, &mut names)?;
    site.pages = builder.articles(&names, &roles.pages, lower::page)?;
    site.pages.sort_by(|a, b| (a.order, &a.article.id).cmp(&(b.order, &b.article.id)));
    let originals: Vec<&str> = site.pages.iter().filter(|page| page.translation_of.is_none()).map(|page| &*page.article.id).collect();
    for page in &site.pages {
        if let Some((id, loc)) = page.translation_of.as_ref().filter(|(id, _)| !originals.contains(&id.as_str())) {
            builder.diags.push(say::unknown_page(Span::new(&page.article.path, *loc), id, &originals));
        }
    }
    let (mut lowered, mut checked) = (Vec::new(), Vec::new());
    let names_key = names.key();
    let mut kept = 0;
    for (year, files) in roles.years.iter().rev() {
        let mut programme = builder.programme((&names, names_key), (*year, files), known, &mut lowered)?;
        for dossier in &mut programme.projects {
            if let Some(published) = site.published.key(*year, &dossier.id) {
                dossier.key = Key::of(&(dossier.key, published));
            }
        }
        let record = |dossier: &Dossier| dossier.record.get().map_or_else(|| record(sources, &names, dossier), |record| Ok(record.clone()));
        check::projects(builder.diags, &programme, &record, &known.checked, &mut checked)?;
        programme.projects.par_iter().for_each(|dossier| {
            if let Some(record) = dossier.record.get() {
                visitor.visit((&site.config, &site.departments), &programme, dossier, record);
            }
        });
        kept += programme.projects.len();
        if kept > KEPT {
            programme.projects.par_iter_mut().for_each(|dossier| drop(dossier.record.take()));
        }
        site.programmes.push(programme);
    }
    known.lowered.renew(lowered);
    known.checked.renew(checked);
    site.attachments = builder.attachments(&roles);
    let broken = builder.broken;
    site.broken.extend(broken);
    site.names = names;
    Ok(site)
}

/// The site's own data; of all files its own is read alone.
pub fn config(diags: &mut Diagnostics, files: &dyn Files) -> Result<Config, SourceError> {
    let path = SitePath::new(CONFIG);
    let mut alone = MemoryFiles::default();
    match files.read(&path) {
        Ok(bytes) => alone.insert(CONFIG, bytes),
        Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let sources = Sources::read(diags, &alone, &mut Seen::default())?;
    Builder { diags, sources: &sources, broken: Vec::new() }.config()
}

/// Read a project's record again.
pub fn record(sources: &Sources<'_>, names: &Names, dossier: &Dossier) -> Result<Arc<Project>, SourceError> {
    let (_, project) = lower_project(sources, names, &dossier.path, dossier.narrative.as_ref())?;
    project.map(Arc::new).ok_or_else(|| SourceError::Changed(dossier.path.clone()))
}

/// The findings and the record of a project's file and its narrative.
fn lower_project(
    sources: &Sources<'_>,
    names: &Names,
    path: &SitePath,
    narrative: Option<&SitePath>,
) -> Result<(Diagnostics, Option<Project>), SourceError> {
    let changed = || SourceError::Changed(path.clone());
    let text = sources.text(path)?.ok_or_else(changed)?;
    let mut cx = Cx::new(path, names);
    let node = yaml::parse(&mut cx.diags, path, &text, 0);
    let mut project = node.and_then(|node| lower::project(&mut cx, &node));
    if let Some(beside) = narrative {
        let text = sources.text(beside)?.ok_or_else(changed)?;
        invisible_sign(&mut cx.diags, beside, &text, 0);
        if let Some(project) = &mut project {
            project.narrative = lower::narrative(beside, &text, 0);
        }
    }
    Ok((cx.diags, project))
}

/// A sign in Markdown that no reader sees; those of YAML are found where its values are read.
fn invisible_sign(diags: &mut Diagnostics, path: &SitePath, text: &str, start: usize) {
    let body = &text[start..];
    if let Some((at, sign)) = lower::invisible(body).and_then(|sign| Some((start + body.find(sign)?, sign))) {
        diags.push(say::invisible(Span::new(path, Loc::new(at, at + sign.len_utf8())), sign));
    }
}

struct Builder<'a, 's> {
    diags: &'a mut Diagnostics,
    sources: &'s Sources<'s>,
    broken: Vec<SitePath>,
}

impl<'s> Builder<'_, 's> {
    /// Parse and lower one YAML file. `None` where it is absent or broken.
    fn yaml<T>(&mut self, names: &Names, path: &str, read: impl FnOnce(&mut Cx<'_>, &Node<'_>) -> T) -> Result<Option<T>, SourceError> {
        let path = SitePath::new(path);
        let Some(text) = self.sources.text(&path)? else { return Ok(None) };
        let mut cx = Cx::new(&path, names);
        let value = yaml::parse(&mut cx.diags, &path, &text, 0).map(|node| read(&mut cx, &node));
        self.diags.append(cx.diags);
        if value.is_none() {
            self.broken.push(path);
        }
        Ok(value)
    }

    fn exists(&self, path: &str) -> bool {
        let path = SitePath::new(path);
        self.sources.has(&path) || self.sources.broken.contains(&path)
    }

    /// Whether files stand below a path.
    fn is_folder(&self, path: &str) -> bool {
        let inside = |file: &SitePath| file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        self.sources.paths().chain(self.sources.attachments.keys()).chain(&self.sources.broken).any(inside)
    }

    fn config(&mut self) -> Result<Config, SourceError> {
        let path = CONFIG;
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
        Ok(self.yaml(&Names::default(), path, lower::config)?.unwrap_or_default())
    }

    /// What may stand although it looks like personal data; `None` where that cannot be read.
    fn exceptions(&mut self) -> Result<Option<Vec<Exception>>, SourceError> {
        let lowered = self.yaml(&Names::default(), privacy::EXCEPTIONS, lower::exceptions)?;
        Ok(lowered.or_else(|| (!self.exists(privacy::EXCEPTIONS)).then(Vec::new)))
    }

    /// A registry's entries, and whether its file has faults, so that its names are not missed.
    fn registry(&mut self, file: &str, record: &'static schema::Record) -> Result<(Vec<Entry>, bool), SourceError> {
        let path = format!("content/{file}.yaml");
        let lowered = self.yaml(&Names::default(), &path, |cx, node| {
            let mut entries = lower::entries(cx, node, record);
            // An entry at fault may lack, or be, the name that is asked for.
            let faulty = cx.diags.has_errors();
            lower::members(cx, node, &mut entries, faulty);
            (entries, faulty)
        })?;
        let exists = self.exists(&path);
        Ok(lowered.unwrap_or((Vec::new(), exists)))
    }

    fn registries(&mut self, site: &mut Site<'_>, names: &mut Names) -> Result<(), SourceError> {
        let (departments, broken_departments) = self.registry("departments", &schema::DEPARTMENT)?;
        let (places, broken_places) = self.registry("places", &schema::PLACE)?;
        let (categories, broken_categories) = self.registry("categories", &schema::CATEGORY)?;
        names.departments = lower::name_table(&departments);
        names.official = departments.iter().map(|entry| entry.name.clone()).collect();
        names.places = lower::name_table(&places);
        names.categories = lower::name_table(&categories);
        names.broken = Broken { departments: broken_departments, places: broken_places, categories: broken_categories, documents: false };
        (site.departments, site.places, site.categories) = (departments, places, categories);
        Ok(())
    }

    fn documents(&mut self, files: &[&SitePath], site: &mut Site<'_>, names: &mut Names) -> Result<(), SourceError> {
        site.documents = self.articles(names, files, lower::document)?;
        let mut broken = self.broken.iter().chain(&self.sources.broken);
        names.broken.documents = broken.any(|path| **path == *"content/documents" || path.starts_with("content/documents/"));
        names.documents = lower::document_table(&site.documents);
        Ok(())
    }

    /// Markdown files with front matter, lowered.
    fn articles<T: Send>(
        &mut self,
        names: &Names,
        files: &[&SitePath],
        read: impl Fn(&mut Cx<'_>, &Node<'_>, &str, usize) -> Option<T> + Sync,
    ) -> Result<Vec<T>, SourceError> {
        let lower = |path: &SitePath| {
            let text = self.sources.text(path)?.ok_or_else(|| SourceError::Changed(path.clone()))?;
            let mut cx = Cx::new(path, names);
            let split = front_matter::split(&text);
            invisible_sign(&mut cx.diags, path, &text, split.body.0);
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
            let article = node.and_then(|node| read(&mut cx, &node, &text, split.body.0));
            lower::check_stem(&mut cx, false);
            Ok((article, cx.diags))
        };
        let lowered = files.par_iter().map(|path| lower(path)).collect::<Result<Vec<_>, SourceError>>()?;
        let mut found = Vec::with_capacity(lowered.len());
        for (path, (value, diags)) in files.iter().zip(lowered) {
            self.diags.append(diags);
            match value {
                Some(value) => found.push(value),
                None => self.broken.push((*path).clone()),
            }
        }
        Ok(found)
    }

    fn programme(
        &mut self,
        (names, names_key): (&Names, Key),
        (year, files): (i32, &YearFiles<'s>),
        known: &Known,
        lowered: &mut Vec<(Key, Arc<Lowered>)>,
    ) -> Result<Programme, SourceError> {
        let path = format!("content/{year}/year.yaml");
        if !self.exists(&path) {
            let help = text("describe the programme there, at least its `title`", "请在其中写明年度，至少写 `标题`");
            let found = say::missing_file(Span::file(&SitePath::new(&path)), "the year has no year.yaml", "该年度缺少 year.yaml");
            self.diags.push(found.help(help));
        }
        let before = self.broken.len();
        let read = self.yaml(names, &path, |cx, node| (lower::programme(cx, node, year), cx.diags.has_errors()))?;
        let faulty = read.as_ref().is_none_or(|(_, faulty)| *faulty);
        // A programme that cannot be read still holds its projects, so that links to them are not reported.
        let programme = read.and_then(|(programme, _)| programme).unwrap_or_else(|| lower::unread(SitePath::new(&path), year));
        self.strays(year, files);
        let projects = self.projects((names, names_key), files, known, lowered)?;
        let prefix = format!("content/{year}/projects/");
        let mut unread = self.broken[before..].iter().chain(&self.sources.broken);
        let broken = unread.any(|path| path.starts_with(&prefix));
        let narrative = match files.narrative {
            Some(path) => {
                let text = self.sources.text(path)?.ok_or_else(|| SourceError::Changed(path.clone()))?;
                invisible_sign(self.diags, path, &text, 0);
                lower::narrative(path, &text, 0)
            }
            None => None,
        };
        let faulty = faulty || projects.iter().any(|project| project.faulty);
        let own = (self.sources.key(&programme.path), files.narrative.map(|path| self.sources.key(path)));
        let papers =
            files.goals.iter().chain(&files.cases).chain(files.case_narratives.values()).chain(files.papers.iter().map(|(_, path)| path));
        let papers: Vec<_> = papers.map(|path| (*path, self.sources.key(path))).collect();
        let key = Key::of(&(year, own, papers, names_key));
        let proceedings = self.proceedings(names, files)?;
        Ok(Programme { key, narrative, projects, proceedings, broken, faulty: faulty || broken, ..programme })
    }

    /// Narratives beside no project or proposal.
    fn strays(&mut self, year: i32, files: &YearFiles<'s>) {
        for (folder, records, narratives) in
            [("projects", &files.projects, &files.narratives), ("proposals", &files.cases, &files.case_narratives)]
        {
            let owners: FxHashSet<&str> = records.iter().map(|path| path.stem()).collect();
            for (stem, path) in narratives.iter().filter(|(stem, _)| !owners.contains(**stem)) {
                let owner = format!("content/{year}/{folder}/{stem}.yaml");
                if !self.sources.broken.iter().any(|broken| broken.starts_with(&owner)) {
                    let help = text(format!("write {stem}.yaml beside it, or rename it"), format!("请在旁边写 {stem}.yaml，或更改文件名"));
                    self.diags.push(say::unknown_file(Span::file(path), help));
                    if let Ok(Some(text)) = self.sources.text(path) {
                        invisible_sign(self.diags, path, &text, 0);
                    }
                }
            }
        }
    }

    fn projects(
        &mut self,
        (names, names_key): (&Names, Key),
        files: &YearFiles<'s>,
        known: &Known,
        lowered: &mut Vec<(Key, Arc<Lowered>)>,
    ) -> Result<Vec<Dossier>, SourceError> {
        let sources = self.sources;
        let one = |path: &SitePath| {
            let narrative = files.narratives.get(path.stem()).copied();
            let beside = narrative.map(|path| (path, sources.key(path)));
            let key = Key::of(&(path, sources.key(path), beside, names_key));
            if let Some(answer) = known.lowered.get(key) {
                return Ok((key, answer, known.recent.get(&key).cloned(), narrative));
            }
            let (findings, project) = lower_project(sources, names, path, narrative)?;
            sources.release(path);
            if let Some(narrative) = narrative {
                sources.release(narrative);
            }
            let outline = project.as_ref().map(|project| Arc::new(Outline::of(project)));
            Ok((key, Arc::new(Lowered { outline, findings }), project.map(Arc::new), narrative))
        };
        let read = files.projects.par_iter().map(|path| one(path)).collect::<Result<Vec<_>, SourceError>>()?;
        let mut projects = Vec::with_capacity(read.len());
        for (path, (key, answer, record, narrative)) in files.projects.iter().zip(read) {
            self.diags.append(answer.findings.clone());
            match &answer.outline {
                Some(outline) => {
                    let record = record.map_or_else(OnceLock::new, OnceLock::from);
                    let narrative = narrative.cloned();
                    projects.push(Dossier { key, read_from: key, outline: outline.clone(), related: Vec::new(), narrative, record });
                }
                None => self.broken.push((*path).clone()),
            }
            lowered.push((key, answer));
        }
        projects.sort_by(|a, b| (a.ordinal.unwrap_or(u32::MAX), &a.id).cmp(&(b.ordinal.unwrap_or(u32::MAX), &b.id)));
        Ok(projects)
    }

    /// Whether the page an attachment stands beside exists, be it broken.
    fn has_owner(&self, path: &SitePath) -> bool {
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            ["content", year, folder @ ("projects" | "proposals"), stem, ..] => {
                self.exists(&format!("content/{year}/{folder}/{stem}.yaml"))
            }
            ["content", year, "index", ..] => self.exists(&format!("content/{year}/index.md")),
            ["content", folder, stem, ..] => self.exists(&format!("content/{folder}/{stem}.md")),
            _ => false,
        }
    }

    /// The attachments, with a warning for every file nothing reads.
    fn attachments(&mut self, roles: &Roles<'_>) -> Vec<SitePath> {
        let mut kept = Vec::new();
        for path in &roles.attachments {
            if self.has_owner(path) {
                kept.push((*path).clone());
            } else {
                let help = text(
                    "no page has this name: rename the folder like its page, or remove the file",
                    "没有同名的页面：请把文件夹改成与所属页面同名，或删除该文件",
                );
                self.diags.push(say::unknown_file(Span::file(path), help));
            }
        }
        for path in &roles.unknown {
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
        kept.sort();
        kept
    }
}

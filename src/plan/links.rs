//! Links of Markdown: from file paths in content to addresses on the site, with a finding for each that leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{diagnostics as say, edition::Edition, route};
use crate::{
    diag::{Diagnostics, Span, nearest, text},
    files::SitePath,
    site::model::{Anchors, Programme, ProseLink, proceedings::Part},
    syntax::markdown,
};

/// What content files have become on the site.
#[derive(Debug, Default)]
pub struct Targets {
    pages: BTreeMap<SitePath, String>,
    hidden: BTreeSet<SitePath>,
    /// Papers that appeared after the day asked for, and what belongs to years that were not asked for: links to them lose
    /// their address, without a finding.
    later: BTreeSet<SitePath>,
    broken: BTreeSet<SitePath>,
    anchors: BTreeMap<SitePath, Anchors>,
}

/// What stands before the ids of a narrative's headings, so that they never meet the page's own.
pub const NARRATIVE: &str = "s-";

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
enum Lead {
    /// To another site, as written.
    Outside,
    /// To an address of this site, seen from its root, with its fragment.
    Inside(SitePath, String, Option<String>),
    /// To a heading of the same page.
    Here(String),
    /// To a scheme that is not allowed, or to a host that hides behind another name.
    Unsafe,
    /// Nowhere.
    Nowhere(Option<SitePath>),
    /// To a paper that did not exist yet on the day asked for, or to a record of a year that was not asked for.
    Later,
    /// To a record that is not shown.
    Hidden,
    /// To a file that could not be read; that fault is reported already.
    Broken,
}

impl Targets {
    /// Every file that has an address.
    pub fn new(edition: &Edition<'_>) -> Self {
        let site = edition.site;
        let mut targets = Self { broken: site.broken.iter().cloned().collect(), ..Self::default() };
        for (file, address) in [
            ("content/site.yaml", route::HOME),
            ("content/departments.yaml", route::DEPARTMENTS),
            ("content/places.yaml", route::PLACES),
            ("content/categories.yaml", route::CATEGORIES),
        ] {
            targets.pages.insert(SitePath::new(file), address.to_owned());
        }
        for (document, shown) in site.documents.iter().zip(&edition.documents) {
            targets.add(&document.article.path, route::document(&document.article.id), *shown, Anchors::of(Some(&document.article.body)));
        }
        for (page, shown) in site.pages.iter().zip(&edition.pages) {
            targets.add(&page.article.path, route::page(&page.article.id), *shown, Anchors::of(Some(&page.article.body)));
        }
        for programme in &site.programmes {
            targets.programme(edition, programme);
        }
        let hidden = &edition.hidden_folders;
        for path in &site.attachments {
            if hidden.iter().any(|folder| path.starts_with(folder.as_str())) {
                targets.hidden.insert(path.clone());
            } else {
                targets.pages.insert(path.clone(), route::attachment(path));
            }
        }
        let later = site.documents.iter().enumerate().filter(|(at, _)| edition.is_later(*at));
        targets.later = later.map(|(_, document)| document.article.path.clone()).chain(edition.later_files.iter().cloned()).collect();
        let apart: Vec<SitePath> = targets.hidden.iter().filter(|path| edition.is_apart(path)).cloned().collect();
        targets.later.extend(apart);
        targets
    }

    fn programme(&mut self, edition: &Edition<'_>, programme: &Programme) {
        let year = edition.years.iter().find(|year| year.programme.year == programme.year);
        let index = SitePath::new(&format!("content/{}/index.md", programme.year));
        for path in [&programme.path, &index] {
            self.add(path, route::year(programme.year), year.is_some(), Anchors::of(programme.narrative.as_ref()));
        }
        let projects = year.map(|year| &year.projects).into_iter().flatten();
        let shown: BTreeSet<&str> = projects.map(|shown| shown.project.id.as_str()).collect();
        for project in &programme.projects {
            let shown = shown.contains(project.id.as_str());
            let address = route::project(programme.year, &project.id);
            self.add(&project.path, address.clone(), shown, project.anchors.clone());
            let beside = SitePath::new(&format!("{}/{}.md", project.path.parent(), project.path.stem()));
            self.add(&beside, address, shown, project.anchors.clone());
        }
        self.proceedings(edition, programme, year.is_some());
    }

    /// The pages of a year's proceedings.
    fn proceedings(&mut self, edition: &Edition<'_>, programme: &Programme, shown: bool) {
        let (of, year) = (&programme.proceedings, programme.year);
        let own = |ids: &mut dyn Iterator<Item = String>| {
            let mut parts: Vec<String> = ids.collect();
            parts.sort_unstable();
            Anchors { headings: Vec::new(), parts }
        };
        for part in Part::ALL {
            let anchors = match (part, &of.work_report, &of.evaluations) {
                (Part::WorkReport, Some(report), _) => own(&mut report.statements.iter().map(|statement| format!("s-{}", statement.id))),
                (Part::Evaluation, _, Some(all)) => own(&mut all.all.iter().map(|one| format!("e-{}", one.id))),
                _ => Anchors::default(),
            };
            for head in of.heads(part) {
                self.add(&head.path, part.route(year), shown && edition.shows(head), anchors.clone());
            }
        }
        for goal in &of.goals {
            let quarters = own(&mut (1..=goal.quarters.len()).map(|number| format!("q{number}")));
            self.add(&goal.own.path, route::goal(year, &goal.id), shown && edition.shows(&goal.own), quarters);
        }
        for case in &of.cases {
            let (address, shown) = (route::proposal(year, &case.id), shown && edition.shows(&case.own));
            let anchors = Anchors::of(case.narrative.as_ref());
            let beside = SitePath::new(&format!("{}/{}.md", case.own.path.parent(), case.own.path.stem()));
            self.add(&beside, address.clone(), shown, anchors.clone());
            self.add(&case.own.path, address, shown, anchors);
        }
    }

    fn add(&mut self, path: &SitePath, address: String, shown: bool, anchors: Anchors) {
        if !shown {
            self.hidden.insert(path.clone());
            return;
        }
        self.anchors.insert(path.clone(), anchors);
        self.pages.insert(path.clone(), address);
    }

    /// The address of the page a file has become.
    pub fn page(&self, path: &SitePath) -> Option<String> {
        self.pages.get(path).cloned()
    }

    fn lead(&self, from: &SitePath, dest: &str) -> Lead {
        let scheme = dest.split_once(':').map(|(scheme, _)| scheme).filter(|s| !s.contains(['/', '?', '#', '.']));
        if let Some(scheme) = scheme {
            let allowed = ["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str());
            return if allowed && !markdown::has_userinfo(dest) { Lead::Outside } else { Lead::Unsafe };
        }
        if dest.starts_with("//") {
            return Lead::Unsafe;
        }
        let (path, fragment) = dest.split_once('#').map_or((dest, None), |(path, fragment)| (path, Some(fragment)));
        let fragment = fragment.filter(|f| !f.is_empty()).and_then(route::decode);
        let Some(path) = route::decode(path) else { return Lead::Nowhere(None) };
        if path.is_empty() {
            return fragment.map_or(Lead::Nowhere(None), Lead::Here);
        }
        let Some(target) = from.join(&path) else { return Lead::Nowhere(None) };
        let is_broken = |path: &str| self.broken.iter().any(|broken| path == &**broken || path.starts_with(&format!("{broken}/")));
        match self.pages.get(&target) {
            Some(address) => Lead::Inside(target, address.clone(), fragment),
            None if self.later.contains(&target) => Lead::Later,
            None if self.hidden.contains(&target) => Lead::Hidden,
            None if is_broken(&target) => Lead::Broken,
            None => Lead::Nowhere(Some(target)),
        }
    }

    /// The address a link written in a file leads to, seen from a page whose way to the root is `root`; `None` to keep it
    /// as written.
    pub fn address(&self, from: &SitePath, root: &str, dest: &str) -> Option<String> {
        match self.lead(from, dest) {
            Lead::Inside(target, address, fragment) => {
                let fragment = fragment.map(|fragment| self.fragment(&target, &fragment)).unwrap_or_default();
                Some(format!("{root}{}{fragment}", route::encode(&address)))
            }
            Lead::Here(fragment) => Some(self.fragment(from, &fragment)),
            // A scheme that is not allowed: the link keeps its words and loses its address.
            Lead::Later => Some("later:".to_owned()),
            _ => None,
        }
    }

    /// A fragment as it stands in an address: headings carry the narrative's prefix.
    fn fragment(&self, target: &SitePath, fragment: &str) -> String {
        let is_heading = self.anchors.get(target).is_some_and(|anchors| anchors.is_heading(fragment));
        format!("#{}{}", if is_heading { NARRATIVE } else { "" }, route::encode(fragment))
    }

    /// Findings for a link of a piece of Markdown.
    pub fn check(&self, diags: &mut Diagnostics, link: &ProseLink) {
        let (span, from) = (link.span.clone(), &link.span.path);
        match self.lead(from, &link.dest) {
            Lead::Outside if link.image => diags.push(say::outside_image(span)),
            Lead::Outside | Lead::Broken | Lead::Later | Lead::Inside(_, _, None) => {}
            Lead::Unsafe => diags.push(say::unsafe_link(span, &link.dest)),
            Lead::Hidden => diags.push(say::hidden_link(span, &link.dest)),
            Lead::Nowhere(target) => {
                let near = self.near(from, target.as_deref());
                diags.push(say::broken_link(span, &link.dest, target.as_deref(), from.stem(), near));
            }
            Lead::Here(fragment) => self.anchor(diags, span, from, &fragment),
            Lead::Inside(target, _, Some(fragment)) => self.anchor(diags, span, &target, &fragment),
        }
    }

    fn anchor(&self, diags: &mut Diagnostics, span: Span, target: &SitePath, fragment: &str) {
        let Some(known) = self.anchors.get(target) else { return };
        if !known.has(fragment) {
            let ids: Vec<&str> = known.headings.iter().chain(&known.parts).map(String::as_str).collect();
            let near = nearest(fragment, ids.iter().copied());
            let near = near.map(|near| text(format!("did you mean `#{near}`?"), format!("是否想写 `#{near}`？")));
            diags.push(say::broken_anchor(span, target, fragment, &ids, near));
        }
    }

    /// The nearest file, as a link from this one is written.
    fn near(&self, from: &SitePath, target: Option<&str>) -> Option<crate::diag::Text> {
        let target = target?;
        let extension = |path: &str| path.rsplit_once('.').map(|(_, extension)| extension.to_owned());
        let alike = |path: &&SitePath| extension(path) == extension(target);
        let near = nearest(target, self.pages.keys().filter(alike).map(|path| &**path))?;
        let near = relative(from, near);
        Some(text(format!("did you mean `{near}`?"), format!("是否想写 `{near}`？")))
    }
}

/// A path as seen from the folder of another.
fn relative(from: &SitePath, to: &str) -> String {
    let folder: Vec<&str> = from.parent().split('/').collect();
    let parts: Vec<&str> = to.split('/').collect();
    let common = folder.iter().zip(&parts[..parts.len() - 1]).take_while(|(a, b)| a == b).count();
    format!("{}{}", "../".repeat(folder.len() - common), parts[common..].join("/"))
}

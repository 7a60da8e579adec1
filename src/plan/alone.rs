//! One year alone: the edition that is kept for good, with the papers the year rests on and the free pages.
//!
//! In: an edition in which one year is shown. Out: the same without papers the year does not name. What is left out here is
//! not held back: links to it keep their words and lose their address. Nothing is read.

use std::{collections::BTreeSet, sync::OnceLock};

use super::{Choice, Edition, view::Maker};
use crate::{
    files::SitePath,
    site::model::{Citation, Programme, Prose, ProseLink},
};

impl Choice {
    /// Whether a programme is left out because another year was asked for.
    pub(super) fn leaves_out(&self, programme: &Programme) -> bool {
        self.only.is_some_and(|year| year != programme.year)
    }
}

impl Edition<'_> {
    /// Whether a file is left out because another year was asked for.
    pub(super) fn is_apart(&self, path: &SitePath) -> bool {
        self.apart.iter().any(|apart| if apart.ends_with('/') { path.starts_with(apart.as_str()) } else { **path == **apart })
    }

    /// Leave out the papers that the one year asked for neither cites nor links to.
    pub(super) fn leave_out_papers(&mut self) {
        if self.only.is_none() {
            return;
        }
        let named = self.papers_named();
        for (at, document) in self.site.documents.iter().enumerate().filter(|(at, _)| !named.contains(at)) {
            let path = &document.article.path;
            let folder = format!("{}/{}/", path.parent(), path.stem());
            self.documents[at] = false;
            self.held_back.retain(|(held, _)| *held != **path);
            self.hidden_folders.push(folder.clone());
            self.apart.extend([path.to_string(), folder]);
        }
    }

    /// The papers the shown years cite or link to, by position in the site.
    fn papers_named(&self) -> BTreeSet<usize> {
        let targets = OnceLock::new();
        let maker = Maker::new(self, &targets, String::new());
        let mut named = BTreeSet::new();
        let mut links: Vec<ProseLink> = Vec::new();
        let mut look = |prose: &Prose| prose.look(&mut links, &mut Vec::new());
        for (at, year) in self.years.iter().enumerate() {
            let programme = year.programme;
            let papers = maker.citing_pages(at).into_iter().flat_map(|(_, citations)| citations);
            named.extend(programme.citations(self.known).into_iter().chain(papers).filter_map(|citation: &Citation| citation.document));
            named.extend(year.projects.iter().flat_map(|shown| &shown.state.citations).map(|(document, _)| *document));
            programme.narrative.iter().chain(programme.notes.iter().map(|note| &note.text)).for_each(&mut look);
            year.proceedings.papers().into_iter().flat_map(|own| &own.notes).for_each(|note| look(&note.text));
            year.proceedings.cases.iter().filter_map(|case| case.narrative.as_ref()).for_each(&mut look);
        }
        let projects = self.years.iter().flat_map(|year| &year.projects).flat_map(|shown| &shown.project.links);
        let linked: BTreeSet<SitePath> = projects.chain(&links).filter_map(paper_of).collect();
        let papers = self.site.documents.iter().enumerate();
        named.extend(papers.filter(|(_, document)| linked.contains(&document.article.path)).map(|(at, _)| at));
        named
    }
}

/// The paper a link leads to, or beside which the file stands it leads to.
fn paper_of(link: &ProseLink) -> Option<SitePath> {
    let (path, _) = link.dest.split_once('#').unwrap_or((&link.dest, ""));
    let target = link.span.path.join(&super::route::decode(path)?)?;
    let mut parts = target.strip_prefix("content/documents/")?.split('/');
    let first = parts.next()?;
    let stem = if parts.next().is_some() { first } else { first.strip_suffix(".md")? };
    Some(SitePath::new(&format!("content/documents/{stem}.md")))
}

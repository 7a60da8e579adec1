//! The one way from files to a finished site; every command goes it, with a memory that may be empty.
//!
//! In: a site's files, what to show, a memory, a store. Out: an [`Outcome`]; the store holds the site, and the memory knows
//! what it was made from.

mod error;
mod memory;
mod outcome;

pub use error::BuildError;
pub use memory::{Last, Memory, Parts};
pub use outcome::{Built, HeldBack, Outcome, Overdue};

use std::{collections::BTreeSet, sync::Arc};

use rayon::prelude::*;

use self::{error::Stop, memory::Said};
use crate::{
    diag::{Diagnostic, Diagnostics, Loc, Span, Texts},
    files::{Entry, EntryKind, Files, FilesError, SitePath},
    memo::Key,
    meter::{Meter, Phase},
    output::{Digest, Imprint, MANIFEST, Manifest, Meta, OutputError, Publication, Stamps, Store},
    plan::{Choice, Early, Plan, next_change},
    privacy, render,
    site::{Site, SourceError, published::Published},
    source::Sources,
    theme::{THEMES, Theme},
};

/// How often a run begins anew because a file changed under it.
const ATTEMPTS: usize = 8;

/// What a run is done with.
pub struct Tools<'a> {
    /// Where finished files go; opened only once the content has no faults.
    pub store: &'a mut dyn FnMut(Arc<Stamps>) -> Result<Box<dyn Store + 'a>, OutputError>,
    /// The parts of the memory that are still elsewhere.
    pub parts: &'a mut dyn FnMut() -> Option<Parts>,
    /// Who is told how far the run is.
    pub meter: &'a dyn Meter,
    /// Whether the process ends after this run: then the system takes back its memory at once, which is quicker than
    /// giving it back piece by piece.
    pub ends: bool,
}

/// Build a site: everything that may have changed since the last build this memory knows of. `Err` where the world fails;
/// faults of the content are findings, and with them nothing is written.
pub fn build(files: &dyn Files, choice: &Choice, memory: &mut Memory, tools: &mut Tools<'_>) -> Result<Outcome, BuildError> {
    let mut last = None;
    for _ in 0..ATTEMPTS {
        match attempt(files, choice, memory, tools) {
            Ok(outcome) => return Ok(outcome),
            Err(Stop::Failed(error)) => return Err(error),
            Err(Stop::Changed(path)) => {
                memory.last.seen.forget(&path);
                last = Some(path);
            }
        }
    }
    Err(BuildError::Unsettled(last.unwrap_or_else(|| SitePath::new(""))))
}

fn attempt(files: &dyn Files, choice: &Choice, memory: &mut Memory, tools: &mut Tools<'_>) -> Result<Outcome, Stop> {
    let meter = tools.meter;
    let mut diags = Diagnostics::default();
    meter.begin(Phase::Read, 0);
    let sources = Sources::read(&mut diags, files, &mut memory.last.seen)?;
    let inputs = || inputs(&sources, files, choice);
    let last = memory.last.outcome.as_ref().map(|said| Ok::<_, FilesError>((said, inputs()?))).transpose()?;
    if let Some((said, _)) = last.filter(|(said, inputs)| *inputs == Some(said.inputs)) {
        let store = (tools.store)(memory.last.stamps.clone())?;
        if is_held(&*store, said)? {
            let texts = texts(said.findings.iter(), &sources)?;
            return Ok(Outcome { findings: said.findings.clone(), texts, built: Some(said.built()), gallery: None });
        }
    }
    memory.last.outcome = None;
    if let Some(parts) = (tools.parts)() {
        memory.parts = parts;
    }
    let Parts { site: known, privacy: examined, standings, render: pages } = &mut memory.parts;
    meter.begin(Phase::Parse, 0);
    // While the texts are at hand.
    let personal = privacy::examine(&sources, examined)?;
    let early = Early::new(standings, choice.as_of);
    let site = Site::new(&mut diags, &sources, known, &early)?;
    let made = early.made();
    standings.add(made);
    personal.report(&mut diags, &site.exceptions, choice.publishing);
    let (name, named) = &site.config.theme;
    let config = SitePath::new("content/site.yaml");
    let theme_name = if name.is_empty() { crate::theme::DEFAULT } else { name };
    let named = Span::new(&config, named.unwrap_or_default());
    let theme = Theme::load(&mut diags, files, (theme_name, named), &site.config.language)?;
    meter.begin(Phase::Plan, 0);
    let plan = Plan::new(&mut diags, &site, choice, standings)?;
    let mut shown = theme.texts();
    let mut built = None;
    // An edition of an earlier day shows less than was published, and drafts are never published.
    let unpublished =
        if choice.publishing && !choice.drafts && choice.as_of.is_none() { plan.unpublished(&mut diags)? } else { Vec::new() };
    if diags.has_errors() {
        shown.extend(texts(diags.iter(), &sources)?);
    } else {
        let store = (tools.store)(memory.last.stamps.clone())?;
        let publication = Publication::begin(&*store)?;
        let rendered = render::all(&mut diags, (&plan, &theme), files, pages, &publication, meter)?;
        shown.extend(rendered.texts);
        shown.extend(texts(diags.iter(), &sources)?);
        if !diags.has_errors() {
            meter.begin(Phase::Write, rendered.files.len());
            let meta = Meta {
                as_of: plan.edition.shown.map(|date| date.to_string()),
                timezone: Some(site.config.timezone.clone()),
                next_change: next_change(&plan.edition).map(|day| day.to_string()),
                publication: imprint(&site.published),
            };
            let manifest = Arc::new(Manifest::new(rendered.files, &meta));
            let applied = publication.commit(&manifest)?;
            let made = Built {
                pages: rendered.pages,
                rendered: rendered.rendered,
                files: manifest.files.len(),
                bytes: manifest.files.values().map(|record| record.bytes).sum(),
                written: rendered.written,
                applied,
                unpublished,
                ..Built::of(&plan, &sources.changed)
            };
            if let Some(stamps) = store.stamps(&manifest)? {
                memory.last.stamps = Arc::new(stamps);
                memory.last.outcome = inputs()?.map(|inputs| Said::new(inputs, &diags, &made, &manifest));
            }
            built = Some(made);
        }
    }
    if !tools.ends {
        known.keep(&site);
    }
    let mut gallery = None;
    if tools.ends {
        std::mem::forget(plan);
        std::mem::forget((site, theme));
        std::mem::forget(sources);
    } else {
        gallery = Some(Arc::new(render::gallery::Gallery { theme, site: plan.frame.clone() }));
    }
    Ok(Outcome { findings: diags.into_sorted(), texts: shown, built, gallery })
}

/// Which publication a site is built for, where it is for one.
fn imprint(published: &Published) -> Option<Imprint> {
    let open = published.open()?;
    let previous = published.closed().last().and_then(|last| Digest::parse(&last.manifest));
    Some(Imprint { number: open.number, date: open.date.to_string(), content: Digest::parse(&open.content)?, previous })
}

/// A key of everything a site is made from; `None` where some file is known by its bytes alone and was not read.
fn inputs(sources: &Sources<'_>, files: &dyn Files, choice: &Choice) -> Result<Option<Key>, FilesError> {
    let themes = files.list(THEMES)?;
    let known = |entry: &Entry| !matches!(entry.kind, EntryKind::File(_, None));
    let sure = themes.iter().all(known) && sources.attachments.values().all(Option::is_some);
    Ok(sure.then(|| Key::of(&(sources.key_of_all(), themes, choice))))
}

/// Whether a store holds what a build said it published, and nothing is on its way into it.
fn is_held(store: &dyn Store, said: &Said) -> Result<bool, OutputError> {
    if store.interrupted()?.is_some() {
        return Ok(false);
    }
    let held = said.files.par_iter().map(|(path, record)| store.holds(path, record)).try_reduce(|| true, |a, b| Ok(a && b))?;
    Ok(held && store.holds(MANIFEST, &said.manifest)?)
}

/// The texts of `content/` that findings point into. `Err` where one has changed since, and with it the places.
fn texts<'d>(findings: impl Iterator<Item = &'d Diagnostic>, sources: &Sources<'_>) -> Result<Texts, SourceError> {
    let mut within = BTreeSet::new();
    let paths: BTreeSet<&SitePath> = findings
        .flat_map(|found| std::iter::once(&found.span).chain(found.labels.iter().map(|(span, _)| span)))
        .map(|span| {
            if span.loc != Loc::default() {
                within.insert(&span.path);
            }
            &span.path
        })
        .collect();
    let mut texts = Texts::new();
    for path in paths {
        let text = match sources.text(path)? {
            None if within.contains(path) => privacy::attached_text(sources, path)?,
            text => text,
        };
        texts.extend(text.map(|text| (path.clone(), text)));
    }
    Ok(texts)
}

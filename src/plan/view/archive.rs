//! The views that span years: the archive and the corrections.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::chart::{Measured, PairBar, StackRow, bare_row, pair_bars, stack_row};
use super::common::{CorrectionView, Link, Maker, is_draft, year_link};
use super::programme::{TurnRow, YearRow};
use super::shared::Shared;
use crate::plan::{edition::Year, route};

/// Years side by side.
#[derive(Debug, Hash, Serialize)]
pub struct Archive {
    /// Every year, the latest first.
    pub years: Vec<YearRow>,
    /// The projects of each year by status; none where there is one year alone.
    pub bars: Vec<StackRow>,
    /// Things promised in more than one year.
    pub objects: Vec<ObjectRow>,
}

/// One thing over the years.
#[derive(Debug, Hash, Serialize)]
pub struct ObjectRow {
    /// The thing counted.
    pub name: String,
    /// Each promise, the latest year first.
    pub promises: Vec<Shared<PromiseView>>,
    /// A bar for each of them, where all are numbers in one unit.
    pub bars: Vec<PairBar>,
}

/// What one year promised and reported of a thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PromiseView {
    /// The year.
    pub year: i32,
    /// The indicator's place on its project's page.
    pub link: Link,
    /// Its target.
    pub target: String,
    /// Its figure.
    pub figure: String,
    /// Both as plain numbers in one unit.
    pub measured: Option<Measured>,
    /// Its status, an English word.
    pub status: Cow<'static, str>,
    /// Its status in Chinese.
    pub status_text: Cow<'static, str>,
    /// Whether the year promises nothing yet.
    pub draft: bool,
}

/// What was put right.
#[derive(Debug, Hash, Serialize)]
pub struct Corrections {
    /// Corrections of all years, the latest first.
    pub corrections: Vec<CorrectionView>,
    /// What happened to projects of all years, the latest first.
    pub turns: Vec<TurnRow>,
}

impl Maker<'_, '_> {
    /// Years side by side.
    pub fn archive(&self) -> Archive {
        let mut objects: Vec<ObjectRow> = Vec::new();
        let mut positions = rustc_hash::FxHashMap::default();
        let all = self.edition.years.iter().flat_map(|year| &year.projects).flat_map(|shown| &shown.state.promises);
        for (object, promise) in all {
            let at = *positions.entry(object.as_str()).or_insert_with(|| {
                objects.push(ObjectRow { name: object.clone(), promises: Vec::new(), bars: Vec::new() });
                objects.len() - 1
            });
            objects[at].promises.push(promise.clone());
        }
        objects.retain(|object| object.promises.iter().any(|promise| promise.year != object.promises[0].year));
        for object in &mut objects {
            object.bars = pair_bars(&object.promises.iter().map(|promise| promise.measured.as_ref()).collect::<Vec<_>>());
        }
        let years = &self.edition.years;
        let bar = |year: &Year<'_>| {
            let (number, link) = (year.programme.year, Some(year_link(year)));
            let draft = is_draft(year.programme.phase);
            if draft || year.projects.is_empty() {
                return bare_row(number, link, draft, year.projects.len());
            }
            stack_row(self.language(), (number, None), link, year.projects.iter().map(|shown| shown.state.status))
        };
        let bars = if years.len() > 1 { years.iter().map(bar).collect() } else { Vec::new() };
        Archive { years: (0..years.len()).map(|at| self.year_row(at)).collect(), bars, objects }
    }

    /// What was put right, over all years.
    pub fn corrections_page(&self) -> Corrections {
        let mut corrections = Vec::new();
        for year in &self.edition.years {
            let of_year = year.programme.corrections.iter().map(|c| (c, year_link(year)));
            let of_projects = year.projects.iter().flat_map(|shown| {
                let href = route::project(year.programme.year, &shown.project.id);
                let link = Link { title: shown.project.title.clone(), href };
                shown.project.corrections.iter().map(move |c| (c, link.clone()))
            });
            corrections.extend(of_year.chain(of_projects).filter(|(c, _)| self.edition.reached(c.date)));
        }
        corrections.sort_by_key(|(correction, _)| std::cmp::Reverse(correction.date.end()));
        Corrections {
            corrections: corrections.into_iter().map(|(correction, link)| self.correction(correction, Some(link))).collect(),
            turns: self.turn_rows(&self.edition.years),
        }
    }
}

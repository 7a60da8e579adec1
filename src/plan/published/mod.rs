//! What this edition shows against what was published before.
//!
//! In: an edition and the record of publications. Out: the figures that would be published for the first time, and a
//! finding for every published figure that was changed or taken away without a correction.

mod diagnostics;
mod figures;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use self::{
    diagnostics as say,
    figures::{Found, figures},
};
use super::{Plan, edition::At};
use crate::{
    diag::{Diagnostics, Span},
    files::SitePath,
    site::{
        SourceError,
        published::{Figure, Kind, Line, file_of},
    },
};

/// Figures of a project that were not published before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpublished {
    /// The year.
    pub year: i32,
    /// The project's id.
    pub project: String,
    /// The figures, in order; one without a value was taken away.
    pub figures: Vec<Figure>,
}

impl Plan<'_> {
    /// The figures that were not published before, by year and project; each published one that is no longer what it was
    /// is a finding. `Err` where a record cannot be read again.
    pub fn unpublished(&self, diags: &mut Diagnostics) -> Result<Vec<Unpublished>, SourceError> {
        let years = self.edition.years.iter().enumerate();
        let all: Vec<At> = years.flat_map(|(y, year)| (0..year.projects.len()).map(move |p| (y, p))).collect();
        let one = |at: &At| -> Result<(Unpublished, Diagnostics), SourceError> {
            let (year, shown) = self.edition.project(*at);
            let project = shown.project;
            let record = self.edition.site.record(project)?;
            let number = year.programme.year;
            let before = self.edition.site.published.lines(number, &project.id);
            let mut found = Diagnostics::default();
            let figures = fresh(&mut found, &project.path, &before, figures(&self.edition, *at, &record));
            Ok((Unpublished { year: number, project: project.id.clone(), figures }, found))
        };
        let made = all.par_iter().map(one).collect::<Result<Vec<_>, SourceError>>()?;
        let mut unpublished = Vec::new();
        for (one, found) in made {
            diags.append(found);
            if !one.figures.is_empty() {
                unpublished.push(one);
            }
        }
        self.gone(diags);
        Ok(unpublished)
    }

    /// Published projects that are not shown any more.
    fn gone(&self, diags: &mut Diagnostics) {
        let site = self.edition.site;
        for (year, projects) in site.published.projects() {
            let shown = self.edition.years.iter().find(|shown| shown.programme.year == year);
            for id in projects {
                if shown.is_some_and(|year| year.projects.iter().any(|shown| shown.project.id == id)) {
                    continue;
                }
                let Some(last) = site.published.lines(year, id).pop() else { continue };
                let held = site.programmes.iter().find(|programme| programme.year == year);
                let path = held.map_or_else(|| file_of(year), |programme| programme.path.clone());
                let own = held.and_then(|programme| programme.projects.iter().find(|project| project.id == *id));
                let span = Span::file(own.map_or(&path, |project| &project.path));
                diags.push(say::project_gone(span, &format!("{year}/{id}"), &last));
            }
        }
    }
}

/// The figures that are to be added to the lines of a project.
fn fresh(diags: &mut Diagnostics, path: &SitePath, before: &[Line], now: Vec<Found>) -> Vec<Figure> {
    let key = |figure: &Figure| (figure.indicator.clone(), figure.kind, figure.date.clone());
    let mut standing: BTreeMap<(String, Kind, String), &Line> = before.iter().map(|line| (key(&line.figure), line)).collect();
    standing.retain(|_, line| !line.figure.value.is_empty());
    let new = now.iter().filter(|found| !standing.contains_key(&key(&found.figure)));
    let corrections: Vec<(String, String)> = new.filter_map(|found| found.corrects.clone()).collect();
    let excused = |was: &str, now: &str| {
        let names = |text: &str, value: &str| !value.is_empty() && text.contains(value);
        corrections.iter().any(|(before, after)| names(before, was) || names(after, now))
    };
    let mut figures = Vec::new();
    for Found { figure, loc, name, .. } in now {
        match standing.remove(&key(&figure)) {
            Some(old) if old.figure == figure => continue,
            Some(old) if !excused(&old.figure.value, &figure.value) => {
                let both = (&old.figure, &figure);
                diags.push(say::published_changed(Span::new(path, loc), &name, both, old, !corrections.is_empty()));
            }
            _ => {}
        }
        figures.push(figure);
    }
    for old in standing.into_values() {
        if !excused(&old.figure.value, "") {
            diags.push(say::published_gone(Span::file(path), old));
        }
        figures.push(Figure { value: String::new(), qualifier: String::new(), ..old.figure.clone() });
    }
    figures
}

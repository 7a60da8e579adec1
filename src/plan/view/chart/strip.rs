//! How far the projects of each department are: a line of dots for each, small multiples on one scale.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::place;
use crate::{
    plan::{
        edition::{At, Year},
        view::common::{Bar, Link, Maker, is_draft},
    },
    site::{date::elapsed, progress::Status},
};

/// Dots that would cover one another stand above each other; their steps, in pixels.
const STEP: u32 = 9;
/// The middle of the lowest dot, in pixels from the top.
const BASE: u32 = 33;
/// The most dots above each other.
const HIGHEST: u32 = 3;
/// Dots closer than this share of the width cover one another, in percent.
const NEAR: u32 = 3;

/// The projects one department answers for.
#[derive(Debug, Hash, Serialize)]
pub struct StripRow {
    /// The department.
    pub link: Link,
    /// How many projects.
    pub total: usize,
    /// Those of them kept.
    pub kept: usize,
    /// Those of them behind.
    pub behind: usize,
    /// Those without a share.
    pub uncounted: usize,
    /// The mean of those that have a share.
    pub bar: Option<Bar>,
    /// The share of the year gone, in percent.
    pub pace: String,
    /// A dot for each project with a share.
    pub dots: Vec<Dot>,
}

/// A project's dot.
#[derive(Debug, Hash, Serialize)]
pub struct Dot {
    /// Its share, in percent.
    pub x: String,
    /// Pixels from the top.
    pub y: u32,
    /// Its status, an English word.
    pub word: &'static str,
}

impl Maker<'_, '_> {
    /// The departments that answer for the projects of a year, those with the most projects first. A project with several
    /// stands with each.
    pub fn strips(&self, y: usize) -> Vec<StripRow> {
        let year = &self.edition.years[y];
        if is_draft(year.programme.phase) {
            return Vec::new();
        }
        let mut led: BTreeMap<usize, Vec<At>> = BTreeMap::new();
        for (p, shown) in year.projects.iter().enumerate() {
            for lead in &shown.state.lead {
                led.entry(*lead).or_default().push((y, p));
            }
        }
        let mut rows: Vec<StripRow> = led.into_iter().map(|(lead, projects)| self.strip(year, lead, &projects)).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.total));
        rows
    }

    fn strip(&self, year: &Year<'_>, lead: usize, projects: &[At]) -> StripRow {
        let tally = self.tally(projects.iter().copied());
        let mut shares: Vec<(Decimal, Status)> = projects
            .iter()
            .map(|at| &self.edition.project(*at).1.state)
            .filter(|state| state.status != Status::Cancelled)
            .filter_map(|state| Some((state.percent?.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED), state.status)))
            .collect();
        shares.sort();
        StripRow {
            link: self.department(lead),
            total: tally.total,
            kept: tally.kept,
            behind: tally.behind,
            uncounted: tally.total - shares.len(),
            bar: tally.bar,
            pace: place(elapsed(year.programme.year, year.day) * Decimal::ONE_HUNDRED),
            dots: dots(&shares),
        }
    }
}

/// Where dots stand, given in the order of their shares.
fn dots(shares: &[(Decimal, Status)]) -> Vec<Dot> {
    let mut dots: Vec<Dot> = Vec::with_capacity(shares.len());
    let (mut group, mut above) = (None, 0);
    for (share, status) in shares {
        above = match group {
            Some(first) if *share - first < Decimal::from(NEAR) => above + 1,
            _ => {
                group = Some(*share);
                0
            }
        };
        dots.push(Dot { x: place(*share), y: BASE - STEP * above.min(HIGHEST), word: status.word() });
    }
    dots
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Status, dots};

    #[test]
    fn dots_that_would_cover_one_another_stand_above_each_other() {
        let shares = [0, 2, 40, 41, 43, 100].map(|share| (Decimal::from(share), Status::OnPace));
        let seen: Vec<_> = dots(&shares).into_iter().map(|dot| (dot.x, dot.y)).collect();
        let expected = [("0", 33), ("2", 24), ("40", 33), ("41", 24), ("43", 33), ("100", 33)];
        assert_eq!(seen, expected.map(|(x, y)| (x.to_owned(), y)));
    }
}

//! When the site next changes by itself, without anybody touching its content: for whoever starts the next build.

use chrono::{Days, NaiveDate};

use super::{Edition, edition::known_from};
use crate::{
    files::SitePath,
    site::{
        date::PartialDate,
        model::{Document, Programme, Release},
    },
};

/// The first day after the edition's own on which a build of the same content differs: something held back is published,
/// a call opens or closes, a notice expires, or a decision dated later becomes known. `None` where nothing is to come, or
/// the site has no date.
///
/// While a year's own figures are later than the day asked for, every day is another, for the pace is measured by the day.
pub fn next_change(edition: &Edition<'_>) -> Option<NaiveDate> {
    let day = edition.day?;
    let site = edition.site;
    if edition.known.is_some() && edition.years.iter().any(|year| year.programme.latest().is_some_and(|own| own.end() > day)) {
        return day.checked_add_days(Days::new(1));
    }
    let mut dates: Vec<NaiveDate> = Vec::new();
    let mut held = |release: Release| dates.extend(release.publish_on.filter(|_| !release.draft).map(PartialDate::start));
    let here = |path: &SitePath| !edition.is_apart(path);
    site.documents.iter().filter(|document| here(&document.article.path)).for_each(|document| held(document.article.release));
    site.pages.iter().for_each(|page| held(page.article.release));
    for programme in site.programmes.iter().filter(|programme| here(&programme.path)) {
        held(programme.release);
        programme.projects.iter().for_each(|project| held(project.release));
        programme.proceedings.papers().into_iter().for_each(|own| held(own.release));
    }
    let after = |date: PartialDate| date.end().checked_add_days(Days::new(1));
    let pages = site.pages.iter().zip(&edition.pages).filter(|(_, shown)| **shown).map(|(page, _)| page);
    dates.extend(pages.filter_map(|page| page.expires_on).filter_map(after));
    for year in &edition.years {
        if let Some(call) = &year.proceedings.consultation.call {
            dates.extend(call.start.map(PartialDate::start));
            dates.extend(call.end.and_then(after));
        }
        if edition.known.is_some() {
            decisions(&mut dates, year.programme);
            dates.extend(year.projects.iter().flat_map(|shown| shown.project.later.iter().copied()));
        }
    }
    if edition.known.is_some() {
        for programme in site.programmes.iter().filter(|programme| here(&programme.path)) {
            papers(&mut dates, edition, programme);
        }
        let documents = site.documents.iter().filter(|document| here(&document.article.path));
        dates.extend(documents.filter_map(Document::appeared).map(PartialDate::start));
    }
    dates.into_iter().filter(|date| *date > day).min()
}

/// The days on which papers of a year, and what is dated in them, become known.
fn papers(dates: &mut Vec<NaiveDate>, edition: &Edition<'_>, programme: &Programme) {
    let of = &programme.proceedings;
    let files = of.papers();
    let files = files.iter();
    let from = files.clone().filter_map(|own| known_from(edition.site, own));
    let notes = files.flat_map(|own| &own.notes).filter_map(|note| note.date);
    let replies = of.cases.iter().filter_map(|case| case.replied);
    let evaluations = of.evaluations.iter().flat_map(|part| &part.all).filter_map(|one| one.period);
    let stages = of.consultation.decision.iter().flat_map(|decision| &decision.stages).filter_map(|stage| stage.date);
    dates.extend(from.chain(notes).chain(replies).chain(evaluations).chain(stages).map(PartialDate::start));
}

/// The days on which something dated in a year itself becomes known.
fn decisions(dates: &mut Vec<NaiveDate>, programme: &Programme) {
    let notes = programme.notes.iter().filter_map(|note| note.date);
    let corrections = programme.corrections.iter().map(|correction| correction.date);
    let events = programme.timeline.iter().map(|event| event.date);
    let counts = programme.declared_items.iter().filter_map(|count| count.date);
    dates.extend(notes.chain(corrections).chain(events).chain(counts).map(PartialDate::start));
}

//! References between projects: from `2020/08` to the project it names.

use rustc_hash::FxHashMap;

use super::{Site, diagnostics as say, model::proceedings::Proceedings};
use crate::{
    diag::{Diagnostics, Loc, Span, did_you_mean},
    files::SitePath,
};

/// Resolve every project that is named, in `related` and in a year's proceedings; an unknown one is a finding unless its
/// file could not be read.
pub fn related(diags: &mut Diagnostics, site: &mut Site<'_>) {
    let plain = |programme: &super::model::Programme| {
        programme.proceedings.is_empty() && programme.projects.iter().all(|dossier| dossier.outline.related.is_empty())
    };
    if site.programmes.iter().all(plain) {
        return;
    }
    let mut proceedings: Vec<Proceedings> =
        site.programmes.iter_mut().map(|programme| std::mem::take(&mut programme.proceedings)).collect();
    let dossiers =
        || site.programmes.iter().enumerate().flat_map(|(p, of)| of.projects.iter().enumerate().map(move |(n, x)| ((p, n), of, x)));
    let names: Vec<(String, (usize, usize))> = dossiers().map(|(at, of, dossier)| (format!("{}/{}", of.year, dossier.id), at)).collect();
    let mut known: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for (name, at) in &names {
        known.entry(name).or_insert(*at);
    }
    let broken = |text: &str| {
        let file = text.split_once('/').map(|(year, id)| format!("content/{year}/projects/{id}.yaml"));
        file.is_some_and(|file| site.is_broken(&file))
    };
    let find = |diags: &mut Diagnostics, path: &SitePath, text: &str, loc: Loc| {
        let found = known.get(text).copied();
        if found.is_none() && !broken(text) {
            let help = did_you_mean(text, names.iter().map(|(name, _)| name.as_str()));
            diags.push(say::unknown_project(Span::new(path, loc), text, help));
        }
        found
    };
    let indicator = |diags: &mut Diagnostics, path: &SitePath, at: (usize, usize), id: &str, loc: Loc| {
        let dossier = &site.programmes[at.0].projects[at.1];
        if !dossier.anchors.has(&format!("i-{id}")) && !dossier.faulty {
            diags.push(say::unknown_indicator(Span::new(path, loc), id, None));
        }
    };
    let mut resolved = Vec::new();
    for ((p, n), _, dossier) in dossiers() {
        for reference in &dossier.outline.related {
            resolved.extend(find(diags, &dossier.path, &reference.text, reference.loc).map(|to| (p, n, to)));
        }
    }
    for of in &mut proceedings {
        of.each_project(&mut |path, link| link.at = find(diags, path, &link.text, link.loc));
        for (path, link, id) in of.indicators_of_ways() {
            if let Some(at) = link.at {
                indicator(diags, path, at, id, link.loc);
            }
        }
        for (path, link) in &mut of.indicator_links() {
            link.project.at = find(diags, path, &link.project.text, link.project.loc);
            if let Some(at) = link.project.at {
                indicator(diags, path, at, &link.id, link.project.loc);
            }
        }
    }
    for (programme, proceedings) in site.programmes.iter_mut().zip(proceedings) {
        programme.proceedings = proceedings;
    }
    for (p, n, to) in resolved {
        site.programmes[p].projects[n].related.push(to);
    }
}

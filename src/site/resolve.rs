//! References between projects: from `2020/08` to the project it names.

use rustc_hash::FxHashMap;

use super::{Site, diagnostics as say, model::proceedings::Proceedings};
use crate::diag::{Diagnostics, Span, did_you_mean};

/// Resolve every project that is named, in `related` and in a year's proceedings; an unknown one is a finding unless its
/// file could not be read.
pub fn related(diags: &mut Diagnostics, site: &mut Site<'_>) {
    let dossiers =
        || site.programmes.iter().enumerate().flat_map(|(p, of)| of.projects.iter().enumerate().map(move |(n, x)| ((p, n), of, x)));
    let plain = |programme: &super::model::Programme| programme.proceedings.is_empty();
    if site.programmes.iter().all(plain) && dossiers().all(|(_, _, dossier)| dossier.outline.related.is_empty()) {
        return;
    }
    let names: Vec<(String, (usize, usize))> = dossiers().map(|(at, of, dossier)| (format!("{}/{}", of.year, dossier.id), at)).collect();
    let mut known: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for (name, at) in &names {
        known.entry(name).or_insert(*at);
    }
    let broken = |text: &str| {
        let file = text.split_once('/').map(|(year, id)| format!("content/{year}/projects/{id}.yaml"));
        file.is_some_and(|file| site.is_broken(&file))
    };
    let find = |text: &str| match known.get(text) {
        Some(at) => Found::At(*at),
        None if broken(text) => Found::Broken,
        None => Found::Nothing,
    };
    let mut resolved = Vec::new();
    for ((p, n), _, dossier) in dossiers() {
        for reference in &dossier.outline.related {
            match find(&reference.text) {
                Found::At(to) => resolved.push((p, n, to)),
                Found::Broken => {}
                Found::Nothing => {
                    let help = did_you_mean(&reference.text, names.iter().map(|(name, _)| name.as_str()));
                    diags.push(say::unknown_project(Span::new(&dossier.path, reference.loc), &reference.text, help));
                }
            }
        }
    }
    let mut proceedings: Vec<Proceedings> = site.programmes.iter().map(|programme| programme.proceedings.clone()).collect();
    for of in &mut proceedings {
        let mut links = of.project_links();
        for (path, link) in &mut links {
            match find(&link.text) {
                Found::At(at) => link.at = Some(at),
                Found::Broken => {}
                Found::Nothing => {
                    let help = did_you_mean(&link.text, names.iter().map(|(name, _)| name.as_str()));
                    diags.push(say::unknown_project(Span::new(path, link.loc), &link.text, help));
                }
            }
        }
        for (path, link, id) in of.indicators_of_ways() {
            let dossier = link.at.map(|at| &site.programmes[at.0].projects[at.1]);
            if dossier.is_some_and(|dossier| !dossier.anchors.has(&format!("i-{id}")) && !dossier.faulty) {
                diags.push(say::unknown_indicator(Span::new(path, link.loc), id, None));
            }
        }
        for (path, link) in &mut of.indicator_links() {
            let Some(at) = known.get(link.project.text.as_str()).copied() else {
                if !broken(&link.project.text) {
                    let help = did_you_mean(&link.project.text, names.iter().map(|(name, _)| name.as_str()));
                    diags.push(say::unknown_project(Span::new(path, link.project.loc), &link.project.text, help));
                }
                continue;
            };
            link.project.at = Some(at);
            let dossier = &site.programmes[at.0].projects[at.1];
            if !dossier.anchors.has(&format!("i-{}", link.id)) && !dossier.faulty {
                diags.push(say::unknown_indicator(Span::new(path, link.project.loc), &link.id, None));
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

/// What a reference to a project leads to.
enum Found {
    At((usize, usize)),
    /// A file that could not be read.
    Broken,
    Nothing,
}

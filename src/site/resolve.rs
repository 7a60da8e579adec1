//! References between projects: from `2020/08` to the project it names.

use rustc_hash::FxHashMap;

use super::{Site, diagnostics as say};
use crate::diag::{Diagnostics, Span, did_you_mean};

/// Resolve every `related` entry; an unknown one is a finding unless its file could not be read.
pub fn related(diags: &mut Diagnostics, site: &mut Site<'_>) {
    let dossiers =
        || site.programmes.iter().enumerate().flat_map(|(p, of)| of.projects.iter().enumerate().map(move |(n, x)| ((p, n), of, x)));
    if dossiers().all(|(_, _, dossier)| dossier.outline.related.is_empty()) {
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
    let mut resolved = Vec::new();
    for ((p, n), _, dossier) in dossiers() {
        for reference in &dossier.outline.related {
            match known.get(reference.text.as_str()) {
                Some(to) => resolved.push((p, n, *to)),
                None if broken(&reference.text) => {}
                None => {
                    let help = did_you_mean(&reference.text, names.iter().map(|(name, _)| name.as_str()));
                    diags.push(say::unknown_project(Span::new(&dossier.path, reference.loc), &reference.text, help));
                }
            }
        }
    }
    for (p, n, to) in resolved {
        site.programmes[p].projects[n].related.push(to);
    }
}

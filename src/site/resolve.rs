//! References between projects: from `2020/08` to the project it names.

use super::{Site, diagnostics as say};
use crate::diag::{Diagnostics, Span, did_you_mean};

/// Resolve every `related` entry; an unknown one is a finding unless its file could not be read.
pub fn related(diags: &mut Diagnostics, site: &mut Site) {
    let known: Vec<(String, (usize, usize))> = site
        .programmes
        .iter()
        .enumerate()
        .flat_map(|(p, programme)| {
            programme.projects.iter().enumerate().map(move |(n, project)| (format!("{}/{}", programme.year, project.id), (p, n)))
        })
        .collect();
    let broken = |text: &str| {
        let file = text.split_once('/').map(|(year, id)| format!("content/{year}/projects/{id}.yaml"));
        file.is_some_and(|file| site.is_broken(&file))
    };
    let mut resolved = Vec::new();
    for (p, programme) in site.programmes.iter().enumerate() {
        for (n, project) in programme.projects.iter().enumerate() {
            for (r, reference) in project.related.iter().enumerate() {
                match known.iter().find(|(name, _)| *name == reference.text) {
                    Some((_, to)) => resolved.push((p, n, r, *to)),
                    None if broken(&reference.text) => {}
                    None => {
                        let help = did_you_mean(&reference.text, known.iter().map(|(name, _)| name.as_str()));
                        diags.push(say::unknown_project(Span::new(&project.path, reference.loc), &reference.text, help));
                    }
                }
            }
        }
    }
    for (p, n, r, to) in resolved {
        site.programmes[p].projects[n].related[r].to = Some(to);
    }
}

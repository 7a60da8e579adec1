//! Pages to bytes: pure, in parallel, everything in memory, and every internal link of the result followed.
//!
//! In: a [`Plan`], a [`Theme`], the attachments' files. Out: [`Rendered`], or findings with the template's or the page's
//! line. Nothing is written.

mod diagnostics;
mod html;
mod validate;

use std::sync::Arc;

use rayon::prelude::*;

use crate::{
    diag::{Diagnostics, Texts},
    files::{Files, FilesError},
    output,
    plan::Plan,
    theme::Theme,
};

/// The finished site.
#[derive(Debug, Default)]
pub struct Rendered {
    /// Every file by its path.
    pub files: output::Files,
    /// How many of them are pages.
    pub pages: usize,
    /// Pages with faults, so that a report can show their lines.
    pub texts: Texts,
}

/// Render everything. `Err` where an attachment cannot be read.
pub fn all(diags: &mut Diagnostics, plan: &Plan<'_>, theme: &Theme, files: &dyn Files) -> Result<Rendered, FilesError> {
    let mut rendered = Rendered { pages: plan.pages.len(), ..Rendered::default() };
    let Some(engine) = html::Engine::new(diags, theme, &plan.frame) else { return Ok(rendered) };
    let pages: Vec<_> = plan
        .pages
        .par_iter()
        .map(|page| {
            let (frame, view) = plan.view(page);
            engine.render(theme, page, &frame, &view).map(|html| {
                let links = validate::scan(&html);
                (Arc::<[u8]>::from(html.into_bytes()), links)
            })
        })
        .collect();
    let mut scans = Vec::with_capacity(pages.len());
    for (page, result) in plan.pages.iter().zip(pages) {
        match result {
            Ok((bytes, scan)) => {
                rendered.files.insert(page.path.clone(), bytes);
                scans.push((page.path.as_str(), scan));
            }
            Err(found) => diags.push(*found),
        }
    }
    for (path, bytes) in &theme.assets {
        rendered.files.insert(path.clone(), Arc::from(bytes.as_slice()));
    }
    for (from, to) in &plan.assets {
        rendered.files.insert(to.clone(), Arc::from(files.read(from)?));
    }
    if !diags.has_errors() {
        validate::links(diags, &mut rendered.texts, &rendered.files, plan.base_path(), &scans);
    }
    Ok(rendered)
}

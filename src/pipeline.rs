//! The one way from files to a finished site; every command goes it.

use crate::{
    diag::{Diagnostic, Diagnostics, Severity, Span, Texts},
    files::{Files, FilesError, SitePath},
    output,
    plan::{Choice, Plan},
    render,
    site::{Site, date::PartialDate},
    source::Sources,
    theme::Theme,
};

/// What a run found and made.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Every finding, sorted.
    pub findings: Vec<Diagnostic>,
    /// The texts findings point into.
    pub texts: Texts,
    /// The finished site; `None` where there are errors.
    pub built: Option<Built>,
}

/// A finished site in memory.
#[derive(Debug, Default)]
pub struct Built {
    /// Every file.
    pub files: output::Files,
    /// What the manifest says of the whole.
    pub meta: output::Meta,
    /// How many of the files are pages.
    pub pages: usize,
    /// What is held back, and from when it will be shown.
    pub held_back: Vec<(String, Option<PartialDate>)>,
}

impl Outcome {
    /// How many findings are warnings.
    pub fn warnings(&self) -> usize {
        self.findings.iter().filter(|finding| finding.code.severity() == Severity::Warning).count()
    }
}

/// Build a site in memory. `Err` where the disk fails; faults of the content are findings.
pub fn build(files: &dyn Files, choice: &Choice) -> Result<Outcome, FilesError> {
    let mut diags = Diagnostics::default();
    let sources = Sources::read(&mut diags, files)?;
    let site = Site::new(&mut diags, &sources);
    let (name, named) = &site.config.theme;
    let config = SitePath::new("content/site.yaml");
    let theme_name = if name.is_empty() { crate::theme::DEFAULT } else { name };
    let theme = Theme::load(&mut diags, files, theme_name, Span::new(&config, named.unwrap_or_default()))?;
    let plan = Plan::new(&mut diags, &site, choice);
    let mut texts = theme.texts();
    let mut built = None;
    if !diags.has_errors() {
        let rendered = render::all(&mut diags, &plan, &theme, files)?;
        texts.extend(rendered.texts);
        built = (!diags.has_errors()).then(|| Built {
            files: rendered.files,
            meta: output::Meta { as_of: plan.edition.shown.map(|date| date.to_string()), timezone: Some(site.config.timezone.clone()) },
            pages: rendered.pages,
            held_back: plan.edition.held_back.clone(),
        });
    }
    drop(plan);
    texts.extend(sources.texts);
    Ok(Outcome { findings: diags.into_sorted(), texts, built })
}

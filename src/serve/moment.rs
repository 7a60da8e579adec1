//! What the preview shows: plain values, handed over whole after every build.

use std::{fmt, io, sync::Arc, time::Duration};

use chrono::NaiveDate;

use crate::{
    diag::{Diagnostic, Severity, Texts},
    output::Record,
    pipeline::{HeldBack, Overdue},
    render::gallery::Gallery,
};

/// The files of the last good build.
pub trait Pages: Send + Sync + fmt::Debug {
    /// What stands at a site path such as `2020/08.html`; `None` where nothing stands.
    fn find(&self, path: &str) -> Option<Record>;

    /// Its bytes.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// Everything the preview shows at one moment.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The pages; `None` before the first good build.
    pub pages: Option<Arc<dyn Pages>>,
    /// The path of the portal the site will live at, `/` or `/ssxm/`.
    pub base_path: String,
    /// Whether the last build failed, so that the pages are those from before.
    pub broken: bool,
    /// What the last build found.
    pub findings: Vec<Diagnostic>,
    /// The texts the findings point into.
    pub texts: Texts,
    /// Addresses of the pages whose bytes changed with the last good build, the most relevant first.
    pub changed: Vec<String>,
    /// What is not published yet.
    pub held_back: Vec<HeldBack>,
    /// Figures without a reading since the reporting day.
    pub overdue: Vec<Overdue>,
    /// The last reporting day, where the site names one.
    pub reporting_day: Option<NaiveDate>,
    /// The last good build.
    pub built: BuiltInfo,
    /// What the gallery of components is drawn from; `None` before the first build.
    pub gallery: Option<Arc<Gallery>>,
}

/// What the last good build did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuiltInfo {
    /// Pages drawn.
    pub rendered: usize,
    /// Pages taken over from the build before.
    pub reused: usize,
    /// Files removed.
    pub removed: usize,
    /// Pages in all.
    pub pages: usize,
    /// How long it took.
    pub took: Duration,
    /// When it ended, as text such as `14:03:22`.
    pub at: String,
    /// The site's title.
    pub title: String,
}

impl Moment {
    /// How many errors and how many warnings there are.
    pub(super) fn counts(&self) -> (usize, usize) {
        let errors = self.errors().count();
        (errors, self.findings.len() - errors)
    }

    /// The findings that are errors.
    pub(super) fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }

    /// Whether there are errors to show over the pages.
    pub(super) fn is_broken(&self) -> bool {
        self.broken || self.errors().next().is_some()
    }
}

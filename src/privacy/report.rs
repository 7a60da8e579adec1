//! From what was found to findings. In: everything found, the exceptions. Out: a finding for each thing no exception lets
//! pass, a warning for each exception that lets nothing pass.

use std::{cell::Cell, sync::Arc};

use super::{Exception, Found, Kind, address, diagnostics as say, examine::InFile, fold::folded};
use crate::{
    diag::{Diagnostic, Diagnostics, Span},
    files::SitePath,
    source::CONTENT,
};

/// Everything below `content/` that looks like personal data.
#[derive(Debug, Default)]
pub struct Personal {
    pub(super) files: Vec<(SitePath, Arc<InFile>)>,
    pub(super) folders: Vec<(SitePath, Vec<Found>)>,
}

/// The exceptions, and which of them let something pass.
struct Exceptions<'e> {
    all: &'e [Exception],
    /// Their texts as they are compared.
    texts: Vec<String>,
    used: Vec<Cell<bool>>,
}

impl Exceptions<'_> {
    fn allows(&self, path: &SitePath, kind: Kind, text: &str) -> bool {
        let file = path.strip_prefix(CONTENT).and_then(|rest| rest.strip_prefix('/')).unwrap_or(path);
        let text = folded(text);
        let mut allowed = false;
        for (at, exception) in self.all.iter().enumerate() {
            let meets = exception.kind == kind
                && (exception.file.is_empty() || exception.file == file)
                && (kind.is_of_files() || is_same(kind, &text, &self.texts[at]));
            if meets {
                self.used[at].set(true);
            }
            allowed |= meets;
        }
        allowed
    }
}

/// Whether an exception's text is what was found. Where an address begins is vague, so its end may do if it is an address.
fn is_same(kind: Kind, found: &str, allowed: &str) -> bool {
    found == allowed || (kind == Kind::Address && found.ends_with(allowed) && !address::dwellings(allowed).is_empty())
}

impl Personal {
    /// Report everything no exception lets pass; as warnings where nothing is published yet.
    pub fn report(&self, diags: &mut Diagnostics, exceptions: &Option<Vec<Exception>>, publishing: bool) {
        let all = exceptions.as_deref().unwrap_or_default();
        let texts = all.iter().map(|exception| folded(&exception.text)).collect();
        let exceptions = Exceptions { all, texts, used: all.iter().map(|_| Cell::new(false)).collect() };
        let mut push = |found: Diagnostic| diags.push(if publishing { found } else { found.as_warning() });
        for (path, found) in &self.folders {
            for found in found.iter().filter(|found| !exceptions.allows(path, found.kind, &found.text)) {
                push(say::named(Span::file(path), found, true));
            }
        }
        for (path, file) in &self.files {
            for found in file.named.iter().filter(|found| !exceptions.allows(path, found.kind, &found.text)) {
                push(say::named(Span::file(path), found, false));
            }
            for found in &file.written {
                if !exceptions.allows(path, found.kind, &found.text) {
                    push(say::written(Span::new(path, found.loc), found));
                }
            }
            let metadata = file.metadata;
            let reported = (metadata.position || metadata.owner) && !exceptions.allows(path, Kind::Image, "");
            if reported {
                let found = say::image(Span::file(path), metadata);
                push(if metadata.position { found } else { found.as_warning() });
            }
            let obstacle = file.obstacle.map(|obstacle| say::obstacle(Span::file(path), obstacle));
            let obstacle =
                obstacle.or_else(|| (metadata.damaged && !(reported && metadata.position)).then(|| say::damaged(Span::file(path))));
            if let Some(found) = obstacle.filter(|_| !exceptions.allows(path, Kind::Unexamined, "")) {
                push(found);
            }
        }
        for (exception, used) in all.iter().zip(&exceptions.used) {
            if !used.get() {
                diags.push(say::unused(exception));
            }
        }
    }
}

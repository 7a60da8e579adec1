//! Addresses and who wants them, and where two want the same.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;

use super::{Page, Subject, diagnostics as say};
use crate::diag::{Diagnostics, Span};

/// An address and who wants it.
pub(super) struct Claim {
    pub path: String,
    pub page: Option<Page>,
    pub span: Option<Span>,
}

impl Claim {
    /// Whether both are records of one list, whose shared id is reported already.
    fn shares_id(&self, other: &Self) -> bool {
        match (self.page.as_ref().map(|page| page.subject), other.page.as_ref().map(|page| page.subject)) {
            (Some(Subject::Entry(of, _)), Some(Subject::Entry(other, _))) => of == other,
            (Some(Subject::Project((year, _))), Some(Subject::Project((other, _))))
            | (Some(Subject::Goal(year, _)), Some(Subject::Goal(other, _)))
            | (Some(Subject::Proposal(year, _)), Some(Subject::Proposal(other, _))) => year == other,
            _ => false,
        }
    }
}

/// Every claim.
#[derive(Default)]
pub(super) struct Claims(pub Vec<Claim>);

impl Claims {
    /// A page's claim.
    pub fn page(&mut self, path: String, layout: &'static str, subject: Subject, span: Option<Span>) {
        let page = Page { path: path.clone(), layout, subject };
        self.0.push(Claim { path, page: Some(page), span });
    }
}

/// Two claims to one address, also by letter case and Unicode form; what gongshi itself needs comes first.
pub(super) fn collisions(diags: &mut Diagnostics, claims: &[Claim]) {
    let folded: Vec<Cow<'_, str>> = claims.iter().map(|claim| folded(&claim.path)).collect();
    let mut taken: FxHashMap<&str, &Claim> = FxHashMap::with_capacity_and_hasher(claims.len(), rustc_hash::FxBuildHasher);
    for (claim, _) in claims.iter().zip(&folded).filter(|(_, path)| is_reserved(path)) {
        if let Some(span) = &claim.span {
            diags.push(say::reserved(span.clone(), &claim.path));
        }
    }
    let mut collide = |claim: &Claim, first: &Claim| {
        if let Some(span) = claim.span.clone() {
            diags.push(match first.span.clone() {
                Some(first) => say::url_collision(span, &claim.path, first),
                None => say::reserved(span, &claim.path),
            });
        }
    };
    for (claim, path) in claims.iter().zip(&folded) {
        let first = *taken.entry(path).or_insert(claim);
        if !std::ptr::eq(first, claim) && !claim.shares_id(first) {
            collide(claim, first);
        }
    }
    // A file of the site cannot be the folder of another.
    for (claim, path) in claims.iter().zip(&folded) {
        if let Some(first) = path.match_indices('/').find_map(|(at, _)| taken.get(&path[..at])) {
            collide(claim, first);
        }
    }
}

/// Addresses of the manifest, the theme's files and gongshi's own helpers.
fn is_reserved(path: &str) -> bool {
    path == "manifest.json"
        || path.starts_with("manifest.json/")
        || path.starts_with("assets/")
        || path.split('/').any(|part| part.starts_with(".gongshi-"))
}

fn folded(path: &str) -> Cow<'_, str> {
    if path.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(path);
    }
    Cow::Owned(path.nfc().collect::<String>().to_lowercase())
}

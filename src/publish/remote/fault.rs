//! What went wrong on a server, in words that hold no secret.
//!
//! In: errors of OpenDAL. Out: a short reason and its sort. Addresses, headers and keys are left out.

use std::{error::Error, fmt, io};

use opendal::ErrorKind;

/// How much of a server's answer is repeated.
const SHOWN: usize = 240;

/// A request that failed for good.
#[derive(Debug)]
pub(super) struct Fault {
    /// Its sort.
    pub(super) kind: ErrorKind,
    text: String,
}

impl Fault {
    /// The reason of a failure, without these secrets.
    pub(super) fn of(error: &opendal::Error, secrets: &[String]) -> Self {
        let mut parts = vec![kind(error.kind()).to_owned(), error.message().to_owned()];
        let mut next = error.source();
        while let Some(inner) = next {
            parts.push(inner.to_string());
            next = inner.source();
        }
        parts.retain(|part| !part.trim().is_empty());
        parts.dedup();
        let mut text = parts.join(": ").split_whitespace().collect::<Vec<_>>().join(" ");
        for secret in secrets {
            text = text.replace(secret.as_str(), "***");
        }
        if let Some((end, _)) = text.char_indices().nth(SHOWN) {
            text.truncate(end);
            text.push('…');
        }
        Self { kind: error.kind(), text: text.chars().filter(|c| !c.is_control()).collect() }
    }

    /// A reason of our own.
    pub(super) fn own(text: impl fmt::Display) -> Self {
        Self { kind: ErrorKind::Unexpected, text: text.to_string() }
    }
}

fn kind(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "not found",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::RateLimited => "too many requests",
        ErrorKind::Unsupported => "not supported",
        ErrorKind::ConfigInvalid => "not set up",
        ErrorKind::ConditionNotMatch => "a condition does not hold",
        _ => "",
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for Fault {}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        let kind = match fault.kind {
            ErrorKind::NotFound => io::ErrorKind::NotFound,
            ErrorKind::PermissionDenied => io::ErrorKind::PermissionDenied,
            _ => io::ErrorKind::Other,
        };
        Self::new(kind, fault)
    }
}

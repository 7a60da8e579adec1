//! How publishing fails.

use std::{error::Error, fmt};

use crate::output::OutputError;

/// A failure to publish, to roll back or to read what was published.
#[derive(Debug)]
pub enum PublishError {
    /// A file of this machine cannot be used.
    Output(OutputError),
    /// Another process holds the target.
    Busy {
        /// The target's name.
        target: String,
        /// Who holds it, in words for people.
        by: String,
    },
    /// The target is not what it should be, so nothing was changed.
    Refused {
        /// The target's name.
        target: String,
        /// Why, in English.
        en: String,
        /// Why, in Chinese.
        zh: String,
    },
    /// The target cannot be reached or does not do what is asked of it.
    Remote {
        /// The target's name.
        target: String,
        /// The file in question; empty where the target as a whole is.
        path: String,
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
    /// Everything arrived, but files that should have gone are still there.
    Stale {
        /// The target's name.
        target: String,
        /// The files.
        paths: Vec<String>,
    },
}

/// How many files a message names.
const NAMED: usize = 5;

impl PublishError {
    /// The message in English.
    pub fn en(&self) -> String {
        match self {
            Self::Output(error) => error.en(),
            Self::Busy { target, by } => format!("target `{target}` is being published to by {by}"),
            Self::Refused { target, en, .. } => format!("target `{target}` is left as it was: {en}"),
            Self::Remote { target, path, .. } if path.is_empty() => format!("target `{target}` cannot be used"),
            Self::Remote { target, path, .. } => format!("target `{target}`: `{path}` did not go through"),
            Self::Stale { target, paths } => {
                format!("target `{target}` still shows {} files that should be gone: {}", paths.len(), some(paths))
            }
        }
    }

    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Output(error) => error.zh(),
            Self::Busy { target, by } => format!("目标 `{target}` 正由{by}发布"),
            Self::Refused { target, zh, .. } => format!("目标 `{target}` 保持原样：{zh}"),
            Self::Remote { target, path, .. } if path.is_empty() => format!("目标 `{target}` 无法使用"),
            Self::Remote { target, path, .. } => format!("目标 `{target}`：`{path}` 未能完成"),
            Self::Stale { target, paths } => format!("目标 `{target}` 仍有 {} 个应当撤下的文件：{}", paths.len(), some(paths)),
        }
    }
}

fn some(paths: &[String]) -> String {
    let mut named = paths.iter().take(NAMED).map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
    if paths.len() > NAMED {
        named.push_str(" …");
    }
    named
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Output(error) => error.source(),
            Self::Remote { source, .. } => Some(&**source),
            _ => None,
        }
    }
}

impl From<OutputError> for PublishError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

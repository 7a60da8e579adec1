//! How a run can fail, and why an attempt ends without having failed.

use std::fmt;

use crate::{
    files::{FilesError, SitePath},
    output::OutputError,
    render::RenderError,
    site::SourceError,
};

/// A failure of the world.
#[derive(Debug)]
pub enum BuildError {
    /// A file of the site cannot be read.
    Files(FilesError),
    /// The output cannot be used.
    Output(OutputError),
    /// A file changed each time it was read.
    Unsettled(SitePath),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
            Self::Unsettled(path) => write!(f, "{path} changes while it is read"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Files(error) => error.source(),
            Self::Output(error) => error.source(),
            Self::Unsettled(_) => None,
        }
    }
}

impl From<FilesError> for BuildError {
    fn from(error: FilesError) -> Self {
        Self::Files(error)
    }
}

impl From<OutputError> for BuildError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// Why an attempt ended.
pub(super) enum Stop {
    Failed(BuildError),
    Changed(SitePath),
}

impl<E: Into<BuildError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl From<SourceError> for Stop {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::Files(error) => Self::Failed(error.into()),
            SourceError::Changed(path) => Self::Changed(path),
        }
    }
}

impl From<RenderError> for Stop {
    fn from(error: RenderError) -> Self {
        match error {
            RenderError::Source(error) => error.into(),
            RenderError::Files(error) => Self::Failed(error.into()),
            RenderError::Output(error) => Self::Failed(error.into()),
        }
    }
}

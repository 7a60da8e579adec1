//! How packing a year fails.

use std::{error::Error, fmt, path::PathBuf};

use crate::{
    files::{FilesError, SitePath},
    output::OutputError,
};

/// A failure to pack a year.
#[derive(Debug)]
pub enum BagError {
    /// A file cannot be written or read again.
    Output(OutputError),
    /// A source cannot be read.
    Files(FilesError),
    /// Something stands in the place that is no bag of gongshi's.
    NotOurs {
        /// The place.
        path: PathBuf,
    },
    /// A bag of gongshi's stands in the place, and somebody changed it.
    Changed {
        /// The place.
        path: PathBuf,
        /// A file that is not as it was packed.
        file: String,
    },
    /// A source changed since the edition was made.
    Meanwhile {
        /// The source.
        path: SitePath,
    },
}

impl BagError {
    /// The message in English.
    pub fn en(&self) -> String {
        match self {
            Self::Output(error) => error.en(),
            Self::Files(error) => error.to_string(),
            Self::Meanwhile { path } => format!("{path} changed meanwhile; try again"),
            Self::NotOurs { path } => {
                format!("`{}` is no package of gongshi's and is left as it is; name another place", path.display())
            }
            Self::Changed { path, file } => {
                format!("`{}` is left as it is: `{file}` in it is not as it was packed; move the package away first", path.display())
            }
        }
    }

    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Output(error) => error.zh(),
            Self::Files(error) => format!("无法读取 {}", error.path),
            Self::Meanwhile { path } => format!("{path} 在此期间变了，请重试"),
            Self::NotOurs { path } => format!("`{}` 不是 gongshi 生成的归档包，保持原样；请另指定位置", path.display()),
            Self::Changed { path, file } => {
                format!("`{}` 保持原样：其中的 `{file}` 与归档时不同；请先把该归档包移到别处", path.display())
            }
        }
    }
}

impl fmt::Display for BagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl Error for BagError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Output(error) => error.source(),
            Self::Files(error) => error.source(),
            _ => None,
        }
    }
}

impl From<OutputError> for BagError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

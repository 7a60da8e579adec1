//! How keys fail.

use std::{error::Error, fmt, io, path::PathBuf};

/// A failure to read a key or to sign with it.
#[derive(Debug)]
pub enum KeyError {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not a secret key in minisign's format.
    NotSecret {
        /// The file.
        path: PathBuf,
    },
    /// The file was a secret key once and is cut off or changed.
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The key is under a password and none was given.
    NoPassword {
        /// The file.
        path: PathBuf,
    },
    /// The password does not open the key, or the key is damaged; the format cannot tell which.
    WrongPassword {
        /// The file.
        path: PathBuf,
    },
    /// The system or the computation failed.
    System {
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl KeyError {
    pub(super) fn system(source: impl Error + Send + Sync + 'static) -> Self {
        Self::System { source: Box::new(source) }
    }

    /// The message in English.
    pub fn en(&self) -> String {
        match self {
            Self::Unreadable { path, .. } => format!("cannot read the secret key `{}`", path.display()),
            Self::NotSecret { path } => format!("`{}` is not a secret key in minisign's format", path.display()),
            Self::Damaged { path } => format!("the secret key `{}` is damaged; take it from its backup", path.display()),
            Self::NoPassword { path } => {
                format!("the secret key `{}` needs its password; set GONGSHI_KEY_PASSWORD or use a terminal", path.display())
            }
            Self::WrongPassword { path } => {
                format!("the password does not open the secret key `{}`, or the file is damaged", path.display())
            }
            Self::System { .. } => "the key cannot be made or used".to_owned(),
        }
    }

    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Unreadable { path, .. } => format!("无法读取私钥 `{}`", path.display()),
            Self::NotSecret { path } => format!("`{}` 不是 minisign 格式的私钥", path.display()),
            Self::Damaged { path } => format!("私钥 `{}` 已损坏，请从备份恢复", path.display()),
            Self::NoPassword { path } => {
                format!("私钥 `{}` 需要口令：请设置 GONGSHI_KEY_PASSWORD，或在终端中运行", path.display())
            }
            Self::WrongPassword { path } => format!("口令打不开私钥 `{}`，或该文件已损坏", path.display()),
            Self::System { .. } => "密钥无法生成或使用".to_owned(),
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl Error for KeyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unreadable { source, .. } => Some(source),
            Self::System { source } => Some(&**source),
            _ => None,
        }
    }
}

//! Which folders a site may be written to.
//!
//! In: the output folder a user named, and the folders that must never be written over. Out: nothing, or the reason
//! against it in two languages. Nothing is created or changed here; links and `..` are resolved before anything is
//! compared, also in parts of a path that do not exist yet.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the output folder is looked at")]

use std::{
    fmt, fs, io,
    path::{self, Component, Path, PathBuf},
};

use super::{MANIFEST, Manifest, disk::MARKER};

/// Why a folder is not written to.
#[derive(Debug)]
pub enum Refused {
    /// The root of the file system or of a drive.
    Root {
        /// The output folder as the user named it.
        output: PathBuf,
    },
    /// The home folder, or a folder it stands in.
    Home {
        /// The output folder as the user named it.
        output: PathBuf,
    },
    /// The site's own folder, or a folder it stands in.
    Site {
        /// The output folder as the user named it.
        output: PathBuf,
        /// The site's folder.
        site: PathBuf,
    },
    /// A folder the site is made from.
    Input {
        /// The output folder as the user named it.
        output: PathBuf,
    },
    /// A folder that a folder the site is made from stands in.
    HoldsInput {
        /// The output folder as the user named it.
        output: PathBuf,
        /// The folder the site is made from.
        input: PathBuf,
    },
    /// A folder inside a folder the site is made from.
    InsideInput {
        /// The output folder as the user named it.
        output: PathBuf,
        /// The folder the site is made from.
        input: PathBuf,
    },
    /// Not a folder.
    NotAFolder {
        /// The output folder as the user named it.
        output: PathBuf,
    },
    /// A folder with files in it that no build of ours wrote.
    NotOurs {
        /// The output folder as the user named it.
        output: PathBuf,
        /// One of the files.
        found: String,
    },
    /// A folder that cannot be looked at.
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Refused {
    /// The message in English.
    pub fn en(&self) -> String {
        match self {
            Self::Root { output } => format!("`{}` is the root of a file system", output.display()),
            Self::Home { output } => format!("`{}` is or holds the home folder", output.display()),
            Self::Site { output, site } => format!("`{}` is or holds the site's folder `{}`", output.display(), site.display()),
            Self::Input { output } => format!("`{}` is a folder the site is made from", output.display()),
            Self::HoldsInput { output, input } => {
                format!("`{}` holds `{}`, which the site is made from", output.display(), input.display())
            }
            Self::InsideInput { output, input } => {
                format!("`{}` is inside `{}`, which the site is made from", output.display(), input.display())
            }
            Self::NotAFolder { output } => format!("`{}` is not a folder", output.display()),
            Self::NotOurs { output, found } => {
                format!("`{}` holds `{found}` and was not written by gongshi; name an empty folder", output.display())
            }
            Self::Unreadable { path, .. } => format!("cannot look at `{}`", path.display()),
        }
    }

    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Root { output } => format!("`{}` 是文件系统的根目录", output.display()),
            Self::Home { output } => format!("`{}` 是主目录或其上级目录", output.display()),
            Self::Site { output, site } => format!("`{}` 是网站目录 `{}` 或其上级目录", output.display(), site.display()),
            Self::Input { output } => format!("`{}` 是网站的源目录", output.display()),
            Self::HoldsInput { output, input } => format!("`{}` 是网站源目录 `{}` 的上级目录", output.display(), input.display()),
            Self::InsideInput { output, input } => format!("`{}` 位于网站源目录 `{}` 之内", output.display(), input.display()),
            Self::NotAFolder { output } => format!("`{}` 不是目录", output.display()),
            Self::NotOurs { output, found } => {
                format!("`{}` 内有 `{found}`，且不是 gongshi 写入的目录；请指定空目录", output.display())
            }
            Self::Unreadable { path, .. } => format!("无法查看 `{}`", path.display()),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Refuse an output folder that is or holds something precious, or that is not empty and not our own. `inputs` are the
/// folders the site is made from; `home` is the user's home folder, where it is known.
pub fn check_output(output: &Path, site_root: &Path, inputs: &[PathBuf], home: Option<&Path>) -> Result<(), Refused> {
    let named = || output.to_path_buf();
    let real = resolve(output)?;
    if real.parent().is_none() {
        return Err(Refused::Root { output: named() });
    }
    if let Some(home) = home
        && resolve(home)?.starts_with(&real)
    {
        return Err(Refused::Home { output: named() });
    }
    for input in inputs {
        check_input(output, &real, input)?;
    }
    if resolve(site_root)?.starts_with(&real) {
        return Err(Refused::Site { output: named(), site: site_root.to_path_buf() });
    }
    check_held(output, &real)
}

/// Whether a folder with nothing but this file in it is as good as empty.
pub(super) fn counts_as_empty(name: &str) -> bool {
    matches!(name, ".gitkeep" | ".gitignore" | ".DS_Store")
}

fn check_input(output: &Path, real: &Path, input: &Path) -> Result<(), Refused> {
    let real_input = resolve(input)?;
    let (output, input) = (output.to_path_buf(), input.to_path_buf());
    match (real_input.starts_with(real), real.starts_with(&real_input)) {
        (true, true) => Err(Refused::Input { output }),
        (true, false) => Err(Refused::HoldsInput { output, input }),
        (false, true) => Err(Refused::InsideInput { output, input }),
        (false, false) => Ok(()),
    }
}

/// What a folder holds must be ours, if it holds anything.
fn check_held(output: &Path, real: &Path) -> Result<(), Refused> {
    let fault = |source| Refused::Unreadable { path: output.to_path_buf(), source };
    let listing = match fs::read_dir(real) {
        Ok(listing) => listing,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Refused::NotAFolder { output: output.to_path_buf() });
        }
        Err(error) => return Err(fault(error)),
    };
    let mut found = Vec::new();
    for entry in listing {
        found.push(entry.map_err(fault)?.file_name().to_string_lossy().into_owned());
    }
    found.retain(|name| !counts_as_empty(name));
    match found.into_iter().min() {
        Some(found) if !is_ours(real) => Err(Refused::NotOurs { output: output.to_path_buf(), found }),
        _ => Ok(()),
    }
}

fn is_ours(real: &Path) -> bool {
    let is_file = |path: &Path| fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    let manifest = real.join(MANIFEST);
    is_file(&real.join(MARKER)) || is_file(&manifest) && fs::read(&manifest).is_ok_and(|bytes| Manifest::parse(&manifest, &bytes).is_ok())
}

/// The path without links and `..`, absolute. What does not exist is taken as it is named.
fn resolve(path: &Path) -> Result<PathBuf, Refused> {
    let fault = |source| Refused::Unreadable { path: path.to_path_buf(), source };
    follow(&path::absolute(path).map_err(fault)?).map_err(fault)
}

fn follow(absolute: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(real.pop()),
            Component::Prefix(_) | Component::RootDir => real.push(component),
            Component::Normal(name) => real = step(&real, name.as_ref())?,
        }
    }
    Ok(real)
}

/// One step down from a resolved folder. A link whose target does not exist yet is followed all the same: it leads
/// where a folder would be made. Links in a circle are an error of the system, so this ends.
fn step(folder: &Path, name: &Path) -> io::Result<PathBuf> {
    let path = folder.join(name);
    match fs::canonicalize(&path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            fs::read_link(&path).map_or(Ok(path), |target| follow(&folder.join(target)))
        }
        done => done,
    }
}

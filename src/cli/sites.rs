//! Finished sites by what people call them: an address, a folder, a publishing target of `site.yaml`.
//!
//! In: an argument. Out: a site that can be read, or why not in two languages. Nothing is written and no key is read.
#![expect(clippy::disallowed_methods, reason = "this is the edge where arguments become folders")]

use std::{
    error::Error,
    fmt, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{End, World};
use crate::{
    diag::{
        Diagnostics, Texts,
        render::{self, Format},
    },
    files::{DiskFiles, Files as _, SitePath},
    output::{FolderReader, MANIFEST, Manifest, OutputError, Read, Reader},
    publish::{self, Destination, PublishError, remote},
    site::{
        self, SourceError,
        model::{Config, PublishingTarget},
    },
};

/// The site's own data.
const CONFIG: &str = "content/site.yaml";
/// Where a folder target keeps what it shows.
const CURRENT: &str = "current";

/// Why a site cannot be read.
#[derive(Debug)]
pub enum SiteError {
    /// It is neither an address, nor a target, nor a folder.
    Nowhere {
        /// What it was called.
        name: String,
    },
    /// Nothing was published to it yet.
    Empty {
        /// What it is called.
        name: String,
    },
    /// `site.yaml` has faults; the report.
    Config {
        /// The findings.
        report: String,
    },
    /// A file cannot be read.
    Output(OutputError),
    /// A server or target cannot be read.
    Publish(PublishError),
}

impl SiteError {
    /// The message in English.
    pub fn en(&self) -> String {
        match self {
            Self::Nowhere { name } => format!("`{name}` is neither an address, nor a publishing target, nor a folder"),
            Self::Empty { name } => format!("nothing stands at `{name}` yet: there is no manifest.json"),
            Self::Config { report } => format!("content/site.yaml has faults\n{report}"),
            Self::Output(error) => error.en(),
            Self::Publish(error) => error.en(),
        }
    }

    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Nowhere { name } => format!("`{name}` 既不是网址，也不是发布目标或文件夹"),
            Self::Empty { name } => format!("`{name}` 还没有内容：没有 manifest.json"),
            Self::Config { report } => format!("content/site.yaml 有错误\n{report}"),
            Self::Output(error) => error.zh(),
            Self::Publish(error) => error.zh(),
        }
    }
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl Error for SiteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Output(error) => error.source(),
            Self::Publish(error) => error.source(),
            _ => None,
        }
    }
}

impl From<OutputError> for SiteError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl From<PublishError> for SiteError {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}

/// The site's own data; `None` where there is no `site.yaml`. The rest of the content is not looked at.
pub fn config(world: &World) -> Result<Option<Config>, SiteError> {
    let path = world.at(Path::new(CONFIG));
    match path.symlink_metadata() {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(None),
        Err(source) => return Err(OutputError::Io { path, source }.into()),
        Ok(_) => {}
    }
    let files = DiskFiles::new(&world.root);
    let mut diags = Diagnostics::default();
    let config = site::config(&mut diags, &files).map_err(|error| match error {
        SourceError::Files(error) => OutputError::Io { path: error.path.into(), source: error.source },
        SourceError::Changed(_) => OutputError::Io { path, source: io::ErrorKind::Interrupted.into() },
    })?;
    if !diags.has_errors() {
        return Ok(Some(config));
    }
    let text = files.read(&SitePath::new(CONFIG)).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let texts: Texts = text.map(|text| (SitePath::new(CONFIG), text.into())).into_iter().collect();
    Err(SiteError::Config { report: render::report(&diags.into_sorted(), &texts, world.style(Format::Human)) })
}

/// Open what an argument names; without one, the first publishing target, or `public/`.
pub fn open(world: &World, config: Option<&Config>, name: Option<&str>) -> Result<Box<dyn Reader>, SiteError> {
    let targets = config.map(|config| config.targets.as_slice()).unwrap_or_default();
    let Some(name) = name else {
        return match targets.first() {
            Some(target) => open_target(world, target),
            None => open_folder(&world.at(Path::new("public"))),
        };
    };
    if name.starts_with("https://") || name.starts_with("http://") {
        return Ok(remote::open_url(name)?);
    }
    if let Some(target) = targets.iter().find(|target| target.name == name) {
        return open_target(world, target);
    }
    let folder = Path::new(name);
    if folder.is_dir() { open_folder(folder) } else { Err(SiteError::Nowhere { name: name.to_owned() }) }
}

/// Open what an argument names, and its manifest.
pub fn open_site(world: &World, config: Option<&Config>, name: Option<&str>) -> Result<(Manifest, Box<dyn Reader>), SiteError> {
    let reader = open(world, config, name)?;
    let bytes = reader.read(MANIFEST)?.ok_or_else(|| SiteError::Empty { name: name.unwrap_or(MANIFEST).to_owned() })?;
    Ok((Manifest::parse(Path::new(MANIFEST), &bytes)?, reader))
}

fn open_target(world: &World, target: &PublishingTarget) -> Result<Box<dyn Reader>, SiteError> {
    if target.kind == "folder" {
        let folder = world.at(Path::new(&target.path));
        return if folder.is_dir() { open_folder(&folder) } else { Err(SiteError::Empty { name: target.name.clone() }) };
    }
    Ok(Box::new(AtTarget(publish::open(target, &world.root, &|name| std::env::var(name).ok())?)))
}

/// A site read where it was published to.
struct AtTarget(Box<dyn Destination>);

impl Reader for AtTarget {
    fn read(&self, path: &str) -> Read {
        self.0.reader().read(path)
    }

    fn read_each(&self, paths: &[&str], each: &mut dyn FnMut(&str, Read)) {
        self.0.reader().read_each(paths, each);
    }

    fn list(&self) -> Result<Option<Vec<String>>, OutputError> {
        self.0.reader().list()
    }
}

/// A build, a release, or a folder target, whose `current` is followed once: a publication meanwhile changes nothing.
fn open_folder(folder: &Path) -> Result<Box<dyn Reader>, SiteError> {
    let holds = |folder: &PathBuf| folder.join(MANIFEST).is_file();
    let (own, current) = (folder.to_path_buf(), folder.join(CURRENT));
    let Some(found) = [own, current].into_iter().find(holds) else {
        return Err(SiteError::Empty { name: folder.display().to_string() });
    };
    let real = fs::canonicalize(&found).map_err(|source| OutputError::Io { path: found, source })?;
    Ok(Box::new(FolderReader::new(&real)))
}

/// Print an answer whole. Whoever read may have gone, which is no failure; a full disk is one.
pub fn print(world: &World, text: &str) -> Result<(), End> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let (en, zh) = (format!("the answer cannot be written: {error}"), format!("无法写出结果：{error}"));
            eprintln!("{}: {}", world.say("error", "错误"), world.say(&en, &zh));
            Err(End::World)
        }
        _ => Ok(()),
    }
}

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
        Diagnostics, Severity, Texts,
        render::{self, Format},
    },
    files::{MemoryFiles, SitePath},
    output::{FolderReader, MANIFEST, Manifest, OutputError, Reader},
    publish::PublishError,
    site::{
        Known, Site,
        model::{Config, PublishingTarget},
    },
    source::{Seen, Sources},
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
    /// A target that cannot be read, only published to.
    Kind {
        /// The target's name.
        name: String,
        /// Its kind.
        kind: &'static str,
    },
    /// It stands on the web, which this gongshi cannot read.
    Web {
        /// Its address.
        address: String,
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
            Self::Kind { name, kind } => format!("target `{name}` is of kind `{kind}` and cannot be read here; give the site's address"),
            Self::Web { address } => format!("`{address}` cannot be read: this gongshi was built without the feature `remote`"),
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
            Self::Kind { name, kind } => format!("目标 `{name}` 属于 `{kind}` 类，不能在此读取；请给出网站的网址"),
            Self::Web { address } => format!("无法读取 `{address}`：此 gongshi 构建时未启用 `remote` 功能"),
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
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(None),
        Err(source) => return Err(OutputError::Io { path, source }.into()),
    };
    let mut files = MemoryFiles::default();
    files.insert(CONFIG, bytes);
    let mut diags = Diagnostics::default();
    let fault = |report: String| SiteError::Config { report };
    let sources = Sources::read(&mut diags, &files, &mut Seen::default()).map_err(|error| fault(error.to_string()))?;
    let mut known = Known::default();
    let site = Site::new(&mut diags, &sources, &mut known, &()).map_err(|_| fault(String::new()))?;
    let config = site.config.clone();
    let findings = diags.into_sorted();
    let errors: Vec<_> =
        findings.into_iter().filter(|found| found.code.severity() == Severity::Error && *found.span.path == *CONFIG).collect();
    if errors.is_empty() {
        return Ok(Some(config));
    }
    let text = sources.text(&SitePath::new(CONFIG)).ok().flatten();
    let texts: Texts = text.map(|text| (SitePath::new(CONFIG), text)).into_iter().collect();
    Err(fault(render::report(&errors, &texts, world.style(Format::Human))))
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
        return open_url(name);
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
    if target.kind != "folder" {
        return Err(SiteError::Kind { name: target.name.clone(), kind: target.kind });
    }
    let folder = world.at(Path::new(&target.path));
    if folder.is_dir() { open_folder(&folder) } else { Err(SiteError::Empty { name: target.name.clone() }) }
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

/// A site on the web.
fn open_url(address: &str) -> Result<Box<dyn Reader>, SiteError> {
    Err(SiteError::Web { address: address.to_owned() })
}

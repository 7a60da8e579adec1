//! Many files in one: zip, tar or compressed tar.
//!
//! In: paths and bytes. Out: a file that stands in its place whole or not at all, the same bytes for the same files: no
//! clock, no owner, no rights of this machine are in it. Nothing here knows what the files are.
#![expect(clippy::disallowed_methods, reason = "this is the edge where packages are written and read")]

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufReader, BufWriter, Read, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use flate2::{Compression, GzBuilder, read::GzDecoder, write::GzEncoder};
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// How many files are put into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A zip file.
    Zip,
    /// A tar file.
    Tar,
    /// A tar file, compressed.
    TarGz,
}

/// The endings that name a kind.
const ENDINGS: [(&str, Kind); 4] = [(".zip", Kind::Zip), (".tar", Kind::Tar), (".tar.gz", Kind::TarGz), (".tgz", Kind::TarGz)];

impl Kind {
    /// The kind a file's name says, and the name without its ending.
    pub fn of(name: &str) -> Option<(Self, &str)> {
        let lower = name.to_ascii_lowercase();
        let (ending, kind) = ENDINGS.into_iter().find(|(ending, _)| lower.ends_with(ending))?;
        let stem = &name[..name.len() - ending.len()];
        (!stem.is_empty()).then_some((kind, stem))
    }
}

/// A package that is being written.
pub struct Writer(Inner);

enum Inner {
    Zip(Box<ZipWriter<BufWriter<File>>>),
    Tar(tar::Builder<BufWriter<File>>),
    TarGz(Box<tar::Builder<GzEncoder<BufWriter<File>>>>),
}

/// The rights every file in a package has.
const RIGHTS: u32 = 0o644;

impl Writer {
    fn new(kind: Kind, file: File) -> Self {
        let file = BufWriter::new(file);
        Self(match kind {
            Kind::Zip => Inner::Zip(Box::new(ZipWriter::new(file))),
            Kind::Tar => Inner::Tar(tar::Builder::new(file)),
            Kind::TarGz => Inner::TarGz(Box::new(tar::Builder::new(GzBuilder::new().mtime(0).write(file, Compression::best())))),
        })
    }

    /// Add a file; the caller keeps to an order.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        match &mut self.0 {
            Inner::Zip(zip) => {
                let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).unix_permissions(RIGHTS);
                let options = options.last_modified_time(DateTime::DEFAULT).system(System::Unix).large_file(bytes.len() > FOUR_GIB);
                zip.start_file(path, options)?;
                zip.write_all(bytes)
            }
            Inner::Tar(tar) => append(tar, path, bytes),
            Inner::TarGz(tar) => append(tar, path, bytes),
        }
    }

    fn finish(self) -> io::Result<File> {
        let file = match self.0 {
            Inner::Zip(zip) => zip.finish()?,
            Inner::Tar(tar) => tar.into_inner()?,
            Inner::TarGz(tar) => tar.into_inner()?.finish()?,
        };
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// What a zip file can say of one file's length without its longer form.
const FOUR_GIB: usize = u32::MAX as usize;

fn append(tar: &mut tar::Builder<impl io::Write>, path: &str, bytes: &[u8]) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(RIGHTS);
    tar.append_data(&mut header, path, bytes)
}

/// A place beside a file, held by this process, where its next content is written.
#[derive(Debug)]
pub struct Aside {
    target: PathBuf,
    path: PathBuf,
    file: File,
    settled: bool,
}

impl Aside {
    /// Hold the place beside a file; `None` where another process holds it. What one that was killed left is taken over.
    pub fn hold(target: &Path) -> io::Result<Option<Self>> {
        let path = beside(target);
        loop {
            if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("`{}` is in the way", path.display())));
            }
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
            // Any other failure means that this file system has no locks; its user has to be careful.
            if let Err(TryLockError::WouldBlock) = file.try_lock() {
                return Ok(None);
            }
            // Whoever held it before may have moved it into place since it was opened.
            if same(&file, &path) {
                return Ok(Some(Self { target: target.to_path_buf(), path, file, settled: false }));
            }
        }
    }

    /// Write the package and put it in its place, over what stood there.
    pub fn settle(mut self, kind: Kind, fill: &mut dyn FnMut(&mut Writer) -> io::Result<()>) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        let mut writer = Writer::new(kind, self.file.try_clone()?);
        fill(&mut writer)?;
        writer.finish()?.sync_all()?;
        fs::rename(&self.path, &self.target)?;
        self.settled = true;
        sync_folder(&self.target);
        Ok(())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.settled {
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}

/// Where the next content of a file or folder is made.
pub fn beside(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".gongshi-partial");
    target.with_file_name(name)
}

/// Force a rename to the disk. Not every system can open a folder, and the file is in its place either way.
pub fn sync_folder(target: &Path) {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(unix)]
fn same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |found: fs::Metadata| (found.dev(), found.ino());
    file.metadata().is_ok_and(|held| fs::symlink_metadata(path).is_ok_and(|found| id(found) == id(held)))
}

#[cfg(not(unix))]
fn same(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Look at every file of a package in its order, until `each` says `false`.
pub fn visit(path: &Path, kind: Kind, each: &mut dyn FnMut(&str, &mut dyn Read) -> io::Result<bool>) -> io::Result<()> {
    let file = BufReader::new(File::open(path)?);
    match kind {
        Kind::Zip => {
            let mut zip = ZipArchive::new(file)?;
            for at in 0..zip.len() {
                let mut entry = zip.by_index(at)?;
                let name = entry.name()?.into_owned();
                if entry.is_file() && !each(&name, &mut entry)? {
                    break;
                }
            }
            Ok(())
        }
        Kind::Tar => visit_tar(file, each),
        Kind::TarGz => visit_tar(GzDecoder::new(file), each),
    }
}

fn visit_tar(file: impl Read, each: &mut dyn FnMut(&str, &mut dyn Read) -> io::Result<bool>) -> io::Result<()> {
    for entry in tar::Archive::new(file).entries()? {
        let mut entry = entry?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if entry.header().entry_type().is_file() && !each(&name, &mut entry)? {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Aside, Kind, visit};

    #[test]
    fn a_name_says_the_kind() {
        assert_eq!(Kind::of("a.b.ZIP"), Some((Kind::Zip, "a.b")));
        assert_eq!(Kind::of("2020.tar.gz"), Some((Kind::TarGz, "2020")));
        assert_eq!(Kind::of("2020.tgz"), Some((Kind::TarGz, "2020")));
        assert_eq!(Kind::of("2020.tar"), Some((Kind::Tar, "2020")));
        assert_eq!((Kind::of("2020"), Kind::of(".zip"), Kind::of("2020.gz")), (None, None, None));
    }

    #[test]
    fn what_goes_in_comes_out_and_nobody_else_writes_meanwhile() {
        let work = tempfile::tempdir().expect("a folder");
        let long = format!("{}/页.html", "长".repeat(60));
        for name in ["a.zip", "a.tar", "a.tgz"] {
            let target = work.path().join(name);
            let kind = Kind::of(name).expect("a kind").0;
            let aside = Aside::hold(&target).expect("a place").expect("held");
            assert!(Aside::hold(&target).expect("a place").is_none(), "{name}: it is held");
            aside.settle(kind, &mut |writer| writer.add(&long, b"1").and_then(|()| writer.add("b", b"2"))).expect("written");
            let mut found = Vec::new();
            let mut each = |path: &str, bytes: &mut dyn std::io::Read| {
                let mut text = String::new();
                bytes.read_to_string(&mut text)?;
                found.push((path.to_owned(), text));
                Ok(true)
            };
            visit(&target, kind, &mut each).expect("read");
            assert_eq!(found, [(long.clone(), "1".to_owned()), ("b".to_owned(), "2".to_owned())], "{name}");
        }
        drop(Aside::hold(&work.path().join("x.zip")).expect("a place"));
        assert_eq!(std::fs::read_dir(work.path()).expect("a folder").count(), 3, "nothing is left beside");
    }
}

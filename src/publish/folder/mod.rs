//! A site published to a folder of this machine: whole releases side by side, and a link to the one that is shown.
//!
//! In: a release. Out: the folder with the release in it and `current` leading to it, by one rename; so whoever reads sees
//! one release or the other. Files that stay as they are stand on the disk once. A folder that is neither empty nor
//! published to before is refused, and nothing in it is touched that no publication wrote.

mod layout;
mod making;
mod releases;

pub use releases::Standing;

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use self::{
    layout::{CURRENT, Layout},
    making::{Earlier, Making},
};
use super::{Destination, PublishError, Release, Sent, Shipment, compress, place};
use crate::{
    meter::Meter,
    output::{self, Digest, FolderReader, Read, Reader, Record},
    site::model::PublishingTarget,
};

/// A folder that is published to.
#[derive(Debug)]
pub struct FolderDestination {
    shown: Shown,
    compress: bool,
    keep: Option<u32>,
    lock: Option<File>,
}

impl FolderDestination {
    /// The folder of a target; a relative path is seen from the site's root. Nothing is made or changed yet.
    pub fn new(target: &PublishingTarget, site_root: &Path) -> Result<Self, PublishError> {
        let layout = Layout { root: site_root.join(&target.path), target: target.name.clone() };
        if cfg!(not(unix)) {
            return Err(layout.refused(
                "a folder can be published to only where it can hold links; publish a zip file instead".to_owned(),
                "只有支持链接的系统才能发布到目录；请改为发布压缩包".to_owned(),
            ));
        }
        place::check(&layout.root, site_root).map_err(|refused| layout.refused(refused.en(), refused.zh()))?;
        Ok(Self { shown: Shown { layout }, compress: target.compress, keep: target.keep, lock: None })
    }

    fn layout(&self) -> &Layout {
        &self.shown.layout
    }

    /// The folder web servers read.
    pub fn current(&self) -> PathBuf {
        self.layout().root.join(CURRENT)
    }

    /// The releases that stand there, in the order they were published in.
    pub fn releases(&self) -> Result<Vec<Standing>, PublishError> {
        if self.layout().is_ours()? { releases::all(self.layout()) } else { Ok(Vec::new()) }
    }

    /// Show an earlier release again: the one named by its number or the beginning of its digest, or else the one
    /// published before the one that is shown.
    pub fn roll_back(&mut self, to: Option<&str>) -> Result<Standing, PublishError> {
        let layout = self.layout().clone();
        let refuse = |en: String, zh: String| Err(layout.refused(en, zh));
        let all = self.releases()?;
        let Some(shown) = all.iter().find(|release| release.shown) else {
            return refuse("it shows no release yet".to_owned(), "尚未显示任何发布".to_owned());
        };
        let meant: Vec<&Standing> = match to {
            Some(to) => {
                let numbered: Vec<&Standing> =
                    all.iter().filter(|release| release.number.is_some_and(|number| to == number.to_string())).collect();
                let named = || all.iter().filter(|release| to.len() >= SHORTEST && release.digest.to_string().starts_with(to)).collect();
                if numbered.is_empty() { named() } else { numbered }
            }
            None => all.iter().rfind(|release| release.number.is_some() && release.number < shown.number).into_iter().collect(),
        };
        let [release] = meant[..] else {
            return match (to, meant.is_empty()) {
                (None, _) => {
                    refuse("there is no release before the one it shows".to_owned(), "当前显示的发布之前没有更早的发布".to_owned())
                }
                (Some(to), true) => refuse(format!("there is no release `{to}`"), format!("没有发布 `{to}`")),
                (Some(to), false) => refuse(format!("more than one release is `{to}`"), format!("有多次发布都符合 `{to}`")),
            };
        };
        if release.shown {
            let (en, zh) = (format!("it shows {} already", release.digest), format!("当前显示的正是 {}", release.digest));
            return refuse(en, zh);
        }
        let release = release.clone();
        self.hold()?;
        self.whole(release.digest)?;
        self.layout().show(release.digest)?;
        Ok(Standing { shown: true, ..release })
    }

    /// A release that somebody changed is not shown.
    fn whole(&self, digest: Digest) -> Result<(), PublishError> {
        match releases::damage(self.layout(), digest)? {
            None => Ok(()),
            Some(path) => Err(self.layout().refused(
                format!("`{path}` in release {digest} is not what was published; move that release away first"),
                format!("发布 {digest} 中的 `{path}` 与发布时不同；请先将该次发布移走"),
            )),
        }
    }
}

/// How much of a digest names a release at least.
const SHORTEST: usize = 6;

impl Destination for FolderDestination {
    fn manifest(&self) -> Result<Option<Vec<u8>>, PublishError> {
        let layout = self.layout();
        // A folder in the way is found before anything is built for it.
        let ours = layout.is_ours()?;
        let Some(shown) = layout.shown()?.filter(|_| ours) else { return Ok(None) };
        Ok(layout.manifest(shown)?.map(|(_, bytes)| bytes))
    }

    fn reader(&self) -> &dyn Reader {
        &self.shown
    }

    fn hold(&mut self) -> Result<(), PublishError> {
        if self.lock.is_none() {
            self.lock = Some(self.layout().hold()?);
        }
        Ok(())
    }

    fn send(&mut self, release: &Release, meter: &dyn Meter) -> Result<Sent, PublishError> {
        self.hold()?;
        let layout = self.layout();
        let digest = release.digest();
        let shown = layout.shown()?;
        let mut sent = Sent::default();
        releases::sweep(layout, Some(digest).filter(|_| shown != Some(digest)))?;
        if shown != Some(digest) {
            let earlier = shown.map(|shown| Earlier::of(layout, shown)).transpose()?.flatten();
            let removed = Shipment::between(earlier.as_ref().map(Earlier::manifest), &release.manifest).remove.len();
            if layout::stat(&layout.release(digest))?.is_some() {
                self.whole(digest)?;
            } else {
                sent = Making { layout, release, compress: self.compress, earlier }.make(meter)?;
            }
            layout.show(digest)?;
            sent.removed = removed;
        }
        releases::sweep(layout, None)?;
        if let Some(keep) = self.keep {
            sent.kept.extend(releases::prune(layout, keep)?);
        }
        Ok(sent)
    }
}

impl Drop for FolderDestination {
    /// Closing the file is not enough: a program that is being started elsewhere in this process may hold it a moment longer.
    fn drop(&mut self) {
        if let Some(lock) = &self.lock {
            let _ = lock.unlock();
        }
    }
}

/// The release that is shown, whichever that is when a file is asked for.
#[derive(Debug)]
struct Shown {
    layout: Layout,
}

impl Shown {
    fn reader(&self) -> Result<Option<FolderReader>, output::OutputError> {
        let shown = self.layout.shown().map_err(|error| match error {
            PublishError::Output(error) => error,
            other => output::OutputError::Io { path: self.layout.root.join(CURRENT), source: std::io::Error::other(other) },
        })?;
        Ok(shown.map(|shown| FolderReader::new(&self.layout.release(shown))))
    }
}

impl Reader for Shown {
    fn read(&self, path: &str) -> Read {
        self.reader()?.map_or(Ok(None), |reader| reader.read(path))
    }

    /// Every file but the compressed variants that hold what stands beside them: they follow from it.
    fn list(&self) -> Result<Option<Vec<String>>, output::OutputError> {
        let Some(reader) = self.reader()? else { return Ok(Some(Vec::new())) };
        let all = reader.list()?.unwrap_or_default();
        let mut found = Vec::with_capacity(all.len());
        for path in &all {
            let beside = compress::original(path).filter(|original| all.binary_search_by(|other| other.as_str().cmp(original)).is_ok());
            let follows = match beside {
                Some(original) => match (reader.read(path)?, reader.read(original)?) {
                    (Some(variant), Some(bytes)) => compress::holds(&variant, Record::of(&bytes)),
                    _ => false,
                },
                None => false,
            };
            if !follows {
                found.push(path.clone());
            }
        }
        Ok(Some(found))
    }
}

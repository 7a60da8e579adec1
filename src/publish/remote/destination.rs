//! A target on a server, as publishing sees it.
//!
//! In: a release. Out: the target shows it, or shows what it showed before. What has to be known of the target is three
//! small files: its manifest, the mark of a publication that was cut off, the lock.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
    time::Duration,
};

use tokio::runtime::Handle;

use super::{
    connect::refused,
    fault::Fault,
    journal::Journal,
    lock::Lock,
    mark::{MARK, Mark},
    plan::Plan,
    reader::RemoteReader,
    runtime,
    send::Sending,
    server::Server,
};
use crate::{
    meter::Meter,
    output::{Digest, MANIFEST, Manifest, Reader},
    publish::{Destination, PublishError, Release, Sent},
};

/// A target on a server.
#[derive(Debug)]
pub(super) struct RemoteTarget {
    server: Arc<Server>,
    handle: Handle,
    reader: RemoteReader,
    journal: Journal,
    lease: Duration,
    lock: Option<Lock>,
    /// The manifest as it was read while the target was held.
    seen: Mutex<Seen>,
    /// Its own runtime, where it has one; it goes after everything that runs on it.
    _own: Option<runtime::Own>,
}

/// What is known of the manifest at the target.
#[derive(Debug)]
enum Seen {
    Unknown,
    /// It was read: its bytes, or that none stands there.
    Stands(Option<Vec<u8>>),
}

impl RemoteTarget {
    /// The target on this server, whose requests are made on this runtime.
    pub(super) fn new(server: Arc<Server>, (handle, own): (Handle, Option<runtime::Own>), site: &Path, lease: Duration) -> Self {
        let reader = RemoteReader::new(Arc::clone(&server), handle.clone());
        let journal = Journal::new(site, &server.name);
        Self { server, handle, reader, journal, lease, lock: None, seen: Mutex::new(Seen::Unknown), _own: own }
    }

    fn fail(&self, path: &str) -> impl Fn(Fault) -> PublishError + use<> {
        let (target, path) = (self.server.name.clone(), path.to_owned());
        move |fault| PublishError::Remote { target: target.clone(), path: path.clone(), source: Box::new(fault) }
    }

    fn refuse(&self, en: &str, zh: &str) -> PublishError {
        refused(&self.server.name, en, zh)
    }

    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, PublishError> {
        runtime::wait(&self.handle, self.server.get(path)).map_err(self.fail(path))
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The manifest and the mark that stand there. What cannot be trusted is refused.
    fn look(&self) -> Result<(Option<Manifest>, Option<Mark>), PublishError> {
        let manifest = match self.manifest()? {
            None => None,
            Some(bytes) => Some(Manifest::parse(Path::new(MANIFEST), &bytes).map_err(|error| self.refuse(&error.en(), &error.zh()))?),
        };
        let mark = match self.get(MARK)? {
            None => None,
            Some(bytes) => Some(Mark::parse(&bytes).ok_or_else(|| {
                let en = "its `.gongshi-unfinished` is damaged, so nobody knows which files of it are gongshi's";
                self.refuse(en, "其 `.gongshi-unfinished` 已损坏，无从知道哪些文件是本程序所写")
            })?),
        };
        Ok((manifest, mark))
    }

    /// Refuse a place where others keep files, once it is known that nothing was published there.
    fn check_empty(&self) -> Result<(), PublishError> {
        let foreign = runtime::wait(&self.handle, self.server.foreign()).map_err(self.fail(""))?;
        let Some(name) = foreign else { return Ok(()) };
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        let en = format!("it holds `{name}` and no manifest of gongshi's; name an empty place");
        Err(self.refuse(&en, &format!("其中有 `{name}`，却没有本程序的清单；请指定空的位置")))
    }

    fn sent(&self) -> Sent {
        Sent { requests: self.server.requests.load(Ordering::Relaxed), ..Sent::default() }
    }
}

/// A name nobody else has.
fn token() -> Result<String, Fault> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(Fault::own)?;
    Ok(Digest::of(&bytes).to_string()[..32].to_owned())
}

impl Destination for RemoteTarget {
    fn manifest(&self) -> Result<Option<Vec<u8>>, PublishError> {
        if let Seen::Stands(seen) = &*self.seen() {
            return Ok(seen.clone());
        }
        let found = self.get(MANIFEST)?;
        if self.lock.is_some() {
            *self.seen() = Seen::Stands(found.clone());
        }
        Ok(found)
    }

    fn reader(&self) -> &dyn Reader {
        &self.reader
    }

    fn hold(&mut self) -> Result<(), PublishError> {
        if self.lock.is_none() {
            let token = token().map_err(self.fail(""))?;
            let take = Lock::take(Arc::clone(&self.server), self.handle.clone(), token, self.lease);
            self.lock = Some(runtime::wait(&self.handle, take)?);
            *self.seen() = Seen::Unknown;
        }
        Ok(())
    }

    fn send(&mut self, release: &Release, meter: &dyn Meter) -> Result<Sent, PublishError> {
        let digest = release.digest();
        let shows = |manifest: &Option<Manifest>| manifest.as_ref().is_some_and(|manifest| manifest.digest() == digest);
        let (mut manifest, mut mark) = self.look()?;
        if mark.is_none() && shows(&manifest) {
            return Ok(self.sent());
        }
        if self.lock.is_none() {
            self.hold()?;
            (manifest, mark) = self.look()?;
            if mark.is_none() && shows(&manifest) {
                return Ok(self.sent());
            }
        }
        if manifest.is_none() && mark.is_none() {
            self.check_empty()?;
        }
        // What is under way from here on is no longer what was seen.
        *self.seen() = Seen::Unknown;
        let known = mark.as_ref().map_or(Ok(None), |mark| self.journal.read(&mark.token))?;
        let token = token().map_err(self.fail(""))?;
        let all_aside = self.server.kind.shows_half();
        let plan = Plan::new(manifest.as_ref(), mark.as_ref(), known, &release.manifest, all_aside, token);
        let Some(lock) = &self.lock else { return Err(self.refuse("nobody holds it", "未被占用")) };
        let sending = Sending { server: &self.server, handle: &self.handle, lock, journal: &mut self.journal, release, meter };
        let sent = runtime::wait(&self.handle, sending.run(plan, manifest.is_some()))?;
        Ok(Sent { requests: self.sent().requests, ..sent })
    }
}

impl Drop for RemoteTarget {
    fn drop(&mut self) {
        self.lock = None;
    }
}

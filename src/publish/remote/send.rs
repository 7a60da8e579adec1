//! One publication, from its mark to the mark's removal.
//!
//! In: a plan. Out: the target shows the release. Until everything has arrived, whoever reads the target sees the old
//! site whole; a failure at any step leaves the mark, from which the next publication goes on.

use std::{collections::BTreeSet, io, sync::Arc};

use tokio::{runtime::Handle, task::JoinSet};

use super::{
    fault::Fault,
    journal::{Arrived, Journal},
    lock::Lock,
    mark::{MARK, Mark, stage_path},
    plan::{Parcel, Plan},
    server::Server,
};
use crate::{
    meter::{Meter, Phase},
    output::{Digest, MANIFEST},
    publish::{PublishError, Release, SIGNATURE, Sent},
};

/// How a signature of minisign's begins.
const UNTRUSTED: &[u8] = b"untrusted comment:";

/// A publication under way.
pub(super) struct Sending<'a> {
    pub(super) server: &'a Arc<Server>,
    pub(super) handle: &'a Handle,
    pub(super) lock: &'a Lock,
    pub(super) journal: &'a mut Journal,
    pub(super) release: &'a Release,
    pub(super) meter: &'a dyn Meter,
}

/// What became of a file that was to go.
enum Gone {
    Removed,
    Missing,
    Kept,
    Stays,
}

impl Sending<'_> {
    /// Carry a plan out. `signed_before`: a manifest stands there, so a signature may stand beside it.
    pub(super) async fn run(mut self, plan: Plan, signed_before: bool) -> Result<Sent, PublishError> {
        let Plan { parcels, remove, mark, known, first } = plan;
        let fail = |path: &str| fail(self.server, path);
        self.server.put_whole(MARK, mark.to_json()).await.map_err(fail(MARK))?;
        self.journal.begin(&mark.token, &known)?;
        let mut sent = Sent { resumed: parcels.iter().filter(|parcel| !parcel.send).count(), ..Sent::default() };
        self.bring(&parcels, first, &mut sent).await?;
        self.lock.check().await?;
        self.place(&parcels).await?;
        self.lock.glance()?;
        match &self.release.signature {
            Some(text) => self.server.put_whole(SIGNATURE, text.as_bytes().to_vec()).await.map_err(fail(SIGNATURE))?,
            None if signed_before => self.drop_signature().await.map_err(fail(SIGNATURE))?,
            None => {}
        }
        let manifest = self.release.manifest.to_json().as_bytes().to_vec();
        self.server.put_whole(MANIFEST, manifest).await.map_err(fail(MANIFEST))?;
        let stale = self.remove(remove, &mut sent).await?;
        if !stale.is_empty() {
            return Err(PublishError::Stale { target: self.server.name.clone(), paths: stale });
        }
        self.clear(&mark, &parcels).await?;
        self.server.delete(MARK).await.map_err(fail(MARK))?;
        self.journal.end()?;
        Ok(sent)
    }

    /// Send what has to be sent: on a first publication straight to its places, group after group, else all side by side.
    async fn bring(&mut self, parcels: &[Parcel], first: bool, sent: &mut Sent) -> Result<(), PublishError> {
        let bring: Vec<&Parcel> = parcels.iter().filter(|parcel| parcel.send).collect();
        self.meter.begin(Phase::Send, bring.len());
        for group in bring.chunk_by(|a, b| !first || a.group == b.group) {
            let step = |parcel: &Parcel| {
                let (server, release, parcel) = (Arc::clone(self.server), self.release.clone(), parcel.clone());
                async move {
                    let bytes = release.read(&parcel.path).map_err(Fault::own)?;
                    let to = parcel.aside.map_or_else(|| parcel.path.clone(), stage_path);
                    server.put(&parcel.path, &to, bytes).await
                }
            };
            let (meter, journal) = (self.meter, &mut *self.journal);
            let done = |parcel: &Parcel| {
                meter.sent(parcel.record.bytes);
                meter.step();
                sent.files += 1;
                sent.bytes += parcel.record.bytes;
                let digest = parcel.record.sha256;
                let arrived = if parcel.aside.is_some() { Arrived::Staged(digest) } else { Arrived::Placed(digest) };
                Ok(journal.arrived(&parcel.path, arrived)?)
            };
            side_by_side(self.server, self.handle, self.lock, group, step, done).await?;
        }
        Ok(())
    }

    /// Put what waits into its places, group after group.
    async fn place(&mut self, parcels: &[Parcel]) -> Result<(), PublishError> {
        let place: Vec<&Parcel> = parcels.iter().filter(|parcel| parcel.place).collect();
        for group in place.chunk_by(|a, b| a.group == b.group) {
            let step = |parcel: &Parcel| {
                let (server, release, parcel) = (Arc::clone(self.server), self.release.clone(), parcel.clone());
                async move {
                    let Some(aside) = parcel.aside else { return Ok(()) };
                    let digest = parcel.record.sha256;
                    let again = || release.read(&parcel.path);
                    let is_it = |found: &[u8]| Digest::of(found) == digest;
                    server.place(&parcel.path, &stage_path(aside), parcel.record.bytes, is_it, again).await
                }
            };
            let journal = &mut *self.journal;
            let done = |parcel: &Parcel| Ok(journal.arrived(&parcel.path, Arrived::Placed(parcel.record.sha256))?);
            side_by_side(self.server, self.handle, self.lock, group, step, done).await?;
        }
        Ok(())
    }

    /// A signature of an earlier manifest says nothing of this one.
    async fn drop_signature(&self) -> Result<(), Fault> {
        match self.server.get(SIGNATURE).await? {
            Some(text) if text.starts_with(UNTRUSTED) => self.server.delete(SIGNATURE).await,
            _ => Ok(()),
        }
    }

    /// Remove what is ours and no longer named; what could not be removed.
    async fn remove(&mut self, remove: Removals, sent: &mut Sent) -> Result<Vec<String>, PublishError> {
        let remove: Vec<(String, BTreeSet<Digest>)> = remove.into_iter().collect();
        for (path, _) in &remove {
            self.journal.gone(path)?;
        }
        let all: Vec<&(String, BTreeSet<Digest>)> = remove.iter().collect();
        let mut stale = Vec::new();
        let step = |(path, digests): &(String, BTreeSet<Digest>)| {
            let (server, path, digests) = (Arc::clone(self.server), path.clone(), digests.clone());
            async move {
                Ok(match server.get(&path).await {
                    Ok(None) => Gone::Missing,
                    Ok(Some(found)) if !digests.contains(&Digest::of(&found)) => Gone::Kept,
                    Ok(Some(_)) if server.delete(&path).await.is_ok() => Gone::Removed,
                    _ => Gone::Stays,
                })
            }
        };
        let each = |(path, _): &(String, BTreeSet<Digest>), gone: Gone| match gone {
            Gone::Removed => sent.removed += 1,
            Gone::Missing => {}
            Gone::Kept => sent.kept.push(path.clone()),
            Gone::Stays => stale.push(path.clone()),
        };
        let mut each = each;
        let done = |removal: &(String, BTreeSet<Digest>), gone| {
            each(removal, gone);
            Ok(())
        };
        spread(self.server, self.handle, self.lock, &all, step, done).await?;
        sent.kept.sort_unstable();
        stale.sort_unstable();
        Ok(stale)
    }

    /// Let go of what waited. What was renamed into its place waits no longer.
    async fn clear(&self, mark: &Mark, parcels: &[Parcel]) -> Result<(), PublishError> {
        let moved: BTreeSet<Digest> = if self.server.kind.keeps_objects() {
            BTreeSet::new()
        } else {
            parcels.iter().filter(|parcel| parcel.place).filter_map(|parcel| parcel.aside).collect()
        };
        let waiting: Vec<String> = mark.stage.iter().filter(|name| !moved.contains(name)).map(|name| stage_path(*name)).collect();
        let fail = fail(self.server, MARK);
        if !self.server.delete_together(&waiting).await.map_err(&fail)? {
            let all: Vec<&String> = waiting.iter().collect();
            let step = |path: &String| {
                let (server, path) = (Arc::clone(self.server), path.clone());
                async move { server.delete(&path).await }
            };
            side_by_side(self.server, self.handle, self.lock, &all, step, |_| Ok(())).await?;
        }
        self.server.delete_stage().await;
        Ok(())
    }
}

type Removals = std::collections::BTreeMap<String, BTreeSet<Digest>>;

/// What a step is done to, named in errors.
trait Named {
    fn name(&self) -> &str;
}

impl Named for Parcel {
    fn name(&self) -> &str {
        &self.path
    }
}

impl Named for String {
    fn name(&self) -> &str {
        self
    }
}

impl Named for (String, BTreeSet<Digest>) {
    fn name(&self) -> &str {
        &self.0
    }
}

fn fail(server: &Server, path: &str) -> impl Fn(Fault) -> PublishError + use<> {
    let (target, path) = (server.name.clone(), path.to_owned());
    move |fault| PublishError::Remote { target: target.clone(), path: path.clone(), source: Box::new(fault) }
}

/// A step for each, several at once; `done` is told in the order they end.
async fn side_by_side<T: Named, F: Future<Output = Result<(), Fault>> + Send + 'static>(
    server: &Server,
    handle: &Handle,
    lock: &Lock,
    all: &[&T],
    step: impl Fn(&T) -> F,
    mut done: impl FnMut(&T) -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    spread(server, handle, lock, all, step, |one, ()| done(one)).await
}

/// The same for steps that say something. The first failure ends it, after what is under way has ended and was told.
async fn spread<T: Named, R: Send + 'static, F: Future<Output = Result<R, Fault>> + Send + 'static>(
    server: &Server,
    handle: &Handle,
    lock: &Lock,
    all: &[&T],
    step: impl Fn(&T) -> F,
    mut done: impl FnMut(&T, R) -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    let mut under_way = JoinSet::new();
    let mut next = 0;
    let mut failed = None;
    loop {
        while failed.is_none() && next < all.len() && under_way.len() < server.kind.side_by_side() {
            let (at, work) = (next, step(all[next]));
            under_way.spawn_on(async move { (at, work.await) }, handle);
            next += 1;
        }
        let Some(ended) = under_way.join_next().await else { break };
        let (at, result) = ended.map_err(|error| fail(server, "")(Fault::own(io::Error::other(error))))?;
        let told = match result {
            Ok(value) => done(all[at], value),
            Err(fault) => Err(fail(server, all[at].name())(fault)),
        };
        if let Err(error) = told.and_then(|()| lock.glance()) {
            failed.get_or_insert(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

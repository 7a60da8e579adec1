//! One server, asked step by step: whole operations that are repeated where that may help.
//!
//! In: paths below the target's root, bytes. Out: the same, or why not. Secrets are taken out of every reason. An
//! operation is repeated as a whole: repeating one step of it could append to a half-written file.

use std::{
    fmt, io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use opendal::{ErrorKind, Operator};

use super::{fault::Fault, headers, kind::Kind, mark::STAGE};
use crate::{output::MANIFEST, publish::SIGNATURE};

/// How often a request is made before it is given up.
const TRIES: u32 = 5;
/// How much longer each pause is than the one before.
const LONGER: u32 = 3;
/// Names looked at to see whether a place is empty: more than gongshi's own helpers there can be.
const LOOK: usize = 8;

/// One server.
pub(super) struct Server {
    /// What the site calls it.
    pub(super) name: String,
    /// Its sort.
    pub(super) kind: Kind,
    pub(super) operator: Operator,
    /// How many requests were made.
    pub(super) requests: Arc<AtomicU64>,
    /// The pause before the first repetition.
    pub(super) pause: Duration,
    /// What no reason may hold.
    pub(super) secrets: Vec<String>,
    /// Whether text is sent compressed.
    pub(super) compress: bool,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("name", &self.name).field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl Server {
    /// Do something, again where the reason it failed may pass.
    async fn again<T, F: Future<Output = opendal::Result<T>>>(&self, tries: u32, step: impl Fn() -> F) -> Result<T, Fault> {
        let mut pause = self.pause;
        for left in (0..tries).rev() {
            if self.kind == Kind::Sftp {
                self.requests.fetch_add(1, Ordering::Relaxed);
            }
            match step().await {
                Ok(done) => return Ok(done),
                // Some services say of a refusal that it may pass; it does not.
                Err(error) if left > 0 && error.is_temporary() && error.kind() != ErrorKind::PermissionDenied => {
                    tokio::time::sleep(pause + jitter(pause)).await;
                    pause *= LONGER;
                }
                Err(error) => return Err(Fault::of(&error, &self.secrets)),
            }
        }
        Err(Fault::own("never tried"))
    }

    /// A file as it stands, unpacked; `None` where none stands.
    pub(super) async fn get(&self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        match self.again(TRIES, || self.operator.read(path)).await {
            Ok(bytes) => headers::unpack(path, bytes.to_vec()).map(Some).map_err(Fault::own),
            Err(fault) if fault.kind == ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Write a file of the site at `to`, which is its own place or where it waits for it.
    pub(super) async fn put(&self, path: &str, to: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        let packed = self.compress && headers::is_text(path) && !is_own(path);
        let bytes = if packed { headers::pack(&bytes).map_err(Fault::own)? } else { bytes };
        self.write(path, to, bytes, packed).await
    }

    async fn write(&self, path: &str, to: &str, bytes: Vec<u8>, packed: bool) -> Result<(), Fault> {
        let can = self.operator.info().capability();
        let (content, cache) = headers::of(path);
        let bytes = opendal::Buffer::from(bytes);
        let step = || {
            let mut write = self.operator.write_with(to, bytes.clone());
            if can.write_with_content_type {
                write = write.content_type(content);
            }
            if can.write_with_cache_control {
                write = write.cache_control(cache);
            }
            if packed {
                write = write.content_encoding("gzip");
            }
            write
        };
        self.again(TRIES, || async { step().await.map(drop) }).await
    }

    /// Write one of gongshi's own files so that nobody sees half of it.
    pub(super) async fn put_whole(&self, path: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        if self.kind.keeps_objects() {
            return self.write(path, path, bytes, false).await;
        }
        let aside = format!("{STAGE}{}", path.trim_start_matches('.'));
        self.write(path, &aside, bytes.clone(), false).await?;
        self.place(path, &aside, bytes.len() as u64, |found| found == bytes, || Ok(bytes.clone())).await
    }

    /// Put what waits at `aside` into its place, over what stands there. An answer that was lost is made up for by a look
    /// at the place; where the server cannot, or nothing waits any more, the bytes are written straight.
    pub(super) async fn place(
        &self,
        path: &str,
        aside: &str,
        bytes: u64,
        is_it: impl Fn(&[u8]) -> bool,
        again: impl FnOnce() -> io::Result<Vec<u8>>,
    ) -> Result<(), Fault> {
        let moved = if self.kind.keeps_objects() {
            let copy = || self.operator.copy_with(aside, path).source_content_length_hint(bytes);
            self.again(TRIES, || async { copy().await.map(drop) }).await
        } else {
            self.again(TRIES, || self.operator.rename(aside, path)).await
        };
        let Err(fault) = moved else { return Ok(()) };
        if self.get(path).await.ok().flatten().is_some_and(|found| is_it(&found)) {
            return Ok(());
        }
        let refused = self.kind == Kind::Sftp && fault.kind == ErrorKind::Unexpected;
        if !refused && !matches!(fault.kind, ErrorKind::NotFound | ErrorKind::Unsupported) {
            return Err(fault);
        }
        self.put(path, path, again().map_err(Fault::own)?).await
    }

    /// Write a file unless one stands there. `None` where the service cannot tell.
    pub(super) async fn create(&self, path: &str, bytes: &[u8]) -> Result<Option<bool>, Fault> {
        if !self.operator.info().capability().write_with_if_not_exists {
            return Ok(None);
        }
        let bytes = opendal::Buffer::from(bytes.to_vec());
        let step = || async { self.operator.write_with(path, bytes.clone()).if_not_exists(true).await.map(drop) };
        match self.again(TRIES, step).await {
            Ok(()) => Ok(Some(true)),
            Err(fault) if matches!(fault.kind, ErrorKind::ConditionNotMatch | ErrorKind::AlreadyExists) => Ok(Some(false)),
            Err(fault) if fault.kind == ErrorKind::Unsupported => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Take a file away; none there is as good.
    pub(super) async fn delete(&self, path: &str) -> Result<(), Fault> {
        self.again(TRIES, || self.operator.delete(path)).await
    }

    /// Take several away in one request, where the service can; `false` where not.
    pub(super) async fn delete_together(&self, paths: &[String]) -> Result<bool, Fault> {
        let together = self.operator.info().capability().delete_max_size.is_some_and(|size| size > 1);
        if together && paths.len() > 1 {
            self.again(TRIES, || self.operator.delete_iter(paths.to_vec())).await?;
        }
        Ok(together && paths.len() > 1)
    }

    /// Take the folder of what waits away, where servers have folders. One that is not empty stays on SFTP; that is no
    /// fault, for nothing leads to it.
    pub(super) async fn delete_stage(&self) {
        if !self.kind.keeps_objects() {
            let _ = self.again(1, || self.operator.delete(STAGE)).await;
        }
    }

    /// A name that is not gongshi's own at the root, if one is among the first: one request.
    pub(super) async fn foreign(&self) -> Result<Option<String>, Fault> {
        let can = self.operator.info().capability();
        let step = || async {
            let list = self.operator.lister_with("");
            let mut lister = if can.list_with_limit { list.limit(LOOK).await? } else { list.await? };
            let mut foreign = None;
            for _ in 0..LOOK {
                let Some(entry) = next(&mut lister).await.transpose()? else { break };
                let name = entry.path().trim_matches('/');
                if !name.is_empty() && !name.starts_with(".gongshi-") && name != SIGNATURE {
                    foreign = Some(name.to_owned());
                    break;
                }
            }
            Ok(foreign)
        };
        match self.again(TRIES, step).await {
            Err(fault) if fault.kind == ErrorKind::NotFound => Ok(None),
            done => done,
        }
    }
}

/// The next entry of a listing.
async fn next(lister: &mut opendal::Lister) -> Option<opendal::Result<opendal::Entry>> {
    use futures_core::Stream as _;
    let mut lister = std::pin::Pin::new(lister);
    std::future::poll_fn(|cx| lister.as_mut().poll_next(cx)).await
}

/// Whether a file is one that other programs check byte by byte at the target.
fn is_own(path: &str) -> bool {
    matches!(path, MANIFEST | SIGNATURE)
}

/// Up to as much again, so that several do not come back at once.
fn jitter(pause: Duration) -> Duration {
    let part = getrandom::u32().unwrap_or(0) % 1000;
    pause * part / 1000
}

//! Holding a target, so that two processes do not publish to it at once.
//!
//! In: a server. Out: `.gongshi-lock` there, renewed while it is held and gone afterwards. A holder that died on this
//! machine is replaced at once; one elsewhere is watched for the lease it states, and replaced if its counter stands
//! still. Nobody's clock is compared with another's.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::{
    runtime::Handle,
    sync::{Mutex, oneshot},
    task::JoinHandle,
    time,
};

use super::{
    fault::Fault,
    holder::{Holder, Life},
    runtime,
    server::Server,
};
use crate::publish::PublishError;

/// Its name at the target.
pub(super) const LOCK: &str = ".gongshi-lock";
/// How often a lock that is watched is looked at during its lease, and how often one that is held is renewed.
const LOOKS: u32 = 6;
const RENEWALS: u32 = 3;
/// No lease is waited for longer than this.
const LONGEST: Duration = Duration::from_mins(10);
/// How often the lock may slip away between two looks.
const TURNS: usize = 8;

/// What a lock says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Claim {
    format: u64,
    token: String,
    holder: Holder,
    /// Seconds after which a counter that stands still means that its holder is gone.
    lease: u64,
    counter: u64,
}

/// A target that is held.
#[derive(Debug)]
pub(super) struct Lock {
    server: Arc<Server>,
    handle: Handle,
    token: String,
    /// The claim as it was last written; nobody of this process reads while it is written.
    claim: Arc<Mutex<Claim>>,
    lost: Arc<AtomicBool>,
    stop: Option<oneshot::Sender<()>>,
    renewal: Option<JoinHandle<()>>,
}

impl Claim {
    fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("strings and numbers always serialise")
    }

    fn lease(&self) -> Duration {
        Duration::from_secs(self.lease).min(LONGEST)
    }
}

impl Lock {
    /// Hold a target; waits for a holder that may be gone.
    pub(super) async fn take(server: Arc<Server>, handle: Handle, token: String, lease: Duration) -> Result<Self, PublishError> {
        let claim = Claim { format: 1, token: token.clone(), holder: Holder::this(), lease: lease.as_secs().max(1), counter: 1 };
        claim_it(&server, &claim).await?;
        let (stop, stopped) = oneshot::channel();
        let claim = Arc::new(Mutex::new(claim));
        let lost = Arc::new(AtomicBool::new(false));
        let renewal = handle.spawn(renew(Arc::clone(&server), Arc::clone(&claim), Arc::clone(&lost), stopped));
        Ok(Self { server, handle, token, claim, lost, stop: Some(stop), renewal: Some(renewal) })
    }

    /// `Err` once it is known to be lost.
    pub(super) fn glance(&self) -> Result<(), PublishError> {
        if self.lost.load(Ordering::Relaxed) { Err(busy(&self.server, None)) } else { Ok(()) }
    }

    /// Ask the server whether it is still held.
    pub(super) async fn check(&self) -> Result<(), PublishError> {
        let _quiet = self.claim.lock().await;
        let found = self.server.get(LOCK).await.map_err(|fault| remote(&self.server, fault))?;
        match found.as_deref().and_then(Claim::parse) {
            Some(claim) if claim.token == self.token => Ok(()),
            other => {
                self.lost.store(true, Ordering::Relaxed);
                Err(busy(&self.server, other.as_ref()))
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let (stop, renewal) = (self.stop.take(), self.renewal.take());
        runtime::wait(&self.handle, async {
            // A renewal under way ends first, so that it does not write the lock anew after it went.
            drop(stop);
            if let Some(renewal) = renewal {
                let _ = renewal.await;
            }
            // What cannot be removed is no longer renewed, and the next holder sees that.
            if !self.lost.load(Ordering::Relaxed) && self.check().await.is_ok() {
                let _ = self.server.delete(LOCK).await;
            }
        });
    }
}

async fn claim_it(server: &Server, claim: &Claim) -> Result<(), PublishError> {
    let fail = |fault| remote(server, fault);
    for _ in 0..TURNS {
        let created = server.create(LOCK, &claim.bytes()).await.map_err(fail)?;
        if created == Some(true) {
            return Ok(());
        }
        let found = server.get(LOCK).await.map_err(fail)?;
        match found {
            // It went in the meantime.
            None if created == Some(false) => continue,
            None => {}
            Some(bytes) => match Claim::parse(&bytes) {
                // Our own write, whose answer was lost.
                Some(other) if other.token == claim.token => return Ok(()),
                other => match other.as_ref().map(|other| other.holder.life()) {
                    Some(Life::Alive) => return Err(busy(server, other.as_ref())),
                    Some(Life::Dead) => {}
                    Some(Life::Unknown) | None => {
                        if watch(server, other.as_ref(), Duration::from_secs(claim.lease)).await?.is_none() {
                            continue;
                        }
                    }
                },
            },
        }
        server.put(LOCK, LOCK, claim.bytes()).await.map_err(fail)?;
        let written = server.get(LOCK).await.map_err(fail)?.as_deref().and_then(Claim::parse);
        return match written {
            Some(written) if written.token == claim.token => Ok(()),
            other => Err(busy(server, other.as_ref())),
        };
    }
    Err(busy(server, None))
}

/// Watch a lock for its lease: `Some` where it stood still, `None` where it went, an error where it moved.
async fn watch(server: &Server, first: Option<&Claim>, usual: Duration) -> Result<Option<()>, PublishError> {
    let lease = first.map_or(usual, Claim::lease).max(Duration::from_secs(1));
    let mut known = first.cloned();
    for _ in 0..=LOOKS {
        time::sleep(lease / LOOKS).await;
        let Some(bytes) = server.get(LOCK).await.map_err(|fault| remote(server, fault))? else { return Ok(None) };
        match (Claim::parse(&bytes), &known) {
            (Some(now), Some(before)) if now != *before => return Err(busy(server, Some(&now))),
            (Some(now), None) => known = Some(now),
            _ => {}
        }
    }
    Ok(Some(()))
}

/// Renew a claim until it is let go or lost.
async fn renew(server: Arc<Server>, claim: Arc<Mutex<Claim>>, lost: Arc<AtomicBool>, mut stopped: oneshot::Receiver<()>) {
    let lease = Duration::from_secs(claim.lock().await.lease);
    let mut good = time::Instant::now();
    loop {
        tokio::select! {
            _ = &mut stopped => return,
            () = time::sleep(lease / RENEWALS) => {}
        }
        let mut claim = claim.lock().await;
        match server.get(LOCK).await.map(|found| found.as_deref().and_then(Claim::parse)) {
            Ok(Some(found)) if found.token == claim.token => {
                claim.counter += 1;
                if server.put(LOCK, LOCK, claim.bytes()).await.is_ok() {
                    good = time::Instant::now();
                }
            }
            Ok(_) => break,
            Err(_) => {}
        }
        if good.elapsed() > lease {
            break;
        }
    }
    lost.store(true, Ordering::Relaxed);
}

fn busy(server: &Server, claim: Option<&Claim>) -> PublishError {
    let by = claim.map_or_else(|| "another process / 另一进程".to_owned(), |claim| claim.holder.shown());
    PublishError::Busy { target: server.name.clone(), by }
}

fn remote(server: &Server, fault: Fault) -> PublishError {
    PublishError::Remote { target: server.name.clone(), path: LOCK.to_owned(), source: Box::new(fault) }
}

//! A finished site that stands on a server or on the web, read file by file.
//!
//! In: paths of site files. Out: their bytes, unpacked. Several are read at once; nothing is listed and nothing written.

use std::{io, path::PathBuf, sync::Arc};

use tokio::{runtime::Handle, task::JoinSet};

use super::{fault::Fault, runtime, server::Server};
use crate::{
    output::{MANIFEST, OutputError, Read, Reader},
    publish::SIGNATURE,
};

/// A site on a server.
#[derive(Debug)]
pub(super) struct RemoteReader {
    server: Arc<Server>,
    handle: Handle,
}

impl RemoteReader {
    /// The site on this server.
    pub(super) fn new(server: Arc<Server>, handle: Handle) -> Self {
        Self { server, handle }
    }
}

/// What came of a request, in the words of readers.
fn told(path: &str, done: Result<Option<Vec<u8>>, Fault>) -> Read {
    done.map_err(|fault| OutputError::Io { path: PathBuf::from(path), source: io::Error::from(fault) })
}

fn is_path(path: &str) -> bool {
    let sound = |part: &str| !matches!(part, "" | "." | "..");
    path == MANIFEST || path == SIGNATURE || path.split('/').all(sound)
}

impl Reader for RemoteReader {
    fn read(&self, path: &str) -> Read {
        if !is_path(path) {
            return Err(OutputError::BadPath { path: path.to_owned() });
        }
        told(path, runtime::wait(&self.handle, self.server.get(path)))
    }

    fn read_each(&self, paths: &[&str], each: &mut dyn FnMut(&str, Read)) {
        runtime::wait(&self.handle, async {
            let mut under_way = JoinSet::new();
            let mut rest = paths.iter();
            loop {
                while under_way.len() < self.server.kind.side_by_side() {
                    let Some(&path) = rest.next() else { break };
                    if !is_path(path) {
                        each(path, Err(OutputError::BadPath { path: path.to_owned() }));
                        continue;
                    }
                    let (server, path) = (Arc::clone(&self.server), path.to_owned());
                    under_way.spawn_on(
                        async move {
                            let read = server.get(&path).await;
                            (path, read)
                        },
                        &self.handle,
                    );
                }
                match under_way.join_next().await {
                    Some(Ok((path, read))) => each(&path, told(&path, read)),
                    Some(Err(error)) => std::panic::resume_unwind(error.into_panic()),
                    None => break,
                }
            }
        });
    }
}

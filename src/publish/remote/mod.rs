//! Targets on servers, and published sites read over the web.
//!
//! In: a target of `site.yaml` and a look-up in the environment, or a URL. Out: a [`Destination`] for SFTP, S3, OSS, COS,
//! OBS or WebDAV, or a [`Reader`] of a site on the web. Nothing is ever walked, no secret is read from content or told,
//! and what no publication of ours wrote is neither replaced nor removed. Without the feature `remote` every server is
//! refused.

#[cfg(feature = "remote")]
mod connect;
#[cfg(feature = "remote")]
mod count;
#[cfg(feature = "remote")]
mod destination;
#[cfg(feature = "remote")]
mod fault;
#[cfg(feature = "remote")]
mod headers;
#[cfg(feature = "remote")]
mod holder;
#[cfg(feature = "remote")]
mod journal;
#[cfg(feature = "remote")]
mod kind;
#[cfg(feature = "remote")]
mod lock;
#[cfg(feature = "remote")]
mod mark;
#[cfg(feature = "remote")]
mod plan;
#[cfg(feature = "remote")]
mod reader;
#[cfg(feature = "remote")]
mod runtime;
#[cfg(feature = "remote")]
mod send;
#[cfg(feature = "remote")]
mod server;
#[cfg(feature = "remote")]
mod url;

#[cfg(feature = "remote")]
pub use connect::open;
#[cfg(feature = "remote")]
pub use url::open_url;

use super::{Destination, PublishError};
use crate::output::Reader;

/// Looks up a variable of the environment.
pub type Environment<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// A target that was opened.
pub type Opened = Result<Box<dyn Destination>, PublishError>;

/// A site on the web that was opened.
pub type OpenedUrl = Result<Box<dyn Reader + Send>, PublishError>;

/// Refuse every server, because this gongshi was built without them.
#[cfg(not(feature = "remote"))]
pub fn open(target: &crate::site::model::PublishingTarget, _: &std::path::Path, _: &Environment<'_>) -> Opened {
    Err(absent(&target.name))
}

/// Refuse every URL, because this gongshi was built without the web.
#[cfg(not(feature = "remote"))]
pub fn open_url(url: &str) -> OpenedUrl {
    Err(absent(url))
}

#[cfg(not(feature = "remote"))]
fn absent(target: &str) -> PublishError {
    PublishError::Refused {
        target: target.to_owned(),
        en: "this gongshi was built without servers (the cargo feature `remote`)".to_owned(),
        zh: "本程序编译时未包含服务器功能（cargo 特性 `remote`）".to_owned(),
    }
}

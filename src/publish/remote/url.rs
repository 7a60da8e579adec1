//! A published site, by its address on the web.
//!
//! In: a URL. Out: a [`Reader`](crate::output::Reader) of the files below it. Nothing is guessed from what stands there.

use std::{
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

use opendal::{Configurator, Operator, services};

use super::{
    OpenedUrl,
    connect::{dressed, refused},
    fault::Fault,
    kind::Kind,
    reader::RemoteReader,
    runtime,
    server::Server,
};
use crate::publish::PublishError;

/// The pause before a request is made again.
const PAUSE: Duration = Duration::from_millis(250);

/// The site at a URL such as `https://example.org/promises/`: the folder its path names, or that its `index.html` or
/// `manifest.json` stands in. Nothing is asked yet.
pub fn open_url(url: &str) -> OpenedUrl {
    let (endpoint, root) = parts(url).map_err(|(en, zh)| refused(url, en, zh))?;
    let broken = |fault: Fault| PublishError::Remote { target: url.to_owned(), path: String::new(), source: Box::new(fault) };
    let handle = runtime::shared().map_err(|error| broken(Fault::own(error)))?;
    let mut config = services::HttpConfig::default();
    config.endpoint = Some(endpoint);
    config.root = Some(root);
    let operator = Operator::new(config.into_builder()).map_err(|error| broken(Fault::of(&error, &[])))?;
    let requests = Arc::new(AtomicU64::new(0));
    let server = Server {
        name: url.to_owned(),
        kind: Kind::Web,
        operator: dressed(operator, &requests),
        requests,
        pause: PAUSE,
        secrets: Vec::new(),
        compress: false,
    };
    Ok(Box::new(RemoteReader::new(Arc::new(server), handle.clone())))
}

/// The server and the folder a URL names, the folder decoded.
fn parts(url: &str) -> Result<(String, String), (&'static str, &'static str)> {
    let no_url = ("it is not an address of the web such as `https://example.org/`", "它不是 `https://example.org/` 这样的网址");
    let parsed: http::Uri = url.parse().map_err(|_| no_url)?;
    let (Some(scheme @ ("http" | "https")), Some(authority)) = (parsed.scheme_str(), parsed.authority()) else { return Err(no_url) };
    if url.contains(['?', '#']) {
        return Err(("an address with `?` or `#` names no folder", "带有 `?` 或 `#` 的网址不指向目录"));
    }
    if authority.as_str().contains('@') {
        return Err(("it holds a name or a password", "其中含有用户名或密码"));
    }
    let path = percent_encoding::percent_decode_str(parsed.path()).decode_utf8().map_err(|_| no_url)?;
    let folder = match path.rsplit_once('/') {
        Some((folder, "index.html" | "manifest.json")) => folder,
        _ => &path,
    };
    Ok((format!("{scheme}://{authority}"), format!("{}/", folder.trim_end_matches('/'))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_a_folder() {
        let good = |url: &str| parts(url).expect("an address");
        let is = |host: &str, root: &str| (host.to_owned(), root.to_owned());
        assert_eq!(good("https://example.org"), is("https://example.org", "/"));
        assert_eq!(good("https://example.org:8443/a/b"), is("https://example.org:8443", "/a/b/"));
        assert_eq!(good("http://example.org/a/index.html"), is("http://example.org", "/a/"));
        assert_eq!(good("http://example.org/%E5%85%AC/manifest.json"), is("http://example.org", "/公/"));
        for bad in ["example.org", "ftp://example.org/", "https://u:p@example.org/", "https://example.org/?a", "https://", ""] {
            assert!(parts(bad).is_err(), "{bad}");
        }
    }
}

//! Who may ask. A page of a stranger, open in the same browser, must not read the preview: it can send requests here,
//! even under a host name of its own that it points at this machine, but it cannot forge `Host` and `Origin`.
//!
//! In: the head of a request. Out: let in, sent on with a cookie, or refused.

use std::net::SocketAddr;

use axum::http::{HeaderMap, HeaderName, Uri, header};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::output::Digest;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// What is to happen to a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Answer it.
    Enter,
    /// Give the browser this cookie and send it to this address.
    Welcome {
        /// For `Set-Cookie`.
        cookie: String,
        /// The address without the token.
        location: String,
    },
    /// The host name is not one of this machine's.
    WrongHost,
    /// A page of another site asks.
    WrongOrigin,
    /// The token is missing or wrong.
    NoToken {
        /// Whether the browser came from another site, so that it kept a cookie back that it may have.
        from_elsewhere: bool,
    },
}

/// The rules of one server.
#[derive(Debug)]
pub struct Guard {
    hosts: Vec<String>,
    cookie: String,
    /// The token's hash: hashes are of one length, so comparing them tells nothing of the token's.
    token: Option<String>,
}

/// The part of an address that carries a token.
pub fn query(token: &str) -> String {
    format!("?token={}", utf8_percent_encode(token, NON_ALPHANUMERIC))
}

impl Guard {
    /// The rules of a server at an address.
    pub fn new(address: SocketAddr, token: Option<&str>) -> Self {
        let port = address.port();
        let own = if address.is_ipv6() { format!("[{}]", address.ip()) } else { address.ip().to_string() };
        let names = ["127.0.0.1", "localhost", "[::1]", &own];
        let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{port}")).collect();
        if port == 80 {
            hosts.extend(names.iter().map(|&name| name.to_owned()));
        }
        let token = token.map(|token| Digest::of(token.as_bytes()).to_string());
        Self { hosts, cookie: format!("gongshi-preview-{port}"), token }
    }

    /// Judge a request; `events` where it asks for the event stream.
    pub fn judge(&self, uri: &Uri, headers: &HeaderMap, events: bool) -> Verdict {
        let Some(host) = only(headers, &header::HOST).filter(|host| self.knows(host)) else { return Verdict::WrongHost };
        if uri.authority().is_some_and(|named| !named.as_str().eq_ignore_ascii_case(host)) {
            return Verdict::WrongHost;
        }
        if headers.contains_key(header::ORIGIN) && !only(headers, &header::ORIGIN).is_some_and(|origin| self.is_own(origin, host)) {
            return Verdict::WrongOrigin;
        }
        let elsewhere = headers.get(SEC_FETCH_SITE).is_some_and(|site| site == "cross-site");
        if events && elsewhere {
            return Verdict::WrongOrigin;
        }
        let Some(token) = &self.token else { return Verdict::Enter };
        match given(uri) {
            Some(given) if same(token, &Digest::of(given.as_bytes()).to_string()) => self.welcome(uri, token),
            None if self.cookies(headers).any(|cookie| same(token, cookie)) => Verdict::Enter,
            _ => {
                let navigates = headers.get(SEC_FETCH_MODE).is_some_and(|mode| mode == "navigate");
                Verdict::NoToken { from_elsewhere: elsewhere && navigates && given(uri).is_none() }
            }
        }
    }

    fn knows(&self, host: &str) -> bool {
        self.token.is_some() || self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// Whether an origin is this server; under a token, as the request itself names it.
    fn is_own(&self, origin: &str, host: &str) -> bool {
        let Some(named) = origin.strip_prefix("http://") else { return false };
        match self.token {
            Some(_) => named.eq_ignore_ascii_case(host),
            None => self.knows(named),
        }
    }

    fn welcome(&self, uri: &Uri, token: &str) -> Verdict {
        let rest: Vec<&str> = uri.query().unwrap_or_default().split('&').filter(|pair| !is_token(pair) && !pair.is_empty()).collect();
        // Two slashes, or a slash and a backslash, would name another host.
        let path = if uri.path().starts_with("//") || uri.path().starts_with("/\\") { "/" } else { uri.path() };
        let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
        Verdict::Welcome {
            cookie: format!("{}={token}; Path=/; HttpOnly; SameSite=Strict", self.cookie),
            location: format!("{path}{query}"),
        }
    }

    fn cookies<'a>(&'a self, headers: &'a HeaderMap) -> impl Iterator<Item = &'a str> {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.filter(|(name, _)| *name == self.cookie).map(|(_, value)| value)
    }
}

/// The value of a header that must stand once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() { None } else { first.to_str().ok() }
}

fn is_token(pair: &str) -> bool {
    pair.split('=').next() == Some("token")
}

/// The token a request names.
fn given(uri: &Uri) -> Option<String> {
    let pair = uri.query()?.split('&').find(|pair| is_token(pair))?;
    let value = pair.split_once('=').map_or("", |(_, value)| value);
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

/// Whether two texts are the same, in a time that depends on their lengths alone.
fn same(one: &str, other: &str) -> bool {
    let differences = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && std::hint::black_box(differences) == 0
}

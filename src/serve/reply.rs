//! Answers, and the headers every one of them carries.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header},
};

use super::{
    bytes::{self, Part},
    types,
};

/// A finished answer.
pub type Reply = Response<Body>;

/// What the pages of the preview itself may load.
pub const OWN_POLICY: &str = "default-src 'self'";

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Bytes with their type and entity tag.
#[derive(Debug)]
pub struct Content {
    /// Of which kind.
    pub media: &'static str,
    /// The strong tag, in its quotes.
    pub tag: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// How a request asks for bytes.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Whether the body is to be left out.
    pub head: bool,
    /// The head of the request.
    pub headers: &'a HeaderMap,
}

impl Asked<'_> {
    /// Content in full or in part, or word that the browser has it already.
    pub fn content(self, content: Content) -> Reply {
        let Content { media, tag, bytes } = content;
        if bytes::is_fresh(self.headers, &tag) {
            let mut reply = empty(StatusCode::NOT_MODIFIED);
            put(&mut reply, header::ETAG, &tag);
            return reply;
        }
        let length = bytes.len();
        let part = if self.head { Part::Whole } else { bytes::part(self.headers, &tag, length) };
        let mut reply = match part {
            Part::Whole => self.body(StatusCode::OK, media, bytes),
            Part::Range(range) => {
                let place = format!("bytes {}-{}/{length}", range.start, range.end - 1);
                let mut reply = self.body(StatusCode::PARTIAL_CONTENT, media, bytes[range].to_vec());
                put(&mut reply, header::CONTENT_RANGE, &place);
                reply
            }
            Part::Unsatisfiable => {
                let mut reply = self.body(StatusCode::RANGE_NOT_SATISFIABLE, media, Vec::new());
                put(&mut reply, header::CONTENT_RANGE, &format!("bytes */{length}"));
                reply
            }
        };
        put(&mut reply, header::ETAG, &tag);
        put(&mut reply, header::ACCEPT_RANGES, "bytes");
        reply
    }

    /// A body with another status than success, sent whole.
    pub fn body(self, status: StatusCode, media: &str, bytes: Vec<u8>) -> Reply {
        let length = bytes.len();
        let mut reply = empty(status);
        put(&mut reply, header::CONTENT_TYPE, media);
        reply.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        if !self.head {
            *reply.body_mut() = Body::from(bytes);
        }
        reply
    }

    /// A sentence.
    pub fn sentence(self, status: StatusCode, sentence: &str) -> Reply {
        self.body(status, types::of("a.txt"), format!("{sentence}\n").into_bytes())
    }
}

/// An answer without a body.
pub fn empty(status: StatusCode) -> Reply {
    let mut reply = Reply::new(Body::empty());
    *reply.status_mut() = status;
    put(&mut reply, header::CACHE_CONTROL, "no-cache");
    put(&mut reply, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(&mut reply, RESOURCE_POLICY, "same-origin");
    reply
}

/// An answer that sends the browser elsewhere on this server.
pub fn redirect(status: StatusCode, location: &str) -> Reply {
    let mut reply = empty(status);
    put(&mut reply, header::LOCATION, location);
    reply.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(0));
    reply
}

/// Set a header; what cannot stand in one is left out.
pub fn put(reply: &mut Reply, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        reply.headers_mut().insert(name, value);
    }
}

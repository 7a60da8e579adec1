//! Counting what is asked of a server.
//!
//! In: HTTP requests on their way out. Out: the same, counted, each repeated one as well. Nothing is changed.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use opendal::{
    Buffer, HttpBody, HttpTransport, HttpTransporter, OperationContext,
    raw::{Layer, Servicer},
};

/// A layer that counts every HTTP request made below it.
#[derive(Debug, Clone)]
pub(super) struct CountLayer(pub(super) Arc<AtomicU64>);

impl Layer for CountLayer {
    fn apply_context(&self, _: Servicer, inner: OperationContext) -> OperationContext {
        let counting = Counting { inner: inner.http_transport().clone(), count: Arc::clone(&self.0) };
        inner.with_http_transport(HttpTransporter::new(counting))
    }
}

struct Counting {
    inner: HttpTransporter,
    count: Arc<AtomicU64>,
}

impl HttpTransport for Counting {
    async fn fetch(&self, request: http::Request<Buffer>) -> opendal::Result<http::Response<HttpBody>> {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.inner.fetch(request).await
    }
}

//! Why a preview cannot start.

use std::{fmt, io, net::SocketAddr};

/// A failure to begin serving.
#[derive(Debug)]
pub enum ServeError {
    /// Another program listens there.
    InUse {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The system refuses the address.
    Bind {
        /// The address asked for.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The system gives no thread to serve on.
    Thread(io::Error),
}

impl ServeError {
    pub(super) fn bind(address: SocketAddr, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrInUse => Self::InUse { address },
            _ => Self::Bind { address, source },
        }
    }

    /// The message in English.
    pub fn en(&self) -> String {
        match self {
            Self::InUse { address } => format!("port {} of {} is in use by another program", address.port(), address.ip()),
            Self::Bind { address, .. } => format!("cannot listen at {address}"),
            Self::Thread(_) => "cannot start the preview server".to_owned(),
        }
    }

    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::InUse { address } => format!("{} 的端口 {} 已被其他程序占用", address.ip(), address.port()),
            Self::Bind { address, .. } => format!("无法在 {address} 上监听"),
            Self::Thread(_) => "无法启动预览服务".to_owned(),
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::InUse { .. } => None,
            Self::Bind { source, .. } | Self::Thread(source) => Some(source),
        }
    }
}

//! Publishing to real servers: S3 (moto), WebDAV (wsgidav) and SFTP (OpenSSH), through failures at every request.
#![cfg(all(unix, feature = "remote"))]

mod faults;
mod kills;
mod locks;
pub mod proxy;
mod publishing;
pub mod servers;
mod services;
mod stale;

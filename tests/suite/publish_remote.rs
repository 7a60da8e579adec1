//! Publishing to real servers: S3 (moto), WebDAV (wsgidav) and SFTP (OpenSSH), through failures at every request.
#![cfg(all(unix, feature = "remote"))]

mod faults;
mod locks;
mod proxy;
mod publishing;
mod servers;
mod services;

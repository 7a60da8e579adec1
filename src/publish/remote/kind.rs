//! What sort of server a target is, and what follows from that.
//!
//! In: the word of `site.yaml`. Out: how files are put into their places there. Nothing is asked of a server here.

/// A sort of server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// SFTP over the system's `ssh`.
    Sftp,
    /// Amazon S3 and what speaks like it.
    S3,
    /// Alibaba Cloud OSS.
    Oss,
    /// Tencent Cloud COS.
    Cos,
    /// Huawei Cloud OBS.
    Obs,
    /// WebDAV.
    WebDav,
    /// A site on the web, which is only read.
    Web,
}

impl Kind {
    /// The sort a word of `site.yaml` means; `None` for a target that is no server.
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "sftp" => Self::Sftp,
            "s3" => Self::S3,
            "oss" => Self::Oss,
            "cos" => Self::Cos,
            "obs" => Self::Obs,
            "webdav" => Self::WebDav,
            _ => return None,
        })
    }

    /// Whether it keeps objects: a write is seen whole or not at all, and a file is put into its place by a copy made by
    /// the server. Elsewhere files are renamed.
    pub(super) fn keeps_objects(self) -> bool {
        matches!(self, Self::S3 | Self::Oss | Self::Cos | Self::Obs)
    }

    /// Whether a new file, which nothing leads to yet, is also sent aside first.
    pub(super) fn shows_half(self) -> bool {
        self == Self::Sftp
    }

    /// How many requests are under way at once. Every one of them is a connection of its own on SFTP.
    pub(super) fn side_by_side(self) -> usize {
        if self == Self::Sftp { 4 } else { 8 }
    }
}

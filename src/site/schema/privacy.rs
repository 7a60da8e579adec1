//! What the check for personal data lets pass.

use super::{Record, key};

/// An entry of `content/privacy.yaml`.
pub static PRIVACY_EXCEPTION: Record = Record {
    name: "privacy exception",
    zh: "隐私例外",
    place: "an entry of `content/privacy.yaml`",
    keys: &[
        key("file", "文件", "file path", "any file", "pages/about.md", "the file it stands in, seen from `content/`"),
        key("kind", "类别", "word: personal data", "required", "landline_number", "what the check takes it for"),
        key(
            "text",
            "文字",
            "text",
            "required but for files and images",
            "021-62890000",
            "exactly what may stand; where the kind is an image's metadata or a file that cannot be examined, none",
        ),
        key("reason", "理由", "text", "required", "街道办公室对外公布的电话", "why it may be public; never shown on a page"),
    ],
};

//! What an attachment is by its name, and its text where it is one. In: bytes. Out: a text, what an image says of itself,
//! or why neither can be told. Archives, office documents, PDF, sound and film are not looked into.

use std::sync::Arc;

use super::{Found, Metadata, Obstacle, image, scan::scan};
use crate::{
    files::SitePath,
    source::{SourceError, Sources},
};

/// The longest text that is looked through.
const MAX_TEXT: usize = 64 << 20;

/// What came of looking into an attachment.
pub enum Look {
    /// A text, looked through, with the metadata a drawing holds as text.
    Text(Vec<Found>, Metadata),
    /// An image.
    Image(Metadata),
    /// Neither.
    Nothing,
    /// It should be a text, and is not.
    Obstacle(Obstacle),
}

/// What a name's extension promises.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Promise {
    Text,
    Image,
    Closed,
    Unknown,
}

fn promise(path: &SitePath) -> Promise {
    match path.extension().to_ascii_lowercase().as_str() {
        "csv" | "tsv" | "txt" | "text" | "log" | "json" | "jsonl" | "ndjson" | "geojson" | "topojson" | "svg" | "html" | "htm"
        | "xhtml" | "xml" | "kml" | "gpx" | "vtt" | "srt" | "css" | "js" | "mjs" | "ics" | "vcf" | "toml" | "ini" | "yml" | "rtf"
        | "tex" | "bib" => Promise::Text,
        "jpg" | "jpeg" | "jpe" | "jfif" | "png" | "apng" | "tif" | "tiff" | "webp" | "heic" | "heif" | "hif" | "avif" | "dng" | "gif" => {
            Promise::Image
        }
        "pdf" | "ofd" | "doc" | "docx" | "xls" | "xlsx" | "ppt" | "pptx" | "wps" | "et" | "dps" | "odt" | "ods" | "odp" | "zip" | "rar"
        | "7z" | "gz" | "tar" | "mp3" | "m4a" | "wav" | "ogg" | "mp4" | "m4v" | "mov" | "avi" | "webm" | "mkv" | "bmp" | "ico" | "woff"
        | "woff2" | "ttf" | "otf" => Promise::Closed,
        _ => Promise::Unknown,
    }
}

/// Whether a file has to be read at all.
pub fn is_open(path: &SitePath) -> bool {
    promise(path) != Promise::Closed
}

/// Look into an attachment's bytes.
pub fn look(path: &SitePath, bytes: &[u8]) -> Look {
    let promise = promise(path);
    if promise == Promise::Image || image::is_image(bytes) {
        return Look::Image(image::metadata(bytes));
    }
    if bytes.len() > MAX_TEXT {
        return if promise == Promise::Text { Look::Obstacle(Obstacle::Length(bytes.len() as u64)) } else { Look::Nothing };
    }
    match text(bytes) {
        Some(text) => Look::Text(scan(&text), image::packet(bytes)),
        None if promise == Promise::Text => Look::Obstacle(Obstacle::Encoding),
        None => Look::Nothing,
    }
}

/// Bytes as text: UTF-8, or UTF-16 that says so in its first bytes. Line ends and the byte order mark as they are.
fn text(bytes: &[u8]) -> Option<String> {
    let wide = |read: fn([u8; 2]) -> u16| {
        let pairs = bytes[2..].chunks_exact(2);
        let whole = pairs.remainder().is_empty();
        let signs: Vec<u16> = pairs.map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16(&signs).ok().filter(|_| whole)
    };
    match bytes {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).map(str::to_owned),
    }
}

/// The text of an attachment, for a report that points into it; `None` where there is no such attachment or text.
pub fn attached_text(sources: &Sources<'_>, path: &SitePath) -> Result<Option<Arc<str>>, SourceError> {
    if !sources.attachments.contains_key(path) || !matches!(promise(path), Promise::Text | Promise::Unknown) {
        return Ok(None);
    }
    Ok(text(&sources.bytes(path)?).map(Arc::from))
}

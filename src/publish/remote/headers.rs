//! What a server is told of a file, and how text is packed for the way.
//!
//! In: a path, bytes. Out: Content-Type, Cache-Control, gzip and back. The bytes a reader gets are always those of the
//! site.

use std::io::{self, Read as _, Write as _};

use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};

/// Addresses are not hashed, so what is asked for again must be compared again.
const COMPARE: &str = "no-cache";
/// What seldom changes and weighs much.
const KEEP: &str = "public, max-age=86400";

/// The Content-Type and the Cache-Control of a file, by its extension.
pub(super) fn of(path: &str) -> (&'static str, &'static str) {
    if path.starts_with(".gongshi-") {
        return ("application/json", COMPARE);
    }
    match extension(path).as_str() {
        "html" | "htm" => ("text/html; charset=utf-8", COMPARE),
        "css" => ("text/css; charset=utf-8", COMPARE),
        "js" | "mjs" => ("text/javascript; charset=utf-8", COMPARE),
        "json" => ("application/json; charset=utf-8", COMPARE),
        "geojson" => ("application/geo+json; charset=utf-8", COMPARE),
        "csv" => ("text/csv; charset=utf-8", COMPARE),
        "xml" => ("application/xml; charset=utf-8", COMPARE),
        "md" => ("text/markdown; charset=utf-8", COMPARE),
        "txt" | "ftl" | "minisig" => ("text/plain; charset=utf-8", COMPARE),
        "png" => ("image/png", KEEP),
        "jpg" | "jpeg" => ("image/jpeg", KEEP),
        "gif" => ("image/gif", KEEP),
        "webp" => ("image/webp", KEEP),
        "avif" => ("image/avif", KEEP),
        "svg" => ("image/svg+xml; charset=utf-8", KEEP),
        "ico" => ("image/vnd.microsoft.icon", KEEP),
        "ttf" => ("font/ttf", KEEP),
        "otf" => ("font/otf", KEEP),
        "woff" => ("font/woff", KEEP),
        "woff2" => ("font/woff2", KEEP),
        "pdf" => ("application/pdf", KEEP),
        "doc" => ("application/msword", KEEP),
        "docx" => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", KEEP),
        "xls" => ("application/vnd.ms-excel", COMPARE),
        "xlsx" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", COMPARE),
        "ppt" => ("application/vnd.ms-powerpoint", KEEP),
        "pptx" => ("application/vnd.openxmlformats-officedocument.presentationml.presentation", KEEP),
        "zip" => ("application/zip", COMPARE),
        "gz" | "tgz" => ("application/gzip", COMPARE),
        _ => ("application/octet-stream", KEEP),
    }
}

/// Whether a file is text, which is worth compressing.
pub(super) fn is_text(path: &str) -> bool {
    of(path).0.ends_with("charset=utf-8")
}

/// Bytes as gzip: the same bytes always give the same, for neither time nor name is written.
pub(super) fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    packed.finish()
}

/// Bytes as they were before a server or we packed them: what begins like gzip and is no gzip file of the site is
/// unpacked, for no other file of a site begins so. `Err` where it is cut off.
pub(super) fn unpack(path: &str, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) || matches!(extension(path).as_str(), "gz" | "tgz" | "svgz") {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut plain)?;
    Ok(plain)
}

fn extension(path: &str) -> String {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_says_the_same_every_time_and_comes_back() {
        let text = "公示".repeat(100);
        let packed = pack(text.as_bytes()).expect("memory");
        assert_eq!(packed[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255], "no time, no name, no system");
        assert_eq!(unpack("a.html", packed.clone()).expect("whole"), text.as_bytes());
        assert_eq!(unpack("a.csv.gz", packed.clone()).expect("as it is"), packed);
        assert!(unpack("a.html", packed[..packed.len() - 4].to_vec()).is_err());
    }

    #[test]
    fn pages_are_compared_and_pictures_kept() {
        assert_eq!(of("2020/08.html"), ("text/html; charset=utf-8", "no-cache"));
        assert_eq!(of("files/图.JPG"), ("image/jpeg", "public, max-age=86400"));
        assert_eq!(of("assets/v1.2/LICENSE"), ("application/octet-stream", "public, max-age=86400"));
        assert!(is_text("feed.xml") && is_text("a.svg") && !is_text("a.pdf"));
    }
}

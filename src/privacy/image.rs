//! What an image says besides its picture: the place it was taken, the name and the number of its camera's owner. In: the
//! bytes of a JPEG, TIFF, PNG, WebP or HEIF. Out: which of these it says. Nothing is decoded but metadata.

use std::io::Cursor;

use exif::{Context, Error, Exif, Reader, Tag, Value};
use memchr::memmem;

use super::Metadata;

/// Whether bytes begin as an image with metadata does.
pub fn is_image(bytes: &[u8]) -> bool {
    let box_of = |at: usize| bytes.get(at..at + 4).unwrap_or_default();
    matches!(bytes, [0xFF, 0xD8, 0xFF, ..] | [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] | [0x89, b'P', b'N', b'G', ..])
        || (box_of(0) == b"RIFF" && box_of(8) == b"WEBP")
        || box_of(4) == b"ftyp"
}

/// Everything an image says, in EXIF and in XMP.
pub fn metadata(bytes: &[u8]) -> Metadata {
    let mut reader = Reader::new();
    let read = reader.continue_on_error(true).read_from_container(&mut Cursor::new(bytes));
    let exif = match read {
        Ok(exif) => of_exif(&exif, false),
        Err(Error::NotFound(_)) => Metadata { damaged: has_profile(bytes), ..Metadata::default() },
        Err(Error::PartialResult(partial)) => of_exif(&partial.into_inner().0, true),
        Err(_) => Metadata { damaged: claims_exif(bytes), ..Metadata::default() },
    };
    let xmp = packet(bytes);
    Metadata { position: exif.position || xmp.position, owner: exif.owner || xmp.owner, damaged: exif.damaged }
}

fn of_exif(exif: &Exif, damaged: bool) -> Metadata {
    let mut found = Metadata { damaged, ..Metadata::default() };
    for field in exif.fields() {
        match field.tag {
            Tag::GPSLatitude | Tag::GPSLongitude | Tag::GPSDestLatitude | Tag::GPSDestLongitude => {
                found.position |= has_value(&field.value);
            }
            Tag::Artist | Tag::CameraOwnerName | Tag::BodySerialNumber | Tag(Context::Exif, 0xA435) => {
                found.owner |= has_value(&field.value);
            }
            // The names Windows writes of authors.
            Tag(Context::Tiff, 0x9C9D) => found.owner |= has_value(&field.value),
            _ => {}
        }
    }
    found
}

/// Whether a field says anything: zeroes over zero and blanks are what programs leave that took something out.
fn has_value(value: &Value) -> bool {
    match value {
        Value::Rational(parts) => parts.iter().any(|part| part.denom != 0),
        Value::Ascii(lines) => lines.iter().flatten().any(|byte| !byte.is_ascii_whitespace() && *byte != 0),
        Value::Byte(bytes) | Value::Undefined(bytes, _) => bytes.iter().any(|byte| *byte != 0 && *byte != b' '),
        _ => true,
    }
}

/// Whether an image that cannot be read says it has EXIF.
fn claims_exif(bytes: &[u8]) -> bool {
    let tiff = bytes.starts_with(b"II\x2A\0") || bytes.starts_with(b"MM\0\x2A");
    tiff || [b"Exif", b"eXIf", b"EXIF"].iter().any(|mark| memmem::find(bytes, *mark).is_some()) || has_profile(bytes)
}

/// Whether a PNG keeps EXIF or XMP in a compressed piece of text, where it is not looked for.
fn has_profile(bytes: &[u8]) -> bool {
    let marks = [&b"Raw profile type exif"[..], b"Raw profile type APP1", b"Raw profile type xmp", b"XML:com.adobe.xmp\0\x01"];
    marks.iter().any(|mark| memmem::find(bytes, mark).is_some())
}

/// What an XMP packet says, wherever it stands in the bytes.
pub fn packet(bytes: &[u8]) -> Metadata {
    let says =
        |names: &[&str]| names.iter().any(|name| memmem::find_iter(bytes, name.as_bytes()).any(|at| is_said(&bytes[at + name.len()..])));
    Metadata {
        position: says(&["exif:GPSLatitude", "exif:GPSLongitude", "exif:GPSDestLatitude", "exif:GPSDestLongitude"]),
        owner: says(&["aux:OwnerName", "aux:SerialNumber", "exifEX:CameraOwnerName", "exifEX:BodySerialNumber", "exif:CameraOwnerName"]),
        damaged: false,
    }
}

/// Whether a value follows the name of an attribute or an element.
fn is_said(rest: &[u8]) -> bool {
    let at = rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len());
    let value = match rest.get(at) {
        Some(b'=') => rest[at + 1..].iter().skip_while(|byte| byte.is_ascii_whitespace()).nth(1),
        Some(b'>') => rest[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace()),
        _ => None,
    };
    value.is_some_and(|first| !matches!(first, b'"' | b'\'' | b'<'))
}

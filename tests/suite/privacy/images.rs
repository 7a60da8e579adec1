//! Images say where they were taken. Each is made here of its bytes: no picture, but every part that holds metadata.

use super::{
    super::support::{Outcome, TestSite},
    found, publishing,
};

/// A TIFF: the name of a camera's owner, a position in degrees, minutes and seconds over what stands below.
fn tiff(artist: Option<&str>, position: Option<u32>) -> Vec<u8> {
    let count = u16::from(artist.is_some()) + u16::from(position.is_some());
    let mut out = b"II\x2A\0\x08\0\0\0".to_vec();
    let ifd_end = 8 + 2 + u32::from(count) * 12 + 4;
    let name = artist.map(|name| format!("{name}\0")).unwrap_or_default();
    let gps = ifd_end + u32::try_from(name.len()).expect("short");
    let entry = |out: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(value);
    };
    out.extend(count.to_le_bytes());
    if artist.is_some() {
        entry(&mut out, 0x013B, 2, u32::try_from(name.len()).expect("short"), ifd_end.to_le_bytes());
    }
    if position.is_some() {
        entry(&mut out, 0x8825, 4, 1, gps.to_le_bytes());
    }
    out.extend([0; 4]);
    out.extend(name.as_bytes());
    if let Some(below) = position {
        out.extend(4_u16.to_le_bytes());
        let values = gps + 2 + 4 * 12 + 4;
        entry(&mut out, 1, 2, 2, *b"N\0\0\0");
        entry(&mut out, 2, 5, 3, values.to_le_bytes());
        entry(&mut out, 3, 2, 2, *b"E\0\0\0");
        entry(&mut out, 4, 5, 3, (values + 24).to_le_bytes());
        out.extend([0; 4]);
        for degrees in [31_u32, 13, 12, 121, 24, 30] {
            out.extend(degrees.to_le_bytes());
            out.extend(below.to_le_bytes());
        }
    }
    out
}

fn be(number: usize, bytes: usize) -> Vec<u8> {
    number.to_be_bytes()[8 - bytes..].to_vec()
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    [&[0xFF, marker][..], &be(body.len() + 2, 2), body].concat()
}

fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    [&[0xFF, 0xD8][..], &segments.concat(), &[0xFF, 0xD9]].concat()
}

fn exif(tiff: &[u8]) -> Vec<u8> {
    segment(0xE1, &[b"Exif\0\0", tiff].concat())
}

fn xmp(attributes: &str) -> Vec<u8> {
    let packet = format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:RDF><rdf:Description {attributes}/></rdf:RDF></x:xmpmeta>");
    segment(0xE1, packet.as_bytes())
}

fn png(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = (b"IHDR", [&be(1, 4)[..], &be(1, 4), &[8, 0, 0, 0, 0]].concat());
    let end = (b"IEND", Vec::new());
    for (name, data) in std::iter::once(&header).chain(chunks).chain([&end]) {
        let mut check = flate2::Crc::new();
        check.update(&name[..]);
        check.update(data);
        out.extend([&be(data.len(), 4)[..], &name[..], data, &check.sum().to_be_bytes()].concat());
    }
    out
}

fn webp(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, data) in chunks {
        body.extend(name.iter());
        body.extend(u32::try_from(data.len()).expect("short").to_le_bytes());
        body.extend(data);
        body.extend(vec![0; data.len() % 2]);
    }
    [b"RIFF", &u32::try_from(body.len()).expect("short").to_le_bytes()[..], &body].concat()
}

fn boxed(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    [&be(body.len() + 8, 4)[..], &name, body].concat()
}

/// A HEIF with one item, EXIF, in its own data box.
fn heic(tiff: &[u8]) -> Vec<u8> {
    let data = [&[0; 4][..], tiff].concat();
    let item = boxed(*b"infe", &[&[2, 0, 0, 0][..], &be(1, 2), &be(0, 2), b"Exif", b"\0"].concat());
    let items = boxed(*b"iinf", &[&[0; 4][..], &be(1, 2), &item].concat());
    // Version 1; offsets and lengths of four bytes; one item, made of the data box, one extent.
    let place =
        [&[1, 0, 0, 0, 0x44, 0x00][..], &be(1, 2), &be(1, 2), &be(1, 2), &be(0, 2), &be(1, 2), &be(0, 4), &be(data.len(), 4)].concat();
    let meta = boxed(*b"meta", &[&[0; 4][..], &items, &boxed(*b"iloc", &place), &boxed(*b"idat", &data)].concat());
    [boxed(*b"ftyp", b"heic\0\0\0\0mif1heic"), meta].concat()
}

fn site(images: &[(&str, Vec<u8>)]) -> Outcome {
    let mut site = publishing(TestSite::new().file("content/pages/a.md", "---\ntitle: 页面\n---\n"));
    for (name, bytes) in images {
        site.files.insert(&format!("content/pages/a/{name}"), bytes.clone());
    }
    site.build()
}

/// What is said of images, as `name severity message`.
fn said(images: &[(&str, Vec<u8>)]) -> Vec<String> {
    let outcome = site(images);
    outcome.findings.iter().map(|found| format!("{} {} {}", found.span.path.name(), found.severity.name(), found.message.en)).collect()
}

#[test]
fn a_position_is_found_in_every_kind_of_image() {
    let with = tiff(None, Some(1));
    let images = [
        ("a.jpg", jpeg(&[exif(&with)])),
        ("b.tif", with.clone()),
        ("c.png", png(&[(b"eXIf", with.clone())])),
        ("d.webp", webp(&[(b"VP8X", vec![8, 0, 0, 0, 0, 0, 0, 0, 0, 0]), (b"EXIF", with.clone())])),
        ("e.heic", heic(&with)),
        ("f.jpg", jpeg(&[xmp("exif:GPSLatitude=\"31,13.2N\" exif:GPSLongitude=\"121,24.5E\"")])),
        ("g.png", png(&[(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<exif:GPSLatitude>31,13.2N</exif:GPSLatitude>".to_vec())])),
        ("h.svg", b"<svg><metadata><rdf:Description exif:GPSLatitude = '31,13.2N'/></metadata></svg>".to_vec()),
        // By its bytes, whatever its name says.
        ("i.dat", jpeg(&[exif(&with)])),
        ("j.png", jpeg(&[exif(&with)])),
    ];
    let expected: Vec<String> = images.iter().map(|(name, _)| format!("{name} error the image says where it was taken")).collect();
    assert_eq!(said(&images), expected);
}

#[test]
fn a_drawing_is_a_text_and_an_image() {
    let drawing = b"<svg><metadata exif:GPSLatitude='31,13.2N'/><text>13812345678</text></svg>".to_vec();
    assert_eq!(said(&[("a.svg", drawing)]), ["a.svg error the image says where it was taken", "a.svg error a mobile number: `138***78`"]);
}

#[test]
fn an_owner_alone_is_a_warning() {
    let images = [
        ("a.jpg", jpeg(&[exif(&tiff(Some("Wang"), None))])),
        ("b.jpg", jpeg(&[xmp("aux:SerialNumber=\"0123456\"")])),
        ("c.jpg", jpeg(&[exif(&tiff(Some("Wang"), Some(1)))])),
    ];
    assert_eq!(
        said(&images),
        [
            "a.jpg warning the image says whose camera it was",
            "b.jpg warning the image says whose camera it was",
            "c.jpg error the image says where it was taken, and whose camera it was",
        ]
    );
}

#[test]
fn what_says_nothing_is_no_finding() {
    let images = [
        ("a.jpg", jpeg(&[])),
        ("b.png", png(&[])),
        ("c.webp", webp(&[(b"VP8 ", vec![0; 7])])),
        ("d.jpg", jpeg(&[exif(&tiff(Some("      "), None))])),
        // What is left of a position that was taken out: nothing over nothing.
        ("e.jpg", jpeg(&[exif(&tiff(None, Some(0)))])),
        ("f.jpg", jpeg(&[xmp("exif:GPSLatitude=\"\" aux:OwnerName=''")])),
        ("g.jpg", b"not an image at all".to_vec()),
        ("h.png", Vec::new()),
        ("i.heic", boxed(*b"ftyp", b"heic\0\0\0\0mif1heic")),
    ];
    assert_eq!(said(&images), [""; 0]);
}

#[test]
fn damage_is_said_where_metadata_are_claimed_and_never_breaks_the_run() {
    let whole = jpeg(&[exif(&tiff(Some("Wang"), Some(1)))]);
    let first = whole.windows(6).position(|six| six == b"Exif\0\0").expect("its mark") + 6;
    for cut in first..whole.len() - 2 {
        let said = said(&[("a.jpg", whole[..cut].to_vec())]);
        assert!(!said.is_empty(), "cut at {cut} of {}", whole.len());
    }
    let unreadable = "error the image has metadata that cannot be read";
    assert_eq!(
        said(&[
            ("a.jpg", jpeg(&[exif(b"no TIFF")])),
            ("b.png", png(&[(b"eXIf", b"II".to_vec())])),
            ("c.tif", b"II\x2A\0\xFF\xFF\xFF\xFF".to_vec()),
            ("d.png", png(&[(b"zTXt", b"Raw profile type exif\0\0x".to_vec())])),
        ]),
        ["a.jpg", "b.png", "c.tif", "d.png"].map(|name| format!("{name} {unreadable}"))
    );
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0xFF;
        said(&[("a.jpg", damaged)]);
    }
}

#[test]
fn an_image_may_be_let_pass() {
    let mut site = publishing(TestSite::new().file("content/pages/a.md", "---\ntitle: 页面\n---\n").file(
        "content/privacy.yaml",
        "- {file: pages/a/b.jpg, kind: image_metadata, reason: 公园}\n- {file: pages/a/c.jpg, 类别: 无法检查的文件, reason: 旧照片}\n",
    ));
    site.files.insert("content/pages/a/b.jpg", jpeg(&[exif(&tiff(None, Some(1)))]));
    site.files.insert("content/pages/a/c.jpg", jpeg(&[exif(b"no TIFF")]));
    site.files.insert("content/pages/a/d.jpg", jpeg(&[exif(b"no TIFF")]));
    assert_eq!(found(&site.build()), ["pages/a/d.jpg unexamined-file"]);
}

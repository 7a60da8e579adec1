//! Ids that stay the same when texts change: tag URIs (RFC 4151) where the site's address is known, else UUIDs.

use crate::plan::route;

/// The id of a thing of a year: made of the site's address, the year and the thing's place in the content, never of its
/// words. `place` is a path such as `2020/08/report/2020-09-30`.
pub fn id(base_url: &str, year: i32, place: &str) -> String {
    match authority(base_url) {
        Some((host, path)) => format!("tag:{host},{year:04}:{}", route::encode(&format!("{path}{place}"))),
        None => uuid(place),
    }
}

/// A UUID of version 8 (RFC 9562) made of the first 128 bits of a text's BLAKE3.
pub fn uuid(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes());
    let word = |from: usize, to: usize| hash.as_bytes()[from..to].iter().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
    let (version, variant) = (word(6, 8) & 0x0fff | 0x8000, word(8, 10) & 0x3fff | 0x8000);
    format!("urn:uuid:{:08x}-{:04x}-{version:04x}-{variant:04x}-{:012x}", word(0, 4), word(4, 6), word(10, 16))
}

/// Host and path of an address, the host as a tag URI names it; `None` where there is none.
fn authority(base_url: &str) -> Option<(String, &str)> {
    let (host, path) = host_and_path(base_url)?;
    Some((route::encode(&host.to_ascii_lowercase()), path))
}

/// The host of an address, without user and port; `None` where there is none.
pub fn host(base_url: &str) -> Option<&str> {
    host_and_path(base_url).map(|(host, _)| host)
}

fn host_and_path(base_url: &str) -> Option<(&str, &str)> {
    let (_, rest) = base_url.split_once("://")?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    (!host.is_empty()).then_some((host, path))
}

#[cfg(test)]
mod tests {
    use super::{host, id};

    #[test]
    fn an_id_names_the_site_the_year_and_the_place() {
        let at = |base: &str| id(base, 2020, "2020/08/report/2020-09-30");
        assert_eq!(at("https://www.Example.gov.cn:8080/ssxm/"), "tag:www.example.gov.cn,2020:ssxm/2020/08/report/2020-09-30");
        let without = at("");
        assert_eq!((without.len(), &without[..9], &without[23..24]), (45, "urn:uuid:", "8"), "{without}");
        assert_eq!(without, at(""));
        assert_eq!(host("http://a@b.cn:1/"), Some("b.cn"));
        assert_eq!(host(""), None);
    }
}

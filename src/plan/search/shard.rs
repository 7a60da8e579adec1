//! Where pairs of signs stand: lists of positions, in files that are found by a hash of the pair.

use std::fmt::Write as _;

use super::{entry::Entry, fold::fold, sound};

/// What is looked for: two neighbouring signs, two neighbouring sounds, or one sign of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gram {
    One(char),
    Two(char, char),
    Sound(sound::Pair),
}

impl Gram {
    /// What stands for it in a file.
    fn key(self) -> String {
        match self {
            Self::One(c) => c.to_string(),
            Self::Two(a, b) => [a, b].into_iter().collect(),
            Self::Sound((a, b)) => format!("{a}'{b}"),
        }
    }

    /// What decides which file it stands in: all pairs of sounds with the same initials stand in one.
    fn address(self) -> String {
        if let Self::Sound(pair) = self { sound::initials(pair) } else { self.key() }
    }
}

/// Which of `shards` files a key stands in.
fn shard_of(address: &str, shards: usize) -> usize {
    let hash = address.chars().fold(7_u32, |sum, c| (sum * 31 + u32::from(c)) % 65_521);
    hash as usize % shards
}

/// A place of a gram: whether in a text and not in a title, the entry, the sign it begins at.
type Place = (bool, usize, usize);

/// Every gram of some entries with every place, in order.
fn grams(entries: &[Entry]) -> Vec<(Gram, Place)> {
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let title = fold(&entry.2);
        found.extend(title.iter().enumerate().map(|(sign, c)| (Gram::One(*c), (false, at, sign))));
        found.extend(title.windows(2).enumerate().map(|(sign, two)| (Gram::Two(two[0], two[1]), (false, at, sign))));
        found.extend(sound::pairs(&title).into_iter().map(|(pair, sign)| (Gram::Sound(pair), (false, at, sign))));
        let mut start = 0;
        for text in &entry.4 {
            let text = fold(text);
            found.extend(text.windows(2).enumerate().map(|(sign, two)| (Gram::Two(two[0], two[1]), (true, at, start + sign))));
            // A gap, so that nothing is found across two texts.
            start += text.len() + 1;
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The bodies of the files that tell where everything of `entries` stands: objects from a key to its places. Places in
/// titles stand before a space, those in texts after it; each is the distance to the entry before and the sign's position.
pub fn shards(entries: &[Entry], count: usize) -> Vec<String> {
    let mut bodies = vec![String::from("{"); count];
    let grams = grams(entries);
    for places in grams.chunk_by(|a, b| a.0 == b.0) {
        let gram = places[0].0;
        let body = &mut bodies[shard_of(&gram.address(), count)];
        let comma = if body.len() > 1 { "," } else { "" };
        let key = serde_json::to_string(&gram.key()).expect("a text is JSON");
        let _ = write!(body, "{comma}{key}:\"");
        let (mut in_text, mut before) = (false, 0);
        for (_, (text, entry, sign)) in places {
            if *text && !in_text {
                body.push(' ');
                (in_text, before) = (true, 0);
            }
            number(body, entry - before);
            number(body, *sign);
            before = *entry;
        }
        body.push('"');
    }
    for body in &mut bodies {
        body.push('}');
    }
    bodies
}

/// The first signs of a last digit and of a digit with more to come; between them stands the only one a text must escape.
const LAST: usize = 35;
const MORE: usize = 93;
/// How many digits of each sort there are.
const LASTS: usize = 57;
const MORES: usize = 34;

/// Write a number in signs of ASCII, the least digit first.
fn number(out: &mut String, mut value: usize) {
    let mut sign = |code: usize| out.extend(u8::try_from(code).map(char::from));
    while value >= LASTS {
        sign(MORE + value % MORES);
        value /= MORES;
    }
    sign(LAST + value);
}

#[cfg(test)]
mod tests {
    use super::{number, shard_of, shards};
    use crate::plan::search::entry::Entry;

    fn entry(title: &str, texts: &[&str]) -> Entry {
        Entry("project", String::new(), title.to_owned(), String::new(), texts.iter().map(|text| (*text).to_owned()).collect())
    }

    #[test]
    fn numbers_are_short_and_need_no_escape() {
        let written = |value: usize| {
            let mut out = String::new();
            number(&mut out, value);
            out
        };
        let cases = [(0, "#"), (56, "["), (57, "t$"), (58, "u$"), (1937, "~["), (1938, "]t$")];
        for (value, expected) in cases {
            assert_eq!(written(value), expected, "{value}");
        }
        assert!((0..100_000).all(|value| written(value).bytes().all(|b| b > b' ' && b < 127 && b != b'\\' && b != b'"')));
    }

    #[test]
    fn a_shard_tells_where_everything_stands() {
        let entries = [entry("养老", &["床位", "养老"]), entry("床", &["老"])];
        let expected = "{\"养\":\"##\",\"床\":\"$#\",\"老\":\"#$\",\"养老\":\"## #&\",\"床位\":\" ##\",\"yang'lao\":\"##\"}";
        assert_eq!(shards(&entries, 1), [expected]);
        let many = shards(&entries, 5);
        assert!(many[shard_of("养老", 5)].contains("\"养老\":\"## #&\""));
        assert!(many[shard_of("y'l", 5)].contains("\"yang'lao\":\"##\""));
    }

    #[test]
    fn the_hash_is_the_one_of_the_script() {
        assert_eq!(shard_of("养老", 65_521), (((7 * 31 + 0x517b) * 31) + 0x8001) % 65_521);
    }
}

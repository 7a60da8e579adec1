//! How titles sound: pairs of neighbouring syllables, with every reading of either sign.

use pinyin::ToPinyinMulti as _;

/// Letters and digits, each of which is its own sound.
const OWN: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

/// Two neighbouring sounds, such as `yang` and `lao`.
pub type Pair = (&'static str, &'static str);

/// The pairs of neighbouring sounds of a folded title, each with the position of its first sign. Letters, digits and
/// ideographs are counted from 0 on; all other signs are passed over, as nobody types them among syllables.
pub fn pairs(title: &[char]) -> Vec<(Pair, usize)> {
    let sounds: Vec<Vec<&'static str>> = title.iter().filter(|c| c.is_alphanumeric()).map(|c| readings(*c)).collect();
    let mut pairs = Vec::new();
    for (at, two) in sounds.windows(2).enumerate() {
        for first in &two[0] {
            pairs.extend(two[1].iter().map(|second| ((*first, *second), at)));
        }
    }
    pairs
}

/// The initials of a pair, by which it is looked for.
pub fn initials((first, second): Pair) -> String {
    let initial = |sound: &'static str| sound.chars().next();
    initial(first).into_iter().chain(['\'']).chain(initial(second)).collect()
}

/// Every way to read a sign, without tones; `ü` is written `v`, as on keyboards.
fn readings(c: char) -> Vec<&'static str> {
    if let Some(at) = OWN.find(c) {
        return vec![&OWN[at..=at]];
    }
    let mut found = Vec::new();
    for sound in c.to_pinyin_multi().into_iter().flatten() {
        let sound = match sound.plain() {
            "lü" => "lv",
            "lüe" => "lve",
            "nü" => "nv",
            "nüe" => "nve",
            plain => plain,
        };
        // Some rare readings are a sound without a vowel, which nobody types.
        if sound.is_ascii() && !found.contains(&sound) {
            found.push(sound);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{initials, pairs, readings};
    use crate::plan::search::fold::fold;

    fn has(title: &str, pair: (&str, &str), at: usize) -> bool {
        pairs(&fold(title)).iter().any(|(found, place)| *found == pair && *place == at)
    }

    #[test]
    fn every_reading_counts() {
        assert!(has("长宁区", ("chang", "ning"), 0) && has("长宁区", ("zhang", "ning"), 0));
        assert!(has("重庆银行", ("chong", "qing"), 0) && has("重庆银行", ("yin", "hang"), 2) && has("重庆银行", ("yin", "xing"), 2));
        assert!(has("绿化", ("lv", "hua"), 0) && has("妇女", ("fu", "nv"), 0));
        assert_eq!(readings('老'), ["lao"]);
    }

    #[test]
    fn other_signs_are_passed_over() {
        assert_eq!(pairs(&fold("“5Ｇ”，床。")), [(("5", "g"), 0), (("g", "chuang"), 1)]);
        assert_eq!(pairs(&fold("床")), []);
        assert_eq!(initials(("zhang", "ning")), "z'n");
    }
}

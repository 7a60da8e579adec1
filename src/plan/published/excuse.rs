//! Whether a correction names a published figure.
//!
//! In: corrections that were not published before, a figure as it was and as it is. Out: yes or no. A number is named only
//! where it stands alone: `240张` names 240, and neither 24 nor 40.

use crate::site::{date::PartialDate, language::Language, number::Number, published::Figure};

/// What a new correction says stood there and stands there now; either may be empty.
pub struct Correcting {
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub now: String,
}

impl Correcting {
    /// Whether it says that one figure became the other: whatever it says names them.
    pub fn changes(&self, was: &Figure, now: &Figure) -> bool {
        let Self { was: before, now: after } = self;
        !(before.is_empty() && after.is_empty()) && (before.is_empty() || names(before, was)) && (after.is_empty() || names(after, now))
    }

    /// Whether it says that a figure was taken away.
    pub fn removes(&self, was: &Figure) -> bool {
        names(&self.was, was)
    }

    /// Whether it says that a figure belongs to another date.
    pub fn moves(&self, was: &Figure, now: &Figure) -> bool {
        dates(&self.was, was) && dates(&self.now, now)
    }
}

/// Whether a text names what a figure says: as it is written, as a page says it, or by all its numbers.
fn names(text: &str, figure: &Figure) -> bool {
    let said = || [Language::Chinese, Language::English].iter().any(|language| stands(text, &figure.said(*language)));
    stands(text, &figure.value) || said() || {
        let numbers = numbers(&figure.value);
        !numbers.is_empty() && numbers.iter().all(|number| stands(text, number))
    }
}

/// Whether a text names a figure's date, as it is written or as a page says it.
fn dates(text: &str, figure: &Figure) -> bool {
    let Some(date) = PartialDate::parse(figure.day()) else { return false };
    stands(text, figure.day()) || [Language::Chinese, Language::English].iter().any(|language| stands(text, &date.said(*language)))
}

/// The numbers of a value that is nothing else: `300..400`, `45/50`, `5 (暂定)`.
fn numbers(value: &str) -> Vec<&str> {
    let value = value.split_once(" (").map_or(value, |(number, _)| number);
    let parts: Vec<&str> = value.trim_end_matches('%').split("..").flat_map(|part| part.split('/')).collect();
    if parts.iter().all(|part| Number::parse(part).is_some()) { parts } else { Vec::new() }
}

/// Whether a part stands in a text, and is no piece of a longer number or date there.
fn stands(text: &str, part: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let joins = |c: Option<char>| matches!(c, Some('.' | ',' | '-'));
    let free = |at: usize| {
        let (mut before, mut after) = (text[..at].chars().rev(), text[at + part.len()..].chars());
        let (first, last) = (part.chars().next(), part.chars().next_back());
        let (near, far) = (before.next(), before.next());
        let left = digit(first) && (digit(near) || joins(near) && near != Some('-') && digit(far));
        let (near, far) = (after.next(), after.next());
        // A month is no day of it; a number may be the lower end of a range.
        let dated = part.contains('-') || near != Some('-');
        let right = (digit(last) && (digit(near) || joins(near) && dated && digit(far))) || (last == Some('月') && digit(near));
        !left && !right
    };
    !part.is_empty() && text.match_indices(part).any(|(at, _)| free(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::published::Kind;

    fn figure(date: &str, value: &str, unit: &str) -> Figure {
        let of = |text: &str| text.to_owned();
        Figure { indicator: of("a"), kind: Kind::Reading, date: of(date), value: of(value), qualifier: String::new(), unit: of(unit) }
    }

    #[test]
    fn a_number_is_named_where_it_stands_alone() {
        for (text, value, named) in [
            ("240张", "240", true),
            ("约240张", "240", true),
            ("240张", "24", false),
            ("240张", "40", false),
            ("1.5公里", "5", false),
            ("1.5公里", "1", false),
            ("1.5公里", "1.5", true),
            ("1,200元", "200", false),
            ("共240。", "240", true),
            ("300-400个", "300..400", true),
            ("300-500个", "300..400", false),
            ("50户中45户", "45/50", true),
            ("已完成", "done", true),
            ("无数据", "no_data", true),
            ("5个", "5 (暂定)", true),
            ("", "240", false),
        ] {
            assert_eq!(names(text, &figure("2020-09", value, "张")), named, "{text} {value}");
        }
    }

    #[test]
    fn a_date_is_named_as_exactly_as_it_is() {
        for (text, date, named) in [
            ("2020-09", "2020-09", true),
            ("2020年9月", "2020-09", true),
            ("2020-09-30", "2020-09", false),
            ("2020年9月30日", "2020-09", false),
            ("2020年9月30日", "2020-09-30", true),
            ("2020-09", "", false),
        ] {
            assert_eq!(dates(text, &figure(date, "1", "")), named, "{text} {date}");
        }
    }
}

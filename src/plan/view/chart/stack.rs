//! Projects by status as one bar, such as those of a quarter or of a year.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{place, share_of};
use crate::{
    plan::view::common::Link,
    site::{language::Language, progress::Status},
};

/// One bar of a stack.
#[derive(Debug, Hash, Serialize)]
pub struct StackRow {
    /// The quarter it speaks of, where it speaks of one.
    pub quarter: Option<u32>,
    /// The year it speaks of.
    pub year: i32,
    /// The page of what it speaks of.
    pub link: Option<Link>,
    /// Whether it promises nothing yet, so that no status counts.
    pub draft: bool,
    /// How many projects.
    pub total: usize,
    /// Each status that occurs.
    pub segments: Vec<Segment>,
}

/// A part of a bar.
#[derive(Debug, Hash, Serialize)]
pub struct Segment {
    /// The status, an English word.
    pub word: &'static str,
    /// The status, a word of the site's language.
    pub text: &'static str,
    /// How many.
    pub count: usize,
    /// Where it begins, in percent of the width.
    pub x: String,
    /// How wide it is, in percent.
    pub width: String,
    /// Its middle, in percent.
    pub middle: String,
}

/// The order in a bar: what is kept first, then what goes on, then what stands still, then what nothing is known of.
const ORDER: [Status; 9] = [
    Status::OverFulfilled,
    Status::Completed,
    Status::OnPace,
    Status::UnderWay,
    Status::Behind,
    Status::NotStarted,
    Status::Suspended,
    Status::Cancelled,
    Status::NoData,
];

/// A year without a bar: its projects are a draft, or it has none.
pub fn bare_row(year: i32, link: Option<Link>, draft: bool, total: usize) -> StackRow {
    StackRow { quarter: None, year, link, draft, total, segments: Vec::new() }
}

/// A bar of some projects' statuses.
pub fn stack_row(
    language: Language,
    (year, quarter): (i32, Option<u32>),
    link: Option<Link>,
    statuses: impl Iterator<Item = Status>,
) -> StackRow {
    let mut counts = [0usize; ORDER.len()];
    for status in statuses {
        counts[ORDER.iter().position(|other| *other == status).unwrap_or_default()] += 1;
    }
    let total: usize = counts.iter().sum();
    let mut x = Decimal::ZERO;
    let segments = ORDER.into_iter().zip(counts).filter(|(_, count)| *count > 0).map(|(status, count)| {
        let (from, width) = (x, share_of(Decimal::from(count), Decimal::from(total)));
        x += width;
        let middle = place(from + width / Decimal::TWO);
        Segment { word: status.word(), text: language.status(status), count, x: place(from), width: place(width), middle }
    });
    StackRow { quarter, year, link, draft: false, total, segments: segments.collect() }
}

#[cfg(test)]
mod tests {
    use super::{ORDER, stack_row};
    use crate::site::{language::Language, progress::Status};

    #[test]
    fn every_status_has_a_place() {
        assert!(Status::ALL.iter().all(|status| ORDER.contains(status)));
    }

    #[test]
    fn bars_are_shares_of_all_in_the_order_of_what_became_of_them() {
        let statuses = [Status::Behind, Status::Completed, Status::Behind, Status::NoData];
        let row = stack_row(Language::Chinese, (2020, Some(3)), None, statuses.into_iter());
        let seen: Vec<_> = row.segments.iter().map(|s| (s.word, s.count, s.x.as_str(), s.width.as_str(), s.middle.as_str())).collect();
        assert_eq!(seen, [("completed", 1, "0", "25", "12.5"), ("behind", 2, "25", "50", "50"), ("no_data", 1, "75", "25", "87.5")]);
        assert_eq!(row.total, 4);
    }
}

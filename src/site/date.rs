//! Dates that keep the precision they were given: a day, a month or a quarter. No clock is read and nothing is
//! filled in: a month stays a month.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::language::Language;

/// A day, a month or a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct PartialDate {
    year: i32,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
enum Part {
    Quarter(u32),
    Month(u32),
    Day(u32, u32),
}

impl PartialDate {
    /// Read `2020-09-15`, `2020-09` or `2020-Q3`. `None` for anything else, impossible days included.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |part: &str, width: usize| {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
        };
        let (year, rest) = text.split_once('-')?;
        let year = i32::try_from(number(year, 4)?).ok().filter(|year| (1900..=2200).contains(year))?;
        let part = if let Some(quarter) = rest.strip_prefix('Q') {
            Part::Quarter(number(quarter, 1).filter(|q| (1..=4).contains(q))?)
        } else if let Some((month, day)) = rest.split_once('-') {
            let (month, day) = (number(month, 2)?, number(day, 2)?);
            NaiveDate::from_ymd_opt(year, month, day)?;
            Part::Day(month, day)
        } else {
            Part::Month(number(rest, 2).filter(|m| (1..=12).contains(m))?)
        };
        Some(Self { year, part })
    }

    /// A single day.
    pub fn day(day: NaiveDate) -> Self {
        Self { year: day.year(), part: Part::Day(day.month(), day.day()) }
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The first day it may mean.
    pub fn start(self) -> NaiveDate {
        match self.part {
            Part::Quarter(q) => first(self.year, q * 3 - 2),
            Part::Month(m) => first(self.year, m),
            Part::Day(m, d) => NaiveDate::from_ymd_opt(self.year, m, d).unwrap_or_else(|| first(self.year, m)),
        }
    }

    /// The last day it may mean; a figure of a month is known when the month is over.
    pub fn end(self) -> NaiveDate {
        match self.part {
            Part::Quarter(q) => last(self.year, q * 3),
            Part::Month(m) => last(self.year, m),
            Part::Day(..) => self.start(),
        }
    }

    /// Whether it is a day, so that both its ends are known.
    pub fn is_day(self) -> bool {
        matches!(self.part, Part::Day(..))
    }

    /// In a language: `2020年9月`, `September 2020`.
    pub fn said(self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.english(),
        }
    }

    /// In English: `15 September 2020`, `September 2020`, `third quarter of 2020`.
    pub fn english(self) -> String {
        let year = self.year;
        match self.part {
            Part::Quarter(q) => format!("{} quarter of {year}", ["first", "second", "third", "fourth"][(q as usize - 1) % 4]),
            Part::Month(_) => format!("{} {year}", self.start().format("%B")),
            Part::Day(_, d) => format!("{d} {} {year}", self.start().format("%B")),
        }
    }

    /// In Chinese: `2020年9月15日`, `2020年9月`, `2020年第三季度`.
    pub fn chinese(self) -> String {
        let year = self.year;
        match self.part {
            Part::Quarter(q) => format!("{year}年第{}季度", ["一", "二", "三", "四"][(q as usize - 1) % 4]),
            Part::Month(m) => format!("{year}年{m}月"),
            Part::Day(m, d) => format!("{year}年{m}月{d}日"),
        }
    }
}

impl fmt::Display for PartialDate {
    /// As written in content: `2020-09-15`, `2020-09`, `2020-Q3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Quarter(q) => write!(f, "{:04}-Q{q}", self.year),
            Part::Month(m) => write!(f, "{:04}-{m:02}", self.year),
            Part::Day(m, d) => write!(f, "{:04}-{m:02}-{d:02}", self.year),
        }
    }
}

fn first(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()
}

fn last(year: i32, month: u32) -> NaiveDate {
    let next = if month >= 12 { first(year + 1, 1) } else { first(year, month + 1) };
    next.pred_opt().unwrap_or(next)
}

/// The share of a year gone at the end of a day, counted in months so that 30 September is exactly three quarters:
/// (months over + day ÷ days of the month) ÷ 12. Before the year 0, after it 1.
pub fn elapsed(year: i32, day: NaiveDate) -> Decimal {
    match day.year().cmp(&year) {
        std::cmp::Ordering::Less => Decimal::ZERO,
        std::cmp::Ordering::Greater => Decimal::ONE,
        std::cmp::Ordering::Equal => {
            let days = last(year, day.month()).day();
            (Decimal::from(day.month() - 1) + Decimal::from(day.day()) / Decimal::from(days)) / Decimal::from(12)
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rust_decimal::Decimal;

    use super::{PartialDate, elapsed};

    #[track_caller]
    fn case(text: &str, start: &str, end: &str, chinese: &str, english: &str) {
        let date = PartialDate::parse(text).expect("a date");
        assert_eq!((date.start().to_string().as_str(), date.end().to_string().as_str()), (start, end));
        assert_eq!((date.to_string().as_str(), date.chinese().as_str(), date.english().as_str()), (text, chinese, english));
    }

    #[test]
    fn precision_is_kept() {
        case("2020-09-15", "2020-09-15", "2020-09-15", "2020年9月15日", "15 September 2020");
        case("2020-02", "2020-02-01", "2020-02-29", "2020年2月", "February 2020");
        case("2020-Q4", "2020-10-01", "2020-12-31", "2020年第四季度", "fourth quarter of 2020");
    }

    #[test]
    fn everything_else_is_refused() {
        for text in
            ["20-9-15", "2020-9-15", "2020-02-30", "2020-13", "2020-Q5", "2020", "2020/09/15", "2020年9月", "２０２０-09", "9999-01", ""]
        {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn three_quarters_are_gone_at_the_end_of_september() {
        let day = |m, d| NaiveDate::from_ymd_opt(2020, m, d).expect("a day");
        assert_eq!(elapsed(2020, day(9, 30)), Decimal::new(75, 2));
        assert_eq!(elapsed(2020, day(12, 31)), Decimal::ONE);
        assert_eq!(elapsed(2021, day(12, 31)), Decimal::ZERO);
        assert_eq!(elapsed(2019, day(1, 1)), Decimal::ONE);
    }
}

//! Dates of content as points in time, for formats that know no coarser date.

use chrono::NaiveDate;

use crate::site::{date::PartialDate, model::Config};

/// The offset of the zone the content's dates are meant in: `+08:00`, or `Z` for UTC.
fn offset(config: &Config) -> &'static str {
    if config.timezone == "UTC" { "Z" } else { "+08:00" }
}

/// The first second of a day, as RFC 3339 writes it: `2020-09-01T00:00:00+08:00`.
pub fn first_second(config: &Config, day: NaiveDate) -> String {
    format!("{day}T00:00:00{}", offset(config))
}

/// The last second of a day: `2020-09-30T23:59:59+08:00`. What is dated a day, a month or a quarter is known when it is over.
pub fn last_second(config: &Config, day: NaiveDate) -> String {
    format!("{day}T23:59:59{}", offset(config))
}

/// The last second of a date of any precision.
pub fn end_of(config: &Config, date: PartialDate) -> String {
    last_second(config, date.end())
}

#[cfg(test)]
mod tests {
    use super::{end_of, first_second};
    use crate::site::{date::PartialDate, model::Config};

    #[test]
    fn a_month_ends_with_its_last_second() {
        let date = PartialDate::parse("2020-09").expect("a date");
        let utc = Config { timezone: "UTC".to_owned(), ..Config::default() };
        assert_eq!(end_of(&Config::default(), date), "2020-09-30T23:59:59+08:00");
        assert_eq!(first_second(&utc, date.start()), "2020-09-01T00:00:00Z");
    }
}

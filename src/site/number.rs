//! Exact decimals that print as they were entered. No binary floating point, no rounding on the way in.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

/// A number as a paper prints it: its exact value and its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    value: Decimal,
    digits: String,
}

impl Number {
    /// Read `12`, `-3` or `11.875`; nothing else is a number: no separators, exponents, signs of plus, full-width or
    /// Chinese digits.
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(w, f)| (w, Some(f)));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if !digits(whole) || leading_zero || !fraction.is_none_or(digits) {
            return None;
        }
        let value = Decimal::from_str_exact(text).ok()?;
        Some(Self { value, digits: text.to_owned() })
    }

    /// The exact value.
    pub fn value(&self) -> Decimal {
        self.value
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Self { value, digits: value.normalize().to_string() }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits)
    }
}

/// A percentage for people: one decimal, half away from zero, no trailing zero; a share short of 100 is never shown as
/// 100, and one above 0 never as 0.
pub fn percent(value: Decimal) -> String {
    let hundred = Decimal::ONE_HUNDRED;
    let mut shown = value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    if value < hundred && shown >= hundred {
        shown = Decimal::new(999, 1);
    }
    if value > hundred && shown <= hundred {
        shown = Decimal::new(1001, 1);
    }
    if value > Decimal::ZERO && shown.is_zero() {
        shown = Decimal::new(1, 1);
    }
    format!("{}%", shown.normalize())
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Number, percent};

    #[test]
    fn only_plain_decimals_are_numbers() {
        for text in ["0", "250", "11.875", "70.3", "-3", "10000", "0.5", "46.00"] {
            assert_eq!(Number::parse(text).map(|n| n.to_string()).as_deref(), Some(text));
        }
        for text in ["", "-", "1,000", "1_000", "012", "1e3", "+3", ".5", "5.", "１２", "一", "1:30", "0x10", "40%", " 1", "1-3"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
        assert_eq!(Number::parse(&"9".repeat(40)), None);
    }

    #[track_caller]
    fn case(reading: &str, target: &str, expected: &str) {
        let of = |text: &str| Number::parse(text).expect("a number").value();
        assert_eq!(percent(of(reading) * Decimal::ONE_HUNDRED / of(target)), expected);
    }

    #[test]
    fn percentages_neither_flatter_nor_hide() {
        case("340", "300", "113.3%");
        case("11.875", "8", "148.4%");
        case("18", "1000", "1.8%");
        case("260", "100", "260%");
        case("9999", "10000", "99.9%");
        case("99999", "100000", "99.9%");
        case("100001", "100000", "100.1%");
        case("1", "100000", "0.1%");
        case("0", "5", "0%");
        case("65", "81", "80.2%");
    }
}

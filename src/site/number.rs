//! Exact decimals that print as they were entered. No binary floating point, no rounding on the way in.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

/// Most digits before the point.
pub const MOST_WHOLE: usize = 15;
/// Most digits after it.
pub const MOST_FRACTION: usize = 6;

/// A number as a paper prints it: its exact value and its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    value: Decimal,
    digits: String,
}

impl Number {
    /// Read `12`, `-3` or `11.875`; nothing else is a number: no separators, exponents, signs of plus, full-width or
    /// Chinese digits. At most [`MOST_WHOLE`] digits before the point and [`MOST_FRACTION`] after it, so that no sum or
    /// share of numbers that were read can overflow.
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(w, f)| (w, Some(f)));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        let too_long = whole.len() > MOST_WHOLE || fraction.is_some_and(|fraction| fraction.len() > MOST_FRACTION);
        if !digits(whole) || leading_zero || too_long || !fraction.is_none_or(digits) {
            return None;
        }
        let value = Decimal::from_str_exact(text).ok()?;
        Some(Self { value, digits: text.to_owned() })
    }

    /// The exact value.
    pub fn value(&self) -> Decimal {
        self.value
    }

    /// The exact value with what its unit multiplies by; `None` beyond the largest decimal.
    pub fn scaled(&self, unit: &str) -> Option<Decimal> {
        self.value.checked_mul(scale(unit))
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

/// What a unit multiplies by: 10000 for `万人次`, 1 for `人次` or `千瓦`. Only runs with 万 or 亿 are read as numbers.
pub fn scale(unit: &str) -> Decimal {
    let factor = |c| match c {
        '十' => Some(10_u32),
        '百' => Some(100),
        '千' => Some(1000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    };
    let run = scale_prefix(unit);
    run.chars().filter_map(factor).fold(Decimal::ONE, |product, by| product * Decimal::from(by))
}

/// The part of a unit that multiplies: `万` of `万人次`, nothing of `人次`.
pub fn scale_prefix(unit: &str) -> &str {
    let end = unit.find(|c| !matches!(c, '十' | '百' | '千' | '万' | '亿')).unwrap_or(unit.len());
    let run = &unit[..end];
    // 万亿 is as far as money goes; a longer run is a word, and its product would overflow.
    let counts = run.contains(['万', '亿']) && run.chars().count() <= 2 && run != "亿亿";
    if counts { run } else { "" }
}

/// A share in percent; figures too long to be multiplied first are divided first, which rounds after 28 digits. `None`
/// where nothing is wanted, and beyond the largest decimal.
pub fn share(reached: Decimal, wanted: Decimal) -> Option<Decimal> {
    let hundred = Decimal::ONE_HUNDRED;
    match reached.checked_mul(hundred) {
        Some(product) => product.checked_div(wanted),
        None => reached.checked_div(wanted)?.checked_mul(hundred),
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

    use super::{Number, percent, scale, scale_prefix, share};

    #[test]
    fn units_multiply_only_by_ten_thousands() {
        for (unit, prefix, by) in [
            ("人次", "", 1),
            ("万人次", "万", 10_000),
            ("亿元", "亿", 100_000_000),
            ("百万元", "百万", 1_000_000),
            ("千瓦", "", 1),
            ("", "", 1),
        ] {
            assert_eq!((scale_prefix(unit), scale(unit)), (prefix, Decimal::from(by)), "{unit}");
        }
    }

    #[test]
    fn only_plain_decimals_are_numbers() {
        for text in ["0", "250", "11.875", "70.3", "-3", "10000", "0.5", "46.00"] {
            assert_eq!(Number::parse(text).map(|n| n.to_string()).as_deref(), Some(text));
        }
        for text in ["", "-", "1,000", "1_000", "012", "1e3", "+3", ".5", "5.", "１２", "一", "1:30", "0x10", "40%", " 1", "1-3"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
        for (digits, fits) in [(15, true), (16, false), (40, false)] {
            assert_eq!(Number::parse(&"9".repeat(digits)).is_some(), fits, "{digits} digits");
        }
        assert_eq!(Number::parse("0.0000001"), None);
    }

    #[test]
    fn nothing_overflows() {
        let most = Number::parse("999999999999999").expect("a number");
        let least = Number::parse("0.000001").expect("a number");
        let scaled = most.scaled("万亿元").expect("it fits");
        assert_eq!(scaled, most.value() * Decimal::from(1_000_000_000_000_u64));
        assert_eq!(share(scaled, scaled), Some(Decimal::ONE_HUNDRED));
        assert_eq!(share(scaled, least.value()), None);
        assert_eq!(share(scaled, Decimal::ZERO), None);
        assert_eq!(share(Decimal::ONE, Decimal::from(4)), Some(Decimal::from(25)));
        assert_eq!(Number::from(Decimal::MAX).scaled("万"), None);
        assert_eq!(most.scaled("亿亿亿亿"), Some(most.value()));
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

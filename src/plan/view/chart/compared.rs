//! One promise over the years: each year's target and figure on one scale.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{place, share_of};
use crate::site::number::Number;

/// A target and a figure in one unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Measured {
    /// The unit of both.
    pub unit: String,
    /// The target's digits.
    pub target: Option<String>,
    /// The figure's digits.
    pub figure: Option<String>,
}

/// Widths on the scale of all years, in percent.
#[derive(Debug, Hash, Serialize)]
pub struct PairBar {
    /// Of the target.
    pub target: Option<String>,
    /// Of the figure.
    pub figure: Option<String>,
}

/// The bars of several years, in their order; none where their units differ or fewer than two have a number.
pub fn pair_bars(all: &[Option<&Measured>]) -> Vec<PairBar> {
    let value = |digits: &Option<String>| Some(Number::parse(digits.as_deref()?)?.value());
    let known: Vec<&Measured> = all.iter().copied().flatten().collect();
    let unit = known.first().map(|measured| &measured.unit);
    let most = known.iter().flat_map(|measured| [value(&measured.target), value(&measured.figure)]).flatten().max();
    let comparable = known.len() == all.len() && known.len() > 1 && known.iter().all(|measured| Some(&measured.unit) == unit);
    let Some(most) = most.filter(|most| comparable && *most > Decimal::ZERO) else { return Vec::new() };
    let width = |digits: &Option<String>| value(digits).map(|value| place(share_of(value, most)));
    known.into_iter().map(|measured| PairBar { target: width(&measured.target), figure: width(&measured.figure) }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Measured, pair_bars};

    fn measured(unit: &str, target: &str, figure: Option<&str>) -> Measured {
        Measured { unit: unit.to_owned(), target: Some(target.to_owned()), figure: figure.map(str::to_owned) }
    }

    #[test]
    fn years_are_drawn_on_one_scale_and_only_in_one_unit() {
        let (one, other) = (measured("个", "10", Some("2")), measured("个", "5", None));
        let bars = pair_bars(&[Some(&one), Some(&other)]);
        let seen: Vec<_> = bars.iter().map(|bar| (bar.target.as_deref(), bar.figure.as_deref())).collect();
        assert_eq!(seen, [(Some("100"), Some("20")), (Some("50"), None)]);
        assert!(pair_bars(&[Some(&one), Some(&measured("家", "5", None))]).is_empty());
        assert!(pair_bars(&[Some(&one), None]).is_empty());
    }
}

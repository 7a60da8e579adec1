//! The figures of a page as pictures: where every line, dot and bar stands. Templates draw them.
//!
//! In: standings and records. Out: positions. A position across is in percent of the picture's width, so that a picture is
//! as wide as its column and its text keeps its size; a position down is in pixels of the picture's own height.

mod compared;
mod course;
mod stack;
mod strip;

pub use compared::{Measured, PairBar, pair_bars};
pub use course::{Course, course};
pub use stack::{StackRow, bare_row, stack_row};
pub use strip::StripRow;

use rust_decimal::Decimal;

/// A position or length, as short as it is exact enough: two digits after the point across, none needed down.
fn place(value: Decimal) -> String {
    value.round_dp(2).normalize().to_string()
}

/// A share of a whole in percent of it; nothing of nothing.
fn share_of(part: Decimal, whole: Decimal) -> Decimal {
    if whole.is_zero() { Decimal::ZERO } else { part * Decimal::ONE_HUNDRED / whole }
}

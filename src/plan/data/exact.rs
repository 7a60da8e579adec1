//! Exact numbers and dates as written, in JSON and its schema.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::value::RawValue;

use crate::site::{
    date::PartialDate,
    number::{Number, percent},
};

/// An exact decimal: a JSON number with the digits as entered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Exact(String);

impl Exact {
    /// A share in percent, with the digits pages show.
    pub fn percent(share: Decimal) -> Self {
        Self(percent(share).trim_end_matches('%').to_owned())
    }

    /// Its digits.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl From<&Number> for Exact {
    fn from(number: &Number) -> Self {
        Self(number.to_string())
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Self(value.normalize().to_string())
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl JsonSchema for Exact {
    fn schema_name() -> Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "description": "An exact decimal, with the digits as entered." })
    }
}

/// What a date looks like: a day, a month or a quarter.
pub const DATE_PATTERN: &str = "^[0-9]{4}-([0-9]{2}(-[0-9]{2})?|Q[1-4])$";

/// A date as written: a day, a month or a quarter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Date(pub String);

impl From<PartialDate> for Date {
    fn from(date: PartialDate) -> Self {
        Self(date.to_string())
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": DATE_PATTERN, "description": "A day, a month or a quarter, as precise as it was given." })
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::Exact;
    use crate::{plan::data::shared::Amount, site::number::Number};

    fn exact(text: &str) -> Exact {
        (&Number::parse(text).expect("a number")).into()
    }

    #[test]
    fn numbers_keep_their_digits() {
        for text in ["133.60", "11.875", "-3", "0", "999999999999999.999999"] {
            assert_eq!(serde_json::to_string(&exact(text)).expect("JSON"), text);
        }
        let range = Amount::Range { min: exact("1"), max: exact("3.0") };
        assert_eq!(serde_json::to_string(&range).expect("JSON"), r#"{"min":1,"max":3.0}"#);
    }

    #[test]
    fn shares_are_those_of_the_pages() {
        assert_eq!(Exact::percent(Decimal::new(999_999, 4)).digits(), "99.9");
        assert_eq!(Exact::percent(Decimal::new(11333, 2)).digits(), "113.3");
        assert_eq!(Exact::percent(Decimal::ONE_HUNDRED).digits(), "100");
    }
}

//! Quantities in the words of the interface's language. The unit stays as the content writes it.

use crate::site::{
    language::Language,
    model::Qualifier,
    number::{Number, scale_prefix},
};

impl Language {
    /// A number with its qualifier and unit: `3500余场`, `约11.875万人次`; `over 3500 场`, `about 11.875万人次`.
    pub fn quantity(self, number: &Number, qualifier: Option<Qualifier>, unit: &str) -> String {
        self.worded(&number.to_string(), qualifier, unit)
    }

    /// The same of digits, such as those of a range.
    pub fn worded(self, digits: &str, qualifier: Option<Qualifier>, unit: &str) -> String {
        match self {
            Self::Chinese => chinese(digits, qualifier, unit),
            Self::English => {
                // What scales the digits or is a sign of its own stands close.
                let close = unit.is_empty() || unit.starts_with(['%', '‰', '℃']) || !scale_prefix(unit).is_empty();
                format!("{}{digits}{}{unit}", english(qualifier), if close { "" } else { " " })
            }
        }
    }

    /// A percentage said as exactly as it is known: `≥35%`, `约148.4%`, `about 148.4%`.
    pub fn approximate(self, shown: &str, qualifier: Option<Qualifier>) -> String {
        match qualifier {
            Some(Qualifier::Over | Qualifier::AtLeast) => format!("≥{shown}"),
            Some(Qualifier::AtMost) => format!("≤{shown}"),
            _ => self.worded(shown, qualifier, ""),
        }
    }
}

/// As Chinese papers print them: `8万余人次`, `100万平方米以上`.
fn chinese(digits: &str, qualifier: Option<Qualifier>, unit: &str) -> String {
    match qualifier {
        None => format!("{digits}{unit}"),
        Some(Qualifier::Over) => {
            let prefix = scale_prefix(unit);
            format!("{digits}{prefix}余{}", &unit[prefix.len()..])
        }
        Some(Qualifier::About) => format!("约{digits}{unit}"),
        Some(Qualifier::Nearly) => format!("近{digits}{unit}"),
        Some(Qualifier::AtLeast) => format!("{digits}{unit}以上"),
        Some(Qualifier::AtMost) => format!("{digits}{unit}以内"),
    }
}

/// The words before a number.
fn english(qualifier: Option<Qualifier>) -> &'static str {
    match qualifier {
        None => "",
        Some(Qualifier::Over) => "over ",
        Some(Qualifier::About) => "about ",
        Some(Qualifier::Nearly) => "nearly ",
        Some(Qualifier::AtLeast) => "at least ",
        Some(Qualifier::AtMost) => "at most ",
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Number, Qualifier};

    #[test]
    fn a_quantity_in_both_languages() {
        let number = |text: &str| Number::parse(text).expect("a number");
        for (digits, qualifier, unit, chinese, english) in [
            ("110", None, "张", "110张", "110 张"),
            ("3500", Some(Qualifier::Over), "场", "3500余场", "over 3500 场"),
            ("8", Some(Qualifier::Over), "万人次", "8万余人次", "over 8万人次"),
            ("11.875", Some(Qualifier::About), "万人次", "约11.875万人次", "about 11.875万人次"),
            ("40", Some(Qualifier::Nearly), "个", "近40个", "nearly 40 个"),
            ("100", Some(Qualifier::AtLeast), "万平方米", "100万平方米以上", "at least 100万平方米"),
            ("7", Some(Qualifier::AtMost), "天", "7天以内", "at most 7 天"),
            ("95", Some(Qualifier::AtLeast), "%", "95%以上", "at least 95%"),
        ] {
            assert_eq!(Language::Chinese.quantity(&number(digits), qualifier, unit), chinese);
            assert_eq!(Language::English.quantity(&number(digits), qualifier, unit), english);
        }
        assert_eq!(Language::English.worded("1-3", Some(Qualifier::About), "家"), "about 1-3 家");
    }

    #[test]
    fn a_share_is_said_as_exactly_as_it_is_known() {
        for (qualifier, chinese, english) in [
            (None, "35%", "35%"),
            (Some(Qualifier::Over), "≥35%", "≥35%"),
            (Some(Qualifier::AtMost), "≤35%", "≤35%"),
            (Some(Qualifier::About), "约35%", "about 35%"),
            (Some(Qualifier::Nearly), "近35%", "nearly 35%"),
        ] {
            assert_eq!(Language::Chinese.approximate("35%", qualifier), chinese);
            assert_eq!(Language::English.approximate("35%", qualifier), english);
        }
    }
}

//! The language of a site's interface, as far as the library itself has words: dates, quantities, fixed words, titles.

/// A language the library has words in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Chinese, which content is written in, and which stands in for languages without words of their own.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language of a tag such as `en-GB`.
    pub fn of(tag: &str) -> Self {
        let base = tag.split('-').next().unwrap_or_default();
        if base.eq_ignore_ascii_case("en") { Self::English } else { Self::Chinese }
    }

    /// One of two wordings.
    pub fn pick<T>(self, chinese: T, english: T) -> T {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags() {
        for (tag, language) in [
            ("zh-CN", Language::Chinese),
            ("en", Language::English),
            ("EN-gb", Language::English),
            ("de", Language::Chinese),
            ("enm", Language::Chinese),
        ] {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
    }
}

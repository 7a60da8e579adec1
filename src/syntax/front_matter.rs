//! The split of a Markdown file into its YAML front matter and its body. No YAML is parsed here.

/// The parts of a file, each with the byte at which it begins.
#[derive(Debug, PartialEq, Eq)]
pub struct Split<'a> {
    /// The YAML between the `---` lines; `None` where the file does not begin with one.
    pub yaml: Option<(usize, &'a str)>,
    /// The Markdown after it.
    pub body: (usize, &'a str),
}

/// Split a text. An opening line without a closing one is all YAML, so that its faults are shown.
pub fn split(text: &str) -> Split<'_> {
    let Some(first) = text.lines().next().filter(|line| line.trim_end() == "---") else {
        return Split { yaml: None, body: (0, text) };
    };
    let start = text[first.len()..].find('\n').map_or(text.len(), |at| first.len() + at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body = at + line.len();
            return Split { yaml: Some((start, &text[start..at])), body: (body, &text[body..]) };
        }
        at += line.len();
    }
    Split { yaml: Some((start, &text[start..])), body: (text.len(), "") }
}

#[cfg(test)]
mod tests {
    use super::{Split, split};

    #[track_caller]
    fn case(text: &str, yaml: Option<(usize, &str)>, body: (usize, &str)) {
        assert_eq!(split(text), Split { yaml, body });
    }

    #[test]
    fn splits() {
        case("---\na: 1\n---\n# x\n", Some((4, "a: 1\n")), (13, "# x\n"));
        case("---\r\na: 1\r\n---\r\nx", Some((5, "a: 1\r\n")), (16, "x"));
        case("# x\n---\n", None, (0, "# x\n---\n"));
        case("---\na: 1\n", Some((4, "a: 1\n")), (9, ""));
        case("---\n---\n", Some((4, "")), (8, ""));
        case("", None, (0, ""));
    }
}

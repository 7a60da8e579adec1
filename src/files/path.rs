//! Paths inside a site: relative, forward slashes, Unicode, never leading out. No file is touched here.

use std::{fmt, ops::Deref, sync::Arc};

/// A path seen from the site's root, such as `content/2020/projects/08.yaml`. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// A path from its text. Callers pass paths made from listings or by [`SitePath::join`].
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last component.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last component without its extension.
    pub fn stem(&self) -> &str {
        self.name().rsplit_once('.').map_or(self.name(), |(stem, _)| stem)
    }

    /// The extension, without the dot; empty where there is none.
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The folder this path stands in; empty at the root.
    pub fn parent(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(parent, _)| parent)
    }

    /// Whether it has a sign that addresses or other systems refuse, or one that no reader sees.
    pub fn has_bad_sign(&self) -> bool {
        let turns = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        self.0.chars().any(|c| c.is_control() || turns(c) || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
    }

    /// `relative` as seen from this path's folder, with `.` and `..` resolved; `None` where it leads out of the root
    /// or is absolute.
    pub fn join(&self, relative: &str) -> Option<Self> {
        if relative.starts_with('/') || relative.contains('\\') {
            return None;
        }
        let mut parts: Vec<&str> = self.parent().split('/').filter(|p| !p.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self::new(&parts.join("/")))
    }
}

impl Deref for SitePath {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::SitePath;

    #[track_caller]
    fn case(from: &str, relative: &str, expected: Option<&str>) {
        assert_eq!(SitePath::new(from).join(relative).as_deref(), expected);
    }

    #[test]
    fn join_resolves_and_never_leaves_the_root() {
        case("content/2020/projects/08.md", "../../documents/a.md", Some("content/documents/a.md"));
        case("content/2020/projects/08.md", "./08/a.jpg", Some("content/2020/projects/08/a.jpg"));
        case("content/a.md", "../../etc/passwd", None);
        case("content/a.md", "/etc/passwd", None);
        case("content/a.md", "..\\x", None);
        case("content/a.md", "", Some("content"));
    }

    #[test]
    fn parts() {
        let path = SitePath::new("content/2020/projects/08.tar.gz");
        assert_eq!((path.name(), path.stem(), path.extension()), ("08.tar.gz", "08.tar", "gz"));
        assert_eq!(path.parent(), "content/2020/projects");
    }
}

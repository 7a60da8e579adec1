//! From the path of a request to a page of the site. No file is touched: what [`Pages`] does not know is not there.

use percent_encoding::percent_decode_str;

use super::Pages;

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A file of the site, by its path.
    File(String),
    /// A folder named without its final slash.
    Folder,
    /// Nothing.
    Nothing,
}

/// Look up the path of a request, at the root and below the portal's path.
pub fn find(pages: &dyn Pages, base: &str, path: &str) -> Found {
    let Some(parts) = parts(path) else { return Found::Nothing };
    let base: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    let below = if base.is_empty() { None } else { strip(&parts, &base) };
    below.map_or(Found::Nothing, |rest| look(pages, rest)).or_else(|| look(pages, &parts))
}

impl Found {
    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Nothing { other() } else { self }
    }
}

/// The decoded parts of a path, the last one empty after a final slash; `None` where no page can stand.
fn parts(path: &str) -> Option<Vec<String>> {
    let parts: Vec<String> = path
        .strip_prefix('/')?
        .split('/')
        .map(|part| percent_decode_str(part).decode_utf8().ok().map(std::borrow::Cow::into_owned))
        .collect::<Option<_>>()?;
    let (_, folders) = parts.split_last()?;
    let possible =
        |part: &String| !matches!(part.as_str(), "." | "..") && !part.contains(|c: char| matches!(c, '/' | '\\') || c.is_control());
    (parts.iter().all(possible) && folders.iter().all(|part| !part.is_empty())).then_some(parts)
}

/// What is left of the parts below the portal's path; the portal's path itself counts as a folder without its slash.
fn strip<'a>(parts: &'a [String], base: &[&str]) -> Option<&'a [String]> {
    let (head, rest) = parts.split_at_checked(base.len())?;
    (head == base).then_some(rest)
}

fn look(pages: &dyn Pages, parts: &[String]) -> Found {
    const INDEX: &str = "index.html";
    let Some((last, folders)) = parts.split_last() else {
        return if pages.find(INDEX).is_some() { Found::Folder } else { Found::Nothing };
    };
    let folder: String = folders.iter().flat_map(|part| [part.as_str(), "/"]).collect();
    if last.is_empty() {
        let index = folder + INDEX;
        return if pages.find(&index).is_some() { Found::File(index) } else { Found::Nothing };
    }
    let path = folder + last;
    if pages.find(&path).is_some() {
        Found::File(path)
    } else if pages.find(&format!("{path}/{INDEX}")).is_some() {
        Found::Folder
    } else {
        Found::Nothing
    }
}

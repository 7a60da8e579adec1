//! Addresses: the one place that knows which page stands where. Every address is relative to the site's root, ends in
//! `.html` or is a file, and never depends on a title.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::files::SitePath;

/// Signs of a path that an address must not carry as they are.
const ENCODED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}').add(b'&');

/// The home page.
pub const HOME: &str = "index.html";
/// Years side by side.
pub const ARCHIVE: &str = "archive.html";
/// What was put right.
pub const CORRECTIONS: &str = "corrections.html";
/// Where pages are found by their words.
pub const SEARCH: &str = "search.html";
/// Shown where nothing stands.
pub const NOT_FOUND: &str = "404.html";
/// The list of departments.
pub const DEPARTMENTS: &str = "departments/index.html";
/// The list of places.
pub const PLACES: &str = "places/index.html";
/// The list of categories.
pub const CATEGORIES: &str = "categories/index.html";
/// The list of statuses.
pub const STATUSES: &str = "status/index.html";
/// The list of papers.
pub const DOCUMENTS: &str = "documents/index.html";

/// What files of data there are.
pub const DATA: &str = "data/index.html";
/// How the site is checked.
pub const VERIFY: &str = "verify.html";
/// The list of publications, as data.
pub const PUBLICATIONS: &str = "data/publications.json";
/// The public key, as minisign reads it.
pub const PUBLIC_KEY: &str = "gongshi.pub";
/// The feed of the whole site.
pub const FEED: &str = "feed.xml";

/// The figures of a year that were published, as a table.
pub fn published_table(year: i32) -> String {
    format!("data/{year}/published.csv")
}

/// A year.
pub fn year(year: i32) -> String {
    format!("{year}/index.html")
}

/// A project.
pub fn project(year: i32, id: &str) -> String {
    format!("{year}/{id}.html")
}

/// Key work goals of a year.
pub fn goals(year: i32) -> String {
    format!("{year}/goals/index.html")
}

/// A key work goal.
pub fn goal(year: i32, id: &str) -> String {
    format!("{year}/goals/{id}.html")
}

/// Who has reported and who is late in a year.
pub fn reporting(year: i32) -> String {
    format!("{year}/reporting/index.html")
}

/// A year's call for ideas and what came in.
pub fn consultation(year: i32) -> String {
    format!("{year}/consultation/index.html")
}

/// A year's way from the draft to the decision.
pub fn decision(year: i32) -> String {
    format!("{year}/consultation/decision.html")
}

/// Proposals of a year.
pub fn proposals(year: i32) -> String {
    format!("{year}/proposals/index.html")
}

/// A proposal.
pub fn proposal(year: i32, id: &str) -> String {
    format!("{year}/proposals/{id}.html")
}

/// Evaluations of a year.
pub fn evaluation(year: i32) -> String {
    format!("{year}/evaluation/index.html")
}

/// The government work report of a year.
pub fn work_report(year: i32) -> String {
    format!("{year}/work-report/index.html")
}

/// A department.
pub fn department(id: &str) -> String {
    format!("departments/{id}.html")
}

/// A place.
pub fn place(id: &str) -> String {
    format!("places/{id}.html")
}

/// A category.
pub fn category(id: &str) -> String {
    format!("categories/{id}.html")
}

/// A status.
pub fn status(word: &str) -> String {
    format!("status/{}.html", word.replace('_', "-"))
}

/// The card for sharing of a page.
pub fn card(page: &str) -> String {
    format!("cards/{}.png", page.strip_suffix(".html").unwrap_or(page))
}

/// The feed of a list's page.
pub fn feed(page: &str) -> String {
    format!("{}.xml", page.strip_suffix(".html").unwrap_or(page))
}

/// A paper.
pub fn document(id: &str) -> String {
    format!("documents/{id}.html")
}

/// A free page.
pub fn page(id: &str) -> String {
    format!("{id}.html")
}

/// Where an attachment of `content/` goes: beside the page it belongs to.
pub fn attachment(path: &SitePath) -> String {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let inside = inside.strip_prefix("pages/").unwrap_or(inside);
    match inside.split_once('/') {
        Some((year, rest)) if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{year}/{}", rest.strip_prefix("projects/").unwrap_or(rest))
        }
        _ => inside.to_owned(),
    }
}

/// The way from a page to the site's root: `../` for each folder it stands in.
pub fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// A path as it stands in an address.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}

/// An address' path as text; `None` where it is not UTF-8.
pub fn decode(address: &str) -> Option<String> {
    percent_decode_str(address).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::{attachment, decode, encode, root};
    use crate::files::SitePath;

    #[test]
    fn attachments_stand_beside_their_page() {
        let case = |path: &str, expected: &str| assert_eq!(attachment(&SitePath::new(path)), expected);
        case("content/2020/projects/08/plan.pdf", "2020/08/plan.pdf");
        case("content/2020/index/chart.png", "2020/index/chart.png");
        case("content/documents/2020-goals/a.pdf", "documents/2020-goals/a.pdf");
        case("content/pages/about/a b.png", "about/a b.png");
    }

    #[test]
    fn addresses() {
        assert_eq!((root("index.html"), root("2020/08.html"), root("2020/08/a.pdf")), (String::new(), "../".into(), "../../".into()));
        assert_eq!(encode("2020/08/图 1#.png"), "2020/08/%E5%9B%BE%201%23.png");
        assert_eq!(decode("2020/08/%E5%9B%BE%201%23.png").as_deref(), Some("2020/08/图 1#.png"));
        assert_eq!(decode("%FF"), None);
    }
}

//! The sitemap (sitemaps.org 0.9), where the site's address is known: every page but the one that stands for no page, with
//! the day it last changed as far as content says. What changed within a month counts from the month's last day, as the
//! format's schema knows no months.

use chrono::NaiveDate;

use super::{Datum, File, xml};
use crate::{
    memo::Key,
    plan::{Page, Plan, Subject, route},
    site::date::PartialDate,
};

/// The most addresses one file may hold.
const MOST: usize = 50_000;
const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// A file of the sitemap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Part of so many, counted from 0.
    Pages(usize, usize),
    /// The list of so many parts.
    Index(usize),
}

/// The files of an edition's sitemap; none without an address.
pub fn files(plan: &Plan<'_>) -> Vec<File> {
    if plan.base_url.is_empty() {
        return Vec::new();
    }
    parts(most_pages(plan))
}

/// The files for at most so many pages.
fn parts(pages: usize) -> Vec<File> {
    let file = |path: String, part: Part| File { path, datum: Datum::Sitemap(part) };
    let count = pages.div_ceil(MOST);
    if count < 2 {
        return vec![file("sitemap.xml".to_owned(), Part::Pages(0, 1))];
    }
    let mut files = vec![file("sitemap.xml".to_owned(), Part::Index(count))];
    files.extend((0..count).map(|at| file(part_name(at), Part::Pages(at, count))));
    files
}

fn part_name(at: usize) -> String {
    format!("sitemap-{}.xml", at + 1)
}

/// No more pages than this, counted before they have addresses.
fn most_pages(plan: &Plan<'_>) -> usize {
    let site = plan.edition.site;
    let of_year = |year: &crate::plan::edition::Year<'_>| {
        let of = &year.proceedings;
        year.projects.len() + of.goals.len() + of.cases.len() + 16
    };
    let lists = site.departments.len() + site.places.len() + site.categories.len() + site.documents.len() + site.pages.len();
    plan.edition.years.iter().map(of_year).sum::<usize>() + lists + 32
}

impl Plan<'_> {
    fn sitemap_pages(&self, part: Part) -> Vec<(&Page, Option<NaiveDate>)> {
        let Part::Pages(at, count) = part else { return Vec::new() };
        let pages: Vec<&Page> = self.pages.iter().filter(|page| !matches!(page.subject, Subject::NotFound)).collect();
        let size = pages.len().div_ceil(count).max(1);
        let own = pages.into_iter().skip(at * size).take(size);
        own.map(|page| (page, self.changed_on(page.subject).map(PartialDate::end))).collect()
    }

    /// What a file of the sitemap is made from.
    pub(super) fn sitemap_key(&self, part: Part) -> Key {
        if let Part::Index(count) = part {
            return Key::of(&("sitemap index", &self.base_url, count));
        }
        let pages: Vec<_> = self.sitemap_pages(part).into_iter().map(|(page, day)| (&page.path, day)).collect();
        Key::of(&("sitemap", &self.base_url, pages))
    }

    /// The bytes of a file of the sitemap.
    pub(super) fn sitemap_bytes(&self, part: Part) -> Vec<u8> {
        let address = |path: &str| format!("{}{}", self.base_url, route::encode(path));
        if let Part::Index(count) = part {
            return xml::document("sitemapindex", &[NAMESPACE], |xml| {
                for at in 0..count {
                    xml.create_element("sitemap").write_inner_content(|xml| xml::text(xml, "loc", &address(&part_name(at))))?;
                }
                Ok(())
            });
        }
        xml::document("urlset", &[NAMESPACE], |xml| {
            for (page, day) in self.sitemap_pages(part) {
                xml.create_element("url").write_inner_content(|xml| {
                    xml::text(xml, "loc", &address(&page.path))?;
                    day.map_or(Ok(()), |day| xml::text(xml, "lastmod", &day.to_string()))
                })?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn many_pages_need_parts() {
        let names = |pages: usize| parts(pages).into_iter().map(|file| file.path).collect::<Vec<_>>();
        assert_eq!(names(50_000), ["sitemap.xml"]);
        assert_eq!(names(100_001), ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]);
    }
}

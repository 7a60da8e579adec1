//! The view of the page for those who use the data: which files there are, made from the list of files itself.

use serde::Serialize;

use super::{
    common::{Link, year_link},
    words::Title,
};
use crate::{
    plan::{Part, Plan, data::File, route, search},
    site::language::Language,
};

/// More files of one folder and format than this stand as one line.
const MOST: usize = 12;

/// The page for those who use the data.
#[derive(Debug, Hash, Serialize)]
pub struct DataPage {
    /// The files of each year, the latest first.
    pub years: Vec<YearFiles>,
    /// Files of no year.
    pub others: Vec<FileRow>,
    /// What the records look like.
    pub schemas: Vec<FileRow>,
    /// The feed of the whole site.
    pub feed: Option<FileRow>,
    /// Whether departments, and whether places, have feeds of their own.
    pub own_feeds: (bool, bool),
    /// Address of the terms; empty where none are given.
    pub licence: String,
    /// When departments report.
    pub reporting: Option<ReportingRule>,
}

/// The files of a year.
#[derive(Debug, Hash, Serialize)]
pub struct YearFiles {
    /// The year.
    pub year: i32,
    /// Its page.
    pub link: Link,
    /// Its files.
    pub files: Vec<FileRow>,
}

/// A file, or many of one folder and format.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct FileRow {
    /// Its address, from the site's root; of many the first.
    pub href: String,
    /// What stands for it: the address as it reads; of many `folder/*.json`.
    pub name: String,
    /// What it is, in Chinese.
    pub text: String,
    /// Its media type.
    pub media: &'static str,
    /// How many there are.
    pub count: usize,
}

/// When departments report.
#[derive(Debug, Hash, Serialize)]
pub struct ReportingRule {
    /// The programme that says so.
    pub programme: Link,
    /// The day of each month.
    pub day: u32,
    /// To whom.
    pub to: String,
    /// The page of who has reported.
    pub page: Link,
}

impl Plan<'_> {
    /// The page for those who use the data.
    pub(in crate::plan) fn data_page(&self) -> DataPage {
        let edition = &self.edition;
        let of_year = |year: &crate::plan::edition::Year<'_>| YearFiles {
            year: year.programme.year,
            link: year_link(year),
            files: self.files_of(year.programme.year),
        };
        let years: Vec<YearFiles> = edition.years.iter().map(of_year).filter(|year| !year.files.is_empty()).collect();
        let is_schema = |file: &&File| file.path.starts_with("data/schema/");
        let others = self.data.iter().filter(|file| !file.path.ends_with(".xml") && !is_schema(file) && !is_apart(&file.path));
        let has = |folder: &str| self.data.iter().any(|file| file.path.starts_with(folder) && file.path.ends_with(".xml"));
        let rule = edition.years.iter().find_map(|year| {
            let reporting = year.programme.reporting.as_ref()?;
            let page =
                Link { title: self.language().title(Title::Part(Part::Reporting)).to_owned(), href: route::reporting(year.programme.year) };
            Some(ReportingRule { programme: year_link(year), day: reporting.day, to: reporting.to.clone(), page })
        });
        DataPage {
            years,
            others: rows(self.language(), others),
            schemas: rows(self.language(), self.data.iter().filter(is_schema)),
            feed: self.data.iter().find(|file| file.path == route::FEED).map(|file| row(self.language(), &[file])),
            own_feeds: (has("departments/"), has("places/")),
            licence: edition.site.config.licence.clone(),
            reporting: rule,
        }
    }

    /// The files of data of a year.
    pub(in crate::plan) fn files_of(&self, year: i32) -> Vec<FileRow> {
        let folder = format!("data/{year}/");
        let from = self.data.partition_point(|file| *file.path < *folder);
        rows(self.language(), self.data[from..].iter().take_while(|file| file.path.starts_with(&folder)))
    }
}

/// Whether a file is listed with its year, or is the site's own.
fn is_apart(path: &str) -> bool {
    is_of_a_year(path) || path.starts_with(search::FOLDER)
}

/// Whether a file stands in the folder of a year.
fn is_of_a_year(path: &str) -> bool {
    let folder = path.strip_prefix("data/").and_then(|rest| rest.split_once('/')).map(|(folder, _)| folder);
    folder.is_some_and(|folder| folder.len() == 4 && folder.bytes().all(|b| b.is_ascii_digit()))
}

/// Files as lines, in the order given; many of one folder and format as one.
fn rows<'f>(language: Language, files: impl Iterator<Item = &'f File>) -> Vec<FileRow> {
    let mut groups: Vec<((&str, &str), Vec<&File>)> = Vec::new();
    for file in files {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let kind = (folder, file.path.rsplit_once('.').map_or("", |(_, ending)| ending));
        match groups.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, files)) => files.push(file),
            None => groups.push((kind, vec![file])),
        }
    }
    // Records have a folder for each of their kinds.
    let as_one = |folder: &str, count: usize| count > MOST || (count > 2 && folder.matches('/').count() > 1);
    let lines = |((folder, _), files): ((&str, &str), Vec<&File>)| -> Vec<FileRow> {
        if as_one(folder, files.len()) { vec![row(language, &files)] } else { files.iter().map(|file| row(language, &[file])).collect() }
    };
    groups.into_iter().flat_map(lines).collect()
}

/// A line of one file, or of many.
fn row(language: Language, files: &[&File]) -> FileRow {
    let path = files.first().map_or("", |file| &file.path);
    let ((chinese, english), media) = kind(path);
    let name = if files.len() == 1 {
        path.to_owned()
    } else {
        let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        format!("{folder}*.{}", path.rsplit_once('.').map_or("", |(_, ending)| ending))
    };
    // A table's own title is part of the data, and Chinese.
    let title = files.first().and_then(|file| file.table_title()).filter(|_| language == Language::Chinese);
    let text = language.pick(chinese, english);
    let text = title.map_or_else(|| text.to_owned(), |title| language.with_remark(title, text));
    FileRow { href: path.to_owned(), name, text, media, count: files.len() }
}

/// What a file is, in both languages, and its media type, by its name.
fn kind(path: &str) -> ((&'static str, &'static str), &'static str) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match (path, ending) {
        ("data/oc4ids.json", _) => (("全部项目，OC4IDS 0.9.5 格式", "all projects, as OC4IDS 0.9.5"), "application/json"),
        ("data/datapackage.json", _) => {
            (("表格各列的说明（Data Package）", "what the columns of tables mean (Data Package)"), "application/json")
        }
        _ if path.starts_with("data/schema/") => (("JSON Schema", "JSON Schema"), "application/schema+json"),
        (_, "csv") => (("CSV 表格", "CSV table"), "text/csv"),
        (_, "xlsx") => (("XLSX 工作簿", "XLSX workbook"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (_, "json") => (("JSON 记录", "JSON record"), "application/json"),
        (_, "xml") => (("Atom 订阅", "Atom feed"), "application/atom+xml"),
        _ => (("文件", "file"), "application/octet-stream"),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_of_a_year, kind};

    #[test]
    fn a_file_is_of_the_year_whose_folder_it_stands_in() {
        for path in ["data/2020/projects.csv", "data/2021/goals/2020.json"] {
            assert!(is_of_a_year(path), "{path}");
        }
        for path in ["data/12020/a.json", "data/documents.csv", "data/schema/year.json", "feed.xml"] {
            assert!(!is_of_a_year(path), "{path}");
        }
        assert_eq!(kind("data/2020/a.csv").1, "text/csv");
    }
}

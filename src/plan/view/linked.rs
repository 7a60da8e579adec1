//! Structured data of pages as JSON-LD, in types and properties of schema.org alone.

use std::borrow::Cow;

use serde::Serialize;

use super::{DataPage, DocumentPage, Frame, Html, Link, Listing, Of, ProjectPage, Title, View, YearPage, data::FileRow};
use crate::plan::{Plan, Subject, route};

/// A document: a list of things.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Thing<'a>>,
}

/// A thing, with the properties the pages know; empty ones are not written.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: Cow<'a, str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    in_language: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    alternate_name: &'a [String],
    #[serde(skip_serializing_if = "str::is_empty")]
    report_number: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    date_published: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    date_modified: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    license: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    temporal_coverage: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
    #[serde(skip_serializing_if = "String::is_empty")]
    item: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    value: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    content_url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    encoding_format: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    item_list_element: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    creator: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    publisher: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parent_organization: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    area_served: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subject_of: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    variable_measured: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    distribution: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dataset: Vec<Thing<'a>>,
}

impl<'a> Thing<'a> {
    fn named(kind: &'static str, name: &'a str) -> Self {
        Thing { kind, name, ..Thing::default() }
    }
}

/// The structured data of a page, fit for a `script` element; empty for the page that stands for no page.
pub fn data(plan: &Plan<'_>, subject: Subject, frame: &Frame, view: &View) -> Html {
    if matches!(subject, Subject::NotFound) {
        return Html::default();
    }
    let writer = Writer { plan, frame };
    let mut graph: Vec<Thing<'_>> = writer.breadcrumbs().into_iter().collect();
    graph.extend(match view {
        View::Home(_) => Some(writer.site()),
        View::Project(project) => Some(writer.project(project)),
        View::Document(paper) => Some(writer.paper(paper, subject)),
        View::Year(year) => writer.year(year, &plan.files_of(year.year)),
        View::Data(page) => Some(writer.catalogue(page)),
        View::Listing(list) => match subject {
            Subject::Entry(Of::Department, at) => Some(writer.department(list, plan.edition.site.departments[at].kind)),
            Subject::Entry(Of::Place, _) => Some(Thing { url: writer.here(), ..Thing::named("AdministrativeArea", &list.title) }),
            _ => None,
        },
        _ => None,
    });
    let document = Document { context: "https://schema.org", graph };
    let json = serde_json::to_string(&document).expect("texts and numbers can be written as JSON");
    // Nothing in it may end the element it stands in.
    Html(if json.contains('<') { json.replace('<', "\\u003c") } else { json })
}

struct Writer<'a, 'p> {
    plan: &'a Plan<'p>,
    frame: &'a Frame,
}

impl<'a> Writer<'a, '_> {
    /// The address of a page or file of the site: in full where that is known, else as seen from this page.
    fn address(&self, path: &str) -> String {
        let base = if self.plan.base_url.is_empty() { &self.frame.root } else { &self.plan.base_url };
        [base, route::encode(path).as_str()].concat()
    }

    fn here(&self) -> String {
        self.address(&self.frame.path)
    }

    /// The way from the home page; none on the home page itself.
    fn breadcrumbs(&self) -> Option<Thing<'a>> {
        let step = |(at, name, path): (usize, &'a str, &str)| Thing {
            position: Some(at + 1),
            item: self.address(path),
            ..Thing::named("ListItem", name)
        };
        let frame = self.frame;
        let crumbs = frame.crumbs.iter().map(|crumb: &Link| (crumb.title.as_str(), crumb.href.as_str()));
        let way = std::iter::once((self.plan.language().title(Title::Home), route::HOME))
            .chain(crumbs)
            .chain([(frame.title.as_str(), frame.path.as_str())]);
        let steps = way.enumerate().map(|(at, (name, path))| step((at, name, path)));
        (!frame.title.is_empty()).then(|| Thing { item_list_element: steps.collect(), ..Thing::named("BreadcrumbList", "") })
    }

    /// Who publishes; a government only where the site has a government site's code.
    fn publisher(&self) -> Vec<Thing<'a>> {
        let site = &self.plan.frame;
        let kind = if site.site_id_code.is_empty() { "Organization" } else { "GovernmentOrganization" };
        if site.publisher.is_empty() { Vec::new() } else { vec![Thing::named(kind, &site.publisher)] }
    }

    fn site(&self) -> Thing<'a> {
        let site = &self.plan.frame;
        Thing {
            description: site.description.as_str().into(),
            url: self.here(),
            in_language: &site.language,
            publisher: self.publisher(),
            ..Thing::named("WebSite", &site.title)
        }
    }

    /// A project with its figures as the variables of a dataset.
    fn project(&self, project: &'a ProjectPage) -> Thing<'a> {
        let site = &self.plan.frame;
        let measured = project.indicators.iter().filter_map(|indicator| {
            let value = indicator.figure.as_deref()?;
            let target = indicator.target.as_ref().map(|target| self.plan.language().target(target));
            Some(Thing { value, description: target.unwrap_or_default().into(), ..Thing::named("PropertyValue", &indicator.name) })
        });
        let measured: Vec<Thing<'_>> = measured.collect();
        let figures = (!measured.is_empty()).then(|| Thing {
            description: self.frame.description.as_str().into(),
            date_modified: project.as_of.as_ref().map_or("", |date| &date.machine),
            temporal_coverage: project.year.to_string(),
            license: &site.licence,
            creator: self.publisher(),
            variable_measured: measured,
            ..Thing::named("Dataset", &project.title)
        });
        Thing {
            description: self.frame.description.as_str().into(),
            url: self.here(),
            parent_organization: project.lead.iter().map(|lead| Thing::named("Organization", &lead.title)).collect(),
            area_served: project.places.iter().map(|place| Thing::named("AdministrativeArea", &place.title)).collect(),
            subject_of: figures.into_iter().collect(),
            ..Thing::named("Project", &project.title)
        }
    }

    fn paper(&self, paper: &'a DocumentPage, subject: Subject) -> Thing<'a> {
        let site = &self.plan.frame;
        let date = self.plan.told_on(subject).map(super::words::machine);
        Thing {
            description: paper.summary.as_str().into(),
            url: self.here(),
            in_language: &site.language,
            report_number: &paper.number,
            date_published: date.unwrap_or_default(),
            creator: if paper.issuer.is_empty() { Vec::new() } else { vec![Thing::named("Organization", &paper.issuer)] },
            publisher: self.publisher(),
            ..Thing::named(if paper.number.is_empty() { "CreativeWork" } else { "Report" }, &paper.title)
        }
    }

    /// A year's files as a dataset; `None` where there is none.
    fn year(&self, year: &'a YearPage, files: &[FileRow]) -> Option<Thing<'a>> {
        let distribution = self.downloads(files);
        (!distribution.is_empty()).then(|| Thing {
            description: self.plan.frame.description.as_str().into(),
            url: self.here(),
            date_modified: year.as_of.as_ref().map_or("", |date| &date.machine),
            temporal_coverage: year.year.to_string(),
            license: &self.plan.frame.licence,
            creator: self.publisher(),
            distribution,
            ..Thing::named("Dataset", &year.title)
        })
    }

    fn downloads(&self, files: &[FileRow]) -> Vec<Thing<'a>> {
        let one = files.iter().filter(|file| file.count == 1);
        one.map(|file| Thing { content_url: self.address(&file.href), encoding_format: file.media, ..Thing::named("DataDownload", "") })
            .collect()
    }

    fn catalogue(&self, page: &'a DataPage) -> Thing<'a> {
        let site = &self.plan.frame;
        let of_year = |year: &'a super::data::YearFiles| Thing {
            description: site.description.as_str().into(),
            url: self.address(&year.link.href),
            temporal_coverage: year.year.to_string(),
            license: &site.licence,
            creator: self.publisher(),
            distribution: self.downloads(&year.files),
            ..Thing::named("Dataset", &year.link.title)
        };
        Thing {
            description: site.description.as_str().into(),
            url: self.here(),
            license: &site.licence,
            publisher: self.publisher(),
            dataset: page.years.iter().map(of_year).collect(),
            ..Thing::named("DataCatalog", &site.title)
        }
    }

    /// A department; an enterprise or a party organ is no government.
    fn department(&self, list: &'a Listing, kind: &str) -> Thing<'a> {
        let kind = if matches!(kind, "department" | "subdistrict") { "GovernmentOrganization" } else { "Organization" };
        Thing {
            description: list.description.as_str().into(),
            url: self.here(),
            alternate_name: &list.aliases,
            ..Thing::named(kind, &list.title)
        }
    }
}

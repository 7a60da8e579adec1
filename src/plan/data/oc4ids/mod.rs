//! Every project as OC4IDS 0.9.5, for sites that have a registered prefix.
//!
//! In: whole records. Out: one package. Which projects are works cannot be told from content, so all are in it and none
//! says its type or sector. Nothing is said in codes the standard lacks: what was suspended is under way, with a milestone
//! that was not met and a remark.

mod figures;
mod project;
mod schema;

use rayon::prelude::*;

use super::{Datum, File, identity, moment};
use crate::{
    memo::Key,
    plan::{Plan, route},
    site::SourceError,
};
use schema::{Package, Publisher};

/// The package's address.
const PATH: &str = "data/oc4ids.json";

/// The package, where the site has a prefix and a project to show.
pub fn files(plan: &Plan<'_>) -> Option<File> {
    let edition = &plan.edition;
    let wanted = !edition.site.config.oc4ids_prefix.is_empty() && edition.day.is_some();
    let has_project = edition.years.iter().any(|year| !year.projects.is_empty());
    (wanted && has_project).then(|| File { path: PATH.to_owned(), datum: Datum::Oc4ids })
}

impl Plan<'_> {
    /// What the package is made from.
    pub(super) fn oc4ids_key(&self) -> Key {
        let edition = &self.edition;
        let config = &edition.site.config;
        let said = (&self.base_url, &config.oc4ids_prefix, &config.title, &config.publisher, &config.language, &config.licence);
        let projects = edition.years.iter().flat_map(|year| &year.projects).map(|shown| (shown.key, shown.project.key));
        let papers = edition.site.documents.iter().map(|document| (&document.issuer, document.appeared()));
        let papers: Vec<_> = papers.collect();
        let projects: Vec<_> = projects.collect();
        Key::of(&("oc4ids", said, &config.timezone, self.names, self.registries, self.calendar, projects, papers))
    }

    /// The package's bytes. `Err` where a record cannot be read again.
    pub(super) fn oc4ids_bytes(&self) -> Result<Vec<u8>, SourceError> {
        let config = &self.edition.site.config;
        let publisher = if config.publisher.is_empty() { &config.title } else { &config.publisher };
        let all: Vec<_> = self.edition.years.iter().flat_map(|year| year.projects.iter().map(move |shown| (year, shown))).collect();
        let projects = all.into_par_iter().map(|(year, shown)| {
            let record = self.edition.site.record(shown.project)?;
            Ok(project::project(self, year, &record))
        });
        let package = Package {
            uri: if self.base_url.is_empty() { identity::uuid(PATH) } else { format!("{}{PATH}", self.base_url) },
            publisher: Publisher { name: publisher.clone() },
            published_date: moment::last_second(config, self.edition.day.unwrap_or_default()),
            license: config.licence.clone(),
            version: "0.9",
            projects: projects.collect::<Result<Vec<_>, SourceError>>()?,
        };
        let mut bytes = serde_json::to_vec_pretty(&package).expect("texts and numbers can be written as JSON");
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The full address of a page; `None` where the site's is not known.
    fn full_address(&self, path: &str) -> Option<String> {
        (!self.base_url.is_empty()).then(|| format!("{}{}", self.base_url, route::encode(path)))
    }
}

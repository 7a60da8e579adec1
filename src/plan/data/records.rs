//! Which files of data there are, and how records become JSON and rows.

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::{
    Datum, goal, package, proposal,
    schema::Shape,
    shared::{Facts, project_json},
    tables::{Row, Table},
    workbook, year,
};
use crate::{
    plan::{Plan, edition::Year},
    site::{SourceError, model},
};

/// How many records of a year are kept for its other tables; those of a larger year are read again for each.
const KEPT: usize = 16_384;

/// Add every file with its address.
pub fn add(plan: &Plan<'_>, add: &mut dyn FnMut(String, Datum)) {
    let facts = Facts::of(plan);
    let edition = &plan.edition;
    for (y, shown) in edition.years.iter().enumerate() {
        let (number, of) = (shown.programme.year, &shown.programme.proceedings);
        add(year::json_of(number), Datum::Year(y));
        for (p, project) in shown.projects.iter().enumerate() {
            add(project_json(number, &project.project.id), Datum::Project((y, p)));
        }
        for (at, goal) in of.goals.iter().enumerate().filter(|(_, goal)| edition.shows(&goal.own)) {
            add(goal::json_of(number, &goal.id), Datum::Goal(y, at));
        }
        for (at, case) in of.cases.iter().enumerate().filter(|(_, case)| edition.shows(&case.own)) {
            add(proposal::json_of(number, &case.id), Datum::Proposal(y, at));
        }
        let mut any = false;
        for table in Table::OF_YEAR.into_iter().filter(|table| table.has_rows(&facts, y)) {
            add(format!("data/{}", package::path((Some(number), table))), Datum::Table(Some(y), table));
            any = true;
        }
        if any {
            add(format!("data/{number}/{number}.xlsx"), Datum::Workbook(y));
        }
    }
    let mut any = !edition.years.is_empty();
    for table in Table::OF_SITE.into_iter().filter(|table| !table.rows(&facts, 0).is_empty()) {
        add(format!("data/{}", package::path((None, table))), Datum::Table(None, table));
        any = true;
    }
    if any {
        add("data/datapackage.json".to_owned(), Datum::Package);
    }
    for shape in Shape::ALL {
        add(shape.path().to_owned(), Datum::Schema(shape));
    }
}

/// A value as JSON for people too: indented, keys in their order, a line end at the end.
pub fn json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("values of data have text keys and exact numbers");
    bytes.push(b'\n');
    bytes
}

impl Plan<'_> {
    /// The rows of a table.
    pub(super) fn table_rows(&self, y: Option<usize>, table: Table) -> Result<Vec<Row>, SourceError> {
        let Some(y) = y.filter(|_| table.needs_records()) else { return Ok(table.rows(&Facts::of(self), y.unwrap_or_default())) };
        let rows = self.rows_of_records(y, &[table])?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// The rows of several tables that are made of records, in one reading.
    fn rows_of_records(&self, y: usize, tables: &[Table]) -> Result<Vec<Vec<Row>>, SourceError> {
        let year = &self.edition.years[y];
        let one = |p: usize| -> Result<Vec<Vec<Row>>, SourceError> {
            let record = self.kept_record(year, year.projects[p].project)?;
            let project = Facts::of(self).project((y, p), &record);
            Ok(tables.iter().map(|table| table.rows_of(&project)).collect())
        };
        let all = (0..year.projects.len()).into_par_iter().map(one).collect::<Result<Vec<_>, SourceError>>()?;
        let mut rows: Vec<Vec<Row>> = vec![Vec::new(); tables.len()];
        for of_project in all {
            for (rows, own) in rows.iter_mut().zip(of_project) {
                rows.extend(own);
            }
        }
        Ok(rows)
    }

    /// A record, kept for the other tables of a year that is not too large.
    fn kept_record(&self, year: &Year<'_>, dossier: &model::Dossier) -> Result<Arc<model::Project>, SourceError> {
        let record = self.edition.site.record(dossier)?;
        if year.projects.len() <= KEPT {
            // Where another thread was first, its record is the same.
            drop(dossier.record.set(record.clone()));
        }
        Ok(record)
    }

    /// The tables of a year as a workbook.
    pub(super) fn workbook(&self, y: usize) -> Result<Vec<u8>, SourceError> {
        let facts = Facts::of(self);
        let year = &self.edition.years[y];
        let (of_records, others): (Vec<Table>, Vec<Table>) = Table::OF_YEAR.into_iter().partition(|table| table.needs_records());
        let rows = self.rows_of_records(y, &of_records)?;
        let tables = of_records.into_iter().zip(rows).chain(others.into_iter().map(|table| (table, table.rows(&facts, y))));
        let tables = tables.filter(|(_, rows)| !rows.is_empty()).map(|(table, rows)| (table.spec(), rows));
        Ok(workbook::bytes(&year.programme.title, year.day, tables))
    }
}

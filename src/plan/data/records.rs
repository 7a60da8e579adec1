//! Which files of data there are, and how records become JSON and rows.

use rayon::prelude::*;
use serde::Serialize;

use super::{
    Datum, csv, goal, package, proposal,
    schema::Shape,
    shared::{Facts, project_json},
    tables::{Row, Table},
    workbook, year,
};
use crate::{plan::Plan, site::SourceError};

/// Add every file with its address.
pub fn add(plan: &Plan<'_>, add: &mut dyn FnMut(String, Datum)) {
    let facts = Facts::of(plan);
    let edition = &plan.edition;
    for (y, shown) in edition.years.iter().enumerate() {
        let (number, of) = (shown.programme.year, &shown.proceedings);
        add(year::json_of(number), Datum::Year(y));
        for (p, project) in shown.projects.iter().enumerate() {
            add(project_json(number, &project.project.id), Datum::Project((y, p)));
        }
        for (at, goal) in of.goals.iter().enumerate() {
            add(goal::json_of(number, &goal.id), Datum::Goal(y, at));
        }
        for (at, case) in of.cases.iter().enumerate() {
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

/// Who takes a finished file, by its position in [`Plan::data`].
pub type Put<'p, E> = &'p (dyn Fn(usize, Vec<u8>) -> Result<(), E> + Sync);

/// A record as JSON: keys in their order, a line end at the end.
pub fn json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).expect("values of data have text keys and exact numbers");
    bytes.push(b'\n');
    bytes
}

/// What describes records, as JSON for people too: indented.
pub fn indented(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("values of data have text keys and exact numbers");
    bytes.push(b'\n');
    bytes
}

impl Plan<'_> {
    /// The rows of a table that needs no records.
    pub(super) fn table_rows(&self, y: Option<usize>, table: Table) -> Vec<Row> {
        table.rows(&Facts::of(self), y.unwrap_or_default())
    }

    /// Make those of a year's files that are made of its records, each record turned into data once: the projects' JSON,
    /// the tables, the workbook. `wanted` are positions in [`Plan::data`].
    pub(super) fn year_files<E: From<SourceError> + Send>(&self, y: usize, wanted: &[usize], put: Put<'_, E>) -> Result<(), E> {
        let facts = Facts::of(self);
        let year = &self.edition.years[y];
        let mut of_project: Vec<Option<usize>> = vec![None; year.projects.len()];
        let (mut tables, mut others, mut workbook) = (Vec::new(), Vec::new(), None);
        for at in wanted {
            match self.data[*at].datum {
                Datum::Project((_, p)) => of_project[p] = Some(*at),
                Datum::Table(_, table) if table.needs_records() => tables.push((table, *at)),
                Datum::Workbook(_) => workbook = Some(*at),
                _ => others.push(*at),
            }
        }
        for at in others {
            put(at, self.data_bytes(&self.data[at])?)?;
        }
        // A run that makes a few files keeps the records it needs for them; one that makes all would keep too many.
        let some = of_project.iter().any(Option::is_none);
        let of_records: Vec<Table> = if workbook.is_some() || !tables.is_empty() {
            Table::OF_YEAR.into_iter().filter(|table| table.needs_records()).collect()
        } else {
            Vec::new()
        };
        let one = |p: usize| -> Result<Vec<Vec<Row>>, E> {
            if of_project[p].is_none() && of_records.is_empty() {
                return Ok(Vec::new());
            }
            let dossier = year.projects[p].project;
            let record = self.edition.site.record(dossier)?;
            if some {
                // Where another thread was first, its record is the same.
                drop(dossier.record.set(record.clone()));
            }
            let project = facts.project((y, p), &record);
            if let Some(at) = of_project[p] {
                put(at, json(&project))?;
            }
            Ok(of_records.iter().map(|table| table.rows_of(&project)).collect())
        };
        let made = (0..year.projects.len()).into_par_iter().map(one).collect::<Result<Vec<_>, E>>()?;
        let mut rows: Vec<Vec<Row>> = vec![Vec::new(); of_records.len()];
        for of_project in made {
            for (rows, own) in rows.iter_mut().zip(of_project) {
                rows.extend(own);
            }
        }
        for (table, at) in tables {
            let position = of_records.iter().position(|other| *other == table).expect("a table of records");
            put(at, csv::bytes(table.spec(), &rows[position]))?;
        }
        let Some(at) = workbook else { return Ok(()) };
        let others = Table::OF_YEAR.into_iter().filter(|table| !table.needs_records()).map(|table| (table, table.rows(&facts, y)));
        let tables = of_records.into_iter().zip(rows).chain(others).filter(|(_, rows)| !rows.is_empty());
        let tables = tables.map(|(table, rows)| (table.spec(), rows));
        put(at, workbook::bytes(&year.programme.title, year.day, tables))
    }
}

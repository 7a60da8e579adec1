//! What files of data are made from, without making them.

use super::{File, shared::Facts, tables::Table};
use crate::{
    memo::Key,
    plan::{Plan, edition::At},
};

impl Plan<'_> {
    /// What a project's data is made from: its standing, which is known by its record, its year and the days; the names it
    /// uses; what it is related to and named by.
    pub(super) fn project_data_key(&self, file: &File, at: At) -> Key {
        let (year, shown) = self.edition.project(at);
        let maker = Facts::of(self).maker;
        let days = (year.days, self.edition.known, self.edition.day);
        Key::of(&(&file.path, shown.key, &year.programme.title, days, self.names, maker.related(shown.project), maker.named_by(at)))
    }

    /// What the tables of a year's records are made from: every record, the days, all names they use.
    pub(super) fn year_data_key(&self, y: usize) -> Key {
        *self.year_data[y].get_or_init(|| self.records_key(y))
    }

    fn records_key(&self, y: usize) -> Key {
        let year = &self.edition.years[y];
        let programme = year.programme;
        let maker = Facts::of(self).maker;
        let projects: Vec<(Key, Key)> = year.projects.iter().map(|shown| (shown.key, shown.project.key)).collect();
        let related = year.projects.iter().filter(|shown| !shown.project.related.is_empty());
        let related: Vec<Key> = related.map(|shown| Key::of(&(&shown.project.id, maker.related(shown.project)))).collect();
        let own = (programme.year, &programme.title, programme.phase, year.days);
        Key::of(&(own, self.edition.known, self.names, self.registries, projects, related))
    }

    /// What everything a year says is made from, where it has no papers besides its projects, which may speak of other years.
    pub(super) fn of_year_key(&self, y: usize) -> Option<Key> {
        let programme = self.edition.years[y].programme;
        let plain = programme.proceedings.is_empty();
        plain.then(|| Key::of(&(self.year_data_key(y), programme.key, self.calendar, &self.base_url)))
    }

    /// What a year's workbook is made from.
    pub(super) fn workbook_key(&self, y: usize) -> Key {
        if let Some(key) = self.of_year_key(y) {
            return key;
        }
        let facts = Facts::of(self);
        let others = Table::OF_YEAR.into_iter().filter(|table| !table.needs_records());
        let others: Vec<Key> = others.map(|table| Key::of(&table.rows(&facts, y))).collect();
        Key::of(&(self.year_data_key(y), others))
    }
}

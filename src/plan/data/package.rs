//! The description of all tables: a Data Package (version 1, profile `tabular-data-package`).
//!
//! In: which tables there are. Out: `datapackage.json`. It says nothing of when it was made: the same content gives the
//! same bytes.

use serde_json::{Map, Value, json};

use super::{
    shared::{DATE_PATTERN, Facts},
    tables::{Column, Kind, Spec, Table},
};

/// A table of a year, or of the whole site.
pub type Resource = (Option<i32>, Table);

/// A table's name in the package.
fn name((year, table): Resource) -> String {
    let table = table.spec().name;
    year.map_or_else(|| table.to_owned(), |year| format!("{year}-{table}"))
}

/// A table's address, seen from the package.
pub fn path((year, table): Resource) -> String {
    let table = table.spec().name;
    year.map_or_else(|| format!("{table}.csv"), |year| format!("{year}/{table}.csv"))
}

/// The package.
pub fn package(facts: &Facts<'_, '_>, base_url: &str, resources: &[Resource]) -> Value {
    let config = &facts.edition.site.config;
    let mut package = Map::new();
    let mut put = |key: &str, value: Value| drop(package.insert(key.to_owned(), value));
    put("profile", json!("tabular-data-package"));
    put("name", json!("gongshi"));
    put("title", json!(config.title));
    if !config.description.is_empty() {
        put("description", json!(config.description));
    }
    if !base_url.is_empty() {
        put("homepage", json!(base_url));
    }
    if !config.publisher.is_empty() {
        put("contributors", json!([{ "title": config.publisher, "role": "publisher" }]));
    }
    if !config.licence.is_empty() {
        put("licenses", json!([{ "path": config.licence, "title": "使用条款" }]));
    }
    put("resources", resources.iter().map(|of| resource(*of, resources)).collect());
    Value::Object(package)
}

fn resource(of: Resource, all: &[Resource]) -> Value {
    let (year, table) = of;
    let spec = table.spec();
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), spec.columns.iter().map(|column| field(spec, column)).collect());
    schema.insert("primaryKey".to_owned(), json!(spec.primary));
    schema.insert("missingValues".to_owned(), json!([""]));
    let foreign: Vec<Value> = spec.foreign.iter().filter(|(_, other)| all.contains(&(year, *other))).map(|(fields, other)| {
        json!({ "fields": fields, "reference": { "resource": name((year, *other)), "fields": other.spec().primary } })
    }).collect();
    if !foreign.is_empty() {
        schema.insert("foreignKeys".to_owned(), json!(foreign));
    }
    json!({
        "profile": "tabular-data-resource",
        "name": name(of),
        "path": path(of),
        "title": year.map_or_else(|| spec.zh.to_owned(), |year| format!("{year}年{}", spec.zh)),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": schema,
    })
}

fn field(spec: &Spec, column: &Column) -> Value {
    let mut constraints = Map::new();
    if spec.primary.contains(&column.key) {
        constraints.insert("required".to_owned(), json!(true));
    }
    if spec.primary == [column.key] {
        constraints.insert("unique".to_owned(), json!(true));
    }
    let mut doc = column.doc.to_owned();
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Number => "number",
        Kind::Whole => "integer",
        Kind::Yes => "boolean",
        Kind::Date => {
            constraints.insert("pattern".to_owned(), json!(DATE_PATTERN));
            "string"
        }
        Kind::Word(words) => {
            constraints.insert("enum".to_owned(), words.words.iter().map(|(word, ..)| json!(word)).collect());
            let meanings = words.words.iter().map(|(word, zh, _)| format!("{word}：{}", zh.first().copied().unwrap_or_default()));
            doc = meanings.collect::<Vec<_>>().join("；");
            "string"
        }
    };
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(column.key));
    field.insert("title".to_owned(), json!(column.zh));
    field.insert("type".to_owned(), json!(kind));
    field.insert("description".to_owned(), json!(if doc.is_empty() { column.zh } else { &doc }));
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), Value::Object(constraints));
    }
    Value::Object(field)
}

#[cfg(test)]
mod tests {
    use super::{Table, resource};

    #[test]
    fn foreign_keys_name_tables_that_are_there() {
        let readings = (Some(2020), Table::Readings);
        let alone = resource(readings, &[readings]);
        assert_eq!(alone["name"], "2020-readings");
        assert_eq!(alone["path"], "2020/readings.csv");
        assert!(alone["schema"].get("foreignKeys").is_none());
        let both = resource(readings, &[(Some(2020), Table::Indicators), readings]);
        assert_eq!(both["schema"]["foreignKeys"][0]["reference"]["resource"], "2020-indicators");
    }
}

//! JSON Schemas (2020-12) of the files of data, made of the types that are written.

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};

use super::{goal::Goal, project::Project, proposal::Proposal, year::YearRecord};

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A project.
    Project,
    /// A key work goal.
    Goal,
    /// A proposal.
    Proposal,
    /// A year.
    Year,
}

impl Shape {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Project, Self::Goal, Self::Proposal, Self::Year];

    /// Where its schema stands.
    pub fn path(self) -> &'static str {
        match self {
            Self::Project => "data/schema/project.json",
            Self::Goal => "data/schema/goal.json",
            Self::Proposal => "data/schema/proposal.json",
            Self::Year => "data/schema/year.json",
        }
    }

    /// Its schema; with an address where the site's own is known.
    pub fn schema(self, base_url: &str) -> Schema {
        let (mut schema, title) = match self {
            Self::Project => (of::<Project>(), "项目"),
            Self::Goal => (of::<Goal>(), "重点工作目标"),
            Self::Proposal => (of::<Proposal>(), "建议提案"),
            Self::Year => (of::<YearRecord>(), "年度"),
        };
        schema.insert("title".to_owned(), title.into());
        if !base_url.is_empty() {
            schema.insert("$id".to_owned(), format!("{base_url}{}", self.path()).into());
        }
        schema
    }
}

fn of<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(closed));
    settings.into_generator().into_root_schema_for::<T>()
}

/// No other keys than those named.
fn closed(schema: &mut Schema) {
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn schemas_are_closed_and_named() {
        for shape in Shape::ALL {
            let schema = shape.schema("https://example.gov.cn/ssxm/");
            let has = |key: &str| schema.get(key).is_some();
            assert!(has("title") && has("description") && has("required") && has("$schema"), "{shape:?}");
            assert_eq!(schema.get("additionalProperties"), Some(&false.into()), "{shape:?}");
            let id = format!("https://example.gov.cn/ssxm/{}", shape.path());
            assert_eq!(schema.get("$id").and_then(|id| id.as_str()), Some(id.as_str()));
            let properties = schema.get("properties").and_then(|all| all.as_object()).expect("properties");
            assert!(properties.values().all(|one| one.get("description").is_some()), "{shape:?}");
        }
    }
}

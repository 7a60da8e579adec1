//! Reads `examples.yaml` of a component.
//!
//! In: the file's text. Out: what the component is for, and its examples. The one place where YAML is not left as text: an
//! unquoted whole number is a number, an unquoted `true` or `false` a truth, a value left empty (or `~`, `null`) is none, and
//! everything else is text. Anchors and aliases stand for what they name.

use serde_json::{Map, Value as Json};

use super::diagnostics as say;
use crate::{
    diag::{Diagnostics, Loc, Span},
    files::SitePath,
    syntax::yaml::{self, Node, Value},
};

/// What a file of examples says.
#[derive(Debug, Default)]
pub struct Sheet {
    /// What the component is for.
    pub about: String,
    /// Its examples, in the order written.
    pub examples: Vec<Spec>,
}

/// An example as it is written.
#[derive(Debug, Default)]
pub struct Spec {
    /// What it shows.
    pub name: String,
    /// Where its name stands.
    pub name_loc: Loc,
    /// How a layout uses the component.
    pub source: String,
    /// Where that stands.
    pub source_loc: Loc,
    /// The values it is drawn with.
    pub with: Map<String, Json>,
}

/// Read a file of examples.
pub fn read(diags: &mut Diagnostics, path: &SitePath, text: &str) -> Sheet {
    let mut sheet = Sheet::default();
    let Some(node) = yaml::parse(diags, path, text, 0) else { return sheet };
    let mut reader = Reader { diags, path };
    let mut listed = false;
    for (key, loc, node) in reader.entries(&node, Shape::File) {
        match key {
            "about" => sheet.about = reader.text(node),
            "examples" => {
                listed = true;
                sheet.examples = reader.examples(node);
            }
            _ => reader.wrong(loc, Shape::File),
        }
    }
    if sheet.about.is_empty() || !listed {
        reader.wrong(node.loc, Shape::File);
    }
    sheet
}

/// What is expected at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The whole file.
    File,
    /// One example.
    Example,
    /// Text.
    Text,
    /// The values of an example.
    Values,
}

struct Reader<'d> {
    diags: &'d mut Diagnostics,
    path: &'d SitePath,
}

impl Reader<'_> {
    fn wrong(&mut self, loc: Loc, shape: Shape) {
        self.diags.push(say::wrong_shape(Span::new(self.path, loc), shape));
    }

    /// Keys, their places and values, in the order written.
    fn entries<'n>(&mut self, node: &'n Node<'_>, shape: Shape) -> Vec<(&'n str, Loc, &'n Node<'n>)> {
        let Value::Map(entries) = &node.value else {
            self.wrong(node.loc, shape);
            return Vec::new();
        };
        entries.iter().map(|entry| (&*entry.key, entry.key_loc, &entry.node)).collect()
    }

    fn text(&mut self, node: &Node<'_>) -> String {
        if let Value::Scalar { text, .. } = &node.value {
            return text.trim_end().to_owned();
        }
        self.wrong(node.loc, Shape::Text);
        String::new()
    }

    fn examples(&mut self, node: &Node<'_>) -> Vec<Spec> {
        match &node.value {
            Value::List(nodes) if !nodes.is_empty() => nodes.iter().map(|node| self.example(node)).collect(),
            _ => {
                self.wrong(node.loc, Shape::File);
                Vec::new()
            }
        }
    }

    fn example(&mut self, node: &Node<'_>) -> Spec {
        let mut spec = Spec { name_loc: node.loc, source_loc: node.loc, ..Spec::default() };
        for (key, loc, node) in self.entries(node, Shape::Example) {
            match key {
                "name" => (spec.name, spec.name_loc) = (self.text(node), node.loc),
                "use" => (spec.source, spec.source_loc) = (self.text(node), node.loc),
                "with" => match json(node) {
                    Json::Object(with) => spec.with = with,
                    Json::Null => {}
                    _ => self.wrong(node.loc, Shape::Values),
                },
                _ => self.wrong(loc, Shape::Example),
            }
        }
        if spec.name.is_empty() || spec.source.is_empty() {
            self.wrong(node.loc, Shape::Example);
        }
        spec
    }
}

/// A value as a template sees it.
fn json(node: &Node<'_>) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar { text, plain: true } => match &**text {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            text => match text.parse::<i64>() {
                Ok(number) if number.to_string() == text => Json::from(number),
                _ => Json::from(text),
            },
        },
        Value::Scalar { text, .. } => Json::from(&**text),
        Value::List(nodes) => nodes.iter().map(json).collect(),
        Value::Map(entries) => Json::Object(entries.iter().map(|entry| (entry.key.clone().into_owned(), json(&entry.node))).collect()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::read;
    use crate::{diag::Diagnostics, files::SitePath};

    fn codes(text: &str) -> Vec<String> {
        let mut diags = Diagnostics::default();
        read(&mut diags, &SitePath::new("a.yaml"), text);
        diags.into_sorted().into_iter().map(|d| format!("{}@{}..{}", d.code, d.span.loc.start, d.span.loc.end)).collect()
    }

    #[test]
    fn plain_words_become_what_they_mean() {
        let text = "about: 一句\nexamples:\n  - name: 甲\n    use: |-\n      {{ a }}\n      {{ b }}\n    with:\n      a: &a { n: 12, m: \"12\", z: 012, s: 53.8, \
                    t: true, q: 'true', e: , l: [-1, no] }\n      b: *a\n";
        let mut diags = Diagnostics::default();
        let sheet = read(&mut diags, &SitePath::new("a.yaml"), text);
        assert!(diags.is_empty(), "{:?}", diags.into_sorted());
        assert_eq!((sheet.about.as_str(), sheet.examples[0].name.as_str()), ("一句", "甲"));
        assert_eq!(sheet.examples[0].source, "{{ a }}\n{{ b }}");
        let a = json!({ "n": 12, "m": "12", "z": "012", "s": "53.8", "t": true, "q": "true", "e": null, "l": [-1, "no"] });
        assert_eq!(serde_json::Value::Object(sheet.examples[0].with.clone()), json!({ "a": a, "b": a }));
    }

    #[test]
    fn what_is_missing_or_unknown_is_told() {
        assert_eq!(codes("about: x\nexamples:\n  - { name: a, use: b }\n"), [""; 0]);
        assert_eq!(codes("about: x\n"), ["template-error@0..8"]);
        assert_eq!(codes("about: x\nexamples: []\n"), ["template-error@19..21"]);
        assert_eq!(codes("about: x\nexamples: [{ name: a }]\n"), ["template-error@20..31"]);
        assert_eq!(codes("about: x\nexamples: [{ name: a, use: b, with: [c] }]\n"), ["template-error@45..48"]);
        assert_eq!(codes("about: x\nshown: y\nexamples: [{ name: a, use: b }]\n"), ["template-error@9..14"]);
        assert_eq!(codes("- x\n"), ["template-error@0..3"]);
    }
}

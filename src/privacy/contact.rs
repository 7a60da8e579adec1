//! Where what looks like personal data may stand by the meaning of its key: telephone numbers and e-mail addresses where a
//! registry says how to reach an office; anything in the text of an exception, which is never published.

use super::{EXCEPTIONS, Kind};
use crate::{
    diag::{Diagnostics, Loc},
    files::SitePath,
    syntax::yaml::{self, Node, Value},
};

/// Places of a file where some kinds may stand.
#[derive(Debug)]
pub struct Places {
    kinds: &'static [Kind],
    places: Vec<Loc>,
}

/// What may stand where an office is reached.
const CONTACTS: [Kind; 2] = [Kind::Landline, Kind::Email];
/// The keys, in both languages of the content.
const CONTACT: [&str; 2] = ["contact", "联系方式"];
const TEXT: [&str; 2] = ["text", "文字"];

impl Places {
    /// The places of a file; none where it is neither a registry of offices nor the list of exceptions.
    pub fn of(path: &SitePath, text: &str) -> Self {
        let (kinds, keys, is_list): (&[Kind], _, _) = match path.as_str() {
            "content/site.yaml" => (&CONTACTS, CONTACT, false),
            "content/departments.yaml" => (&CONTACTS, CONTACT, true),
            EXCEPTIONS => (&Kind::ALL, TEXT, true),
            _ => return Self { kinds: &[], places: Vec::new() },
        };
        // What is wrong with the file is said by whoever reads it for the site.
        let node = yaml::parse(&mut Diagnostics::default(), path, text, 0);
        let mut places = Vec::new();
        match node.as_ref().map(|node| (node, &node.value)) {
            Some((_, Value::List(entries))) if is_list => entries.iter().for_each(|entry| values(entry, keys, &mut places)),
            Some((node, _)) if !is_list => values(node, keys, &mut places),
            // One fault of the list of exceptions is enough.
            None if path.as_str() == EXCEPTIONS => places.push(Loc::new(0, text.len())),
            _ => {}
        }
        Self { kinds, places }
    }

    /// Whether a kind may stand at a place.
    pub fn allow(&self, kind: Kind, at: Loc) -> bool {
        self.kinds.contains(&kind) && self.places.iter().any(|place| place.start <= at.start && at.end <= place.end)
    }
}

fn values(record: &Node<'_>, keys: [&str; 2], found: &mut Vec<Loc>) {
    if let Value::Map(entries) = &record.value {
        found.extend(entries.iter().filter(|entry| keys.contains(&&*entry.key)).map(|entry| entry.node.loc));
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::files::SitePath;

    #[test]
    fn only_the_records_own_key_is_one() {
        let text = "- id: a\n  contact: 电话 021-62512345\n- id: b\n  联系方式: |\n    a@b.cn\n  description: contact\n";
        let found = |path: &str, text: &'static str| -> Vec<&str> {
            Places::of(&SitePath::new(path), text).places.into_iter().map(|loc| text[loc.range()].trim()).collect()
        };
        assert_eq!(found("content/departments.yaml", text), ["电话 021-62512345", "a@b.cn"]);
        assert_eq!(found("content/site.yaml", "title: x\ncontact: y\n"), ["y"]);
        assert_eq!(found("content/site.yaml", "publish: [{contact: y}]\n"), [""; 0]);
        assert_eq!(found("content/places.yaml", "- {id: a, contact: y}\n"), [""; 0]);
        assert_eq!(found("content/site.yaml", "contact: [\n"), [""; 0]);
        assert_eq!(found("content/privacy.yaml", "- {text: x, reason: y}\n- 文字: z\n"), ["x", "z"]);
        assert_eq!(found("content/privacy.yaml", "- {text: x\n"), ["- {text: x"]);
    }
}

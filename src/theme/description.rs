//! What a theme says of itself in `theme.yaml`: the engine its templates are written for, its stylesheets and scripts.

use std::collections::BTreeMap;

use super::{DESCRIPTION, diagnostics as say};
use crate::{
    diag::{Diagnostics, Loc, Span, did_you_mean},
    files::SitePath,
    syntax::yaml::{self, Value},
};

/// A template engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum EngineName {
    /// What a theme is written for that does not say.
    #[default]
    Minijinja,
    /// The other one.
    Tera,
}

impl EngineName {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Minijinja, Self::Tera];

    /// Its name, as `theme.yaml` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minijinja => "minijinja",
            Self::Tera => "tera",
        }
    }
}

/// A name in a list with its place; `None` where no name is written.
pub type Listed = (Option<String>, Loc);

/// What a theme says of itself.
#[derive(Debug, Default)]
pub struct Description {
    /// The engine of its templates.
    pub engine: EngineName,
    /// Its stylesheets.
    pub styles: Vec<Listed>,
    /// Its scripts.
    pub scripts: Vec<Listed>,
}

impl Description {
    /// Read it from its text.
    pub fn read(diags: &mut Diagnostics, path: &SitePath, text: &str) -> Self {
        let mut description = Self::default();
        let Some(node) = yaml::parse(diags, path, text, 0) else { return description };
        let Value::Map(entries) = &node.value else { return description };
        for entry in entries {
            let span = Span::new(path, entry.node.loc);
            match (&*entry.key, &entry.node.value) {
                ("engine", Value::Scalar { text, .. }) => {
                    let names = EngineName::ALL.map(EngineName::name);
                    match EngineName::ALL.into_iter().find(|engine| engine.name() == &**text) {
                        Some(engine) => description.engine = engine,
                        None => diags.push(say::unknown_engine(span, text, &names, did_you_mean(text, names))),
                    }
                }
                ("engine", _) => diags.push(say::engine_not_a_word(span)),
                (key @ ("styles" | "scripts"), Value::List(files)) => {
                    let name = |value: &Value| match value {
                        Value::Scalar { text, .. } => Some(text.to_string()),
                        _ => None,
                    };
                    let listed = files.iter().map(|file| (name(&file.value), file.loc)).collect();
                    *(if key == "styles" { &mut description.styles } else { &mut description.scripts }) = listed;
                }
                _ => {}
            }
        }
        description
    }

    /// The same of an embedded theme, which has no faults.
    pub fn of(parts: &BTreeMap<String, Vec<u8>>) -> Self {
        let text = parts.get(DESCRIPTION).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        Self::read(&mut Diagnostics::default(), &SitePath::new(DESCRIPTION), text)
    }
}

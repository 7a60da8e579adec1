//! Text to tree, without knowing what a site is: YAML with a place for every node, front matter, Markdown.

pub mod cjk;
mod diagnostics;
pub mod front_matter;
pub mod markdown;
pub mod yaml;

pub use diagnostics::{colon_without_space, full_width_colon, unclosed_front_matter};

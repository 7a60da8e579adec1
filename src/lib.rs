//! gongshi 公示: a static-site generator for public disclosure.
//!
//! A district office keeps its yearly promises to residents as YAML and Markdown; gongshi checks them and compiles a
//! site. The modules read in the order of the data: files → source → site → plan → render → output, with diagnostics
//! beside them all; `docs/architecture.md` is the map.

pub mod cache;
pub mod cli;
pub mod compare;
pub mod diag;
pub mod files;
pub mod memo;
pub mod meter;
pub mod output;
pub mod pipeline;
pub mod plan;
pub mod privacy;
pub mod publish;
pub mod record;
pub mod render;
pub mod serve;
pub mod site;
pub mod source;
pub mod syntax;
pub mod theme;
pub mod watch;

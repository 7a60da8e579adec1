//! Every test that needs more than one module, in one binary so that it links once. See tests/README.md.
#![expect(clippy::disallowed_methods, reason = "tests read fixtures, write sites and run the program")]

mod cards;
mod cases;
mod charts;
mod cjk;
mod cli;
mod commonmark;
mod data;
mod determinism;
mod docs;
mod edge_cases;
mod edits;
mod facts;
mod freezing;
mod gallery;
mod honesty;
mod http;
mod incremental;
mod kills;
mod markdown;
mod no_cascades;
mod output;
mod preview;
mod progress;
mod published;
mod remembering;
mod review_files;
mod search;
mod serving;
mod support;
mod themes;
mod tidy;
mod watching;
mod words;

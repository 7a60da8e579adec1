//! Every example of the CommonMark specification, read by our parser and by pulldown-cmark.
//!
//! Comes in: `spec.txt` of the npm package `commonmark-spec`. Goes out: equal HTML for both.
//! Never here: a skipped test; a missing file fails.

use std::path::{Path, PathBuf};

use gongshi::syntax::markdown;
use pulldown_cmark::{Event, Parser, html};

const FENCE: &str = "````````````````````````````````";

#[expect(clippy::disallowed_methods, reason = "a test reads the specification from where it was put")]
fn specification() -> String {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/node_modules/commonmark-spec/spec.txt");
    let path = std::env::var("GONGSHI_COMMONMARK_SPEC").map_or(default, PathBuf::from);
    std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "the CommonMark specification is missing at {}: {error}\n\
             run `npm install --prefix target/tools commonmark-spec@0.31.2`, or name the file in GONGSHI_COMMONMARK_SPEC",
            path.display()
        )
    })
}

/// The Markdown of each example: from the fence to a line that is a full stop.
fn examples(specification: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut lines = specification.lines().take_while(|line| *line != "<!-- END TESTS -->");
    while let Some(line) = lines.next() {
        if line.strip_prefix(FENCE).is_some_and(|info| info.trim() == "example") {
            let markdown = lines.by_ref().take_while(|line| *line != ".");
            examples.push(markdown.flat_map(|line| [line, "\n"]).collect::<String>().replace('→', "\t"));
            assert!(lines.any(|line| line == FENCE), "an example has no end");
        }
    }
    examples
}

fn written<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

fn ours(text: &str) -> String {
    written(markdown::parse(text).into_iter().map(|(event, _)| event))
}

fn theirs(text: &str) -> String {
    written(Parser::new_ext(text, markdown::EXTENSIONS))
}

#[test]
fn every_example_reads_as_in_pulldown_cmark() {
    let examples = examples(&specification());
    assert_eq!(examples.len(), 652, "the examples of CommonMark 0.31.2");
    for (number, example) in (1..).zip(&examples) {
        assert_eq!(ours(example), theirs(example), "example {number}: {example:?}");
    }
}

#[test]
fn few_examples_hold_cjk_text() {
    let examples = examples(&specification());
    let cjk = |example: &&String| example.chars().any(gongshi::syntax::cjk::is_cjk);
    assert_eq!(examples.iter().filter(cjk).count(), CJK_EXAMPLES);
}

/// `[ΑΓΩ]`-like tests use Greek and Cyrillic; what is CJK in the specification is counted here.
const CJK_EXAMPLES: usize = 0;

/// Ranges too are pulldown-cmark's own where nothing is CJK.
#[test]
fn every_example_has_the_same_ranges() {
    for example in examples(&specification()) {
        let theirs: Vec<_> = Parser::new_ext(&example, markdown::EXTENSIONS).into_offset_iter().collect();
        assert_eq!(markdown::parse(&example), theirs, "{example:?}");
    }
}

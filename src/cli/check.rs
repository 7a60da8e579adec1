//! `gongshi check`: every finding, nothing written.

use super::{End, World, args};
use crate::{diag::render, files::DiskFiles, pipeline};

/// Build in memory and report.
pub fn run(world: &World, args: &args::Check) -> End {
    let outcome = match pipeline::build(&DiskFiles::new(&world.root), &args.edition.choice()) {
        Ok(outcome) => outcome,
        Err(error) => return world.fail(&error),
    };
    print!("{}", render::report(&outcome.findings, &outcome.texts, world.style(args.format.into())));
    if outcome.built.is_none() || (args.strict && !outcome.findings.is_empty()) {
        return End::Faults;
    }
    if outcome.findings.is_empty() && matches!(args.format, args::ReportFormat::Human) {
        world.tell(world.say("no faults, no warnings", "没有错误，没有警告"));
    }
    End::Well
}

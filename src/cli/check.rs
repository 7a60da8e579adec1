//! `gongshi check`: every finding, nothing written but what makes the next check quicker.

use super::{End, World, args, gauge::Gauge};
use crate::{
    cache::Slot,
    diag::render,
    files::DiskFiles,
    output::{Nowhere, Store},
    pipeline::{self, Memory, Tools},
    plan::Choice,
};

/// Build without an output and report.
pub fn run(world: &World, args: &args::Check) -> End {
    let gauge = Gauge::new(world);
    let slot = Slot::new(&world.root, "check");
    let mut memory = Memory { last: slot.last().unwrap_or_default(), ..Memory::default() };
    let mut changed = false;
    let outcome = pipeline::build(
        &DiskFiles::new(&world.root),
        &Choice { publishing: true, ..args.edition.choice() },
        &mut memory,
        &mut Tools {
            store: &mut |_| Ok(Box::new(Nowhere) as Box<dyn Store>),
            parts: &mut || {
                changed = true;
                slot.parts()
            },
            meter: &gauge,
            ends: true,
        },
    );
    gauge.finish();
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => return world.fail(&error),
    };
    if changed {
        // A folder that cannot be written makes the next check slower, and is no finding.
        let _ = slot.keep(&memory);
    }
    print!("{}", render::report(&outcome.findings, &outcome.texts, world.style(args.format.into())));
    if outcome.built.is_none() || (args.strict && !outcome.findings.is_empty()) {
        return End::Faults;
    }
    if outcome.findings.is_empty() && matches!(args.format, args::ReportFormat::Human) {
        world.tell(world.say("no faults, no warnings", "没有错误，没有警告"));
    }
    End::Well
}

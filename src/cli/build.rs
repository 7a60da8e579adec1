//! `gongshi build`: the whole site, or nothing.

use std::{path::Path, sync::Arc};

use super::{End, World, args, gauge::Gauge};
use crate::{
    cache::Slot,
    diag::{
        Language,
        render::{self, Format},
    },
    files::DiskFiles,
    meter::{Meter as _, Phase},
    output::{self, DiskStore, Store},
    pipeline::{self, Built, HeldBack, Memory, Tools},
};

/// Build, report, publish into the output folder.
pub fn run(world: &World, args: &args::Build) -> End {
    let output = args.output.clone().unwrap_or_else(|| world.at(Path::new("public")));
    let inputs = [world.at(Path::new("content")), world.at(Path::new("themes"))];
    if let Err(refused) = output::check_output(&output, &world.root, &inputs, world.home.as_deref()) {
        let en = refused.en();
        let zh = refused.zh();
        eprintln!("{}: {}", world.say("error", "错误"), world.say(&en, &zh));
        return End::World;
    }
    let gauge = Gauge::new(world);
    let slot = Slot::new(&world.root, &std::path::absolute(&output).unwrap_or_else(|_| output.clone()).to_string_lossy());
    let mut memory = Memory { last: slot.last().unwrap_or_default(), ..Memory::default() };
    let mut changed = false;
    let outcome = pipeline::build(
        &DiskFiles::new(&world.root),
        &args.edition.choice(),
        &mut memory,
        &mut Tools {
            store: &mut |stamps: Arc<_>| Ok(Box::new(DiskStore::open(&output, stamps)?) as Box<dyn Store>),
            parts: &mut || {
                changed = true;
                slot.parts()
            },
            meter: &gauge,
            ends: true,
        },
    );
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            gauge.finish();
            return world.fail(&error);
        }
    };
    gauge.begin(Phase::Remember, 0);
    let kept = if changed { slot.keep(&memory) } else { Ok(()) };
    let phases = gauge.finish();
    eprint!("{}", render::report(&outcome.findings, &outcome.texts, world.style(Format::Human)));
    if let Err(error) = kept {
        // The next build is slower for it, and as right as this one.
        eprintln!(
            "{}: {error}",
            world.say("note: nothing can be kept in .gongshi/ for the next build", "提示：无法在 .gongshi/ 中保存供下次使用的记录")
        );
    }
    let Some(built) = &outcome.built else {
        eprintln!("{}", world.say("nothing was written", "没有写入任何文件"));
        return End::Faults;
    };
    summary(world, built, outcome.warnings(), &output, &gauge, args.edition.drafts);
    if args.timings {
        for (phase, time) in phases {
            let (en, zh) = phase.name();
            println!("{:>9.1} ms  {}", time.as_secs_f64() * 1000.0, world.say(en, zh));
        }
    }
    // The system takes back the memory of a process at once; taking it back piece by piece would take its time.
    std::mem::forget((memory, outcome));
    End::Well
}

fn summary(world: &World, built: &Built, warnings: usize, output: &Path, gauge: &Gauge, drafts: bool) {
    let seconds = gauge.elapsed().as_secs_f64();
    let (pages, files, kib) = (built.pages, built.files, built.bytes.div_ceil(1024));
    let (rendered, reused) = (built.rendered, built.pages - built.rendered);
    let (written, removed) = (built.written.len(), built.applied.removed);
    let unchanged = files - written;
    let index = output.join("index.html");
    let index = index.display();
    world.tell(&match world.language {
        Language::English => format!(
            "{pages} pages ({rendered} rendered, {reused} reused), {files} files, {kib} KiB in {seconds:.2} s: {written} written, {unchanged} unchanged, {removed} removed; {warnings} warnings"
        ),
        Language::Chinese => format!(
            "{pages} 个页面（生成 {rendered}，沿用 {reused}），{files} 个文件，{kib} KiB，用时 {seconds:.2} 秒：写入 {written}，未变 {unchanged}，删除 {removed}；警告 {warnings} 处"
        ),
    });
    for path in &built.applied.kept {
        let line = format!(
            "{} {path}",
            world.say("kept, because gongshi did not write what stands there now:", "保留（其内容不是 gongshi 写的）：")
        );
        eprintln!("{line}");
    }
    for HeldBack { path, until, .. } in built.held_back.iter().filter(|_| !drafts) {
        let until = until.map_or_else(|| world.say("a draft", "草稿").to_owned(), |date| format!("{} {date}", world.say("until", "直到")));
        world.tell(&format!("{} {path} ({until})", world.say("held back:", "未发布：")));
    }
    if let Some(day) = built.next_change {
        world.tell(&format!("{} {day}", world.say("changes by itself next on", "下次自行变化：")));
    }
    world.tell(&format!("{} {index}", world.say("open", "请打开")));
}

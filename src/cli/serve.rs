//! `gongshi serve`: the site in a browser while it is being written, built again after every save.
//!
//! The same pipeline as `build`, with a memory that stays warm and a store that is no folder. What the browser shows is
//! what a build would publish; drafts and what is held back are shown too, each under a ribbon, unless they are to be
//! left out.
#![expect(clippy::disallowed_methods, clippy::exit, reason = "time is taken here, to be told to people and never written")]

use std::{
    io::{self, Write as _},
    net::{IpAddr, Ipv4Addr, UdpSocket},
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use super::{End, World, args, gauge::Gauge};
use crate::{
    cache::{self, Slot},
    diag::{
        Severity,
        render::{self, Format},
    },
    files::WatchedFiles,
    meter::{Meter, Unseen},
    output::{OutputError, Pack, Packed, Record, Store},
    pipeline::{self, Built, Memory, Outcome, Tools},
    plan::Choice,
    serve::{BuiltInfo, Moment, Options, Pages, Server},
    watch::{self, Change, Mode, Stopper, Watcher},
};

impl Pages for Packed {
    fn find(&self, path: &str) -> Option<Record> {
        Self::find(self, path)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        Self::read(self, path)
    }
}

/// Watch, build, show, until somebody ends it.
pub fn run(world: &World, args: &args::Serve) -> End {
    let root = std::path::absolute(&world.root).unwrap_or_else(|_| world.root.clone());
    let watching = watch::Options { polling: args.poll, ..watch::Options::default() };
    let mut watcher = match Watcher::start(&root, watching) {
        Ok(watcher) => watcher,
        Err(error) => {
            let text = error.text();
            return world.fail_saying(&error, &text.en, &text.zh);
        }
    };
    let (pack, folder) = match pack(&root) {
        Ok(found) => found,
        Err(error) => return world.fail(&error),
    };
    let server = match Server::start(options(world, args, &root), empty()) {
        Ok(server) => server,
        Err(error) => return world.fail_saying(&error, &error.en(), &error.zh()),
    };
    if let Err(error) = end_on_signal(watcher.stopper()) {
        return world.fail(&error);
    }
    let slot = folder.then(|| Slot::new(&root, "serve"));
    let mut preview = Preview {
        world,
        files: WatchedFiles::new(&root),
        pack,
        choice: Choice { as_of: args.as_of, drafts: !args.published, preview: true, base_url: None, publishing: false, only: None },
        memory: Memory { last: slot.as_ref().and_then(Slot::last).unwrap_or_default(), ..Memory::default() },
        slot,
        server,
        shown: empty(),
        report: String::new(),
    };
    if let Mode::Polling(why) = watcher.mode() {
        let text = why.text();
        world.tell(&format!(
            "{}: {}",
            world.say("looking at the files every half second", "每半秒查看一次文件"),
            world.say(&text.en, &text.zh)
        ));
    }
    let gauge = Gauge::new(world);
    preview.build(&gauge);
    gauge.finish();
    world.tell(&format!("{} {}", world.say("preview at", "预览地址"), preview.server.url()));
    if args.open
        && let Err(error) = open::that_detached(preview.server.url())
    {
        eprintln!("{}: {error}", world.say("no browser could be opened", "无法打开浏览器"));
    }
    preview.keep();
    while let Some(change) = watcher.next() {
        preview.look_again(&change);
        while let Some(more) = watcher.pending() {
            preview.look_again(&more);
        }
        preview.build(&Unseen);
    }
    preview.keep();
    preview.server.stop();
    world.tell(world.say("ended", "已结束"));
    End::Well
}

/// Where finished pages wait to be shown: in the site's own folder, or where that cannot be written, in the system's for
/// temporary files. And whether the site's folder can be written.
fn pack(root: &Path) -> Result<(Pack, bool), OutputError> {
    match Pack::new(&root.join(cache::FOLDER)) {
        Ok(pack) => Ok((pack, true)),
        Err(_) => Pack::new(&std::env::temp_dir()).map(|pack| (pack, false)),
    }
}

fn options(world: &World, args: &args::Serve, root: &Path) -> Options {
    let local = Options { port: args.port, root: root.to_path_buf(), language: world.language, ..Options::default() };
    if !args.host {
        return local;
    }
    let address = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    Options { address, name: Some(own_address().to_string()), token: Some(token()), ..local }
}

/// The address under which this machine is seen by its neighbours. Nothing is sent: the system only says which it would
/// use.
fn own_address() -> IpAddr {
    let asked = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    asked.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip())
}

/// A secret for the address a colleague is given: 128 bits from the system.
fn token() -> String {
    let mut bytes = [0_u8; 16];
    // Without randomness there is no secret, and a preview open to everybody would be worse than none.
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Stop on Ctrl-C, or when the system asks.
fn end_on_signal(stopper: Stopper) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    // From here on a signal waits for us instead of ending the program.
    let entered = runtime.enter();
    #[cfg(unix)]
    let mut asked = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    #[cfg(unix)]
    let mut pressed = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?;
    drop(entered);
    let mut wait = move || {
        runtime.block_on(async {
            #[cfg(unix)]
            tokio::select! {
                _ = asked.recv() => {}
                _ = pressed.recv() => {}
            }
            #[cfg(not(unix))]
            let _ = tokio::signal::ctrl_c().await;
        });
    };
    let wait = move || {
        wait();
        stopper.stop();
        // Asked twice, it does not wait for a build to end: a preview leaves nothing half-written behind.
        wait();
        std::process::exit(130);
    };
    thread::Builder::new().name("signals".to_owned()).spawn(wait).map(drop)
}

/// What is shown before anything is built.
fn empty() -> Moment {
    Moment {
        pages: None,
        base_path: "/".to_owned(),
        broken: false,
        findings: Vec::new(),
        texts: crate::diag::Texts::default(),
        changed: Vec::new(),
        held_back: Vec::new(),
        overdue: Vec::new(),
        reporting_day: None,
        built: BuiltInfo::default(),
        gallery: None,
    }
}

/// A preview at work.
struct Preview<'w> {
    world: &'w World,
    files: WatchedFiles,
    pack: Pack,
    choice: Choice,
    memory: Memory,
    slot: Option<Slot>,
    server: Server,
    shown: Moment,
    /// The last report, which is not said twice.
    report: String,
}

impl Preview<'_> {
    fn look_again(&self, change: &Change) {
        if change.everything {
            self.files.look_at_everything_again();
        }
        for folder in &change.folders {
            self.files.look_again(folder);
        }
    }

    /// Build once more, and show what came of it.
    fn build(&mut self, meter: &dyn Meter) {
        let start = Instant::now();
        let (slot, pack) = (&self.slot, &self.pack);
        let mut tools = Tools { store: &mut |_| Ok(Box::new(pack) as Box<dyn Store>), parts: &mut || None, meter, ends: false };
        // What earlier runs knew is read once, before the first build.
        let mut first = || slot.as_ref().and_then(Slot::parts);
        if self.shown.pages.is_none() && self.report.is_empty() {
            tools.parts = &mut first;
        }
        match pipeline::build(&self.files, &self.choice, &mut self.memory, &mut tools) {
            Ok(outcome) => self.show(outcome, start.elapsed()),
            Err(error) => {
                self.world.fail(&error);
                self.shown.broken = true;
                self.server.publish(self.shown.clone());
            }
        }
    }

    fn show(&mut self, outcome: Outcome, took: Duration) {
        let world = self.world;
        let report = render::report(&outcome.findings, &outcome.texts, world.style(Format::Human));
        if report != self.report {
            let _ = io::stderr().write_all(report.as_bytes());
        }
        self.report = report;
        let (errors, warnings) = counts(&outcome);
        self.shown.findings = outcome.findings;
        self.shown.texts = outcome.texts;
        self.shown.gallery = outcome.gallery.or_else(|| self.shown.gallery.take());
        self.shown.broken = outcome.built.is_none();
        match outcome.built {
            Some(built) => {
                world.tell(&said(world, &built, warnings, took));
                self.take_over(built, took);
            }
            None if self.shown.pages.is_none() => {
                world.tell(&format!("{errors} {}", world.say("errors; there is nothing to show yet", "处错误；尚无页面可看")));
            }
            None => world
                .tell(&format!("{errors} {}", world.say("errors; the preview shows the last good pages", "处错误；预览保留上一次的页面"))),
        }
        self.server.publish(self.shown.clone());
    }

    fn take_over(&mut self, built: Built, took: Duration) {
        let is_page = |path: &String| path.ends_with(".html");
        let is_own = |path: &String| built.leading.contains(path);
        let (mut changed, others): (Vec<String>, Vec<String>) = built.written.into_iter().filter(is_page).partition(is_own);
        changed.extend(others);
        self.shown = Moment {
            pages: Some(Arc::new(self.pack.packed())),
            base_path: built.base_path,
            changed,
            held_back: built.held_back,
            overdue: built.overdue,
            reporting_day: built.reporting_day,
            built: BuiltInfo {
                rendered: built.rendered,
                reused: built.pages - built.rendered,
                removed: built.applied.removed,
                pages: built.pages,
                took,
                at: time_in_china(),
                title: built.title,
            },
            ..self.shown.clone()
        };
    }

    /// Keep what the next preview may use; a folder that cannot be written makes it slower to start, no more.
    fn keep(&self) {
        if let Some(slot) = &self.slot {
            let _ = slot.keep(&self.memory);
        }
    }
}

fn counts(outcome: &Outcome) -> (usize, usize) {
    let errors = outcome.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    (errors, outcome.findings.len() - errors)
}

fn said(world: &World, built: &Built, warnings: usize, took: Duration) -> String {
    let Built { rendered, written, applied, pages, .. } = built;
    let (milliseconds, written, removed) = (took.as_millis(), written.len(), applied.removed);
    let en =
        format!("{pages} pages: {rendered} rendered, {written} files changed, {removed} removed in {milliseconds} ms; {warnings} warnings");
    let zh =
        format!("{pages} 个页面：生成 {rendered}，更新 {written} 个文件，删除 {removed}，用时 {milliseconds} 毫秒；警告 {warnings} 处");
    world.say(&en, &zh).to_owned()
}

/// The time of day in China, which has one time zone: `14:03:22`.
fn time_in_china() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()) + 8 * 3600;
    format!("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
}

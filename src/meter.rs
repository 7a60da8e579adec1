//! How far a run is, for whoever wants to show it. Nothing here reads a clock or writes a line.

/// A phase of a run, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Listing the files, and reading those that changed.
    Read,
    /// Parsing, lowering and checking records.
    Parse,
    /// Addresses, lists and totals.
    Plan,
    /// Making pages, and keeping them aside.
    Render,
    /// Following every link of the result.
    Links,
    /// Putting the result in its place.
    Write,
    /// Sending files to a target; a step is a file.
    Send,
    /// Reading a published site and comparing it; a step is a file.
    Compare,
    /// Keeping what the next run may use.
    Remember,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 9] =
        [Self::Read, Self::Parse, Self::Plan, Self::Render, Self::Links, Self::Write, Self::Send, Self::Compare, Self::Remember];

    /// Its name, in English and Chinese.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Read => ("read", "读取"),
            Self::Parse => ("parse", "解析"),
            Self::Plan => ("plan", "编排"),
            Self::Render => ("render", "生成"),
            Self::Links => ("links", "核对链接"),
            Self::Write => ("write", "写入"),
            Self::Send => ("send", "发送"),
            Self::Compare => ("compare", "核对"),
            Self::Remember => ("remember", "记录"),
        }
    }
}

/// Is told how far a run is, from many threads.
pub trait Meter: Sync {
    /// A phase begins, with so many steps.
    fn begin(&self, phase: Phase, steps: usize);

    /// A step of the phase is done.
    fn step(&self);

    /// So many bytes more have been sent.
    fn sent(&self, _bytes: u64) {}
}

/// A meter nobody looks at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unseen;

impl Meter for Unseen {
    fn begin(&self, _: Phase, _: usize) {}

    fn step(&self) {}
}

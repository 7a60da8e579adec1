//! What the site is about, after YAML: plain owned values, references resolved to positions, every figure exact.
//!
//! Byte ranges (`Loc`) are kept only where a check must point back into the file.

mod figures;
mod outline;
pub mod proceedings;
mod programme;
mod project;
mod site;

pub use figures::{Direction, Goal, Indicator, Milestone, Part, PartOf, Qualifier, Reading, ReadingState, Report, Target};
pub use outline::{Anchors, Dossier, Outline, ProseLink};
pub use programme::{Correction, DeclaredCount, Event, Freeze, Note, Programme, Reporting};
pub use project::{Budget, Change, ChangeKind, Declared, Project, ProjectRef, Spot, Withdrawal};
pub use site::{Article, Attachment, Citation, Config, Document, Entry, Page, Prose, Release, Target as PublishingTarget};

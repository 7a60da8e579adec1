//! A year's proceedings from their files.

use rayon::prelude::*;

use super::{
    Builder, Names, invisible_sign,
    roles::{Paper, YearFiles},
};
use crate::{
    diag::Diagnostics,
    files::SitePath,
    site::{
        lower::{self, Cx, proceedings as read},
        model::proceedings::{Proceedings, Proposal},
    },
    source::SourceError,
    syntax::yaml::{self, Node},
};

impl<'s> Builder<'_, 's> {
    /// Everything of a year besides its projects.
    pub(super) fn proceedings(&mut self, names: &Names, files: &YearFiles<'s>) -> Result<Proceedings, SourceError> {
        let mut found = Proceedings::default();
        if files.goals.is_empty() && files.cases.is_empty() && files.papers.is_empty() {
            return Ok(found);
        }
        found.goals = self.records(names, &files.goals, read::goal)?;
        found.goals.sort_by(|a, b| (a.ordinal.unwrap_or(u32::MAX), &a.id).cmp(&(b.ordinal.unwrap_or(u32::MAX), &b.id)));
        found.cases = self.records(names, &files.cases, read::proposal)?;
        for case in &mut found.cases {
            self.case_narrative(case, files)?;
        }
        found.cases.sort_by(|a, b| a.id.cmp(&b.id));
        for (paper, path) in &files.papers {
            let parts = &mut found.consultation;
            match paper {
                Paper::Call => parts.call = self.paper(names, path, read::call)?,
                Paper::Results => parts.results = self.paper(names, path, read::results)?,
                Paper::Draft => parts.draft = self.paper(names, path, read::draft)?,
                Paper::Note => parts.note = self.paper(names, path, read::drafting_note)?,
                Paper::Meeting => parts.meeting = self.paper(names, path, read::meeting)?,
                Paper::Decision => parts.decision = self.paper(names, path, read::decision)?,
                Paper::Proposals => found.proposals = self.paper(names, path, read::proposals)?,
                Paper::Evaluation => found.evaluations = self.paper(names, path, read::evaluations)?,
                Paper::Report => found.work_report = self.paper(names, path, read::work_report)?,
            }
        }
        Ok(found)
    }

    fn case_narrative(&mut self, case: &mut Proposal, files: &YearFiles<'s>) -> Result<(), SourceError> {
        let Some(path) = files.case_narratives.get(case.own.path.stem()) else { return Ok(()) };
        let text = self.sources.text(path)?.ok_or_else(|| SourceError::Changed((*path).clone()))?;
        invisible_sign(self.diags, path, &text, 0);
        case.narrative = lower::narrative(path, &text, 0);
        Ok(())
    }

    fn paper<T>(
        &mut self,
        names: &Names,
        path: &SitePath,
        read: impl FnOnce(&mut Cx<'_>, &Node<'_>) -> Option<T>,
    ) -> Result<Option<T>, SourceError> {
        Ok(self.yaml(names, path, read)?.flatten())
    }

    /// Records of one kind, each in a file of its own.
    fn records<T: Send>(
        &mut self,
        names: &Names,
        files: &[&SitePath],
        read: impl Fn(&mut Cx<'_>, &Node<'_>) -> Option<T> + Sync,
    ) -> Result<Vec<T>, SourceError> {
        let one = |path: &SitePath| -> Result<(Option<T>, Diagnostics), SourceError> {
            let text = self.sources.text(path)?.ok_or_else(|| SourceError::Changed(path.clone()))?;
            let mut cx = Cx::new(path, names);
            let record = yaml::parse(&mut cx.diags, path, &text, 0).and_then(|node| read(&mut cx, &node));
            Ok((record, cx.diags))
        };
        let read = files.par_iter().map(|path| one(path)).collect::<Result<Vec<_>, SourceError>>()?;
        let mut found = Vec::with_capacity(read.len());
        for (path, (record, diags)) in files.iter().zip(read) {
            self.diags.append(diags);
            match record {
                Some(record) => found.push(record),
                None => self.broken.push((*path).clone()),
            }
        }
        Ok(found)
    }
}

//! What one publication to a server does, from the manifests, the mark and the journal alone.
//!
//! In: the manifest that stands, the mark of a publication that was cut off, what this machine knows to have arrived, and
//! the new manifest. Out: the files to send and where to, what may be removed under which hashes, and the new mark.
//! Nothing is asked of a server here.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    journal::Arrived,
    mark::{Mark, stage_name},
};
use crate::{
    output::{Digest, Manifest, Record},
    publish::{Shipment, Stage},
};

/// What one publication does.
#[derive(Debug)]
pub(super) struct Plan {
    /// The files to bring, in the order they come into their places.
    pub(super) parcels: Vec<Parcel>,
    /// What may be removed, and the hashes that show it to be ours.
    pub(super) remove: BTreeMap<String, BTreeSet<Digest>>,
    /// What is written down before the first byte.
    pub(super) mark: Mark,
    /// What this machine knows to have arrived.
    pub(super) known: BTreeMap<String, Arrived>,
    /// Whether nothing was ever finished there, so that nobody reads it yet.
    pub(super) first: bool,
}

/// One file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parcel {
    /// Where it belongs.
    pub(super) path: String,
    /// What it is.
    pub(super) record: Record,
    /// When it comes into its place; the home page is alone in the last group.
    pub(super) group: (Stage, bool),
    /// The name under which it waits; `None` where it goes straight to its place.
    pub(super) aside: Option<Digest>,
    /// Whether its bytes have to be sent.
    pub(super) send: bool,
    /// Whether it has to be put into its place afterwards.
    pub(super) place: bool,
}

impl Plan {
    /// The plan that leads to `next`. `all_aside`: new files wait as well. `token` is used unless an earlier publication is
    /// carried on.
    pub(super) fn new(
        earlier: Option<&Manifest>,
        mark: Option<&Mark>,
        known: Option<BTreeMap<String, Arrived>>,
        next: &Manifest,
        all_aside: bool,
        token: String,
    ) -> Self {
        let first = earlier.is_none();
        // Once its manifest stands, everything a publication wrote has settled; what is left are removals. One that repairs
        // a site whose manifest stands already is in doubt to its end.
        let settled = earlier.is_some_and(|earlier| mark.is_some_and(|mark| !mark.repairs && mark.manifest == earlier.digest()));
        let mut may_stand: BTreeMap<String, BTreeSet<Digest>> = BTreeMap::new();
        for (path, digest) in mark.iter().flat_map(|mark| mark.may_stand()) {
            if !(settled && earlier.is_some_and(|earlier| earlier.files.contains_key(path))) {
                may_stand.entry(path.clone()).or_default().insert(digest);
            }
        }
        let mut sure = earlier.cloned();
        if let Some(sure) = &mut sure {
            for (path, all) in &mut may_stand {
                all.extend(sure.files.remove(path).map(|record| record.sha256));
            }
        }
        let Shipment { send, remove, .. } = Shipment::between(sure.as_ref(), next);
        let carried_on = known.is_some();
        let known = known.unwrap_or_default();
        let manifest = next.digest();
        let token = mark.filter(|_| carried_on).map_or(token, |mark| mark.token.clone());
        let mut new = Mark::new(token, manifest);
        new.repairs = earlier.is_some_and(|earlier| earlier.digest() == manifest);
        new.stage.extend(mark.iter().flat_map(|mark| &mark.stage));
        let mut parcels = Vec::with_capacity(send.len());
        for (stage, path, record) in send {
            let is_new = !may_stand.contains_key(&path) && earlier.is_none_or(|earlier| !earlier.files.contains_key(&path));
            let straight = first || (is_new && !all_aside);
            let aside = (!straight).then(|| stage_name(&path, record.sha256));
            let placed = known.get(&path) == Some(&Arrived::Placed(record.sha256));
            let staged = aside.is_some() && known.get(&path) == Some(&Arrived::Staged(record.sha256));
            new.writes.insert(path.clone(), record.sha256);
            new.stage.extend(aside);
            if let Some(known) = earlier.and_then(|earlier| earlier.files.get(&path)).filter(|known| known.sha256 != record.sha256) {
                new.left.entry(path.clone()).or_default().insert(known.sha256);
            }
            let group = (stage, path == "index.html");
            parcels.push(Parcel { path, record, group, aside, send: !placed && !staged, place: !straight && !placed });
        }
        let mut removals: BTreeMap<String, BTreeSet<Digest>> =
            remove.into_iter().map(|(path, digest)| (path, BTreeSet::from([digest]))).collect();
        for (path, digests) in may_stand {
            if !next.files.contains_key(&path) {
                removals.entry(path.clone()).or_default().extend(digests.iter().copied());
            }
            new.left.entry(path).or_default().extend(digests);
        }
        for (path, digests) in &removals {
            new.left.entry(path.clone()).or_default().extend(digests.iter().copied());
        }
        Self { parcels, remove: removals, mark: new, known, first }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Meta;

    fn manifest(files: &[(&str, &str)]) -> Manifest {
        Manifest::new(files.iter().map(|(path, text)| ((*path).to_owned(), Record::of(text.as_bytes()))).collect(), &Meta::default())
    }

    fn plan(earlier: Option<&Manifest>, mark: Option<&Mark>, known: Option<BTreeMap<String, Arrived>>, next: &Manifest) -> Plan {
        Plan::new(earlier, mark, known, next, false, "new".to_owned())
    }

    fn shown(plan: &Plan) -> Vec<(&str, bool, bool)> {
        plan.parcels.iter().map(|parcel| (parcel.path.as_str(), parcel.send, parcel.place)).collect()
    }

    #[test]
    fn new_files_go_straight_and_changed_ones_wait() {
        let (one, two) = (manifest(&[("a/1.html", "a"), ("a/2.html", "b")]), manifest(&[("a/1.html", "A"), ("a/3.html", "c")]));
        let first = plan(None, None, None, &one);
        assert_eq!(shown(&first), [("a/1.html", true, false), ("a/2.html", true, false)]);
        assert!(first.first && first.mark.stage.is_empty() && first.mark.left.is_empty());
        let second = plan(Some(&one), None, None, &two);
        assert_eq!(shown(&second), [("a/1.html", true, true), ("a/3.html", true, false)]);
        assert_eq!(second.remove, BTreeMap::from([("a/2.html".to_owned(), BTreeSet::from([Digest::of(b"b")]))]));
        assert_eq!(second.mark.stage, BTreeSet::from([stage_name("a/1.html", Digest::of(b"A"))]));
    }

    #[test]
    fn what_was_cut_off_is_in_doubt_whatever_comes_next() {
        let one = manifest(&[("a/1.html", "a"), ("a/2.html", "b"), ("a/4.html", "d")]);
        let two = manifest(&[("a/1.html", "A"), ("a/3.html", "c"), ("a/4.html", "d")]);
        let cut = plan(Some(&one), None, None, &two).mark;
        // Back to the first: what was on its way may stand, and what was new has to go.
        let back = plan(Some(&one), Some(&cut), None, &one);
        assert_eq!(shown(&back), [("a/1.html", true, true), ("a/2.html", true, true)]);
        assert_eq!(back.remove, BTreeMap::from([("a/3.html".to_owned(), BTreeSet::from([Digest::of(b"c")]))]));
        // Cut off again, and something else: every hash that may stand is still known.
        let three = manifest(&[("a/4.html", "d")]);
        let third = plan(Some(&one), Some(&back.mark), None, &three);
        assert_eq!(third.remove["a/1.html"], BTreeSet::from([Digest::of(b"a"), Digest::of(b"A")]));
        assert_eq!(third.remove.keys().collect::<Vec<_>>(), ["a/1.html", "a/2.html", "a/3.html"]);
        assert_eq!(third.mark.stage, back.mark.stage.union(&cut.stage).copied().collect());
    }

    #[test]
    fn once_the_manifest_stands_only_removals_are_left() {
        let (one, two) = (manifest(&[("a/1.html", "a"), ("a/2.html", "b")]), manifest(&[("a/1.html", "A")]));
        let cut = plan(Some(&one), None, None, &two).mark;
        let rest = plan(Some(&two), Some(&cut), None, &two);
        assert_eq!(shown(&rest), []);
        assert_eq!(rest.remove.keys().collect::<Vec<_>>(), ["a/2.html"]);
        assert_eq!(rest.mark.token, "new");
    }

    #[test]
    fn what_this_machine_saw_arrive_is_not_sent_again() {
        let one = manifest(&[("a/1.html", "a"), ("a/2.html", "b")]);
        let two = manifest(&[("a/1.html", "A"), ("a/2.html", "B"), ("a/3.html", "C")]);
        let cut = plan(Some(&one), None, None, &two).mark;
        let known = BTreeMap::from([
            ("a/1.html".to_owned(), Arrived::Staged(Digest::of(b"A"))),
            ("a/2.html".to_owned(), Arrived::Staged(Digest::of(b"other"))),
            ("a/3.html".to_owned(), Arrived::Placed(Digest::of(b"C"))),
        ]);
        let mut cut = cut;
        cut.token = "old".to_owned();
        let on = Plan::new(Some(&one), Some(&cut), Some(known), &two, false, "next".to_owned());
        assert_eq!(shown(&on), [("a/1.html", false, true), ("a/2.html", true, true), ("a/3.html", false, false)]);
        assert_eq!(on.mark.token, "old");
    }
}

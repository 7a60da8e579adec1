//! Publishing in this process or in one of its own, which may be killed.

use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use gongshi::{
    meter::Unseen,
    output::{self, Imprint, Meta, Pack, Store as _},
    publish::{PublishError, Release, Sent, remote},
    site::model::PublishingTarget,
};
use serde::{Deserialize, Serialize};

use super::servers::Standing;

/// The files of a site.
pub type Site = BTreeMap<String, String>;

/// A site of these files.
pub fn site(files: &[(&str, &str)]) -> Site {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// A finished release of a site.
pub fn release(site: &Site, number: u32, signature: Option<&str>) -> Release {
    let folder = tempfile::tempdir().expect("a folder");
    let mut pack = Pack::new(folder.path()).expect("a pack");
    let files: output::Files = site.iter().map(|(path, text)| (path.clone(), text.as_bytes().into())).collect();
    let imprint = Imprint { number, date: "2020-10-15".to_owned(), content: output::Digest::of(b"content"), previous: None };
    output::apply(&files, &Meta { publication: Some(imprint), ..Meta::default() }, &mut pack).expect("a site");
    let manifest = pack.manifest().expect("memory").expect("a manifest");
    Release { manifest, signature: signature.map(Into::into), site: pack.packed() }
}

/// What stands at a target that shows a release and nothing else.
pub fn whole(release: &Release) -> Standing {
    let files = release.manifest.files.keys().map(|path| (path.clone(), release.read(path).expect("a file")));
    let signature = release.signature.iter().map(|text| ("manifest.json.minisig".to_owned(), text.as_bytes().to_vec()));
    let manifest = ("manifest.json".to_owned(), release.manifest.to_json().as_bytes().to_vec());
    files.chain(signature).chain([manifest]).collect()
}

/// A target and where it is published from.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct To {
    pub kind: String,
    pub endpoint: String,
    pub bucket: String,
    pub path: String,
    pub key_file: String,
    pub compress: bool,
    /// The site's folder.
    pub from: PathBuf,
    pub environment: BTreeMap<String, String>,
}

impl To {
    /// The target as `site.yaml` has it.
    pub fn target(&self) -> PublishingTarget {
        let kinds = ["sftp", "s3", "oss", "cos", "obs", "webdav"];
        PublishingTarget {
            name: "portal".to_owned(),
            kind: kinds.into_iter().find(|kind| *kind == self.kind).expect("a kind"),
            path: self.path.clone(),
            endpoint: self.endpoint.clone(),
            bucket: self.bucket.clone(),
            key_file: self.key_file.clone(),
            compress: self.compress,
            ..PublishingTarget::default()
        }
    }

    /// The same from the folder of another site, which has seen nothing arrive.
    pub fn from(&self, from: &Path) -> Self {
        Self { from: from.to_path_buf(), ..self.clone() }
    }

    /// The same with a variable of the environment.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Publish in this process.
    pub fn publish(&self, release: &Release) -> Result<Sent, PublishError> {
        let mut target = remote::open(&self.target(), &self.from, &|name| self.environment.get(name).cloned())?;
        target.hold()?;
        target.send(release, &Unseen)
    }

    /// Publish in a process of its own, with `path` before the places its programs are looked for.
    pub fn process(&self, site: &Site, number: u32, path: Option<&Path>) -> Process {
        let work = tempfile::tempdir().expect("a folder");
        let order = Order { to: self.clone(), site: site.clone(), number };
        fs::write(work.path().join("order"), serde_json::to_vec(&order).expect("JSON")).expect("a file");
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["--exact", "publish_remote::publishing::publishes_as_ordered", "--nocapture"]);
        command.env(ORDER, work.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(path) = path {
            let usual = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{}:{usual}", path.display()));
        }
        Process { child: command.spawn().expect("this program"), work }
    }
}

/// What went wrong, with its reason.
pub fn said(error: &PublishError) -> String {
    let mut text = error.en();
    let mut next = error.source();
    while let Some(inner) = next {
        text = format!("{text}: {inner}");
        next = inner.source();
    }
    text
}

const ORDER: &str = "GONGSHI_TEST_ORDER";

#[derive(Serialize, Deserialize)]
struct Order {
    to: To,
    site: Site,
    number: u32,
}

/// What a process of its own says it did.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Did {
    pub files: usize,
    pub removed: usize,
    pub resumed: usize,
    pub kept: Vec<String>,
}

/// A process that publishes.
#[derive(Debug)]
pub struct Process {
    pub child: Child,
    work: tempfile::TempDir,
}

impl Process {
    /// Wait for its end: what it did, or why not.
    pub fn end(mut self) -> Result<Did, String> {
        self.child.wait().expect("a process");
        let done = fs::read(self.work.path().join("done")).expect("the process says what it did");
        serde_json::from_slice(&done).expect("JSON")
    }

    /// Kill it.
    pub fn kill(mut self) {
        self.child.kill().expect("a process");
        self.child.wait().expect("a process");
    }
}

/// Not a test by itself: what a process of its own does when it is ordered to.
#[test]
fn publishes_as_ordered() {
    let Ok(work) = std::env::var(ORDER) else { return };
    let work = PathBuf::from(work);
    let order: Order = serde_json::from_slice(&fs::read(work.join("order")).expect("an order")).expect("JSON");
    let done = order.to.publish(&release(&order.site, order.number, None));
    let did = done.map(|Sent { files, removed, resumed, kept, .. }| Did { files, removed, resumed, kept });
    let did = did.map_err(|error| said(&error));
    fs::write(work.join("done"), serde_json::to_vec(&did).expect("JSON")).expect("a file");
}

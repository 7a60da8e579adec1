//! From a target of `site.yaml` to a server that can be asked.
//!
//! In: the target, the site's folder, a look-up in the environment. Out: a [`Destination`](crate::publish::Destination).
//! Secrets come from `GONGSHI_<NAME>_<WHAT>` or from where the platform's own programs find them, never from content.

use std::{
    path::Path,
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

use opendal::{Configurator, Operator, layers::TimeoutLayer, services};

use super::{Environment, Opened, count::CountLayer, destination::RemoteTarget, fault::Fault, kind::Kind, runtime, server::Server};
use crate::{publish::PublishError, site::model::PublishingTarget};

/// Seconds after which a lock that is not renewed is taken over, unless `GONGSHI_LEASE` says otherwise.
const LEASE: u64 = 60;
/// Milliseconds before a request is repeated, unless `GONGSHI_RETRY_DELAY` says otherwise.
const PAUSE: u64 = 250;
/// How long a request may take, and how long one with a file's bytes may.
const PATIENCE: (Duration, Duration) = (Duration::from_mins(1), Duration::from_mins(5));
/// The region S3-like services with an address of their own are signed for, where none is named.
const REGION: &str = "us-east-1";

/// Open a target on a server; nothing is asked of it yet. `site` is the site's folder, below which `.gongshi/publish/`
/// keeps what arrived. What the target asks for and its kind cannot do is refused.
pub fn open(target: &PublishingTarget, site: &Path, environment: &Environment<'_>) -> Opened {
    let secrets = Secrets { target: &target.name, environment };
    let refused = |(en, zh): (&str, &str)| refused(&target.name, en, zh);
    let kind = Kind::of(target.kind).ok_or_else(|| refused(("it is not on a server", "它不在服务器上")))?;
    check(target, kind, &secrets).map_err(refused)?;
    let broken = |source: Fault| PublishError::Remote { target: target.name.clone(), path: String::new(), source: Box::new(source) };
    let known = secrets.all();
    let own = if kind == Kind::Sftp { Some(runtime::Own::new()) } else { None };
    let own = own.transpose().map_err(|error| broken(Fault::own(error)))?;
    let handle = match &own {
        Some(own) => own.handle().clone(),
        None => runtime::shared().map_err(|error| broken(Fault::own(error)))?.clone(),
    };
    let requests = Arc::new(AtomicU64::new(0));
    let operator = operator(target, kind, site, &secrets).map_err(|error| broken(Fault::of(&error, &known)))?;
    let server = Server {
        name: target.name.clone(),
        kind,
        operator: dressed(operator, &requests),
        requests,
        pause: Duration::from_millis(number(environment, "GONGSHI_RETRY_DELAY").unwrap_or(PAUSE)),
        secrets: known,
        compress: target.compress,
    };
    let lease = Duration::from_secs(number(environment, "GONGSHI_LEASE").unwrap_or(LEASE).max(1));
    Ok(Box::new(RemoteTarget::new(Arc::new(server), (handle, own), site, lease)))
}

/// An operator whose requests are counted and do not last forever.
pub(super) fn dressed(operator: Operator, requests: &Arc<AtomicU64>) -> Operator {
    let patience = TimeoutLayer::new().with_timeout(PATIENCE.0).with_io_timeout(PATIENCE.1);
    operator.layer(CountLayer(Arc::clone(requests))).layer(patience)
}

fn number(environment: &Environment<'_>, name: &str) -> Option<u64> {
    environment(name)?.trim().parse().ok()
}

/// What an error says of a target that is left alone.
pub(super) fn refused(target: &str, en: &str, zh: &str) -> PublishError {
    PublishError::Refused { target: target.to_owned(), en: en.to_owned(), zh: zh.to_owned() }
}

/// The secrets of one target.
struct Secrets<'a> {
    target: &'a str,
    environment: &'a Environment<'a>,
}

const WHATS: [&str; 6] = ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "USER", "PASSWORD", "TOKEN"];

impl Secrets<'_> {
    fn find(&self, what: &str) -> Option<String> {
        let name = self.target.to_uppercase().replace('-', "_");
        (self.environment)(&format!("GONGSHI_{name}_{what}")).filter(|value| !value.is_empty())
    }

    /// Everything that must not be told; a name of three letters is no secret and would blot out words.
    fn all(&self) -> Vec<String> {
        WHATS.iter().filter(|what| **what != "USER").filter_map(|what| self.find(what)).filter(|value| value.len() > 3).collect()
    }
}

type Sentence = (&'static str, &'static str);

/// What the target asks for and its kind cannot do.
fn check(target: &PublishingTarget, kind: Kind, secrets: &Secrets<'_>) -> Result<(), Sentence> {
    let compresses = matches!(kind, Kind::S3 | Kind::Oss);
    if target.compress && !compresses {
        return Err((
            "a server of this kind cannot be told that a file is compressed; take `compress` away",
            "此类服务器无法标明文件已压缩；请去掉 `compress`",
        ));
    }
    if target.path.split('/').any(|part| part == "." || part == ".." || part.starts_with(".gongshi-")) {
        return Err(("its `path` leads elsewhere", "其 `path` 指向别处"));
    }
    if kind == Kind::Sftp && !target.path.is_empty() && !target.path.starts_with('/') {
        return Err((
            "write its whole `path` on the server, beginning with `/`; without one, the user's home folder is meant",
            "请写出服务器上以 `/` 开头的完整 `path`；不写则指用户主目录",
        ));
    }
    if kind == Kind::Sftp && secrets.find("PASSWORD").is_some() {
        return Err(("SFTP is done with keys, not with a password", "SFTP 只用密钥，不用密码"));
    }
    if kind == Kind::Obs && secrets.find("SESSION_TOKEN").is_some() {
        return Err(("OBS is signed without a session token here", "此处的 OBS 签名不支持临时令牌"));
    }
    let host = target.endpoint.split_once("://").map_or(target.endpoint.as_str(), |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    if host.rsplit_once('@').is_some_and(|(user, _)| kind != Kind::Sftp || user.contains(':')) {
        return Err((
            "its `endpoint` holds a password; secrets belong into the environment",
            "其 `endpoint` 含有密码；密钥与密码应放在环境变量中",
        ));
    }
    Ok(())
}

#[expect(clippy::field_reassign_with_default, reason = "settings of OpenDAL cannot be written as a whole")]
fn operator(target: &PublishingTarget, kind: Kind, site: &Path, secrets: &Secrets<'_>) -> opendal::Result<Operator> {
    let root = target.path.as_str();
    let text = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
    let address = |scheme: &str| {
        let endpoint = target.endpoint.trim_end_matches('/');
        if endpoint.is_empty() || endpoint.contains("://") { endpoint.to_owned() } else { format!("{scheme}://{endpoint}") }
    };
    let (id, key, token) = (secrets.find("ACCESS_KEY_ID"), secrets.find("SECRET_ACCESS_KEY"), secrets.find("SESSION_TOKEN"));
    match kind {
        Kind::S3 => {
            let mut config = services::S3Config::default();
            config.bucket.clone_from(&target.bucket);
            config.root = text(root);
            config.endpoint = text(&address("https"));
            config.region = text(&target.region).or_else(|| (!target.endpoint.is_empty()).then(|| REGION.to_owned()));
            (config.access_key_id, config.secret_access_key, config.session_token) = (id, key, token);
            Operator::new(config.into_builder())
        }
        Kind::Oss => {
            let mut config = services::OssConfig::default();
            config.bucket.clone_from(&target.bucket);
            config.root = text(root);
            config.endpoint = text(&address("https"));
            (config.access_key_id, config.access_key_secret, config.security_token) = (id, key, token);
            Operator::new(config.into_builder())
        }
        Kind::Cos => {
            let mut config = services::CosConfig::default();
            config.bucket = text(&target.bucket);
            config.root = text(root);
            config.endpoint = text(&address("https"));
            (config.secret_id, config.secret_key, config.security_token) = (id, key, token);
            Operator::new(config.into_builder())
        }
        Kind::Obs => {
            let mut config = services::ObsConfig::default();
            config.bucket = text(&target.bucket);
            config.root = text(root);
            config.endpoint = text(&address("https"));
            (config.access_key_id, config.secret_access_key) = (id, key);
            Operator::new(config.into_builder())
        }
        Kind::WebDav => {
            let mut config = services::WebdavConfig::default();
            config.root = text(root);
            config.endpoint = text(&address("https"));
            config.username = secrets.find("USER").or_else(|| text(&target.user));
            (config.password, config.token) = (secrets.find("PASSWORD"), secrets.find("TOKEN"));
            Operator::new(config.into_builder())
        }
        Kind::Sftp => {
            let mut config = services::SftpConfig::default();
            config.root = text(root);
            config.endpoint = text(&address("ssh").replacen("sftp://", "ssh://", 1));
            config.user = text(&target.user).or_else(|| secrets.find("USER"));
            config.key = text(&target.key_file).map(|file| key_file(&file, site, secrets));
            Operator::new(config.into_builder())
        }
        Kind::Web => Err(opendal::Error::new(opendal::ErrorKind::Unsupported, "a site on the web is only read")),
    }
}

/// A key's file: below the home folder after `~/`, else below the site's folder unless the path is whole.
fn key_file(file: &str, site: &Path, secrets: &Secrets<'_>) -> String {
    let home = file.strip_prefix("~/").zip((secrets.environment)("HOME"));
    let path = home.map_or_else(|| site.join(file), |(rest, home)| Path::new(&home).join(rest));
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: &'static str, endpoint: &str, path: &str, compress: bool, environment: &Environment<'_>) -> String {
        let text = str::to_owned;
        let (name, bucket) = (text("city-portal"), text("b"));
        let target = PublishingTarget { name, kind, endpoint: text(endpoint), bucket, path: text(path), compress, ..Default::default() };
        open(&target, Path::new("."), environment).map_or_else(|error| error.en(), |_| String::new())
    }

    #[test]
    fn what_a_kind_cannot_do_is_refused_before_anything_is_asked() {
        let none = |_: &str| None;
        for kind in ["sftp", "webdav", "cos", "obs"] {
            assert_eq!(
                message(kind, "https://files.invalid", "/www", true, &none),
                "target `city-portal` is left as it was: a server of this kind cannot be told that a file is compressed; take `compress` away"
            );
        }
        assert!(message("sftp", "files.invalid", "www", false, &none).contains("beginning with `/`"));
        assert!(message("s3", "https://files.invalid", "a/../b", false, &none).contains("leads elsewhere"));
        assert!(message("webdav", "https://u:p@files.invalid", "", false, &none).contains("holds a password"));
        assert!(message("folder", "", "", false, &none).contains("not on a server"));
        let password = |name: &str| (name == "GONGSHI_CITY_PORTAL_PASSWORD").then(|| "p".to_owned());
        assert!(message("sftp", "files.invalid", "/www", false, &password).contains("keys, not with a password"));
        for kind in ["s3", "oss", "cos", "obs", "webdav", "sftp"] {
            assert_eq!(message(kind, "https://files.invalid", "/www", false, &none), "", "{kind}");
        }
    }

    #[test]
    fn secrets_are_taken_out_of_reasons() {
        let environment = |name: &str| (name == "GONGSHI_CITY_PORTAL_SECRET_ACCESS_KEY").then(|| "hush-hush".to_owned());
        let secrets = Secrets { target: "city-portal", environment: &environment };
        let error = opendal::Error::new(opendal::ErrorKind::PermissionDenied, "signed\n with hush-hush");
        assert_eq!(Fault::of(&error, &secrets.all()).to_string(), "permission denied: signed with ***");
    }
}

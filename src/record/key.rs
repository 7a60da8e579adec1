//! Keys and signatures in minisign's format, which its own programs make and read as well.
//!
//! In: key files, a password, the text of a manifest. Out: a key pair, a signature, or why there is none. The same text
//! signed twice gives the same bytes. No password is asked for, and no file is written.
#![expect(clippy::disallowed_methods, reason = "this is the edge where key files are read")]

mod error;

use std::{fmt, fs, io::Cursor, path::Path};

use blake2::{Blake2b512, Digest as _};
use ct_codecs::{Base64, Decoder as _, Encoder as _};
use ed25519_compact::Noise;
use minisign::{ErrorKind, KeyPair, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};
use serde::Serialize;

pub use error::KeyError;

use crate::output::{Digest, Imprint};

/// How a secret key under a password begins: `Ed`, `Sc`, `B2` in base64.
const PROTECTED: &str = "RWRTY0Iy";
/// How one without a password begins.
const OPEN: &str = "RWQAAEIy";
/// Where the number of a key, the key and their checksum stand in the bytes of a secret key file.
const NUMBER: std::ops::Range<usize> = 54..62;
const SECRET: std::ops::Range<usize> = 62..126;
const SUM: std::ops::Range<usize> = 126..158;
/// Length of a signature in base64.
const SIGNATURE_SIGNS: usize = 88;

/// A new pair of keys, as the texts of its two files.
pub struct NewKey {
    /// The file that nobody else may read.
    pub secret: String,
    /// The file for everybody.
    pub public: String,
    /// The public key as it stands in `site.yaml`.
    pub line: String,
}

impl NewKey {
    /// Make a pair; the secret key is enciphered where there is a password.
    pub fn generate(password: Option<&str>) -> Result<Self, KeyError> {
        let pair = match password {
            Some(password) => KeyPair::generate_encrypted_keypair(Some(password.to_owned())),
            None => KeyPair::generate_unencrypted_keypair(),
        };
        let pair = pair.map_err(KeyError::system)?;
        Ok(Self {
            secret: pair.sk.to_box(Some("gongshi secret key")).map_err(KeyError::system)?.into_string(),
            public: pair.pk.to_box().map_err(KeyError::system)?.into_string(),
            line: pair.pk.to_base64(),
        })
    }
}

/// Whoever signs publications.
pub struct Signer {
    secret: ed25519_compact::SecretKey,
    number: [u8; 8],
    public: PublicKey,
}

impl fmt::Debug for Signer {
    /// The secret key is never shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("public", &self.public()).finish_non_exhaustive()
    }
}

impl Signer {
    /// Read a secret key file. A key without a password is opened with any.
    pub fn open(path: &Path, password: Option<&str>) -> Result<Self, KeyError> {
        let text = secret_text(path)?;
        let damaged = || KeyError::Damaged { path: path.to_path_buf() };
        let boxed: SecretKeyBox = text.clone().into();
        let key = if is_protected(&text) {
            let password = password.ok_or_else(|| KeyError::NoPassword { path: path.to_path_buf() })?;
            boxed.into_secret_key(Some(password.to_owned())).map_err(|error| match error.kind() {
                ErrorKind::Verify => KeyError::WrongPassword { path: path.to_path_buf() },
                _ => damaged(),
            })?
        } else {
            boxed.into_unencrypted_secret_key().ok().or_else(|| without_sum(&text)).ok_or_else(damaged)?
        };
        Self::of(&key).ok_or_else(damaged)
    }

    fn of(key: &SecretKey) -> Option<Self> {
        let bytes = key.to_bytes();
        let secret = ed25519_compact::SecretKey::from_slice(bytes.get(SECRET)?).ok()?;
        secret.validate_public_key(&secret.public_key()).ok()?;
        let number = bytes.get(NUMBER)?.try_into().ok()?;
        let public = PublicKey(minisign::PublicKey::from_secret_key(key).ok()?);
        Some(Self { secret, number, public })
    }

    /// Sign the text of a manifest: minisign's prehashed form, with a comment that says which publication it is. The
    /// signature is read back and verified before anybody gets it.
    pub fn sign(&self, manifest_json: &str, imprint: &Imprint) -> Result<String, KeyError> {
        let comment = format!("gongshi publication {} {} sha256:{}", imprint.number, imprint.date, Digest::of(manifest_json.as_bytes()));
        // The library's own signing mixes chance into every signature; RFC 8032 does without, so nothing changes when
        // the same release is signed again.
        let hash = Blake2b512::digest(manifest_json.as_bytes());
        let own = self.secret.sign(hash, None::<Noise>);
        let whole = self.secret.sign([own.as_slice(), comment.as_bytes()].concat(), None::<Noise>);
        let head = [b"ED".as_slice(), &self.number, own.as_slice()].concat();
        let signature = format!(
            "untrusted comment: signature of a gongshi manifest\n{}\ntrusted comment: {comment}\n{}\n",
            base64(&head)?,
            base64(whole.as_slice())?
        );
        match self.public.verify(manifest_json.as_bytes(), &signature) {
            Ok(_) => Ok(signature),
            Err(error) => Err(KeyError::System { source: Box::new(error) }),
        }
    }

    /// The public key as it stands in `site.yaml`.
    pub fn public(&self) -> String {
        self.public.to_string()
    }
}

/// Whether a secret key file asks for a password.
pub fn needs_password(path: &Path) -> Result<bool, KeyError> {
    secret_text(path).map(|text| is_protected(&text))
}

/// A warning in English and Chinese where others than its owner may read a secret key file; none on systems without modes.
pub fn exposure(path: &Path) -> Option<(String, String)> {
    #[cfg(unix)]
    let open = {
        use std::os::unix::fs::MetadataExt as _;
        fs::metadata(path).is_ok_and(|found| found.mode() & 0o077 != 0)
    };
    #[cfg(not(unix))]
    let open = false;
    let path = path.display();
    let en = format!("others can read the secret key `{path}`; take that away with `chmod 600`");
    open.then(|| (en, format!("他人可以读取私钥 `{path}`，请用 `chmod 600` 收回权限")))
}

/// The text of a secret key file, whose second line is known to begin as one.
fn secret_text(path: &Path) -> Result<String, KeyError> {
    let bytes = fs::read(path).map_err(|source| KeyError::Unreadable { path: path.to_path_buf(), source })?;
    let text = String::from_utf8(bytes).ok().filter(|text| {
        let line = text.lines().nth(1).unwrap_or_default();
        line.starts_with(PROTECTED) || line.starts_with(OPEN)
    });
    text.ok_or_else(|| KeyError::NotSecret { path: path.to_path_buf() })
}

fn is_protected(text: &str) -> bool {
    text.lines().nth(1).is_some_and(|line| line.starts_with(PROTECTED))
}

/// A key without a password as minisign itself writes it, with zeros for a checksum.
fn without_sum(text: &str) -> Option<SecretKey> {
    let bytes = Base64::decode_to_vec(text.lines().nth(1)?.trim(), None).ok()?;
    let bare = bytes.len() == SUM.end && bytes[SUM].iter().all(|byte| *byte == 0);
    SecretKey::from_bytes(&bytes).ok().filter(|_| bare)
}

fn base64(bytes: &[u8]) -> Result<String, KeyError> {
    Base64::encode_to_string(bytes).map_err(KeyError::system)
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(minisign::PublicKey);

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_base64())
    }
}

impl PublicKey {
    /// Read the 56 signs of `site.yaml`, or the text of a `.pub` file.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let line = minisign::PublicKey::from_base64(text).ok();
        let file = || PublicKeyBox::from_string(text).and_then(PublicKeyBox::into_public_key).ok();
        let key = line.or_else(file)?;
        key.to_bytes().starts_with(b"Ed").then_some(Self(key))
    }

    /// Verify a signature; the answer is its trusted comment.
    pub fn verify(&self, text: &[u8], signature: &str) -> Result<String, Unsound> {
        // The library takes the last line to be as long as a signature is.
        let last = signature.lines().nth(3).unwrap_or_default().trim();
        if last.len() != SIGNATURE_SIGNS || !last.ends_with("==") {
            return Err(Unsound::Damaged);
        }
        let signature = SignatureBox::from_string(signature).map_err(|_| Unsound::Damaged)?;
        if signature.keynum() != self.0.keynum() {
            return Err(Unsound::OtherKey);
        }
        minisign::verify(&self.0, &signature, Cursor::new(text), true, false, false).map_err(|_| Unsound::Changed)?;
        signature.trusted_comment().map_err(|_| Unsound::Damaged)
    }
}

/// Why a signature does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsound {
    /// It is no signature in minisign's format.
    Damaged,
    /// It was made with another key.
    OtherKey,
    /// It was made for another text, or changed.
    Changed,
}

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "it is not a minisign signature",
            Self::OtherKey => "it was made with another key",
            Self::Changed => "it was made for another text",
        })
    }
}

impl std::error::Error for Unsound {}

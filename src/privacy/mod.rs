//! Personal data, found before it is published.
//!
//! In: everything below `content/`, the exceptions the site has written down. Out: findings with their places. What a file
//! holds is remembered under the key of its bytes, or an attachment's stamp, so only what changed is looked through again.
//! Nothing is changed, masked or removed here, and no name of a person is guessed.

mod address;
mod attachment;
mod contact;
mod diagnostics;
mod examine;
mod fold;
mod image;
mod number;
mod report;
mod scan;

pub use attachment::attached_text;
pub use examine::{Known, examine};
pub use report::Personal;

use serde::{Deserialize, Serialize};

use crate::diag::{Code, Loc, Span};

/// The file with the exceptions.
pub const EXCEPTIONS: &str = "content/privacy.yaml";

/// What the check takes something for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// An identity card's number.
    Identity,
    /// A passport's or permit's number.
    Passport,
    /// A mobile number.
    Mobile,
    /// A telephone number.
    Landline,
    /// A bank card's number.
    BankCard,
    /// An e-mail address.
    Email,
    /// An address down to the dwelling.
    Address,
    /// An image's position or owner.
    Image,
    /// A file that cannot be looked through.
    Unexamined,
}

impl Kind {
    /// Every kind, in the order of the docs.
    pub const ALL: [Self; 9] = [
        Self::Identity,
        Self::Passport,
        Self::Mobile,
        Self::Landline,
        Self::BankCard,
        Self::Email,
        Self::Address,
        Self::Image,
        Self::Unexamined,
    ];

    /// The word exceptions name it by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Identity => "identity_number",
            Self::Passport => "passport_number",
            Self::Mobile => "mobile_number",
            Self::Landline => "landline_number",
            Self::BankCard => "bank_card",
            Self::Email => "email_address",
            Self::Address => "home_address",
            Self::Image => "image_metadata",
            Self::Unexamined => "unexamined_file",
        }
    }

    /// The kind of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether it is said of a file as a whole and not of words in it.
    pub fn is_of_files(self) -> bool {
        matches!(self, Self::Image | Self::Unexamined)
    }

    /// The name of its findings.
    pub fn code(self) -> Code {
        match self {
            Self::Identity => Code::IdentityNumber,
            Self::Passport => Code::PassportNumber,
            Self::Mobile => Code::MobileNumber,
            Self::Landline => Code::LandlineNumber,
            Self::BankCard => Code::BankCard,
            Self::Email => Code::EmailAddress,
            Self::Address => Code::HomeAddress,
            Self::Image => Code::ImageMetadata,
            Self::Unexamined => Code::UnexaminedFile,
        }
    }
}

/// Something that may stand although the check takes it for personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The file, seen from `content/`; empty for any.
    pub file: String,
    /// What the check takes it for.
    pub kind: Kind,
    /// What stands there; empty for kinds of whole files.
    pub text: String,
    /// Where the exception is written.
    pub span: Span,
}

/// Personal data in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Found {
    kind: Kind,
    /// Where, in the text.
    loc: Loc,
    /// As it is written there.
    text: String,
}

/// What stands in an image besides its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Metadata {
    /// Where it was taken.
    position: bool,
    /// Whose camera it was.
    owner: bool,
    /// It claims to have metadata, and they are damaged.
    damaged: bool,
}

/// Why a file cannot be looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Obstacle {
    /// Its text is in no encoding that is read.
    Encoding,
    /// It is longer than what is read.
    Length(u64),
}

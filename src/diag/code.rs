//! The stable names of everything gongshi can say about content, with their severities. `docs/diagnostics.md` has a
//! section for each, `tests/cases/` a small site.

use std::fmt;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Severity {
    /// The site cannot be built.
    Error,
    /// The site is built; somebody should look.
    Warning,
}

impl Severity {
    /// The word reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $doc:literal;)*) => {
        /// The stable name of a kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// Every code, in the order of the docs.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The name, in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How grave it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What it means, in a few words.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }
        }
    };
}

codes! {
    // Files.
    BadFileName "bad-file-name" Error "a file's name cannot become an address";
    SymbolicLink "symbolic-link" Error "a symbolic link stands in the content folder or the theme";
    FileTooLarge "file-too-large" Error "a text file is absurdly large";
    NotUtf8 "not-utf8" Error "a text file is not UTF-8";
    ByteOrderMark "byte-order-mark" Warning "a text file begins with a byte order mark";
    CarriageReturn "carriage-return" Warning "a text file has Windows line ends";
    UnknownFile "unknown-file" Warning "a file stands where none is read";
    MissingFile "missing-file" Error "a file every site or year needs is missing";
    // YAML.
    YamlSyntax "yaml-syntax" Error "a file is not YAML";
    TabIndentation "tab-indentation" Error "a line is indented with a tab";
    MissingColon "missing-colon" Error "a key has no colon, or no space after it";
    FullWidthColon "full-width-colon" Error "a full-width colon stands where YAML needs `: `";
    DuplicateKey "duplicate-key" Error "a key stands twice in one record";
    TooDeep "too-deep" Error "a file is nested absurdly deep";
    AliasBomb "alias-bomb" Error "aliases multiply a file to an absurd size";
    // Records.
    WrongType "wrong-type" Error "a value is of another type than its key takes";
    UnknownKey "unknown-key" Error "a record has a key that does not exist";
    MissingKey "missing-key" Error "a record lacks a key it needs";
    UnknownWord "unknown-word" Error "a value is not one of the words its key takes";
    BadNumber "bad-number" Error "a number cannot be read exactly";
    BadDate "bad-date" Error "a date is impossible or not written as one";
    BadId "bad-id" Error "an id cannot become part of an address";
    BadUrl "bad-url" Error "an address on the web is not one";
    AmbiguousScalar "ambiguous-scalar" Warning "a plain value that other YAML readers take for something else";
    DateOrder "date-order" Error "two dates stand in the wrong order";
    FutureDate "future-date" Error "a publication date lies after the site's date";
    // Names.
    UnknownDepartment "unknown-department" Error "no department has this name";
    UnknownPlace "unknown-place" Error "no place has this name";
    UnknownCategory "unknown-category" Error "no category has this name";
    UnknownIndicator "unknown-indicator" Error "the project has no indicator of this id";
    UnknownDocument "unknown-document" Error "no document has this id, number or alias";
    UnknownProject "unknown-project" Error "no project has this year and id";
    UnknownTheme "unknown-theme" Error "no theme has this name";
    UnknownEntry "unknown-entry" Error "no entry of the file has this id or name";
    DuplicateId "duplicate-id" Error "two records share an id";
    DuplicateName "duplicate-name" Error "two entries of a registry claim one name";
    DuplicateOrdinal "duplicate-ordinal" Warning "two projects of a year share an ordinal";
    TwoSpellings "two-spellings" Warning "one file names a department in two spellings";
    UrlCollision "url-collision" Error "two pages or files want one address";
    // Figures.
    BadTarget "bad-target" Error "a target says nothing, or two things";
    BadReading "bad-reading" Error "a reading contradicts itself";
    ReadingAfterAsOf "reading-after-as-of" Error "a report is later than the programme's date";
    ReadingFalls "reading-falls" Error "a cumulative reading falls without a note";
    BreakdownSum "breakdown-sum" Warning "the parts of a reading do not add up";
    MilestoneSum "milestone-sum" Warning "the milestones do not lead to the target";
    UnitDiffers "unit-differs" Warning "a reading's unit is not the target's";
    ContradictingTarget "contradicting-target" Warning "two papers set different targets";
    DeclaredShort "declared-short" Warning "declared completed, but short of the target";
    OverNotDeclared "over-not-declared" Warning "over the target, but declared merely completed";
    SuspensionUnexplained "suspension-unexplained" Error "a suspension without reason or authority";
    UncountedUnexplained "uncounted-unexplained" Error "a figure is taken out of the count without a note";
    SilentIndicator "silent-indicator" Warning "the latest report is silent on an indicator";
    MilestoneMissed "milestone-missed" Warning "a milestone's date has passed and its figure is not reached";
    GoalSum "goal-sum" Warning "a goal's quarters do not lead to its figure";
    ProposalSum "proposal-sum" Warning "the proposals by role do not add up to all of them";
    ShortCall "short-call" Warning "a call for ideas is open for less than 30 days";
    ReplyLate "reply-late" Warning "a proposal was answered after its date";
    FrozenChanged "frozen-changed" Error "a frozen year was changed without a correction";
    FrozenCorrected "frozen-corrected" Warning "a frozen year was corrected and not frozen again";
    PublishedChanged "published-changed" Error "a published figure was changed without a correction";
    PublishedGone "published-gone" Error "a published figure or project is gone without a word";
    RecordDamaged "record-damaged" Error "the record of publications cannot be read";
    NameWithoutConsent "name-without-consent" Error "a person is named without their consent";
    ItemCount "item-count" Warning "the declared number of items is not the number kept here";
    // Text.
    UnbalancedBrackets "unbalanced-brackets" Warning "quotes or brackets do not pair";
    StrayMarkup "stray-markup" Warning "Markdown signs stand in plain text";
    MixedWidth "mixed-width" Warning "half-width and full-width punctuation stand in one text";
    BrokenLink "broken-link" Error "a Markdown link leads to no page or file";
    BrokenAnchor "broken-anchor" Error "a Markdown link leads to no heading";
    UnsafeLink "unsafe-link" Error "a link has a scheme that is not allowed";
    HtmlRemoved "html-removed" Warning "raw HTML is changed or dropped by the sanitiser";
    // Personal data.
    IdentityNumber "identity-number" Error "a person's identity number stands in the content";
    PassportNumber "passport-number" Error "the number of a person's passport or permit stands in the content";
    MobileNumber "mobile-number" Error "a mobile number stands in the content";
    LandlineNumber "landline-number" Error "a telephone number stands outside the fields for contacts";
    BankCard "bank-card" Error "the number of a bank card stands in the content";
    EmailAddress "email-address" Error "an e-mail address stands outside the fields for contacts";
    HomeAddress "home-address" Error "an address stands there down to the dwelling";
    ImageMetadata "image-metadata" Error "an image says where it was taken, or whose camera it was";
    UnexaminedFile "unexamined-file" Error "an attachment cannot be looked through for personal data";
    UnusedException "unused-exception" Warning "an exception from the check for personal data meets nothing";
    // Pages.
    TemplateError "template-error" Error "a template of the theme fails";
    DeadLink "dead-link" Error "a finished page links to nothing";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

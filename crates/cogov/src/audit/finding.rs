//! What an audit finds.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::audit::code::{Basis, FindingCode, Severity};
use crate::audit::subject::Subject;
use crate::problem::{Arg, Path, fill};
use crate::values::bilingual::Bilingual;
use crate::values::lang::Lang;
use crate::values::record::record;
use crate::values::text::Text;

/// What a finding rests on: a place in the charter, and what the charter says there.
///
/// ```
/// use cogov::{Charter, Date};
///
/// let audit = Charter::builtin("cuizhuyuan-found").unwrap().audit(Date::new(2026, 6, 1).unwrap());
/// let cause = &audit.findings()[0].causes()[0];
/// assert!(cause.path().to_string().starts_with("positions["));
/// assert!(cause.source().is_some(), "what is stated cites the sentence that says so");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    path: Path,
    source: Option<Text>,
}

impl Cause {
    pub(crate) fn new(path: Path, source: Option<&Text>) -> Self {
        Self { path, source: source.cloned() }
    }

    /// Where in the charter: `positions[3]`.
    #[must_use]
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// The source that the charter cites there.
    #[must_use]
    pub const fn source(&self) -> Option<&Text> {
        self.source.as_ref()
    }
}

impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object =
            serializer.serialize_struct("Cause", if self.source.is_some() { 2 } else { 1 })?;
        object.serialize_field("path", &self.path.to_string())?;
        // What the charter does not cite is left out, as everywhere.
        match &self.source {
            Some(source) => object.serialize_field("source", source)?,
            None => object.skip_field("source")?,
        }
        object.end()
    }
}

record! {
    /// That a finding is known and accepted, and why. It is then reported as acknowledged.
    ///
    /// ```
    /// use cogov::audit::Acknowledgement;
    /// use cogov::{FindingCode, Text};
    ///
    /// let known = Acknowledgement::new(FindingCode::Overlap, Text::new("both committees agreed")?)
    ///     .with_about([Text::new("implement")?])
    ///     .with_source(Text::new("minutes of 2 March 2026")?);
    /// assert_eq!((known.code(), known.about().len()), (FindingCode::Overlap, 1));
    /// assert_eq!(known.reason().to_string(), "both committees agreed");
    /// assert!(known.source().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Acknowledgement("an acknowledgement", "对审查发现的确认") {
        required {
            /// The code of the finding.
            code: FindingCode as copy,
            /// Why it is accepted.
            reason: Text,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// What the finding has to be about, in the words after "about" in the audit's text, or
            /// of `subjects` in its JSON: all of these, among others; any of that code, if empty.
            about, with_about: Text,
        }
    }
}

/// A flaw of a charter, with what it rests on.
///
/// ```
/// use cogov::audit::{Basis, Severity};
/// use cogov::{Charter, Date, FindingCode, Lang};
///
/// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
/// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
/// let finding = audit.findings().iter().find(|f| f.code() == FindingCode::NoTraining).unwrap();
/// assert_eq!((finding.basis(), finding.severity()), (Basis::Stated, Severity::Warning));
/// assert_eq!(finding.explanation(Lang::En), "participants are not prepared by any training");
/// assert_eq!(finding.remedy(Lang::En), "plan regular training");
/// assert_eq!(finding.causes()[0].path().to_string(), "training");
/// assert_eq!(finding.acknowledged(), None, "the charter does not accept it");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub(super) code: FindingCode,
    pub(super) basis: Basis,
    pub(super) subjects: Vec<Subject>,
    pub(super) causes: Vec<Cause>,
    pub(super) args: Vec<Arg>,
    pub(super) acknowledged: Option<Text>,
}

impl Finding {
    /// What kind of flaw it is.
    #[must_use]
    pub const fn code(&self) -> FindingCode {
        self.code
    }

    /// How grave it is: what rests on silence is never more than a note.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self.basis {
            Basis::Stated => self.code.severity(),
            Basis::Silent => Severity::Note,
        }
    }

    /// Whether it rests on what is stated, or on silence.
    #[must_use]
    pub const fn basis(&self) -> Basis {
        self.basis
    }

    /// What it is about.
    #[must_use]
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// What it rests on: at least one place in the charter.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// Why the charter accepts it, if it does.
    #[must_use]
    pub const fn acknowledged(&self) -> Option<&Text> {
        self.acknowledged.as_ref()
    }

    /// What is wrong, in plain words.
    ///
    /// ```
    /// use cogov::{Charter, Date, Lang};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// let overlap = &audit.findings()[0];
    /// assert!(overlap.explanation(Lang::En).starts_with("more than one leads implement"));
    /// assert!(overlap.remedy(Lang::En).starts_with("let one of them lead"));
    /// ```
    #[must_use]
    pub fn explanation(&self, lang: Lang) -> String {
        fill(self.code.explanation(self.basis, lang), &self.args, lang)
    }

    /// What would help.
    #[must_use]
    pub fn remedy(&self, lang: Lang) -> String {
        fill(self.code.remedy(lang), &self.args, lang)
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 8)?;
        object.serialize_field("code", &self.code)?;
        object.serialize_field("severity", &self.severity())?;
        object.serialize_field("basis", &self.basis)?;
        object.serialize_field("subjects", &self.subjects)?;
        object.serialize_field("causes", &self.causes)?;
        object.serialize_field("explanation", &Bilingual::of(|lang| self.explanation(lang)))?;
        object.serialize_field("remedy", &Bilingual::of(|lang| self.remedy(lang)))?;
        object.serialize_field("acknowledged", &self.acknowledged)?;
        object.end()
    }
}

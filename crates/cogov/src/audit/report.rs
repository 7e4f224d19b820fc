//! The audit as a whole: its findings.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::audit::accepting::acknowledge;
use crate::audit::code::{FindingCode, Severity};
use crate::audit::finding::{Acknowledgement, Finding};
use crate::audit::survey::Survey;
use crate::audit::{bodies, checking, duties, performing, powers, process, responsibility};
use crate::charter::Charter;
use crate::time::Date;
use crate::values::digest::Digest;
use crate::values::key::CharterKey;

/// What an audit of a charter found on a day.
///
/// The gravest findings come first, then in the order of the codes. Equal charters give equal
/// audits, byte for byte.
///
/// ```
/// use cogov::{Charter, Date, FindingCode};
///
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "parties": [
///         {"key": "committee", "name": "Owners' committee", "kind": "owners_committee"},
///         {"key": "company", "name": "Property company", "kind": "property_company"}],
///     "positions": [
///         {"holder": {"party": "committee"}, "kinds": ["lead"], "functions": ["implement"]},
///         {"holder": {"party": "company"}, "kinds": ["lead"], "functions": ["implement"]}]
/// }"#)?;
/// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
/// let overlap = &audit.findings()[0];
/// assert_eq!(overlap.code(), FindingCode::Overlap);
/// assert_eq!(overlap.causes()[1].path().to_string(), "positions[1]");
/// # Ok::<(), cogov::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Kept, so that its digest need not be made unless somebody asks.
    charter: Charter,
    on: Date,
    findings: Vec<Finding>,
    left_out: Vec<FindingCode>,
    /// Acknowledgements that no finding answers to any more.
    stale_acknowledgements: Vec<Acknowledgement>,
}

impl Charter {
    /// Looks for flaws, as the charter stands on a day.
    ///
    /// ```
    /// use cogov::audit::Severity;
    /// use cogov::{Charter, Date};
    ///
    /// let day = Date::new(2026, 6, 1).unwrap();
    /// let found = Charter::builtin("cuizhuyuan-found").unwrap().audit(day);
    /// assert_eq!(found.count(Severity::Error), 2);
    /// let completed = Charter::builtin("cuizhuyuan-completed").unwrap().audit(day);
    /// assert_eq!(completed.count(Severity::Error), 0);
    /// ```
    #[must_use]
    pub fn audit(&self, on: Date) -> Audit {
        let mut survey = Survey::new(self, on);
        responsibility::check(&mut survey);
        duties::check(&mut survey);
        powers::check(&mut survey);
        checking::check(&mut survey);
        performing::check(&mut survey);
        bodies::check(&mut survey);
        process::check(&mut survey);
        let (mut findings, left_out) = survey.into_findings();
        // Stable: of one code and severity, the order in which they were found stays.
        findings.sort_by_key(|finding| (finding.severity(), finding.code()));
        let stale = acknowledge(self.acknowledged(), &mut findings);
        Audit { charter: self.clone(), on, findings, left_out, stale_acknowledgements: stale }
    }
}

impl Serialize for Audit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Audit", 7)?;
        object.serialize_field("charter", self.charter())?;
        object.serialize_field("version", &self.version())?;
        object.serialize_field("digest", &self.digest())?;
        object.serialize_field("on", &self.on)?;
        object.serialize_field("findings", &self.findings)?;
        object.serialize_field("left_out", &self.left_out)?;
        object.serialize_field("stale_acknowledgements", &self.stale_acknowledgements)?;
        object.end()
    }
}

impl Audit {
    /// All findings, the gravest first.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The key of the charter.
    #[must_use]
    pub fn charter(&self) -> &CharterKey {
        self.charter.key()
    }

    /// The version of the charter.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.charter.version()
    }

    /// The digest of the charter that was looked at: see [`Charter::digest`].
    ///
    /// ```
    /// use cogov::{Charter, Date};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// assert_eq!(audit.digest(), charter.digest());
    /// assert_eq!((audit.charter(), audit.version()), (charter.key(), charter.version()));
    /// ```
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.charter.digest()
    }

    /// The day on which the charter was looked at.
    #[must_use]
    pub const fn on(&self) -> Date {
        self.on
    }

    /// The findings that are not acknowledged and at least as grave as this.
    ///
    /// ```
    /// use cogov::audit::Severity;
    /// use cogov::{Charter, Date, FindingCode};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// let errors: Vec<FindingCode> = audit.open(Severity::Error).map(|f| f.code()).collect();
    /// assert_eq!(errors, [FindingCode::Overlap, FindingCode::MissingStep]);
    /// ```
    pub fn open(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |f| f.acknowledged().is_none() && f.severity() <= severity)
    }

    /// The codes of the findings on one basis, each once, in order.
    ///
    /// ```
    /// use cogov::audit::Basis;
    /// use cogov::{Charter, Date, FindingCode};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// assert!(audit.codes(Basis::Stated).contains(&FindingCode::NoTraining));
    /// assert!(audit.codes(Basis::Silent).contains(&FindingCode::NoIncentive));
    /// ```
    #[must_use]
    pub fn codes(&self, basis: super::Basis) -> BTreeSet<FindingCode> {
        self.findings.iter().filter(|f| f.basis() == basis).map(Finding::code).collect()
    }

    /// Acknowledgements of the charter that no finding answers to any more, or only one that is by
    /// now about further matters or places than they name.
    ///
    /// ```
    /// use cogov::{Charter, Date, FindingCode};
    ///
    /// let text = r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "parties": [{"key": "a", "name": "A", "kind": "owners_committee"},
    ///                 {"key": "b", "name": "B", "kind": "property_company"}],
    ///     "positions": [
    ///         {"holder": {"party": "a"}, "kinds": ["power", "lead"], "functions": ["implement"]},
    ///         {"holder": {"party": "b"}, "kinds": ["power", "lead"], "functions": ["implement"]}],
    ///     "acknowledged": [{"code": "overlap", "reason": "both agreed on it"}]
    /// }"#;
    /// let day = Date::new(2026, 6, 1)?;
    /// let audit = Charter::from_json(text)?.audit(day);
    /// let overlap = audit.findings().iter().find(|f| f.code() == FindingCode::Overlap).unwrap();
    /// assert_eq!(overlap.acknowledged().unwrap().to_string(), "both agreed on it");
    /// assert!(audit.stale_acknowledgements().is_empty());
    ///
    /// // Nothing overlaps any more: what was accepted is no longer there.
    /// let mended = text.replacen(r#""lead"], "functions""#, r#""support"], "functions""#, 1);
    /// let audit = Charter::from_json(&mended)?.audit(day);
    /// assert_eq!(audit.stale_acknowledgements().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn stale_acknowledgements(&self) -> &[Acknowledgement] {
        &self.stale_acknowledgements
    }

    /// The codes of which there can be more than was found, or more than the findings name: in a
    /// charter in which very much overlaps or stays open, a check ends when it has looked at so
    /// much, or named so much, that nobody could read it. A code stands here also if nothing of it
    /// was found so far.
    ///
    /// ```
    /// use cogov::{Charter, Date};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// assert!(audit.left_out().is_empty(), "all checks went through to the end");
    /// ```
    #[must_use]
    pub fn left_out(&self) -> &[FindingCode] {
        &self.left_out
    }

    /// How many findings there are of a severity, acknowledged ones included.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }
}

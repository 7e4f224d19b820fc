//! What an audit finds.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::audit::words;
use crate::position::{Claim, Function, Holder};
use crate::problem::{Arg, Path, fill};
use crate::procedure::StepPurpose;
use crate::values::choice::choice;
use crate::values::key::{
    GroupKey, MatterKey, PartyKey, PlaceKey, ProcedureKey, SeatKey, SectorKey, StepKey,
};
use crate::values::lang::Lang;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What kind of flaw a finding is. The codes are stable.
    pub enum FindingCode {
        /// Nobody leads a function that the charter claims to cover.
        Gap = "gap", "gap", "职责空白";
        /// More than one leads a function at the same scope.
        Overlap = "overlap", "overlap", "职能交叉";
        /// A claim that nobody has the duty to honour.
        HollowClaim = "hollow-claim", "hollow claim", "权利落空";
        /// Somebody deliberates or decides without a claim to be briefed.
        UninformedParty = "uninformed-party", "uninformed party", "信息不对称";
        /// A duty without the power that it needs.
        PowerlessDuty = "powerless-duty", "powerless duty", "责大权小";
        /// Deciding or implementing that nobody supervises.
        UncheckedPower = "unchecked-power", "unchecked power", "权力失于监督";
        /// Dispatching work without a list of matters, or without a term.
        UnboundedPower = "unbounded-power", "unbounded power", "分派无边界";
        /// One party or person both carries out and verifies.
        SelfCheck = "self-check", "self-check", "自我核验";
        /// Supervision that looks at documents only.
        PaperCheck = "paper-check", "paper check", "书面监督";
        /// A party without any position.
        IdleParty = "idle-party", "idle party", "主体无职权职责";
        /// A body or sector without seats, convener or rhythm.
        UnorganisedBody = "unorganised-body", "unorganised body", "组织缺位";
        /// A representing seat that is filled from above.
        ImposedSeat = "imposed-seat", "imposed seat", "代表由上级指派";
        /// No line of demarcation, or one blind to both severity and expertise.
        UndrawnLine = "undrawn-line", "undrawn line", "协商边界不清";
        /// A matter that no procedure takes.
        UnservedMatter = "unserved-matter", "unserved matter", "事项无程序";
        /// Nowhere to refer a matter up to.
        NoWayUp = "no-way-up", "no way up", "无提级渠道";
        /// No way in that is open to all, in person and online.
        NoChannel = "no-channel", "no channel", "诉求渠道不全";
        /// A procedure without a step that it needs.
        MissingStep = "missing-step", "missing step", "程序缺环";
        /// A duty or step without a term.
        NoTerm = "no-term", "no term", "无期限";
        /// A deciding step without a rule.
        NoRule = "no-rule", "no rule", "无表决规则";
        /// Success is not defined beforehand.
        NoCriteria = "no-criteria", "no criteria", "无评价标准";
        /// A body without a regular rhythm.
        NoSchedule = "no-schedule", "no schedule", "无定期会议";
        /// A decision that obliges nobody.
        UnowedResult = "unowed-result", "unowed result", "成果无人落实";
        /// Seats without attendance duties or a ladder.
        NoConduct = "no-conduct", "no conduct", "无履职约束";
        /// Participants are not prepared.
        NoTraining = "no-training", "no training", "无培训";
        /// Nothing encourages people to take part.
        NoIncentive = "no-incentive", "no incentive", "无激励";
        /// A group with neither seat nor claim.
        Unrepresented = "unrepresented", "unrepresented", "群体无代表";
    }
}

choice! {
    /// How grave a finding is. The gravest comes first, so that `min`, not `max`, finds it:
    ///
    /// ```
    /// use cogov::audit::Severity;
    /// assert!(Severity::Error < Severity::Warning && Severity::Warning < Severity::Note);
    /// assert_eq!(Severity::ALL.iter().min(), Some(&Severity::Error));
    /// ```
    pub enum Severity {
        /// The charter cannot work as it says.
        Error = "error", "error", "错误";
        /// The charter works, and somebody will complain.
        Warning = "warning", "warning", "警告";
        /// The charter leaves something open.
        Note = "note", "note", "提示";
    }
}

choice! {
    /// What a finding rests on.
    pub enum Basis {
        /// It follows from what the charter states.
        Stated = "stated", "stated", "有明文依据";
        /// It follows only from what the charter leaves unstated; never more than a note.
        Silent = "silent", "silent", "章程未作规定";
    }
}

impl FindingCode {
    /// How grave a finding of this code is where it rests on what is stated.
    ///
    /// ```
    /// use cogov::audit::Severity;
    /// use cogov::FindingCode;
    /// assert_eq!(FindingCode::PowerlessDuty.severity(), Severity::Error);
    /// assert_eq!(FindingCode::NoTraining.severity(), Severity::Warning);
    /// ```
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Gap
            | Self::Overlap
            | Self::HollowClaim
            | Self::PowerlessDuty
            | Self::SelfCheck
            | Self::UnservedMatter
            | Self::MissingStep
            | Self::NoRule
            | Self::UnowedResult => Severity::Error,
            Self::UninformedParty
            | Self::UncheckedPower
            | Self::UnboundedPower
            | Self::PaperCheck
            | Self::IdleParty
            | Self::UnorganisedBody
            | Self::ImposedSeat
            | Self::UndrawnLine
            | Self::NoWayUp
            | Self::NoChannel
            | Self::NoTerm
            | Self::NoCriteria
            | Self::NoSchedule
            | Self::NoConduct
            | Self::NoTraining
            | Self::NoIncentive
            | Self::Unrepresented => Severity::Warning,
        }
    }
}

impl FindingCode {
    /// What findings of this code can rest on. Some follow only from what is stated: that two
    /// lead is never a matter of silence. That a party has no position is always one.
    ///
    /// ```
    /// use cogov::audit::Basis;
    /// use cogov::FindingCode;
    /// assert_eq!(FindingCode::Overlap.bases(), [Basis::Stated]);
    /// assert_eq!(FindingCode::Gap.bases(), [Basis::Stated, Basis::Silent]);
    /// ```
    #[must_use]
    pub const fn bases(self) -> &'static [Basis] {
        match self {
            Self::Overlap | Self::SelfCheck | Self::PaperCheck => &[Basis::Stated],
            Self::IdleParty => &[Basis::Silent],
            Self::Gap
            | Self::HollowClaim
            | Self::UninformedParty
            | Self::PowerlessDuty
            | Self::UncheckedPower
            | Self::UnboundedPower
            | Self::UnorganisedBody
            | Self::ImposedSeat
            | Self::UndrawnLine
            | Self::UnservedMatter
            | Self::NoWayUp
            | Self::NoChannel
            | Self::MissingStep
            | Self::NoTerm
            | Self::NoRule
            | Self::NoCriteria
            | Self::NoSchedule
            | Self::UnowedResult
            | Self::NoConduct
            | Self::NoTraining
            | Self::NoIncentive
            | Self::Unrepresented => &[Basis::Stated, Basis::Silent],
        }
    }

    /// What is wrong, in plain words; a name in braces stands for a detail of the finding.
    ///
    /// ```
    /// use cogov::audit::Basis;
    /// use cogov::{FindingCode, Lang};
    /// let words = FindingCode::NoTerm.explanation(Basis::Stated, Lang::En);
    /// assert_eq!(words, "no term for {what}");
    /// ```
    #[must_use]
    pub const fn explanation(self, basis: Basis, lang: Lang) -> &'static str {
        let words = words::explanation(self, basis);
        lang.pick(words.0, words.1)
    }

    /// What would help; a name in braces stands for a detail of the finding.
    #[must_use]
    pub const fn remedy(self, lang: Lang) -> &'static str {
        let words = words::remedy(self);
        lang.pick(words.0, words.1)
    }
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// A function.
    Function(Function),
    /// A claim.
    Claim(Claim),
    /// What a step would be for.
    Purpose(StepPurpose),
    /// Whoever holds positions.
    Holder(Holder),
    /// A party.
    Party(PartyKey),
    /// A seat.
    Seat(SeatKey),
    /// A sector.
    Sector(SectorKey),
    /// A group.
    Group(GroupKey),
    /// A procedure.
    Procedure(ProcedureKey),
    /// A step of a procedure.
    Step(ProcedureKey, StepKey),
    /// A matter, with all below it.
    Matter(MatterKey),
    /// A place, with all within it.
    Place(PlaceKey),
}

impl Subject {
    /// The word by which an acknowledgement names it: a key, or the word of the JSON form.
    ///
    /// ```
    /// use cogov::audit::Subject;
    /// use cogov::Function;
    /// assert_eq!(Subject::Function(Function::Implement).word(), "implement");
    /// ```
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Function(function) => function.as_str().to_owned(),
            Self::Claim(claim) => claim.as_str().to_owned(),
            Self::Purpose(purpose) => purpose.as_str().to_owned(),
            Self::Holder(holder) => holder.word(),
            Self::Party(key) => key.to_string(),
            Self::Seat(key) => key.to_string(),
            Self::Sector(key) => key.to_string(),
            Self::Group(key) => key.to_string(),
            Self::Procedure(key) => key.to_string(),
            Self::Step(procedure, step) => format!("{procedure}/{step}"),
            Self::Matter(key) => key.to_string(),
            Self::Place(key) => key.to_string(),
        }
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.word())
    }
}

impl Holder {
    /// A word for it, made of its keys.
    fn word(&self) -> String {
        match self {
            Self::Party(key) => key.to_string(),
            Self::Seat(key) => key.to_string(),
            Self::Group(key) | Self::Share { of: key, .. } => key.to_string(),
            Self::Sector(key) => key.to_string(),
            Self::Anyone => "anyone".to_owned(),
            Self::Affected => "affected".to_owned(),
            Self::Jointly(holders) => {
                let words: Vec<String> = holders.iter().map(Self::word).collect();
                words.join("+")
            }
        }
    }
}

/// What a finding rests on: a place in the charter, and what the charter says there.
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
        let mut object = serializer.serialize_struct("Cause", 2)?;
        object.serialize_field("path", &self.path.to_string())?;
        object.serialize_field("source", &self.source)?;
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
    ///     .with_about([Text::new("implement")?]);
    /// assert_eq!(*known.code(), FindingCode::Overlap);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Acknowledgement("an acknowledgement") {
        required {
            /// The code of the finding.
            code: FindingCode,
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
        #[derive(Serialize)]
        struct Words {
            en: String,
            zh: String,
        }

        let words = |say: &dyn Fn(Lang) -> String| Words { en: say(Lang::En), zh: say(Lang::Zh) };
        let mut object = serializer.serialize_struct("Finding", 8)?;
        object.serialize_field("code", &self.code)?;
        object.serialize_field("severity", &self.severity())?;
        object.serialize_field("basis", &self.basis)?;
        object.serialize_field("subjects", &self.subjects)?;
        object.serialize_field("causes", &self.causes)?;
        object.serialize_field("explanation", &words(&|lang| self.explanation(lang)))?;
        object.serialize_field("remedy", &words(&|lang| self.remedy(lang)))?;
        object.serialize_field("acknowledged", &self.acknowledged)?;
        object.end()
    }
}

//! What kinds of flaw there are, how grave they are, and what they rest on.

use crate::audit::words;
use crate::values::choice::choice;
use crate::values::lang::Lang;

choice! {
    /// What kind of flaw a finding is. The codes are stable.
    #[non_exhaustive]
    pub enum FindingCode in audit {
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
        /// A decision that on some topics need not wait for what is written before it.
        SkippableStep = "skippable-step", "skippable step", "程序可跳过";
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
    pub enum Severity in audit {
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
    pub enum Basis in audit {
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
            | Self::SkippableStep
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
            Self::Overlap | Self::SelfCheck | Self::PaperCheck | Self::SkippableStep => {
                &[Basis::Stated]
            }
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
    ///
    /// ```
    /// use cogov::{FindingCode, Lang};
    /// assert_eq!(FindingCode::NoTraining.remedy(Lang::En), "plan regular training");
    /// ```
    #[must_use]
    pub const fn remedy(self, lang: Lang) -> &'static str {
        let words = words::remedy(self);
        lang.pick(words.0, words.1)
    }
}

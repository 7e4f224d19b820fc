//! The verdict, and `Adopted`, which only the count can make.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::decision::clause_report::{ClauseReport, Numbers};
use crate::decision::count_error::CountError;
use crate::decision::definition::Rule;
use crate::decision::electorate::Electorate;
use crate::decision::tally::Tally;
use crate::values::bilingual::Bilingual;
use crate::values::key::RuleKey;
use crate::values::lang::Lang;

/// Proof that a decision was adopted: the rule, the electorate and the tally it rests on.
///
/// Only [`Rule::decide`] makes one. It can be written, never read: whoever has a record counts
/// again.
///
/// ```
/// use cogov::{Electorate, Rule};
///
/// let rule = Rule::builtin("villagers-representatives-2018").unwrap();
/// let meeting = Electorate::heads(60).present(40).fix()?;
/// let tally = meeting.tally().yes(21).no(19).close()?;
/// let verdict = rule.decide(&meeting, &tally);
/// let adopted = verdict.adopted().unwrap();
/// assert_eq!(adopted.rule(), rule.key());
/// assert_eq!((adopted.electorate(), adopted.tally()), (&meeting, &tally));
/// # Ok::<(), cogov::decision::CountError>(())
/// ```
///
/// ```compile_fail
/// let adopted: cogov::Adopted = serde_json::from_str("{}").unwrap();
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Adopted {
    rule: RuleKey,
    // Boxed, so that verdicts that adopt nothing stay small.
    electorate: Box<Electorate>,
    tally: Box<Tally>,
}

impl Adopted {
    /// The rule by which it was adopted.
    #[must_use]
    pub const fn rule(&self) -> &RuleKey {
        &self.rule
    }

    /// Who could vote.
    #[must_use]
    pub fn electorate(&self) -> &Electorate {
        &self.electorate
    }

    /// What was said.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }
}

/// What a count comes to.
///
/// ```
/// use cogov::decision::Decision;
/// use cogov::{Electorate, Lang, Rule};
///
/// let rule = Rule::builtin("villagers-representatives-2018").unwrap();
/// let meeting = Electorate::heads(60).present(39).fix()?;
/// let verdict = rule.decide(&meeting, &meeting.tally().yes(39).close()?);
/// assert_eq!(verdict.decision(), &Decision::Inquorate);
/// assert_eq!(verdict.decision().label(Lang::Zh), "未达法定人数");
/// # Ok::<(), cogov::decision::CountError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Decision {
    /// There was a quorum, and the approval was reached.
    Adopted(Adopted),
    /// There was a quorum, and the approval was not reached.
    Rejected,
    /// There was no quorum, or the tally cannot be one of this electorate: nothing is decided.
    Inquorate,
}

impl Decision {
    /// The word in JSON: `adopted`, `rejected` or `inquorate`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.label(Lang::En)
    }

    /// The name for people.
    #[must_use]
    pub const fn label(&self, lang: Lang) -> &'static str {
        match self {
            Self::Adopted(_) => lang.pick("adopted", "通过"),
            Self::Rejected => lang.pick("rejected", "未通过"),
            Self::Inquorate => lang.pick("inquorate", "未达法定人数"),
        }
    }
}

/// What a rule says about a tally: adopted, rejected or inquorate, with every clause and why.
///
/// Written to JSON with its reasons in English and Chinese; never read from it.
///
/// ```compile_fail
/// let verdict: cogov::Verdict = serde_json::from_str("{}").unwrap();
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Verdict {
    rule: RuleKey,
    decision: Decision,
    quorum: Option<ClauseReport>,
    approval: ClauseReport,
    contradiction: Option<CountError>,
}

impl Rule {
    /// Counts: holds every clause of the quorum and of the approval against the numbers.
    ///
    /// Adopted where both are met, inquorate where the quorum is not (then nothing is decided,
    /// whatever the votes), else rejected. A quorum that is left out asks for nobody, but a share
    /// of nobody meets no threshold. A clause that needs a number that was not counted is unmet.
    ///
    /// It never fails. A tally that cannot be one of this electorate, because it was counted
    /// against another, is inquorate, with the [contradiction](Verdict::contradiction).
    ///
    /// ```
    /// use cogov::decision::Decision;
    /// use cogov::{Electorate, Lang, Rule};
    ///
    /// let rule = Rule::builtin("villagers-representatives-2018").unwrap();
    /// let meeting = Electorate::heads(60).present(40).fix()?;
    /// let verdict = rule.decide(&meeting, &meeting.tally().yes(21).no(12).abstain(7).close()?);
    /// assert!(matches!(verdict.decision(), Decision::Adopted(_)));
    ///
    /// let few = Electorate::heads(60).present(39).fix()?;
    /// let verdict = rule.decide(&few, &few.tally().yes(39).close()?);
    /// assert_eq!(
    ///     verdict.reason(Lang::En),
    ///     "inquorate: 39 of 60 heads were present, at least 2/3 needed (40)"
    /// );
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    #[must_use]
    pub fn decide(&self, electorate: &Electorate, tally: &Tally) -> Verdict {
        let numbers = Numbers { electorate, tally };
        let quorum = self.quorum.given().map(|quorum| ClauseReport::of_quorum(quorum, numbers));
        let approval = ClauseReport::of_approval(&self.approval, numbers);
        let contradiction = electorate.admits(tally).err();
        let quorate = contradiction.is_none() && quorum.as_ref().is_none_or(ClauseReport::is_met);
        let decision = match (quorate, approval.is_met()) {
            (false, _) => Decision::Inquorate,
            (true, false) => Decision::Rejected,
            (true, true) => Decision::Adopted(Adopted {
                rule: self.key.clone(),
                electorate: Box::new(*electorate),
                tally: Box::new(*tally),
            }),
        };
        Verdict { rule: self.key.clone(), decision, quorum, approval, contradiction }
    }
}

impl Verdict {
    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> &RuleKey {
        &self.rule
    }

    /// What the count comes to.
    #[must_use]
    pub const fn decision(&self) -> &Decision {
        &self.decision
    }

    /// The proof of adoption, where it was adopted.
    ///
    /// ```
    /// use cogov::{Electorate, Rule};
    ///
    /// let rule = Rule::builtin("villagers-representatives-2018").unwrap();
    /// let meeting = Electorate::heads(60).present(40).fix()?;
    /// let verdict = rule.decide(&meeting, &meeting.tally().yes(21).no(19).close()?);
    /// assert_eq!(verdict.adopted().map(|adopted| adopted.rule()), Some(rule.key()));
    ///
    /// let verdict = rule.decide(&meeting, &meeting.tally().yes(20).no(20).close()?);
    /// assert!(verdict.adopted().is_none());
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    #[must_use]
    pub const fn adopted(&self) -> Option<&Adopted> {
        match &self.decision {
            Decision::Adopted(adopted) => Some(adopted),
            Decision::Rejected | Decision::Inquorate => None,
        }
    }

    /// The same, taken out of the verdict.
    ///
    /// ```
    /// use cogov::{Electorate, Rule};
    ///
    /// let rule = Rule::builtin("villagers-representatives-2018").unwrap();
    /// let meeting = Electorate::heads(60).present(40).fix()?;
    /// let verdict = rule.decide(&meeting, &meeting.tally().yes(21).no(19).close()?);
    /// let proof = verdict.into_adopted().unwrap();
    /// assert_eq!(proof.tally().heads().yes_count(), 21);
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    #[must_use]
    pub fn into_adopted(self) -> Option<Adopted> {
        match self.decision {
            Decision::Adopted(adopted) => Some(adopted),
            Decision::Rejected | Decision::Inquorate => None,
        }
    }

    /// The quorum with its numbers; nothing where the rule asks for none.
    ///
    /// ```
    /// use cogov::{Electorate, Rule};
    ///
    /// let rule = Rule::builtin("villagers-representatives-2018").unwrap();
    /// let meeting = Electorate::heads(60).present(40).fix()?;
    /// let verdict = rule.decide(&meeting, &meeting.tally().yes(21).no(19).close()?);
    /// let share = verdict.quorum().and_then(|quorum| quorum.share()).unwrap();
    /// assert_eq!((share.part(), share.whole(), share.needed()), (Some(40), Some(60), Some(40)));
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    #[must_use]
    pub const fn quorum(&self) -> Option<&ClauseReport> {
        self.quorum.as_ref()
    }

    /// The approval with its numbers, also where there was no quorum.
    #[must_use]
    pub const fn approval(&self) -> &ClauseReport {
        &self.approval
    }

    /// Why the tally cannot be one of the electorate it was decided with.
    ///
    /// ```
    /// use cogov::{Electorate, Rule};
    ///
    /// let rule = Rule::builtin("villagers-representatives-2018").unwrap();
    /// let (large, small) = (Electorate::heads(600).fix()?, Electorate::heads(60).present(40).fix()?);
    /// let of_another = large.tally().yes(400).close()?;
    /// let verdict = rule.decide(&small, &of_another);
    /// assert_eq!(verdict.contradiction().map(|error| error.code()), Some("part-exceeds-whole"));
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    #[must_use]
    pub const fn contradiction(&self) -> Option<CountError> {
        self.contradiction
    }

    /// The verdict and why, in plain words: the numbers, the threshold, and the least that would
    /// have been enough.
    ///
    /// ```
    /// use cogov::{Electorate, Rule, Lang};
    ///
    /// let rule = Rule::builtin("villagers-representatives-2018").unwrap();
    /// let meeting = Electorate::heads(60).present(40).fix()?;
    /// let verdict = rule.decide(&meeting, &meeting.tally().yes(20).no(20).close()?);
    /// assert_eq!(
    ///     verdict.reason(Lang::En),
    ///     "rejected: 20 of 40 heads present said yes, more than 1/2 needed (21)"
    /// );
    /// assert!(verdict.reason(Lang::Zh).starts_with("未通过："));
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        let label = self.decision.label(lang);
        let why = match (&self.contradiction, &self.decision) {
            (Some(error), _) => error.message(lang),
            (None, Decision::Inquorate) => {
                self.quorum.iter().map(|quorum| quorum.describe(lang)).collect()
            }
            (None, Decision::Rejected) => self.approval.describe(lang),
            (None, Decision::Adopted(_)) => {
                let clauses = self.quorum.iter().chain([&self.approval]);
                let words: Vec<String> = clauses.map(|clause| clause.describe(lang)).collect();
                words.join(lang.pick("; ", "\u{ff1b}"))
            }
        };
        match lang {
            Lang::En => format!("{label}: {why}"),
            Lang::Zh => format!("{label}\u{ff1a}{why}"),
        }
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Contradiction {
            code: &'static str,
            message: Bilingual,
        }

        let contradiction = self.contradiction.map(|error| Contradiction {
            code: error.code(),
            message: Bilingual::of(|lang| error.message(lang)),
        });
        let reason = Bilingual::of(|lang| self.reason(lang));
        let length = if contradiction.is_some() { 6 } else { 5 };
        let mut object = serializer.serialize_struct("Verdict", length)?;
        object.serialize_field("rule", &self.rule)?;
        object.serialize_field("decision", self.decision.as_str())?;
        object.serialize_field("quorum", &self.quorum)?;
        object.serialize_field("approval", &self.approval)?;
        if let Some(contradiction) = contradiction {
            object.serialize_field("contradiction", &contradiction)?;
        }
        object.serialize_field("reason", &reason)?;
        object.end()
    }
}

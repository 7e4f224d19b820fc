//! What comes with ballots and recorded consensus.

use crate::act::participant::Participant;
use crate::act::words::Words;
use crate::values::choice::choice;
use crate::values::id::SessionId;
use crate::values::key::{BallotKey, HouseholdKey, RuleKey};
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What somebody votes.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::Choice;
    ///
    /// assert_eq!(Choice::Abstain.label(Lang::Zh), "弃权");
    /// ```
    pub enum Choice in act {
        /// In favour.
        Yes = "yes", "in favour", "赞成";
        /// Against.
        No = "no", "against", "反对";
        /// Neither.
        Abstain = "abstain", "abstaining", "弃权";
        /// A ballot that does not count.
        Invalid = "invalid", "invalid", "废票";
    }
}

record! {
    /// Who may vote, and with what weight.
    ///
    /// ```
    /// use cogov::act::Elector;
    /// use cogov::values::{HouseholdKey, PersonKey};
    ///
    /// // 89.5 m², in units of 0.01 m².
    /// let owner = Elector::new(PersonKey::new("unit-3-201")?).with_weight(8950_u64);
    /// assert_eq!(owner.weight(), Some(8950));
    ///
    /// // Where households vote, and those next to the new lift are asked apart (利害关系业主).
    /// let neighbour = Elector::new(PersonKey::new("unit-1-102")?)
    ///     .with_household(HouseholdKey::new("unit-1-102")?)
    ///     .with_interested(true);
    /// assert_eq!((neighbour.interested(), owner.interested()), (Some(true), None));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Elector("an elector", "有表决权者") {
        required {
            /// Who.
            who: Participant,
        }
        option {
            /// The weight, such as an area in 0.01 m², where a rule counts weights.
            weight, with_weight: u64 as copy,
            /// The household, where a rule counts households.
            household, with_household: HouseholdKey,
            /// Whether they are among those with an interest in the matter, where a rule asks them.
            interested, with_interested: bool as copy,
        }
    }
}

record! {
    /// With `open-ballot`: a question, and who may vote on it.
    ///
    /// Whoever votes in a session is listed by it, and need not be listed here.
    ///
    /// ```
    /// use cogov::act::{Act, ActKind, Elector, OpenBallot};
    /// use cogov::values::{BallotKey, PersonKey, SessionId};
    /// use cogov::{RuleKey, StepKey, Text};
    ///
    /// let question = Text::new("Shall there be racks?")?;
    /// let ballot = OpenBallot::new(BallotKey::new("racks")?, question.clone())
    ///     .with_electors([Elector::new(PersonKey::new("unit-3-201")?)]);
    /// assert_eq!((ballot.session(), ballot.electors().len()), (None, 1), "held in writing");
    ///
    /// // In a meeting, by secret ballot; of two rules that the step leaves, by this one.
    /// let session: SessionId = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
    /// let ballot = OpenBallot::new(BallotKey::new("racks-2")?, question)
    ///     .with_session(session)
    ///     .with_rule(RuleKey::new("two-thirds")?)
    ///     .with_secret(true);
    /// assert_eq!((ballot.secret(), ballot.electors().len()), (Some(true), 0), "the session lists them");
    /// assert_eq!(ballot.rule().map(RuleKey::as_str), Some("two-thirds"));
    /// let act = Act::open_ballot(StepKey::new("decision")?, ballot);
    /// assert_eq!(act.kind(), ActKind::OpenBallot);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct OpenBallot("a ballot", "表决") {
        new { ballot }
        required {
            /// The ballot.
            ballot: BallotKey,
            /// What is put to the vote, in the words that are to hold.
            question: Text,
        }
        option {
            /// The session in which it takes place; none, if it is held in writing.
            session, with_session: SessionId as copy,
            /// The rule, where the step leaves several; else the one that the step names.
            rule, with_rule: RuleKey,
            /// Whether only counts are recorded.
            secret, with_secret: bool as copy,
        }
        list {
            /// Who may vote, for a ballot in writing.
            electors, with_electors: Elector,
        }
    }
}

record! {
    /// With `vote`: what somebody votes.
    ///
    /// ```
    /// use cogov::act::{Act, Choice, Requirement, Role, Vote};
    /// use cogov::values::PersonKey;
    ///
    /// let own = Vote::new(Choice::Yes);
    /// assert_eq!((own.choice(), own.instead_of()), (Choice::Yes, None));
    ///
    /// // For a neighbour who gave a written mandate (委托投票).
    /// let proxy = Vote::new(Choice::No).with_instead_of(PersonKey::new("unit-3-202")?);
    /// assert!(proxy.instead_of().is_some());
    /// let act = Act::vote("racks".parse()?, proxy);
    /// assert_eq!(act.kind().requires(), [Requirement::Role(Role::Elector)]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Vote("a vote", "投票") {
        required {
            /// What.
            choice: Choice as copy,
        }
        option {
            /// For whom, where not for oneself.
            instead_of, with_instead_of: Participant,
        }
    }
}

record! {
    /// Votes counted by somebody else, by what was said.
    ///
    /// ```
    /// use cogov::act::Counted;
    ///
    /// let counted = Counted::new().with_yes(97_u64).with_no(2_u64);
    /// assert_eq!((counted.yes(), counted.abstain()), (Some(97), None), "what is not said is not none");
    ///
    /// let whole = counted.with_abstain(0_u64).with_invalid(1_u64);
    /// assert_eq!(serde_json::to_string(&whole)?, r#"{"yes":97,"no":2,"abstain":0,"invalid":1}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Counted("counted votes", "票数") {
        option {
            /// In favour.
            yes, with_yes: u64 as copy,
            /// Against.
            no, with_no: u64 as copy,
            /// Neither.
            abstain, with_abstain: u64 as copy,
            /// That do not count.
            invalid, with_invalid: u64 as copy,
        }
    }
}

record! {
    /// The result of a count that the record does not show vote by vote.
    ///
    /// ```
    /// use cogov::act::{Counted, Published};
    ///
    /// let households = Counted::new().with_yes(31_u64).with_no(4_u64);
    /// let published = Published::new(Counted::new().with_yes(97_u64).with_no(12_u64))
    ///     .with_households(households)
    ///     .with_interested_yes(3_u64);
    /// assert_eq!(published.heads().yes(), Some(97));
    /// assert_eq!(published.households().and_then(Counted::no), Some(4));
    /// assert_eq!(published.weight(), None, "areas were not counted");
    /// assert_eq!(published.interested_yes(), Some(3));
    /// ```
    pub struct Published("published counts", "公布的计票结果") {
        required {
            /// By heads.
            heads: Counted,
        }
        option {
            /// By weight.
            weight, with_weight: Counted,
            /// By households.
            households, with_households: Counted,
            /// How many of those with an interest were in favour.
            interested_yes, with_interested_yes: u64 as copy,
        }
    }
}

record! {
    /// With `close-ballot`: the end of a vote.
    ///
    /// ```
    /// use cogov::act::{Act, CloseBallot, Counted, Published};
    /// use cogov::values::BallotKey;
    ///
    /// assert_eq!(CloseBallot::new().counts(), None, "the votes in the record are counted");
    ///
    /// // A box was counted by hand: what was published stands for the votes.
    /// let counted = Published::new(Counted::new().with_yes(97_u64).with_no(12_u64));
    /// let act = Act::close_ballot(BallotKey::new("racks")?, CloseBallot::new().with_counts(counted));
    /// assert_eq!(act.target().unwrap().to_string(), "racks");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct CloseBallot("the end of a vote", "结束表决") {
        option {
            /// The counts, where the votes themselves are not in the record.
            counts, with_counts: Published,
        }
    }
}

record! {
    /// An objection to what others agree on.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::Objection;
    /// use cogov::values::PersonKey;
    ///
    /// let objection = Objection::new(PersonKey::new("p-3")?, Text::new("Too dear")?, false);
    /// assert!(!objection.sustained());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Objection("an objection", "反对意见") {
        required {
            /// Whose.
            who: Participant,
            /// What is objected.
            text: Words,
            /// Whether it is sustained after it was discussed.
            sustained: bool as copy,
        }
    }
}

record! {
    /// With `record-consensus`: on what all agree.
    ///
    /// ```
    /// use cogov::act::{Act, ActKind, Objection, RecordConsensus};
    /// use cogov::values::{PersonKey, SessionId};
    /// use cogov::{StepKey, Text};
    ///
    /// let session: SessionId = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
    /// let too_dear = Objection::new(PersonKey::new("p-3")?, Text::new("Too dear")?, false);
    /// let agreed = RecordConsensus::new(Text::new("Racks at the gate")?, session)
    ///     .with_objections([too_dear]);
    /// assert!(!agreed.objections().iter().any(|objection| objection.sustained()));
    /// assert_eq!((agreed.text().to_string().as_str(), agreed.session()), ("Racks at the gate", session));
    /// let act = Act::record_consensus(StepKey::new("decision")?, agreed);
    /// assert_eq!(act.kind(), ActKind::RecordConsensus);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct RecordConsensus("a recorded consensus", "记录共识") {
        required {
            /// On what, in the words that are to hold.
            text: Text,
            /// The session in which it was found.
            session: SessionId as copy,
        }
        list {
            /// What was objected meanwhile.
            objections, with_objections: Objection,
        }
    }
}

//! What comes with resolutions, failed decisions, advice and referrals.

use crate::act::deadline::Deadline;
use crate::act::participant::Participant;
use crate::position::Holder;
use crate::time::{Date, Term};
use crate::values::choice::choice;
use crate::values::id::CaseId;
use crate::values::key::{
    BallotKey, MatterKey, ObligationKey, PartyKey, PlaceKey, PointKey, ReplyKey,
};
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// A clause of common ground, and the statements that it rests on.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::Clause;
    ///
    /// let clause = Clause::new(Text::new("Racks are needed")?).with_cites([4_u64, 5]);
    /// assert_eq!(clause.cites(), [4, 5]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Clause("a clause of common ground", "共识条款") {
        required {
            /// What is agreed.
            text: Text,
        }
        list {
            /// The numbers of the entries in which it was said.
            cites, with_cites: u64,
        }
    }
}

record! {
    /// What somebody does not agree to, though bound by the resolution.
    ///
    /// ```
    /// use cogov::act::Reservation;
    /// use cogov::{PartyKey, Text};
    ///
    /// let company = PartyKey::new("property-company")?;
    /// let reserved = Reservation::new(company, Text::new("Not from the fund")?);
    /// assert_eq!(reserved.point(), None);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Reservation("a reservation", "保留意见") {
        required {
            /// Whose.
            who: Participant,
            /// What.
            text: Text,
        }
        option {
            /// On which point of the plan.
            point, with_point: PointKey,
        }
    }
}

record! {
    /// One thing to be done, and who answers for it.
    ///
    /// ```
    /// use cogov::act::{Act, ActKind, ObligationDraft, Participant};
    /// use cogov::values::ObligationKey;
    /// use cogov::{Date, GroupKey, Holder, MatterKey, PartyKey, PlaceKey, Term, Text};
    ///
    /// let racks = ObligationDraft::new(
    ///     ObligationKey::new("racks")?,
    ///     Text::new("Put up bicycle racks")?,
    ///     PartyKey::new("property-company")?,
    ///     Holder::Group(GroupKey::new("owners")?),
    /// )
    /// .with_place(PlaceKey::new("east-gate")?)
    /// .with_performers([PartyKey::new("contractor")?])
    /// .with_verifiers([Participant::from(PartyKey::new("owners-committee")?)])
    /// .with_within(Term::working_days(20)?);
    /// assert_eq!(racks.liable().as_str(), "property-company");
    /// assert_eq!(racks.claimant(), &Holder::Group(GroupKey::new("owners")?).into());
    /// assert_ne!(racks.performers(), racks.verifiers(), "who does it does not verify it");
    ///
    /// // Patrols until the end of the year; the case need not stay open for them.
    /// let patrols = ObligationDraft::new(
    ///     ObligationKey::new("patrols")?,
    ///     Text::new("Patrol the fire lane every night")?,
    ///     PartyKey::new("social-organisations")?,
    ///     PartyKey::new("residents-committee")?,
    /// )
    /// .with_matter(MatterKey::new("public-order")?)
    /// .with_sunset(Date::new(2026, 12, 31)?)
    /// .with_surviving(true);
    /// assert_eq!((patrols.surviving(), racks.surviving()), (Some(true), None));
    /// assert_eq!(patrols.sunset(), Some(Date::new(2026, 12, 31)?));
    ///
    /// // A duty that stands without a resolution begins to bind in the case by an act of its own.
    /// assert_eq!(Act::start_standing_duty(patrols).kind(), ActKind::StartStandingDuty);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct ObligationDraft("an obligation", "落实事项") {
        new { key }
        required {
            /// The key by which the case refers to it.
            key: ObligationKey,
            /// What has to be done.
            task: Text,
            /// Who answers for it: exactly one.
            liable: PartyKey,
            /// To whom it is owed.
            claimant: Participant,
        }
        option {
            /// By when.
            within, with_within: Deadline as copy,
            /// The matter, where it is not that of the case.
            matter, with_matter: MatterKey,
            /// The place, where it is not that of the case.
            place, with_place: PlaceKey,
            /// It waits until this one is fulfilled.
            after, with_after: ObligationKey,
            /// It ends by itself on this day.
            sunset, with_sunset: Date as copy,
            /// Whether the case may close while it goes on.
            surviving, with_surviving: bool as copy,
        }
        list {
            /// Who does it; the liable party, if nobody is named.
            performers, with_performers: Participant,
            /// Who says whether it was done: refused without at least one who neither performs it nor
            /// is liable.
            verifiers, with_verifiers: Participant,
        }
    }
}

record! {
    /// With `resolve`: what was resolved.
    ///
    /// A resolution rests on a ballot that was adopted, or else on a consensus that was recorded
    /// for the same step.
    ///
    /// ```
    /// use cogov::act::{Act, Clause, ObligationDraft, Reservation, Resolve};
    /// use cogov::procedure::Completion;
    /// use cogov::values::{BallotKey, ObligationKey};
    /// use cogov::{GroupKey, Holder, PartyKey, Text};
    ///
    /// let company = PartyKey::new("property-company")?;
    /// let racks = ObligationDraft::new(
    ///     ObligationKey::new("racks")?,
    ///     Text::new("Put up bicycle racks")?,
    ///     company.clone(),
    ///     Holder::Group(GroupKey::new("owners")?),
    /// );
    /// let resolved = Resolve::new(Text::new("Racks at the gate")?)
    ///     .with_ballot(BallotKey::new("racks")?)
    ///     .with_common_ground([Clause::new(Text::new("Racks are needed")?).with_cites([4_u64, 5])])
    ///     .with_reservations([Reservation::new(company, Text::new("Not from the fund")?)])
    ///     .with_obligations([racks]);
    /// assert_eq!(resolved.ballot().map(BallotKey::as_str), Some("racks"));
    /// assert_eq!(resolved.common_ground()[0].cites(), [4, 5]);
    /// assert_eq!(resolved.obligations()[0].liable().as_str(), "property-company");
    /// assert_eq!(resolved.reservations().len(), 1, "bound, though it does not agree");
    /// let act = Act::resolve("decision".parse()?, resolved);
    /// assert_eq!(act.kind().completes(), Some(Completion::Resolve));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Resolve("a resolution", "决议") {
        required {
            /// What is resolved, in the words that were adopted or agreed.
            text: Text,
        }
        option {
            /// The ballot that adopted it; a recorded consensus, if left out.
            ballot, with_ballot: BallotKey,
        }
        list {
            /// What all share.
            common_ground, with_common_ground: Clause,
            /// What some do not.
            reservations, with_reservations: Reservation,
            /// What has to be done.
            obligations, with_obligations: ObligationDraft,
        }
    }
}

choice! {
    /// How a decision failed.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::Failure;
    ///
    /// assert_eq!(Failure::Rejected.label(Lang::Zh), "未通过");
    /// ```
    pub enum Failure in act {
        /// It was put to the vote, and rejected.
        Rejected = "rejected", "rejected", "未通过";
        /// It was given up.
        Abandoned = "abandoned", "abandoned", "中止";
    }
}

record! {
    /// With `fail`: how a decision failed.
    ///
    /// ```
    /// use cogov::act::{Act, ActKind, Fail, Failure};
    /// use cogov::values::BallotKey;
    ///
    /// assert_eq!(Fail::new(Failure::Abandoned).ballot(), None);
    ///
    /// let rejected = Fail::new(Failure::Rejected).with_ballot(BallotKey::new("racks")?);
    /// assert_eq!(rejected.how(), Failure::Rejected);
    /// let act = Act::fail("decision".parse()?, rejected);
    /// assert_eq!(act.kind().completes(), ActKind::Resolve.completes(), "the step is done either way");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Fail("a failed decision", "决定未成") {
        required {
            /// How.
            how: Failure as copy,
        }
        option {
            /// The ballot that rejected it.
            ballot, with_ballot: BallotKey,
            /// Why; needed where it is given up.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `advise`: advice to whoever decides.
    ///
    /// ```
    /// use cogov::act::{Act, Advise};
    /// use cogov::procedure::Completion;
    /// use cogov::values::ReplyKey;
    /// use cogov::{PartyKey, Term, Text};
    ///
    /// let company = PartyKey::new("property-company")?;
    /// let advice = Advise::new(ReplyKey::new("advice-1")?, company, Text::new("Put up racks")?)
    ///     .with_within(Term::working_days(10)?);
    /// assert_eq!(advice.reply().as_str(), "advice-1");
    /// assert_eq!(advice.within(), Some(Term::working_days(10)?));
    /// let act = Act::advise("advice".parse()?, advice);
    /// assert_eq!(act.kind().completes(), Some(Completion::Advise));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Advise("advice", "建议") {
        new { reply }
        required {
            /// The key under which an answer is owed.
            reply: ReplyKey,
            /// To whom.
            to: PartyKey,
            /// What is advised.
            text: Text,
        }
        option {
            /// By when it has to be answered; within the term of the charter, if left out.
            within, with_within: Term as copy,
        }
    }
}

record! {
    /// With `refer-up`: to which place, and why it cannot be dealt with here.
    ///
    /// ```
    /// use cogov::act::ReferUp;
    /// use cogov::values::{CaseId, ReplyKey};
    /// use cogov::{PlaceKey, Text};
    ///
    /// let above: CaseId = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
    /// let referral = ReferUp::new(ReplyKey::new("up-1")?, PlaceKey::new("district")?, above)
    ///     .with_exhausted([3_u64, 9]);
    /// assert_eq!(referral.exhausted(), [3, 9]);
    ///
    /// // Nothing was tried here: it says why not.
    /// let at_once = ReferUp::new(ReplyKey::new("up-2")?, PlaceKey::new("district")?, above)
    ///     .with_exception(Text::bilingual("The gas main leaks", "燃气主管道泄漏")?);
    /// assert!(at_once.exhausted().is_empty() && at_once.exception().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct ReferUp("a referral", "提级") {
        new { reply, case }
        required {
            /// The key under which an answer is owed.
            reply: ReplyKey,
            /// The place above.
            to: PlaceKey,
            /// The case that is opened there.
            case: CaseId as copy,
        }
        option {
            /// Why it goes up though not everything was tried here; this or the proof is needed.
            exception, with_exception: Text,
        }
        list {
            /// The numbers of the entries which show that everything was tried here: decisions that
            /// failed, none of them set aside.
            exhausted, with_exhausted: u64,
        }
    }
}

record! {
    /// With `set-aside` and `reopen`: why a step has to be done again.
    ///
    /// ```
    /// use cogov::act::{Act, Again};
    /// use cogov::{StepKey, Text};
    ///
    /// let decision = StepKey::new("decision")?;
    /// let again = Again::new().with_reason(Text::new("The notice was too short")?);
    /// assert!(again.reason().is_some());
    ///
    /// // While the case runs its decision is set aside; once it is closed, it is reopened.
    /// let running = Act::set_aside(decision.clone(), again.clone());
    /// let closed = Act::reopen(decision, again);
    /// assert_ne!(running.kind(), closed.kind());
    /// assert_eq!(running.target(), closed.target());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Again("a step to be done again", "重做") {
        option {
            /// Why; refused without.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `opine` and `object`: what has to be answered, and by whom.
    ///
    /// ```
    /// use cogov::act::{Act, Opinion, Requirement};
    /// use cogov::values::ReplyKey;
    /// use cogov::{Claim, Function, Text};
    ///
    /// let opinion = Opinion::new(ReplyKey::new("opinion-1")?, Text::new("It is late")?);
    /// assert_eq!(opinion.to(), None, "whoever leads has to answer");
    ///
    /// let objection = Act::object("decision-disclosure".parse()?, opinion.clone());
    /// assert_eq!(objection.kind().requires(), [Requirement::Claim(Claim::Object)]);
    ///
    /// let act = Act::opine(opinion);
    /// let either = [Requirement::Power(Function::Supervise), Requirement::Claim(Claim::Inspect)];
    /// assert_eq!(act.kind().requires(), either);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Opinion("an opinion", "意见") {
        new { reply }
        required {
            /// The key under which an answer is owed.
            reply: ReplyKey,
            /// What it says.
            text: Text,
        }
        option {
            /// Who has to answer; if left out, whoever leads what it is about, or else supports it, or
            /// may do it, or else leads or may do the reception of appeals.
            to, with_to: Holder,
        }
    }
}

choice! {
    /// How something is answered.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::AnswerKind;
    ///
    /// assert_eq!(AnswerKind::AdoptPartly.label(Lang::Zh), "部分采纳");
    /// ```
    pub enum AnswerKind in act {
        /// It is followed.
        Adopt = "adopt", "adopted", "采纳";
        /// It is followed in part.
        AdoptPartly = "adopt_partly", "adopted in part", "部分采纳";
        /// It is not followed.
        Decline = "decline", "declined", "不采纳";
    }
}

record! {
    /// With `answer`: how something is answered.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::{Act, Answer, Requirement, AnswerKind, Role};
    ///
    /// let answer = Answer::new(AnswerKind::Decline).with_text(Text::new("The wall bears no load")?);
    /// assert_eq!(answer.response(), AnswerKind::Decline);
    /// let act = Act::answer("advice-1".parse()?, answer);
    /// assert_eq!(act.kind().requires(), [Requirement::Role(Role::Addressee)]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Answer("an answer", "答复") {
        required {
            /// How.
            response: AnswerKind as copy,
        }
        option {
            /// What is answered; the reasons, where it is not followed.
            text, with_text: Text,
        }
    }
}

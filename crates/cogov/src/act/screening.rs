//! What comes with the acts of screening, dispatching and preparing.

use crate::act::belonging::Belonging;
use crate::act::participant::Participant;
use crate::position::Holder;
use crate::procedure::Form;
use crate::time::{Date, Instant, Term};
use crate::triage::{Destination, Topic};
use crate::values::digest::Digest;
use crate::values::id::{RegisterId, SessionId};
use crate::values::key::{CriterionKey, GroupKey, PartyKey, PersonKey, PointKey, SeatKey, StepKey};
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// With `assess`: how the topic was assessed for triage.
    ///
    /// ```
    /// use cogov::Topic;
    /// use cogov::act::{Act, ActKind, Assess};
    /// use cogov::triage::Dimension;
    /// use cogov::values::LevelKey;
    ///
    /// let assessed = Assess::new(Topic::new().with(Dimension::Severity, LevelKey::new("high")?));
    /// assert_eq!(assessed.topic().levels().count(), 1);
    /// assert_eq!(Act::assess(assessed).kind(), ActKind::Assess);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Assess("an assessment", "评定") {
        required {
            /// The levels, by dimension.
            topic: Topic,
        }
    }
}

record! {
    /// With `route`: where the topic goes.
    ///
    /// ```
    /// use cogov::act::{Act, Route};
    /// use cogov::procedure::Completion;
    /// use cogov::{StepKey, Text, triage};
    ///
    /// let settled = Route::new(triage::Destination::Settle);
    /// assert_eq!(settled.reason(), None, "a reason is owed where the table says otherwise");
    ///
    /// let against_the_table = settled
    ///     .with_reason(Text::new("A lamp: mended the same day")?)
    ///     .with_step(StepKey::new("screening")?);
    /// assert_eq!(against_the_table.step().map(StepKey::as_str), Some("screening"));
    /// assert_eq!(against_the_table.to(), &triage::Destination::Settle);
    /// let act = Act::route(against_the_table);
    /// assert_eq!(act.kind().completes(), Some(Completion::Route));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Route("a routing", "分流") {
        required {
            /// Where it goes.
            to: Destination,
        }
        option {
            /// Why, where the triage table says otherwise or nothing.
            reason, with_reason: Text,
            /// The step that this completes, where several could be meant.
            step, with_step: StepKey,
        }
    }
}

record! {
    /// With `dispatch`: who is to take up the matter.
    ///
    /// ```
    /// use cogov::act::Dispatch;
    /// use cogov::{PartyKey, Term, Text};
    ///
    /// let dispatch = Dispatch::new(PartyKey::new("water-bureau")?, Text::new("Look at the pipe")?)
    ///     .with_within(Term::working_days(5)?);
    /// assert_eq!(dispatch.to().as_str(), "water-bureau");
    /// assert_eq!(dispatch.task().to_string(), "Look at the pipe");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Dispatch("a dispatch", "分派") {
        required {
            /// To whom.
            to: PartyKey,
            /// What is to be done.
            task: Text,
        }
        option {
            /// By when.
            within, with_within: Term as copy,
        }
    }
}

record! {
    /// Who holds a seat, and since when.
    ///
    /// ```
    /// use cogov::act::SeatHolding;
    /// use cogov::values::PersonKey;
    /// use cogov::{Date, SeatKey};
    ///
    /// let member = SeatHolding::new(SeatKey::new("cppcc-member")?, PersonKey::new("p-3")?)
    ///     .with_from(Date::new(2026, 1, 1)?);
    /// assert_eq!(member.until(), None);
    ///
    /// // A term ends: the day named is the first on which the seat is no longer held.
    /// let before = SeatHolding::new(SeatKey::new("cppcc-member")?, PersonKey::new("p-1")?)
    ///     .with_until(Date::new(2026, 1, 1)?);
    /// assert_eq!(before.until(), member.from());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct SeatHolding("the holding of a seat", "席位任职") {
        required {
            /// The seat.
            seat: SeatKey,
            /// The person.
            person: PersonKey,
        }
        option {
            /// The first day.
            from, with_from: Date as copy,
            /// The first day no longer.
            until, with_until: Date as copy,
        }
    }
}

record! {
    /// Who belongs to a party without holding a seat of it.
    ///
    /// ```
    /// use cogov::PartyKey;
    /// use cogov::act::Membership;
    /// use cogov::values::PersonKey;
    ///
    /// let member = Membership::new(PartyKey::new("owners-committee")?, PersonKey::new("p-3")?);
    /// assert_eq!(member.person().as_str(), "p-3");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Membership("a membership", "成员") {
        required {
            /// The party.
            party: PartyKey,
            /// The person.
            person: PersonKey,
        }
    }
}

record! {
    /// How many belong to a group, and who is known of them.
    ///
    /// ```
    /// use cogov::GroupKey;
    /// use cogov::act::GroupRoll;
    /// use cogov::values::PersonKey;
    ///
    /// let owners = GroupRoll::new(GroupKey::new("owners")?)
    ///     .with_size(240_u64)
    ///     .with_persons([PersonKey::new("p-1")?]);
    /// assert_eq!(owners.group().as_str(), "owners");
    /// assert_eq!((owners.size(), owners.persons().len()), (Some(240), 1));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct GroupRoll("a roll of a group", "群体名册") {
        required {
            /// The group.
            group: GroupKey,
        }
        option {
            /// How many belong to it.
            size, with_size: u64 as copy,
        }
        list {
            /// Those known.
            persons, with_persons: PersonKey,
        }
    }
}

record! {
    /// From which register a roster was taken, and how far that had come.
    ///
    /// ```
    /// use cogov::act::RosterSource;
    /// use cogov::values::RegisterId;
    ///
    /// let register: RegisterId = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
    /// let source = RosterSource::new(register, 12_u64);
    /// assert_eq!((source.entry(), source.head()), (12, None));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct RosterSource("the source of a roster", "名册来源") {
        required {
            /// The register.
            register: RegisterId as copy,
            /// The last entry that was looked at.
            entry: u64 as copy,
        }
        option {
            /// The digest of the line of that entry, where it is known.
            head, with_head: Digest as copy,
        }
    }
}

record! {
    /// With `enrol`: who holds which seat and belongs to what, as of now.
    ///
    /// It takes the place of what was enrolled before for the seats, parties and groups that it
    /// names.
    ///
    /// ```
    /// use cogov::act::{Act, Enrol, GroupRoll, Membership, SeatHolding};
    /// use cogov::values::PersonKey;
    /// use cogov::{GroupKey, PartyKey, SeatKey};
    ///
    /// let person = PersonKey::new("p-3")?;
    /// let roster = Enrol::new()
    ///     .with_seats([SeatHolding::new(SeatKey::new("cppcc-member")?, PersonKey::new("p-1")?)])
    ///     .with_members([Membership::new(PartyKey::new("owners-committee")?, person.clone())])
    ///     .with_groups([GroupRoll::new(GroupKey::new("owners")?).with_persons([person])]);
    /// assert_eq!(roster.seats()[0].person().as_str(), "p-1");
    /// assert_eq!(roster.members().len() + roster.groups().len(), 2, "one person, as both");
    /// assert_eq!(Act::enrol(roster).target(), None);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Enrol("a roster", "名册") {
        option {
            /// From which register it was taken, if from one.
            of, with_of: RosterSource,
        }
        list {
            /// Holders of seats.
            seats, with_seats: SeatHolding,
            /// Members of parties.
            members, with_members: Membership,
            /// Groups.
            groups, with_groups: GroupRoll,
            /// Parties and groups that had members, and have none any more.
            emptied, with_emptied: Belonging,
        }
    }
}

record! {
    /// A point at issue.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::PointAtIssue;
    /// use cogov::values::PointKey;
    ///
    /// let point = PointAtIssue::new(PointKey::new("cost")?, Text::new("Who pays")?);
    /// assert_eq!(point.key().as_str(), "cost");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct PointAtIssue("a point at issue", "争议点") {
        new { key }
        required {
            /// The key by which statements and reservations refer to it.
            key: PointKey,
            /// What it is.
            text: Text,
        }
    }
}

record! {
    /// A criterion of success, laid down beforehand.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::Criterion;
    /// use cogov::values::CriterionKey;
    ///
    /// let free = Criterion::new(CriterionKey::new("free")?, Text::new("No car on the lane")?);
    /// assert_eq!(free.text().to_string(), "No car on the lane");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Criterion("a criterion of success", "成效标准") {
        new { key }
        required {
            /// The key by which the evaluation refers to it.
            key: CriterionKey,
            /// When it is met.
            text: Text,
        }
    }
}

record! {
    /// With `plan`: how the consultation is prepared.
    ///
    /// ```
    /// use cogov::act::{Act, Criterion, Plan, PointAtIssue};
    /// use cogov::procedure::Form;
    /// use cogov::values::{CriterionKey, PointKey};
    /// use cogov::{GroupKey, Holder, StepKey, Text};
    ///
    /// let owners = Holder::Group(GroupKey::new("owners")?);
    /// let plan = Plan::new()
    ///     .with_form(Form::JointMeeting)
    ///     .with_affected([owners.clone()])
    ///     .with_points([PointAtIssue::new(PointKey::new("fee")?, Text::new("Whether visitors pay")?)])
    ///     .with_options([Text::new("Bollards")?, Text::new("Patrols at night")?])
    ///     .with_criteria([Criterion::new(CriterionKey::new("free")?, Text::new("No car on the lane")?)]);
    /// assert_eq!((plan.form(), plan.affected()), (Some(Form::JointMeeting), [owners].as_slice()));
    /// assert_eq!((plan.points().len(), plan.options().len(), plan.criteria().len()), (1, 2, 1));
    /// assert_eq!(Act::plan(StepKey::new("plan")?, plan).target().unwrap().to_string(), "plan");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Plan("a plan", "协商方案") {
        option {
            /// In which form it is to take place.
            form, with_form: Form as copy,
        }
        list {
            /// The points at issue.
            points, with_points: PointAtIssue,
            /// What could be done.
            options, with_options: Text,
            /// Whom it affects.
            affected, with_affected: Holder,
            /// What success means.
            criteria, with_criteria: Criterion,
        }
    }
}

record! {
    /// With `notify`: who was told what.
    ///
    /// ```
    /// use cogov::act::{Act, Notify, Participant};
    /// use cogov::procedure::Completion;
    /// use cogov::values::SessionId;
    /// use cogov::{GroupKey, Holder, Instant, StepKey, Text};
    ///
    /// let owners = Participant::from(Holder::Group(GroupKey::new("owners")?));
    /// let begins: Instant = "2026-06-08T19:00:00+08:00".parse()?;
    /// let told = Notify::new(Text::new("The meeting of 8 June")?)
    ///     .with_session("01890a5d-ac96-774b-bcce-b302099a8057".parse::<SessionId>()?)
    ///     .with_starts(begins)
    ///     .with_whom([owners]);
    /// assert_eq!((told.whom().len(), told.starts()), (1, Some(begins)));
    /// let act = Act::notify(StepKey::new("notice")?, told);
    /// assert_eq!(act.kind().completes(), Some(Completion::Notify));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Notify("a notification", "通知") {
        required {
            /// Of what.
            of: Text,
        }
        option {
            /// The session to which this invites.
            session, with_session: SessionId as copy,
            /// When that begins.
            starts, with_starts: Instant as copy,
        }
        list {
            /// Who was told.
            whom, with_whom: Participant,
        }
    }
}

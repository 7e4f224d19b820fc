//! The ladder: what follows from poor conduct, rung by rung, and what triggers it.

use serde::Serialize;

use crate::conduct::definition::{Mark, SeatRole};
use crate::conduct::points::Points;
use crate::json::{Decode, Kind, Members, Node, Reader};
use crate::position::Holder;
use crate::time::{Count, Term};
use crate::values::bounds::{self, Bound};
use crate::values::choice::choice;
use crate::values::key::ContributionKey;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What can follow from poor conduct, from the mildest to the gravest; not being nominated
    /// again, which only comes with the end of the term, may stand anywhere on a ladder.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::conduct::Sanction;
    ///
    /// let sanction: Sanction = "advise_to_resign".parse()?;
    /// assert_eq!(sanction.label(Lang::Zh), "劝辞");
    /// assert!(Sanction::Talk < Sanction::Revoke, "the milder comes first");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Sanction in conduct {
        /// A reminder.
        Remind = "remind", "remind", "提醒";
        /// A talk with those in charge.
        Talk = "talk", "talk", "约谈";
        /// Criticism in writing.
        Criticise = "criticise", "criticise in writing", "书面批评";
        /// Advice to resign.
        AdviseToResign = "advise_to_resign", "advise to resign", "劝辞";
        /// The seat is revoked by a competent body.
        Revoke = "revoke", "revoke", "撤销资格";
        /// Not nominated again for the next term.
        NotRenominate = "not_renominate", "not re-nominate", "不再提名";
    }
}

choice! {
    /// Within what a trigger counts.
    ///
    /// All of it lies in the window that the caller gives to [`assess`](crate::conduct::assess): what
    /// happened outside is not looked at. `year` is a year of that window, from 1 January or, by
    /// [`Window::with_years`](crate::conduct::Window::with_years), from the day on which the term
    /// begins. It is not any twelve months: what lies on both sides of where a year begins does
    /// not add up.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::conduct::Within;
    ///
    /// let within: Within = "term".parse()?;
    /// assert_eq!(within.label(Lang::Zh), "一届内");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Within in conduct {
        /// Any one year of the window, as far as it lies in it; for too few, only whole years.
        Year = "year", "a year", "一年内";
        /// The term of office.
        Term = "term", "the term", "一届内";
        /// The whole window that is assessed.
        Window = "window", "the window", "考核期内";
    }
}

record! {
    /// A total below so many points.
    ///
    /// ```
    /// use cogov::conduct::BelowPoints;
    /// use cogov::time::Count;
    ///
    /// let poor = BelowPoints::new(60).with_years_running(Count::new(2)?);
    /// assert_eq!(poor.years_running(), Some(Count::new(2)?));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct BelowPoints("a trigger: {\"below_points\": …}", "触发条件：{\"below_points\": …}") {
        required {
            /// The least total that does not trigger it.
            below_points: Points as copy,
        }
        option {
            /// So many whole years running; once, for the total at hand, if left out.
            years_running, with_years_running: Count as copy,
        }
    }
}

record! {
    /// At least so many contributions: absences, say.
    ///
    /// ```
    /// use cogov::conduct::{AtLeast, Mark, SeatRole, Within};
    /// use cogov::values::ContributionKey;
    ///
    /// // Three unexcused absences within any one year of the window that is assessed.
    /// let absences = AtLeast::new(3_u64, Within::Year)
    ///     .with_kinds([ContributionKey::new("plenary")?])
    ///     .with_marks([Mark::Unexcused]);
    /// assert_eq!((absences.at_least(), absences.within()), (3, Within::Year));
    /// assert_eq!((absences.marks(), absences.role()), ([Mark::Unexcused].as_slice(), None));
    ///
    /// // Of members of the standing committee more is asked.
    /// let fewer = AtLeast::new(2_u64, Within::Year).with_role(SeatRole::StandingMember);
    /// assert!(fewer.kinds().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AtLeast("a trigger: {\"at_least\": …, \"within\": …, \"kinds\": […]}", "触发条件：{\"at_least\": …, \"within\": …, \"kinds\": […]}") {
        required {
            /// How many.
            at_least: u64 as count,
            /// Within what.
            within: Within as copy,
        }
        option {
            /// For whom; everybody, if left out.
            role, with_role: SeatRole as copy,
        }
        list {
            /// Of these kinds.
            kinds, with_kinds: ContributionKey,
            /// With these marks; with any, if empty.
            marks, with_marks: Mark,
        }
    }
}

record! {
    /// Fewer contributions than so many.
    ///
    /// ```
    /// use cogov::conduct::{FewerThan, Within};
    /// use cogov::values::ContributionKey;
    ///
    /// let idle = FewerThan::new(3_u64, Within::Term).with_kinds([ContributionKey::new("proposal")?]);
    /// assert_eq!((idle.fewer_than(), idle.within()), (3, Within::Term));
    /// assert!(idle.role().is_none() && idle.marks().is_empty(), "of whom and with whatever mark");
    /// assert_eq!(
    ///     serde_json::to_string(&idle)?,
    ///     r#"{"fewer_than":3,"within":"term","kinds":["proposal"]}"#,
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct FewerThan("a trigger: {\"fewer_than\": …, \"within\": …, \"kinds\": […]}", "触发条件：{\"fewer_than\": …, \"within\": …, \"kinds\": […]}") {
        required {
            /// How many are enough.
            fewer_than: u64 as count,
            /// Within what.
            within: Within as copy,
        }
        option {
            /// For whom; everybody, if left out.
            role, with_role: SeatRole as copy,
        }
        list {
            /// Of these kinds.
            kinds, with_kinds: ContributionKey,
            /// With these marks; with any, if empty.
            marks, with_marks: Mark,
        }
    }
}

record! {
    /// So many whole years running without a contribution.
    ///
    /// ```
    /// use cogov::conduct::YearsWithout;
    /// use cogov::time::Count;
    /// use cogov::values::ContributionKey;
    ///
    /// let silent = YearsWithout::new(Count::new(2)?).with_kinds([ContributionKey::new("proposal")?]);
    /// assert_eq!((silent.years_without().get(), silent.kinds().len()), (2, 1));
    /// assert!(silent.role().is_none() && silent.marks().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct YearsWithout("a trigger: {\"years_without\": …, \"kinds\": […]}", "触发条件：{\"years_without\": …, \"kinds\": […]}") {
        required {
            /// How many years.
            years_without: Count as copy,
        }
        option {
            /// For whom; everybody, if left out.
            role, with_role: SeatRole as copy,
        }
        list {
            /// Of these kinds.
            kinds, with_kinds: ContributionKey,
            /// With these marks; with any, if empty.
            marks, with_marks: Mark,
        }
    }
}

record! {
    /// Any requirement of the policy that is not met.
    ///
    /// ```
    /// use cogov::conduct::{Trigger, UnmetRequirements};
    ///
    /// let any = Trigger::from(UnmetRequirements::new());
    /// assert_eq!(serde_json::to_string(&any)?, r#"{"unmet_requirements":true}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct UnmetRequirements("a trigger: {\"unmet_requirements\": true}", "触发条件：{\"unmet_requirements\": true}") {
        mark { unmet_requirements }
    }
}

/// What makes a rung due.
///
/// In JSON told apart by its first field: `{"below_points": 60}`,
/// `{"below_points": 60, "years_running": 2}`,
/// `{"at_least": 3, "within": "year", "kinds": ["plenary"], "marks": ["unexcused"]}`,
/// `{"fewer_than": 3, "within": "term", "kinds": ["proposal"]}`,
/// `{"years_without": 2, "kinds": ["proposal"]}` or `{"unmet_requirements": true}`.
///
/// ```
/// use cogov::conduct::{BelowPoints, Trigger};
/// use cogov::time::Count;
///
/// let trigger = Trigger::from(BelowPoints::new(60).with_years_running(Count::new(2)?));
/// assert_eq!(serde_json::to_string(&trigger)?, r#"{"below_points":60,"years_running":2}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Trigger {
    /// A total below so many points, perhaps so many years running.
    BelowPoints(BelowPoints),
    /// At least so many contributions of a kind.
    AtLeast(AtLeast),
    /// Fewer contributions of a kind than so many.
    FewerThan(FewerThan),
    /// So many years running without one.
    YearsWithout(YearsWithout),
    /// A requirement that is not met.
    UnmetRequirements(UnmetRequirements),
}

macro_rules! trigger_from {
    ($($name:ident),+) => {$(
        impl From<$name> for Trigger {
            fn from(trigger: $name) -> Self {
                Self::$name(trigger)
            }
        }
    )+};
}

trigger_from!(BelowPoints, AtLeast, FewerThan, YearsWithout, UnmetRequirements);

const EXPECTED: Kind = Kind::new(
    "a trigger: an object with `below_points`, `at_least`, `fewer_than`, \
     `years_without` or `unmet_requirements`",
    "触发条件：含 `below_points`、`at_least`、`fewer_than`、\
     `years_without` 或 `unmet_requirements` 的对象",
);

/// The fields of triggers of every kind.
const FIELDS: &[&str] = &[
    "below_points",
    "years_running",
    "at_least",
    "fewer_than",
    "years_without",
    "unmet_requirements",
    "within",
    "role",
    "kinds",
    "marks",
];

/// Whether the first name that is none of these is like one of them.
fn has_misspelt(mut members: Members<'_>, reader: &mut Reader) -> bool {
    let unknown = members.find(|(name, _)| !FIELDS.contains(name));
    unknown.is_some_and(|(name, _)| reader.nearest(name, FIELDS.iter().copied()).is_some())
}

crate::json::deserialize!(Trigger);

impl Decode for Trigger {
    const MOST: Bound = bounds::RUNG_TRIGGERS;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if node.member("below_points").is_some() {
            BelowPoints::decode(node, reader).map(Self::BelowPoints)
        } else if node.member("at_least").is_some() {
            AtLeast::decode(node, reader).map(Self::AtLeast)
        } else if node.member("fewer_than").is_some() {
            FewerThan::decode(node, reader).map(Self::FewerThan)
        } else if node.member("years_without").is_some() {
            YearsWithout::decode(node, reader).map(Self::YearsWithout)
        } else if node.member("unmet_requirements").is_some() {
            UnmetRequirements::decode(node, reader).map(Self::UnmetRequirements)
        } else {
            match node {
                // A misspelt name is told, and not that the trigger is of no kind.
                Node::Object(members) if has_misspelt(*members, reader) => {
                    reader.check_names(*members, FIELDS);
                }
                _ => reader.wrong_type(EXPECTED, node),
            }
            None
        }
    }
}

record! {
    /// The right to be heard before a sanction.
    ///
    /// ```
    /// use cogov::conduct::Hearing;
    /// use cogov::{Holder, PartyKey, Term, Text};
    ///
    /// let hearing = Hearing::new()
    ///     .with_within(Term::working_days(5)?)
    ///     .with_body(Text::bilingual("The chairpersons' meeting", "主席会议")?);
    /// assert!(hearing.by().is_none(), "said in words, not by the key of a party");
    ///
    /// let at_home = Hearing::new().with_by(PartyKey::new("cppcc")?);
    /// assert_eq!(at_home.by(), Some(&Holder::Party(PartyKey::new("cppcc")?)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Hearing("a right to be heard", "陈述申辩的权利") {
        option {
            /// How long the holder has to answer.
            within, with_within: Term as copy,
            /// Who hears: a party, a seat or a group of the charter.
            by, with_by: Holder,
            /// Who hears, in words.
            body, with_body: Text,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// A rung of the ladder: a sanction, and any one of its triggers makes it due.
    ///
    /// ```
    /// use cogov::conduct::{BelowPoints, Hearing, Rung, Sanction};
    /// use cogov::{PartyKey, Term, Text};
    ///
    /// let talk = Rung::new(Sanction::Talk)
    ///     .with_by(PartyKey::new("cppcc")?)
    ///     .with_description(Text::bilingual("In private, with minutes", "个别谈话并记录")?)
    ///     .with_heard(Hearing::new().with_within(Term::working_days(5)?))
    ///     .with_review(Term::days(15)?)
    ///     .with_triggers([BelowPoints::new(60)]);
    /// assert!(talk.heard().is_given() && talk.body().is_none());
    /// assert_eq!(talk.review().given(), Some(&Term::days(15)?));
    /// assert_eq!(talk.triggers().len(), 1);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Rung("a rung of a ladder", "处置阶梯的一级"; at most LADDER_RUNGS) {
        required {
            /// What follows.
            sanction: Sanction as copy,
        }
        option {
            /// By whom: a party, a seat or a group of the charter.
            by, with_by: Holder,
            /// By whom, in words: for a policy that is not bound to the parties of one charter.
            body, with_body: Text,
            /// What is special about it, in words.
            description, with_description: Text,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// The right to be heard beforehand.
            heard, with_heard: Hearing,
            /// How long the holder has to ask for a review.
            review, with_review: Term,
        }
        list {
            /// What makes it due, any one of them.
            triggers, with_triggers: Trigger,
        }
    }
}

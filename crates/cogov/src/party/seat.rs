//! Seats: the charter defines them, and never says who holds them.

use crate::party::holder::Holder;
use crate::time::Count;
use crate::values::choice::choice;
use crate::values::key::{ConductKey, PartyKey, RuleKey, SeatKey};
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// How somebody comes to hold a seat.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::party::Filling;
    ///
    /// let filling: Filling = "co_opted".parse()?;
    /// assert_eq!(filling.label(Lang::Zh), "增补");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Filling in party {
        /// By election.
        Elected = "elected", "elected", "选举";
        /// By appointment.
        Appointed = "appointed", "appointed", "任命";
        /// By recommendation.
        Recommended = "recommended", "recommended", "推荐";
        /// By the body's own choice.
        CoOpted = "co_opted", "co-opted", "增补";
        /// By holding another office.
        ExOfficio = "ex_officio", "ex officio", "兼任";
    }
}

record! {
    /// How long somebody holds a seat.
    ///
    /// ```
    /// use cogov::party::Tenure;
    /// use cogov::time::Count;
    ///
    /// assert_eq!(Tenure::new(Count::new(5)?).years().get(), 5);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Tenure("a term of office: {\"years\": …}", "任期：{\"years\": …}") {
        required {
            /// How many years.
            years: Count as copy,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// A seat of a body.
    ///
    /// ```
    /// use cogov::party::Filling;
    /// use cogov::party::Tenure;
    /// use cogov::time::Count;
    /// use cogov::{GroupKey, Holder, PartyKey, Seat, SeatKey, Stated, Text};
    ///
    /// let member = Seat::new(
    ///     SeatKey::new("cppcc-member")?,
    ///     Text::bilingual("CPPCC member", "政协委员")?,
    ///     PartyKey::new("cppcc")?,
    /// )
    /// .with_filled_by(Filling::Recommended)
    /// .with_conduct(Stated::absent().because(Text::new("§4.2: no supervision of performance")?));
    /// assert!(member.conduct().is_absent());
    ///
    /// // The head of the villagers' committee: elected for five years, and secretary, too (一肩挑).
    /// let villagers = GroupKey::new("villagers")?;
    /// let head = Seat::new(SeatKey::new("head")?, Text::bilingual("Head", "村主任")?, PartyKey::new("villagers-committee")?)
    ///     .with_number(1_u64)
    ///     .with_filled_by(Filling::Elected)
    ///     .with_by(villagers.clone())
    ///     .with_represents(villagers.clone())
    ///     .with_term(Tenure::new(Count::new(5)?))
    ///     .with_held_with([SeatKey::new("secretary")?]);
    /// assert_eq!(head.represents(), Some(&Holder::Group(villagers)));
    /// assert_eq!(head.held_with()[0].as_str(), "secretary");
    ///
    /// // Whether an election counts, and who gets enough votes, is for a rule of the charter to say.
    /// let head = head.with_rule(cogov::RuleKey::new("both-halves")?);
    /// assert_eq!(head.rule().map(|rule| rule.as_str()), Some("both-halves"));
    ///
    /// // Who supervises it holds neither office, and is no near relative of those who do.
    /// let supervisor = Seat::new(SeatKey::new("supervisor")?, Text::new("Supervisor")?, PartyKey::new("supervision")?)
    ///     .with_incompatible([SeatKey::new("head")?, SeatKey::new("secretary")?])
    ///     .with_near_relatives_barred(true);
    /// assert_eq!(supervisor.incompatible().len(), 2);
    /// assert_eq!(supervisor.near_relatives_barred(), Some(true));
    /// assert!(supervisor.filled_by().is_unstated());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Seat("a seat", "席位"; at most SEATS) {
        required {
            /// The key by which the charter refers to it.
            key: SeatKey,
            /// Its name.
            name: Text,
            /// The body that it is a seat of.
            body: PartyKey,
        }
        option {
            /// Who elects, appoints or recommends: a party, a seat or a group.
            by, with_by: Holder,
            /// Whom its holder speaks for: a group, a party or a sector.
            represents, with_represents: Holder,
            /// The decision rule that judges an election to it.
            rule, with_rule: RuleKey,
            /// Whether near relatives of those in charge, whose seats are `incompatible` with it, may
            /// not hold it.
            near_relatives_barred, with_near_relatives_barred: bool as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// How many such seats there are.
            number, with_number: u64 as count,
            /// How it is filled.
            filled_by, with_filled_by: Filling,
            /// For how long.
            term, with_term: Tenure,
            /// The conduct policy that binds its holder.
            conduct, with_conduct: ConductKey,
        }
        list {
            /// Seats that the same person may not hold.
            incompatible, with_incompatible: SeatKey,
            /// Seats that the same person holds (一肩挑, 交叉任职).
            held_with, with_held_with: SeatKey,
        }
    }
}

record! {
    /// The statement that a seat does not exist.
    ///
    /// ```
    /// use cogov::party::AbsentSeat;
    /// use cogov::{GroupKey, Text};
    ///
    /// let nobody_young = AbsentSeat::new()
    ///     .with_represents(GroupKey::new("young")?)
    ///     .with_source(Text::new("§2: young and middle-aged residents are missing")?);
    /// assert!(nobody_young.body().is_none(), "in no body");
    /// assert!(nobody_young.represents().is_some(), "nobody for the young; there may be other seats");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AbsentSeat("a seat that is stated to be absent", "明示没有的席位") {
        mark { none }
        option {
            /// In which body; in any, if left out.
            body, with_body: PartyKey,
            /// For whom: a group, a party or a sector; for anybody, if left out.
            represents, with_represents: Holder,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

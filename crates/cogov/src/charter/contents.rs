//! What a charter contains: its parts, one by one.

use crate::audit::Acknowledgement;
use crate::charter::loaded::Charter;
use crate::conduct::{ConductPolicy, IncentivePolicy, Training};
use crate::decision::Rule;
use crate::intake::Intake;
use crate::party::{AbsentSeat, Group, Liaison, Party, Seat, Sector};
use crate::place::{Matter, Place};
use crate::position::{AbsentPosition, Holder, Position};
use crate::problem::Problem;
use crate::procedure::{AbsentProcedure, Procedure};
use crate::time::Calendar;
use crate::triage::{AgendaPolicy, Triage};
use crate::values::key::{
    CharterKey, ConductKey, GroupKey, MatterKey, PartyKey, PlaceKey, ProcedureKey, RuleKey,
    SeatKey, SectorKey,
};
use crate::values::lang::Lang;
use crate::values::stated::{Listed, Stated};
use crate::values::text::Text;

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident : $entry:ty;)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(&self) -> &[$entry] {
            &self.document().$name
        }
    )+};
}

macro_rules! found {
    ($($(#[$doc:meta])* $name:ident, $list:ident : $key:ty => $entry:ty;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        ///
        /// When the charter does not list it.
        pub fn $name(&self, key: &$key) -> Result<&$entry, Problem> {
            use crate::charter::lookup::Keyed;

            let entries = &self.document().$list;
            self.names()
                .$list
                .find(entries, key.as_str())
                .and_then(|index| entries.get(index))
                .and_then(Given::given_entry)
                .ok_or_else(|| {
                    let known = entries.iter().filter_map(Keyed::key_text);
                    Problem::unknown_key(stringify!($list), key.as_str(), known)
                })
        }
    )+};
}

/// The entry itself, where a list can also state absences.
trait Given<T> {
    fn given_entry(&self) -> Option<&T>;
}

impl<T, A> Given<T> for Listed<T, A> {
    fn given_entry(&self) -> Option<&T> {
        self.given()
    }
}

macro_rules! always_given {
    ($($entry:ty),+) => {$(
        impl Given<$entry> for $entry {
            fn given_entry(&self) -> Option<&$entry> {
                Some(self)
            }
        }
    )+};
}

always_given!(Place, Matter, Party, Group, Sector, Rule, ConductPolicy);

impl Charter {
    /// The key of the charter.
    #[must_use]
    pub fn key(&self) -> &CharterKey {
        &self.document().key
    }

    /// Its version, from 1.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.document().version.0
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.document().title
    }

    /// What it is about.
    #[must_use]
    pub fn description(&self) -> Option<&Text> {
        self.document().description.as_ref()
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(&self) -> Option<&Text> {
        self.document().source.as_ref()
    }

    /// Its calendar, if it has one of its own.
    #[must_use]
    pub fn calendar(&self) -> Option<&Calendar> {
        self.document().calendar.as_ref()
    }

    /// How appeals come in.
    #[must_use]
    pub fn intake(&self) -> &Stated<Intake> {
        &self.document().intake
    }

    /// The line of demarcation.
    #[must_use]
    pub fn triage(&self) -> &Stated<Triage> {
        &self.document().triage
    }

    /// How topics are chosen.
    #[must_use]
    pub fn agenda_policy(&self) -> &Stated<AgendaPolicy> {
        &self.document().agenda
    }

    /// What prepares participants.
    #[must_use]
    pub fn training(&self) -> &Stated<Vec<Training>> {
        &self.document().training
    }

    /// What encourages people to take part.
    #[must_use]
    pub fn incentives(&self) -> &Stated<IncentivePolicy> {
        &self.document().incentives
    }

    lists! {
        /// The places.
        places: Place;
        /// The matters.
        matters: Matter;
        /// The parties.
        parties: Party;
        /// The groups of the population.
        groups: Group;
        /// The sectors.
        sectors: Sector;
        /// The seats, and statements that there are none.
        ///
        /// ```
        /// use cogov::Charter;
        ///
        /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
        /// let elected = charter.seats().iter().filter_map(|seat| seat.given());
        /// let elected = elected.filter(|seat| seat.number().given().is_some_and(|&number| number > 4));
        /// let keys: Vec<&str> = elected.map(|seat| seat.key().as_str()).collect();
        /// assert_eq!(keys, ["residents-committee-member", "owners-committee-member"]);
        /// ```
        seats: Listed<Seat, AbsentSeat>;
        /// The links of contact.
        liaison: Liaison;
        /// The positions, and statements that there are none.
        ///
        /// ```
        /// use cogov::Charter;
        ///
        /// // What the study says that there is, and what it says that there is not.
        /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
        /// let (given, absent): (Vec<_>, Vec<_>) =
        ///     charter.positions().iter().partition(|position| position.given().is_some());
        /// assert!(given.len() > absent.len() && !absent.is_empty());
        /// ```
        positions: Listed<Position, AbsentPosition>;
        /// The decision rules.
        rules: Rule;
        /// The procedures, and statements that there are none.
        procedures: Listed<Procedure, AbsentProcedure>;
        /// The conduct policies.
        conduct: ConductPolicy;
        /// Findings of the audit that are known and accepted.
        acknowledged: Acknowledgement;
    }

    found! {
        /// The place of a key.
        place, places: PlaceKey => Place;
        /// The matter of a key.
        matter, matters: MatterKey => Matter;
        /// The party of a key.
        ///
        /// ```
        /// use cogov::{Charter, Lang, PartyKey};
        ///
        /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
        /// let committee = charter.party(&PartyKey::new("residents-committee")?)?;
        /// assert_eq!(committee.name().get(Lang::En), "Residents' committee");
        ///
        /// let error = charter.party(&PartyKey::new("residents-comittee")?).unwrap_err();
        /// assert_eq!(error.help(Lang::En), "did you mean \"residents-committee\"?");
        /// # Ok::<(), cogov::Problem>(())
        /// ```
        party, parties: PartyKey => Party;
        /// The group of a key.
        ///
        /// ```
        /// use cogov::{Charter, Lang};
        ///
        /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
        /// assert_eq!(charter.group(&"owners".parse()?)?.name().get(Lang::Zh), "业主");
        /// # Ok::<(), cogov::Problem>(())
        /// ```
        group, groups: GroupKey => Group;
        /// The sector of a key.
        ///
        /// ```
        /// use cogov::Charter;
        ///
        /// let charter = Charter::builtin("county-cppcc-completed").unwrap();
        /// let emerging = charter.sector(&"emerging-forces-sector".parse()?)?;
        /// assert_eq!(emerging.body().as_str(), "county-cppcc");
        /// # Ok::<(), cogov::Problem>(())
        /// ```
        sector, sectors: SectorKey => Sector;
        /// The seat of a key.
        ///
        /// ```
        /// use cogov::Charter;
        ///
        /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
        /// let member = charter.seat(&"cppcc-member".parse()?)?;
        /// let conduct = charter.conduct_policy(member.conduct().given().unwrap())?;
        /// assert_eq!(conduct.ladder().given().map(Vec::len), Some(5));
        /// # Ok::<(), cogov::Problem>(())
        /// ```
        seat, seats: SeatKey => Seat;
        /// The decision rule of a key.
        rule, rules: RuleKey => Rule;
        /// The conduct policy of a key.
        conduct_policy, conduct: ConductKey => ConductPolicy;
        /// The procedure of a key.
        ///
        /// ```
        /// use cogov::{Charter, ProcedureKey};
        ///
        /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
        /// let procedure = charter.procedure(&ProcedureKey::new("four-party")?)?;
        /// assert_eq!(procedure.steps().len(), 8);
        /// # Ok::<(), cogov::Problem>(())
        /// ```
        procedure, procedures: ProcedureKey => Procedure;
    }

    /// Whether the charter lists a holder: each of those who act jointly, the group of a share.
    pub(crate) fn check_holder(&self, holder: &Holder) -> Result<(), Problem> {
        match holder {
            Holder::Party(key) => self.party(key).map(drop),
            Holder::Seat(key) => self.seat(key).map(drop),
            Holder::Group(key) | Holder::Share { of: key, .. } => self.group(key).map(drop),
            Holder::Sector(key) => self.sector(key).map(drop),
            Holder::Jointly(holders) => {
                holders.iter().try_for_each(|holder| self.check_holder(holder))
            }
            Holder::Anyone | Holder::Affected => Ok(()),
        }
    }

    /// A holder's name for people.
    ///
    /// ```
    /// use cogov::{Charter, Holder, Lang, PartyKey};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let committee = Holder::Party(PartyKey::new("residents-committee")?);
    /// assert_eq!(charter.holder_name(&committee, Lang::En), "Residents' committee");
    /// assert_eq!(charter.holder_name(&Holder::Affected, Lang::Zh), "利害关系人");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn holder_name(&self, holder: &Holder, lang: Lang) -> String {
        let own = |text: &Text| text.get(lang).to_owned();
        match holder {
            Holder::Party(key) => {
                self.party(key).map_or_else(|_| key.to_string(), |p| own(&p.name))
            }
            Holder::Seat(key) => self.seat(key).map_or_else(|_| key.to_string(), |s| own(&s.name)),
            Holder::Group(key) => {
                self.group(key).map_or_else(|_| key.to_string(), |g| own(&g.name))
            }
            Holder::Sector(key) => {
                self.sector(key).map_or_else(|_| key.to_string(), |s| own(&s.name))
            }
            Holder::Anyone => lang.pick("anyone", "任何人").to_owned(),
            Holder::Affected => lang.pick("those affected", "利害关系人").to_owned(),
            Holder::Jointly(holders) => {
                let names: Vec<String> =
                    holders.iter().map(|holder| self.holder_name(holder, lang)).collect();
                match lang {
                    Lang::En => format!("{}, jointly", names.join(" and ")),
                    Lang::Zh => format!("{}共同", names.join("与")),
                }
            }
            Holder::Share { at_least, of } => {
                let group = self.group(of).map_or_else(|_| of.to_string(), |g| own(&g.name));
                match lang {
                    Lang::En => format!("at least {at_least} of {group}"),
                    Lang::Zh => format!("{group}的{at_least}以上"),
                }
            }
        }
    }
}

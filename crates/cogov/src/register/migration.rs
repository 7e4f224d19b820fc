//! Going on under another version of the charter.

use std::collections::BTreeMap;

use crate::act::Belonging;
use crate::case::context::day_of;
use crate::charter::Charter;
use crate::problem::Arg;
use crate::register::code::RegisterCode;
use crate::register::context::{Context, rung};
use crate::register::engine::Register;
use crate::register::rules::judge;
use crate::register::seats::{meet, taken_on};
use crate::register::state::{Holding, RegisterState};
use crate::register::table::RegisterAct;
use crate::register::{RegisterEntry, RegisterRefusal, RegisterRefused};
use crate::time::Date;
use crate::values::lang::Lang;

/// That the charter is not the one that an act or a record names.
pub(super) fn other_charter(en: String, zh: String) -> RegisterRefusal {
    RegisterRefusal::new(RegisterCode::OtherCharter, vec![Arg::bilingual("reason", en, zh)])
}

fn lacks(kind: &str, kind_zh: &str, found: &impl std::fmt::Display) -> RegisterRefusal {
    other_charter(
        format!("it lacks the {kind} \"{found}\", to which the register refers"),
        format!("其中没有登记册所涉的{kind_zh}“{found}”"),
    )
}

impl Register {
    /// The register goes on under another version of its charter, by an act of power that names it.
    ///
    /// Whoever holds a seat goes on holding it, to the day until which they were elected or
    /// appointed; what comes is judged by the new version. The act is judged by the old one.
    ///
    /// # Errors
    ///
    /// Everything that stands against the act; `other-charter`, when the charter given is not the
    /// one that the act names, or lacks what the register still refers to: a seat that somebody
    /// holds, a party, group or sector to which somebody belongs, the rung of a sanction that
    /// stands. `no-place`, `incompatible-seat` and `near-relative`, when those who hold seats could
    /// not hold them so under the new version: then some give up theirs first.
    ///
    /// ```
    /// use cogov::act::Migrate;
    /// use cogov::register::{Elect, Register, RegisterAct, RegisterCode};
    /// use cogov::values::PersonKey;
    /// use cogov::{Charter, GroupKey};
    ///
    /// // One place at first, two in the next version.
    /// let charter = |version: u64, places: u64| Charter::from_json(&format!(r#"{{
    ///     "format": "cogov/1", "key": "court", "version": {version}, "title": "East Court",
    ///     "groups": [{{"key": "owners", "name": "Owners"}}],
    ///     "parties": [{{"key": "committee", "name": "Committee", "kind": "owners_committee"}}],
    ///     "seats": [{{"key": "member", "name": "Member", "body": "committee", "number": {places},
    ///                "filled_by": "elected", "by": {{"group": "owners"}}}}],
    ///     "positions": [{{"holder": {{"group": "owners"}}, "kinds": ["power"],
    ///                    "functions": ["decide"]}}]
    /// }}"#));
    /// let owners: GroupKey = "owners".parse()?;
    /// let elect = |who: &str| RegisterAct::elect(
    ///     "member".parse().unwrap(), Elect::new().with_persons([PersonKey::new(who).unwrap()]));
    /// let id = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
    /// let mut register = Register::open(charter(1, 1)?, id);
    /// let at = "2026-01-10T10:00:00Z".parse()?;
    /// register.perform(&register.entry(at, owners.clone(), elect("p-1")))?;
    /// let second = register.entry(at, owners.clone(), elect("p-2"));
    /// assert_eq!(register.perform(&second).unwrap_err().first().unwrap().code(), RegisterCode::NoPlace);
    ///
    /// let next = charter(2, 2)?;
    /// let act = RegisterAct::migrate(Migrate::new(2_u64, next.digest()));
    /// let moved = register.entry("2026-02-01T10:00:00Z".parse()?, owners.clone(), act);
    /// register.migrate(next, &moved)?;
    /// let at = "2026-02-02T10:00:00Z".parse()?;
    /// register.perform(&register.entry(at, owners, elect("p-2")))?;
    /// assert_eq!(register.state().holdings().count(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn migrate(
        &mut self,
        charter: Charter,
        entry: &RegisterEntry,
    ) -> Result<(), RegisterRefused> {
        self.admit_migration(&charter, entry)?;
        self.go_on_under(charter, entry);
        Ok(())
    }

    /// Takes in an entry that some other system recorded, as [`Register::observe`]; where it moves
    /// the register to another of these charters, what comes is judged by that, unless something
    /// stands against it.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::register::{RegisterAct, RegisterCode};
    /// use cogov::act::Migrate;
    /// use cogov::{Charter, GroupKey, Holder};
    ///
    /// let mut register = west_hall(2);
    /// let next = register.charter().to_json().replace(r#""version":1"#, r#""version":2"#);
    /// let next = Charter::from_json(&next)?;
    /// let act = RegisterAct::migrate(Migrate::new(2_u64, next.digest()));
    /// let owners = Holder::Group(GroupKey::new("owners")?);
    /// let entry = register.entry("2026-02-01T10:00:00+08:00".parse()?, owners, act);
    /// let unseen = register.clone().observe(&entry);
    /// assert_eq!(unseen[0].code(), RegisterCode::OtherCharter);
    /// assert!(register.observe_with(&[next], &entry).is_empty());
    /// assert_eq!(register.charter().version(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn observe_with(
        &mut self,
        charters: &[Charter],
        entry: &RegisterEntry,
    ) -> Vec<RegisterRefusal> {
        let Some(charter) = other_named(charters, self.charter(), entry) else {
            return self.observe(entry);
        };
        match self.migrate(charter.clone(), entry) {
            Ok(()) => Vec::new(),
            Err(refused) => {
                self.take_in(entry);
                refused.refusals().to_vec()
            }
        }
    }

    /// That nothing stands against going on under a charter by an entry.
    pub(super) fn admit_migration(
        &self,
        charter: &Charter,
        entry: &RegisterEntry,
    ) -> Result<(), RegisterRefused> {
        let mut refusals = judge(self.charter(), self.state(), entry);
        // That it is another charter than the present one is what a migration is.
        refusals.retain(|refusal| refusal.code() != RegisterCode::OtherCharter);
        match entry.act() {
            RegisterAct::Migrate { with } => {
                let is_named =
                    with.version() == charter.version() && with.digest() == charter.digest();
                if !is_named || charter.key() != self.charter().key() {
                    let (key, version) = (charter.key(), charter.version());
                    let digest = charter.digest();
                    refusals.push(other_charter(
                        format!(
                            "version {version} of \"{key}\" with the digest {digest} was given"
                        ),
                        format!("所提供的是“{key}”第 {version} 版，摘要 {digest}"),
                    ));
                }
                let day = day_of(self.charter().calendar_table(), entry.happened());
                refusals.extend(missing(charter, self.state(), day));
                refusals.extend(ill_held(charter, self.state(), entry, day));
            }
            act => refusals.push(other_charter(
                format!("the act \"{}\" names none", act.kind()),
                format!("行为“{}”未指明章程", act.kind().label(Lang::Zh)),
            )),
        }
        if refusals.is_empty() { Ok(()) } else { Err(RegisterRefused::of(refusals)) }
    }
}

/// The other charter under which a register goes on by an entry, if it does.
pub(super) fn other_named<'c>(
    charters: &'c [Charter],
    current: &Charter,
    entry: &RegisterEntry,
) -> Option<&'c Charter> {
    let RegisterAct::Migrate { with } = entry.act() else { return None };
    let digest = with.digest();
    let named = charters.iter().find(|charter| charter.digest() == digest)?;
    (named.digest() != current.digest()).then_some(named)
}

/// What the register still refers to and a charter does not list, each once.
fn missing(charter: &Charter, state: &RegisterState, day: Date) -> Vec<RegisterRefusal> {
    let mut out = Vec::new();
    let mut seats: Vec<_> = state
        .holdings()
        .filter(|one| one.lasts_beyond(day))
        .map(|one| &one.seat)
        .filter(|seat| charter.seat(seat).is_err())
        .collect();
    seats.dedup();
    out.extend(seats.into_iter().map(|seat| lacks("seat", "席位", seat)));
    for (of, persons) in &state.affiliations {
        if persons.values().flatten().any(|one| one.lasts_beyond(day)) {
            match of {
                Belonging::Party(key) if charter.party(key).is_err() => {
                    out.push(lacks("party", "主体", key));
                }
                Belonging::Group(key) if charter.group(key).is_err() => {
                    out.push(lacks("group", "群体", key));
                }
                Belonging::Sector(key) if charter.sector(key).is_err() => {
                    out.push(lacks("sector", "界别", key));
                }
                Belonging::Party(_) | Belonging::Group(_) | Belonging::Sector(_) => {}
            }
        }
    }
    let mut rungs: Vec<_> = state
        .sanctions()
        .filter(|one| one.stands(day) && charter.seat(&one.seat).is_ok())
        .filter(|one| rung(charter, &one.seat, one.sanction).is_none())
        .map(|one| (&one.seat, one.sanction))
        .collect();
    rungs.sort();
    rungs.dedup();
    out.extend(rungs.into_iter().map(|(seat, sanction)| {
        other_charter(
            format!("the ladder of \"{seat}\" lacks the rung \"{sanction}\", which stands"),
            format!("“{seat}”的处置阶梯没有仍在生效的“{}”一级", sanction.label(Lang::Zh)),
        )
    }));
    out
}

/// How seats are held that could not be held so under a charter.
fn ill_held(
    charter: &Charter,
    state: &RegisterState,
    entry: &RegisterEntry,
    day: Date,
) -> Vec<RegisterRefusal> {
    let context = Context::of(charter, state, entry);
    let mut out = Vec::new();
    let rest = |one: &Holding| (one.from.max(day), one.until);
    for seat in charter.seats().iter().filter_map(|listed| listed.given()) {
        let number = seat.number().given().copied().unwrap_or(u64::MAX);
        let lasting = || {
            let held = state.holdings_of(seat.key()).iter();
            held.filter(|one| one.lasts_beyond(day))
        };
        let full = lasting().find_map(|one| {
            let stretch = (one.from.max(day), one.until);
            taken_on(state, seat, stretch, 0, Some(one))
        });
        if let Some(on) = full {
            out.push(context.no_place(seat, number, on));
        }
        for one in lasting() {
            let beside = charter.seats().iter().filter_map(|listed| listed.given());
            // Each pair once, from the seat that names the other.
            let beside = beside.filter(|other| seat.incompatible().contains(other.key()));
            let other = beside.flat_map(|other| state.holdings_of(other.key())).find(|other| {
                other.person == one.person && meet(rest(one), (other.from, other.until))
            });
            if let Some(other) = other {
                out.push(context.incompatible(seat, &one.person, &other.seat));
            }
            let barred = seat.near_relatives_barred() == Some(true);
            let kin = barred
                .then(|| state.held_by_kin(charter, seat, &one.person, rest(one)).next())
                .flatten();
            if let Some((held, known)) = kin {
                out.push(context.near_relative(seat, &one.person, held, known));
            }
        }
    }
    out
}

impl RegisterState {
    /// What refers to places in lists of the charter refers to those of another one.
    pub(super) fn refer_to(&mut self, old: &Charter, new: &Charter, day: Date) {
        let listed = |charter: &Charter| charter.training().given().cloned().unwrap_or_default();
        let trainings = listed(new);
        let moved: BTreeMap<u64, u64> = (0_u64..)
            .zip(listed(old))
            .filter_map(|(place, training)| {
                let same = |other: &crate::conduct::Training| other.name() == training.name();
                Some((place, trainings.iter().position(same)? as u64))
            })
            .collect();
        for trained in &mut self.trained {
            trained.training = trained.training.and_then(|place| moved.get(&place).copied());
        }
        for imposed in self.sanctions.values_mut().filter(|one| one.stands(day)) {
            if let Some(step) = rung(new, &imposed.seat, imposed.sanction) {
                imposed.policy = step.policy.key().clone();
                imposed.rung = step.place as u64;
            }
        }
    }
}

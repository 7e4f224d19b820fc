//! What is due in a register: terms that run out, places that are free, training and reviews owed.

use crate::case::view::view;
use crate::position::Holder;
use crate::register::context::{filler, rung};
use crate::register::engine::Register;
use crate::time::{Date, Instant};
use crate::values::choice::choice;
use crate::values::key::{PersonKey, SeatKey};

choice! {
    /// What is due in a register.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::register::RegisterDueKind;
    ///
    /// assert_eq!(RegisterDueKind::Training.label(Lang::Zh), "应受培训");
    /// ```
    #[non_exhaustive]
    pub enum RegisterDueKind {
        /// A term runs out, and nobody is elected or appointed to follow.
        Term = "term", "a term that runs out", "任期届满";
        /// A seat has places that nobody holds.
        Vacancy = "vacancy", "a free place", "席位空缺";
        /// A person is owed training.
        Training = "training", "training owed", "应受培训";
        /// A person can still answer to what was announced.
        Answer = "answer", "time to answer", "陈述申辩期限";
        /// Near relatives hold seats that exclude them: one gives theirs up.
        Relatives = "relatives", "near relatives in seats that exclude them", "近亲属任职回避";
        /// A review was asked for.
        Review = "review", "a review owed", "应予复核";
    }
}

view! {
    /// One thing that is due in a register: for whom, from whom, and by when.
    ///
    /// ```
    /// use cogov::Charter;
    /// use cogov::register::{Appoint, Register, RegisterAct, RegisterDueKind};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let mut register = Register::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
    /// let cppcc: cogov::PartyKey = "cppcc".parse()?;
    /// let act = RegisterAct::appoint("cppcc-member".parse()?, Appoint::new("p-1".parse::<cogov::values::PersonKey>()?));
    /// register.perform(&register.entry("2026-01-05T09:00:00+08:00".parse()?, cppcc, act))?;
    ///
    /// // Trained twice a year: the first time by July; two of three places are free.
    /// let due = register.due("2026-08-01T09:00:00+08:00".parse()?, 90);
    /// let training = due.iter().find(|due| due.kind() == RegisterDueKind::Training).unwrap();
    /// assert_eq!(training.by().map(|day| day.to_string()).as_deref(), Some("2026-07-05"));
    /// assert!(training.overdue());
    /// let free = due.iter().find(|due| due.kind() == RegisterDueKind::Vacancy).unwrap();
    /// assert_eq!(free.count(), Some(2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct RegisterDue {
        has {
            /// What.
            kind: RegisterDueKind as copy,
            /// Whether the day is over.
            overdue: bool as copy,
        }
        may {
            /// The last day.
            by: Date as copy,
            /// In which seat.
            seat: SeatKey,
            /// For whom.
            person: PersonKey,
            /// The entry that it comes from.
            entry: u64 as copy,
            /// Which training of the charter, by its place in the list, from 0.
            training: u64 as copy,
            /// How many places are free.
            count: u64 as copy,
        }
        list {
            /// From whom.
            from: Holder,
        }
    }
}

impl RegisterDue {
    const fn of(kind: RegisterDueKind) -> Self {
        Self {
            kind,
            overdue: false,
            by: None,
            seat: None,
            person: None,
            entry: None,
            training: None,
            count: None,
            from: Vec::new(),
        }
    }

    /// By the end of this day.
    fn by_day(mut self, day: Option<Date>, today: Date) -> Self {
        self.by = day;
        self.overdue = day.is_some_and(|day| day < today);
        self
    }
}

impl Register {
    /// What is due at a moment: free places, terms that run out within so many days and have no
    /// successor yet, near relatives in seats that exclude them, training owed, answers awaited, and reviews asked for. In this order; each by
    /// seat and person.
    #[must_use]
    pub fn due(&self, now: Instant, ahead: u32) -> Vec<RegisterDue> {
        let today = crate::case::context::day_of(self.charter().calendar_table(), now);
        let mut due = self.seats_due(today, today.plus_days(i64::from(ahead)).unwrap_or(Date::MAX));
        due.extend(self.relatives_due(today));
        due.extend(self.training_due(today));
        due.extend(self.answers_due(now, today));
        due.extend(self.reviews_due(today));
        due
    }

    fn seats_due(&self, today: Date, until: Date) -> Vec<RegisterDue> {
        let mut due = Vec::new();
        for seat in self.charter().seats().iter().filter_map(|listed| listed.given()) {
            let from = vec![filler(self.charter(), seat)];
            let key = || Some(seat.key().clone());
            let held = self.state().holdings_of(seat.key());
            let there = |day: Date| held.iter().filter(|one| one.is_in_force(day)).count() as u64;
            // A seat in which nobody ever sat may be filled elsewhere.
            if let Some(number) = seat.number().given().filter(|_| !held.is_empty()) {
                let free = number.saturating_sub(there(today));
                if free > 0 {
                    let vacancy = RegisterDue::of(RegisterDueKind::Vacancy);
                    due.push(RegisterDue {
                        seat: key(),
                        count: Some(free),
                        from: from.clone(),
                        ..vacancy
                    });
                }
            }
            let mut ending: Vec<_> = held.iter().filter(|one| one.is_in_force(today)).collect();
            ending.sort_by(|a, b| (a.until, &a.person).cmp(&(b.until, &b.person)));
            for one in ending {
                let Some(end) = one.until.filter(|end| *end <= until) else { continue };
                let follows = held.iter().filter(|next| next.from == end).count();
                let leaves = held.iter().filter(|other| other.until == Some(end)).count();
                let again =
                    held.iter().any(|next| next.person == one.person && next.is_in_force(end));
                if !again && follows < leaves {
                    let term = RegisterDue::of(RegisterDueKind::Term);
                    let term = term.by_day(end.plus_days(-1), today);
                    due.push(RegisterDue {
                        seat: key(),
                        person: Some(one.person.clone()),
                        entry: Some(one.entry),
                        from: from.clone(),
                        ..term
                    });
                }
            }
        }
        due
    }

    /// Of two it is due from the one in the seat that bars near relatives.
    fn relatives_due(&self, today: Date) -> Vec<RegisterDue> {
        let mut due = Vec::new();
        for seat in self.charter().seats().iter().filter_map(|listed| listed.given()) {
            if seat.near_relatives_barred() != Some(true) {
                continue;
            }
            let now = (today, today.plus_days(1));
            for one in self.state().holdings_of(seat.key()) {
                let kin = self.state().held_by_kin(self.charter(), seat, &one.person, now).next();
                if let Some((_, known)) = kin.filter(|_| one.is_in_force(today)) {
                    due.push(RegisterDue {
                        seat: Some(seat.key().clone()),
                        person: Some(one.person.clone()),
                        entry: Some(known.entry),
                        from: vec![filler(self.charter(), seat)],
                        ..RegisterDue::of(RegisterDueKind::Relatives)
                    });
                }
            }
        }
        due
    }

    fn training_due(&self, today: Date) -> Vec<RegisterDue> {
        let mut due = Vec::new();
        let listed = self.charter().training().given().map_or(&[][..], Vec::as_slice);
        for (place, training) in (0_u64..).zip(listed) {
            let mut owed: Vec<(PersonKey, Date, u64)> = training
                .participants()
                .iter()
                .flat_map(|of| self.members_of(of, today))
                .map(|member| (member.person().clone(), member.from(), member.entry()))
                .collect();
            owed.sort();
            owed.dedup_by(|a, b| a.0 == b.0);
            for (person, since, entry) in owed {
                let trained = self.state().trained().iter().filter(|one| {
                    one.person() == &person && one.training() == Some(place) && one.on() <= today
                });
                // What was recorded late can be older than what was recorded before it.
                let last = trained.max_by_key(|one| one.on());
                let rhythm = training.every().given();
                let (by, entry) = match (last, rhythm) {
                    // Once, where nobody said how often.
                    (Some(_), None) => continue,
                    (Some(last), Some(rhythm)) => (rhythm.next_after(last.on()), last.entry()),
                    (None, rhythm) => (rhythm.and_then(|every| every.next_after(since)), entry),
                };
                let owed = RegisterDue::of(RegisterDueKind::Training).by_day(by, today);
                due.push(RegisterDue {
                    person: Some(person),
                    training: Some(place),
                    entry: Some(entry),
                    ..owed
                });
            }
        }
        due
    }

    fn answers_due(&self, now: Instant, today: Date) -> Vec<RegisterDue> {
        let calendar = self.charter().calendar_table();
        let open = self.state().announced().filter(|one| {
            one.heard().is_none()
                && one.imposed().is_none()
                && one.answer_by().is_some_and(|by| now < by)
        });
        open.map(|one| {
            // The time is over when the day after the last begins.
            let over = one.answer_by().map(|by| crate::case::context::day_of(calendar, by));
            let by = over.and_then(|day| day.plus_days(-1));
            RegisterDue {
                seat: Some(one.seat().clone()),
                person: Some(one.person().clone()),
                entry: Some(one.entry()),
                ..RegisterDue::of(RegisterDueKind::Answer).by_day(by, today)
            }
        })
        .collect()
    }

    fn reviews_due(&self, today: Date) -> Vec<RegisterDue> {
        let open = self.state().sanctions();
        let open = open.filter(|one| one.asked().is_some() && one.reviewed().is_none());
        open.map(|one| {
            let step = rung(self.charter(), one.seat(), one.sanction());
            let named = step.and_then(|step| step.rung.by().cloned());
            let seat = self.charter().seat(one.seat()).ok();
            let from = named.or_else(|| seat.map(|seat| filler(self.charter(), seat)));
            RegisterDue {
                seat: Some(one.seat().clone()),
                person: Some(one.person().clone()),
                entry: one.asked(),
                from: from.into_iter().collect(),
                ..RegisterDue::of(RegisterDueKind::Review).by_day(None, today)
            }
        })
        .collect()
    }
}

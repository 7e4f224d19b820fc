//! Going on under another version of the charter.

use crate::act::{Act, Entry};
use crate::case::context::Context;
use crate::case::engine::{Case, Refused};
use crate::case::refusal::Refusal;
use crate::case::refusal_code::RefusalCode;
use crate::case::run::{Run, StepRun};
use crate::case::settle::passed;
use crate::charter::Charter;
use crate::problem::Arg;
use crate::procedure::{CompiledProcedure, Marking, StepIndex, StepSet};
use crate::time::CalendarTable;

fn other_charter(en: String, zh: String) -> Refusal {
    Refusal::new(RefusalCode::OtherCharter, vec![Arg::bilingual("reason", en, zh)])
}

/// The run under another version of its procedure: what is done and owed stays so, step by step;
/// nothing, with the key of a step that is missing, if one that was done or is owed is not there.
fn carried(
    run: &Run,
    old: &CompiledProcedure,
    (entry, new): (usize, &CompiledProcedure),
    (barred, calendar): (StepSet, &CalendarTable),
) -> Result<Run, String> {
    let moved = |set: StepSet| -> Result<StepSet, String> {
        let mut found = StepSet::EMPTY;
        for step in set.iter() {
            let Some(known) = old.step(step) else { continue };
            match new.find(known.key().as_str()) {
                Some(index) => found = found.with(index),
                None => return Err(known.key().to_string()),
            }
        }
        Ok(found)
    };
    let marking = run.marking;
    let (done, owed) = (moved(marking.done())?, moved(marking.owed())?);
    let begun = new.initial(barred);
    // Steps that both versions have are in play as they were; new ones as the new version says.
    let (mut included, mut frozen) = (begun.included(), barred);
    let mut steps = vec![StepRun::default(); new.steps().len()];
    for (index, known) in new.numbered() {
        let Some(before) = old.find(known.key().as_str()) else { continue };
        let was_in = marking.included().contains(before);
        included = if was_in { included.with(index) } else { included.without(index) };
        // Their guards stay frozen as they were when the topic was routed.
        let was_barred = run.barred.contains(before);
        frozen = if was_barred { frozen.with(index) } else { frozen.without(index) };
        if let Some((slot, before)) = steps.get_mut(index.get()).zip(run.steps.get(before.get())) {
            *slot = before.clone();
        }
    }
    let new_owed: StepSet = begun
        .owed()
        .iter()
        .filter(|step: &StepIndex| {
            new.step(*step).is_some_and(|known| old.find(known.key().as_str()).is_none())
        })
        .collect();
    let mut run = Run {
        delays: Vec::new(),
        procedure: run.procedure.clone(),
        entry,
        marking: Marking::new(done, owed | new_owed, included),
        barred: frozen,
        steps,
    };
    run.delay_anew(new, calendar);
    Ok(run)
}

impl Case {
    /// The case goes on under another version of its charter, by an act of power that names it.
    ///
    /// What was done stays done, step by step; what comes is judged by the new version. The act is
    /// judged by the old one.
    ///
    /// # Errors
    ///
    /// Everything that stands against the act; `other-charter`, when the charter given is not the one
    /// that the act names, or lacks the matter, the place, the procedure or a step of the case.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::PartyKey;
    /// use cogov::act::{Act, Digest, Migrate};
    ///
    /// let mut case = fire_lane(10);
    /// let version = case.charter().version();
    /// let next = case.charter().to_builder().version(version + 1).build()?;
    /// let digest = next.digest();
    /// let migrate = Act::migrate(Migrate::new(version + 1, digest));
    ///
    /// // The owners' assembly has the power to decide on the matter; the committee has not.
    /// let at = "2026-06-05T09:00:00+08:00".parse()?;
    /// let by_committee = case.entry(at, PartyKey::new("residents-committee")?, migrate.clone());
    /// assert!(case.migrate(next.clone(), &by_committee).is_err());
    /// let by_assembly = case.entry(at, PartyKey::new("owners-assembly")?, migrate);
    /// case.migrate(next, &by_assembly)?;
    /// assert_eq!(case.charter().version(), version + 1);
    /// assert!(case.state().routed().is_some(), "what was done stays done");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn migrate(&mut self, charter: Charter, entry: &Entry) -> Result<(), Refused> {
        let run = self.admit_migration(&charter, entry)?;
        self.go_on_under(charter, run, entry);
        Ok(())
    }

    /// Takes in an entry that some other system recorded, as [`Case::observe`]; where it moves the
    /// case to another of these charters, what comes is judged by that, unless something stands
    /// against it.
    ///
    /// So does whoever replays or audits a record. `observe` knows of no other charter: to it such an
    /// entry is a breach, `other-charter`, and the case goes on under the charter that it has.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::PartyKey;
    /// use cogov::act::{Act, Migrate};
    /// use cogov::case::RefusalCode;
    ///
    /// let mut case = fire_lane(10);
    /// let version = case.charter().version() + 1;
    /// let next = case.charter().to_builder().version(version).build()?;
    /// let act = Act::migrate(Migrate::new(version, next.digest()));
    /// let entry = case.entry("2026-06-05T09:00:00+08:00".parse()?, PartyKey::new("owners-assembly")?, act);
    ///
    /// let unseen = case.clone().observe(&entry);
    /// assert_eq!(unseen[0].code(), RefusalCode::OtherCharter);
    /// assert!(case.observe_with(&[next], &entry).is_empty());
    /// assert_eq!(case.charter().version(), version);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn observe_with(&mut self, charters: &[Charter], entry: &Entry) -> Vec<Refusal> {
        let Some(charter) = other_named(charters, self.charter(), entry) else {
            return self.observe(entry);
        };
        match self.migrate(charter.clone(), entry) {
            Ok(()) => Vec::new(),
            Err(refused) => {
                self.observe(entry);
                refused.refusals().to_vec()
            }
        }
    }

    /// What the run is under the other version, unless something stands against going on under it.
    pub(crate) fn admit_migration(
        &self,
        charter: &Charter,
        entry: &Entry,
    ) -> Result<Option<Run>, Refused> {
        let mut refusals: Vec<Refusal> = self
            .judge(entry)
            .into_iter()
            // That it is another charter than the present one is what a migration is.
            .filter(|refusal| refusal.code() != RefusalCode::OtherCharter)
            .collect();
        let Act::Migrate { with } = entry.act() else {
            let context = Context::of(self.charter(), self.state(), entry);
            refusals.push(context.out_of_phase());
            return Err(Refused::of(refusals));
        };
        let same_key = charter.key() == self.charter().key();
        let named = with.version() == charter.version() && with.digest() == charter.digest();
        if !same_key || !named {
            let (key, version, digest) = (charter.key(), charter.version(), charter.digest());
            refusals.push(other_charter(
                format!("version {version} of \"{key}\" with the digest {digest} was given"),
                format!("所提供的是“{key}”第 {version} 版，摘要 {digest}"),
            ));
        }
        // What time has brought about by then goes along.
        let later = passed(self.charter(), self.state(), entry.at());
        let state = later.as_deref().unwrap_or(self.state());
        if let Some(matter) = state.matter()
            && charter.matter(matter).is_err()
        {
            refusals.push(lacks("matter", "事项", matter));
        }
        if let Some(place) = state.place()
            && charter.place(place).is_err()
        {
            refusals.push(lacks("place", "地点", place));
        }
        let mut run = None;
        if let Some(old_run) = state.run() {
            let entry = charter.procedure_entry(old_run.procedure());
            let next = entry.and_then(|entry| Some((entry, charter.compiled_at(entry)?)));
            match (old_run.compiled(self.charter()), next) {
                (Some(old), Some((entry, new))) => {
                    let topic = state.topic.clone().unwrap_or_default();
                    let barred = new.barred(topic.levels());
                    match carried(old_run, old, (entry, new), (barred, charter.calendar_table())) {
                        Ok(moved) => run = Some(moved),
                        Err(step) => refusals.push(lacks("step", "步骤", &step)),
                    }
                }
                _ => refusals.push(lacks("procedure", "程序", old_run.procedure())),
            }
        }
        if !refusals.is_empty() {
            return Err(Refused::of(refusals));
        }
        Ok(run)
    }
}

/// The other charter under which a case goes on by an entry, if it does.
pub(crate) fn other_named<'c>(
    charters: &'c [Charter],
    current: &Charter,
    entry: &Entry,
) -> Option<&'c Charter> {
    let Act::Migrate { with } = entry.act() else { return None };
    let digest = with.digest();
    let named = charters.iter().find(|charter| charter.digest() == digest)?;
    (named.digest() != current.digest()).then_some(named)
}

fn lacks(kind: &str, kind_zh: &str, found: &impl std::fmt::Display) -> Refusal {
    other_charter(
        format!("it lacks the {kind} \"{found}\" of the case"),
        format!("其中没有本案的{kind_zh}“{found}”"),
    )
}

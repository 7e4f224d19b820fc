//! What an act changes: the state, and with it the procedure.

use crate::act::{ActKind, Entry, Participant};
use crate::case::bearing::Borne;
use crate::case::context::{Context, acting, signing};
use crate::case::ending::Ending;
use crate::case::reply::{Reply, ReplyKind};
use crate::case::run::{Done, Run};
use crate::case::state::State;
use crate::case::traces::Ended;
use crate::charter::Charter;
use crate::position::{Function, Holder};
use crate::procedure::{CompiledProcedure, Completion, Conclusion, StepIndex, StepSet};
use crate::time::{CalendarTable, Instant, Term};
use crate::values::key::{PersonKey, ProcedureKey, ReplyKey, StepKey};
use crate::values::text::Text;

/// A state while an act changes it. Nothing here judges: that was done before.
pub(crate) struct Change<'a> {
    pub(crate) charter: &'a Charter,
    pub(crate) state: &'a mut State,
    pub(crate) seq: u64,
    pub(crate) on: Instant,
    pub(crate) by: &'a Holder,
    pub(crate) hand: Option<&'a PersonKey>,
    pub(crate) borne: Borne,
}

impl<'a> Change<'a> {
    pub(crate) fn new(charter: &'a Charter, state: &'a mut State, entry: &'a Entry) -> Self {
        let borne = Borne::shown(state, (entry.by(), entry.hand()), entry.shown());
        Self {
            charter,
            state,
            seq: entry.seq(),
            on: entry.happened(),
            by: entry.by(),
            hand: entry.hand(),
            borne,
        }
    }

    /// The change that an act would make of a copy of the state.
    pub(crate) fn of(charter: &'a Charter, state: &'a mut State, context: &Context<'a>) -> Self {
        let seq = state.last_seq.saturating_add(1);
        let (by, hand) = (context.by, context.hand);
        Self { charter, state, seq, on: context.on, by, hand, borne: context.borne }
    }

    pub(crate) fn calendar(&self) -> &'a CalendarTable {
        self.charter.calendar_table()
    }

    /// Who acts, for what is looked up as the rules do.
    pub(crate) fn context(&self, kind: ActKind) -> Context<'_> {
        let who = (self.by, self.hand);
        let context = Context::new(self.charter, self.state, kind, who, self.on);
        Context { borne: self.borne, ..context }
    }

    /// As which single human being whoever acts is known: by their hand, or as a bearer.
    pub(crate) fn oneself(&self) -> Option<Participant> {
        self.hand.cloned().map(Participant::Person).or_else(|| self.borne.bearer())
    }

    pub(crate) fn actor(&self) -> Participant {
        acting(self.by, self.hand, self.borne)
    }

    /// That whoever acts performed a function in this case, and whoever signed.
    pub(crate) fn note_performed(&mut self, function: Function, signed: &[Participant]) {
        if *self.by != Holder::Anyone {
            let done = (function, self.by.clone());
            if let Err(place) = self.state.performed.binary_search(&done) {
                self.state.performed.reserve_exact(1);
                self.state.performed.insert(place, done);
            }
        }
        for person in self.hand.into_iter().chain(signing(signed)) {
            self.state.performed_by_person.insert((function, person.clone()));
        }
        if let Some(appeal) = self.borne.appeal() {
            self.state.performed_by_bearer.insert((function, appeal));
        }
    }

    /// A charter without triage begins its first procedure that takes the matter.
    pub(crate) fn begin_without_triage(&mut self) {
        if self.state.run.is_some() || self.charter.triage_table().is_some() {
            return;
        }
        let Some(matter) = &self.state.matter else { return };
        let first = self
            .charter
            .procedures_taking(matter)
            .ok()
            .and_then(|mut taking| taking.next())
            .map(|procedure| procedure.key().clone());
        if let Some(procedure) = first {
            self.begin(&procedure);
        }
    }

    /// A procedure begins, or its guards are judged anew.
    pub(crate) fn begin(&mut self, procedure: &ProcedureKey) {
        let Some(entry) = self.charter.procedure_entry(procedure) else { return };
        let Some(compiled) = self.charter.compiled_at(entry) else { return };
        let topic = self.state.topic.clone().unwrap_or_default();
        let barred = compiled.barred(topic.levels());
        if let Some(run) = &mut self.state.run
            && run.procedure == *procedure
        {
            run.bar(compiled, barred);
            return;
        }
        let since = self.state.begun.unwrap_or(self.on);
        let mut run =
            Run::new((procedure.clone(), entry), compiled, barred, since, self.calendar());
        if self.state.run.is_some() {
            run.leave_behind(self.seq);
        }
        self.state.run = Some(run);
        // What was accepted before counts for the procedure.
        let accepted = self
            .state
            .appeals
            .values()
            .filter_map(|appeal| {
                Some((appeal.accepted?, appeal.accepted_on?, appeal.accepted_by.clone()?))
            })
            .filter(|(entry, _, _)| *entry != self.seq)
            .min_by_key(|(entry, _, _)| *entry);
        let Some((entry, on, by)) = accepted else { return };
        // Steps that bring one another back are done once each.
        let mut done = StepSet::EMPTY;
        while let Some(step) = self.only_enabled(compiled, Completion::Accept)
            && !done.contains(step)
        {
            done = done.with(step);
            let conclusion = Conclusion::Done;
            let by = by.clone();
            self.execute(compiled, Done { step, conclusion, entry, on, by, absorbed_by: None });
        }
    }

    fn only_enabled(
        &self,
        compiled: &CompiledProcedure,
        completion: Completion,
    ) -> Option<StepIndex> {
        let run = self.state.run.as_ref()?;
        let mut enabled = compiled.enabled(run.marking).iter().filter(|step| {
            compiled.step(*step).is_some_and(|known| known.completes() == completion)
        });
        let first = enabled.next()?;
        enabled.next().is_none().then_some(first)
    }

    fn execute(&mut self, compiled: &CompiledProcedure, done: Done) {
        let calendar = self.calendar();
        if let Some(run) = &mut self.state.run {
            run.execute(compiled, calendar, done);
        }
    }

    /// A step is done by the act at hand.
    pub(crate) fn done(
        &mut self,
        step: StepIndex,
        conclusion: Conclusion,
        absorbed_by: Option<StepKey>,
    ) {
        let Some(compiled) = self.compiled() else { return };
        let (entry, on, by) = (self.seq, self.on, self.by.clone());
        self.execute(compiled, Done { step, conclusion, entry, on, by, absorbed_by });
        self.take_stock(compiled, step);
    }

    pub(crate) fn compiled(&self) -> Option<&'a CompiledProcedure> {
        self.state.run.as_ref()?.compiled(self.charter)
    }

    /// The step of this key, if an act of a kind completes it.
    pub(crate) fn find(&self, key: &StepKey, completion: Completion) -> Option<StepIndex> {
        let compiled = self.compiled()?;
        let step = compiled.find(key.as_str())?;
        compiled.step(step).is_some_and(|known| known.completes() == completion).then_some(step)
    }

    /// A step that nothing depends on how it is done.
    pub(crate) fn complete_step(&mut self, key: &StepKey, completion: Completion) {
        if let Some(step) = self.find(key, completion) {
            self.done(step, Conclusion::Done, None);
        }
    }

    /// The step named, or else the only one that can be meant.
    pub(crate) fn complete(&mut self, completion: Completion, named: Option<&StepKey>) {
        let step = match named {
            Some(key) => self.find(key, completion),
            None => self.compiled().and_then(|compiled| self.only_enabled(compiled, completion)),
        };
        if let Some(step) = step {
            self.done(step, Conclusion::Done, None);
        }
    }

    /// Something has to be answered: within a term, or within that of the charter.
    pub(crate) fn ask(
        &mut self,
        key: &ReplyKey,
        kind: ReplyKind,
        addressees: Vec<Holder>,
        within: Option<Term>,
        text: Option<&Text>,
    ) {
        let intake = self.charter.intake().given();
        let usual = intake.and_then(|intake| intake.answer_within().given().copied());
        let due = within.or(usual).and_then(|term| self.calendar().due(self.on, term).ok());
        let reply = Reply {
            key: key.clone(),
            kind,
            entry: self.seq,
            on: self.on,
            by: self.actor(),
            due,
            text: text.cloned(),
            response: None,
            answer: None,
            answered: None,
            answered_by: None,
            addressees,
        };
        self.state.replies.entry(key.clone()).or_insert(reply);
    }

    /// The case comes to its end.
    pub(crate) fn end(&mut self, ending: Ending) {
        if self.state.ended.is_none() {
            self.state.ended = Some(Ended { ending, entry: self.seq, on: self.on });
        }
    }
}

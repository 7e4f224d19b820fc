//! The story told from the entries themselves: every act with all that came with it.
//!
//! The state keeps what rules are judged by, and no more; the record keeps every word. So whoever
//! has the record is told all of it: the one match below has an arm for each act, and the compiler
//! refuses an act that nobody tells.

use std::collections::BTreeMap;

use crate::act::{Act, Attachment, Deadline, Digest, Entry, Participant, Words};
use crate::case::bearing::Borne;
use crate::case::engine::Case;
use crate::case::obligation::{Happening, ObligationState};
use crate::position::Holder;
use crate::time::Instant;
use crate::values::id::AppealId;
use crate::values::key::{
    BallotKey, CriterionKey, MatterKey, ObligationKey, PartyKey, ReplyKey, StepKey,
};
use crate::values::lang::Lang;
use crate::values::text::Text;

/// What something is called in English and in Chinese.
pub(super) type Name = (&'static str, &'static str);

pub(super) const BECAUSE: Name = ("because", "理由");
pub(super) const INSTEAD_OF: Name = ("instead of", "代");
pub(super) const STEP: Name = ("step", "步骤");

/// A line of the story, as it is put together.
pub(super) struct Line {
    lang: Lang,
    text: String,
}

impl Line {
    /// What is said besides, under a name, where anything is.
    pub(super) fn and(mut self, name: Name, said: impl Into<Option<String>>) -> Self {
        let Some(said) = said.into().filter(|said| !said.is_empty()) else { return self };
        let (between, colon) = (self.lang.pick("; ", "；"), self.lang.pick(": ", "："));
        self.text.extend([between, self.lang.pick(name.0, name.1), colon, &said]);
        self
    }

    /// The same of a text.
    pub(super) fn text(self, name: Name, said: Option<&Text>) -> Self {
        let said = said.map(|text| text.get(self.lang).to_owned());
        self.and(name, said)
    }

    /// The words themselves, where there are any.
    pub(super) fn saying(mut self, said: impl Into<Option<String>>) -> Self {
        if let Some(said) = said.into() {
            self.text.extend([self.lang.pick(": ", "："), &said]);
        }
        self
    }

    /// Files that show it.
    pub(super) fn showing(self, name: Name, files: &[Attachment]) -> Self {
        let lang = self.lang;
        let names: Vec<&str> = files.iter().map(|file| file.name().get(lang)).collect();
        self.and(name, names.join(lang.pick(", ", "、")))
    }
}

/// What has been told, and what later entries speak of.
pub(super) struct Recount<'c> {
    pub(super) case: &'c Case,
    pub(super) lang: Lang,
    /// Who acts in the entry at hand.
    pub(super) by: String,
    /// Its number.
    pub(super) seq: u64,
    /// Who appealed, and what they said.
    pub(super) appeals: BTreeMap<AppealId, (String, String)>,
    /// The matter of each appeal.
    pub(super) matters: BTreeMap<AppealId, MatterKey>,
    /// To what value of a receipt each appeal commits, and by which entry it came in.
    pub(super) receipts: BTreeMap<AppealId, (u64, Digest)>,
    /// What each obligation is at that time, and who answers for it.
    pub(super) tasks: BTreeMap<ObligationKey, (Text, PartyKey)>,
    /// Who asked for what answer, and in which words.
    pub(super) asked: BTreeMap<ReplyKey, (String, String)>,
    pub(super) questions: BTreeMap<BallotKey, Text>,
    pub(super) criteria: BTreeMap<CriterionKey, Text>,
    told: Vec<(u64, Instant, String)>,
    /// Corrections, by the entries that they correct.
    notes: BTreeMap<u64, Vec<String>>,
}

/// What is told of a record: lines by entry and moment, and the corrections of each entry.
pub(super) struct Recounted {
    pub(super) told: Vec<(u64, Instant, String)>,
    pub(super) notes: BTreeMap<u64, Vec<String>>,
}

impl<'c> Recount<'c> {
    /// Tells entries, in order, and what the case came to by them.
    pub(super) fn of<'e>(
        case: &'c Case,
        entries: impl IntoIterator<Item = &'e Entry>,
        lang: Lang,
    ) -> Recounted {
        let mut recount = Self {
            case,
            lang,
            by: String::new(),
            seq: 0,
            appeals: BTreeMap::new(),
            matters: BTreeMap::new(),
            receipts: BTreeMap::new(),
            tasks: BTreeMap::new(),
            asked: BTreeMap::new(),
            questions: BTreeMap::new(),
            criteria: BTreeMap::new(),
            told: Vec::new(),
            notes: BTreeMap::new(),
        };
        let mut ended_by_act = Vec::new();
        for entry in entries {
            recount.entry(entry);
            if let Act::Verify { obligation, .. }
            | Act::Discharge { obligation, .. }
            | Act::FindDefault { obligation, .. } = entry.act()
            {
                ended_by_act.push((entry.seq(), obligation.clone()));
            }
        }
        recount.what_followed(&ended_by_act);
        Recounted { told: recount.told, notes: recount.notes }
    }

    fn entry(&mut self, entry: &Entry) {
        self.seq = entry.seq();
        self.by = self.actor(entry);
        let borne = self.borne(entry);
        if let Some((receipt, shown)) =
            borne.appeal().and_then(|id| self.receipts.get_mut(&id)).zip(entry.shown())
        {
            receipt.1 = shown;
        }
        let mut line = self.act(entry.act());
        let signed: Vec<String> = entry.signed().iter().map(|who| self.who(who)).collect();
        line = line.and(("signed by", "签署"), self.list(signed));
        // What was only observed can show anything.
        let astray = entry.shown().filter(|_| borne.appeal().is_none());
        line = line.and(
            ("shown, and the receipt of nobody", "所出示而无效的回执"),
            astray.map(|shown| shown.to_string()),
        );
        let (happened, recorded) = (self.case.day(entry.happened()), self.case.day(entry.at()));
        let later = (happened != recorded).then_some(recorded);
        line = line.and(("recorded on", "记录于"), later);
        self.told.push((entry.seq(), entry.happened(), line.text));
        for line in self.imposed(entry.act()) {
            self.told.push((entry.seq(), entry.happened(), line.text));
        }
    }

    /// Each act, with what it is about and what came with it.
    fn act(&mut self, act: &Act) -> Line {
        match act {
            Act::Submit { appeal, with } => self.submit(*appeal, with),
            Act::Support { appeal } => self.support(*appeal),
            Act::Accept { appeal, with } => self.accept(*appeal, with),
            Act::Decline { appeal, with } => self.decline(*appeal, with),
            Act::Merge { appeal, with } => self.merge(*appeal, with),
            Act::Settle { appeal, with } => self.settle(*appeal, with),
            Act::Withdraw { appeal, with } => self.withdraw(*appeal, with),
            Act::CallBack { appeal, with } => self.call_back(*appeal, with),
            Act::Assess { with } => self.assess(with),
            Act::Route { with } => self.route(with),
            Act::Dispatch { step, with } => self.dispatch(step, with),
            Act::ContestDispatch { step, with } => self.contest_dispatch(step, with),
            Act::Enrol { with } => self.enrol(with),
            Act::Plan { step, with } => self.plan(step, with),
            Act::Notify { step, with } => self.notify(step, with),
            Act::Convene { step, with } => self.convene(step, with),
            Act::Arrive { session, with } => self.arrive(*session, with),
            Act::Depart { session, with } => self.depart(*session, with),
            Act::Excuse { session, with } => self.excuse(*session, with),
            Act::Speak { session, with } => self.speak(*session, with),
            Act::DeclareInterest { with } => self.declare_interest(with),
            Act::Adjourn { session, with } => self.adjourn(*session, with),
            Act::OpenBallot { step, with } => self.open_ballot(step, with),
            Act::Vote { ballot, with } => self.vote(ballot, with),
            Act::CloseBallot { ballot, with } => self.close_ballot(ballot, with),
            Act::RecordConsensus { step, with } => self.record_consensus(step, with),
            Act::Resolve { step, with } => self.resolve(step, with),
            Act::Fail { step, with } => self.fail(step, with),
            Act::ReferUp { with } => self.refer_up(with),
            Act::SetAside { step, with } => self.set_aside(step, with),
            Act::Advise { step, with } => self.advise(step, with),
            Act::Disclose { step, with } => self.disclose(step, with),
            Act::Object { step, with } => self.object(step, with),
            Act::Opine { with } => self.opine(with),
            Act::Answer { reply, with } => self.answer(reply, with),
            Act::TakeOn { obligation } => self.take_on(obligation),
            Act::Contest { obligation, with } => self.contest(obligation, with),
            Act::Delegate { obligation, with } => self.delegate(obligation, with),
            Act::Transfer { obligation, with } => self.transfer(obligation, with),
            Act::Vary { obligation, with } => self.vary(obligation, with),
            Act::Report { obligation, with } => self.report(obligation, with),
            Act::Complete { obligation, with } => self.complete(obligation, with),
            Act::StartStandingDuty { with } => self.start_standing_duty(with),
            Act::Verify { obligation, with } => self.verify(obligation, with),
            Act::Remind { obligation, with } => self.remind(obligation, with),
            Act::Extend { obligation, with } => self.extend(obligation, with),
            Act::Suspend { obligation, with } => self.suspend(obligation, with),
            Act::Resume { obligation, with } => self.resume(obligation, with),
            Act::Discharge { obligation, with } => self.discharge(obligation, with),
            Act::FindDefault { obligation, with } => self.find_default(obligation, with),
            Act::Evaluate { step, with } => self.evaluate(step, with),
            Act::Award { with } => self.award(with),
            Act::Close { with } => self.close(with),
            Act::Reopen { step, with } => self.reopen(step, with),
            Act::Override { with } => self.lift(with),
            Act::Absorb { step, with } => self.absorb(step, with),
            Act::Migrate { with } => self.migrate(with),
            Act::Correct { entry, with } => self.correct(*entry, with),
        }
    }

    /// What the entries came to that is no act of its own: obligations that end without one, and the
    /// ends of the case.
    fn what_followed(&mut self, ended_by_act: &[(u64, ObligationKey)]) {
        let (case, lang) = (self.case, self.lang);
        for known in case.state().obligations() {
            for event in known.events() {
                let by_act = (event.entry(), known.key().clone());
                let is_expired = matches!(known.state(), ObligationState::Expired);
                if event.what() != Happening::Ended
                    || (!is_expired && ended_by_act.contains(&by_act))
                {
                    continue;
                }
                let (task, state) = (known.task().get(lang), known.state().label(lang));
                let line = self.line(format!("\"{task}\" is {state}"), format!("“{task}”{state}"));
                self.told.push((event.entry(), event.on(), line.text));
            }
        }
        for ended in case.state().ended_before().iter().chain(case.state().ended()) {
            let ending = ended.ending().label(lang);
            let line = self.line(format!("the case ended: {ending}"), format!("结案：{ending}"));
            self.told.push((ended.entry(), ended.on(), line.text));
        }
    }

    /// Notes that whoever acts asked for an answer.
    pub(super) fn ask(&mut self, reply: &ReplyKey, text: Option<&Text>) {
        let said = text.map_or_else(|| reply.to_string(), |text| text.get(self.lang).to_owned());
        self.asked.entry(reply.clone()).or_insert((self.by.clone(), said));
    }

    /// Notes what an entry should have said.
    pub(super) fn note(&mut self, entry: u64, note: Line) {
        self.notes.entry(entry).or_default().push(note.text);
    }

    pub(super) const fn pick(&self, (en, zh): Name) -> &'static str {
        self.lang.pick(en, zh)
    }

    pub(super) fn line(&self, en: String, zh: String) -> Line {
        let text = match self.lang {
            Lang::En => en,
            Lang::Zh => zh,
        };
        Line { lang: self.lang, text }
    }

    /// What a receipt comes to that an entry shows.
    fn borne(&self, entry: &Entry) -> Borne {
        let Some(shown) = entry.shown() else { return Borne::Nothing };
        let committed = |value: Digest| {
            let all = self.receipts.iter().filter(|(_, (_, now))| *now == value);
            all.map(|(id, (seq, _))| (*seq, *id)).min()
        };
        Borne::found(committed, (entry.by(), entry.hand()), shown)
    }

    /// Who acts: the bearer of a receipt; the person, where the holder says nothing; else the holder,
    /// and by whose hand.
    fn actor(&self, entry: &Entry) -> String {
        if let Some(bearer) = self.borne(entry).bearer() {
            return self.who(&bearer);
        }
        match (entry.by(), entry.hand()) {
            (Holder::Anyone | Holder::Affected | Holder::Group(_), Some(hand)) => hand.to_string(),
            (by, Some(hand)) => match self.lang {
                Lang::En => format!("{} ({hand})", self.holder(by)),
                Lang::Zh => format!("{}（{hand}）", self.holder(by)),
            },
            (by, None) => self.holder(by),
        }
    }

    pub(super) fn who(&self, who: &Participant) -> String {
        self.case.name_of(who, self.lang)
    }

    pub(super) fn holder(&self, holder: &Holder) -> String {
        self.case.charter().holder_name(holder, self.lang)
    }

    pub(super) fn party(&self, party: &PartyKey) -> String {
        self.holder(&Holder::Party(party.clone()))
    }

    pub(super) fn step(&self, step: &StepKey) -> String {
        self.case.step_name(step, self.lang)
    }

    pub(super) fn list(&self, several: Vec<String>) -> String {
        several.join(self.lang.pick(", ", "、"))
    }

    /// What was said, unless it is sealed.
    pub(super) fn words(&self, words: &Words) -> String {
        words.get(self.lang).unwrap_or(self.lang.pick("(sealed)", "（密封）")).to_owned()
    }

    pub(super) fn deadline(&self, within: Option<Deadline>) -> Option<String> {
        Some(match within? {
            Deadline::Within(term) => term.describe(self.lang),
            Deadline::By(day) => day.to_string(),
        })
    }
}

//! Witnesses: for an act that a context admits, the least that can come with it.

use sha2::{Digest as _, Sha256};

use crate::act::{
    Absorb, Accept, Act, ActKind, Adjourn, Advise, Again, Answer, Arrive, Assess, Attachment,
    Attendance, Award, CallBack, Choice, Close, CloseBallot, Complete, Contest, Convene, Correct,
    Counted, CriterionFinding, Deadline, DeclareInterest, Decline, Delegate, Depart, Digest,
    Discharge, Disclose, Dispatch, Elector, Enrol, Evaluate, Evaluation, Excuse, Extend, Fail,
    Failure, FindDefault, Ground, Invitee, Merge, Migrate, Notify, ObligationDraft, OpenBallot,
    Opinion, Override, Participant, Pause, Plan, Publicity, Published, RecordConsensus, ReferUp,
    Remind, Report, Resolve, Response, Route, Settle, Speak, Submit, Target, Transfer, Vary,
    Verification, Verify, Vote, Withdraw,
};
use crate::case::context::{Context, day_of};
use crate::position::{Function, Holder};
use crate::procedure::Completion;
use crate::time::Term;
use crate::triage::{Route as Destination, Topic};
use crate::values::id::{AppealId, CaseId, SessionId};
use crate::values::key::{BallotKey, ChannelKey, ObligationKey, PartyKey, PersonKey, ReplyKey};
use crate::values::text::Text;

/// 16 bytes that no identifier of the case has, the same for the same case and the same moment in
/// it. They have the form of a UUID of version 8.
fn fresh(context: &Context<'_>, what: &str) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(context.state.id.as_bytes());
    hash.update(context.state.last_seq.to_be_bytes());
    hash.update(what.as_bytes());
    let digest: [u8; 32] = hash.finalize().into();
    let mut bytes = [0_u8; 16];
    for (byte, of) in bytes.iter_mut().zip(digest) {
        *byte = of;
    }
    for (place, mask, bits) in [(6_usize, 0x0f_u8, 0x80_u8), (8, 0x3f, 0x80)] {
        if let Some(byte) = bytes.get_mut(place) {
            *byte = (*byte & mask) | bits;
        }
    }
    bytes
}

pub(super) fn fresh_appeal(context: &Context<'_>) -> Option<AppealId> {
    AppealId::from_bytes(fresh(context, "appeal"))
}

/// A key that is not used yet: `new-1`, or the next one that is free.
fn free<K>(make: impl Fn(&str) -> Option<K>, is_used: impl Fn(&K) -> bool) -> Option<K> {
    (1_u64..).find_map(|number| {
        let key = make(&format!("new-{number}"))?;
        (!is_used(&key)).then_some(key)
    })
}

impl Context<'_> {
    fn words() -> Option<Text> {
        Text::new("…").ok()
    }

    fn reply_key(&self) -> Option<ReplyKey> {
        free(|text| ReplyKey::new(text).ok(), |key| self.state.replies.contains_key(key))
    }

    fn obligation_key(&self) -> Option<ObligationKey> {
        free(|text| ObligationKey::new(text).ok(), |key| self.state.obligations.contains_key(key))
    }

    fn any_party(&self) -> Option<PartyKey> {
        let parties = self.charter.parties().iter();
        parties.map(|party| party.key().clone()).next()
    }

    /// A party that can be liable here.
    fn any_liable(&self) -> Option<PartyKey> {
        let setting = self.setting();
        let mut bound = setting.who_must(Function::Implement);
        bound.extend(setting.who_helps(Function::Implement));
        bound.iter().find_map(|held| match held.holder() {
            Holder::Party(party) => Some(party.clone()),
            _ => None,
        })
    }

    /// A person whom nobody knows yet.
    fn stranger(&self) -> Option<Participant> {
        PersonKey::new("somebody-else").ok().map(Participant::Person)
    }

    fn draft(&self) -> Option<ObligationDraft> {
        let claimant = Participant::Holder(Holder::Anyone);
        let draft = ObligationDraft::new(
            self.obligation_key()?,
            Self::words()?,
            self.any_liable()?,
            claimant,
        );
        Some(draft.with_verifiers(self.stranger()))
    }

    /// The act, with the least that can come with it; nothing, if nothing can.
    pub(super) fn witness(&self) -> Option<Act> {
        match (&self.target, self.kind) {
            (Some(Target::Appeal(id)), kind) => self.of_appeal(*id, kind),
            (Some(Target::Step(_)), kind) => self.of_step(kind),
            (Some(Target::Session(id)), kind) => self.of_session(*id, kind),
            (Some(Target::Obligation(key)), kind) => self.of_obligation(key, kind),
            (Some(Target::Ballot(key)), kind) => self.of_ballot(key, kind),
            (Some(Target::Reply(key)), ActKind::Answer) => {
                Some(Act::answer(key.clone(), Answer::new(Response::Adopt)))
            }
            (Some(Target::Entry(entry)), ActKind::Correct) => {
                Some(Act::correct(*entry, Correct::new(Self::words()?)))
            }
            (None, kind) => self.of_case(kind),
            (Some(_), _) => None,
        }
    }

    fn of_appeal(&self, id: AppealId, kind: ActKind) -> Option<Act> {
        Some(match kind {
            ActKind::Submit => {
                let channel = self.channels().find(|channel| self.closed(channel, None).is_none());
                let key = match channel {
                    Some(channel) => channel.key().clone(),
                    None => ChannelKey::new("any").ok()?,
                };
                let matter = self.charter.matters().first()?.key().clone();
                let submit = Submit::new(key, matter, Self::words()?);
                // Whoever acts appeals, or somebody to whom the channel is open.
                let open_to = channel.and_then(|channel| channel.open_to());
                let submitter = match open_to {
                    Some(open_to) if !self.acts_as(open_to) => Participant::Holder(open_to.clone()),
                    _ => self.actor(),
                };
                Act::submit(id, submit.with_submitter(submitter))
            }
            ActKind::Support => Act::support(id),
            ActKind::Accept => {
                let mut ignored = Vec::new();
                let several = self.completed_by(Completion::Accept, None, &mut ignored);
                let named = (several.is_none() && !ignored.is_empty())
                    .then(|| self.some_step(Completion::Accept))
                    .flatten();
                let accept = Accept::new();
                Act::accept(
                    id,
                    match named {
                        Some(step) => accept.with_step(step),
                        None => accept,
                    },
                )
            }
            ActKind::Decline => {
                let words = Self::words()?;
                Act::decline(id, Decline::new().with_reason(words.clone()).with_redress(words))
            }
            ActKind::Merge => {
                let other = self
                    .state
                    .appeals
                    .values()
                    .find(|other| other.id != id && other.ending.is_none())?;
                Act::merge(id, Merge::new(other.id))
            }
            ActKind::Settle => Act::settle(id, Settle::new(Self::words()?)),
            ActKind::Withdraw => Act::withdraw(id, Withdraw::new()),
            ActKind::CallBack => Act::call_back(id, CallBack::new(false)),
            _ => return None,
        })
    }

    /// A step that this kind of act completes and that can happen now, for whoever acts.
    fn some_step(&self, completion: Completion) -> Option<crate::values::key::StepKey> {
        let (compiled, run) = self.compiled().zip(self.state.run.as_ref())?;
        compiled.enabled(run.marking).iter().find_map(|step| {
            let known = compiled.step(step)?;
            let mut against = Vec::new();
            self.check_fits(step, &mut against);
            self.check_open(step, self.on, &mut against);
            (known.completes() == completion && against.is_empty()).then(|| known.key().clone())
        })
    }

    fn of_step(&self, kind: ActKind) -> Option<Act> {
        let Some(Target::Step(key)) = &self.target else { return None };
        let (step, words) = (key.clone(), Self::words()?);
        Some(match kind {
            ActKind::Dispatch => Act::dispatch(step, Dispatch::new(self.any_party()?, words)),
            ActKind::ContestDispatch => {
                Act::contest_dispatch(step, Contest::new(self.reply_key()?, words))
            }
            ActKind::Plan => Act::plan(step, Plan::new()),
            ActKind::Notify => {
                let whom = Participant::Holder(self.by.clone());
                Act::notify(step, Notify::new(words).with_whom([whom]))
            }
            ActKind::Convene => Act::convene(step, self.convening(key)?),
            ActKind::OpenBallot => Act::open_ballot(step, self.balloting(key)?),
            ActKind::RecordConsensus => {
                let began = self.state.sessions.values().find(|s| s.began.is_some())?;
                Act::record_consensus(step, RecordConsensus::new(words, began.id))
            }
            ActKind::Resolve => Act::resolve(step, self.resolving(key)?),
            ActKind::Fail => Act::fail(step, Fail::new(Failure::Abandoned).with_reason(words)),
            ActKind::SetAside => Act::set_aside(step, Again::new().with_reason(words)),
            ActKind::Reopen => Act::reopen(step, Again::new().with_reason(words)),
            ActKind::Advise => {
                Act::advise(step, Advise::new(self.reply_key()?, self.any_party()?, words))
            }
            ActKind::Disclose => {
                let disclosed = Disclose::new(Publicity::Publication, words.clone(), words);
                Act::disclose(step, disclosed)
            }
            ActKind::Object => Act::object(step, Opinion::new(self.reply_key()?, words)),
            ActKind::Evaluate => {
                let plan = self.state.plan.as_ref();
                let criteria = plan.map_or(&[][..], |planned| planned.plan.criteria()).iter();
                let findings =
                    criteria.map(|criterion| CriterionFinding::new(criterion.key().clone(), true));
                Act::evaluate(step, Evaluate::new(Evaluation::Fulfilled).with_criteria(findings))
            }
            ActKind::Absorb => {
                let compiled = self.compiled()?;
                let declared = compiled.step(compiled.find(key.as_str())?)?.absorbed_by()?;
                Act::absorb(step, Absorb::new(compiled.step(declared)?.key().clone()))
            }
            _ => return None,
        })
    }

    /// A session to which everybody comes who has to be heard, as soon as it can begin.
    fn convening(&self, key: &crate::values::key::StepKey) -> Option<Convene> {
        let mut ignored = Vec::new();
        let step = self.step_of(key, &mut ignored)?;
        let session = SessionId::from_bytes(fresh(self, "session"))?;
        let mut invited: Vec<Holder> = Vec::new();
        for heard in self.to_be_heard(step) {
            if !invited.contains(heard) {
                invited.push(heard.clone());
            }
        }
        let mut invitees: Vec<Invitee> = invited
            .iter()
            .map(|holder| Invitee::new(holder.clone(), Attendance::SpeakingOnly))
            .collect();
        if !invited.contains(self.by) {
            invitees.push(Invitee::new(self.by.clone(), Attendance::Chair));
        }
        let convene = Convene::new(session).with_should_attend(invitees);
        let run = self.state.run.as_ref()?;
        let earliest = run.earliest(self.compiled()?, self.calendar(), step);
        Some(match earliest {
            Some(earliest) => convene.with_starts(earliest),
            None => convene,
        })
    }

    fn balloting(&self, key: &crate::values::key::StepKey) -> Option<OpenBallot> {
        let ballot =
            free(|text| BallotKey::new(text).ok(), |key| self.state.ballots.contains_key(key))?;
        let elector = Elector::new(self.stranger()?);
        let open = OpenBallot::new(ballot, Self::words()?).with_electors([elector]);
        let mut none = Vec::new();
        if self.rule(key, &mut none).is_some() {
            return Some(open);
        }
        let mut rules = self.charter.rules().iter();
        let in_force = rules.find(|rule| rule.in_force_on(self.day))?;
        Some(open.with_rule(in_force.key().clone()))
    }

    fn resolving(&self, key: &crate::values::key::StepKey) -> Option<Resolve> {
        let mut against = Vec::new();
        let since = self.decided(key);
        let ballots = self.state.ballots.values();
        for ballot in ballots.filter(|ballot| ballot.step == *key && ballot.entry > since) {
            let resolve = Resolve::new(ballot.question.clone()).with_ballot(ballot.key.clone());
            against.clear();
            if self.basis(key, &resolve, &mut against).is_some() {
                return Some(resolve);
            }
        }
        let agreed = self.state.consensus.iter().rev().find(|known| known.step == *key)?;
        Some(Resolve::new(agreed.text.clone()))
    }

    fn of_session(&self, id: SessionId, kind: ActKind) -> Option<Act> {
        let sitting = self.state.sessions.get(&id)?;
        // Whoever is present by whoever acts, and for whom.
        let present = |speaks: bool| {
            sitting.attendees.iter().find(|attendee| {
                let own = match &attendee.proxy {
                    Some(proxy) => self.is(proxy),
                    None => self.is(&attendee.who),
                };
                own && attendee.present && (!speaks || attendee.role.speaks())
            })
        };
        Some(match kind {
            ActKind::Arrive => {
                let own = sitting.attendees.iter().find(|attendee| self.is(&attendee.who));
                match own {
                    Some(own) if !own.present => Act::arrive(id, Arrive::new()),
                    _ => {
                        let absent = sitting.attendees.iter().find(|one| !one.present)?;
                        Act::arrive(id, Arrive::new().with_instead_of(absent.who.clone()))
                    }
                }
            }
            ActKind::Depart => {
                let attendee = present(false)?;
                Act::depart(id, Depart::new().with_instead_of(attendee.who.clone()))
            }
            ActKind::Excuse => {
                let first = sitting.attendees.first()?;
                Act::excuse(id, Excuse::new(first.who.clone()))
            }
            ActKind::Speak => {
                let attendee = present(true)?;
                let speak = Speak::new(Self::words()?);
                Act::speak(id, speak.with_instead_of(attendee.who.clone()))
            }
            ActKind::Adjourn => Act::adjourn(id, Adjourn::new()),
            _ => return None,
        })
    }

    fn of_ballot(&self, key: &BallotKey, kind: ActKind) -> Option<Act> {
        let ballot = self.state.ballots.get(key)?;
        Some(match kind {
            ActKind::Vote => {
                let can = ballot.voters.iter().find(|voter| {
                    let mut against = Vec::new();
                    self.check_vote(ballot, voter, &mut against);
                    against.is_empty()
                })?;
                let vote = Vote::new(Choice::Abstain);
                Act::vote(
                    key.clone(),
                    if self.is(&can.who) { vote } else { vote.with_instead_of(can.who.clone()) },
                )
            }
            ActKind::CloseBallot => {
                let close = CloseBallot::new();
                let close = if ballot.secret {
                    close.with_counts(Published::new(Counted::new()))
                } else {
                    close
                };
                Act::close_ballot(key.clone(), close)
            }
            _ => return None,
        })
    }

    fn of_obligation(&self, key: &ObligationKey, kind: ActKind) -> Option<Act> {
        let (of, words) = (key.clone(), Self::words()?);
        let known = self.state.obligations.get(key)?;
        Some(match kind {
            ActKind::TakeOn => Act::take_on(of),
            ActKind::Contest => Act::contest(of, Contest::new(self.reply_key()?, words)),
            ActKind::Delegate => Act::delegate(of, Delegate::new(self.stranger()?)),
            ActKind::Transfer => {
                Act::transfer(of, Transfer::new(self.any_liable()?).with_reason(words))
            }
            ActKind::Vary => Act::vary(of, Vary::new().with_reason(words)),
            ActKind::Report => Act::report(of, Report::new(words)),
            ActKind::Complete => {
                let evidence = Attachment::new(words, Digest::of(b""));
                Act::complete(of, Complete::new().with_evidence([evidence]))
            }
            ActKind::Verify => Act::verify(of, Verify::new(Verification::Solved)),
            ActKind::Remind => Act::remind(of, Remind::new()),
            ActKind::Extend => {
                let calendar = self.calendar();
                let last = known.due.map(|due| day_of(calendar, due));
                let to = match (last, known.within) {
                    // The day after the last one.
                    (Some(day), _) => Deadline::By(day),
                    (None, Some(Deadline::By(day))) => Deadline::By(day.plus_days(1)?),
                    (None, _) => Deadline::Within(Term::days(1).ok()?),
                };
                Act::extend(of, Extend::new(to).with_reason(words))
            }
            ActKind::Suspend => Act::suspend(of, Pause::new().with_reason(words)),
            ActKind::Resume => Act::resume(of, Pause::new()),
            ActKind::Discharge => {
                Act::discharge(of, Discharge::new(Ground::Waived).with_reason(words))
            }
            ActKind::FindDefault => Act::find_default(of, FindDefault::new().with_reason(words)),
            _ => return None,
        })
    }

    fn of_case(&self, kind: ActKind) -> Option<Act> {
        let words = Self::words()?;
        Some(match kind {
            ActKind::Assess => {
                let scales = self.charter.triage_table().map(|table| {
                    table
                        .scales()
                        .filter_map(|(dimension, levels)| {
                            Some((dimension, levels.first()?.clone()))
                        })
                        .fold(Topic::new(), |topic, (dimension, level)| {
                            topic.with(dimension, level)
                        })
                });
                Act::assess(Assess::new(scales.unwrap_or_default()))
            }
            ActKind::Route => Act::route(Route::new(Destination::Settle).with_reason(words)),
            ActKind::Enrol => Act::enrol(Enrol::new()),
            ActKind::DeclareInterest => Act::declare_interest(DeclareInterest::new(words)),
            ActKind::ReferUp => {
                let (place, _) = self.setting().way_up()?;
                let case = CaseId::from_bytes(fresh(self, "case"))?;
                let refer = ReferUp::new(self.reply_key()?, place.clone(), case);
                Act::refer_up(refer.with_exception(words))
            }
            ActKind::Opine => Act::opine(Opinion::new(self.reply_key()?, words)),
            ActKind::StartStandingDuty => Act::start_standing_duty(self.draft()?),
            ActKind::Award => Act::award(Award::new(Participant::Holder(self.by.clone()), words)),
            ActKind::Close => Act::close(Close::new()),
            ActKind::Override => {
                let lifted = Override::new(Holder::Anyone, Function::Decide);
                Act::r#override(lifted.with_reason(words))
            }
            ActKind::Migrate => {
                let digest: Digest = self.charter.digest().parse().ok()?;
                Act::migrate(Migrate::new(self.charter.version(), digest))
            }
            _ => return None,
        })
    }
}

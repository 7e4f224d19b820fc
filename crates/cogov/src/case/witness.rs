//! Witnesses: for an act that a context admits, the least that can come with it.

use sha2::{Digest as _, Sha256};

use crate::act::{
    Accept, Act, ActKind, Adjourn, Answer, AnswerKind, Arrive, Assess, Attachment, Award, CallBack,
    Choice, Close, CloseBallot, Complete, Contest, Correct, Counted, Deadline, DeclareInterest,
    Decline, Delegate, Depart, Digest, Discharge, Enrol, Excuse, Extend, FindDefault, Ground,
    Merge, Migrate, ObligationDraft, Opinion, Override, Participant, Pause, Published, ReferUp,
    Remind, Report, Settle, Speak, Submit, Target, Transfer, Vary, VerificationResult, Verify,
    Vote, Withdraw,
};
use crate::case::context::{Context, day_of};
use crate::case::obligation::Obligation;
use crate::charter::Setting;
use crate::position::{Function, Holder};
use crate::procedure::Completion;
use crate::time::Term;
use crate::triage::Topic;
use crate::values::id::{AppealId, CaseId, SessionId};
use crate::values::key::{
    BallotKey, ChannelKey, MatterKey, ObligationKey, PartyKey, PersonKey, PlaceKey, ReplyKey,
};
use crate::values::text::Text;

/// 16 bytes that no identifier of the case has, the same for the same case and the same moment in
/// it. They have the form of a UUID of version 8.
pub(super) fn fresh(context: &Context<'_>, what: &str) -> [u8; 16] {
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
pub(super) fn free<K>(make: impl Fn(&str) -> Option<K>, is_used: impl Fn(&K) -> bool) -> Option<K> {
    (1_u64..).find_map(|number| {
        let key = make(&format!("new-{number}"))?;
        (!is_used(&key)).then_some(key)
    })
}

impl Context<'_> {
    pub(super) fn words() -> Option<Text> {
        Text::new("…").ok()
    }

    pub(super) fn reply_key(&self) -> Option<ReplyKey> {
        free(|text| ReplyKey::new(text).ok(), |key| self.state.replies.contains_key(key))
    }

    fn obligation_key(&self) -> Option<ObligationKey> {
        free(|text| ObligationKey::new(text).ok(), |key| self.state.obligations.contains_key(key))
    }

    pub(super) fn any_party(&self) -> Option<PartyKey> {
        let parties = self.charter.parties().iter();
        parties.map(|party| party.key().clone()).next()
    }

    /// The parties that can be liable here.
    fn liable(setting: Setting<'_>) -> impl Iterator<Item = PartyKey> {
        let mut bound = setting.who_must(Function::Implement);
        bound.extend(setting.who_helps(Function::Implement));
        bound.into_iter().filter_map(|held| match held.holder() {
            Holder::Party(party) => Some(party.clone()),
            _ => None,
        })
    }

    /// A party to which an obligation can pass, so that somebody is left to verify it.
    fn next_liable(&self, obligation: &Obligation) -> Option<PartyKey> {
        let leaves = |to: &PartyKey| {
            let mut against = Vec::new();
            self.check_left(obligation, [to.clone().into()], &mut against);
            against.is_empty()
        };
        let mut all = Self::liable(self.setting());
        all.find(leaves).or_else(|| Self::liable(self.setting()).next())
    }

    /// A person who is none of those.
    pub(super) fn stranger(known: &[Participant]) -> Option<Participant> {
        let named = |number: u64| match number {
            1 => PersonKey::new("somebody-else"),
            _ => PersonKey::new(&format!("somebody-else-{number}")),
        };
        let mut all = (1..).map_while(|number| Some(Participant::Person(named(number).ok()?)));
        all.find(|person| !known.contains(person))
    }

    /// A matter and a place on which and at which whoever acts can do it: nothing, for what it has;
    /// otherwise those of a power that they hold.
    fn somewhere<T>(
        &self,
        make: impl Fn(Option<&MatterKey>, Option<&PlaceKey>) -> Option<T>,
    ) -> Option<T> {
        // Where nothing fits, not all of a large charter is tried.
        const TRIED: usize = 4_096;
        if let Some(made) = make(None, None) {
            return Some(made);
        }
        let scopes = self.powers_held().flat_map(|position| {
            let all_matters = || self.charter.matters().iter().map(|matter| matter.key());
            let all_places = || self.charter.places().iter().map(|place| place.key());
            let matters: Vec<&MatterKey> = match position.matters().given() {
                Some(listed) => listed.iter().collect(),
                None => all_matters().collect(),
            };
            let places: Vec<&PlaceKey> = match position.places() {
                [] => all_places().collect(),
                listed => listed.iter().collect(),
            };
            let matters = std::iter::once(None).chain(matters.into_iter().map(Some));
            matters.flat_map(move |matter| {
                let places = places.clone().into_iter().map(Some);
                std::iter::once(None).chain(places).map(move |place| (matter, place))
            })
        });
        scopes.take(TRIED).find_map(|(matter, place)| make(matter, place))
    }

    /// An acceptance on a matter and at a place where whoever acts can accept.
    fn accepting(&self, id: AppealId) -> Option<Accept> {
        let appeal = self.state.appeals.get(&id)?;
        self.somewhere(|matter, place| {
            let mut against = Vec::new();
            let at = place.or(appeal.place.as_ref()).or(self.state.place.as_ref());
            self.check_fixed(matter.or(Some(&appeal.matter)), at, &mut against);
            let accept = Accept::new();
            let accept = match matter {
                Some(matter) => accept.with_matter(matter.clone()),
                None => accept,
            };
            against.is_empty().then_some(match place {
                Some(place) => accept.with_place(place.clone()),
                None => accept,
            })
        })
    }

    fn draft(&self) -> Option<ObligationDraft> {
        let (key, words) = (self.obligation_key()?, Self::words()?);
        let make = |matter: Option<&MatterKey>, place: Option<&PlaceKey>| {
            let (on, at) = self.scope_for(matter, place);
            let liable = Self::liable(self.setting_of(on, at)).next()?;
            let claimant = Participant::Holder(Holder::Anyone);
            let draft = ObligationDraft::new(key.clone(), words.clone(), liable, claimant)
                .with_verifiers(Self::stranger(&[]));
            let draft = match matter {
                Some(matter) => draft.with_matter(matter.clone()),
                None => draft,
            };
            Some(match place {
                Some(place) => draft.with_place(place.clone()),
                None => draft,
            })
        };
        let fits = |matter: Option<&MatterKey>, place: Option<&PlaceKey>| {
            let draft = make(matter, place)?;
            let mut against = Vec::new();
            self.check_standing(&draft, &mut against);
            against.is_empty().then_some(draft)
        };
        self.somewhere(fits).or_else(|| make(None, None))
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
                Some(Act::answer(key.clone(), Answer::new(AnswerKind::Adopt)))
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
                let accept = self.accepting(id).unwrap_or_default();
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
                let own = self.among(&sitting.attendees, &sitting.roll, |one| &one.who);
                match own {
                    Some(own) if !own.present => Act::arrive(id, Arrive::new()),
                    _ => {
                        // As whatever else they are, before they come instead of others.
                        let absent = || {
                            let absent = sitting.attendees.iter().filter(|one| !one.present);
                            absent.filter(|one| self.can_stand_for(&one.who))
                        };
                        let own = absent().find(|one| self.is(&one.who));
                        let absent = own.or_else(|| absent().next())?;
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
                // Without a name they vote as what they are first.
                let own = self.among(&ballot.voters, &ballot.roll, |voter| &voter.who);
                let is_own = own.is_some_and(|own| own.who == can.who);
                let vote = Vote::new(Choice::Abstain);
                Act::vote(
                    key.clone(),
                    if is_own { vote } else { vote.with_instead_of(can.who.clone()) },
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
            ActKind::Delegate => {
                Act::delegate(of, Delegate::new(Self::stranger(&known.verifiers)?))
            }
            ActKind::Transfer => {
                Act::transfer(of, Transfer::new(self.next_liable(known)?).with_reason(words))
            }
            ActKind::Vary => Act::vary(of, Vary::new().with_reason(words)),
            ActKind::Report => Act::report(of, Report::new(words)),
            ActKind::Complete => {
                let evidence = Attachment::new(words, Digest::of(b""));
                Act::complete(of, Complete::new().with_evidence([evidence]))
            }
            ActKind::Verify => Act::verify(of, Verify::new(VerificationResult::Solved)),
            ActKind::Remind => Act::remind(of, Remind::new()),
            ActKind::Extend => {
                let calendar = self.calendar();
                let tomorrow = self.day.plus_days(1)?;
                // The day after the last one, or after today.
                let to = match known.due.map(|due| day_of(calendar, due)) {
                    Some(day) => Deadline::By(day.max(tomorrow)),
                    None => Deadline::Within(Term::days(1).ok()?),
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

    /// What is said, to whoever has to answer; to a party, where nobody has to by the charter.
    pub(super) fn addressed(&self, said: Opinion, act: impl Fn(Opinion) -> Act) -> Act {
        let plain = act(said.clone());
        if self.usual_addressees(&plain).is_empty() {
            let party = self.any_party().map_or(Holder::Anyone, Holder::Party);
            return act(said.with_to(party));
        }
        plain
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
            ActKind::Route => self.routing(&words),
            ActKind::Enrol => Act::enrol(Enrol::new()),
            ActKind::DeclareInterest => Act::declare_interest(DeclareInterest::new(words)),
            ActKind::ReferUp => {
                let (place, _) = self.setting().way_up()?;
                let case = CaseId::from_bytes(fresh(self, "case"))?;
                let refer = ReferUp::new(self.reply_key()?, place.clone(), case);
                Act::refer_up(refer.with_exception(words))
            }
            ActKind::Opine => self.addressed(Opinion::new(self.reply_key()?, words), Act::opine),
            ActKind::StartStandingDuty => Act::start_standing_duty(self.draft()?),
            ActKind::Award => Act::award(Award::new(Participant::Holder(self.by.clone()), words)),
            ActKind::Close => Act::close(Close::new()),
            ActKind::Override => {
                let lifted = Override::new(Holder::Anyone, Function::Decide);
                Act::r#override(lifted.with_reason(words))
            }
            ActKind::Migrate => {
                Act::migrate(Migrate::new(self.charter.version(), self.charter.digest()))
            }
            _ => return None,
        })
    }
}

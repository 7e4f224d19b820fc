//! Roles in what an act is about: who has one, and what stands against whoever has not.

use crate::act::{Participant, Requirement, Role, Target};
use crate::case::context::Context;
use crate::case::naming::{holder_arg, participants_arg};
use crate::case::refusal::{Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::sitting::Sitting;
use crate::case::sparing::add;
use crate::charter::Setting;
use crate::position::{Function, Holder};
use crate::problem::Arg;
use crate::values::key::PartyKey;
use crate::values::lang::Lang;

/// Somebody in a role.
enum InRole<'r> {
    Participant(&'r Participant),
    Holder(&'r Holder),
    Party(&'r PartyKey),
}

/// Roles in words, each of which is enough, and the powers by which the same can be done without.
fn required(
    roles: &[Role],
    of_step: bool,
    powers: impl Iterator<Item = Function>,
    lang: Lang,
) -> String {
    let word = |role: &Role| match role {
        Role::Presiding if of_step => {
            lang.pick("who runs a session of this step", "此步骤会议的主持或记录者")
        }
        role => role.label(lang),
    };
    let words: Vec<&str> = roles.iter().map(word).collect();
    let mut words = words.join(lang.pick(" or ", "或"));
    let powers: Vec<String> =
        powers.map(|function| Requirement::Power(function).describe(lang)).collect();
    if !powers.is_empty() {
        words.push_str(lang.pick(", and does not have ", "，也没有"));
        words.push_str(&powers.join(lang.pick(" or ", "或")));
    }
    words
}

impl Context<'_> {
    /// Whether whoever acts has a role in what the act is about. Where that is not there, it is a
    /// breach of its own; and some roles depend on what comes with the act.
    pub(super) fn has_role(&self, role: Role) -> bool {
        let mut is_one = false;
        let is_known = self.each_in(role, |who| {
            is_one = is_one
                || match who {
                    InRole::Participant(who) => self.is(who),
                    InRole::Holder(holder) => self.acts_as(holder),
                    InRole::Party(party) => self.acts_as_party(party),
                };
        });
        is_one || !is_known
    }

    pub(super) fn without_role(&self, role: Role) -> Refusal {
        let requires = self.kind.requires();
        // Whoever has another role that the act takes can do it as well.
        let others = requires.iter().filter_map(move |requirement| match requirement {
            Requirement::Role(other) if *other != role => Some(*other),
            _ => None,
        });
        let roles = std::iter::once(role).chain(others);
        let mut in_role: Vec<Participant> = Vec::new();
        for role in roles.clone() {
            self.each_in(role, |who| {
                let who = match who {
                    InRole::Participant(who) => who.clone(),
                    InRole::Holder(holder) => Participant::Holder(holder.clone()),
                    InRole::Party(party) => party.clone().into(),
                };
                // Often the same has several of them.
                if !in_role.contains(&who) {
                    add(&mut in_role, who);
                }
            });
        }
        let (charter, by) = (self.charter.clone(), self.by.clone());
        let (scope, day) = (self.setting().scope(), self.day);
        let of_step = self.is_of_step();
        Refusal::telling(RefusalCode::NotInRole, move || {
            // Those are told, too, who can do it otherwise.
            let setting = Setting::at_scope(&charter, scope, day);
            let powers = requires.iter().filter_map(|requirement| match requirement {
                Requirement::Power(function) => Some(*function),
                _ => None,
            });
            let mut able = in_role.clone();
            for held in powers.clone().flat_map(|function| setting.who_may(function)) {
                let holder = held.holder().clone().into();
                if !able.contains(&holder) {
                    able.push(holder);
                }
            }
            let in_role = able;
            let roles: Vec<Role> = roles.clone().collect();
            let holders = in_role.iter().filter_map(|who| match who {
                Participant::Holder(holder) => Some(holder.clone()),
                Participant::Person(_) | Participant::Bearer(_) => None,
            });
            let args = vec![
                holder_arg(&charter, "by", &by),
                Arg::bilingual(
                    "required",
                    required(&roles, of_step, powers.clone(), Lang::En),
                    required(&roles, of_step, powers, Lang::Zh),
                ),
                participants_arg(&charter, "holders", &in_role),
            ];
            Reasons::of(args).needing(holders)
        })
    }

    /// Whether those who run a session are not those of one that the act is about, but of any of its
    /// step: what is put to the vote in writing has no session of its own.
    fn is_of_step(&self) -> bool {
        match &self.target {
            Some(Target::Step(_)) => true,
            Some(Target::Ballot(key)) => {
                self.state.ballots.get(key).is_some_and(|ballot| ballot.session.is_none())
            }
            _ => false,
        }
    }

    /// Goes through those in a role in what the act is about; says whether that is known.
    fn each_in(&self, role: Role, mut met: impl FnMut(InRole<'_>)) -> bool {
        let state = self.state;
        match (role, &self.target) {
            // These can act for others, which is said by what comes with the act.
            (Role::Invitee | Role::Attendee | Role::Elector, _) => return false,
            (Role::Presiding, _) => self.each_presiding(|who| met(InRole::Participant(who))),
            (Role::Submitter, Some(Target::Appeal(id))) => {
                let Some(appeal) = state.appeals.get(id) else { return false };
                appeal.authors().for_each(|who| met(InRole::Participant(&who)));
            }
            (Role::Addressee, Some(Target::Reply(key))) => {
                let Some(reply) = state.replies.get(key) else { return false };
                reply.addressees.iter().for_each(|holder| met(InRole::Holder(holder)));
            }
            (Role::Addressee, Some(Target::Step(key))) => {
                let dispatched = state.dispatches.iter().filter(|d| d.step == *key);
                dispatched.for_each(|dispatched| met(InRole::Party(dispatched.dispatch.to())));
            }
            (role, Some(Target::Obligation(key))) => {
                let Some(known) = state.obligations.get(key) else { return false };
                match role {
                    Role::Liable => met(InRole::Party(&known.liable)),
                    Role::Performer if known.performers.is_empty() => {
                        met(InRole::Party(&known.liable));
                    }
                    Role::Performer => {
                        known.performers.iter().for_each(|who| met(InRole::Participant(who)));
                    }
                    Role::Claimant => met(InRole::Participant(&known.claimant)),
                    Role::Verifier => {
                        known.verifiers.iter().for_each(|who| met(InRole::Participant(who)));
                    }
                    _ => return false,
                }
            }
            _ => return false,
        }
        true
    }

    /// Goes through whoever runs the session that the act is about, and is present.
    fn each_presiding<'s>(&'s self, mut met: impl FnMut(&'s Participant)) {
        let state = self.state;
        let mut of_session = |sitting: &'s Sitting| {
            let running = sitting.attendees.iter();
            let running = running.filter(|one| one.role.presides() && one.present);
            running.for_each(|one| met(one.proxy.as_ref().unwrap_or(&one.who)));
        };
        let session = match &self.target {
            Some(Target::Session(id)) => Some(id),
            Some(Target::Ballot(key)) => {
                let Some(ballot) = state.ballots.get(key) else { return };
                // One in writing is closed, as it is opened, by whoever runs a session of its step.
                if ballot.session.is_none() {
                    let serving = state.sessions.values();
                    let serving = serving.filter(|sitting| sitting.steps.contains(&ballot.step));
                    return serving.for_each(of_session);
                }
                ballot.session.as_ref()
            }
            Some(Target::Step(_)) => {
                let open = state.sessions.values().filter(|sitting| sitting.adjourned.is_none());
                return open.for_each(of_session);
            }
            _ => None,
        };
        if let Some(sitting) = session.and_then(|id| state.sessions.get(id)) {
            of_session(sitting);
        }
    }
}

//! What comes of acts in a session and about a ballot.

use crate::ballots::by_consensus;
use crate::clock::moment;
use crate::judge::Act;
use crate::marking::Outcome;
use crate::reading::{flag, has, list, text};
use crate::state::{Ballot, Consensus, Presence, Session, State};

impl State {
    pub(crate) fn apply_in_session(&mut self, act: &Act<'_>) {
        let id = act.word("session").unwrap_or_else(|| act.target()).to_owned();
        match act.kind {
            "convene" => {
                let invited = list(act.with, "should_attend").iter();
                let invited = invited
                    .map(|one| (one["who"].clone(), text(one, "role").unwrap().to_owned()))
                    .collect();
                let session = Session {
                    steps: vec![act.target().to_owned()],
                    invited,
                    present: Vec::new(),
                    attended: false,
                    over: false,
                    starts: act.with.get("starts").map(moment),
                    to_the_end: Vec::new(),
                };
                let known = self
                    .sessions
                    .entry(id)
                    .or_insert_with(|| Session { steps: Vec::new(), ..session.clone() });
                if !known.steps.iter().any(|it| it == act.target()) {
                    known.steps.push(act.target().to_owned());
                }
                known.starts = session.starts.or(known.starts);
                for one in session.invited {
                    if !known.invited.iter().any(|(who, _)| *who == one.0) {
                        known.invited.push(one);
                    }
                }
            }
            "arrive" => {
                let Some((whom, _)) = act.invitation().cloned() else { return };
                let proxy = has(act.with, "instead_of") && !act.is(&whom);
                let presence = Presence { whom, proxy, actor: act.actor() };
                let session = self.sessions.get_mut(&id).unwrap();
                session.attended = true;
                session.present.push(presence);
            }
            "depart" => {
                let Some(gone) = act.presence().cloned() else { return };
                let present = &mut self.sessions.get_mut(&id).unwrap().present;
                present.retain(|one| *one != gone);
                // Whoever leaves takes along those for whom they came.
                if !has(act.with, "instead_of") {
                    let own = act.actor().named();
                    present.retain(|one| !one.proxy || one.actor.named() != own);
                }
            }
            "adjourn" => {
                let session = self.sessions.get_mut(&id).unwrap();
                session.over = true;
                session.to_the_end = std::mem::take(&mut session.present);
                for step in session.steps.clone() {
                    let run = self.run.as_mut().unwrap();
                    if run.awaiting("adjourn").contains(&step) {
                        run.execute(&step, Outcome::Plain, act.on);
                    }
                }
            }
            _ => self.interests.push(act.actor()),
        }
    }

    pub(crate) fn apply_to_ballot(&mut self, act: &Act<'_>) {
        match act.kind {
            "open-ballot" => {
                let session = act.word("session").map(str::to_owned);
                let electors = act.electors();
                let here = session.as_ref().map(|it| self.sessions[it].electors_here(&electors));
                let ballot = Ballot {
                    step: act.target().to_owned(),
                    rule: act.rule().cloned().unwrap_or_default(),
                    question: act.with["question"].clone(),
                    secret: flag(act.with, "secret"),
                    session,
                    should_attend: here.map(|_| electors.len() as u64),
                    present: here,
                    electors,
                    votes: std::collections::BTreeMap::new(),
                    decision: None,
                    void: false,
                };
                self.ballots.insert(act.word("ballot").unwrap().to_owned(), ballot);
            }
            "vote" => {
                let Some(elector) = act.elector() else { return };
                let ballot = self.ballots.get_mut(act.target()).unwrap();
                ballot.votes.insert(elector, act.word("choice").unwrap().to_owned());
            }
            "close-ballot" => {
                let mut ballot = self.ballots[act.target()].clone();
                ballot.decision = Some(ballot.decide(self, act.with.get("counts")));
                self.ballots.insert(act.target().to_owned(), ballot);
            }
            _ => {
                let sustained = list(act.with, "objections").iter().any(|it| flag(it, "sustained"));
                let (step, text) = (act.target().to_owned(), act.with["text"].clone());
                let session = act.word("session").and_then(|id| self.sessions.get(id));
                let decision = match (act.rule(), session) {
                    (Some(rule), Some(session)) => by_consensus(rule, session, sustained),
                    _ if sustained => "rejected",
                    _ => "adopted",
                };
                let found = Consensus { step, text, decision, void: false };
                self.consensus.push(found);
            }
        }
    }
}

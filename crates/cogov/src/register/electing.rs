//! Rules of elections: those with the most votes are elected, by the rule that decides.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::Cited;
use crate::party::Seat;
use crate::problem::Arg;
use crate::register::RegisterRefusal;
use crate::register::code::RegisterCode;
use crate::register::context::Context;
use crate::register::polling::{self, Astray, NoRule};
use crate::register::seating::{Candidate, Elect};
use crate::values::key::PersonKey;
use crate::values::lang::Lang;

impl Context<'_> {
    /// That those elected are those with the most votes, where these are told, and that the rule
    /// elects them, where one judges.
    pub(super) fn check_votes(&self, seat: &Seat, with: &Elect, out: &mut Vec<RegisterRefusal>) {
        Self::check_listed_once(with, out);
        check_most(with, out);
        let rule = match polling::rule(self.charter, seat, with, self.day) {
            Ok(None) => return,
            Ok(Some(rule)) => rule,
            Err(NoRule::Unlisted(key)) => {
                let missing = self.charter.rule(key).err();
                return out.push(Self::not_in_charter("rules", key, missing.as_ref()));
            }
            Err(NoRule::Because(en, zh)) => {
                let args = vec![Arg::bilingual("reason", en, zh)];
                return out.push(RegisterRefusal::new(RegisterCode::NoRule, args));
            }
        };
        let name = || Arg::plain("rule", rule.key());
        let cited = || Cited::Rule(rule.key().clone());
        let Some(poll) = with.poll() else {
            let untold = RegisterRefusal::new(RegisterCode::VotesUntold, vec![name()]);
            return out.push(untold.citing([cited()]));
        };
        let judged = match polling::judged(rule, seat, with, poll) {
            Ok(judged) => judged,
            Err(Astray(en, zh)) => {
                let args = vec![Arg::bilingual("reason", en, zh)];
                return out.push(RegisterRefusal::new(RegisterCode::CountsAstray, args));
            }
        };
        let elected: BTreeSet<&PersonKey> = with.persons().iter().collect();
        for (person, verdict) in judged {
            if verdict.adopted().is_some() || !elected.contains(person) {
                continue;
            }
            let reason = |lang| verdict.reason(lang);
            let args = vec![
                Arg::plain("person", person),
                name(),
                Arg::bilingual("reason", reason(Lang::En), reason(Lang::Zh)),
            ];
            let refusal = RegisterRefusal::new(RegisterCode::NotElected, args);
            out.push(refusal.citing([cited()]));
        }
    }

    /// That nobody is among the candidates twice: it would not be told which votes are theirs.
    fn check_listed_once(with: &Elect, out: &mut Vec<RegisterRefusal>) {
        let mut persons: Vec<&PersonKey> =
            with.candidates().iter().map(Candidate::person).collect();
        persons.sort();
        let twice: BTreeSet<&PersonKey> =
            persons.windows(2).filter(|two| two.first() == two.last()).flatten().copied().collect();
        out.extend(
            twice.into_iter().map(|person| Self::already(("a candidate", "候选人"), person)),
        );
    }
}

/// That those elected are those with the most votes, where these are told.
fn check_most(with: &Elect, out: &mut Vec<RegisterRefusal>) {
    if with.candidates().is_empty() && with.poll().is_none() {
        return;
    }
    let persons: BTreeSet<&PersonKey> = with.persons().iter().collect();
    let mut votes = BTreeMap::new();
    for one in with.candidates() {
        votes.entry(one.person()).or_insert(one.votes());
    }
    let others = with.candidates().iter().filter(|one| !persons.contains(one.person()));
    let most = others.max_by_key(|one| one.votes());
    for person in with.persons() {
        let Some(&votes) = votes.get(person) else {
            let args = vec![Arg::plain("person", person)];
            out.push(RegisterRefusal::new(RegisterCode::NotACandidate, args));
            continue;
        };
        if let Some(other) = most.filter(|other| other.votes() > votes) {
            let args = vec![
                Arg::plain("person", person),
                Arg::plain("votes", votes),
                Arg::plain("other", other.person()),
                Arg::plain("more", other.votes()),
            ];
            out.push(RegisterRefusal::new(RegisterCode::FewerVotes, args));
        }
    }
}

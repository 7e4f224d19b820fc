//! Ballots and recorded consensus: who votes, and what comes out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::judge::{Act, Codes};
use crate::marking::completion;
use crate::reading::{flag, has, list, text};
use crate::sessions::{has_twice, votes};
use crate::state::{Ballot, Presence, Session, State};

impl Act<'_> {
    pub(crate) fn of_ballots(&self) -> Codes {
        match self.kind {
            "open-ballot" => self.opened(),
            "vote" => self.voted(),
            "close-ballot" => {
                let ballot = &self.state.ballots[self.target()];
                if ballot.decision.is_some() {
                    return Codes::from(["ballot-closed"]);
                }
                let astray = match self.with.get("counts") {
                    Some(counts) => !ballot.secret || !ballot.admits(self.state, counts),
                    None => ballot.secret,
                };
                astray.then_some("counts-astray").into_iter().collect()
            }
            _ => self.agreed(),
        }
    }

    fn session_named(&self, codes: &mut Codes) -> Option<&Session> {
        let session = self.state.sessions.get(self.word("session")?);
        match session {
            None => _ = codes.insert("unknown-target"),
            Some(session) if session.over => _ = codes.insert("session-over"),
            Some(_) => {}
        }
        session
    }

    fn opened(&self) -> Codes {
        let mut codes = self.at_step("decide", false);
        if self.state.ballots.contains_key(self.word("ballot").unwrap()) {
            codes.insert("already-there");
        }
        if let Some(session) = self.session_named(&mut codes) {
            codes.extend(session.nobody_came());
        }
        if self.word("rule").is_some_and(|rule| !self.charter.lists("rules", rule)) {
            codes.insert("not-in-charter");
        } else if self.rule().is_none() {
            codes.insert("no-rule");
        }
        if has_twice(list(self.with, "electors").iter().map(|one| &one["who"])) {
            codes.insert("listed-twice");
        }
        if self.electors().is_empty() {
            codes.insert("nobody-votes");
        }
        // Whoever may not decide is not asked, listed or invited.
        for one in self.listed() {
            let who = &one["who"];
            let entry = json!({ "by": who });
            let as_them = Act { entry: &entry, by: who, ..*self };
            if who.get("person").is_none() && !has(who, "bearer") {
                codes.extend(as_them.may_not_decide());
            }
        }
        codes.extend(self.unmeasured("weight").map(|()| "no-weight"));
        codes.extend(self.unmeasured("household").map(|()| "no-household"));
        codes.extend(self.leaves_out());
        codes.extend(self.wrongly_listed());
        codes.extend(self.all_notified());
        codes
    }

    /// Beside others with a weight, or of a household, nobody goes without, where the rule measures it.
    fn unmeasured(&self, field: &str) -> Option<()> {
        let named = self.word("rule").and_then(|rule| self.charter.entry("rules", rule));
        let rule = if self.word("rule").is_some() { named } else { self.rule() }?;
        let measure = if field == "weight" { "weight" } else { "households" };
        let measured = ["quorum", "approval"].iter().any(|it| measures(&rule[*it], measure));
        let mut counted = list(self.with, "electors").to_vec();
        counted.retain(|one| !self.state.is_interested(&one["who"]));
        let some = counted.iter().any(|one| has(one, field) && one[field].as_u64() != Some(0));
        let none = counted.iter().any(|one| !has(one, field));
        (measured && some && none).then_some(())
    }

    /// Persons who are known to be of none of those who can claim to vote, and groups beside one of
    /// their own.
    fn wrongly_listed(&self) -> Codes {
        let mut codes = Codes::new();
        let listed = list(self.with, "electors");
        codes.extend(self.bearers_vote());
        let claims = self.charter.claims("vote", self.spot());
        for person in listed.iter().filter_map(|one| text(&one["who"], "person")) {
            let of = |holder: &Value| self.belongs(person, holder);
            if !claims.is_empty() && claims.iter().all(|holder| of(holder) == Some(false)) {
                codes.insert("no-claim");
            }
            let groups = listed.iter().map(|one| &one["who"]).filter(|who| has(who, "group"));
            if groups.into_iter().any(|group| of(group) == Some(true)) {
                codes.insert("listed-twice");
            }
        }
        codes
    }

    /// Those affected are notified before a decision, where the procedure has a step for that.
    pub(crate) fn all_notified(&self) -> Codes {
        let run = self.state.run.as_ref().unwrap();
        let entitled = run.keys().any(|key| completion(run.step(key).unwrap()) == "notify");
        let told = || self.state.notified.iter().filter(|(_, on)| *on <= self.on);
        let notified = |who: &Value| told().any(|(one, _)| self.stands_for(who, one));
        let missing = entitled && self.state.affected.iter().any(|who| !notified(who));
        missing.then_some("not-notified").into_iter().collect()
    }

    /// The rule by which a ballot is decided.
    pub(crate) fn rule(&self) -> Option<&Value> {
        let step = self.step()?;
        let matter = self.state.matter.as_deref()?;
        let named = self.word("rule");
        if list(step, "rules").is_empty() {
            let rule = self.charter.entry("rules", named?)?;
            return crate::charter::in_force(rule, self.day).then_some(rule);
        }
        let rules = self.charter.rules_of(step, matter, self.day);
        match named {
            Some(key) => rules.into_iter().find(|rule| text(rule, "key") == Some(key)),
            None => rules.first().copied(),
        }
    }

    /// Who may vote: those who are listed, or who are invited to vote; nobody with an interest.
    pub(crate) fn electors(&self) -> Vec<Value> {
        let mut all = self.listed();
        all.retain(|one| !self.state.is_interested(&one["who"]));
        all
    }

    fn listed(&self) -> Vec<Value> {
        let listed = list(self.with, "electors");
        if !listed.is_empty() {
            return listed.to_vec();
        }
        let session = self.word("session").and_then(|it| self.state.sessions.get(it));
        let invited = session.map_or(&[][..], |session| &session.invited);
        invited
            .iter()
            .filter(|(_, role)| votes(role))
            .map(|(who, _)| json!({ "who": who }))
            .collect()
    }

    /// The place in the list of the elector for whom somebody votes.
    pub(crate) fn elector(&self) -> Option<usize> {
        let electors = &self.state.ballots[self.target()].electors;
        match self.with.get("instead_of") {
            // A proxy counts in a session, while who holds it is present.
            Some(whom) => {
                let listed = electors.iter().position(|one| one["who"] == *whom);
                listed.filter(|_| self.presence().is_some())
            }
            None => self.own_place(electors.iter().map(|one| &one["who"])),
        }
    }

    fn voted(&self) -> Codes {
        let mut codes = Codes::new();
        let ballot = &self.state.ballots[self.target()];
        if ballot.decision.is_some() {
            codes.insert("ballot-closed");
        }
        if ballot.secret && ballot.decision.is_none() {
            codes.insert("secret-ballot");
        }
        let Some(elector) = self.elector() else { return codes };
        if ballot.votes.contains_key(&elector) {
            codes.insert("voted-already");
        }
        // Whoever has an interest has it as a person, too, whomever they vote for.
        let person = json!({ "person": self.hand() });
        if self.state.is_interested(&ballot.electors[elector]["who"])
            || self.state.is_interested(&person)
            || self.state.is_interested(&self.actor().named())
        {
            codes.insert("interested");
        }
        codes.extend(self.may_not_decide());
        let session = ballot.session.as_ref().and_then(|id| self.state.sessions.get(id));
        let who = &ballot.electors[elector]["who"];
        let comes = session.is_some_and(|it| it.invited.iter().any(|(one, _)| one == who));
        // Whoever is represented does not vote beside their proxy.
        let acts = |one: &Presence| one.whom == *who && one.proxy == has(self.with, "instead_of");
        let acts_for_another = self.presence().is_some_and(|one| one.whom == *who);
        let is_here = acts_for_another || session.is_some_and(|it| it.present.iter().any(acts));
        if comes && !is_here {
            codes.insert("not-present");
        }
        codes
    }

    fn agreed(&self) -> Codes {
        let mut codes = self.at_step("decide", false);
        let session = self.word("session").and_then(|id| self.state.sessions.get(id));
        if session.is_none() {
            codes.insert("unknown-target");
        }
        if session.is_none_or(|session| !session.attended) {
            codes.insert("not-present");
        }
        codes.extend(self.all_notified());
        codes
    }
}

impl Session {
    /// How many of these electors are present.
    pub(crate) fn electors_here(&self, electors: &[Value]) -> u64 {
        let here = |one: &&Value| self.present.iter().any(|it| it.whom == one["who"]);
        electors.iter().filter(here).count() as u64
    }

    /// How many voting attendees should attend, and are present.
    pub(crate) fn heads(&self) -> (u64, u64) {
        let voting = || self.invited.iter().filter(|(_, role)| votes(role));
        let all = self.present.iter().chain(&self.to_the_end);
        let there = |who: &Value| all.clone().any(|one| one.whom == *who);
        (voting().count() as u64, voting().filter(|(who, _)| there(who)).count() as u64)
    }
}

impl State {
    /// Whether an elector declared an interest: as this holder, or as this person.
    pub(crate) fn is_interested(&self, elector: &Value) -> bool {
        self.interests.iter().any(|one| match text(elector, "person") {
            Some(person) => one.hand.as_deref() == Some(person),
            None => one.named() == *elector,
        })
    }
}

/// Numbers of one measure.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) entitled: u64,
    pub(crate) should_attend: Option<u64>,
    pub(crate) present: Option<u64>,
    pub(crate) yes: u64,
    pub(crate) no: u64,
    pub(crate) abstain: u64,
    pub(crate) invalid: u64,
}

impl Count {
    fn base(&self, name: &str) -> Option<u64> {
        let valid = self.yes + self.no + self.abstain;
        Some(match name {
            "entitled" => self.entitled,
            "should_attend" => return self.should_attend,
            "present" => return self.present,
            "participating" => valid + self.invalid,
            "valid" => valid,
            _ => self.yes + self.no,
        })
    }
}

/// Whether a clause, or one within it, is about a measure.
pub(crate) fn measures(of: &Value, measure: &str) -> bool {
    let within = |name| list(of, name).iter().any(|one| measures(one, measure));
    text(of, "measure") == Some(measure) || within("all") || within("any")
}

/// Whether so many of a base reach what a clause asks.
fn reaches(clause: &Value, part: Option<u64>, base: Option<u64>) -> bool {
    let (Some(part), Some(base)) = (part, base) else { return false };
    let terms = |name| {
        let share = clause.get(name)?;
        Some((u128::from(share[0].as_u64()?), u128::from(share[1].as_u64()?)))
    };
    let (part, base) = (u128::from(part), u128::from(base));
    base > 0
        && match (terms("at_least"), terms("more_than")) {
            (Some((n, d)), _) => part * d >= base * n,
            (_, Some((n, d))) => part * d > base * n,
            _ => false,
        }
}

fn clause(of: &Value, meets: &impl Fn(&Value) -> bool) -> bool {
    if has(of, "all") {
        list(of, "all").iter().all(|one| clause(one, meets))
    } else if has(of, "any") {
        list(of, "any").iter().any(|one| clause(one, meets))
    } else {
        meets(of)
    }
}

/// What a rule says of a consensus that was found in a session.
pub(crate) fn by_consensus(rule: &Value, session: &Session, sustained: bool) -> &'static str {
    let (should, present) = session.heads();
    let numbers = Count {
        entitled: should,
        should_attend: Some(should),
        present: Some(present),
        ..Count::default()
    };
    if !quorate(rule, &|measure| (measure == "heads").then_some(numbers)) {
        return "inquorate";
    }
    let agreed = clause(&rule["approval"], &|one| one == "consensus" && !sustained);
    if agreed { "adopted" } else { "rejected" }
}

fn quorate(rule: &Value, count: &impl Fn(&str) -> Option<Count>) -> bool {
    let quorum = &rule["quorum"];
    if quorum.is_null() || flag(quorum, "none") {
        return true;
    }
    clause(quorum, &|one| {
        let Some(numbers) = count(text(one, "measure").unwrap()) else { return false };
        let part = numbers.base(text(one, "count").unwrap());
        reaches(one, part, numbers.base(text(one, "base").unwrap()))
    })
}

impl Ballot {
    /// How many who should attend its session are there for it at its close: present then, or
    /// voted. Of a secret ballot it is not known who voted, so those at its opening count.
    fn there(&self, state: &State) -> Option<u64> {
        let session = &state.sessions[self.session.as_ref()?];
        let at_opening = if self.secret { self.present? } else { 0 };
        let there = self.electors.iter().enumerate().filter(|(at, one)| {
            let invited = session.invited.iter().any(|(who, _)| *who == one["who"]);
            let mut all = session.present.iter().chain(&session.to_the_end);
            let here = all.any(|it| it.whom == one["who"]);
            invited && (here || self.votes.contains_key(at))
        });
        Some((there.count() as u64).max(at_opening).max(self.votes.len() as u64))
    }

    /// Whether published counts can be those of the electorate.
    fn admits(&self, state: &State, counts: &Value) -> bool {
        let electors = &self.electors;
        let total = |measure: &str| {
            let counted = &counts[measure];
            ["yes", "no", "abstain", "invalid"]
                .iter()
                .map(|it| counted[it].as_u64().unwrap_or(0))
                .sum::<u64>()
        };
        let weight = electors.iter().map(|one| one["weight"].as_u64().unwrap_or(0)).sum::<u64>();
        let interested = electors.iter().filter(|one| flag(one, "interested")).count() as u64;
        let interested_yes = counts["interested_yes"].as_u64().unwrap_or(0);
        let there = self.there(state).unwrap_or(u64::MAX);
        total("heads") <= there.min(electors.len() as u64)
            && total("weight") <= weight
            && total("households") <= self.households().len() as u64
            && interested_yes <= interested.min(counts["heads"]["yes"].as_u64().unwrap_or(0))
    }

    /// What each household said: what its electors agree on; invalid, if they differ.
    fn households(&self) -> BTreeMap<&str, Option<&str>> {
        let mut said: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for (at, elector) in self.electors.iter().enumerate() {
            let Some(household) = text(elector, "household") else { continue };
            let before = said.entry(household).or_default();
            *before = match (*before, self.votes.get(&at).map(String::as_str)) {
                (None, choice) | (choice, None) => choice,
                (Some(one), Some(other)) => Some(if one == other { one } else { "invalid" }),
            };
        }
        said
    }

    /// What comes of a ballot when it is closed.
    pub(crate) fn decide(&self, state: &State, published: Option<&Value>) -> &'static str {
        let said = |choice: &str, at: usize| self.votes.get(&at).is_some_and(|it| it == choice);
        let all = || 0..self.electors.len();
        let weight = |at: usize| self.electors[at]["weight"].as_u64().unwrap_or(0);
        let count = |measure: &str| {
            let (should_attend, present) = if measure == "heads" {
                (self.should_attend, self.there(state))
            } else {
                (None, None)
            };
            let entitled = match measure {
                "heads" => self.electors.len() as u64,
                "weight" => all().map(weight).sum(),
                _ => self.households().len() as u64,
            };
            if entitled == 0 {
                return None;
            }
            let of = |choice: &str| match published {
                Some(counts) => counts[measure][choice].as_u64().unwrap_or(0),
                None => match measure {
                    "heads" => all().filter(|at| said(choice, *at)).count() as u64,
                    "weight" => all().filter(|at| said(choice, *at)).map(weight).sum(),
                    _ => {
                        let houses = self.households().into_values();
                        houses.filter(|it| *it == Some(choice)).count() as u64
                    }
                },
            };
            let (yes, no, abstain, invalid) = (of("yes"), of("no"), of("abstain"), of("invalid"));
            Some(Count { entitled, should_attend, present, yes, no, abstain, invalid })
        };
        if !quorate(&self.rule, &count) {
            return "inquorate";
        }
        let approved = clause(&self.rule["approval"], &|one| {
            if one == "consensus" {
                return false;
            }
            if one == "unanimity_of_interested" {
                let interested: Vec<usize> = (0..self.electors.len())
                    .filter(|at| flag(&self.electors[*at], "interested"))
                    .collect();
                return !interested.is_empty() && interested.iter().all(|at| said("yes", *at));
            }
            let Some(numbers) = count(text(one, "measure").unwrap()) else { return false };
            reaches(one, Some(numbers.yes), numbers.base(text(one, "base").unwrap()))
        });
        if approved { "adopted" } else { "rejected" }
    }
}

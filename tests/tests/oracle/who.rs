//! Who may: powers, claims and roles, bars, signatures and rosters.

use serde_json::Value;

use crate::charter::{Spot, in_force};
use crate::judge::{Act, Codes};
use crate::marking::completion;
use crate::reading::{has, list, text};
use crate::state::{Session, State};

/// What an act requires; of several, one is enough. (The act table.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Power(&'static str),
    Claim(&'static str),
    Submitter,
    Invitee,
    Attendee,
    Presiding,
    Elector,
    Addressee,
    Liable,
    Performer,
    Claimant,
    Verifier,
    PowerOfStep,
}

pub(crate) fn needs(kind: &str) -> &'static [Need] {
    use Need::{
        Addressee, Attendee, Claim, Claimant, Elector, Invitee, Liable, Performer, Power,
        PowerOfStep, Presiding, Submitter, Verifier,
    };
    match kind {
        "accept" | "decline" | "merge" | "call-back" => &[Power("receive")],
        "settle" => &[Power("receive"), Power("screen")],
        "withdraw" => &[Submitter],
        "assess" | "route" => &[Power("screen")],
        "dispatch" => &[Power("dispatch")],
        "contest-dispatch" | "answer" => &[Addressee],
        "enrol" => &[Power("receive"), Power("plan"), Power("convene")],
        "plan" | "notify" => &[Power("plan")],
        "convene" => &[Power("convene")],
        "arrive" => &[Invitee],
        "depart" | "speak" => &[Attendee],
        "excuse" | "adjourn" => &[Presiding, Power("convene")],
        "open-ballot" | "close-ballot" => &[Presiding, Power("convene"), Power("decide")],
        "vote" => &[Elector],
        "record-consensus" => &[Presiding, Power("decide")],
        "resolve" | "fail" | "migrate" => &[Power("decide")],
        "refer-up" => &[Power("screen"), Power("decide")],
        "set-aside" => &[Power("decide"), Power("supervise")],
        "advise" => &[Power("deliberate")],
        "disclose" => &[Power("disclose")],
        "object" => &[Claim("object")],
        "opine" => &[Power("supervise"), Claim("inspect")],
        "take-on" | "contest" | "delegate" => &[Liable],
        "transfer" => &[Claimant, Power("decide"), Power("dispatch")],
        "vary" | "discharge" => &[Claimant, Power("decide")],
        "report" | "complete" => &[Liable, Performer],
        "start-standing-duty" => &[Power("decide"), Power("dispatch")],
        "verify" => &[Verifier],
        "remind" | "extend" | "suspend" | "resume" => &[Claimant, Power("supervise")],
        "find-default" | "override" => &[Power("supervise")],
        "evaluate" | "award" => &[Power("evaluate")],
        "close" => &[Power("evaluate"), Power("receive")],
        "reopen" => &[Power("screen"), Power("supervise")],
        "absorb" => &[PowerOfStep],
        "submit" | "support" | "declare-interest" | "correct" => &[],
        _ => panic!("{kind} is no act"),
    }
}

const FUNCTIONS: [&str; 11] = [
    "receive",
    "screen",
    "plan",
    "convene",
    "deliberate",
    "decide",
    "disclose",
    "dispatch",
    "implement",
    "supervise",
    "evaluate",
];

/// A holder, and all who are that only together.
pub(crate) fn together(holder: &Value) -> Vec<&Value> {
    let mut all = vec![holder];
    all.extend(list(holder, "jointly"));
    all
}

/// Who somebody is, where a list names them: the bearer of a receipt; the person, where the holder
/// says nothing.
pub(crate) fn participant(by: &Value, hand: Option<&str>, bears: Option<&str>) -> Value {
    if let Some(appeal) = bears {
        return serde_json::json!({ "bearer": appeal });
    }
    match hand {
        Some(person) if by.is_string() || has(by, "group") => {
            serde_json::json!({ "person": person })
        }
        _ => by.clone(),
    }
}

/// How far a need is met.
enum Met {
    Yes,
    No(&'static str),
    Barred(&'static str),
}

impl Act<'_> {
    pub(crate) fn entitled(&self) -> Codes {
        let needs = needs(self.kind);
        let met: Vec<Met> = needs.iter().map(|need| self.meets(*need)).collect();
        // By whom a route is for is asked of the step as it is when that begins.
        let mut codes = if self.kind == "route" { Codes::new() } else { self.performer() };
        codes.extend(self.barred_in_role());
        if met.is_empty() || met.iter().any(|one| matches!(one, Met::Yes)) {
            return codes;
        }
        // A bar is told before what is missing, and what is named first before the others.
        let barred = met.iter().find(|one| matches!(one, Met::Barred(_)));
        codes.extend(barred.or(met.first()).and_then(|one| match one {
            Met::Yes => None,
            Met::No(code) | Met::Barred(code) => Some(*code),
        }));
        codes
    }

    /// Which function the act performs, for bars beside one: what the first need says that is met.
    pub(crate) fn function(&self) -> Option<&'static str> {
        match self.kind {
            "take-on" | "delegate" | "report" | "complete" => return Some("implement"),
            "verify" => return Some("supervise"),
            _ => {}
        }
        let met = |need: &&Need| matches!(self.meets(**need), Met::Yes);
        match needs(self.kind).iter().find(met)? {
            Need::Power(function) => Some(function),
            Need::PowerOfStep => {
                let function = text(self.step()?, "function");
                FUNCTIONS.into_iter().find(|one| Some(*one) == function)
            }
            _ => None,
        }
    }

    fn meets(&self, need: Need) -> Met {
        let role = |is: bool| if is { Met::Yes } else { Met::No("not-in-role") };
        let session = self.state.sessions.get(self.session().unwrap_or_default());
        match need {
            Need::Power(function) => self.power(function),
            Need::PowerOfStep => {
                let step = self.state.run.as_ref().and_then(|run| run.step(self.target()));
                self.power(step.and_then(|step| text(step, "function")).unwrap())
            }
            Need::Claim(claim) => {
                let claims = self.charter.claims(claim, self.spot());
                if claims.iter().any(|holder| self.is_one_of(holder)) {
                    Met::Yes
                } else {
                    Met::No("no-claim")
                }
            }
            Need::Submitter => {
                let appeal = &self.state.appeals[self.target()];
                let bears = appeal.receipt.is_some() && self.borne() == Some(self.target());
                role(bears || appeal.submitter.as_ref().is_some_and(|who| self.is(who)))
            }
            // Whoever comes for somebody else says who they are.
            Need::Invitee => role(
                self.invitation().is_some()
                    && !(has(self.with, "instead_of")
                        && self.by.is_string()
                        && self.hand().is_none()
                        && self.borne().is_none()),
            ),
            Need::Attendee => match self.presence() {
                Some(_) => Met::Yes,
                None if self.invitation().is_some() && !has(self.with, "instead_of") => {
                    Met::No("not-present")
                }
                None => Met::No("not-in-role"),
            },
            Need::Presiding => role(match session {
                Some(session) => self.presides(session),
                None if self.kind == "record-consensus" => false,
                None => {
                    // Without a session, whoever runs one in which the step runs.
                    let step = match self.state.ballots.get(self.target()) {
                        Some(ballot) => ballot.step.as_str(),
                        None => self.target(),
                    };
                    let mut sessions = self.state.sessions.values();
                    sessions.any(|it| it.steps.iter().any(|one| one == step) && self.presides(it))
                }
            }),
            Need::Elector => match self.elector() {
                Some(_) => Met::Yes,
                None => {
                    let own = self.actor().named();
                    let whom = self.with.get("instead_of").unwrap_or(&own);
                    let interested = self.state.is_interested(whom);
                    Met::No(if interested { "interested" } else { "not-in-role" })
                }
            },
            Need::Addressee => role(self.addressed()),
            Need::Liable => match self.obligation() {
                Some(one) if text(self.by, "party") == Some(&one.liable) => Met::Yes,
                _ => Met::No("not-in-role"),
            },
            Need::Performer => match self.obligation() {
                Some(one) if one.performers.iter().any(|who| self.is(who)) => Met::Yes,
                _ => Met::No("not-in-role"),
            },
            Need::Claimant => role(self.obligation().is_some_and(|one| self.is(&one.claimant))),
            Need::Verifier => match self.obligation() {
                Some(one) if one.verifiers.iter().any(|who| self.is(who)) => Met::Yes,
                _ => Met::No("not-in-role"),
            },
        }
    }

    /// Who acts by a role needs no power, and is still bound by bars on what is done.
    fn barred_in_role(&self) -> Codes {
        let function = match self.kind {
            "take-on" | "report" | "complete" => "implement",
            "verify" => "supervise",
            _ => return Codes::new(),
        };
        match self.unless_barred(function) {
            Met::Barred(code) => Codes::from([code]),
            _ => Codes::new(),
        }
    }

    /// Whether whoever acts is there to run a session, or somebody whom they represent is to.
    fn presides(&self, session: &Session) -> bool {
        let runs = ["chair", "facilitator", "recorder"];
        let to_run = |who: &Value| {
            session.invited.iter().any(|(one, role)| one == who && runs.contains(&role.as_str()))
        };
        session
            .present
            .iter()
            .filter(|one| to_run(&one.whom))
            .any(|one| if one.proxy { self.is(&one.actor.named()) } else { self.is(&one.whom) })
    }

    fn power(&self, function: &str) -> Met {
        if self.has_power(function) { self.unless_barred(function) } else { Met::No("no-power") }
    }

    pub(crate) fn has_power(&self, function: &str) -> bool {
        let powers = self.spots().into_iter().flat_map(|spot| self.charter.powers(function, spot));
        powers.into_iter().filter(|it| self.suffices(it)).any(|holder| self.is_one_of(holder))
    }

    /// What many decided is not undone by a single one of many.
    pub(crate) fn suffices(&self, holder: &Value) -> bool {
        let many = holder.is_string() || ["group", "sector"].iter().any(|it| has(holder, it));
        !(many && self.kind == "set-aside")
    }

    /// Bars win, unless they were lifted.
    fn unless_barred(&self, function: &str) -> Met {
        self.barred_at(function, self.spot())
    }

    fn barred_at(&self, function: &str, spot: Spot<'_>) -> Met {
        let mut beside = false;
        for (holder, other) in self.charter.barring(function, spot) {
            let mut bound = together(self.by);
            bound.retain(|one| self.is_within(one, holder) && !self.lifts(function, holder, one));
            match other {
                _ if bound.is_empty() => {}
                None => return Met::Barred("barred"),
                Some(other) => {
                    beside |= bound.iter().any(|one| self.did(one, other))
                        || self.persons().iter().any(|one| self.did_in_person(one, other))
                        || self.did_as_bearer(other);
                }
            }
        }
        if beside { Met::Barred("barred-beside") } else { Met::Yes }
    }

    /// Whether somebody else, by themselves, would be kept from something by a bar.
    pub(crate) fn keeps_from(&self, who: &Value, function: &str, spot: Spot<'_>) -> bool {
        let entry = match text(who, "person") {
            Some(person) => serde_json::json!({ "by": "anyone", "hand": person }),
            None => serde_json::json!({ "by": who }),
        };
        let act = Act { entry: &entry, by: &entry["by"], ..*self };
        matches!(act.barred_at(function, spot), Met::Barred(_))
    }

    /// What stands against casting a vote, or having one.
    pub(crate) fn may_not_decide(&self) -> Option<&'static str> {
        match self.unless_barred("decide") {
            Met::Barred(code) => Some(code),
            _ => None,
        }
    }

    /// Whether one of those who act together is among the holders.
    fn is_within(&self, one: &Value, holder: &Value) -> bool {
        if one == self.by { self.is_one_of(holder) } else { self.charter.includes(holder, one) }
    }

    fn lifts(&self, function: &str, holder: &Value, one: &Value) -> bool {
        self.state.lifted.iter().any(|(who, what)| {
            let for_many = who != "anyone" && (who == holder || self.is_within(one, who));
            what == function && (who == self.by || for_many)
        })
    }

    /// Whether somebody did something of a function in this case, or those with whom they did it, or
    /// of whom they are, or who are of them.
    fn did(&self, one: &Value, function: &str) -> bool {
        let related = |known: &Value| {
            known != "anyone"
                && one != "anyone"
                && (self.charter.includes(known, one) || self.charter.includes(one, known))
        };
        let mut done = self.state.performed.iter().filter(|(_, what)| *what == function);
        done.any(|(who, _)| together(&who.by).into_iter().any(related))
    }

    fn did_in_person(&self, person: &str, function: &str) -> bool {
        let mut done = self.state.performed.iter();
        done.any(|(who, what)| *what == function && who.hand.as_deref() == Some(person))
    }

    fn did_as_bearer(&self, function: &str) -> bool {
        let Some(own) = self.borne() else { return false };
        let mut done = self.state.performed.iter();
        done.any(|(who, what)| *what == function && who.bears.as_deref() == Some(own))
    }

    /// The persons who act or sign.
    pub(crate) fn persons(&self) -> Vec<&str> {
        let signed = list(self.entry, "signed").iter().filter_map(|it| text(it, "person"));
        self.hand().into_iter().chain(signed).collect()
    }

    /// Whether whoever acts is the one, as holder, as person or by a receipt.
    pub(crate) fn is(&self, who: &Value) -> bool {
        if let Some(appeal) = text(who, "bearer") {
            return self.borne() == Some(appeal);
        }
        match text(who, "person") {
            Some(person) => self.hand() == Some(person),
            None => self.is_one_of(who),
        }
    }

    /// Whether whoever acts is among these holders.
    fn is_one_of(&self, holder: &Value) -> bool {
        let affected = |it: &Value| it != "affected" && self.is(it);
        self.charter.includes(holder, self.by)
            || holder == "affected"
                && (self.state.affected.iter().any(affected) || self.is_affected_in_person())
    }

    /// A person who is recorded as of a group that is affected is so for themselves, and not as a
    /// body or a seat for which they act.
    fn is_affected_in_person(&self) -> bool {
        let Some(hand) = self.hand().filter(|_| self.by.is_string() || has(self.by, "group"))
        else {
            return false;
        };
        let mut own = self.state.groups.iter().filter(|(_, roll)| roll.persons.contains(hand));
        own.any(|(group, _)| {
            let group = serde_json::json!({ "group": group });
            self.state.affected.iter().any(|it| self.charter.includes(it, &group))
        })
    }

    /// The procedure may name who does a step: one, or any of several.
    pub(crate) fn performer(&self) -> Codes {
        let mut codes = Codes::new();
        let Some(step) = self.step() else { return codes };
        let own = match self.kind {
            // A decision that failed is recorded by whom it is for, too.
            "fail" => completion(step) == "resolve",
            "adjourn" => false,
            kind => completion(step) == kind,
        };
        let for_them = |by: &Value| {
            self.is_one_of(by) || list(by, "jointly").iter().any(|one| self.is_one_of(one))
        };
        if let Some(by) = step.get("by")
            && own
            && !for_them(by)
        {
            codes.insert("not-the-performer");
        }
        codes
    }

    /// The step that the act is about or completes.
    pub(crate) fn step(&self) -> Option<&'_ Value> {
        let run = self.state.run.as_ref()?;
        match self.kind {
            "accept" | "route" => {
                if self.kind == "route"
                    && text(&self.with["to"], "procedure").is_some_and(|it| it != run.procedure)
                {
                    return None;
                }
                match self.word("step") {
                    Some(key) => run.step(key),
                    None => match run.enabled(self.charter, self.kind, self.on).as_slice() {
                        [key] => run.step(key),
                        // Who routes again does what is still to be done by that.
                        [] if self.kind == "route" => {
                            run.awaiting("route").first().and_then(|key| run.step(key))
                        }
                        _ => None,
                    },
                }
            }
            _ => run.step(text(&self.entry["target"], "step")?),
        }
    }

    /// Who signed, and whether the person may act for the holder.
    pub(crate) fn signed(&self) -> Codes {
        let mut codes = Codes::new();
        if !self.state.seated(self, self.by, self.hand()) {
            codes.insert("not-seated");
        }
        let signed = list(self.entry, "signed");
        let jointly = list(self.by, "jointly");
        if jointly.iter().any(|one| !signed.contains(one)) {
            codes.insert("too-few-signed");
        }
        if let Some(group) = text(self.by, "of") {
            let mut persons: Vec<&str> =
                signed.iter().filter_map(|it| text(it, "person")).collect();
            persons.sort_unstable();
            persons.dedup();
            let known = self.state.groups.get(group);
            let charted = self.charter.entry("groups", group).and_then(|it| it["size"].as_u64());
            let size = known.and_then(|it| it.size).or(charted);
            let counted = persons
                .iter()
                .filter(|person| {
                    // Where nobody is enrolled, anybody can be one of them.
                    known.is_none_or(|it| it.persons.is_empty() || it.persons.contains(**person))
                })
                .count() as u64;
            let share = &self.by["at_least"];
            let (n, d) = (share[0].as_u64().unwrap(), share[1].as_u64().unwrap());
            // Where nobody knows how many they are, one has to do.
            if size.map_or(counted == 0, |size| counted * d < (size * n).max(1)) {
                codes.insert("too-few-signed");
            }
        }
        codes
    }
}

impl Act<'_> {
    /// Whether a person belongs to a holder, where the roster says anything of that.
    pub(crate) fn belongs(&self, person: &str, holder: &Value) -> Option<bool> {
        let state = self.state;
        let seated = |seat: &str| {
            let all = state.seats.iter().filter(move |it| text(it, "seat") == Some(seat));
            let valid = |it: &&Value| in_force(&serde_json::json!({ "valid": it }), self.day);
            all.filter(valid).filter_map(|it| text(it, "person")).collect::<Vec<_>>()
        };
        if holder == "anyone" {
            return Some(true);
        }
        if let Some(group) = text(holder, "group").or(text(holder, "of")) {
            let wide = serde_json::json!({ "group": group });
            let own = state.groups.iter().filter(|(_, it)| it.persons.contains(person));
            let mut own = own.map(|(key, _)| serde_json::json!({ "group": key }));
            let known = state.groups.get(group).is_some_and(|it| !it.persons.is_empty());
            let within = own.any(|one| self.charter.includes(&wide, &one));
            return (within || known).then_some(within);
        }
        if let Some(seat) = text(holder, "seat") {
            let seated = seated(seat);
            return (!seated.is_empty()).then(|| seated.contains(&person));
        }
        let party = text(holder, "party")?;
        let seats = list(&self.charter.json, "seats").iter();
        let mut seats = seats.filter(|it| text(it, "body") == Some(party));
        let by_seat = seats.any(|it| seated(text(it, "key").unwrap()).contains(&person));
        let members = state.members.iter().filter(|it| text(it, "party") == Some(party));
        let members: Vec<&str> = members.filter_map(|it| text(it, "person")).collect();
        let is_member = by_seat || members.contains(&person);
        (is_member || !members.is_empty()).then_some(is_member)
    }
}

impl State {
    /// Whether the roster lets a person act for a holder.
    fn seated(&self, act: &Act<'_>, by: &Value, hand: Option<&str>) -> bool {
        let holds = |seat: &str, person: &str| {
            self.seats.iter().any(|it| {
                let interval = serde_json::json!({ "valid": it });
                text(it, "seat") == Some(seat)
                    && text(it, "person") == Some(person)
                    && in_force(&interval, act.day)
            })
        };
        if let Some(seat) = text(by, "seat") {
            return hand.is_some_and(|person| holds(seat, person));
        }
        let Some(person) = hand else { return true };
        if let Some(party) = text(by, "party") {
            let members: Vec<&str> = self
                .members
                .iter()
                .filter(|it| text(it, "party") == Some(party))
                .filter_map(|it| text(it, "person"))
                .collect();
            let seats = list(&act.charter.json, "seats");
            let own = seats.iter().filter(|seat| text(seat, "body") == Some(party));
            let own: Vec<&str> = own.filter_map(|seat| text(seat, "key")).collect();
            return members.is_empty()
                || members.contains(&person)
                || own.iter().any(|seat| holds(seat, person));
        }
        if let Some(group) = text(by, "group") {
            let parts =
                |it: &&String| act.charter.includes(by, &serde_json::json!({ "group": it }));
            let known = self.groups.get(group).is_some_and(|it| !it.persons.is_empty());
            let within = self.groups.keys().filter(parts);
            return !known
                || within.into_iter().any(|part| self.groups[part].persons.contains(person));
        }
        true
    }
}

//! Sessions: who is invited, who is there, who speaks.

use serde_json::{Value, json};

use crate::clock::moment;
use crate::judge::{Act, Codes};
use crate::marking::{Outcome, completion};
use crate::reading::{has, list, text};
use crate::state::{Presence, Session};

pub(crate) fn speaks(role: &str) -> bool {
    ["voting", "chair", "speaking_only", "facilitator"].contains(&role)
}

pub(crate) fn votes(role: &str) -> bool {
    ["voting", "chair"].contains(&role)
}

impl Act<'_> {
    pub(crate) fn of_sessions(&self) -> Codes {
        if self.kind == "declare-interest" {
            return Codes::new();
        }
        if self.kind == "convene" {
            return self.convened();
        }
        let session = &self.state.sessions[self.target()];
        let mut codes = Codes::new();
        if session.over {
            codes.insert("session-over");
        }
        match self.kind {
            "arrive" => codes.extend(self.arrived(session)),
            "speak" => codes.extend(self.spoken()),
            "excuse" if !session.invited.iter().any(|(who, _)| *who == self.with["who"]) => {
                codes.insert("unknown-target");
            }
            "adjourn" if !session.over => codes.extend(self.adjourned(session)),
            _ => {}
        }
        codes
    }

    /// The session that the act is in.
    pub(crate) fn session(&self) -> Option<&str> {
        match self.kind {
            "open-ballot" | "record-consensus" => self.word("session"),
            "close-ballot" | "vote" => self.state.ballots[self.target()].session.as_deref(),
            _ => text(&self.entry["target"], "session"),
        }
    }

    /// For whom somebody comes, speaks, votes: themselves, or whom they represent.
    fn instead_of(&self) -> Option<&Value> {
        self.with.get("instead_of")
    }

    /// The invitation by which somebody comes.
    pub(crate) fn invitation(&self) -> Option<&(Value, String)> {
        let session = self.state.sessions.get(self.session()?)?;
        let place = match self.instead_of() {
            // Whoever bears a receipt shows it, and sends nobody.
            Some(whom) if has(whom, "bearer") && !self.is(whom) => None,
            Some(whom) => session.invited.iter().position(|(who, _)| who == whom),
            None => self.own_place(session.invited.iter().map(|(who, _)| who)),
        };
        session.invited.get(place?)
    }

    /// Where whoever acts stands in a list: as that person, as that holder, or else as part of the
    /// first of which they are.
    pub(crate) fn own_place<'v>(
        &self,
        listed: impl Iterator<Item = &'v Value> + Clone,
    ) -> Option<usize> {
        let person = match self.borne() {
            Some(appeal) => json!({ "bearer": appeal }),
            None => json!({ "person": self.hand() }),
        };
        let as_person = listed.clone().position(|who| *who == person);
        let as_holder = listed.clone().position(|who| who == self.by);
        as_person.or(as_holder).or_else(|| listed.clone().position(|who| self.is(who)))
    }

    /// The presence by which somebody acts in a session.
    pub(crate) fn presence(&self) -> Option<&Presence> {
        let session = self.state.sessions.get(self.session()?)?;
        let mut there = session.present.iter();
        if let Some(whom) = self.instead_of() {
            let own = |one: &Presence| {
                if one.proxy { self.is(&one.actor.named()) } else { self.is(whom) }
            };
            return there.find(|one| one.whom == *whom && own(one));
        }
        let (invited, _) = self.invitation()?;
        there.find(|one| !one.proxy && one.whom == *invited)
    }

    fn convened(&self) -> Codes {
        let mut codes = Codes::new();
        let step = self.step().unwrap();
        // A session serves whatever is talked about in it.
        if ["submitted", "verified"].contains(&completion(step)) {
            codes.insert("wrong-step");
        }
        // A session does not begin before it is convened.
        let known = self.state.sessions.get(self.word("session").unwrap());
        let starts = self.with.get("starts").map(moment).or_else(|| known?.starts);
        let starts = starts.map_or(self.on, |starts| starts.max(self.on));
        let run = self.state.run.as_ref().unwrap();
        codes.extend(run.against(self.charter, text(step, "key").unwrap(), starts));
        codes.extend(self.bearers_vote());
        let invited = list(self.with, "should_attend");
        if let Some(session) = self.state.sessions.get(self.word("session").unwrap())
            && session.over
        {
            codes.insert("session-over");
        }
        let known = self.state.sessions.get(self.word("session").unwrap());
        if invited.is_empty() && known.is_none_or(|session| session.invited.is_empty()) {
            codes.insert("nobody-invited");
        }
        if has_twice(invited.iter().map(|one| &one["who"])) {
            codes.insert("listed-twice");
        }
        // Who was invited to the session before is so still.
        let before = known.map_or(&[][..], |session| &session.invited);
        let before = before.iter().map(|(who, role)| json!({ "who": who, "role": role }));
        let invited: Vec<Value> = invited.iter().cloned().chain(before).collect();
        let unheard = list(step, "hears").iter().any(|who| {
            if who == "affected" {
                self.state.affected.iter().any(|one| !self.is_heard(one, &invited))
            } else {
                !self.is_heard(who, &invited)
            }
        });
        if unheard {
            codes.insert("not-heard");
        }
        codes
    }

    /// Whether somebody, or one of them, is invited to speak.
    fn is_heard(&self, who: &Value, invited: &[Value]) -> bool {
        invited
            .iter()
            .any(|one| speaks(text(one, "role").unwrap()) && self.stands_for(&one["who"], who))
    }

    /// Whether somebody is the one, or a part or member of them.
    pub(crate) fn stands_for(&self, one: &Value, whom: &Value) -> bool {
        let member = text(one, "person").is_some_and(|person| {
            let groups = self.state.groups.iter();
            let own = groups.filter(|(_, group)| group.persons.contains(person));
            let mut own = own.map(|(key, _)| json!({ "group": key }));
            own.any(|group| whom != "anyone" && self.charter.includes(whom, &group))
        });
        let bears = has(one, "bearer");
        member
            || one == whom
            || !bears && whom.get("person").is_none() && self.charter.includes(whom, one)
    }

    fn arrived(&self, session: &Session) -> Codes {
        let mut codes = Codes::new();
        if session.over {
            return codes;
        }
        let run = self.state.run.as_ref().unwrap();
        // Whoever comes first begins the session, and with it the first of its steps.
        if let Some(step) = session.steps.first().filter(|_| !session.attended) {
            codes.extend(run.against(self.charter, step, self.on));
        }
        let absent = |who: &Value| !session.present.iter().any(|one| one.whom == *who);
        // Where nobody is missing that is told to whoever comes.
        let comes = |who: &Value| absent(who) && (!has(who, "bearer") || self.is(who));
        if !session.invited.iter().any(|(who, _)| comes(who)) {
            codes.insert("present-already");
        }
        let Some((whom, _)) = self.invitation() else { return codes };
        if session.present.iter().any(|one| one.whom == *whom) {
            codes.insert("present-already");
        }
        codes
    }

    fn spoken(&self) -> Codes {
        let mut codes = Codes::new();
        if self.invitation().is_some_and(|(_, role)| !speaks(role)) {
            codes.insert("no-voice");
        }
        if self.word("point").is_some_and(|point| !self.state.points.contains(point)) {
            codes.insert("unknown-target");
        }
        codes
    }

    fn adjourned(&self, session: &Session) -> Codes {
        let mut codes = session.nobody_came();
        let mut run = self.state.run.clone().unwrap();
        // What comes after another one is judged as if that were done.
        for step in &session.steps {
            if run.awaiting("adjourn").contains(step) {
                codes.extend(run.against(self.charter, step, self.on));
                run.execute(step, Outcome::Plain, self.on);
            }
        }
        codes
    }
}

impl Session {
    /// In a session to which nobody came nothing is decided, and nothing ends.
    pub(crate) fn nobody_came(&self) -> Codes {
        (!self.attended).then_some("not-present").into_iter().collect()
    }
}

pub(crate) fn has_twice<'v>(all: impl Iterator<Item = &'v Value>) -> bool {
    let all: Vec<&Value> = all.collect();
    all.iter().enumerate().any(|(at, one)| all[..at].contains(one))
}

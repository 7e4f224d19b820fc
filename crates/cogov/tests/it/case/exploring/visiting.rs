//! A small court and its alphabet, and what is done in each of its states.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use cogov::act::{Act, ActKind, Correct, Entry, Participant, Receipt, ReferUp, Target};
use cogov::case::{Actor, Case, Explored, Refusal, RefusalCode, Visited, explore};
use cogov::procedure::Conclusion;
use cogov::values::{Digest, PersonKey};
use cogov::{Charter, Holder, Instant, Text};
use serde_json::{Value, json};

use super::invariants;

/// A small court: its charter, what is tried in it, and how far.
pub(super) struct Court {
    /// The charter.
    pub(super) charter: &'static str,
    /// What is tried in each state, one act a line: who, which act, about what, with what.
    pub(super) acts: &'static str,
    /// So many days are told apart; none, where time stands still.
    pub(super) days: u32,
    /// What is left out of a state, so that the court stays small.
    pub(super) within: fn(&Case, &Act) -> bool,
}

/// What was found in a court.
pub(super) struct Found {
    pub(super) explored: Explored,
    /// The codes that withheld something, or with which something was refused.
    pub(super) codes: BTreeSet<RefusalCode>,
}

/// The names by which the alphabets are short.
const NAMES: [(&str, &str); 6] = [
    ("@a", "0192f000-0000-7000-8000-00000000000a"),
    ("@b", "0192f000-0000-7000-8000-00000000000b"),
    ("@c", "0192f000-0000-7000-8000-00000000000c"),
    ("@session", "0192f000-0000-7000-8000-0000000000c1"),
    ("@second", "0192f000-0000-7000-8000-0000000000c2"),
    ("@above", "0192f000-0000-7000-8000-0000000000d1"),
];

/// In an alphabet, the number of the decision that failed, whichever that is.
const FAILED: u64 = 9000;

/// The number of the last decision that failed.
fn failed(case: &Case) -> Option<u64> {
    let run = case.state().run()?;
    let compiled = case.charter().compiled(run.procedure()).unwrap();
    let all = compiled.all().iter().flat_map(|step| run.executions(step));
    let failed = all.filter(|done| done.conclusion() == Conclusion::Failed);
    failed.map(|done| done.entry()).max()
}

/// One act of an alphabet, by whom it is done.
pub(super) struct Letter {
    by: Holder,
    hand: Option<PersonKey>,
    shown: Option<Digest>,
    signed: Vec<Participant>,
    act: Act,
}

/// Who acts: as whom, by which hand, and what they show.
type Who = (Holder, Option<PersonKey>, Option<Digest>);

/// The value of a slip that is shown the first time, the second time and so on; before that, what the
/// appeal commits to when it comes in.
pub(super) fn shown(time: &str) -> Digest {
    let slip = Receipt::new([7; 32], 3).unwrap();
    let time = time.parse().unwrap();
    slip.shown(time).unwrap_or_else(|| slip.commitment())
}

impl Letter {
    /// Reads one line: `office`, `anyone/ann` (by her hand), `anyone#1` (showing the receipt for the
    /// first time), `anyone#0` (what it commits to at first), `seat:chair/ann`, `office+watch`
    /// (jointly, and signed; `office+watch?`: signed by nobody), then the act, its target, what comes
    /// with it.
    fn of(line: &str) -> Self {
        let mut words = line.splitn(3, ' ').map(str::trim);
        let (who, act) = (words.next().unwrap(), words.next().unwrap());
        let rest = words.next().unwrap_or("").trim();
        let (target, with) = match rest.split_once(' ') {
            _ if rest.starts_with('{') => ("", rest),
            Some((target, with)) => (target, with.trim()),
            None => (rest, ""),
        };
        let (who, time) = who.split_once('#').map_or((who, None), |(who, time)| (who, Some(time)));
        let (by, hand) = who.split_once('/').map_or((who, None), |(by, hand)| (by, Some(hand)));
        let unsigned = by.ends_with('?');
        let holder = |name: &str| match name.split_once(':') {
            Some((kind, key)) => json!({ kind: key }),
            None if name == "anyone" || name == "affected" => json!(name),
            None => json!({ "party": name }),
        };
        let several: Vec<Value> = by.trim_end_matches('?').split('+').map(holder).collect();
        let mut entry = json!({ "seq": 1, "at": "2026-06-01T00:00:00+08:00", "act": act });
        entry["by"] = match several.as_slice() {
            [one] => one.clone(),
            several => json!({ "jointly": several }),
        };
        if several.len() > 1 && !unsigned {
            entry["signed"] = json!(several);
        }
        if let Some(hand) = hand {
            entry["hand"] = json!(hand);
        }
        if let Some(time) = time {
            entry["shows"] = json!(shown(time));
        }
        if let Some((kind, value)) = target.split_once('=') {
            let value = value.parse::<u64>().map_or_else(|_| json!(value), |number| json!(number));
            entry["target"] = json!({ kind: value });
        }
        if !with.is_empty() {
            let with: Value = serde_json::from_str(with).unwrap_or_else(|e| panic!("{line}: {e}"));
            entry["with"] = with;
        }
        let read = Entry::from_json(&entry.to_string());
        let entry = read.unwrap_or_else(|invalid| panic!("{line}: {invalid}"));
        Self {
            by: entry.by().clone(),
            hand: entry.hand().cloned(),
            shown: entry.shown(),
            signed: entry.signed().to_vec(),
            act: entry.act().clone(),
        }
    }

    fn who(&self) -> Who {
        (self.by.clone(), self.hand.clone(), self.shown)
    }

    fn all(acts: &str) -> Vec<Self> {
        let acts = acts.replace("@committed", &shown("0").to_string());
        let acts = acts.replace("@first", &shown("1").to_string());
        let acts = NAMES.iter().fold(acts, |acts, (name, id)| {
            // No name is taken for the beginning of another one.
            acts.replace(&format!("{name}\""), &format!("{id}\""))
                .replace(&format!("{name} "), &format!("{id} "))
                .replace(&format!("{name}\n"), &format!("{id}\n"))
        });
        let lines = acts.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(Self::of).collect()
    }

    fn entry(&self, case: &Case, (by, hand, shown): &Who, now: Instant) -> Entry {
        let signed = self.signed.iter().cloned();
        let act = match &self.act {
            Act::ReferUp { with } if with.exhausted() == [FAILED] => {
                let (reply, to) = (with.reply().clone(), with.to().clone());
                let proven = ReferUp::new(reply, to, with.case()).with_exhausted(failed(case));
                Act::refer_up(proven)
            }
            act => act.clone(),
        };
        let mut entry = case.entry(now, by.clone(), act).with_signed(signed);
        if let Some(hand) = hand {
            entry = entry.with_hand(hand.clone());
        }
        match shown {
            Some(shown) => entry.with_shown(*shown),
            None => entry,
        }
    }
}

/// The moment at which everything happens that happens now.
fn now(case: &Case) -> Instant {
    case.state().last_at().unwrap_or("2026-06-01T00:00:00+08:00".parse().unwrap())
}

/// A day passes: a note is made that changes nothing.
fn tomorrow(case: &Case) -> Option<Entry> {
    if case.state().entries() == 0 {
        return None;
    }
    let offset = now(case).offset();
    let day = now(case).date_at(offset)?.plus_days(1)?;
    let note = Correct::new(Text::new("A day has passed").unwrap());
    let note = Act::correct(1, note);
    Some(case.entry(Instant::start_of(day, offset)?, Holder::Anyone, note))
}

/// Notes that are numbered or dated as none can be: out of sequence, recorded earlier, not happened.
fn out_of_order(case: &Case) -> Vec<Entry> {
    let last = case.state().entries();
    let note = || Act::correct(1, Correct::new(Text::new("A note").unwrap()));
    let before: Instant = "2026-05-31T00:00:00+08:00".parse().unwrap();
    let never: Instant = "2027-01-01T00:00:00+08:00".parse().unwrap();
    let anyone = || Holder::Anyone;
    if last == 0 {
        return Vec::new();
    }
    vec![
        Entry::new(last, now(case), anyone(), note()),
        Entry::new(last + 1, before, anyone(), note()),
        Entry::new(last + 1, now(case), anyone(), note()).with_on(never),
    ]
}

type Asked = (ActKind, Option<Target>);

/// A court that is being visited.
struct Visit<'c> {
    court: &'c Court,
    letters: Vec<Letter>,
    actors: BTreeSet<Who>,
    codes: RefCell<BTreeSet<RefusalCode>>,
    /// What is offered in the state that is visited, to whom.
    offered: RefCell<BTreeSet<(Who, Asked)>>,
}

fn codes(refusals: &[Refusal]) -> Vec<RefusalCode> {
    refusals.iter().map(|refusal| refusal.code()).collect()
}

/// Of appeals that are made anew it counts only that they are.
fn asked(kind: ActKind, target: Option<Target>) -> Asked {
    (kind, target.filter(|_| kind != ActKind::Submit))
}

impl Visit<'_> {
    fn moves(&self, case: &Case) -> Vec<Entry> {
        let letters = self.letters.iter().filter(|letter| (self.court.within)(case, &letter.act));
        let today = letters.map(|letter| letter.entry(case, &letter.who(), now(case)));
        let tomorrow = tomorrow(case).filter(|_| self.court.days > 0);
        today.chain(tomorrow).chain(out_of_order(case)).collect()
    }

    /// What has to hold in a state, and of an act that leads to another one.
    fn check(&self, visited: Visited<'_>) -> Result<(), String> {
        match visited {
            Visited::State { case, way } => {
                invariants::of_state(case, way)?;
                self.options_are_faithful(case)
            }
            Visited::Act { before, entry, .. } => {
                let who = (entry.by().clone(), entry.hand().cloned(), entry.shown());
                let asked = asked(entry.act().kind(), entry.act().target());
                let is_today = entry.at() == now(before);
                let kind = asked.0;
                if is_today && !self.offered.borrow().contains(&(who, asked)) {
                    return Err(format!("26: {kind} was not offered, and performed"));
                }
                invariants::of_act(visited)
            }
        }
    }

    /// Invariant 26: what is offered is accepted, what is withheld is refused with the same codes,
    /// whatever comes with it.
    fn options_are_faithful(&self, case: &Case) -> Result<(), String> {
        let now = now(case);
        let mut offered = self.offered.borrow_mut();
        offered.clear();
        for who in &self.actors {
            let (by, hand, shown) = who;
            let mut actor = Actor::new(by);
            if let Some(hand) = hand {
                actor = actor.with_hand(hand);
            }
            if let Some(shown) = shown {
                actor = actor.with_shown(*shown);
            }
            let options = case.options_of(&actor, now);
            for offer in options.offered() {
                if let Err(refused) = case.preview(offer.witness()) {
                    return Err(format!("26: {} was offered: {refused}", offer.kind()));
                }
                let asked = asked(offer.kind(), offer.target().cloned());
                offered.insert((who.clone(), asked));
            }
            let withheld: BTreeMap<Asked, Vec<RefusalCode>> = options
                .withheld()
                .iter()
                .map(|one| (asked(one.kind(), one.target().cloned()), codes(one.refusals())))
                .collect();
            self.codes.borrow_mut().extend(withheld.values().flatten());
            let mut tried = BTreeSet::new();
            for letter in &self.letters {
                let asked = asked(letter.act.kind(), letter.act.target());
                let Some(told) = withheld.get(&asked) else { continue };
                // Whoever acts themselves is tried in every way, and once for the others.
                let is_own = letter.who() == *who;
                if !tried.insert(asked) && !is_own {
                    continue;
                }
                let entry = letter.entry(case, who, now);
                let kind = letter.act.kind();
                match case.preview(&entry) {
                    Ok(_) => return Err(format!("26: {kind} was withheld: {told:?}")),
                    Err(refused) => {
                        let found = codes(refused.refusals());
                        // An appeal of the alphabet may be there already; the new one was not.
                        if !told.iter().all(|code| found.contains(code)) {
                            return Err(format!("26: {kind}: {told:?} is not {found:?}"));
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

fn story(trace: Option<&[Entry]>) -> String {
    trace.unwrap_or_default().iter().map(|entry| entry.to_json().unwrap() + "\n").collect()
}

impl Court {
    /// Visits every state of the court.
    pub(super) fn visit(&self) -> Found {
        let charter = Charter::from_json(self.charter).unwrap_or_else(|e| panic!("{e}"));
        let case = Case::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap());
        let letters = Letter::all(self.acts);
        let actors = letters.iter().map(Letter::who).collect();
        let (codes, offered) = (RefCell::default(), RefCell::default());
        let visit = Visit { court: self, letters, actors, codes, offered };
        let (moves, check) =
            (|case: &Case| visit.moves(case), |seen: Visited<'_>| visit.check(seen));
        let explored = explore(case, moves, check, 10_000, self.days);
        let mut codes = visit.codes.into_inner();
        codes.extend(explored.refused());
        Found { explored, codes }
    }
}

impl Found {
    /// Asserts that the court lives, and that all of it was visited: so many states, so many acts.
    pub(super) fn lives(&self, states: usize, acts: usize) {
        let found = &self.explored;
        if let Some((what, trace)) = found.flaw() {
            panic!("{what}\n{}", story(Some(trace)));
        }
        println!("{} states, {} acts", found.states(), found.edges());
        assert!(found.dead_end().is_none(), "dead end:\n{}", story(found.dead_end()));
        assert!(found.endless().is_none(), "endless:\n{}", story(found.endless()));
        assert!(found.is_complete(), "more than {} states", found.states());
        assert_eq!((found.states(), found.edges()), (states, acts), "states and acts");
    }
}

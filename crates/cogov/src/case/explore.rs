//! Exploring a case: every state that can be reached by certain acts, breadth first.

use std::collections::{BTreeSet, HashMap, VecDeque};

use crate::act::Entry;
use crate::case::engine::Case;
use crate::case::refusal_code::RefusalCode;

/// What an exploration found.
///
/// States are told apart by their quotient: what they come to for what can be done from there on.
/// Numbers of entries, identifiers, words and the past do not count, and times only in days from
/// now, up to a cap.
#[derive(Debug, Clone)]
pub struct Explored {
    states: usize,
    edges: usize,
    is_complete: bool,
    flaw: Option<(String, Vec<Entry>)>,
    dead_end: Option<Vec<Entry>>,
    endless: Option<Vec<Entry>>,
    refused: BTreeSet<RefusalCode>,
}

impl Explored {
    /// How many states were met.
    #[must_use]
    pub const fn states(&self) -> usize {
        self.states
    }

    /// How many acts lead from one state to another, or back to the same one.
    #[must_use]
    pub const fn edges(&self) -> usize {
        self.edges
    }

    /// Whether every state was met that there is.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// What the check found, and a shortest way there.
    #[must_use]
    pub fn flaw(&self) -> Option<(&str, &[Entry])> {
        self.flaw.as_ref().map(|(what, trace)| (what.as_str(), trace.as_slice()))
    }

    /// A shortest way to a state that is no ending and in which nothing can be done that leads
    /// anywhere else.
    #[must_use]
    pub fn dead_end(&self) -> Option<&[Entry]> {
        self.dead_end.as_deref()
    }

    /// A shortest way to a state from which no ending can be reached; looked for only where the
    /// exploration is complete.
    #[must_use]
    pub fn endless(&self) -> Option<&[Entry]> {
        self.endless.as_deref()
    }

    /// The codes with which acts that were tried were refused.
    #[must_use]
    pub const fn refused(&self) -> &BTreeSet<RefusalCode> {
        &self.refused
    }
}

/// What an exploration came to, for a check to look at.
///
/// ```
/// use cogov::case::{Case, Visited, explore};
/// use cogov::{Charter, Holder};
///
/// # let charter = Charter::from_json(r#"{
/// #     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
/// #     "matters": [{"key": "parking", "name": "Parking"}],
/// #     "parties": [{"key": "committee", "name": "Committee", "kind": "owners_committee"}]
/// # }"#)?;
/// let case = Case::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let now = "2026-06-01T09:00:00Z".parse()?;
/// let moves = |case: &Case| {
///     let options = case.options(&Holder::Anyone, None, now);
///     options.offered().iter().map(|offer| offer.witness().clone()).take(1).collect()
/// };
/// // The first appeal is found, with the way to it.
/// let check = |visited: Visited<'_>| match visited {
///     Visited::State { case, way } if way.len() == 1 && case.state().appeals().len() == 1 => {
///         Err("there is an appeal".to_owned())
///     }
///     Visited::State { .. } | Visited::Act { .. } => Ok(()),
/// };
/// let found = explore(case, moves, check, 10, 10);
/// let (what, way) = found.flaw().unwrap();
/// assert_eq!((what, way[0].act().kind().as_str()), ("there is an appeal", "submit"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Visited<'s> {
    /// A state, before any act is tried in it.
    State {
        /// The case in this state.
        case: &'s Case,
        /// The entries of a shortest way to it.
        way: &'s [&'s Entry],
    },
    /// An act that was performed, wherever it leads.
    Act {
        /// The case before it.
        before: &'s Case,
        /// The entries of a shortest way there.
        way: &'s [&'s Entry],
        /// The act.
        entry: &'s Entry,
        /// The case after it.
        after: &'s Case,
    },
}

/// A state that was met: the state before it, and the entry that leads here.
struct Met {
    from: Option<(usize, Entry)>,
    is_ending: bool,
    next: Vec<usize>,
}

/// Goes through every state that a case can come to by certain acts, breadth first, so that the way
/// to whatever is found is a shortest one.
///
/// `moves` gives the acts to try in a state; those that are refused lead nowhere, and change nothing.
/// `check` looks at each state, and at each act that is performed; what it says is a flaw ends the
/// search. At most `most` states are met; times are told apart up to `days` from now.
///
/// ```
/// use cogov::case::{Case, Explored, explore};
/// use cogov::{Charter, Holder};
///
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "matters": [{"key": "parking", "name": "Parking"}],
///     "parties": [{"key": "committee", "name": "Committee", "kind": "owners_committee"}],
///     "positions": [{"holder": {"party": "committee"}, "kinds": ["power", "lead"],
///                    "functions": ["receive"]}]
/// }"#)?;
/// let case = Case::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let committee: Holder = Holder::Party("committee".parse()?);
/// let now = "2026-06-01T09:00:00Z".parse()?;
/// // One appeal, and whatever the committee may do about it but to support it and call back.
/// let moves = |case: &Case| {
///     let options = case.options(&committee, None, now);
///     let offered = options.offered().iter().filter(|offer| match offer.kind().as_str() {
///         "submit" => case.state().appeals().len() == 0,
///         "support" | "call-back" | "correct" | "declare-interest" => false,
///         _ => true,
///     });
///     offered.map(|offer| offer.witness().clone()).collect()
/// };
/// let found: Explored = explore(case, moves, |_| Ok(()), 1_000, 10);
/// assert!(found.is_complete() && found.flaw().is_none());
/// assert!(found.states() > 1 && found.edges() >= found.states() - 1, "each is reached by some act");
/// assert_eq!((found.dead_end(), found.endless()), (None, None));
/// assert!(found.refused().is_empty(), "what is offered is accepted");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explore(
    start: Case,
    moves: impl Fn(&Case) -> Vec<Entry>,
    check: impl Fn(Visited<'_>) -> Result<(), String>,
    most: usize,
    days: u32,
) -> Explored {
    let quotient = |case: &Case| case.state().quotient(case.charter(), days);
    let mut known = HashMap::from([(quotient(&start), 0_usize)]);
    let mut met = vec![Met { from: None, is_ending: false, next: Vec::new() }];
    let mut open = VecDeque::from([(0_usize, start)]);
    let mut found = Explored {
        states: 0,
        edges: 0,
        is_complete: true,
        flaw: None,
        dead_end: None,
        endless: None,
        refused: BTreeSet::new(),
    };
    'all: while let Some((index, case)) = open.pop_front() {
        let entries = way(&met, index);
        let way: Vec<&Entry> = entries.iter().collect();
        if let Err(what) = check(Visited::State { case: &case, way: &way }) {
            found.flaw = Some((what, entries));
            break;
        }
        let is_ending = case.state().ended().is_some();
        let mut leads_on = false;
        // Whatever is refused leaves it as it was.
        let mut next = case.clone();
        for entry in moves(&case) {
            if let Err(refused) = next.perform(&entry) {
                found.refused.extend(refused.refusals().iter().map(|refusal| refusal.code()));
                continue;
            }
            found.edges = found.edges.saturating_add(1);
            let after = std::mem::replace(&mut next, case.clone());
            let act = Visited::Act { before: &case, way: &way, entry: &entry, after: &after };
            if let Err(what) = check(act) {
                found.flaw = Some((what, entries.iter().cloned().chain([entry]).collect()));
                break 'all;
            }
            let quotient = quotient(&after);
            let to = match known.get(&quotient) {
                Some(&to) => to,
                None if met.len() >= most => {
                    (found.is_complete, leads_on) = (false, true);
                    continue;
                }
                None => {
                    let to = met.len();
                    known.insert(quotient, to);
                    let from = Some((index, entry));
                    met.push(Met { from, is_ending: false, next: Vec::new() });
                    open.push_back((to, after));
                    to
                }
            };
            leads_on |= to != index;
            if let Some(here) = met.get_mut(index) {
                here.next.push(to);
            }
        }
        if next.state() != case.state() {
            found.flaw = Some(("what was refused changed the state".to_owned(), entries));
            break;
        }
        if let Some(here) = met.get_mut(index) {
            here.is_ending = is_ending;
        }
        if !leads_on && !is_ending && found.dead_end.is_none() {
            found.dead_end = Some(entries);
        }
    }
    found.is_complete &= found.flaw.is_none();
    found.states = met.len();
    if found.is_complete {
        found.endless = without_ending(&met).map(|index| way(&met, index));
    }
    found
}

/// The entries that lead to a state.
fn way(met: &[Met], index: usize) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut at = index;
    while let Some((from, entry)) = met.get(at).and_then(|here| here.from.as_ref()) {
        entries.push(entry.clone());
        at = *from;
    }
    entries.reverse();
    entries
}

/// The first state from which no ending can be reached.
fn without_ending(met: &[Met]) -> Option<usize> {
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); met.len()];
    for (index, here) in met.iter().enumerate() {
        for &next in &here.next {
            if let Some(list) = before.get_mut(next) {
                list.push(index);
            }
        }
    }
    let mut ends: Vec<bool> = met.iter().map(|here| here.is_ending).collect();
    let mut open: Vec<usize> = (0..met.len()).filter(|&i| ends.get(i) == Some(&true)).collect();
    while let Some(index) = open.pop() {
        for &from in before.get(index).map_or(&[][..], Vec::as_slice) {
            if let Some(known) = ends.get_mut(from)
                && !*known
            {
                *known = true;
                open.push(from);
            }
        }
    }
    ends.iter().position(|ends| !ends)
}

//! A case under the completed charter: a fire lane, from three appeals to a verified result.

use std::io;

use cogov::act::{
    Act, Choice, Elector, Entry, OpenBallot, Resolve, VerificationResult, Verify, Vote,
};
use cogov::case::{Case, Refused};
use cogov::values::{BallotKey, ObligationKey, PersonKey};
use cogov::{Charter, Holder, Instant, Lang, PartyKey, StepKey, Text};
use serde_json::json;

use crate::Printer;

/// What was done, one entry a line.
const ENTRIES: &str = include_str!("../../crates/cogov/examples/four_party/case.jsonl");

/// The moments at which the board is shown.
const BOARDS: [&str; 3] =
    ["2026-06-10T09:00:00+08:00", "2026-07-15T09:00:00+08:00", "2026-08-13T09:00:00+08:00"];

/// An act that somebody tries after an entry, and is refused.
struct Attempt {
    after: u64,
    words: (&'static str, &'static str),
    refused: Option<Refused>,
}

/// What the example needs to know of a case.
pub(crate) struct Walk {
    case: Case,
    attempts: Vec<Attempt>,
    boards: Vec<Case>,
}

type Failure = Box<dyn std::error::Error>;

/// Who tries what, after which entry.
fn attempt(case: &Case, after: u64, last: Instant) -> Result<Option<(Entry, Words)>, Failure> {
    let question = || -> Result<Text, cogov::Problem> {
        Text::new("Bollards on the fire lane, racks for bicycles, and patrols at night")?
            .in_lang("zh", "消防通道设隔离桩，设自行车架，夜间巡查")
    };
    let decision = StepKey::new("decision")?;
    let committee = PartyKey::new("residents-committee")?;
    let found = match after {
        14 => {
            let elector = Elector::new(PersonKey::new("owner-1")?);
            let open =
                OpenBallot::new(BallotKey::new("at-once")?, question()?).with_electors([elector]);
            let entry = case.entry(last, committee, Act::open_ballot(decision, open));
            (
                entry,
                ("Someone tries to decide without the joint meeting", "有人想跳过联席会议直接表决"),
            )
        }
        29 => {
            let resolve = Resolve::new(question()?).with_ballot(BallotKey::new("june")?);
            let assembly = PartyKey::new("owners-assembly")?;
            let entry = case.entry(last, assembly, Act::resolve(decision, resolve));
            (
                entry,
                (
                    "Four of eight owners voted: someone tries to resolve it",
                    "八名业主中只有四人投票，有人想据此作出决议",
                ),
            )
        }
        36 => {
            let vote = Act::vote(BallotKey::new("bollards")?, Vote::new(Choice::Yes));
            let owners = Holder::Group("owners".parse()?);
            let entry = case.entry(last, owners, vote).with_hand(PersonKey::new("owner-6")?);
            (entry, ("An owner votes a second time", "一名业主重复投票"))
        }
        47 => {
            let verify = Verify::new(VerificationResult::Solved);
            let act = Act::verify(ObligationKey::new("bollards")?, verify);
            let entry = case.entry(last, PartyKey::new("property-company")?, act);
            (
                entry,
                (
                    "The property company tries to verify its own work",
                    "物业公司想核验自己承办的事项",
                ),
            )
        }
        _ => return Ok(None),
    };
    Ok(Some(found))
}

type Words = (&'static str, &'static str);

/// Takes the case through the charter.
pub(crate) fn walk(charter: &Charter) -> Result<Walk, Failure> {
    let mut case = Case::open(charter.clone(), "0192f000-0000-7000-8000-0000000000ff".parse()?);
    let (mut attempts, mut boards) = (Vec::new(), Vec::new());
    for line in ENTRIES.lines() {
        let entry = Entry::from_json(line)?;
        if let Some(moment) = BOARDS.get(boards.len())
            && entry.at() > moment.parse()?
        {
            boards.push(case.clone());
        }
        case.perform(&entry)?;
        if let Some((tried, words)) = attempt(&case, entry.seq(), entry.at())? {
            let refused = case.perform(&tried).err();
            attempts.push(Attempt { after: entry.seq(), words, refused });
        }
    }
    Ok(Walk { case, attempts, boards })
}

impl Walk {
    /// What came of it, for programs.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        let refused: Vec<serde_json::Value> = self
            .attempts
            .iter()
            .map(|attempt| {
                let refusals = attempt.refused.as_ref().map(Refused::refusals);
                json!({ "after": attempt.after, "refusals": refusals })
            })
            .collect();
        let due: Vec<serde_json::Value> = self
            .boards
            .iter()
            .zip(BOARDS)
            .map(|(case, moment)| {
                json!({ "at": moment, "due": moment.parse().map(|now| case.due(now)).ok() })
            })
            .collect();
        let ending = self.case.state().ended().map(|ended| ended.ending());
        json!({ "refused": refused, "boards": due, "ending": ending })
    }

    /// The refusals, the board at three moments, and the story.
    pub(crate) fn print(&self, out: &mut Printer) -> io::Result<()> {
        let lang = out.lang;
        for attempt in &self.attempts {
            out.line(match lang {
                Lang::En => attempt.words.0,
                Lang::Zh => attempt.words.1,
            })?;
            for refusal in attempt.refused.iter().flat_map(Refused::refusals) {
                let code = out.styled("31;1", refusal.code().as_str());
                out.line(&format!("    {code}: {}", refusal.message(lang)))?;
                out.line(&format!("    → {}", refusal.help(lang)))?;
            }
        }
        for (case, moment) in self.boards.iter().zip(BOARDS) {
            let now: Instant = moment.parse().map_err(io::Error::other)?;
            out.blank()?;
            out.line(case.board(now, lang).to_text().trim_end())?;
        }
        out.blank()?;
        out.line(self.case.explain(lang).to_text().trim_end())
    }
}

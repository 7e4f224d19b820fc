//! The path of a matter that was referred up: from case to case, and what came back.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::act::AnswerKind;
use crate::case::appeal::{Appeal, AppealEnding};
use crate::case::ending::Ending;
use crate::case::engine::Case;
use crate::case::sheet::Sheet;
use crate::case::traces::Referral;
use crate::case::view::view;
use crate::time::Instant;
use crate::values::id::{AppealId, CaseId};
use crate::values::key::PlaceKey;
use crate::values::lang::Lang;
use crate::values::text::Text;

/// What became of a referral in the case above.
///
/// The two cases are records of two bodies: what the one sent, the other may not have received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Above {
    /// The case above is not among those that were looked at.
    NotGiven,
    /// No appeal in the case above says that it comes from the case below.
    NotReceived,
    /// It came in.
    Received {
        /// The appeal by which it came in.
        appeal: AppealId,
        /// When.
        on: Instant,
    },
    /// It was accepted.
    Accepted {
        /// The appeal that was accepted.
        appeal: AppealId,
        /// When.
        on: Instant,
    },
    /// It came to its end before a consultation.
    Ended {
        /// The appeal that came to its end.
        appeal: AppealId,
        /// How.
        ending: AppealEnding,
        /// When.
        on: Instant,
    },
}

view! {
    /// One step of the path up: who sent it where and why, what became of it there, and the answer.
    pub struct ReferralLeg {
        has {
            /// The case that was referred up.
            from: CaseId as copy,
            /// The entry by which it was.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// The place above.
            to_place: PlaceKey,
            /// The case there.
            to: CaseId as copy,
            /// What became of it there.
            above: Above as copy,
        }
        may {
            /// The place from which it was referred up.
            from_place: PlaceKey,
            /// Why it went up though not everything was tried.
            exception: Text,
            /// How the case above ended.
            ending: Ending as copy,
            /// How it was answered.
            response: AnswerKind as copy,
            /// What was answered.
            answer: Text,
            /// When the answer came back.
            answered: Instant as copy,
        }
        list {
            /// The entries of the case below which show that everything was tried there.
            exhausted: u64,
        }
    }
}

/// The path of a matter from the case in which it began up to the last one, and what came back.
///
/// Each body keeps its own case: the one below records that it referred the matter up and waits for
/// an answer, the one above has an appeal that says from which case it comes. The path puts the two
/// together, and shows where one side says what the other does not.
///
/// ```
/// use cogov::act::{Accept, Act, Answer, ReferUp, AnswerKind, Submit};
/// use cogov::case::{Above, Case, ReferralPath};
/// use cogov::values::{AppealId, CaseId, ChannelKey, ReplyKey};
/// use cogov::{Charter, Holder, Instant, Lang, MatterKey, PartyKey, PlaceKey, Text};
///
/// # let charter = Charter::from_json(include_str!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/../../tests/vectors/charters/court.json"
/// # ))).unwrap();
/// # let entries = include_str!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/../../tests/vectors/records/quarrel.jsonl"
/// # ));
/// let at: Instant = "2026-06-02T09:00:00+08:00".parse()?;
/// let [below, above]: [CaseId; 2] =
///     ["0192f000-0000-7000-8000-00000000c000".parse()?, "0192f000-0000-7000-8000-00000000c001".parse()?];
/// let mut court = Case::open(charter.clone(), below);
/// # for line in entries.lines().take(4) {
/// #     court.perform(&cogov::act::Entry::from_json(line)?)?;
/// # }
/// let committee = PartyKey::new("committee")?;
/// let refer = ReferUp::new(ReplyKey::new("up")?, PlaceKey::new("district")?, above)
///     .with_exception(Text::new("The police has to come")?);
/// court.perform(&court.entry(at, committee.clone(), Act::refer_up(refer)))?;
///
/// // The district opens a case of its own, with an appeal that says where it comes from.
/// let mut district = Case::open(charter, above);
/// let appeal: AppealId = "0192f000-0000-7000-8000-00000000e001".parse()?;
/// let submit = Submit::new(ChannelKey::new("desk")?, MatterKey::new("parking")?, Text::new("Cars at the gate")?)
///     .with_place(PlaceKey::new("district")?)
///     .with_submitter(Holder::from(committee))
///     .with_referred_from(below);
/// let government = PartyKey::new("government")?;
/// district.perform(&district.entry(at, government.clone(), Act::submit(appeal, submit)))?;
/// district.perform(&district.entry(at, government.clone(), Act::accept(appeal, Accept::new())))?;
/// let answer = Answer::new(AnswerKind::Adopt).with_text(Text::new("Patrols from Monday on")?);
/// court.perform(&court.entry(at, government, Act::answer(ReplyKey::new("up")?, answer)))?;
///
/// let path = ReferralPath::of(above, [&court, &district]);
/// let [leg] = path.legs() else { panic!("one step up") };
/// assert_eq!((leg.from(), leg.to(), leg.above()), (below, above, Above::Accepted { appeal, on: at }));
/// assert_eq!(leg.response(), Some(AnswerKind::Adopt));
/// println!("{}", path.to_sheet(Lang::En).to_text());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ReferralPath<'c> {
    cases: BTreeMap<CaseId, &'c Case>,
    legs: Vec<ReferralLeg>,
}

impl<'c> ReferralPath<'c> {
    /// The path on which a case lies, through the cases that are given, in any order.
    ///
    /// It begins with the lowest case that is given, and has no leg if nothing was referred up. A
    /// case that was referred up several times has a leg for each time.
    pub fn of(case: CaseId, cases: impl IntoIterator<Item = &'c Case>) -> Self {
        let cases = cases.into_iter().map(|case| (case.state().id(), case)).collect();
        let mut path = Self { cases, legs: Vec::new() };
        let mut met = BTreeSet::new();
        let mut waiting = vec![path.lowest(case)];
        while let Some(next) = waiting.pop() {
            // Records of others may say that a matter goes up in a circle.
            let Some(below) = path.cases.get(&next).copied().filter(|_| met.insert(next)) else {
                continue;
            };
            let referrals = below.state().referrals();
            let legs: Vec<_> = referrals.iter().map(|referral| path.leg(below, referral)).collect();
            path.legs.extend(legs);
            waiting.extend(referrals.iter().rev().map(Referral::case));
        }
        path
    }

    /// The steps up, the lowest first.
    #[must_use]
    pub fn legs(&self) -> &[ReferralLeg] {
        &self.legs
    }

    /// The path as a sheet that can be printed: a row for each step up.
    #[must_use]
    pub fn to_sheet(&self, lang: Lang) -> Sheet {
        let header = match lang {
            Lang::En => ["from", "referred up to", "on", "because", "above", "answer"],
            Lang::Zh => ["提级方", "提级至", "日期", "理由", "上级办理情况", "答复"],
        };
        Sheet {
            title: lang.pick("The path of the matter", "提级协商路径").to_owned(),
            lines: Vec::new(),
            header: header.map(str::to_owned).to_vec(),
            rows: self.legs.iter().map(|leg| self.row(leg, lang)).collect(),
        }
    }

    /// The case in which the matter began, as far as it is given.
    fn lowest(&self, case: CaseId) -> CaseId {
        let (mut lowest, mut met) = (case, BTreeSet::from([case]));
        let below = |case: CaseId| {
            let appeals = self.cases.get(&case).into_iter().flat_map(|case| case.state().appeals());
            let named =
                appeals.filter_map(Appeal::referred_from).find(|id| self.cases.contains_key(id));
            // Where the case above does not say so, the one below may.
            named.or_else(|| {
                let referring = |below: &&&Case| {
                    below.state().referrals().iter().any(|referral| referral.case() == case)
                };
                self.cases.values().find(referring).map(|below| below.state().id())
            })
        };
        while let Some(below) = below(lowest).filter(|below| met.insert(*below)) {
            lowest = below;
        }
        lowest
    }

    fn leg(&self, below: &Case, referral: &Referral) -> ReferralLeg {
        let reply = below.state().replies().find(|reply| reply.key() == referral.reply());
        let above = self.cases.get(&referral.case());
        ReferralLeg {
            from: below.state().id(),
            entry: referral.entry(),
            on: referral.on(),
            to_place: referral.to().clone(),
            to: referral.case(),
            above: above.map_or(Above::NotGiven, |above| received(above, below.state().id())),
            from_place: below.state().place().cloned(),
            exception: referral.exception().cloned(),
            ending: above.and_then(|above| above.state().ended()).map(|ended| ended.ending()),
            response: reply.and_then(|reply| reply.response()),
            answer: reply.and_then(|reply| reply.answer()).cloned(),
            answered: reply.and_then(|reply| reply.answered()),
            exhausted: referral.exhausted().to_vec(),
        }
    }

    fn row(&self, leg: &ReferralLeg, lang: Lang) -> Vec<String> {
        // Whoever is named by a leg is the case below, which is given.
        let below = self.cases.get(&leg.from);
        let place = |key: &PlaceKey| {
            below.map_or_else(|| key.to_string(), |below| below.place_name(key, lang))
        };
        let day = |moment| below.map(|below| below.day(moment)).unwrap_or_default();
        let case = |place: String, id: CaseId| match lang {
            Lang::En => format!("{place} (case {id})"),
            Lang::Zh => format!("{place}（案件 {id}）"),
        };
        let answer = match (leg.response, leg.answered) {
            (Some(response), Some(answered)) => {
                let said = leg.answer.as_ref().map(|answer| answer.get(lang));
                let said =
                    said.map(|said| format!("{}{said}", lang.pick(": ", "："))).unwrap_or_default();
                format!("{} {}{said}", day(answered), response.label(lang))
            }
            _ => lang.pick("owed", "未答复").to_owned(),
        };
        vec![
            case(leg.from_place.as_ref().map(place).unwrap_or_default(), leg.from),
            case(place(&leg.to_place), leg.to),
            day(leg.on),
            leg.reason(lang),
            leg.above_in_words(&day, lang),
            answer,
        ]
    }
}

impl ReferralLeg {
    fn reason(&self, lang: Lang) -> String {
        if let Some(exception) = &self.exception {
            return exception.get(lang).to_owned();
        }
        let entries: Vec<String> = self.exhausted.iter().map(ToString::to_string).collect();
        match lang {
            Lang::En => format!("everything was tried: entries {}", entries.join(", ")),
            Lang::Zh => format!("本级已穷尽：第 {} 条", entries.join("、")),
        }
    }

    fn above_in_words(&self, day: &dyn Fn(Instant) -> String, lang: Lang) -> String {
        let known = match self.above {
            Above::NotGiven => lang.pick("not known here", "此处不详").to_owned(),
            Above::NotReceived => lang.pick("not received", "未收到").to_owned(),
            Above::Received { on, .. } => {
                format!("{} {}", day(on), lang.pick("received", "已收到"))
            }
            Above::Accepted { on, .. } => {
                format!("{} {}", day(on), lang.pick("accepted", "已受理"))
            }
            Above::Ended { ending, on, .. } => format!("{} {}", day(on), ending.label(lang)),
        };
        match self.ending {
            Some(ending) => format!("{known}{}{}", lang.pick("; ", "；"), ending.label(lang)),
            None => known,
        }
    }
}

/// What became, in a case, of what was referred up to it from another.
fn received(above: &Case, from: CaseId) -> Above {
    let Some(appeal) = above.state().appeals().find(|appeal| appeal.referred_from() == Some(from))
    else {
        return Above::NotReceived;
    };
    let id = appeal.id();
    match (appeal.accepted_on(), appeal.ending().zip(appeal.ended_on())) {
        (Some(on), _) => Above::Accepted { appeal: id, on },
        (None, Some((ending, on))) => Above::Ended { appeal: id, ending, on },
        (None, None) => Above::Received { appeal: id, on: appeal.on() },
    }
}

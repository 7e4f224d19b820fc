//! How the story of a case is told: what each thing that happened comes to in words.

use crate::act::VerificationResult;
use crate::case::engine::Case;
use crate::case::obligation::{Event, Happening, Obligation, ObligationState};
use crate::case::resolution::ResolutionBasis;
use crate::procedure::Conclusion;
use crate::time::Instant;
use crate::values::lang::Lang;
use std::fmt::Write as _;

/// What is told so far: the entry, the moment, the words.
struct Teller<'c> {
    case: &'c Case,
    lang: Lang,
    told: Vec<(u64, Instant, String)>,
}

impl Teller<'_> {
    fn say(&mut self, entry: u64, on: Instant, en: String, zh: String) {
        let text = match self.lang {
            Lang::En => en,
            Lang::Zh => zh,
        };
        self.told.push((entry, on, text));
    }

    fn appeals(&mut self) {
        let (case, lang) = (self.case, self.lang);
        for appeal in case.state().appeals() {
            let who = match appeal.submitter() {
                Some(who) => case.name_of(who, lang),
                None => lang.pick("somebody who gave no name", "匿名人").to_owned(),
            };
            let said = appeal.text().get(lang).unwrap_or(lang.pick("(sealed)", "（密封）"));
            let channel = case.channel_name(appeal.channel(), lang);
            let (from_en, from_zh) = match appeal.referred_from() {
                Some(case) => {
                    (format!(", referred up from case {case}"), format!("（由案件 {case} 提级）"))
                }
                None => (String::new(), String::new()),
            };
            self.say(
                appeal.entry(),
                appeal.on(),
                format!("{who} appealed ({channel}{from_en}): {said}"),
                format!("{who}通过{channel}提出诉求{from_zh}：{said}"),
            );
            if let Some(((entry, on), ending)) =
                appeal.ended().zip(appeal.ended_on()).zip(appeal.ending())
            {
                let ending = ending.label(lang);
                self.say(
                    entry,
                    on,
                    format!("the appeal of {who} ({said}): {ending}"),
                    format!("{who}的诉求（{said}）：{ending}"),
                );
            }
            if let Some(((entry, on), by)) =
                appeal.accepted().zip(appeal.accepted_on()).zip(appeal.accepted_by())
            {
                let by = case.charter().holder_name(by, lang);
                let matter = case.state().matter().map(ToString::to_string).unwrap_or_default();
                let named = case.state().matter().and_then(|key| case.charter().matter(key).ok());
                let matter = named.map_or(matter, |matter| matter.name().get(lang).to_owned());
                self.say(
                    entry,
                    on,
                    format!("{by} accepted the appeal, on {matter}"),
                    format!("{by}受理诉求，事项为{matter}"),
                );
            }
        }
    }

    fn screening(&mut self) {
        let (case, lang) = (self.case, self.lang);
        if let Some(routed) = case.state().routed() {
            let kind = routed.to().kind().label(lang);
            let why = match (routed.row(), routed.reason()) {
                (_, Some(reason)) => match lang {
                    Lang::En => format!(", because: {}", reason.get(lang)),
                    Lang::Zh => format!("，理由：{}", reason.get(lang)),
                },
                (Some(row), None) => match lang {
                    Lang::En => format!(", by row {} of the triage table", row.saturating_add(1)),
                    Lang::Zh => format!("，依据分流表第 {} 行", row.saturating_add(1)),
                },
                (None, None) => String::new(),
            };
            self.say(
                routed.entry(),
                routed.on(),
                format!("the topic was routed: {kind}{why}"),
                format!("议题分流：{kind}{why}"),
            );
        }
        if let Some(planned) = case.state().plan() {
            let affected = case.names(planned.plan().affected(), lang);
            let criteria: Vec<&str> =
                planned.plan().criteria().iter().map(|one| one.text().get(lang)).collect();
            let criteria = criteria.join(lang.pick("; ", "；"));
            let (mut en, mut zh) = ("the plan was laid down".to_owned(), "确定协商方案".to_owned());
            for (name, name_zh, words) in
                [("affected", "利害关系人", affected), ("success means", "成效标准", criteria)]
            {
                if !words.is_empty() {
                    let _ = write!(en, "; {name}: {words}");
                    let _ = write!(zh, "；{name_zh}：{words}");
                }
            }
            self.say(planned.entry(), planned.on(), en, zh);
        }
        for dispatched in case.state().dispatches() {
            let to = crate::position::Holder::Party(dispatched.dispatch().to().clone());
            let to = case.charter().holder_name(&to, lang);
            let task = dispatched.dispatch().task().get(lang);
            self.say(
                dispatched.entry(),
                dispatched.on(),
                format!("it was handed to {to}: {task}"),
                format!("分派给{to}：{task}"),
            );
        }
    }

    fn sessions(&mut self) {
        let (case, lang) = (self.case, self.lang);
        for sitting in case.state().sessions() {
            let Some(on) = sitting.adjourned() else { continue };
            let attended = sitting.attendees().iter().filter(|who| who.attended()).count();
            let should = sitting.attendees().len();
            let steps: Vec<String> =
                sitting.steps().iter().map(|key| case.step_name(key, lang)).collect();
            let steps = steps.join(lang.pick(", ", "、"));
            let minutes = sitting.minutes().and_then(|minutes| minutes.get(lang));
            let minutes = minutes.map(|minutes| format!("{}{minutes}", lang.pick(": ", "：")));
            let minutes = minutes.unwrap_or_default();
            self.say(
                sitting.entry(),
                on,
                format!("a session was held ({steps}), {attended} of {should} attended{minutes}"),
                format!("召开会议（{steps}），应到 {should}，实到 {attended}{minutes}"),
            );
        }
    }

    fn decisions(&mut self) {
        let (case, lang) = (self.case, self.lang);
        for ballot in case.state().ballots() {
            let Some(verdict) = ballot.verdict() else { continue };
            let (question, reason) = (ballot.question().get(lang), verdict.reason(lang));
            self.say(
                ballot.entry(),
                ballot.on(),
                format!("put to the vote: \"{question}\": {reason}"),
                format!("表决“{question}”：{reason}"),
            );
        }
        for consensus in case.state().consensus() {
            let text = consensus.text().get(lang);
            self.say(
                consensus.entry(),
                consensus.on(),
                format!("a consensus was recorded: \"{text}\""),
                format!("记录共识：“{text}”"),
            );
        }
        for resolution in case.state().resolutions() {
            let text = resolution.text().get(lang);
            let basis = match resolution.basis() {
                ResolutionBasis::Adopted { ballot, .. } => match lang {
                    Lang::En => format!("by the ballot \"{ballot}\""),
                    Lang::Zh => format!("依据表决“{ballot}”"),
                },
                ResolutionBasis::Consensus(entry) => match lang {
                    Lang::En => format!("by the consensus of entry {entry}"),
                    Lang::Zh => format!("依据第 {entry} 条记录的共识"),
                },
                ResolutionBasis::Unproven => {
                    lang.pick("on nothing that the record shows", "记录未显示依据").to_owned()
                }
            };
            let mut more = String::new();
            for reservation in resolution.reservations() {
                let who = case.name_of(reservation.who(), lang);
                let text = reservation.text().get(lang);
                let _ = match lang {
                    Lang::En => write!(more, "; {who} has a reservation: {text}"),
                    Lang::Zh => write!(more, "；{who}保留意见：{text}"),
                };
            }
            if let Some(entry) = resolution.set_aside() {
                let _ = match lang {
                    Lang::En => write!(more, "; it was set aside by entry {entry}"),
                    Lang::Zh => write!(more, "；已由第 {entry} 条撤销"),
                };
            }
            self.say(
                resolution.entry(),
                resolution.on(),
                format!("it was resolved, {basis}: \"{text}\"{more}"),
                format!("{basis}作出决议：“{text}”{more}"),
            );
        }
        self.undecided();
        for referral in case.state().referrals() {
            let to = case.place_name(referral.to(), lang);
            let case_above = referral.case();
            let why = match referral.exception() {
                Some(exception) => exception.get(lang).to_owned(),
                None => lang.pick("everything was tried here", "本级已穷尽").to_owned(),
            };
            self.say(
                referral.entry(),
                referral.on(),
                format!("the matter was referred up to {to}, case {case_above}: {why}"),
                format!("提级至{to}，案件 {case_above}：{why}"),
            );
        }
    }

    /// Steps in which nothing was decided, and those for which another one stood in.
    fn undecided(&mut self) {
        let (case, lang) = (self.case, self.lang);
        let Some(run) = case.state().run() else { return };
        let Ok(compiled) = case.charter().compiled(run.procedure()) else { return };
        for (index, step) in compiled.numbered() {
            let name = step.name().get(lang);
            for done in run.executions(index) {
                if let Some(other) = done.absorbed_by() {
                    let other = case.step_name(other, lang);
                    self.say(
                        done.entry(),
                        done.on(),
                        format!("\"{name}\" counts as done: \"{other}\" stands in for it"),
                        format!("“{name}”视为完成，由“{other}”代替"),
                    );
                } else if done.conclusion() == Conclusion::Failed {
                    self.say(
                        done.entry(),
                        done.on(),
                        format!("nothing was decided ({name})"),
                        format!("决定未成（{name}）"),
                    );
                }
            }
        }
    }

    fn obligations(&mut self) {
        let (case, lang) = (self.case, self.lang);
        for known in case.state().obligations() {
            let liable = crate::position::Holder::Party(known.liable().clone());
            let liable = case.charter().holder_name(&liable, lang);
            for event in known.events() {
                self.event(known, &liable, event);
            }
        }
    }

    fn event(&mut self, known: &Obligation, liable: &str, event: &Event) {
        let (case, lang) = (self.case, self.lang);
        let task = known.task().get(lang);
        let who = event.who().map(|who| case.name_of(who, lang)).unwrap_or_default();
        let (en, zh) = match event.what() {
            Happening::Imposed => {
                // Only what is owed now is known of what was changed.
                let is_varied = known.events().iter().any(|one| one.what() == Happening::Varied);
                let now = if is_varied {
                    lang.pick(" (as changed since)", "（后经变更）")
                } else {
                    ""
                };
                (format!("it falls to {who}: {task}{now}"), format!("责任主体{who}：{task}{now}"))
            }
            // That it begins by itself is no news.
            Happening::Activated => return,
            Happening::Delegated | Happening::Transferred => (
                format!("\"{task}\" was {} to {who}", event.what().label(lang)),
                format!("“{task}”{}给{who}", event.what().label(lang)),
            ),
            Happening::Verified => {
                let solved = event.result() == Some(VerificationResult::Solved);
                let is_late = solved
                    && matches!(known.state(), ObligationState::Fulfilled { late: true, .. });
                let late = if is_late { lang.pick(", late", "（逾期）") } else { "" };
                let result = event.result().map(|result| result.label(lang)).unwrap_or_default();
                let result = format!("{result}{late}");
                (
                    format!("{who} verified \"{task}\": {result}"),
                    format!("{who}核验“{task}”：{result}"),
                )
            }
            Happening::Ended => match known.state() {
                // Told by the verification.
                ObligationState::Fulfilled { .. } => return,
                state => {
                    let state = state.label(lang);
                    (format!("\"{task}\" is {state}"), format!("“{task}”{state}"))
                }
            },
            Happening::Reminded => (
                format!("{who} reminded {liable} of \"{task}\""),
                format!("{who}催办{liable}：“{task}”"),
            ),
            Happening::TakenOn => {
                (format!("{who} took on \"{task}\""), format!("{who}承接“{task}”"))
            }
            Happening::Contested => {
                (format!("{who} contested \"{task}\""), format!("{who}对“{task}”提出异议"))
            }
            Happening::Varied => {
                (format!("{who} changed what is owed: \"{task}\""), format!("{who}变更“{task}”"))
            }
            Happening::Reported => {
                (format!("{who} reported on \"{task}\""), format!("{who}报告“{task}”的进展"))
            }
            Happening::Submitted => {
                (format!("{who} says that \"{task}\" is done"), format!("{who}提交“{task}”办结"))
            }
            Happening::Extended => {
                (format!("{who} gave more time for \"{task}\""), format!("{who}准予“{task}”延期"))
            }
            Happening::Suspended => {
                (format!("{who} stopped the clock of \"{task}\""), format!("{who}中止“{task}”计时"))
            }
            Happening::Resumed => (
                format!("{who} let the clock of \"{task}\" run again"),
                format!("{who}恢复“{task}”计时"),
            ),
        };
        self.say(event.entry(), event.on(), en, zh);
    }

    fn disclosures(&mut self) {
        let (case, lang) = (self.case, self.lang);
        for known in case.state().disclosures() {
            let disclosed = known.disclosed();
            let (what, place) = (disclosed.what().get(lang), disclosed.r#where().get(lang));
            let kind = disclosed.publicity().label(lang);
            self.say(
                known.entry(),
                known.on(),
                format!("{kind} of \"{what}\": {place}"),
                format!("{kind}“{what}”：{place}"),
            );
        }
        for reply in case.state().replies() {
            let (kind, by) = (reply.kind().label(lang), case.name_of(reply.by(), lang));
            let from = case.names(reply.addressees(), lang);
            let said = reply.text().map(|text| text.get(lang));
            let said = said.map(|text| format!("{}{text}", lang.pick(": ", "：")));
            let said = said.unwrap_or_default();
            self.say(
                reply.entry(),
                reply.on(),
                format!("{by} asked {from} for an answer ({kind}){said}"),
                format!("{by}就{kind}请{from}答复{said}"),
            );
            let answered = reply.answered_by().zip(reply.answered()).zip(reply.response());
            if let Some(((entry, on), response)) = answered {
                let response = response.label(lang);
                let text = reply.answer().map(|text| text.get(lang));
                let text = text.map(|text| format!("{}{text}", lang.pick(": ", "：")));
                let text = text.unwrap_or_default();
                self.say(
                    entry,
                    on,
                    format!("{from} answered {by}: {response}{text}"),
                    format!("{from}答复{by}：{response}{text}"),
                );
            }
        }
    }

    fn end(&mut self) {
        let (case, lang) = (self.case, self.lang);
        for evaluated in case.state().evaluations() {
            let undone = evaluated.set_aside().map(|entry| match lang {
                Lang::En => format!("; it was set aside by entry {entry}"),
                Lang::Zh => format!("；已由第 {entry} 条撤销"),
            });
            let undone = undone.unwrap_or_default();
            let result = evaluated.evaluation().result().label(lang);
            let result = format!("{result}{undone}");
            self.say(
                evaluated.entry(),
                evaluated.on(),
                format!("the result was evaluated: {result}"),
                format!("成效评价：{result}"),
            );
        }
        let endings = case.state().ended_before().iter().chain(case.state().ended());
        for ended in endings {
            let ending = ended.ending().label(lang);
            self.say(
                ended.entry(),
                ended.on(),
                format!("the case ended: {ending}"),
                format!("结案：{ending}"),
            );
        }
    }
}

/// What the state keeps, by entry and moment.
pub(super) fn tell(case: &Case, lang: Lang) -> Vec<(u64, Instant, String)> {
    let mut teller = Teller { case, lang, told: Vec::new() };
    teller.appeals();
    teller.screening();
    teller.sessions();
    teller.decisions();
    teller.obligations();
    teller.disclosures();
    teller.end();
    teller.told
}

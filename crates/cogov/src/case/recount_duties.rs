//! How obligations, supervision, evaluation and what is out of the ordinary are told from their
//! entries.

use crate::act::VerificationResult;
use crate::act::{
    Absorb, Act, Again, Award, Close, Complete, Contest, Correct, Delegate, Discharge, Evaluate,
    Extend, FindDefault, Migrate, ObligationDraft, Override, Pause, Remind, Report, Transfer, Vary,
    Verify,
};
use crate::case::obligation::{Happening, ObligationState};
use crate::case::recount::{BECAUSE, Line, Recount, STEP};
use crate::values::key::{ObligationKey, StepKey};
use crate::values::lang::Lang;

const EVIDENCE: (&str, &str) = ("evidence", "证明材料");
const SAYING: (&str, &str) = ("in words", "说明");

impl Recount<'_> {
    /// What an act lays on whom, a line for each.
    pub(super) fn imposed(&mut self, act: &Act) -> Vec<Line> {
        let drafts = match act {
            Act::Resolve { with, .. } => with.obligations(),
            Act::StartStandingDuty { with } => std::slice::from_ref(&**with),
            Act::FindDefault { with, .. } => {
                with.consequence().map_or(&[][..], std::slice::from_ref)
            }
            _ => &[],
        };
        drafts.iter().map(|draft| self.falls_to(draft)).collect()
    }

    fn falls_to(&mut self, draft: &ObligationDraft) -> Line {
        let task = (draft.task().clone(), draft.liable().clone());
        self.tasks.entry(draft.key().clone()).or_insert(task);
        let (liable, task) = (self.party(draft.liable()), draft.task().get(self.lang));
        let yes = |is: bool| is.then(|| self.pick(("yes", "是")).to_owned());
        let names = |several: &[crate::act::Participant]| {
            self.list(several.iter().map(|who| self.who(who)).collect())
        };
        let charter = self.case.charter();
        let matter = draft.matter().map(|key| {
            let known = charter.matter(key).ok();
            known.map_or_else(|| key.to_string(), |one| one.name().get(self.lang).to_owned())
        });
        let place = draft.place().map(|key| self.case.place_name(key, self.lang));
        self.line(format!("it falls to {liable}: {task}"), format!("责任主体{liable}：{task}"))
            .and(("within", "期限"), self.deadline(draft.within()))
            .and(("owed to", "向谁负责"), self.who(draft.claimant()))
            .and(("done by", "承办"), names(draft.performers()))
            .and(("verified by", "核验"), names(draft.verifiers()))
            .and(("matter", "事项"), matter)
            .and(("place", "地点"), place)
            .and(("after", "在其后"), draft.after().map(|key| self.task(key)))
            .and(("ends on", "终止日"), draft.sunset().map(|day| day.to_string()))
            .and(("goes on after the case", "结案后继续"), draft.surviving().and_then(yes))
    }

    /// What an obligation is at that time.
    fn task(&self, key: &ObligationKey) -> String {
        let known = self.tasks.get(key);
        known.map_or_else(|| key.to_string(), |(task, _)| task.get(self.lang).to_owned())
    }

    fn liable(&self, key: &ObligationKey) -> String {
        self.tasks.get(key).map(|(_, liable)| self.party(liable)).unwrap_or_default()
    }

    pub(super) fn start_standing_duty(&self, with: &ObligationDraft) -> Line {
        let (by, task) = (&self.by, with.task().get(self.lang));
        self.line(
            format!("{by} started a standing duty: {task}"),
            format!("{by}启动常设职责：{task}"),
        )
    }

    pub(super) fn take_on(&self, key: &ObligationKey) -> Line {
        let (by, task) = (&self.by, self.task(key));
        self.line(format!("{by} took on \"{task}\""), format!("{by}承接“{task}”"))
    }

    pub(super) fn contest(&mut self, key: &ObligationKey, with: &Contest) -> Line {
        self.ask(with.reply(), Some(with.reason()));
        let (by, task, why) = (&self.by, self.task(key), with.reason().get(self.lang));
        self.line(
            format!("{by} contested \"{task}\": {why}"),
            format!("{by}对“{task}”提出异议：{why}"),
        )
        .and(("who should do it instead", "应改由"), with.instead().map(|to| self.party(to)))
    }

    pub(super) fn delegate(&self, key: &ObligationKey, with: &Delegate) -> Line {
        let (task, to) = (self.task(key), self.who(with.to()));
        let how = Happening::Delegated.label(self.lang);
        self.line(format!("\"{task}\" was {how} to {to}"), format!("“{task}”{how}给{to}"))
            .and(("by", "委托者"), self.by.clone())
    }

    pub(super) fn transfer(&mut self, key: &ObligationKey, with: &Transfer) -> Line {
        let (task, to, from) = (self.task(key), self.party(with.to()), self.liable(key));
        if let Some((_, liable)) = self.tasks.get_mut(key) {
            *liable = with.to().clone();
        }
        let how = Happening::Transferred.label(self.lang);
        self.line(format!("\"{task}\" was {how} to {to}"), format!("“{task}”{how}给{to}"))
            .and(("from", "原责任主体"), from)
            .text(BECAUSE, with.reason())
            .and(("by", "移交者"), self.by.clone())
    }

    pub(super) fn vary(&mut self, key: &ObligationKey, with: &Vary) -> Line {
        let before = self.task(key);
        if let Some(((task, _), new)) = self.tasks.get_mut(key).zip(with.task()) {
            *task = new.clone();
        }
        let by = &self.by;
        self.line(format!("{by} changed what is owed: \"{before}\""), format!("{by}变更“{before}”"))
            .text(("from now on", "变更为"), with.task())
            .and(("within", "期限"), self.deadline(with.within()))
            .text(BECAUSE, with.reason())
    }

    pub(super) fn report(&self, key: &ObligationKey, with: &Report) -> Line {
        let (by, task, text) = (&self.by, self.task(key), with.text().get(self.lang));
        self.line(
            format!("{by} reported on \"{task}\": {text}"),
            format!("{by}报告“{task}”的进展：{text}"),
        )
        .showing(EVIDENCE, with.evidence())
    }

    pub(super) fn complete(&self, key: &ObligationKey, with: &Complete) -> Line {
        let (by, task) = (&self.by, self.task(key));
        self.line(format!("{by} says that \"{task}\" is done"), format!("{by}提交“{task}”办结"))
            .text(SAYING, with.text())
            .showing(EVIDENCE, with.evidence())
    }

    pub(super) fn verify(&self, key: &ObligationKey, with: &Verify) -> Line {
        let (by, task) = (&self.by, self.task(key));
        let known = self.case.state().obligation(key);
        let is_late = with.result() == VerificationResult::Solved
            && known.is_some_and(|known| {
                matches!(known.state(), ObligationState::Fulfilled { late: true, .. })
            });
        let late = if is_late { self.pick((", late", "（逾期）")) } else { "" };
        let result = format!("{}{late}", with.result().label(self.lang));
        self.line(
            format!("{by} verified \"{task}\": {result}"),
            format!("{by}核验“{task}”：{result}"),
        )
        .text(SAYING, with.text())
        .showing(EVIDENCE, with.evidence())
    }

    pub(super) fn remind(&self, key: &ObligationKey, with: &Remind) -> Line {
        let (by, task, liable) = (&self.by, self.task(key), self.liable(key));
        self.line(
            format!("{by} reminded {liable} of \"{task}\""),
            format!("{by}催办{liable}：“{task}”"),
        )
        .text(SAYING, with.text())
    }

    pub(super) fn extend(&self, key: &ObligationKey, with: &Extend) -> Line {
        let (by, task) = (&self.by, self.task(key));
        self.line(format!("{by} gave more time for \"{task}\""), format!("{by}准予“{task}”延期"))
            .and(("by", "延至"), self.deadline(Some(with.to())))
            .text(BECAUSE, with.reason())
    }

    pub(super) fn suspend(&self, key: &ObligationKey, with: &Pause) -> Line {
        let (by, task) = (&self.by, self.task(key));
        self.line(format!("{by} stopped the clock of \"{task}\""), format!("{by}中止“{task}”计时"))
            .text(BECAUSE, with.reason())
    }

    pub(super) fn resume(&self, key: &ObligationKey, with: &Pause) -> Line {
        let (by, task) = (&self.by, self.task(key));
        self.line(
            format!("{by} let the clock of \"{task}\" run again"),
            format!("{by}恢复“{task}”计时"),
        )
        .text(BECAUSE, with.reason())
    }

    pub(super) fn discharge(&self, key: &ObligationKey, with: &Discharge) -> Line {
        let (by, task) = (&self.by, self.task(key));
        let ground = with.ground().label(self.lang);
        self.line(
            format!("{by} discharged \"{task}\": {ground}"),
            format!("{by}免除“{task}”：{ground}"),
        )
        .text(BECAUSE, with.reason())
    }

    pub(super) fn find_default(&self, key: &ObligationKey, with: &FindDefault) -> Line {
        let (by, task, liable) = (&self.by, self.task(key), self.liable(key));
        self.line(
            format!("{by} found {liable} in default on \"{task}\""),
            format!("{by}认定{liable}不履行“{task}”"),
        )
        .text(BECAUSE, with.reason())
    }

    pub(super) fn evaluate(&self, step: &StepKey, with: &Evaluate) -> Line {
        let result = with.result().label(self.lang);
        let mut line = self
            .line(format!("the result was evaluated: {result}"), format!("成效评价：{result}"))
            .text(SAYING, with.text());
        for finding in with.criteria() {
            let met =
                self.pick(if finding.met() { ("met", "达成") } else { ("not met", "未达成") });
            let known = self.criteria.get(finding.criterion());
            let criterion = known.map_or(finding.criterion().as_str(), |text| text.get(self.lang));
            let seen = finding.text().map(|text| text.get(self.lang));
            let said = match (self.lang, seen) {
                (Lang::En, Some(seen)) => format!("{criterion}: {seen}"),
                (Lang::Zh, Some(seen)) => format!("{criterion}：{seen}"),
                (_, None) => criterion.to_owned(),
            };
            line = match self.lang {
                Lang::En => line.and((met, ""), said),
                Lang::Zh => line.and(("", met), said),
            };
        }
        line.and(("by", "评价者"), self.by.clone()).and(STEP, self.step(step))
    }

    pub(super) fn award(&self, with: &Award) -> Line {
        let (by, to, reason) = (&self.by, self.who(with.to()), with.reason().get(self.lang));
        self.line(format!("{by} gave {to} an award: {reason}"), format!("{by}激励{to}：{reason}"))
            .and(("points", "积分"), with.points().map(|points| points.to_string()))
            .text(("honour", "荣誉"), with.honour())
    }

    pub(super) fn close(&self, with: &Close) -> Line {
        let by = &self.by;
        self.line(format!("{by} closed the case"), format!("{by}予以结案"))
            .saying(with.text().map(|text| text.get(self.lang).to_owned()))
    }

    pub(super) fn reopen(&self, step: &StepKey, with: &Again) -> Line {
        let (by, step) = (&self.by, self.step(step));
        self.line(
            format!("{by} reopened the case from \"{step}\" on"),
            format!("{by}自“{step}”重启案件"),
        )
        .text(BECAUSE, with.reason())
    }

    pub(super) fn lift(&self, with: &Override) -> Line {
        let (by, who) = (&self.by, self.holder(with.who()));
        let function = with.function().label(self.lang);
        self.line(
            format!("{by} lifted what bars {who} from: {function}"),
            format!("{by}准许{who}例外：{function}"),
        )
        .text(BECAUSE, with.reason())
    }

    pub(super) fn absorb(&self, step: &StepKey, with: &Absorb) -> Line {
        let (step, other) = (self.step(step), self.step(with.by()));
        self.line(
            format!("\"{step}\" counts as done: \"{other}\" stands in for it"),
            format!("“{step}”视为完成，由“{other}”代替"),
        )
        .and(("by", "决定"), self.by.clone())
    }

    pub(super) fn migrate(&self, with: &Migrate) -> Line {
        let (by, version, digest) = (&self.by, with.version(), with.digest());
        self.line(
            format!("{by} had the case go on under version {version} of its charter ({digest})"),
            format!("{by}将案件改用章程第 {version} 版（{digest}）"),
        )
        .text(BECAUSE, with.reason())
    }

    pub(super) fn correct(&mut self, entry: u64, with: &Correct) -> Line {
        let (by, text, seq) = (self.by.clone(), with.text().get(self.lang), self.seq);
        let note = self.line(
            format!("corrected by {by} in entry {seq}: {text}"),
            format!("{by}在第 {seq} 条更正：{text}"),
        );
        let line = self.line(
            format!("{by} corrected entry {entry}: {text}"),
            format!("{by}更正第 {entry} 条：{text}"),
        );
        self.note(entry, note);
        line
    }
}

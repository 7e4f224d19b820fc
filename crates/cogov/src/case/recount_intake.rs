//! How appeals, screening and preparation are told from their entries.

use crate::act::{
    Accept, Assess, Belonging, CallBack, Contest, Decline, Dispatch, Enrol, Merge, Notify, Plan,
    Route, Settle, Submit, Withdraw,
};
use crate::case::naming::moment_words;
use crate::case::recount::{BECAUSE, Line, Recount, STEP};
use crate::triage::Destination;
use crate::values::id::AppealId;
use crate::values::key::{MatterKey, StepKey};
use crate::values::lang::Lang;

impl Recount<'_> {
    fn appeal(&self, id: AppealId) -> String {
        match (self.appeals.get(&id), self.lang) {
            (Some((who, said)), Lang::En) => format!("the appeal of {who} ({said})"),
            (Some((who, said)), Lang::Zh) => format!("{who}的诉求（{said}）"),
            (None, Lang::En) => format!("the appeal {id}"),
            (None, Lang::Zh) => format!("诉求 {id}"),
        }
    }

    fn matter(&self, key: &MatterKey) -> String {
        let known = self.case.charter().matter(key).ok();
        known.map_or_else(|| key.to_string(), |matter| matter.name().get(self.lang).to_owned())
    }

    pub(super) fn submit(&mut self, id: AppealId, with: &Submit) -> Line {
        let who = match with.submitter() {
            Some(who) => self.who(who),
            None => self.pick(("somebody who gave no name", "匿名人")).to_owned(),
        };
        let said = self.words(with.text());
        let channel = self.case.channel_name(with.channel(), self.lang);
        let (en, zh) = match with.referred_from() {
            Some(case) => {
                (format!(", referred up from case {case}"), format!("（由案件 {case} 提级）"))
            }
            None => (String::new(), String::new()),
        };
        let line = self.line(
            format!("{who} appealed ({channel}{en}): {said}"),
            format!("{who}通过{channel}提出诉求{zh}：{said}"),
        );
        let recorder = (self.by != who).then(|| self.by.clone());
        let place = with.place().map(|place| self.case.place_name(place, self.lang));
        let receipt = with.receipt().map(|receipt| receipt.to_string());
        let line = line
            .and(("matter", "事项"), self.matter(with.matter()))
            .and(("place", "地点"), place)
            .and(("origin", "来源"), with.origin().map(|one| one.label(self.lang).to_owned()))
            .and(("recorded by", "登记"), recorder)
            .and(("receipt", "回执"), receipt)
            .showing(("attached", "附件"), with.attachments());
        self.appeals.entry(id).or_insert((who, said));
        if let Some(receipt) = with.receipt() {
            self.receipts.entry(id).or_insert((self.seq, receipt));
        }
        self.matters.entry(id).or_insert_with(|| with.matter().clone());
        line
    }

    pub(super) fn support(&self, id: AppealId) -> Line {
        let (by, appeal) = (&self.by, self.appeal(id));
        self.line(format!("{by} supports {appeal}"), format!("{by}附议{appeal}"))
    }

    pub(super) fn accept(&self, id: AppealId, with: &Accept) -> Line {
        let (by, appeal) = (&self.by, self.appeal(id));
        let matter = with.matter().or_else(|| self.matters.get(&id));
        let matter = matter.map(|key| self.matter(key)).unwrap_or_default();
        self.line(
            format!("{by} accepted {appeal}, on {matter}"),
            format!("{by}受理{appeal}，事项为{matter}"),
        )
        .and(("place", "地点"), with.place().map(|key| self.case.place_name(key, self.lang)))
        .and(STEP, with.step().map(|step| self.step(step)))
    }

    pub(super) fn decline(&self, id: AppealId, with: &Decline) -> Line {
        let (by, appeal) = (&self.by, self.appeal(id));
        self.line(format!("{by} declined {appeal}"), format!("{by}不予受理{appeal}"))
            .text(BECAUSE, with.reason())
            .text(("one can turn to", "救济途径"), with.redress())
    }

    pub(super) fn merge(&self, id: AppealId, with: &Merge) -> Line {
        let (by, appeal, other) = (&self.by, self.appeal(id), self.appeal(with.joins()));
        self.line(
            format!("{by} merged {appeal} with {other}"),
            format!("{by}将{appeal}并入{other}"),
        )
        .and(("of case", "所在案件"), with.case().map(|case| case.to_string()))
    }

    pub(super) fn settle(&self, id: AppealId, with: &Settle) -> Line {
        let (by, appeal, answer) = (&self.by, self.appeal(id), with.answer().get(self.lang));
        self.line(
            format!("{by} settled {appeal} directly: {answer}"),
            format!("{by}直接办理{appeal}：{answer}"),
        )
    }

    pub(super) fn withdraw(&self, id: AppealId, with: &Withdraw) -> Line {
        let (by, appeal) = (&self.by, self.appeal(id));
        self.line(format!("{by} took {appeal} back"), format!("{by}撤回{appeal}"))
            .and(BECAUSE, with.reason().map(|words| self.words(words)))
    }

    pub(super) fn call_back(&self, id: AppealId, with: &CallBack) -> Line {
        let (by, appeal) = (&self.by, self.appeal(id));
        let yes = |is: bool| self.pick(if is { ("yes", "是") } else { ("no", "否") }).to_owned();
        self.line(format!("{by} called back on {appeal}"), format!("{by}回访{appeal}"))
            .and(("reached", "已联系上"), yes(with.reached()))
            .and(("resolved", "已解决"), with.resolved().map(yes))
            .and(("satisfied", "满意"), with.satisfied().map(yes))
            .and(("they said", "意见"), with.note().map(|words| self.words(words)))
    }

    pub(super) fn assess(&self, with: &Assess) -> Line {
        let colon = self.lang.pick(": ", "：");
        let levels = with.topic().levels();
        let levels = levels.map(|(of, level)| format!("{}{colon}{level}", of.label(self.lang)));
        let (by, levels) = (&self.by, self.list(levels.collect()));
        self.line(format!("{by} assessed the topic"), format!("{by}评定议题")).saying(levels)
    }

    pub(super) fn route(&self, with: &Route) -> Line {
        let kind = with.to().kind().label(self.lang);
        // Which row said so is known of the last route.
        let last = self.case.state().routed().filter(|routed| routed.entry() == self.seq);
        let row = last.and_then(|routed| routed.row()).map(|row| row.saturating_add(1));
        let (en, zh) = match row {
            Some(row) => {
                (format!(", by row {row} of the triage table"), format!("，依据分流表第 {row} 行"))
            }
            None => (String::new(), String::new()),
        };
        let advisers = match with.to() {
            Destination::ConsultWithAdvisers { advisers, .. } => Some(self.holder(advisers)),
            _ => None,
        };
        let procedure = with.to().procedure().map(|key| {
            let known = self.case.charter().procedure(key).ok();
            known.map_or_else(|| key.to_string(), |one| one.name().get(self.lang).to_owned())
        });
        self.line(format!("the topic was routed: {kind}{en}"), format!("议题分流：{kind}{zh}"))
            .text(BECAUSE, with.reason())
            .and(("procedure", "程序"), procedure)
            .and(("advisers", "顾问"), advisers)
            .and(STEP, with.step().map(|step| self.step(step)))
            .and(("by", "办理"), self.by.clone())
    }

    pub(super) fn dispatch(&self, step: &StepKey, with: &Dispatch) -> Line {
        let (by, to, task) = (&self.by, self.party(with.to()), with.task().get(self.lang));
        let step = self.step(step);
        self.line(
            format!("{by} handed it to {to} ({step}): {task}"),
            format!("{by}分派给{to}（{step}）：{task}"),
        )
        .and(("within", "期限"), with.within().map(|term| term.describe(self.lang)))
    }

    pub(super) fn contest_dispatch(&mut self, step: &StepKey, with: &Contest) -> Line {
        self.ask(with.reply(), Some(with.reason()));
        let (by, step) = (&self.by, self.step(step));
        let why = with.reason().get(self.lang);
        self.line(
            format!("{by} contested the dispatch ({step}): {why}"),
            format!("{by}对分派（{step}）提出异议：{why}"),
        )
        .and(("who should do it instead", "应改由"), with.instead().map(|to| self.party(to)))
    }

    pub(super) fn enrol(&self, with: &Enrol) -> Line {
        let colon = self.lang.pick(": ", "：");
        let charter = self.case.charter();
        let seats = with.seats().iter().map(|held| {
            let seat = charter.holder_name(&held.seat().clone().into(), self.lang);
            let mut one = format!("{seat}{colon}{}", held.person());
            let days = [held.from(), held.until()].map(|day| day.map(|day| day.to_string()));
            if let [from, until] = days
                && (from.is_some() || until.is_some())
            {
                let (from, until) = (from.unwrap_or_default(), until.unwrap_or_default());
                one.push_str(&format!(" [{from} – {until})"));
            }
            one
        });
        let members = with.members().iter();
        let members =
            members.map(|one| format!("{}{colon}{}", self.party(one.party()), one.person()));
        let groups = with.groups().iter().map(|roll| {
            let group = self.holder(&Belonging::from(roll.group().clone()).holder());
            let size = roll.size().map(|size| format!(" {size}")).unwrap_or_default();
            let persons = roll.persons().iter().map(ToString::to_string).collect();
            let persons = self.list(persons);
            let known =
                if persons.is_empty() { String::new() } else { format!("{colon}{persons}") };
            format!("{group}{size}{known}")
        });
        let emptied = with.emptied().iter().map(|one| self.holder(&one.holder()));
        let of = with.of().map(|of| match self.lang {
            Lang::En => format!("{}, up to entry {}", of.register(), of.entry()),
            Lang::Zh => format!("{}，至第 {} 条", of.register(), of.entry()),
        });
        let by = &self.by;
        self.line(format!("{by} enrolled who belongs to what"), format!("{by}登记名册"))
            .and(("seats", "席位"), self.list(seats.collect()))
            .and(("members", "成员"), self.list(members.collect()))
            .and(("groups", "群体"), self.list(groups.collect()))
            .and(("with no members any more", "已无成员"), self.list(emptied.collect()))
            .and(("from the register", "来自登记册"), of)
    }

    pub(super) fn plan(&mut self, step: &StepKey, with: &Plan) -> Line {
        let lang = self.lang;
        let join = |words: Vec<&str>| words.join(lang.pick("; ", "；"));
        let criteria = join(with.criteria().iter().map(|one| one.text().get(lang)).collect());
        let points = join(with.points().iter().map(|one| one.text().get(lang)).collect());
        let options = join(with.options().iter().map(|one| one.get(lang)).collect());
        for one in with.criteria() {
            self.criteria.insert(one.key().clone(), one.text().clone());
        }
        self.line("the plan was laid down".to_owned(), "确定协商方案".to_owned())
            .and(("affected", "利害关系人"), self.case.names(with.affected(), lang))
            .and(("success means", "成效标准"), criteria)
            .and(("points at issue", "争议点"), points)
            .and(("options", "备选方案"), options)
            .and(("form", "形式"), with.form().map(|form| form.label(lang).to_owned()))
            .and(("by", "制定"), self.by.clone())
            .and(STEP, self.step(step))
    }

    pub(super) fn notify(&self, step: &StepKey, with: &Notify) -> Line {
        let by = &self.by;
        let whom = self.list(with.whom().iter().map(|who| self.who(who)).collect());
        let of = with.of().get(self.lang);
        self.line(format!("{by} told {whom}: {of}"), format!("{by}通知{whom}：{of}"))
            .and(("session", "会议"), with.session().map(|session| session.to_string()))
            .and(("begins", "开始"), with.starts().map(moment_words))
            .and(STEP, self.step(step))
    }
}

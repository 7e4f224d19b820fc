//! How sessions, ballots, decisions and what is answered are told from their entries.

use crate::act::{
    Adjourn, Advise, Again, Answer, Arrive, CloseBallot, Convene, Counted, DeclareInterest, Depart,
    Disclose, Elector, Excuse, Fail, OpenBallot, Opinion, RecordConsensus, ReferUp, Resolve, Speak,
    Vote,
};
use crate::case::naming::moment_words;
use crate::case::recount::{BECAUSE, INSTEAD_OF, Line, Recount, STEP};
use crate::case::resolution::ResolutionBasis;
use crate::values::id::SessionId;
use crate::values::key::{BallotKey, ReplyKey, StepKey};
use crate::values::lang::Lang;

const TO_BE_ANSWERED_BY: (&str, &str) = ("to be answered by", "由其答复");

impl Recount<'_> {
    pub(super) fn convene(&self, step: &StepKey, with: &Convene) -> Line {
        let (by, step) = (&self.by, self.step(step));
        let invited = with.should_attend().iter().map(|invitee| {
            let (who, role) = (self.who(invitee.who()), invitee.role().label(self.lang));
            match self.lang {
                Lang::En => format!("{who} ({role})"),
                Lang::Zh => format!("{who}（{role}）"),
            }
        });
        self.line(format!("{by} convened a session ({step})"), format!("{by}召集会议（{step}）"))
            .and(("begins", "开始"), with.starts().map(moment_words))
            .text(("venue", "地点"), with.venue())
            .and(("should attend", "应到"), self.list(invited.collect()))
    }

    /// A session, by the steps that run in it.
    fn session(&self, id: SessionId) -> String {
        let sitting = self.case.state().sessions.get(&id);
        let steps = sitting.map_or(&[][..], |sitting| sitting.steps());
        match steps {
            [] => id.to_string(),
            steps => self.list(steps.iter().map(|key| self.step(key)).collect()),
        }
    }

    pub(super) fn arrive(&self, id: SessionId, with: &Arrive) -> Line {
        let (by, session) = (&self.by, self.session(id));
        self.line(format!("{by} arrived ({session})"), format!("{by}到会（{session}）"))
            .and(INSTEAD_OF, with.instead_of().map(|who| self.who(who)))
    }

    pub(super) fn depart(&self, id: SessionId, with: &Depart) -> Line {
        let (by, session) = (&self.by, self.session(id));
        self.line(format!("{by} left ({session})"), format!("{by}离会（{session}）"))
            .and(INSTEAD_OF, with.instead_of().map(|who| self.who(who)))
    }

    pub(super) fn excuse(&self, id: SessionId, with: &Excuse) -> Line {
        let (by, who, session) = (&self.by, self.who(with.who()), self.session(id));
        self.line(
            format!("{by} granted leave to {who} ({session})"),
            format!("{by}准{who}请假（{session}）"),
        )
        .and(BECAUSE, with.reason().map(|words| self.words(words)))
    }

    pub(super) fn speak(&self, id: SessionId, with: &Speak) -> Line {
        let (by, session, said) = (&self.by, self.session(id), self.words(with.text()));
        self.line(
            format!("{by} said ({session}): {said}"),
            format!("{by}发言（{session}）：{said}"),
        )
        .and(("on", "争议点"), with.point().map(ToString::to_string))
        .and(INSTEAD_OF, with.instead_of().map(|who| self.who(who)))
    }

    pub(super) fn declare_interest(&self, with: &DeclareInterest) -> Line {
        let (by, interest) = (&self.by, self.words(with.interest()));
        self.line(
            format!("{by} declared an interest: {interest}"),
            format!("{by}申报利害关系：{interest}"),
        )
    }

    pub(super) fn adjourn(&self, id: SessionId, with: &Adjourn) -> Line {
        let sitting = self.case.state().sessions.get(&id);
        let attendees = sitting.map_or(&[][..], |sitting| sitting.attendees());
        let attended = attendees.iter().filter(|who| who.attended()).count();
        let should = attendees.len();
        let steps = self.session(id);
        self.line(
            format!("a session was held ({steps}), {attended} of {should} attended"),
            format!("召开会议（{steps}），应到 {should}，实到 {attended}"),
        )
        .saying(with.minutes().map(|minutes| self.words(minutes)))
        .showing(("papers", "材料"), with.attachments())
        .and(("adjourned by", "宣布休会"), self.by.clone())
    }

    fn question(&self, ballot: &BallotKey) -> String {
        let question = self.questions.get(ballot);
        question.map_or_else(|| ballot.to_string(), |text| text.get(self.lang).to_owned())
    }

    /// Who may vote, with what weight, for which household, and whether they are interested.
    fn elector(&self, elector: &Elector) -> String {
        let weight = elector.weight().map(|weight| weight.to_string());
        let household = elector.household().map(ToString::to_string);
        let interested = elector.interested().filter(|is| *is);
        let interested = interested.map(|_| self.pick(("interested", "利害关系人")).to_owned());
        let more: Vec<String> = [weight, household, interested].into_iter().flatten().collect();
        match (self.lang, more.is_empty()) {
            (_, true) => self.who(elector.who()),
            (Lang::En, false) => format!("{} ({})", self.who(elector.who()), self.list(more)),
            (Lang::Zh, false) => format!("{}（{}）", self.who(elector.who()), self.list(more)),
        }
    }

    pub(super) fn open_ballot(&mut self, step: &StepKey, with: &OpenBallot) -> Line {
        self.questions.entry(with.ballot().clone()).or_insert_with(|| with.question().clone());
        let (by, step) = (&self.by, self.step(step));
        let question = with.question().get(self.lang);
        let electors = with.electors().iter().map(|elector| self.elector(elector));
        let secret = with.secret().filter(|secret| *secret);
        let how = match (with.session(), secret) {
            (Some(_), None) => ("in the session", "会议表决"),
            (Some(_), Some(_)) => ("in the session, by secret ballot", "会议无记名表决"),
            (None, None) => ("in writing", "书面表决"),
            (None, Some(_)) => ("in writing, by secret ballot", "书面无记名表决"),
        };
        let rule = with.rule().map(|key| {
            let known = self.case.charter().rule(key).ok();
            known.map_or_else(|| key.to_string(), |rule| rule.name().get(self.lang).to_owned())
        });
        self.line(
            format!("{by} put to the vote ({step}): \"{question}\""),
            format!("{by}提请表决（{step}）：“{question}”"),
        )
        .and(("how", "方式"), self.pick(how).to_owned())
        .and(("ballot", "表决编号"), with.ballot().to_string())
        .and(("rule", "规则"), rule)
        .and(("electors", "有表决权者"), self.list(electors.collect()))
    }

    pub(super) fn vote(&self, ballot: &BallotKey, with: &Vote) -> Line {
        let (by, question) = (&self.by, self.question(ballot));
        let choice = with.choice().label(self.lang);
        self.line(
            format!("{by} voted on \"{question}\": {choice}"),
            format!("{by}就“{question}”投票：{choice}"),
        )
        .and(INSTEAD_OF, with.instead_of().map(|who| self.who(who)))
    }

    pub(super) fn close_ballot(&self, ballot: &BallotKey, with: &CloseBallot) -> Line {
        let question = self.question(ballot);
        let known = self.case.state().ballots.get(ballot);
        let verdict = known.and_then(|known| known.verdict());
        let counted = |counted: &Counted| {
            let said = [
                (("in favour", "赞成"), counted.yes()),
                (("against", "反对"), counted.no()),
                (("abstaining", "弃权"), counted.abstain()),
                (("invalid", "废票"), counted.invalid()),
            ];
            let said = said
                .into_iter()
                .filter_map(|(name, count)| Some(format!("{} {}", self.pick(name), count?)));
            self.list(said.collect())
        };
        let counts = with.counts();
        let interested = counts.and_then(|counts| counts.interested_yes());
        self.line(format!("the votes on \"{question}\" were counted"), format!("“{question}”计票"))
            .saying(verdict.map(|verdict| verdict.reason(self.lang)))
            .and(("published", "公布票数"), counts.map(|counts| counted(counts.heads())))
            .and(("weights", "权重"), counts.and_then(|counts| counts.weight()).map(counted))
            .and(("households", "户"), counts.and_then(|counts| counts.households()).map(counted))
            .and(
                ("in favour, of those with an interest", "利害关系人赞成"),
                interested.map(|count| count.to_string()),
            )
            .and(("by", "计票"), self.by.clone())
    }

    pub(super) fn record_consensus(&self, step: &StepKey, with: &RecordConsensus) -> Line {
        let (step, text) = (self.step(step), with.text().get(self.lang));
        let mut line = self.line(
            format!("a consensus was recorded ({step}): \"{text}\""),
            format!("记录共识（{step}）：“{text}”"),
        );
        for one in with.objections() {
            let (who, text) = (self.who(one.who()), self.words(one.text()));
            let name = match one.sustained() {
                true => ("objection that was sustained", "坚持的反对意见"),
                false => ("objection that was given up", "已放弃的反对意见"),
            };
            let said = format!("{who}{}{text}", self.lang.pick(": ", "："));
            line = line.and(name, said);
        }
        line.and(("by", "记录"), self.by.clone())
    }

    pub(super) fn resolve(&self, step: &StepKey, with: &Resolve) -> Line {
        let (text, step) = (with.text().get(self.lang), self.step(step));
        let known = self.case.state().resolutions().iter().find(|one| one.entry() == self.seq);
        let basis = match known.map(|known| known.basis()) {
            Some(ResolutionBasis::Adopted { ballot, .. }) => match self.lang {
                Lang::En => format!("by the ballot \"{ballot}\""),
                Lang::Zh => format!("依据表决“{ballot}”"),
            },
            Some(ResolutionBasis::Consensus(entry)) => match self.lang {
                Lang::En => format!("by the consensus of entry {entry}"),
                Lang::Zh => format!("依据第 {entry} 条记录的共识"),
            },
            Some(ResolutionBasis::Unproven) | None => {
                self.pick(("on nothing that the record shows", "记录未显示依据")).to_owned()
            }
        };
        let mut line = self.line(
            format!("it was resolved, {basis} ({step}): \"{text}\""),
            format!("{basis}作出决议（{step}）：“{text}”"),
        );
        for clause in with.common_ground() {
            let text = clause.text().get(self.lang);
            let cites = self.list(clause.cites().iter().map(ToString::to_string).collect());
            let said = match (self.lang, cites.is_empty()) {
                (_, true) => text.to_owned(),
                (Lang::En, false) => format!("{text} (entries {cites})"),
                (Lang::Zh, false) => format!("{text}（第 {cites} 条）"),
            };
            line = line.and(("common ground", "共识"), said);
        }
        for reservation in with.reservations() {
            let who = self.who(reservation.who());
            let text = reservation.text().get(self.lang);
            let point = reservation.point().map(|point| format!(" ({point})")).unwrap_or_default();
            let said = format!("{who}{point}{}{text}", self.lang.pick(": ", "："));
            line = line.and(("reservation", "保留意见"), said);
        }
        let is_adopted =
            known.is_some_and(|known| matches!(known.basis(), ResolutionBasis::Adopted { .. }));
        let ballot = with.ballot().filter(|_| !is_adopted);
        line.and(("ballot", "表决编号"), ballot.map(ToString::to_string))
            .and(("by", "决定"), self.by.clone())
    }

    pub(super) fn fail(&self, step: &StepKey, with: &Fail) -> Line {
        let (step, how) = (self.step(step), with.how().label(self.lang));
        self.line(
            format!("nothing was decided ({step}): {how}"),
            format!("决定未成（{step}）：{how}"),
        )
        .text(BECAUSE, with.reason())
        .and(("ballot", "表决"), with.ballot().map(|ballot| self.question(ballot)))
        .and(("by", "记录"), self.by.clone())
    }

    pub(super) fn refer_up(&mut self, with: &ReferUp) -> Line {
        self.ask(with.reply(), with.exception());
        let to = self.case.place_name(with.to(), self.lang);
        let (by, above) = (&self.by, with.case());
        let tried = self.list(with.exhausted().iter().map(ToString::to_string).collect());
        self.line(
            format!("{by} referred the matter up to {to}, case {above}"),
            format!("{by}提级至{to}，案件 {above}"),
        )
        .text(BECAUSE, with.exception())
        .and(("what was tried here, by entry", "本级已穷尽，见条目"), tried)
    }

    pub(super) fn set_aside(&self, step: &StepKey, with: &Again) -> Line {
        let (by, step) = (&self.by, self.step(step));
        self.line(
            format!("{by} set aside what was done in \"{step}\""),
            format!("{by}撤销“{step}”的结果"),
        )
        .text(BECAUSE, with.reason())
    }

    pub(super) fn advise(&mut self, step: &StepKey, with: &Advise) -> Line {
        self.ask(with.reply(), Some(with.text()));
        let (by, to, text) = (&self.by, self.party(with.to()), with.text().get(self.lang));
        let within = with.within().map(|term| term.describe(self.lang));
        self.line(format!("{by} advised {to}: {text}"), format!("{by}向{to}提出建议：{text}"))
            .and(("to be answered within", "答复期限"), within)
            .and(STEP, self.step(step))
    }

    pub(super) fn disclose(&self, step: &StepKey, with: &Disclose) -> Line {
        let (what, place) = (with.what().get(self.lang), with.r#where().get(self.lang));
        let kind = with.publicity().label(self.lang);
        self.line(format!("{kind} of \"{what}\": {place}"), format!("{kind}“{what}”：{place}"))
            .and(("from", "自"), with.from().map(|day| day.to_string()))
            .and(("until", "至"), with.to().map(|day| day.to_string()))
            .and(("by", "公开者"), self.by.clone())
            .and(STEP, self.step(step))
    }

    pub(super) fn object(&mut self, step: &StepKey, with: &Opinion) -> Line {
        self.ask(with.reply(), Some(with.text()));
        let (by, step, text) = (&self.by, self.step(step), with.text().get(self.lang));
        self.line(
            format!("{by} objected to what was disclosed ({step}): {text}"),
            format!("{by}对公开内容（{step}）提出异议：{text}"),
        )
        .and(TO_BE_ANSWERED_BY, with.to().map(|to| self.holder(to)))
    }

    pub(super) fn opine(&mut self, with: &Opinion) -> Line {
        self.ask(with.reply(), Some(with.text()));
        let (by, text) = (&self.by, with.text().get(self.lang));
        self.line(
            format!("{by} gave a supervision opinion: {text}"),
            format!("{by}提出监督意见：{text}"),
        )
        .and(TO_BE_ANSWERED_BY, with.to().map(|to| self.holder(to)))
    }

    pub(super) fn answer(&self, reply: &ReplyKey, with: &Answer) -> Line {
        let (by, response) = (&self.by, with.response().label(self.lang));
        let known = self.asked.get(reply).cloned();
        let (asked, what) = known.unwrap_or_else(|| (String::new(), reply.to_string()));
        self.line(
            format!("{by} answered {asked}: {response}"),
            format!("{by}答复{asked}：{response}"),
        )
        .saying(with.text().map(|text| text.get(self.lang).to_owned()))
        .and(("answer to", "所答事项"), what)
    }
}

//! The board: who owes what to whom by when, and what comes next.

use crate::act::Participant;
use crate::case::due::{Due, DueThing};
use crate::case::engine::Case;
use crate::case::naming::bearer_name;
use crate::case::sheet::Sheet;
use crate::position::Holder;
use crate::time::Instant;
use crate::values::key::PlaceKey;
use crate::values::lang::Lang;

impl Case {
    /// Who owes what to whom by when at a moment, and what comes next: what [`Case::due`] says, for
    /// people. Where nothing is owed, a line says so and there is no table.
    #[must_use]
    pub fn board(&self, now: Instant, lang: Lang) -> Sheet {
        let due = self.due(now);
        let rows: Vec<Vec<String>> = due.iter().map(|due| self.row(due, lang).cells()).collect();
        let ended = self.state().ended().map(|ended| ended.ending().label(lang));
        let mut lines = vec![
            (lang.pick("case", "案件").to_owned(), self.state().id().to_string()),
            (lang.pick("phase", "阶段").to_owned(), self.state().phase().label(lang).to_owned()),
        ];
        lines.extend(ended.map(|ended| (lang.pick("ending", "结果").to_owned(), ended.to_owned())));
        let header: &[&str] = match lang {
            // A table of nothing but its heads would look as if something was lost.
            _ if rows.is_empty() => {
                lines.push((
                    lang.pick("owed", "待办").to_owned(),
                    lang.pick("nothing", "无").to_owned(),
                ));
                &[]
            }
            Lang::En => &["who", "what", "to whom", "by", "status", "next"],
            Lang::Zh => &["责任方", "事项", "向谁负责", "期限", "状态", "下一步"],
        };
        Sheet {
            title: match lang {
                Lang::En => format!("What is owed on {}", self.day(now)),
                Lang::Zh => format!("{} 待办事项", self.day(now)),
            },
            lines,
            header: header.iter().map(|&head| head.to_owned()).collect(),
            rows,
        }
    }

    /// The day of a moment, as the calendar of the charter has it.
    pub(crate) fn day(&self, moment: Instant) -> String {
        crate::case::context::day_of(self.charter().calendar_table(), moment).to_string()
    }

    /// The last day before a term is over.
    pub(crate) fn last_day(&self, due: Instant) -> String {
        let day = crate::case::context::day_of(self.charter().calendar_table(), due);
        day.plus_days(-1).unwrap_or(day).to_string()
    }

    pub(crate) fn names(&self, holders: &[Holder], lang: Lang) -> String {
        let names: Vec<String> =
            holders.iter().map(|holder| self.charter().holder_name(holder, lang)).collect();
        names.join(lang.pick(", ", "、"))
    }

    pub(crate) fn names_of(&self, several: &[Participant], lang: Lang) -> String {
        let names: Vec<String> = several.iter().map(|who| self.name_of(who, lang)).collect();
        names.join(lang.pick(", ", "、"))
    }

    pub(crate) fn name_of(&self, who: &Participant, lang: Lang) -> String {
        match who {
            Participant::Holder(holder) => self.charter().holder_name(holder, lang),
            Participant::Person(person) => person.to_string(),
            Participant::Bearer(appeal) => bearer_name(*appeal, lang),
        }
    }

    /// The name of a channel, or its key where the charter does not list it.
    pub(crate) fn channel_name(&self, key: &crate::values::key::ChannelKey, lang: Lang) -> String {
        let intake = self.charter().intake().given();
        let channels = intake.map_or(&[][..], |intake| intake.channels());
        let known = channels.iter().filter_map(|listed| listed.given()).find(|c| c.key() == key);
        known.map_or_else(|| key.to_string(), |channel| channel.name().get(lang).to_owned())
    }

    /// The name of a place, or its key where the charter does not list it.
    pub(crate) fn place_name(&self, key: &PlaceKey, lang: Lang) -> String {
        let known = self.charter().place(key).ok();
        known.map_or_else(|| key.to_string(), |place| place.name().get(lang).to_owned())
    }

    /// The name of a step, or its key where the procedure has it no more.
    pub(crate) fn step_name(&self, key: &crate::values::key::StepKey, lang: Lang) -> String {
        let run = self.state().run();
        let compiled = run.and_then(|run| self.charter().compiled(run.procedure()).ok());
        compiled
            .and_then(|compiled| compiled.step(compiled.find(key.as_str())?))
            .map_or_else(|| key.to_string(), |step| step.name().get(lang).to_owned())
    }

    pub(crate) fn row(&self, due: &Due, lang: Lang) -> Row {
        let state = self.state();
        let (what, whom) = match due.thing() {
            DueThing::Appeal(id) | DueThing::AppealAnswer(id) => {
                let authors: Vec<Participant> =
                    state.appeals.get(id).into_iter().flat_map(|appeal| appeal.authors()).collect();
                let what = match due.thing() {
                    DueThing::AppealAnswer(_) => lang.pick("answer an appeal", "答复诉求"),
                    _ => lang.pick("accept or decline an appeal", "受理诉求"),
                };
                (what.to_owned(), self.names_of(&authors, lang))
            }
            DueThing::Screening => (
                lang.pick("assess and route the topic", "评定并分流议题").to_owned(),
                String::new(),
            ),
            DueThing::Following(route) => {
                let route = route.label(lang);
                let what = match lang {
                    Lang::En => format!("do what the topic was routed to: {route}"),
                    Lang::Zh => format!("按分流办理：{route}"),
                };
                (what, String::new())
            }
            DueThing::Case => {
                let what = lang.pick("take the case further, or close it", "推进本案，或予结案");
                (what.to_owned(), String::new())
            }
            DueThing::Step(key) => (self.step_name(key, lang), String::new()),
            DueThing::Obligation(key) => match state.obligation(key) {
                Some(known) => {
                    (known.task().get(lang).to_owned(), self.name_of(known.claimant(), lang))
                }
                None => (key.to_string(), String::new()),
            },
            DueThing::Verification(key) => {
                let task = state.obligation(key).map(|known| known.task().get(lang));
                let task = task.unwrap_or(key.as_str());
                let what = match lang {
                    Lang::En => format!("verify: {task}"),
                    Lang::Zh => format!("核验：{task}"),
                };
                let claimant = state.obligation(key).map(|known| known.claimant());
                (what, claimant.map(|who| self.name_of(who, lang)).unwrap_or_default())
            }
            DueThing::Answer(key) => {
                let reply = state.replies.get(key);
                let kind = reply.map_or("", |reply| reply.kind().label(lang));
                let what = match lang {
                    Lang::En => format!("answer {kind}"),
                    Lang::Zh => format!("答复{kind}"),
                };
                let by = reply.map(|reply| self.name_of(reply.by(), lang));
                (what, by.unwrap_or_default())
            }
        };
        let by = due.due().map(|due| self.last_day(due)).unwrap_or_default();
        let next = due.climbs().map(|climb| {
            let to = self.names(due.climbs_to(), lang);
            match (lang, to.is_empty()) {
                (_, true) => climb.label(lang).to_owned(),
                (Lang::En, false) => format!("{}: {to}", climb.label(lang)),
                (Lang::Zh, false) => format!("{}：{to}", climb.label(lang)),
            }
        });
        Row {
            from: match due.from() {
                [] => lang.pick("nobody", "无人").to_owned(),
                from => self.names_of(from, lang),
            },
            what,
            to: whom,
            by,
            status: due.status().label(lang),
            next: next.unwrap_or_default(),
        }
    }
}

/// What is due, in the words of a row of the board; what is not known is empty.
pub(crate) struct Row {
    pub(crate) from: String,
    pub(crate) what: String,
    pub(crate) to: String,
    /// The last day of the term.
    by: String,
    pub(crate) status: &'static str,
    pub(crate) next: String,
}

impl Row {
    fn cells(self) -> Vec<String> {
        vec![self.from, self.what, self.to, self.by, self.status.to_owned(), self.next]
    }
}

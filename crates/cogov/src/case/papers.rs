//! Papers that offices file: a sheet for each step, sign-in lists, invitations and minutes.
//!
//! The register of "four discussions and two disclosures" (四议两公开) has one sheet for each step:
//! the origin of the motion, the matter, the time, the form, who should attend, who attended and
//! their share, the content; on the sheets of disclosures where it was disclosed, and the
//! supervision opinions.

use crate::act::{Attendance, Participant};
use crate::case::engine::Case;
use crate::case::naming::moment_words;
use crate::case::reply::ReplyKind;
use crate::case::sheet::Sheet;
use crate::case::sitting::{Attendee, Sitting};
use crate::position::Function;
use crate::procedure::{CompiledStep, Step, StepIndex};
use crate::time::Instant;
use crate::values::id::SessionId;
use crate::values::key::StepKey;
use crate::values::lang::Lang;

/// A line of a sheet: what it is, and what it says.
fn line(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

impl Case {
    /// A sheet for each step that was done, in the order of the procedure.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    ///
    /// let sheets = fire_lane(40).sheets(Lang::Zh);
    /// let titles: Vec<&str> = sheets.iter().map(|sheet| sheet.title()).collect();
    /// assert_eq!(titles.len(), 8);
    /// assert_eq!((titles[0], titles[7]), ("收集、梳理、受理诉求", "决议公开"));
    /// ```
    #[must_use]
    pub fn sheets(&self, lang: Lang) -> Vec<Sheet> {
        let compiled =
            self.state().run().and_then(|run| self.charter().compiled(run.procedure()).ok());
        let steps = compiled.map_or(&[][..], |compiled| compiled.steps());
        steps.iter().filter_map(|step| self.step_sheet(step.key(), lang)).collect()
    }

    /// The sheet of a step; nothing, if it was not done.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    ///
    /// let case = fire_lane(40);
    /// let sheet = case.step_sheet(&"decision-disclosure".parse()?, Lang::Zh).unwrap();
    /// assert!(sheet.lines().any(|line| line == ("公开方式", "公开：各楼栋公示栏")));
    /// assert!(sheet.lines().any(|line| line == ("监督意见", "无")));
    /// assert_eq!(case.step_sheet(&"evaluation".parse()?, Lang::Zh), None, "not done yet");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn step_sheet(&self, step: &StepKey, lang: Lang) -> Option<Sheet> {
        let run = self.state().run()?;
        let compiled = self.charter().compiled(run.procedure()).ok()?;
        let index = compiled.find(step.as_str())?;
        let known = compiled.step(index)?;
        let last = run.executions(index).last()?;
        let mut lines = self.heading(lang);
        lines.push(line(lang.pick("time", "时间"), self.day(last.on())));
        if let Some(form) = self.written(known).and_then(Step::form) {
            lines.push(line(lang.pick("form", "形式"), form.label(lang)));
        }
        lines.push(line(
            lang.pick("done by", "实施主体"),
            self.charter().holder_name(last.by(), lang),
        ));
        if let Some(other) = last.absorbed_by() {
            lines.push(line(lang.pick("absorbed by", "由此代替"), self.step_name(other, lang)));
        }
        lines.extend(self.attendance(step, lang));
        lines.extend(self.content(index, known, lang));
        Some(Sheet {
            title: known.name().get(lang).to_owned(),
            lines,
            header: Vec::new(),
            rows: Vec::new(),
        })
    }

    /// A step as the charter has it.
    fn written(&self, known: &CompiledStep) -> Option<&Step> {
        let run = self.state().run()?;
        let procedure = self.charter().procedure(run.procedure()).ok()?;
        procedure.steps().get(known.index())?.given()
    }

    /// What stands on every sheet: the origin of the motion, and the matter.
    fn heading(&self, lang: Lang) -> Vec<(String, String)> {
        let state = self.state();
        let mut origins: Vec<&str> = Vec::new();
        for appeal in state.appeals() {
            let origin = appeal.origin().label(lang);
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        let matter = state.matter().and_then(|key| self.charter().matter(key).ok());
        let mut lines = vec![line(
            lang.pick("origin of the motion", "动议事由"),
            origins.join(lang.pick(", ", "、")),
        )];
        lines.extend(
            matter.map(|matter| line(lang.pick("matter", "事项"), matter.name().get(lang))),
        );
        lines
    }

    /// Who should attend the sessions of a step, who did, and their share.
    fn attendance(&self, step: &StepKey, lang: Lang) -> Vec<(String, String)> {
        let sessions = self.state().sessions().filter(|sitting| sitting.steps().contains(step));
        let voting =
            sessions.flat_map(|sitting| sitting.attendees()).filter(|one| one.role().votes());
        let (mut should, mut did) = (0_u64, 0_u64);
        for attendee in voting {
            should = should.saturating_add(1);
            did = did.saturating_add(u64::from(attendee.attended()));
        }
        if should == 0 {
            return Vec::new();
        }
        let share = did.saturating_mul(1000).checked_div(should).unwrap_or_default();
        vec![
            line(lang.pick("should attend", "应到"), should.to_string()),
            line(lang.pick("attended", "实到"), did.to_string()),
            line(
                lang.pick("share", "到会率"),
                format!("{}.{}%", share.wrapping_div(10), share.wrapping_rem(10)),
            ),
        ]
    }

    /// What was done in a step, by its function.
    fn content(&self, index: StepIndex, known: &CompiledStep, lang: Lang) -> Vec<(String, String)> {
        let state = self.state();
        let content = lang.pick("content", "内容");
        let key = known.key();
        let mut lines = Vec::new();
        match known.function() {
            Function::Decide => {
                let mut ballots: Vec<_> =
                    state.ballots().filter(|ballot| ballot.step() == key).collect();
                // As they were held, not by their keys.
                ballots.sort_by_key(|ballot| ballot.entry());
                for ballot in ballots {
                    if let Some(verdict) = ballot.verdict() {
                        lines.push(line(lang.pick("ballot", "表决"), verdict.reason(lang)));
                    }
                }
                for resolution in state.resolutions().iter().filter(|one| one.step() == key) {
                    lines.push(line(content, resolution.text().get(lang)));
                }
            }
            Function::Disclose => {
                for known in state.disclosures().iter().filter(|one| one.step() == key) {
                    let disclosed = known.disclosed();
                    lines.push(line(content, disclosed.what().get(lang)));
                    let place = format!(
                        "{}{}{}",
                        disclosed.publicity().label(lang),
                        lang.pick(": ", "："),
                        disclosed.r#where().get(lang)
                    );
                    lines.push(line(lang.pick("disclosed", "公开方式"), place));
                }
                lines
                    .push(line(lang.pick("supervision opinions", "监督意见"), self.opinions(lang)));
            }
            Function::Plan => {
                if let Some(planned) = state.plan() {
                    let points: Vec<&str> = planned
                        .plan()
                        .points()
                        .iter()
                        .map(|point| point.text().get(lang))
                        .collect();
                    let plan = planned.plan();
                    let join = |words: Vec<&str>| words.join(lang.pick("; ", "；"));
                    lines.push(line(content, join(points)));
                    let options: Vec<&str> = plan.options().iter().map(|o| o.get(lang)).collect();
                    let criteria: Vec<&str> =
                        plan.criteria().iter().map(|one| one.text().get(lang)).collect();
                    for (name, words) in [
                        (lang.pick("options", "备选方案"), join(options)),
                        (lang.pick("affected", "利害关系人"), self.names(plan.affected(), lang)),
                        (lang.pick("success means", "成效标准"), join(criteria)),
                    ] {
                        if !words.is_empty() {
                            lines.push(line(name, words));
                        }
                    }
                }
            }
            Function::Evaluate => {
                let last = state.run().and_then(|run| run.executions(index).last());
                let found = state
                    .evaluations()
                    .iter()
                    .find(|one| last.is_some_and(|last| last.entry() == one.entry()));
                lines.extend(found.map(|one| line(content, one.evaluation().result().label(lang))));
            }
            Function::Receive
            | Function::Screen
            | Function::Convene
            | Function::Deliberate
            | Function::Dispatch
            | Function::Implement
            | Function::Supervise => {
                let minutes = state
                    .sessions()
                    .filter(|sitting| sitting.steps().contains(key))
                    .filter_map(|sitting| sitting.minutes()?.get(lang));
                lines.extend(minutes.map(|minutes| line(content, minutes)));
            }
        }
        lines
    }

    /// The supervision opinions and objections, and how they were answered.
    fn opinions(&self, lang: Lang) -> String {
        let asked = self
            .state()
            .replies()
            .filter(|reply| matches!(reply.kind(), ReplyKind::Opinion | ReplyKind::Objection));
        let said: Vec<String> = asked
            .map(|reply| {
                let by = self.name_of(reply.by(), lang);
                let response = reply
                    .response()
                    .map_or(lang.pick("not answered yet", "尚未答复"), |r| r.label(lang));
                let kind = reply.kind().label(lang);
                let said = reply.text().map(|text| text.get(lang));
                let told = reply.answer().map(|text| text.get(lang));
                match lang {
                    Lang::En => {
                        let said = said.map(|said| format!(" \"{said}\"")).unwrap_or_default();
                        let told = told.map(|told| format!(", \"{told}\"")).unwrap_or_default();
                        format!("{by}, {kind}{said}: {response}{told}")
                    }
                    Lang::Zh => {
                        let said = said.map(|said| format!("“{said}”")).unwrap_or_default();
                        let told = told.map(|told| format!("，“{told}”")).unwrap_or_default();
                        format!("{by}，{kind}{said}：{response}{told}")
                    }
                }
            })
            .collect();
        if said.is_empty() {
            lang.pick("none", "无").to_owned()
        } else {
            said.join(lang.pick("; ", "；"))
        }
    }

    fn sitting_of(&self, session: SessionId) -> Option<&Sitting> {
        self.state().sessions.get(&session)
    }

    pub(crate) fn session_lines(&self, sitting: &Sitting, lang: Lang) -> Vec<(String, String)> {
        let steps: Vec<String> =
            sitting.steps().iter().map(|key| self.step_name(key, lang)).collect();
        let mut lines = self.heading(lang);
        lines.push(line(lang.pick("session", "会议"), steps.join(lang.pick(", ", "、"))));
        let begins: Option<Instant> = sitting.starts().or(sitting.began());
        lines.extend(begins.map(|at| line(lang.pick("time", "时间"), moment_words(at))));
        lines
            .extend(sitting.venue().map(|venue| line(lang.pick("venue", "地点"), venue.get(lang))));
        lines
    }

    /// The sign-in list of a session: who should attend, as what, and whether they came.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    ///
    /// let case = fire_lane(23);
    /// let session = case.state().sessions().next().unwrap().id();
    /// let list = case.sign_in_list(session, Lang::Zh).unwrap();
    /// assert_eq!(list.header()[0], "应到者");
    /// let absent: Vec<&str> =
    ///     list.rows().iter().filter(|row| row[2] == "缺席").map(|row| row[0].as_str()).collect();
    /// assert_eq!(absent, ["政协委员", "clerk"]);
    /// ```
    #[must_use]
    pub fn sign_in_list(&self, session: SessionId, lang: Lang) -> Option<Sheet> {
        let sitting = self.sitting_of(session)?;
        let ended = sitting.adjourned().is_some();
        let mut sheet = self.signed_in(sitting.attendees(), ended, lang);
        sheet.lines = self.session_lines(sitting, lang);
        Some(sheet)
    }

    /// A list to sign in, with what is known of who came.
    pub(crate) fn signed_in(&self, attendees: &[Attendee], ended: bool, lang: Lang) -> Sheet {
        let header = match lang {
            Lang::En => ["who", "as what", "attended", "instead of them", "signature"],
            Lang::Zh => ["应到者", "身份", "到会情况", "代理人", "签名"],
        };
        let rows = attendees
            .iter()
            .map(|attendee| {
                let came = match (attendee.attended(), attendee.excused()) {
                    (true, _) => lang.pick("yes", "到会"),
                    (false, true) => lang.pick("on leave", "请假"),
                    (false, false) if ended => lang.pick("absent", "缺席"),
                    (false, false) => "",
                };
                let proxy = attendee.proxy().map(|who| self.name_of(who, lang));
                vec![
                    self.name_of(attendee.who(), lang),
                    attendee.role().label(lang).to_owned(),
                    came.to_owned(),
                    proxy.unwrap_or_default(),
                    String::new(),
                ]
            })
            .collect();
        Sheet {
            title: lang.pick("Sign-in list", "签到表").to_owned(),
            lines: Vec::new(),
            header: header.map(str::to_owned).to_vec(),
            rows,
        }
    }

    /// The invitation to a session: when and where it is, on what, and who is invited.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    ///
    /// let case = fire_lane(14);
    /// let session = case.state().sessions().next().unwrap().id();
    /// let invitation = case.invitation(session, Lang::En).unwrap();
    /// assert_eq!(invitation.rows().len(), 8);
    /// assert!(invitation.lines().any(|line| line == ("venue", "Community hall")));
    /// ```
    #[must_use]
    pub fn invitation(&self, session: SessionId, lang: Lang) -> Option<Sheet> {
        let sitting = self.sitting_of(session)?;
        let mut lines = self.session_lines(sitting, lang);
        if let Some(planned) = self.state().plan() {
            let points: Vec<&str> =
                planned.plan().points().iter().map(|point| point.text().get(lang)).collect();
            if !points.is_empty() {
                let points = points.join(lang.pick("; ", "；"));
                lines.push(line(lang.pick("points at issue", "争议点"), points));
            }
        }
        let header = match lang {
            Lang::En => ["invited", "as what"],
            Lang::Zh => ["受邀者", "身份"],
        };
        let rows = sitting
            .attendees()
            .iter()
            .map(|one| vec![self.name_of(one.who(), lang), one.role().label(lang).to_owned()])
            .collect();
        Some(Sheet {
            title: lang.pick("Invitation", "会议通知").to_owned(),
            lines,
            header: header.map(str::to_owned).to_vec(),
            rows,
        })
    }

    /// The minutes of a session: who was there, what was said, and what the minutes say.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    ///
    /// let case = fire_lane(23);
    /// let session = case.state().sessions().next().unwrap().id();
    /// let minutes = case.minutes(session, Lang::Zh).unwrap();
    /// assert!(minutes.lines().any(|line| line == ("主持", "居民委员会")));
    /// assert!(minutes.lines().any(|line| line == ("纪要", "各方同意设置隔离桩")));
    /// // Each statement with the number of its entry, by which a resolution cites it.
    /// assert_eq!(minutes.rows()[0], ["21", "业主", "fire-lane", "消防通道必须畅通"]);
    /// ```
    #[must_use]
    pub fn minutes(&self, session: SessionId, lang: Lang) -> Option<Sheet> {
        let sitting = self.sitting_of(session)?;
        let mut lines = self.session_lines(sitting, lang);
        let named = |of: &dyn Fn(Attendance) -> bool, came: bool| {
            let names: Vec<String> = sitting
                .attendees()
                .iter()
                .filter(|one| of(one.role()) && one.attended() == came)
                .map(|one| self.name_of(one.who(), lang))
                .collect();
            names.join(lang.pick(", ", "、"))
        };
        let all = |_: Attendance| true;
        for (name, value) in [
            (lang.pick("presiding", "主持"), named(&|role| role == Attendance::Chair, true)),
            (lang.pick("recorder", "记录"), named(&|role| role == Attendance::Recorder, true)),
            (lang.pick("present", "出席"), named(&all, true)),
            (lang.pick("absent", "未到"), named(&all, false)),
        ] {
            if !value.is_empty() {
                lines.push(line(name, value));
            }
        }
        if let Some(minutes) = sitting.minutes() {
            let words = minutes.get(lang).unwrap_or(lang.pick("(sealed)", "（密封）"));
            lines.push(line(lang.pick("minutes", "纪要"), words));
        }
        let header = match lang {
            Lang::En => ["entry", "who", "on", "statement"],
            Lang::Zh => ["条目", "发言人", "争议点", "发言"],
        };
        let rows = self
            .state()
            .statements()
            .filter(|statement| statement.session() == session)
            .map(|statement| {
                let point = statement.point().map(ToString::to_string).unwrap_or_default();
                let words = statement.text().get(lang).unwrap_or(lang.pick("(sealed)", "（密封）"));
                let who: &Participant = statement.who();
                vec![
                    statement.entry().to_string(),
                    self.name_of(who, lang),
                    point,
                    words.to_owned(),
                ]
            })
            .collect();
        Some(Sheet {
            title: lang.pick("Minutes", "会议纪要").to_owned(),
            lines,
            header: header.map(str::to_owned).to_vec(),
            rows,
        })
    }
}

//! A standing in words, and as a table of text.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use crate::conduct::definition::{ContributionKind, Mark};
use crate::conduct::ladder::Trigger;
use crate::conduct::rung_due::{Found, RungCause, RungDue};
use crate::conduct::scored::{AccountStanding, Line, Score};
use crate::conduct::standing::{Assessed, Assessment, NotAssessed, Standing, Unmet};
use crate::conduct::window::Stretch;
use crate::values::bounds::{self, Bound};
use crate::values::foreign::{escape, one_line};
use crate::values::key::ContributionKey;
use crate::values::lang::Lang;
use crate::values::text::Text;

impl Stretch {
    /// The stretch in words.
    #[must_use]
    pub fn describe(self, lang: Lang) -> String {
        let (from, until) = (self.first_day(), self.first_day_after());
        match lang {
            Lang::En => format!("from {from}, before {until}"),
            Lang::Zh => format!("自{from}起至{until}之前"),
        }
    }
}

impl NotAssessed {
    /// The reason in words.
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::SeatNotHeldThroughout(held), Lang::En) => {
                format!("only who held the seat for the whole window counts; it was held {held}")
            }
            (Self::SeatNotHeldThroughout(held), Lang::Zh) => {
                format!("只评定整个考核期内在任者；任职期间：{}", held.describe(lang))
            }
            (Self::TooManyContributions(found), _) => too_many(bounds::CONTRIBUTIONS, *found, lang),
            (Self::TooManyRungs(found), _) => too_many(bounds::LADDER_RUNGS, *found, lang),
            (Self::TooManyTriggers(found), _) => too_many(bounds::RUNG_TRIGGERS, *found, lang),
            (Self::TooManyRequirements(found), _) => too_many(bounds::REQUIREMENTS, *found, lang),
            (Self::TooManyAccounts(found), _) => too_many(bounds::ACCOUNTS, *found, lang),
            (Self::NotExact, Lang::En) => "the shares cannot be added exactly".to_owned(),
            (Self::NotExact, Lang::Zh) => "份额无法精确相加".to_owned(),
        }
    }
}

fn too_many(bound: Bound, found: u64, lang: Lang) -> String {
    let most = bound.largest();
    match lang {
        Lang::En => format!("{}: {found}, of {most} at most", bound.quantity()),
        Lang::Zh => format!("{}：{found}，上限为{most}", bound.quantity_zh()),
    }
}

/// The words of one language, with the names that the policy gives.
pub(super) struct Words<'a> {
    kinds: BTreeMap<&'a ContributionKey, &'a Text>,
    pub(super) lang: Lang,
}

impl<'a> Words<'a> {
    fn new(kinds: &'a [ContributionKind], lang: Lang) -> Self {
        // Of a key that is there twice, in a policy that was not checked, the first name is used.
        let kinds = kinds.iter().rev().map(|kind| (&kind.key, &kind.name)).collect();
        Self { kinds, lang }
    }

    fn kind(&self, key: &ContributionKey) -> String {
        self.kinds.get(key).map_or_else(|| key.to_string(), |name| self.name(name))
    }

    /// A name as the charter gives it, which can have several lines: it must not look like lines of
    /// the assessment.
    fn name(&self, name: &Text) -> String {
        one_line(name.get(self.lang))
    }

    /// What is said of something, after the colon of the language.
    fn said(&self, of: &str, what: impl fmt::Display) -> String {
        format!("{of}{}{what}", self.lang.pick(": ", "："))
    }

    fn what(&self, kinds: &[ContributionKey], marks: &[Mark]) -> String {
        let or = self.lang.pick(" or ", "或");
        let kinds: Vec<String> = kinds.iter().map(|kind| self.kind(kind)).collect();
        let marks: Vec<&str> = marks.iter().map(|mark| mark.label(self.lang)).collect();
        match (marks.is_empty(), self.lang) {
            (true, _) => kinds.join(or),
            (false, Lang::En) => format!("{} ({})", kinds.join(or), marks.join(or)),
            (false, Lang::Zh) => format!("{}（{}）", kinds.join(or), marks.join(or)),
        }
    }

    fn trigger(&self, trigger: &Trigger) -> String {
        let lang = self.lang;
        match trigger {
            Trigger::BelowPoints(below) => {
                let points = below.below_points;
                match (lang, below.years_running) {
                    (Lang::En, years) => {
                        let points = match points.to_string().as_str() {
                            "1" => "fewer than 1 point".to_owned(),
                            points => format!("fewer than {points} points"),
                        };
                        match years.map(|years| years.get()) {
                            None => points,
                            Some(1) => format!("{points}, 1 year running"),
                            Some(years) => format!("{points}, {years} years running"),
                        }
                    }
                    (Lang::Zh, None) => format!("不足{points}分"),
                    (Lang::Zh, Some(years)) => format!("连续{}年不足{points}分", years.get()),
                }
            }
            Trigger::AtLeast(count) => {
                let (number, within) = (count.at_least, count.within.label(lang));
                let what = self.what(&count.kinds, &count.marks);
                match lang {
                    Lang::En => format!("{what}: {number} or more within {within}"),
                    Lang::Zh => format!("{within}{what}达{number}次"),
                }
            }
            Trigger::FewerThan(count) => {
                let (number, within) = (count.fewer_than, count.within.label(lang));
                let what = self.what(&count.kinds, &count.marks);
                match lang {
                    Lang::En => format!("{what}: fewer than {number} within {within}"),
                    Lang::Zh => format!("{within}{what}不足{number}次"),
                }
            }
            Trigger::YearsWithout(years) => {
                let what = self.what(&years.kinds, &years.marks);
                let years = years.years_without.get();
                match lang {
                    Lang::En => format!("{what}: none, {years} years running"),
                    Lang::Zh => format!("连续{years}年无{what}"),
                }
            }
            Trigger::UnmetRequirements(_) => {
                lang.pick("a requirement is not met", "有基本要求未达到").to_owned()
            }
        }
    }

    fn cause(&self, cause: &RungCause) -> String {
        let (lang, trigger) = (self.lang, self.trigger(&cause.trigger));
        let found = match (&cause.found, lang) {
            (Found::Points(points), Lang::En) => format!("{points} points"),
            (Found::Points(points), Lang::Zh) => format!("{points}分"),
            (Found::YearsRunning(years), Lang::En) => format!("{years} years"),
            (Found::YearsRunning(years), Lang::Zh) => format!("{years}年"),
            (Found::Count(count), Lang::En) => format!("{count}"),
            (Found::Count(count), Lang::Zh) => format!("{count}次"),
            (Found::Unmet(count), Lang::En) => format!("{count} not met"),
            (Found::Unmet(count), Lang::Zh) => format!("{count}项未达到"),
        };
        let within = cause.within.describe(lang);
        match lang {
            Lang::En => format!("{trigger}; found {found}, {within}"),
            Lang::Zh => format!("{trigger}；实为{found}（{within}）"),
        }
    }

    fn unmet(&self, unmet: &Unmet) -> String {
        let name = match &unmet.name {
            Some(name) => self.name(name),
            None => self.what(&unmet.kinds, &[]),
        };
        let (wanted, found) = (unmet.at_least, unmet.found);
        match self.lang {
            Lang::En => format!("not met: {name}: {found} of {wanted}"),
            Lang::Zh => format!("未达到要求：{name}，应有{wanted}，实有{found}"),
        }
    }

    fn rung(&self, due: &RungDue, out: &mut String) {
        let (lang, sanction) = (self.lang, due.rung.sanction.label(self.lang));
        let by = due.rung.body().map(|body| self.name(body));
        let _ = match (lang, by) {
            (Lang::En, None) => writeln!(out, "due: {sanction}"),
            (Lang::En, Some(by)) => writeln!(out, "due: {sanction}, by {by}"),
            (Lang::Zh, None) => writeln!(out, "应予：{sanction}"),
            (Lang::Zh, Some(by)) => writeln!(out, "应予：{sanction}（{by}）"),
        };
        for cause in &due.causes {
            let _ = writeln!(out, "  {}", self.cause(cause));
        }
    }

    fn line(&self, line: &Line) -> String {
        let (lang, reason) = (self.lang, line.reason.label(self.lang));
        let (kind, mark) = (self.kind(&line.kind), line.mark.label(lang));
        let (on, place) = (line.on, line.contribution);
        let points = match (line.points == line.full, lang) {
            (true, _) => format!("{}", line.points),
            (false, Lang::En) => format!("{} of {}", line.points, line.full),
            (false, Lang::Zh) => format!("{}分中计{}分", line.full, line.points),
        };
        let author = match (line.author, lang) {
            (None, _) => String::new(),
            (Some(author), Lang::En) => {
                format!(", author {} of {}", author.place(), author.authors())
            }
            (Some(author), Lang::Zh) => {
                format!("，{}人中第{}作者", author.authors(), author.place())
            }
        };
        match lang {
            Lang::En => format!("#{place} {on} {kind} ({mark}{author}): {points} [{reason}]"),
            Lang::Zh => format!("#{place} {on} {kind}（{mark}{author}）：{points}（{reason}）"),
        }
    }

    fn account(&self, account: &AccountStanding) -> String {
        let (lang, name) = (self.lang, self.account_name(account.name.as_ref()));
        let AccountStanding { start, additions, deductions, raw, counted, .. } = account;
        let limit = match (account.limit.map(|limit| limit.label(lang)), lang) {
            (None, _) => String::new(),
            (Some(limit), Lang::En) => format!(" ({limit}: {counted})"),
            (Some(limit), Lang::Zh) => format!("（{limit}：{counted}）"),
        };
        let minus = if deductions.is_negative() { format!("{deductions}") } else { "-0".into() };
        self.said(&name, format_args!("{start} +{additions} {minus} = {raw}{limit}"))
    }

    pub(super) fn account_name(&self, name: Option<&Text>) -> String {
        let none = || self.lang.pick("straight into the total", "直接计入总分").to_owned();
        name.map_or_else(none, |name| self.name(name))
    }

    fn score(&self, score: &Score, out: &mut String) {
        let lang = self.lang;
        let mut say = |en, zh, what: &dyn fmt::Display| {
            let _ = writeln!(out, "{}", self.said(lang.pick(en, zh), what));
        };
        say("counted", "计分期间", &score.counted.describe(lang));
        say("base", "基础分", &score.base);
        for account in &score.accounts {
            let _ = writeln!(out, "{}", self.account(account));
        }
        for line in &score.lines {
            let _ = writeln!(out, "  {}", self.line(line));
        }
        let (raw, total) = (score.raw, score.total);
        let total = match (score.limit.map(|limit| limit.label(lang)), lang) {
            (None, _) => format!("{total}"),
            (Some(limit), Lang::En) => format!("{total} ({raw}, {limit})"),
            (Some(limit), Lang::Zh) => format!("{total}（{raw}，{limit}）"),
        };
        let _ = writeln!(out, "{}", self.said(lang.pick("total", "总分"), total));
        if let Some(band) = &score.band {
            let _ =
                writeln!(out, "{}", self.said(lang.pick("band", "等次"), self.name(&band.name)));
        }
        if let Some(passed) = score.passed {
            let words = if passed {
                lang.pick("passed", "合格")
            } else {
                lang.pick("not passed", "不合格")
            };
            let _ = writeln!(out, "{words}");
        }
    }

    fn assessment(&self, assessment: &Assessment, out: &mut String) {
        let lang = self.lang;
        if let Some(score) = &assessment.score {
            self.score(score, out);
        }
        for unmet in &assessment.unmet {
            let _ = writeln!(out, "{}", self.unmet(unmet));
        }
        for due in assessment.due.iter().rev() {
            self.rung(due, out);
        }
        if assessment.due.is_empty() {
            let _ = writeln!(out, "{}", lang.pick("no rung is due", "无须处理"));
        }
        for unjudged in &assessment.unjudged {
            let (trigger, why) = (self.trigger(&unjudged.trigger), unjudged.why.label(lang));
            let trigger = self.said(lang.pick("not judged", "无法判断"), trigger);
            let _ = writeln!(out, "{}", self.said(&trigger, why));
        }
        self.uncounted(assessment, out);
        if !assessment.repeated.is_empty() {
            let places = self.places(&assessment.repeated);
            let _ = match lang {
                Lang::En => writeln!(out, "not left out, though perhaps recorded twice: {places}"),
                Lang::Zh => writeln!(out, "可能重复记载，未予剔除：{places}"),
            };
        }
    }
}

impl Standing {
    /// The standing in words: points, requirements, each rung that is due, the highest first, with
    /// its causes, and what was not counted. `#3` is the contribution at place 3, from 0.
    ///
    /// ```
    /// use cogov::conduct::{Contribution, Window, assess};
    /// use cogov::{ConductPolicy, Lang};
    ///
    /// let policy = ConductPolicy::builtin("tongcheng-2019").unwrap();
    /// let list = Contribution::list_from_json(
    ///     r#"[{"kind": "proposal", "on": "2019-03-01", "mark": "submitted"}]"#,
    /// )?;
    /// let year = Window::new("2019-01-01".parse()?, "2020-01-01".parse()?)?;
    /// let standing = assess(&policy, &list, year);
    /// assert!(standing.describe(Lang::Zh).contains("总分："));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let mut out = String::new();
        let window = self.window.stretch().describe(lang);
        let colon = lang.pick(": ", "：");
        let _ = writeln!(out, "{}{colon}{window}", one_line(self.name.get(lang)));
        match &self.result {
            Assessed::NotAssessed(reason) => {
                let words = lang.pick("not assessed", "不予评定");
                let _ = writeln!(out, "{words}{colon}{}", reason.describe(lang));
            }
            Assessed::Assessed(assessment) => {
                let words = Words::new(&assessment.kinds, lang);
                words.assessment(assessment, &mut out);
            }
        }
        out
    }

    /// Two tables in Markdown: the accounts, where points were counted, and what was not counted,
    /// where there is such a thing.
    ///
    /// ```
    /// use cogov::conduct::{Contribution, Window, assess};
    /// use cogov::{ConductPolicy, Lang};
    ///
    /// let policy = ConductPolicy::builtin("xuanwei").unwrap();
    /// let misspelt = Contribution::list_from_json(
    ///     r#"[{"kind": "plenery", "on": "2024-01-10", "mark": "unexcused"}]"#,
    /// )?;
    /// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
    /// let table = assess(&policy, &misspelt, window).table(Lang::En);
    /// assert!(table.contains("| plenery is no kind of this policy, perhaps plenary is meant |  | #0 |"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn table(&self, lang: Lang) -> String {
        let Some(assessment) = self.assessment() else { return String::new() };
        let words = Words::new(&assessment.kinds, lang);
        let mut out = String::new();
        if let Some(score) = &assessment.score {
            words.accounts_table(score, &mut out);
        }
        words.uncounted_table(assessment, &mut out);
        out
    }
}

impl Words<'_> {
    fn accounts_table(&self, score: &Score, out: &mut String) {
        let lang = self.lang;
        out.push_str(lang.pick(
            "| account | start | added | deducted | raw | counted |\n",
            "| 项目 | 起始 | 加分 | 扣分 | 合计 | 计入 |\n",
        ));
        out.push_str("|---|--:|--:|--:|--:|--:|\n");
        let base = lang.pick("base", "基础分");
        let _ = writeln!(out, "| {base} | {0} | 0 | 0 | {0} | {0} |", score.base);
        for account in &score.accounts {
            let name = escape(&self.account_name(account.name.as_ref()));
            let AccountStanding { start, additions, deductions, raw, counted, .. } = account;
            let _ = writeln!(
                out,
                "| {name} | {start} | {additions} | {deductions} | {raw} | {counted} |"
            );
        }
        let total = lang.pick("total", "总分");
        let _ = writeln!(out, "| {total} | | | | {} | {} |", score.raw, score.total);
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::En))
    }
}

//! A standing in words, and as a table of text.

use std::fmt::{self, Write as _};

use crate::audit::escape;
use crate::conduct::definition::{ContributionKind, Mark};
use crate::conduct::ladder::Trigger;
use crate::conduct::scored::{AccountStanding, Line, Score};
use crate::conduct::standing::{
    Assessed, Assessment, Found, NotAssessed, RungCause, RungDue, Standing, Unmet,
};
use crate::conduct::window::Stretch;
use crate::values::key::ContributionKey;
use crate::values::lang::Lang;
use crate::values::text::Text;

impl Stretch {
    /// The stretch in words.
    #[must_use]
    pub fn describe(self, lang: Lang) -> String {
        let (from, until) = (self.from(), self.until());
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
            (Self::TooManyContributions(found), Lang::En) => {
                format!("{found} contributions are more than are assessed at once")
            }
            (Self::TooManyContributions(found), Lang::Zh) => {
                format!("履职记录{found}条，超过一次评定的上限")
            }
            (Self::NotExact, Lang::En) => "the shares cannot be added exactly".to_owned(),
            (Self::NotExact, Lang::Zh) => "份额无法精确相加".to_owned(),
        }
    }
}

/// The words of one language, with the names that the policy gives.
struct Words<'a> {
    kinds: &'a [ContributionKind],
    lang: Lang,
}

impl Words<'_> {
    fn kind<'k>(&'k self, key: &'k ContributionKey) -> &'k str {
        let known = self.kinds.iter().find(|kind| kind.key == *key);
        known.map_or(key.as_str(), |kind| kind.name.get(self.lang))
    }

    fn what(&self, kinds: &[ContributionKey], marks: &[Mark]) -> String {
        let or = self.lang.pick(" or ", "或");
        let kinds: Vec<&str> = kinds.iter().map(|kind| self.kind(kind)).collect();
        let marks: Vec<&str> = marks.iter().map(|mark| mark.label(self.lang)).collect();
        match (marks.is_empty(), self.lang) {
            (true, _) => kinds.join(or),
            (false, Lang::En) => format!("{} ({})", kinds.join(or), marks.join(or)),
            (false, Lang::Zh) => format!("{}({})", kinds.join(or), marks.join(or)),
        }
    }

    fn trigger(&self, trigger: &Trigger) -> String {
        let lang = self.lang;
        match trigger {
            Trigger::BelowPoints(below) => {
                let points = below.below_points;
                match (lang, below.years_running) {
                    (Lang::En, None) => format!("fewer than {points} points"),
                    (Lang::En, Some(years)) => {
                        format!("fewer than {points} points, {} years running", years.get())
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
            Some(name) => name.get(self.lang).to_owned(),
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
        let by = due.rung.body().map(|body| body.get(lang));
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
        let (on, points) = (line.on, line.points);
        let author = match (line.author, lang) {
            (None, _) => String::new(),
            (Some(author), Lang::En) => {
                format!(", author {} of {}", author.position(), author.authors())
            }
            (Some(author), Lang::Zh) => {
                format!(",{}人中第{}作者", author.authors(), author.position())
            }
        };
        format!("#{} {on} {kind} ({mark}{author}): {points} [{reason}]", line.contribution)
    }

    fn account(&self, account: &AccountStanding) -> String {
        let (lang, name) = (self.lang, self.account_name(account.name.as_ref()));
        let AccountStanding { start, additions, deductions, raw, counted, .. } = account;
        let limit = account
            .limit
            .map_or_else(String::new, |limit| format!(" ({}: {counted})", limit.label(lang)));
        let minus = if deductions.is_negative() { format!("{deductions}") } else { "-0".into() };
        format!("{name}: {start} +{additions} {minus} = {raw}{limit}")
    }

    fn account_name<'n>(&self, name: Option<&'n Text>) -> &'n str {
        name.map_or(self.lang.pick("straight into the total", "直接计入总分"), |name| {
            name.get(self.lang)
        })
    }

    fn score(&self, score: &Score, out: &mut String) {
        let lang = self.lang;
        let _ =
            writeln!(out, "{}: {}", lang.pick("counted", "计分期间"), score.counted.describe(lang));
        let _ = writeln!(out, "{}: {}", lang.pick("base", "基础分"), score.base);
        for account in &score.accounts {
            let _ = writeln!(out, "{}", self.account(account));
        }
        for line in &score.lines {
            let _ = writeln!(out, "  {}", self.line(line));
        }
        let limit = score
            .limit
            .map_or_else(String::new, |limit| format!(" ({}, {})", score.raw, limit.label(lang)));
        let _ = writeln!(out, "{}: {}{limit}", lang.pick("total", "总分"), score.total);
        if let Some(band) = &score.band {
            let _ = writeln!(out, "{}: {}", lang.pick("band", "等次"), band.name.get(lang));
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
            let _ = writeln!(out, "{}: {trigger}: {why}", lang.pick("not judged", "无法判断"));
        }
        if assessment.outside > 0 {
            let outside = assessment.outside;
            let _ = match lang {
                Lang::En => writeln!(out, "left aside, outside the window: {outside}"),
                Lang::Zh => writeln!(out, "考核期外未计：{outside}条"),
            };
        }
        if !assessment.repeated.is_empty() {
            let places: Vec<String> =
                assessment.repeated.iter().map(|place| format!("#{place}")).collect();
            let places = places.join(" ");
            let _ = match lang {
                Lang::En => writeln!(out, "perhaps recorded twice: {places}"),
                Lang::Zh => writeln!(out, "可能重复记载：{places}"),
            };
        }
    }
}

impl Standing {
    /// The standing in words: points, requirements, and each rung that is due, the highest
    /// first, with its causes. `#3` is the contribution at place 3, from 0.
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let mut out = String::new();
        let window = self.window.stretch().describe(lang);
        let _ = writeln!(out, "{}: {window}", self.name.get(lang));
        match &self.result {
            Assessed::NotAssessed(reason) => {
                let words = lang.pick("not assessed", "不予评定");
                let _ = writeln!(out, "{words}: {}", reason.describe(lang));
            }
            Assessed::Assessed(assessment) => {
                let words = Words { kinds: &assessment.kinds, lang };
                words.assessment(assessment, &mut out);
            }
        }
        out
    }

    /// The accounts as a table in Markdown; empty where no points were counted.
    #[must_use]
    pub fn table(&self, lang: Lang) -> String {
        let Some((kinds, score)) =
            self.assessment().and_then(|found| Some((&found.kinds, found.score.as_ref()?)))
        else {
            return String::new();
        };
        let words = Words { kinds, lang };
        let mut out = String::from(lang.pick(
            "| account | start | added | deducted | raw | counted |\n",
            "| 项目 | 起始 | 加分 | 扣分 | 合计 | 计入 |\n",
        ));
        out.push_str("|---|--:|--:|--:|--:|--:|\n");
        let base = lang.pick("base", "基础分");
        let _ = writeln!(out, "| {base} | {0} | 0 | 0 | {0} | {0} |", score.base);
        for account in &score.accounts {
            let name = escape(words.account_name(account.name.as_ref()));
            let AccountStanding { start, additions, deductions, raw, counted, .. } = account;
            let _ = writeln!(
                out,
                "| {name} | {start} | {additions} | {deductions} | {raw} | {counted} |"
            );
        }
        let total = lang.pick("total", "总分");
        let _ = writeln!(out, "| {total} | | | | {} | {} |", score.raw, score.total);
        out
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::En))
    }
}

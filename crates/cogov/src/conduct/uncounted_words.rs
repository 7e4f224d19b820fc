//! What was not counted, in words and as a table of text.

use std::fmt::Write as _;

use crate::conduct::explain::Words;
use crate::conduct::points::Points;
use crate::conduct::standing::Assessment;
use crate::conduct::uncounted::{Uncounted, WhyUncounted};
use crate::values::foreign::escape;
use crate::values::key::AccountKey;
use crate::values::lang::Lang;

/// So many places are written out; the rest is told as a number.
const WRITTEN: usize = 20;

impl Words<'_> {
    /// The places of contributions: `#1 #4`.
    pub(super) fn places(&self, places: &[usize]) -> String {
        let written: Vec<String> =
            places.iter().take(WRITTEN).map(|place| format!("#{place}")).collect();
        let written = written.join(" ");
        match (places.len().saturating_sub(WRITTEN), self.lang) {
            (0, _) => written,
            (more, Lang::En) => format!("{written} and {more} more"),
            (more, Lang::Zh) => format!("{written} 及另外{more}条"),
        }
    }

    fn account_of(&self, assessment: &Assessment, key: Option<&AccountKey>) -> String {
        let Some(key) = key else { return self.lang.pick("total", "总分").to_owned() };
        let accounts = assessment.score().map_or(&[][..], |score| score.accounts());
        let account = accounts.iter().find(|one| one.account().is_some_and(|known| known == key));
        account.map_or_else(String::new, |account| self.account_name(account.name.as_ref()))
    }

    /// The reason, which for points names the account.
    fn why_uncounted(&self, assessment: &Assessment, why: &WhyUncounted) -> String {
        let lang = self.lang;
        let words = match why {
            WhyUncounted::OutsideWindow => lang.pick("outside the window", "在考核期外"),
            WhyUncounted::OutsideYear => {
                lang.pick("outside the year that is counted, no points", "在计分年度外，不计分")
            }
            WhyUncounted::NoItem => {
                lang.pick("in no item of the points table, no points", "计分表未列，不计分")
            }
            WhyUncounted::NoneRecorded => {
                lang.pick("no points were recorded with them", "未记载分值，不计分")
            }
            WhyUncounted::TooManyAuthors => {
                lang.pick("too many authors, no points", "联名人数超限，不计分")
            }
            WhyUncounted::OtherAuthors => {
                lang.pick("the part of the other authors", "归其他联名者")
            }
            WhyUncounted::UnknownKind { kind, nearest } => {
                return match (nearest, lang) {
                    (None, Lang::En) => format!("{kind} is no kind of this policy"),
                    (None, Lang::Zh) => format!("该规则无“{kind}”这一类别"),
                    (Some(nearest), Lang::En) => {
                        format!("{kind} is no kind of this policy, perhaps {nearest} is meant")
                    }
                    (Some(nearest), Lang::Zh) => {
                        format!("该规则无“{kind}”这一类别，可能是“{nearest}”")
                    }
                };
            }
            WhyUncounted::BeyondCap { account } => {
                let name = self.account_of(assessment, account.as_ref());
                return match lang {
                    Lang::En => format!("{name}, beyond the cap"),
                    Lang::Zh => format!("{name}超出上限"),
                };
            }
            WhyUncounted::BelowFloor { account } => {
                let name = self.account_of(assessment, account.as_ref());
                return match lang {
                    Lang::En => format!("{name}, below the floor"),
                    Lang::Zh => format!("{name}低于下限"),
                };
            }
        };
        words.to_owned()
    }

    fn uncounted_line(&self, assessment: &Assessment, one: &Uncounted) -> String {
        let why = self.why_uncounted(assessment, &one.why);
        let (number, places) = (one.contributions.len(), self.places(&one.contributions));
        match (one.points, number, self.lang) {
            (None, 0, _) => why,
            (Some(points), 0, Lang::En) => format!("{why}: {points} points"),
            (Some(points), 0, Lang::Zh) => format!("{why}：{points}分"),
            (None, _, Lang::En) => format!("{why}: {number} ({places})"),
            (None, _, Lang::Zh) => format!("{why}：{number}条（{places}）"),
            (Some(points), _, Lang::En) => format!("{why}: {number} ({places}), {points} points"),
            (Some(points), _, Lang::Zh) => format!("{why}：{number}条（{places}），{points}分"),
        }
    }

    /// What was not counted, a line for each reason; nothing, where all was counted.
    pub(super) fn uncounted(&self, assessment: &Assessment, out: &mut String) {
        if assessment.uncounted.is_empty() {
            return;
        }
        let _ = writeln!(out, "{}", self.lang.pick("not counted:", "未计入："));
        for one in &assessment.uncounted {
            let _ = writeln!(out, "  {}", self.uncounted_line(assessment, one));
        }
    }

    /// The same as a table in Markdown.
    pub(super) fn uncounted_table(&self, assessment: &Assessment, out: &mut String) {
        if assessment.uncounted.is_empty() {
            return;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(
            self.lang.pick(
                "| not counted | points | contributions |\n",
                "| 未计入 | 分值 | 履职记录 |\n",
            ),
        );
        out.push_str("|---|--:|---|\n");
        for one in &assessment.uncounted {
            let why = escape(&self.why_uncounted(assessment, &one.why));
            let points = one.points.as_ref().map(Points::to_string).unwrap_or_default();
            let places = self.places(&one.contributions);
            let _ = writeln!(out, "| {why} | {points} | {places} |");
        }
    }
}

//! A decision rule in words.

use crate::decision::clause::{Approval, Quorum};
use crate::decision::definition::{Base, Measure, Rule, Turnout};
use crate::decision::threshold::Threshold;
use crate::decision::wording::{base_words, noun};
use crate::values::lang::Lang;
use crate::values::stated::Stated;

impl Rule {
    /// The rule in words: how many have to take part, when a vote carries, and the days on which it is
    /// in force. Its name is not in it.
    ///
    /// ```
    /// use cogov::{Lang, Rule};
    ///
    /// let rule = Rule::builtin("villagers-meeting-2018").unwrap();
    /// assert_eq!(
    ///     rule.describe(Lang::En),
    ///     "quorum: more than 1/2 of the heads entitled are present, or at least 2/3 of the households \
    ///      entitled are present; approval: more than 1/2 of the heads present say yes; in force: \
    ///      from 2018-12-29, before 2026-01-01"
    /// );
    /// assert!(rule.describe(Lang::Zh).starts_with("法定人数：有表决权的人数中超过 1/2 到会"));
    /// ```
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let named = |en: &str, zh: &str, words: &str| match lang {
            Lang::En => format!("{en}: {words}"),
            Lang::Zh => format!("{zh}：{words}"),
        };
        let quorum = match self.quorum() {
            Stated::Unstated => lang.pick("the quorum is unstated", "法定人数未写明").to_owned(),
            Stated::Absent(_) => lang.pick("no quorum", "没有法定人数要求").to_owned(),
            Stated::Given(quorum) => named("quorum", "法定人数", &quorum.describe(lang)),
        };
        let mut parts =
            vec![quorum, named("approval", "通过条件", &self.approval().describe(lang))];
        if let Some(valid) = self.valid() {
            parts.push(named("in force", "有效期", &valid.describe(lang)));
        }
        parts.join(lang.pick("; ", "；"))
    }
}

impl Quorum {
    /// What it asks for, in words.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::decision::{Base, Measure, Quorum, Threshold, Turnout};
    ///
    /// let two_thirds = Threshold::AT_LEAST_TWO_THIRDS;
    /// let quorum = Quorum::share(Measure::Weight, Turnout::Participating, Base::Entitled, two_thirds)?;
    /// assert_eq!(quorum.describe(Lang::En), "at least 2/3 of the units of weight entitled take part");
    /// assert_eq!(quorum.describe(Lang::Zh), "有表决权的权重（面积）中至少 2/3 参与表决");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let is_several = |clause: &Self| !matches!(clause, Self::Share(_));
        match self {
            Self::All(clauses) => {
                join(clauses.iter().map(|one| (one.describe(lang), is_several(one))), true, lang)
            }
            Self::Any(clauses) => {
                join(clauses.iter().map(|one| (one.describe(lang), is_several(one))), false, lang)
            }
            Self::Share(share) => {
                let verb = match share.count() {
                    Turnout::Present => lang.pick("are present", "到会"),
                    Turnout::Participating => lang.pick("take part", "参与表决"),
                };
                share_words(share.measure(), share.base(), share.threshold(), verb, lang)
            }
        }
    }
}

impl Approval {
    /// What it asks for, in words.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::decision::{Approval, Base, Measure, Threshold};
    ///
    /// let half = |measure| Approval::share(measure, Base::Cast, Threshold::MORE_THAN_HALF);
    /// let both = Approval::all([half(Measure::Heads), half(Measure::Households)])?;
    /// assert_eq!(
    ///     both.describe(Lang::En),
    ///     "more than 1/2 of the heads voting yes or no say yes, and more than 1/2 of the households voting yes or no say yes"
    /// );
    /// assert_eq!(Approval::Consensus.describe(Lang::Zh), "无人坚持反对意见");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let is_several = |clause: &Self| matches!(clause, Self::All(_) | Self::Any(_));
        match self {
            Self::All(clauses) => {
                join(clauses.iter().map(|one| (one.describe(lang), is_several(one))), true, lang)
            }
            Self::Any(clauses) => {
                join(clauses.iter().map(|one| (one.describe(lang), is_several(one))), false, lang)
            }
            Self::Share(share) => {
                let verb = lang.pick("say yes", "赞成");
                share_words(share.measure(), share.base(), share.threshold(), verb, lang)
            }
            Self::Consensus => {
                lang.pick("nobody sustains an objection", "无人坚持反对意见").to_owned()
            }
            Self::UnanimityOfInterested => {
                lang.pick("all heads with an interest say yes", "有利害关系者全体赞成").to_owned()
            }
        }
    }
}

fn share_words(
    measure: Measure,
    base: Base,
    threshold: Threshold,
    verb: &str,
    lang: Lang,
) -> String {
    let (base, threshold) = (base_words(base, lang), threshold.describe(lang));
    match lang {
        Lang::En => format!("{threshold} of the {}{base} {verb}", noun(measure)),
        Lang::Zh => format!("{base}{}中{threshold} {verb}", measure.label(lang)),
    }
}

/// Clauses in a row, all of which or any of which are asked for; what is a row itself is set apart,
/// so that nobody reads the two as one.
fn join(clauses: impl Iterator<Item = (String, bool)>, all: bool, lang: Lang) -> String {
    let clauses: Vec<(String, bool)> = clauses.collect();
    if let [(only, _)] = clauses.as_slice() {
        return only.clone();
    }
    let words = clauses.into_iter().map(|(words, is_several)| match (is_several, lang) {
        (false, _) => words,
        (true, Lang::En) => format!("({words})"),
        (true, Lang::Zh) => format!("（{words}）"),
    });
    let words: Vec<String> = words.collect();
    words.join(match all {
        true => lang.pick(", and ", "，且"),
        false => lang.pick(", or ", "，或"),
    })
}

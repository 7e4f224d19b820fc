//! How a clause came out, in words.

use crate::decision::clause_report::{AssessedShare, ClauseReport, ClauseResult, Form};
use crate::decision::count_error::Quantity;
use crate::decision::definition::{Base, Measure};
use crate::values::lang::Lang;

impl ClauseReport {
    /// How the clause came out, in plain words: of a met one what was met, of an unmet one only
    /// what was not.
    ///
    /// ```
    /// use cogov::{Electorate, Rule, Lang};
    ///
    /// let rule = Rule::builtin("villagers-representatives-2018").unwrap();
    /// let meeting = Electorate::heads(60).present(40).fix()?;
    /// let verdict = rule.decide(&meeting, &meeting.tally().yes(20).no(20).close()?);
    /// assert_eq!(
    ///     verdict.approval().describe(Lang::En),
    ///     "20 of 40 heads present said yes, more than 1/2 needed (21)"
    /// );
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        match self.form() {
            Form::All(clauses) => {
                let telling = clauses.iter().filter(|clause| clause.is_met() == self.is_met());
                join(telling, lang, None)
            }
            Form::Any(clauses) if self.is_met() => {
                join(clauses.iter().filter(|clause| clause.is_met()), lang, None)
            }
            Form::Any(clauses) => {
                let none = lang.pick("none of these is met: ", "以下均未满足\u{ff1a}");
                join(clauses.iter(), lang, Some(none))
            }
            Form::Share(share) => share.describe(lang),
            Form::Consensus { objections, took_part } => consensus(*objections, *took_part, lang),
            Form::UnanimityOfInterested { yes, interested } => {
                unanimity(*yes, *interested, self.result(), lang)
            }
        }
    }
}

fn join<'c>(
    clauses: impl Iterator<Item = &'c ClauseReport>,
    lang: Lang,
    preface: Option<&str>,
) -> String {
    let clauses: Vec<&ClauseReport> = clauses.collect();
    if let [only] = clauses.as_slice() {
        return only.describe(lang);
    }
    let words: Vec<String> = clauses
        .iter()
        .map(|clause| {
            let words = clause.describe(lang);
            // Set apart where it is itself a list, so that nobody reads the lists as one.
            match (clause.clauses().len() > 1, lang) {
                (false, _) => words,
                (true, Lang::En) => format!("({words})"),
                (true, Lang::Zh) => format!("\u{ff08}{words}\u{ff09}"),
            }
        })
        .collect();
    let list = words.join(lang.pick("; ", "\u{ff1b}"));
    format!("{}{list}", preface.unwrap_or_default())
}

impl AssessedShare {
    /// The share in words, with the numbers and the least that is enough.
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let threshold = self.threshold().describe(lang);
        let (part, whole) = match (self.part(), self.whole()) {
            (Some(part), Some(whole)) => (part, whole),
            (None, _) => return self.not_counted(self.counted(), &threshold, lang),
            (Some(_), None) => return self.not_counted(whole_of(self.base()), &threshold, lang),
        };
        let base = self.base_words(lang);
        let Some(needed) = self.needed() else {
            return match lang {
                Lang::En => {
                    format!("there are no {}{base}, {threshold} needed", noun(self.measure()))
                }
                Lang::Zh => {
                    format!("{base}为 0 {}，须{threshold}", unit(self.measure()))
                }
            };
        };
        match lang {
            Lang::En => {
                let verb = match (self.counted(), part) {
                    (Quantity::Present, 1) => "was present",
                    (Quantity::Present, _) => "were present",
                    (Quantity::Participating, _) => "took part",
                    _ => "said yes",
                };
                let noun = noun(self.measure());
                format!("{part} of {whole} {noun}{base} {verb}, {threshold} needed ({needed})")
            }
            Lang::Zh => {
                let (unit, verb) = (unit(self.measure()), self.counted().label(lang));
                format!(
                    "{base} {whole} {unit}中有 {part} {unit}{verb}，须{threshold}（{needed} {unit}）"
                )
            }
        }
    }

    fn base_words(&self, lang: Lang) -> &'static str {
        match self.base() {
            // Of a quorum it goes without saying.
            Base::Entitled if self.counted() != Quantity::Yes => lang.pick("", "有表决权的"),
            base => base_words(base, lang),
        }
    }

    fn not_counted(&self, missing: Quantity, threshold: &str, lang: Lang) -> String {
        let label = missing.label(lang);
        match lang {
            Lang::En => {
                let noun = noun(self.measure());
                format!("{noun} {label} were not counted, {threshold} needed")
            }
            Lang::Zh => {
                let measure = self.measure().label(lang);
                format!("未统计{label}的{measure}，须{threshold}")
            }
        }
    }
}

/// Of which whole a share is taken, as it follows on what is counted, or in Chinese comes before it.
pub(super) const fn base_words(base: Base, lang: Lang) -> &'static str {
    match base {
        Base::Entitled => lang.pick(" entitled", "有表决权的"),
        Base::ShouldAttend => lang.pick(" due to attend", "应到的"),
        Base::Present => lang.pick(" present", "到会的"),
        Base::Participating => lang.pick(" taking part", "参与表决的"),
        Base::Cast => lang.pick(" voting yes or no", "投赞成或反对票的"),
        Base::Valid => lang.pick(" with a valid ballot", "投有效票的"),
    }
}

/// Under which name the whole is missing: cast and valid ballots are missing with all ballots.
const fn whole_of(base: Base) -> Quantity {
    match base {
        Base::Entitled => Quantity::Entitled,
        Base::ShouldAttend => Quantity::ShouldAttend,
        Base::Present => Quantity::Present,
        Base::Participating | Base::Cast | Base::Valid => Quantity::Participating,
    }
}

/// What is counted of a measure, in English.
pub(super) const fn noun(measure: Measure) -> &'static str {
    match measure {
        Measure::Heads => "heads",
        Measure::Weight => "units of weight",
        Measure::Households => "households",
        Measure::Delegates => "delegates",
    }
}

const fn unit(measure: Measure) -> &'static str {
    match measure {
        Measure::Heads => "人",
        Measure::Weight => "单位权重",
        Measure::Households => "户",
        Measure::Delegates => "名代表",
    }
}

fn consensus(objections: Option<u64>, took_part: u64, lang: Lang) -> String {
    match (lang, objections, took_part) {
        (Lang::En, None, _) => {
            "it was not recorded whether anybody sustains an objection".to_owned()
        }
        (Lang::Zh, None, _) => "未记录是否有人坚持反对意见".to_owned(),
        (Lang::En, Some(0), 0) => "nobody took part".to_owned(),
        (Lang::Zh, Some(0), 0) => "无人参加".to_owned(),
        (Lang::En, Some(0), heads) => format!("nobody of {heads} sustains an objection"),
        (Lang::Zh, Some(0), heads) => format!("{heads} 人参加，无人坚持反对意见"),
        (Lang::En, Some(1), _) => "1 objection is sustained, none may be".to_owned(),
        (Lang::En, Some(count), _) => format!("{count} objections are sustained, none may be"),
        (Lang::Zh, Some(count), _) => format!("有 {count} 项反对意见被坚持，须无反对意见"),
    }
}

fn unanimity(
    yes: Option<u64>,
    interested: Option<u64>,
    result: ClauseResult,
    lang: Lang,
) -> String {
    match (lang, yes, interested) {
        (Lang::En, _, None) => "heads with an interest were not counted, all needed".to_owned(),
        (Lang::Zh, _, None) => "未统计有利害关系的人数，须全体同意".to_owned(),
        (Lang::En, _, Some(0)) => "there is nobody with an interest, consent needed".to_owned(),
        (Lang::Zh, _, Some(0)) => "没有有利害关系的人，须其全体同意".to_owned(),
        (Lang::En, None, Some(_)) => {
            "heads with an interest voting yes were not counted, all needed".to_owned()
        }
        (Lang::Zh, None, Some(_)) => "未统计有利害关系且赞成的人数，须全体同意".to_owned(),
        (Lang::En, Some(yes), Some(all)) => match result {
            ClauseResult::Met => format!("all {all} heads with an interest said yes"),
            ClauseResult::Unmet | ClauseResult::NotCounted => {
                format!("{yes} of {all} heads with an interest said yes, all needed ({all})")
            }
        },
        (Lang::Zh, Some(yes), Some(all)) => {
            format!("有利害关系的 {all} 人中有 {yes} 人赞成，须全体同意（{all} 人）")
        }
    }
}

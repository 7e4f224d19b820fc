//! Decision rules as a charter states them.

use crate::decision::clause::{Approval, Quorum};
use crate::time::{Date, Validity};
use crate::values::choice::choice;
use crate::values::key::RuleKey;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What is counted.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::decision::Measure;
    ///
    /// let measure: Measure = "weight".parse()?;
    /// assert_eq!(measure.label(Lang::Zh), "权重（面积）");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Measure in decision {
        /// People, or what counts as one. Owners are counted by their exclusive units, one each;
        /// one buyer of several units is one head, and so are all the units that the developer has
        /// not sold or not delivered (Supreme People's Court, interpretation of 2020-12-29, art. 9).
        Heads = "heads", "heads", "人数";
        /// Weights, such as exclusive area in 0.01 m².
        Weight = "weight", "weight", "权重（面积）";
        /// Households.
        Households = "households", "households", "户数";
        /// Delegates that groups have chosen, where these meet instead of everybody.
        Delegates = "delegates", "delegates", "小组代表人数";
    }
}

choice! {
    /// Of which whole a share is taken.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::decision::Base;
    ///
    /// let base: Base = "should_attend".parse()?;
    /// assert_eq!(base.label(Lang::Zh), "应到者");
    /// assert_eq!(Base::ALL.len(), 6);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Base in decision {
        /// All who are entitled to vote.
        Entitled = "entitled", "entitled", "有表决权者";
        /// All who should attend (应到).
        ShouldAttend = "should_attend", "who should attend", "应到者";
        /// All who are present (实到).
        Present = "present", "present", "实到者";
        /// All who returned a ballot, abstentions and invalid ones included.
        Participating = "participating", "participating", "参与表决者";
        /// All who voted yes or no.
        Cast = "cast", "voting yes or no", "投赞成或反对票者";
        /// All who returned a valid ballot, abstentions included.
        Valid = "valid", "returning a valid ballot", "投有效票者";
    }
}

choice! {
    /// Whose share a quorum asks for.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::decision::Turnout;
    ///
    /// let turnout: Turnout = "present".parse()?;
    /// assert_eq!(turnout.label(Lang::Zh), "实到");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Turnout in decision {
        /// Those present at the session.
        Present = "present", "present", "实到";
        /// Those who returned a ballot.
        Participating = "participating", "participating", "参与表决";
    }
}

record! {
    /// A decision rule: when a vote counts, and when it carries.
    ///
    /// ```
    /// use cogov::decision::{Approval, Base, Measure, Quorum, Threshold, Turnout};
    /// use cogov::{Date, Electorate, Rule, RuleKey, Text, Validity};
    ///
    /// let half = Approval::share(Measure::Heads, Base::Present, Threshold::more_than(1, 2)?);
    /// let rule = Rule::new(RuleKey::new("majority")?, Text::bilingual("Majority", "过半数")?, half);
    /// assert!(rule.quorum().is_unstated(), "no quorum is said");
    ///
    /// let meeting = Electorate::heads(20).present(10).fix()?;
    /// let tie = meeting.tally().yes(5).no(5).close()?;
    /// assert!(rule.decide(&meeting, &tie).adopted().is_none(), "half is not more than half");
    ///
    /// // From 2026 on two thirds have to be there: ten of twenty cannot decide even unanimously.
    /// let two_thirds = Threshold::at_least(2, 3)?;
    /// let strict = rule
    ///     .with_quorum(Quorum::share(Measure::Heads, Turnout::Present, Base::Entitled, two_thirds)?)
    ///     .with_valid(Validity::starting(Date::new(2026, 1, 1)?));
    /// assert!(strict.valid().is_some_and(|valid| !valid.in_force_on(Date::new(2025, 12, 31).unwrap())));
    /// let all = meeting.tally().yes(10).close()?;
    /// assert!(strict.decide(&meeting, &all).adopted().is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Rule("a decision rule", "表决规则"; at most RULES) {
        required {
            /// The key by which the charter refers to it.
            key: RuleKey,
            /// Its name.
            name: Text,
            /// When a vote carries.
            approval: Approval,
        }
        option {
            /// The days on which it is in force; always, if left out.
            valid, with_valid: Validity as copy,
            /// The law or bylaw that says so.
            source, with_source: Text,
        }
        stated {
            /// How many have to take part for anything to be decided.
            quorum, with_quorum: Quorum,
        }
    }
}

impl Rule {
    /// Whether the rule is in force on a day. Which day matters is for the procedure to say; a
    /// verdict is counted without one.
    ///
    /// ```
    /// use cogov::{Date, Rule};
    ///
    /// let rule = Rule::builtin("villagers-meeting-2018").unwrap();
    /// assert!(rule.in_force_on(Date::new(2025, 12, 31).unwrap()));
    /// assert!(!rule.in_force_on(Date::new(2026, 1, 1).unwrap()));
    /// ```
    #[must_use]
    pub fn in_force_on(&self, day: Date) -> bool {
        self.valid.as_ref().is_none_or(|valid| valid.in_force_on(day))
    }
}

impl Rule {
    /// Whether what it decides depends on a measure.
    pub(crate) fn measures(&self, measure: Measure) -> bool {
        self.approval.measures(measure)
            || self.quorum.given().is_some_and(|quorum| quorum.measures(measure))
    }
}

//! What an assessment finds: points, band, unmet requirements, and the rung that is due.

use serde::Serialize;

use crate::conduct::contribution::Authorship;
use crate::conduct::definition::{ContributionKind, Mark};
use crate::conduct::ladder::{Rung, Trigger};
use crate::conduct::points::Points;
use crate::conduct::window::{Stretch, Window};
use crate::time::{Date, Validity};
use crate::values::choice::choice;
use crate::values::key::{AccountKey, BandKey, ConductKey, ContributionKey};
use crate::values::text::Text;

/// Where somebody stands under a conduct policy.
///
/// Everything that refers to a contribution does so by its place in the list that was assessed,
/// from 0. Lists are in order of day, so the order in which contributions came in changes nothing
/// but those places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub(super) policy: ConductKey,
    pub(super) name: Text,
    pub(super) window: Window,
    pub(super) result: Assessed,
}

/// Whether somebody could be assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Assessed {
    /// Assessed.
    Assessed(Box<Assessment>),
    /// Not assessed, and why.
    NotAssessed(NotAssessed),
}

/// Why somebody is not assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotAssessed {
    /// Only who held the seat for the whole window counts.
    SeatNotHeldThroughout(Validity),
    /// More contributions than are assessed at once.
    TooManyContributions(u64),
    /// The shares cannot be added exactly in 128 bits over 64.
    NotExact,
}

impl Standing {
    /// The policy that was applied.
    #[must_use]
    pub const fn policy(&self) -> &ConductKey {
        &self.policy
    }

    /// The window that was assessed.
    #[must_use]
    pub const fn window(&self) -> &Window {
        &self.window
    }

    /// The assessment, or why there is none.
    #[must_use]
    pub const fn result(&self) -> &Assessed {
        &self.result
    }

    /// The assessment, if there is one.
    #[must_use]
    pub fn assessment(&self) -> Option<&Assessment> {
        match &self.result {
            Assessed::Assessed(assessment) => Some(assessment),
            Assessed::NotAssessed(_) => None,
        }
    }

    /// The total, where there is an assessment and the policy counts points.
    #[must_use]
    pub fn total(&self) -> Option<Points> {
        Some(self.assessment()?.score()?.total())
    }

    /// The highest rung that is due, if any is.
    #[must_use]
    pub fn due(&self) -> Option<&RungDue> {
        self.assessment()?.due()
    }
}

/// What was found about somebody who was assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    pub(super) kinds: Vec<ContributionKind>,
    pub(super) score: Option<Score>,
    pub(super) unmet: Vec<Unmet>,
    pub(super) due: Vec<RungDue>,
    pub(super) unjudged: Vec<Unjudged>,
    pub(super) outside: u64,
    pub(super) repeated: Vec<usize>,
}

impl Assessment {
    /// The points; none where the policy counts no points.
    #[must_use]
    pub const fn score(&self) -> Option<&Score> {
        self.score.as_ref()
    }

    /// The requirements that are not met.
    #[must_use]
    pub fn unmet(&self) -> &[Unmet] {
        &self.unmet
    }

    /// The highest rung that is due, if any is.
    #[must_use]
    pub fn due(&self) -> Option<&RungDue> {
        self.due.last()
    }

    /// Every rung that is triggered, in the order of the ladder.
    #[must_use]
    pub fn triggered(&self) -> &[RungDue] {
        &self.due
    }

    /// Triggers that could not be judged from what is known, and why.
    #[must_use]
    pub fn unjudged(&self) -> &[Unjudged] {
        &self.unjudged
    }

    /// How many contributions lay outside the window and were left aside.
    #[must_use]
    pub const fn outside(&self) -> u64 {
        self.outside
    }

    /// Contributions of the same kind, day, mark and note as an earlier one. They count, since a
    /// member may well submit two proposals on a day; somebody should look whether one was
    /// recorded twice. A note tells them apart.
    #[must_use]
    pub fn repeated(&self) -> &[usize] {
        &self.repeated
    }
}

choice! {
    /// How a limit changed points.
    pub enum Limit {
        /// Brought down to the cap.
        Capped = "capped", "capped", "封顶";
        /// Brought up to the floor.
        Floored = "floored", "floored", "保底";
    }
}

/// Points: what was counted over which days, and what the total means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    pub(super) counted: Stretch,
    pub(super) base: Points,
    pub(super) accounts: Vec<AccountStanding>,
    pub(super) raw: Points,
    pub(super) total: Points,
    pub(super) limit: Option<Limit>,
    pub(super) band: Option<BandStanding>,
    pub(super) passed: Option<bool>,
    pub(super) lines: Vec<Line>,
    pub(super) unscored: Vec<usize>,
    pub(super) years: Vec<YearTotal>,
}

impl Score {
    /// The days that were counted: the window, or its last whole year for an annual table.
    #[must_use]
    pub const fn counted(&self) -> Stretch {
        self.counted
    }

    /// The points that everybody begins with.
    #[must_use]
    pub const fn base(&self) -> Points {
        self.base
    }

    /// The accounts in the order of the policy; last, if there is any, what counts straight into
    /// the total.
    #[must_use]
    pub fn accounts(&self) -> &[AccountStanding] {
        &self.accounts
    }

    /// Base and accounts together, before the table's own cap and floor.
    #[must_use]
    pub const fn raw(&self) -> Points {
        self.raw
    }

    /// The total.
    #[must_use]
    pub const fn total(&self) -> Points {
        self.total
    }

    /// Whether the table's cap or floor changed the total.
    #[must_use]
    pub const fn limit(&self) -> Option<Limit> {
        self.limit
    }

    /// The band of the total; none below the lowest.
    #[must_use]
    pub const fn band(&self) -> Option<&BandStanding> {
        self.band.as_ref()
    }

    /// Whether the total passes, where the policy says what passes.
    #[must_use]
    pub const fn passed(&self) -> Option<bool> {
        self.passed
    }

    /// What each contribution that was counted is worth, by day.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Contributions in the days counted that no item of the table is about.
    #[must_use]
    pub fn unscored(&self) -> &[usize] {
        &self.unscored
    }

    /// The total of each whole year of the window.
    #[must_use]
    pub fn years(&self) -> &[YearTotal] {
        &self.years
    }
}

/// The table applied to one whole year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct YearTotal {
    pub(super) year: Stretch,
    pub(super) total: Points,
}

impl YearTotal {
    /// The year.
    #[must_use]
    pub const fn year(self) -> Stretch {
        self.year
    }

    /// Its total.
    #[must_use]
    pub const fn total(self) -> Points {
        self.total
    }
}

/// What an account came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountStanding {
    pub(super) account: Option<AccountKey>,
    pub(super) name: Option<Text>,
    pub(super) start: Points,
    pub(super) additions: Points,
    pub(super) deductions: Points,
    pub(super) raw: Points,
    pub(super) counted: Points,
    pub(super) limit: Option<Limit>,
}

impl AccountStanding {
    /// The account; none for what counts straight into the total.
    #[must_use]
    pub const fn account(&self) -> Option<&AccountKey> {
        self.account.as_ref()
    }

    /// What it started with.
    #[must_use]
    pub const fn start(&self) -> Points {
        self.start
    }

    /// What was added.
    #[must_use]
    pub const fn additions(&self) -> Points {
        self.additions
    }

    /// What was deducted, as a negative number.
    #[must_use]
    pub const fn deductions(&self) -> Points {
        self.deductions
    }

    /// All together, before cap and floor.
    #[must_use]
    pub const fn raw(&self) -> Points {
        self.raw
    }

    /// What counts into the total.
    #[must_use]
    pub const fn counted(&self) -> Points {
        self.counted
    }

    /// Whether cap or floor changed it.
    #[must_use]
    pub const fn limit(&self) -> Option<Limit> {
        self.limit
    }
}

/// The band that a total is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BandStanding {
    pub(super) key: BandKey,
    pub(super) name: Text,
}

impl BandStanding {
    /// Its key.
    #[must_use]
    pub const fn key(&self) -> &BandKey {
        &self.key
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }
}

choice! {
    /// How the points of a line came about.
    pub enum LineReason {
        /// As the item says.
        AsStated = "as_stated", "as the table says", "按表计分";
        /// As was awarded.
        AsAwarded = "as_awarded", "as awarded", "按奖扣记录计分";
        /// The author's share of joint work.
        Shared = "shared", "share of joint work", "联名分享";
        /// Nothing, because there are more authors than may be.
        TooManyAuthors = "too_many_authors", "nothing: too many authors", "不计分:人数超限";
        /// Nothing, because no points were recorded with what is worth what is awarded.
        NoneRecorded = "none_recorded", "nothing: no points were recorded", "不计分:未记载分值";
    }
}

/// What one contribution is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub(super) contribution: usize,
    pub(super) on: Date,
    pub(super) kind: ContributionKey,
    pub(super) mark: Mark,
    pub(super) author: Option<Authorship>,
    pub(super) item: usize,
    pub(super) full: Points,
    pub(super) points: Points,
    pub(super) reason: LineReason,
}

impl Line {
    /// Its place in the list that was assessed, from 0.
    #[must_use]
    pub const fn contribution(&self) -> usize {
        self.contribution
    }

    /// The place of the item in the table, from 0.
    #[must_use]
    pub const fn item(&self) -> usize {
        self.item
    }

    /// What the item is worth to somebody alone.
    #[must_use]
    pub const fn full(&self) -> Points {
        self.full
    }

    /// What it is worth here.
    #[must_use]
    pub const fn points(&self) -> Points {
        self.points
    }

    /// How that came about.
    #[must_use]
    pub const fn reason(&self) -> LineReason {
        self.reason
    }
}

/// A requirement that is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unmet {
    pub(super) requirement: usize,
    pub(super) name: Option<Text>,
    pub(super) kinds: Vec<ContributionKey>,
    pub(super) at_least: u64,
    pub(super) found: u64,
}

impl Unmet {
    /// The place of the requirement in the policy, from 0.
    #[must_use]
    pub const fn requirement(&self) -> usize {
        self.requirement
    }

    /// How many there have to be.
    #[must_use]
    pub const fn at_least(&self) -> u64 {
        self.at_least
    }

    /// How many there are.
    #[must_use]
    pub const fn found(&self) -> u64 {
        self.found
    }
}

/// A rung that is due, and all that makes it due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RungDue {
    pub(super) position: usize,
    pub(super) rung: Rung,
    pub(super) causes: Vec<Cause>,
}

impl RungDue {
    /// The place of the rung on the ladder, from 0.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }

    /// The rung: what follows, by whom, the right to be heard, the review.
    #[must_use]
    pub const fn rung(&self) -> &Rung {
        &self.rung
    }

    /// What makes it due, at least one cause, in the order of its triggers.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }
}

/// What makes a rung due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    pub(super) trigger: Trigger,
    pub(super) within: Stretch,
    pub(super) found: Found,
    pub(super) contributions: Vec<usize>,
}

impl Cause {
    /// The trigger.
    #[must_use]
    pub const fn trigger(&self) -> &Trigger {
        &self.trigger
    }

    /// The days in which it was found.
    #[must_use]
    pub const fn within(&self) -> Stretch {
        self.within
    }

    /// What was found.
    #[must_use]
    pub const fn found(&self) -> &Found {
        &self.found
    }

    /// The contributions that it rests on.
    #[must_use]
    pub fn contributions(&self) -> &[usize] {
        &self.contributions
    }
}

/// What was found by a trigger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// This total.
    Points(Points),
    /// So many years running.
    YearsRunning(u64),
    /// So many contributions.
    Count(u64),
    /// So many requirements that are not met.
    Unmet(u64),
}

/// A trigger that could not be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unjudged {
    pub(super) position: usize,
    pub(super) trigger: Trigger,
    pub(super) why: WhyUnjudged,
}

impl Unjudged {
    /// The place of its rung on the ladder, from 0.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }

    /// The trigger.
    #[must_use]
    pub const fn trigger(&self) -> &Trigger {
        &self.trigger
    }

    /// Why it could not be judged.
    #[must_use]
    pub const fn why(&self) -> WhyUnjudged {
        self.why
    }
}

choice! {
    /// Why a trigger could not be judged.
    pub enum WhyUnjudged {
        /// The term of office was not told.
        TermNotTold = "term_not_told", "the term of office was not told", "未说明任期";
        /// Part of the term lies outside the window.
        TermNotCovered = "term_not_covered", "part of the term lies outside the window", "任期有一部分不在考核期内";
        /// There are too few whole years in the window.
        TooFewYears = "too_few_years", "too few whole years lie in the window", "考核期内的完整年度不足";
        /// The policy counts no points.
        NoPoints = "no_points", "the policy counts no points", "该规则不计分";
    }
}

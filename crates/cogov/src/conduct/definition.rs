//! A conduct policy as a charter states it.

use crate::conduct::ladder::Rung;
use crate::conduct::table::PointsTable;
use crate::position::Holder;
use crate::time::Term;
use crate::values::choice::choice;
use crate::values::key::{ConductKey, ContributionKey};
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What became of a session or a piece of work.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::conduct::Mark;
    ///
    /// let mark: Mark = "unexcused".parse()?;
    /// assert_eq!(mark.label(Lang::Zh), "无故缺席");
    /// assert!(Mark::ALL.contains(&mark));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Mark in conduct {
        /// Attended a session or an activity.
        Attended = "attended", "attended", "出席";
        /// Away with leave.
        Leave = "leave", "leave granted", "请假";
        /// Away without leave.
        Unexcused = "unexcused", "unexcused absence", "无故缺席";
        /// Spoke at a session.
        Spoke = "spoke", "spoke", "发言";
        /// Spoke in writing.
        SpokeInWriting = "spoke_in_writing", "spoke in writing", "书面发言";
        /// Submitted.
        Submitted = "submitted", "submitted", "提交";
        /// Filed: taken up for handling.
        Filed = "filed", "filed", "立案";
        /// Adopted.
        Adopted = "adopted", "adopted", "采用";
        /// Done: work that is neither attended nor submitted.
        Done = "done", "done", "完成";
        /// Awarded by somebody else: praise, a prize, bonus points.
        Awarded = "awarded", "awarded", "奖励";
        /// Penalised by somebody else.
        Penalised = "penalised", "penalised", "扣罚";
    }
}

choice! {
    /// The role in which a seat is held, where the rules differ.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::conduct::SeatRole;
    ///
    /// let role: SeatRole = "standing_member".parse()?;
    /// assert_eq!(role.label(Lang::Zh), "常务委员");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum SeatRole in conduct {
        /// An ordinary member.
        Member = "member", "ordinary member", "委员";
        /// A member of the standing committee.
        StandingMember = "standing_member", "standing member", "常务委员";
    }
}

record! {
    /// A kind of session or work that conduct is judged by.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::conduct::ContributionKind;
    /// use cogov::values::ContributionKey;
    ///
    /// let kind = ContributionKind::new(ContributionKey::new("plenary")?, Text::bilingual("Plenary", "全体会议")?);
    /// assert_eq!(kind.key().as_str(), "plenary");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct ContributionKind("a kind of contribution", "履职种类"; at most CONTRIBUTION_KINDS) {
        required {
            /// The key by which contributions and rules refer to it.
            key: ContributionKey,
            /// Its name.
            name: Text,
        }
    }
}

record! {
    /// A kind of session that the holder of the seat should attend.
    ///
    /// ```
    /// use cogov::conduct::{AttendanceDuty, SeatRole};
    ///
    /// let duty: AttendanceDuty = serde_json::from_str(
    ///     r#"{"kind": "standing-committee", "role": "standing_member"}"#,
    /// )?;
    /// assert_eq!(duty.role(), Some(SeatRole::StandingMember));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct AttendanceDuty("a duty to attend: {\"kind\": …}", "出席义务：{\"kind\": …}") {
        required {
            /// The kind of session.
            kind: ContributionKey,
        }
        option {
            /// For whom; everybody, if left out.
            role, with_role: SeatRole as copy,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// How leave is asked for and granted.
    ///
    /// ```
    /// use cogov::conduct::LeaveRule;
    /// use cogov::{Holder, PartyKey, Term, Text};
    ///
    /// let rule: LeaveRule = serde_json::from_str(r#"{"before": true, "notice": {"days": 3}}"#)?;
    /// assert_eq!(rule.before(), Some(true));
    /// assert!(rule.kinds().is_empty(), "for every kind of session");
    ///
    /// let cppcc = PartyKey::new("cppcc")?;
    /// let strict = LeaveRule::new()
    ///     .with_before(true)
    ///     .with_notice(Term::days(3)?)
    ///     .with_in_writing(true)
    ///     .with_granted_by(cppcc.clone())
    ///     .with_source(Text::new("rules of 2019, §12")?);
    /// assert_eq!(strict.notice(), rule.notice());
    /// assert!(strict.source().is_some() && strict.body().is_none());
    /// assert_eq!((rule.in_writing(), strict.in_writing()), (None, Some(true)));
    /// assert_eq!(strict.granted_by(), Some(&Holder::Party(cppcc)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct LeaveRule("a rule of leave", "请假规则") {
        option {
            /// Whether it has to be asked for before the session.
            before, with_before: bool as copy,
            /// Whether it has to be asked for in writing.
            in_writing, with_in_writing: bool as copy,
            /// Who grants it: a party, a seat or a group of the charter.
            granted_by, with_granted_by: Holder,
            /// Who grants it, in words.
            body, with_body: Text,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// How long before the session at the latest.
            notice, with_notice: Term,
        }
        list {
            /// For these kinds of session; for all, if empty.
            kinds, with_kinds: ContributionKey,
        }
    }
}

record! {
    /// What everybody has to contribute at least, in what the points table is applied to.
    ///
    /// ```
    /// use cogov::conduct::{Mark, BasicRequirement};
    /// use cogov::Text;
    /// use cogov::values::ContributionKey;
    ///
    /// // At least one proposal or report a year, submitted.
    /// let work = [ContributionKey::new("proposal")?, ContributionKey::new("report")?];
    /// let requirement = BasicRequirement::new(1_u64)
    ///     .with_name(Text::bilingual("One proposal or report", "每年至少一件提案或调研报告")?)
    ///     .with_kinds(work)
    ///     .with_marks([Mark::Submitted]);
    /// assert_eq!((requirement.at_least(), requirement.kinds().len()), (1, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct BasicRequirement("a requirement: {\"at_least\": …, \"kinds\": […]}", "基本要求：{\"at_least\": …, \"kinds\": […]}"; at most REQUIREMENTS) {
        required {
            /// How many.
            at_least: u64 as count,
        }
        option {
            /// Its name.
            name, with_name: Text,
            /// For whom; everybody, if left out.
            role, with_role: SeatRole as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// Of these kinds, all counted together.
            kinds, with_kinds: ContributionKey,
            /// With these marks; with any, if empty.
            marks, with_marks: Mark,
        }
    }
}

record! {
    /// What a seat asks of its holder, how it is counted, and what follows.
    ///
    /// ```
    /// use cogov::conduct::{
    ///     AtLeast, AttendanceDuty, Contribution, ContributionKind, LeaveRule, Mark, BasicRequirement, Rung,
    ///     Sanction, Window, Within, assess,
    /// };
    /// use cogov::values::{ConductKey, ContributionKey};
    /// use cogov::{ConductPolicy, Date, Text};
    ///
    /// let (plenary, proposal) = (ContributionKey::new("plenary")?, ContributionKey::new("proposal")?);
    /// let policy = ConductPolicy::new(ConductKey::new("member-conduct")?, Text::new("Members")?)
    ///     .with_description(Text::new("Says nothing of points")?)
    ///     .with_contributions([
    ///         ContributionKind::new(plenary.clone(), Text::bilingual("Plenary", "全体会议")?),
    ///         ContributionKind::new(proposal.clone(), Text::bilingual("Proposal", "提案")?),
    ///     ])
    ///     .with_attendance([AttendanceDuty::new(plenary.clone())])
    ///     .with_leave([LeaveRule::new().with_in_writing(true)])
    ///     .with_requirements([BasicRequirement::new(1_u64).with_kinds([proposal])])
    ///     .with_ladder([Rung::new(Sanction::Criticise).with_triggers([
    ///         AtLeast::new(1u64, Within::Window).with_kinds([plenary.clone()]).with_marks([Mark::Unexcused]),
    ///     ])]);
    /// assert!(policy.points().is_unstated() && policy.leave().is_given());
    /// assert_eq!(policy.requirements()[0].at_least(), 1);
    ///
    /// let absent = Contribution::new(plenary, Date::new(2026, 1, 12)?, Mark::Unexcused);
    /// let year = Window::new(Date::new(2026, 1, 1)?, Date::new(2027, 1, 1)?)?;
    /// let standing = assess(&policy, &[absent], year);
    /// assert_eq!(standing.due().unwrap().rung().sanction(), Sanction::Criticise);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct ConductPolicy("a conduct policy", "履职规则"; at most CONDUCT_POLICIES) {
        required {
            /// The key by which seats refer to it.
            key: ConductKey,
            /// Its name.
            name: Text,
        }
        option {
            /// What it does not say, and how it was read.
            description, with_description: Text,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// The sessions that the holder of the seat should attend.
            attendance, with_attendance: Vec<AttendanceDuty>,
            /// How leave is asked for and granted.
            leave, with_leave: Vec<LeaveRule>,
            /// How conduct is counted.
            points, with_points: PointsTable,
            /// What follows from poor conduct, from the mildest rung to the gravest. Within a year
            /// means: within one year of the window that whoever asks chooses, not within any
            /// twelve months.
            ladder, with_ladder: Vec<Rung>,
        }
        list {
            /// The kinds of session and work that the rest refers to.
            contributions, with_contributions: ContributionKind,
            /// What everybody has to contribute at least.
            requirements, with_requirements: BasicRequirement,
        }
    }
}

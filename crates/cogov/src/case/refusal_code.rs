//! The table of refusal codes: one place for codes, invariants, words and helps.

use crate::values::lang::Lang;

/// Defines the codes with which one kind of record refuses: of each its word, the number of the
/// invariant that it guards, and what is said. What another kind says of a rule that is the same
/// there is taken `as in` its table, so that it stands once.
macro_rules! refusals {
    (
        $(#[$codes_doc:meta])* codes $codes:ident;
        $([as in $other:ident] { $($(#[$same_doc:meta])* $same:ident;)+ })?
        $($(#[$doc:meta])* $name:ident = $code:literal, $invariant:literal {
        $message:literal, $message_zh:literal; $help:literal, $help_zh:literal
    })+
    ) => {
        $(#[$codes_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $codes {
            $($($(#[$same_doc])* $same,)+)?
            $($(#[$doc])* $name,)+
        }

        impl $codes {
            /// Every code.
            pub const ALL: &'static [Self] = &[$($(Self::$same,)+)? $(Self::$name),+];

            /// The code as programs see it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($(Self::$same => $other::$same.as_str(),)+)?
                    $(Self::$name => $code,)+
                }
            }

            /// The number of the invariant that it guards.
            #[must_use]
            pub const fn invariant(self) -> u8 {
                match self {
                    $($(Self::$same => $other::$same.invariant(),)+)?
                    $(Self::$name => $invariant,)+
                }
            }

            /// What is wrong, in plain words; a name in braces stands for a detail.
            #[must_use]
            pub const fn message(self, lang: Lang) -> &'static str {
                match self {
                    $($(Self::$same => $other::$same.message(lang),)+)?
                    $(Self::$name => lang.pick($message, $message_zh),)+
                }
            }

            /// What to do about it; a name in braces stands for a detail.
            #[must_use]
            pub const fn help(self, lang: Lang) -> &'static str {
                match self {
                    $($(Self::$same => $other::$same.help(lang),)+)?
                    $(Self::$name => lang.pick($help, $help_zh),)+
                }
            }

            /// The code of this name, if there is one.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                $($(
                    if code == $other::$same.as_str() {
                        return Some(Self::$same);
                    }
                )+)?
                match code { $($code => Some(Self::$name),)+ _ => None }
            }
        }

        impl std::fmt::Display for $codes {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $codes {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl crate::case::refusal::Spoken for $codes {
            fn code_of(self) -> &'static str {
                self.as_str()
            }

            fn message_of(self, lang: Lang) -> &'static str {
                self.message(lang)
            }

            fn help_of(self, lang: Lang) -> &'static str {
                self.help(lang)
            }
        }

        impl crate::case::refusal::Coded for $codes {}
    };
}

pub(crate) use refusals;

refusals! {
    /// Why an act is refused, or what was wrong with an act that was observed. The codes are
    /// stable.
    ///
    /// ```
    /// use cogov::case::RefusalCode;
    ///
    /// assert_eq!(RefusalCode::SelfVerification.as_str(), "self-verification");
    /// assert_eq!(RefusalCode::SelfVerification.invariant(), 16);
    /// ```
    codes RefusalCode;

    /// The number of the entry is not the next one.
    OutOfSequence = "out-of-sequence", 3 {
        "the entry has the number {found}, and the next one is {expected}",
        "条目编号为 {found}，应为 {expected}";
        "number entries one after the other, from 1", "请从 1 起依次编号"
    }
    /// The entry was recorded before the one before it.
    RecordedEarlier = "recorded-earlier", 3 {
        "it was recorded at {found}, before the last entry at {last}", "记录时间 {found} 早于上一条目 {last}";
        "record entries in the order of time; say in `on` when it happened", "请按时间先后记录；发生时间写在 on"
    }
    /// It happened after it was recorded.
    HappenedLater = "happened-later", 3 {
        "it happened at {on}, after it was recorded at {at}", "发生时间 {on} 晚于记录时间 {at}";
        "record it once it has happened", "请在事情发生之后记录"
    }
    /// The record has gone on meanwhile.
    StaleHead = "stale-head", 3 {
        "the record has gone on since: its head is {found}", "记录已有新条目：当前末条摘要为 {found}";
        "read the new entries, and try again", "请先读取新条目后重试"
    }
    /// What the act is about is not there.
    UnknownTarget = "unknown-target", 24 {
        "there is no {kind} {found} in this case", "本案中没有{kind} {found}";
        "name one that there is", "请指明已有者"
    }
    /// What the act makes is there already.
    AlreadyThere = "already-there", 24 {
        "there is {kind} {found} already", "已有{kind} {found}";
        "name it differently", "请另行命名"
    }
    /// The charter does not list something that the act names.
    NotInCharter = "not-in-charter", 1 {
        "the charter has no {found} in {list}", "章程的 {list} 中没有 {found}";
        "name something that the charter lists", "请使用章程所列名称"
    }
    /// The case has come to its end.
    CaseClosed = "case-closed", 21 {
        "the case has ended: {ending}", "案件已终结：{ending}";
        "reopen it first, with a reason", "请先说明理由重启案件"
    }
    /// It is too early or too late for this act.
    OutOfPhase = "out-of-phase", 6 {
        "this cannot be done in the phase \"{phase}\"", "“{phase}”阶段不能如此办理";
        "do what comes before it", "请先完成此前事项"
    }
    /// Whoever acts does not have the power.
    NoPower = "no-power", 4 {
        "{by} does not have {required}", "{by}没有{required}";
        "those who may: {holders}", "有权者：{holders}"
    }
    /// Whoever acts is not entitled to it.
    NoClaim = "no-claim", 4 {
        "{by} does not have {required}", "{by}没有{required}";
        "those entitled: {holders}", "有权利者：{holders}"
    }
    /// Whoever acts is not in the role that the act needs.
    NotInRole = "not-in-role", 4 {
        "{by} is not the one {required}", "{by}并非{required}";
        "it is for: {holders}", "应由其办理：{holders}"
    }
    /// The procedure names somebody else for the step.
    NotThePerformer = "not-the-performer", 4 {
        "the step \"{step}\" is for somebody else than {by}", "步骤“{step}”不由{by}承担";
        "it is for: {holders}", "应由其办理：{holders}"
    }
    /// A bar stands against it.
    Barred = "barred", 4 {
        "{by} may not {function} here", "{by}在此不得{function}";
        "somebody else has to, or the bar has to be overridden with a reason", "须由他人办理，或说明理由准许例外"
    }
    /// A bar stands against it, because of something else done in the same case.
    BarredBeside = "barred-beside", 4 {
        "{by} may not {function}, because of its other part in the same case: {other}", "{by}在同一案件中已承担“{other}”，不得{function}";
        "somebody else has to, or the bar has to be overridden with a reason", "须由他人办理，或说明理由准许例外"
    }
    /// The person does not hold the seat, or does not belong to the party or group.
    NotSeated = "not-seated", 4 {
        "nobody is known to act for {by} by this hand", "未登记此人可代表{by}";
        "enrol the person first, and name them in `hand`", "请先登记名册，并在 hand 中写明"
    }
    /// Too few have signed.
    TooFewSigned = "too-few-signed", 4 {
        "{signed} have signed, and {needed} are needed", "已有 {signed} 人签署，须有 {needed}";
        "have the others sign, too", "请其余各方签署"
    }
    /// What is shown is the receipt of no appeal, or not shown without a name.
    WrongReceipt = "wrong-receipt", 4 {
        "what is shown makes nobody the bearer of a receipt: {reason}", "所出示的回执无效：{reason}";
        "show the next value of the receipt, by nobody's hand; or act without it", "请匿名出示回执的下一个值，或不出示回执"
    }
    /// What is shown stands in the record already.
    SpentReceipt = "spent-receipt", 4 {
        "what is shown stands in the record, where everybody can read it", "所出示的值已见于记录，人人可读，不能再用";
        "show the next value of the receipt: the one before this", "请出示回执的下一个值，即此值的前一个"
    }
    /// The channel is not open to them, or not anonymous.
    ChannelClosed = "channel-closed", 4 {
        "the channel \"{channel}\" does not take this appeal: {reason}", "渠道“{channel}”不接收此诉求：{reason}";
        "say who submits it, or use a channel that takes it", "请写明提出者，或改用接收此诉求的渠道"
    }
    /// The appeal has come to its end.
    AppealEnded = "appeal-ended", 7 {
        "the appeal has ended: {ending}", "诉求已终结：{ending}";
        "submit a new one", "请重新提出诉求"
    }
    /// They support the appeal already.
    SupportedAlready = "supported-already", 24 {
        "{who} supports the appeal already", "{who}已附议";
        "everybody supports an appeal once", "每人只附议一次"
    }
    /// An appeal cannot be merged into itself, or into one that has ended.
    MergeAstray = "merge-astray", 7 {
        "the appeal cannot go on with {into}", "诉求不能并入 {into}";
        "merge it into another appeal of the case that goes on", "请并入本案中另一未终结的诉求"
    }
    /// Something that needs a reason has none.
    Unreasoned = "unreasoned", 8 {
        "it needs {missing}", "须写明{missing}";
        "say it", "请补充"
    }
    /// The topic was not assessed, or not as the table needs it.
    NotAssessed = "not-assessed", 4 {
        "the topic is not assessed as triage needs it: {reason}", "议题未按分流要求评定：{reason}";
        "assess it first", "请先评定"
    }
    /// The route is not the one of the table, and says not why.
    DepartsFromTable = "departs-from-table", 4 {
        "the table routes it otherwise, and there is no reason: {reason}", "分流表另有规定而未说明理由：{reason}";
        "follow the table, or say why not", "请依分流表办理，或说明理由"
    }
    /// The procedure does not take the matter.
    NotTaken = "not-taken", 6 {
        "the procedure \"{procedure}\" does not take this matter", "程序“{procedure}”不适用于此事项";
        "route it to a procedure that takes it", "请分流至适用的程序"
    }
    /// The step is out of play.
    StepExcluded = "step-excluded", 6 {
        "the step \"{step}\" is out of play", "步骤“{step}”未被纳入";
        "go on with a step that is in play", "请进行已纳入的步骤"
    }
    /// The step is done.
    StepDone = "step-done", 6 {
        "the step \"{step}\" is done, and not owed again", "步骤“{step}”已完成，且无须再做";
        "go on with what is owed", "请进行应做的步骤"
    }
    /// Something has to be done before the step.
    ConditionOpen = "condition-open", 6 {
        "the step \"{step}\" waits for {others}", "步骤“{step}”须等待{others}完成";
        "do these first: {others}", "请先完成：{others}"
    }
    /// Too little time has passed since something was done.
    DelayRunning = "delay-running", 6 {
        "the step \"{step}\" waits until {until}", "步骤“{step}”须等到 {until}";
        "wait until then", "请待届时办理"
    }
    /// The step waits as long as something is owed.
    MilestoneOpen = "milestone-open", 6 {
        "the step \"{step}\" waits as long as {others} is owed", "{others}应做而未做，步骤“{step}”不能进行";
        "do these first: {others}", "请先完成：{others}"
    }
    /// The act does not fit the step.
    WrongStep = "wrong-step", 6 {
        "the act \"{act}\" has no place in the step \"{step}\"", "行为“{act}”不属于步骤“{step}”";
        "name a step that it belongs to", "请指明其所属步骤"
    }
    /// Several steps could be meant.
    SeveralSteps = "several-steps", 6 {
        "several steps could be meant: {others}", "可能指多个步骤：{others}";
        "name one in `step`: {keys}", "请在 step 中指明：{keys}"
    }
    /// The step cannot be absorbed, or not by that one.
    NotAbsorbed = "not-absorbed", 5 {
        "the charter does not let \"{by}\" stand in for \"{step}\"", "章程未规定“{by}”可代替“{step}”";
        "do the step itself", "请办理该步骤本身"
    }
    /// Those affected were not notified.
    NotNotified = "not-notified", 9 {
        "not everybody affected was notified before: {whom}", "利害关系人未全部事先获得通知：{whom}";
        "notify them first", "请先通知"
    }
    /// Those affected could not be heard.
    NotHeard = "not-heard", 9 {
        "not everybody affected was invited to be heard: {whom}", "利害关系人未全部获邀陈述：{whom}";
        "convene them first", "请先召集其到会陈述"
    }
    /// The session is over.
    SessionOver = "session-over", 10 {
        "the session was adjourned", "会议已休会";
        "convene another one", "请另行召集"
    }
    /// They are present already, or somebody is for them.
    PresentAlready = "present-already", 10 {
        "{who} is present already", "{who}已到会";
        "record an arrival once", "到会只记录一次"
    }
    /// They are not present.
    NotPresent = "not-present", 10 {
        "{who} is not present", "{who}未到会";
        "record the arrival first", "请先记录到会"
    }
    /// They attend without a voice.
    NoVoice = "no-voice", 10 {
        "{who} attends without a voice, {role}", "{who}以“{role}”身份到会，不发言";
        "whoever speaks has to be invited to", "发言者须以可发言的身份受邀"
    }
    /// Nobody presides, speaks or votes in a session to which nobody was invited.
    NobodyInvited = "nobody-invited", 10 {
        "nobody should attend", "没有应到者";
        "name those who should attend, and as what", "请列明应到者及其身份"
    }
    /// Somebody is listed twice.
    ListedTwice = "listed-twice", 12 {
        "{who} is listed twice", "{who}被重复列入";
        "list everybody once", "每人只列一次"
    }
    /// The ballot is closed.
    BallotClosed = "ballot-closed", 12 {
        "the ballot is closed", "表决已结束";
        "open another one", "请另行表决"
    }
    /// The ballot is not closed yet.
    BallotOpen = "ballot-open", 11 {
        "not closed yet: the ballot {ballots}", "尚未结束的表决：{ballots}";
        "close it first", "请先结束表决"
    }
    /// No rule decides.
    NoRule = "no-rule", 11 {
        "no rule decides here: {reason}", "此处没有适用的表决规则：{reason}";
        "name a rule that is in force", "请指明有效的规则"
    }
    /// An elector has no weight, beside others who have one, where the rule measures it.
    NoWeight = "no-weight", 12 {
        "the rule measures weight, and beside others who have one, none is given for {who}", "规则计算权重，其他表决人已写明，而{who}未写明";
        "give the weight of each of them; 0, where somebody has none", "请逐一写明权重；没有的写 0"
    }
    /// An elector is of no household, beside others who are of one, where the rule measures it.
    NoHousehold = "no-household", 12 {
        "the rule counts households, and beside others whose household is given, none is given for {who}", "规则按户计算，其他表决人已写明所属户，而{who}未写明";
        "give the household of each of them; who lives alone is one", "请逐一写明所属户；独居者自成一户"
    }
    /// Some of a group are asked to vote, and others of it who could are not.
    LeftOut = "left-out", 12 {
        "of {group} some are asked, and {number} who are recorded as of it are not: {who}", "对{group}只征询部分成员，另有{number}名在册成员未列入：{who}";
        "list each of them, or the group itself; who has an interest declares it", "请逐一列明，或列明该群体本身；有利害关系者应申报"
    }
    /// Nobody may vote.
    NobodyVotes = "nobody-votes", 12 {
        "nobody may vote in this ballot", "本次表决没有表决人";
        "list the electors, or invite those who vote to the session", "请列明表决人，或邀请其参会"
    }
    /// They have voted.
    VotedAlready = "voted-already", 12 {
        "{who} has voted", "{who}已投票";
        "everybody votes once", "每人只投一次"
    }
    /// They have an interest of their own.
    Interested = "interested", 12 {
        "{who} declared an interest", "{who}已申报利害关系";
        "whoever has an interest does not vote", "有利害关系者不参加表决"
    }
    /// The votes are secret, and only counts are recorded.
    SecretBallot = "secret-ballot", 12 {
        "the ballot is secret: only the counts are recorded", "无记名表决只记录计票结果";
        "record the counts when it is closed", "请在结束表决时记录计票结果"
    }
    /// The counts are not what was voted.
    CountsAstray = "counts-astray", 12 {
        "the counts cannot be: {reason}", "计票结果有误：{reason}";
        "count again", "请重新计票"
    }
    /// Too few take part.
    Inquorate = "inquorate", 11 {
        "nothing is decided: {reason}", "不能作出决定：{reason}";
        "have more of those entitled take part", "请更多有表决权者参加"
    }
    /// It was not adopted.
    NotAdopted = "not-adopted", 13 {
        "nothing was adopted: {reason}", "未获通过：{reason}";
        "record that it failed", "请记录未通过"
    }
    /// Something was adopted or agreed on.
    Adopted = "adopted", 13 {
        "something was adopted or agreed on", "已有通过的表决或达成的共识";
        "resolve what was adopted", "请据以作出决议"
    }
    /// Nothing was adopted or agreed on.
    NoBasis = "no-basis", 13 {
        "nothing was adopted or agreed on in the step \"{step}\"", "步骤“{step}”中没有通过的表决或记录的共识";
        "hold a ballot, or record a consensus", "请组织表决或记录共识"
    }
    /// The words are not those that were adopted.
    OtherWords = "other-words", 13 {
        "the words are not those that were adopted: {agreed}", "文字与通过的文本不一致：{agreed}";
        "resolve it in the words that were adopted", "请使用通过的文本"
    }
    /// Somebody is to be liable who has no duty to carry anything out here.
    NoDuty = "no-duty", 15 {
        "{liable} has no duty to carry this out", "{liable}没有承担此事的职责";
        "those with the duty: {holders}; for anybody else the charter needs a position that leads or supports implementing here", "有职责者：{holders}；要由他人承担，章程须有其在此主责或协助落实的职位"
    }
    /// Nobody could verify it.
    NoVerifier = "no-verifier", 16 {
        "nobody is left who could verify \"{obligation}\"", "“{obligation}”没有可核验的人";
        "name a verifier who never performs it, and whom no bar stands against: {holders}", "请指定从未承办此事、且不受禁止的核验人：{holders}"
    }
    /// Whoever carried it out does not verify it.
    SelfVerification = "self-verification", 16 {
        "{by} performed \"{obligation}\", and does not verify it", "{by}承办过“{obligation}”，不得核验";
        "somebody else verifies: {holders}", "应由他人核验：{holders}"
    }
    /// The obligation, or the appeal, is not in a state in which this can be done.
    WrongState = "wrong-state", 17 {
        "\"{obligation}\" is {state}", "“{obligation}”{state}";
        "do what its state admits", "请按其所处状态办理"
    }
    /// It is said to be done, and nothing shows it.
    NoEvidence = "no-evidence", 19 {
        "nothing shows that \"{obligation}\" was done", "没有材料证明“{obligation}”已办结";
        "attach what shows it", "请附佐证材料"
    }
    /// Something is found to be in default before it is late.
    NotOverdue = "not-overdue", 17 {
        "\"{obligation}\" is not overdue", "“{obligation}”尚未逾期";
        "wait until its day is over", "请待期限届满"
    }
    /// A day by which there is to be time is not later than one that it has to come after.
    NotLater = "not-later", 18 {
        "the day is not later than {due}", "日期不晚于 {due}";
        "name a later day", "请写更晚的日期"
    }
    /// It has been answered.
    Answered = "answered", 24 {
        "it has been answered", "已经答复";
        "an answer is given once", "答复一次即可"
    }
    /// It was not tried here first.
    NotExhausted = "not-exhausted", 22 {
        "nothing shows that everything was tried here", "没有证明本级已穷尽办法";
        "cite the decision that failed, or say why it goes up without", "请引用本级未成的决定，或说明例外理由"
    }
    /// The place is not the next above that takes the matter.
    NotTheWayUp = "not-the-way-up", 22 {
        "the matter does not go up to \"{found}\"", "此事项不提级至“{found}”";
        "refer it to {expected}", "请提级至{expected}"
    }
    /// Something is still owed.
    StepOwed = "step-owed", 20 {
        "these steps are still owed: {others}", "尚有应做的步骤：{others}";
        "do these first", "请先完成"
    }
    /// An obligation goes on.
    ObligationOpen = "obligation-open", 20 {
        "these obligations go on: {others}", "尚有未了结的落实事项：{others}";
        "have them fulfilled, discharged or found in default first", "请先落实、免除或认定不履行"
    }
    /// Something was not answered.
    Unanswered = "unanswered", 20 {
        "these were not answered: {others}", "尚未答复：{others}";
        "answer them first", "请先答复"
    }
    /// A criterion of the plan is not judged.
    CriterionOpen = "criterion-open", 20 {
        "these criteria of the plan are not judged: {others}", "方案中的标准尚未评定：{others}";
        "judge each of them", "请逐项评定"
    }
    /// What is called fulfilled does not meet a criterion of the plan.
    CriterionUnmet = "criterion-unmet", 19 {
        "these criteria are not met, and it is called fulfilled: {others}", "评定为落实，而下列标准未达成：{others}";
        "call it fulfilled in part, or not", "请评定为部分落实或未落实"
    }
    /// Something was to be decided, and nothing stands resolved that could have been carried out.
    NothingResolved = "nothing-resolved", 19 {
        "nothing stands resolved, so nothing was carried out", "没有有效的决议，也就没有落实";
        "say what is so: that it was not decided, not fulfilled, or is no longer needed", "请如实写明：未作决定、未落实或不再需要"
    }
    /// The charter is another one.
    OtherCharter = "other-charter", 2 {
        "the charter is not the one that the act names: {reason}", "章程与所指不符：{reason}";
        "give the charter of that version and digest", "请提供该版本与摘要的章程"
    }
    /// A step that was not done cannot be done again.
    NotDone = "not-done", 21 {
        "the step \"{step}\" was not done", "步骤“{step}”尚未进行";
        "name a step that was done", "请指明已完成的步骤"
    }
    /// The time for objections to a notice is over.
    NoticeOver = "notice-over", 4 {
        "the notice was open to objections until {until}", "公示期至{until}止";
        "give a supervision opinion, which is possible at any time", "可随时提出监督意见"
    }
}

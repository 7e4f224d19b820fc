//! The act table: one place for what each act requires, is about, brings along and does.

use crate::act::balloting::{CloseBallot, OpenBallot, RecordConsensus, Vote};
use crate::act::concluding::{Absorb, Award, Close, Correct, Evaluate, Migrate, Override};
use crate::act::define::acts;
use crate::act::obliging::{
    Complete, Contest, Delegate, Discharge, Extend, FindDefault, Pause, Remind, Report, Transfer,
    Vary, Verify,
};
use crate::act::publishing::Disclose;
use crate::act::reception::{Accept, CallBack, Decline, Merge, Settle, Submit, Withdraw};
use crate::act::requirement::{Requirement, Role};
use crate::act::resolving::{
    Advise, Again, Answer, Fail, ObligationDraft, Opinion, ReferUp, Resolve,
};
use crate::act::screening::{Assess, Dispatch, Enrol, Notify, Plan, Route};
use crate::act::sitting::{Adjourn, Arrive, Convene, DeclareInterest, Depart, Excuse, Speak};
use crate::act::target::{Target, TargetKind};
use crate::position::{Claim, Function};
use crate::procedure::Completion;
use crate::values::choice::choice;
use crate::values::id::{AppealId, SessionId};
use crate::values::key::{BallotKey, ObligationKey, ReplyKey, StepKey};
use crate::values::lang::Lang;

choice! {
    /// The parts of the work, in their usual order.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::{ActKind, Stage};
    ///
    /// let default = ActKind::from_word("find-default").unwrap();
    /// assert!(ActKind::Submit.stage() < default.stage());
    /// assert!(default.effect(Lang::En).starts_with("the obligation is at its end"));
    /// assert_eq!(Stage::Supervision.label(Lang::Zh), "监督");
    /// let after_the_decision = |kind: &&ActKind| kind.stage() == Stage::Disclosure;
    /// let words: Vec<&str> = ActKind::ALL.iter().filter(after_the_decision).map(|kind| kind.as_str()).collect();
    /// assert_eq!(words, ["disclose", "object", "opine", "answer"]);
    /// ```
    pub enum Stage in act {
        /// Appeals come in.
        Reception = "reception", "reception", "受理";
        /// Topics are assessed, routed and handed out.
        Screening = "screening", "screening", "筛选分流";
        /// The consultation is prepared.
        Preparation = "preparation", "preparation", "协商准备";
        /// People meet.
        Deliberation = "deliberation", "deliberation", "协商议事";
        /// It is decided, advised or referred up.
        Decision = "decision", "decision", "决定";
        /// It is made public, and people answer one another.
        Disclosure = "disclosure", "disclosure", "公开";
        /// It is carried out.
        Implementation = "implementation", "implementation", "落实";
        /// It is watched.
        Supervision = "supervision", "supervision", "监督";
        /// It is evaluated, and ends.
        Evaluation = "evaluation", "evaluation", "评价";
        /// What is out of the ordinary, at any time.
        Exception = "exception", "exception", "例外";
    }
}

acts! {
    /// The kind of an act: a row of the act table.
    ///
    /// ```
    /// use cogov::act::{ActKind, Requirement};
    /// use cogov::{Function, Lang};
    ///
    /// let kind: ActKind = "find-default".parse()?;
    /// assert_eq!(kind.label(Lang::Zh), "认定不履行");
    /// assert_eq!(kind.requires(), [Requirement::Power(Function::Supervise)]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    kinds ActKind, schemas "";

    /// What somebody does in a case: what it is about, and what comes with it.
    ///
    /// Whoever matches on acts is told by the compiler when there is a new one. In JSON an act
    /// is the fields `act`, `target` and `with` of an [`Entry`](crate::act::Entry).
    ///
    /// ```
    /// use cogov::act::{Accept, Act, ActKind};
    ///
    /// let appeal = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
    /// let act = Act::accept(appeal, Accept::new());
    /// assert_eq!(act.kind(), ActKind::Accept);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    acts Act;

    targets Target;
    completing steps;

    Reception {
        /// An appeal comes in; `by` is who records it.
        Submit submit = "submit", "submit an appeal", "提出诉求" {
            about appeal: AppealId; with Submit; requires Channel;
            "the appeal is part of the case", "诉求纳入案件"
        }
        /// Somebody supports an appeal.
        Support support = "support", "support an appeal", "附议" {
            about appeal: AppealId; requires Nothing;
            "the person is counted among those who support it; nobody supports an appeal twice", "计入附议人数；同一人不重复附议"
        }
        /// An appeal is accepted.
        Accept accept = "accept", "accept an appeal", "受理诉求" {
            about appeal: AppealId; or_without Accept; requires Power(Function::Receive);
            completes Accept;
            "the first acceptance fixes the matter and the place of the case; the power is asked for where the acceptance says that it is; an appeal is accepted again only for a step that has to be done again", "首次受理确定案件的事项与地点；职权依受理所写明的事项与地点判断；仅在受理步骤须重做时再次受理"
        }
        /// An appeal is declined.
        Decline decline = "decline", "decline an appeal", "不予受理" {
            about appeal: AppealId; or_without Decline; requires Power(Function::Receive);
            "the appeal is at its end; with the last one, the case, which it cannot be while steps are owed; what nobody answered before the end is answered after it", "该诉求终结；全部终结则案件终结，但尚有应做步骤时不得以此终结；终结前未答复的诉求，终结后仍应答复"
        }
        /// An appeal joins another one of the case.
        Merge merge = "merge", "merge appeals", "合并诉求" {
            about appeal: AppealId; with Merge; requires Power(Function::Receive);
            "the appeal goes on with the other one, keeping its author, text, supporters and call-back",
            "并入另一诉求，保留诉求人、内容、附议人与回访"
        }
        /// An appeal is settled without a consultation.
        Settle settle = "settle", "settle directly", "直接办理" {
            about appeal: AppealId; with Settle;
            requires Power(Function::Receive), Power(Function::Screen);
            "the appeal is answered; with the last one, the case is settled directly, which it cannot be while steps are owed", "诉求已答复；全部答复则案件直接办结，但尚有应做步骤时不得以此办结"
        }
        /// Whoever appealed takes the appeal back.
        Withdraw withdraw = "withdraw", "withdraw an appeal", "撤回诉求" {
            about appeal: AppealId; or_without Withdraw; requires Role(Role::Submitter);
            "the appeal is at its end, and those merged into it go on by themselves; with the last one before a decision, the case ends", "该诉求终结，并入其中的诉求各自继续；决定前全部撤回则案件终结"
        }
        /// Whoever appealed is asked what came of it.
        CallBack call_back = "call-back", "call back", "回访" {
            about appeal: AppealId; with CallBack; requires Power(Function::Receive);
            "what they say is kept with the appeal", "回访结果随诉求留存"
        }
    }
    Screening {
        /// The topic is assessed for triage.
        Assess assess = "assess", "assess the topic", "评定议题" {
            with Assess; requires Power(Function::Screen);
            "triage judges by these levels", "分流以此为据"
        }
        /// The topic is routed.
        Route route = "route", "route the topic", "分流议题" {
            with Route; requires Power(Function::Screen); completes Route;
            "the procedure begins, with the guards frozen; or the case is settled, referred up or declined; whoever routes again does the step that is still to be done by it, and its guards are judged anew where nothing is done yet; once it is decided, it goes nowhere else",
            "程序开始，适用条件固定；或直接办理、提级、不予受理；再次分流须完成尚待分流的步骤，仅对未完成的步骤重新判断适用条件；已有决定的不再改走他途"
        }
        /// The matter is handed to somebody.
        Dispatch dispatch = "dispatch", "dispatch", "分派" {
            about step: StepKey; with Dispatch; requires Power(Function::Dispatch);
            completes Dispatch;
            "the party has to take it up, or to contest it", "受派主体应承办或提出异议"
        }
        /// Whoever got a matter says that it is not theirs.
        ContestDispatch contest_dispatch = "contest-dispatch", "contest a dispatch", "对分派提出异议" {
            about step: StepKey; with Contest; requires Role(Role::Addressee);
            "who dispatched it owes an answer", "分派者应予答复"
        }
        /// A roster: who holds which seat and belongs to what.
        Enrol enrol = "enrol", "enrol", "登记名册" {
            or_without Enrol;
            requires Power(Function::Receive), Power(Function::Plan), Power(Function::Convene);
            "these persons can act for their seats, parties and groups", "所列人员可代表其席位、主体与群体行事"
        }
    }
    Preparation {
        /// The consultation is planned.
        Plan plan = "plan", "lay down the plan", "确定方案" {
            about step: StepKey; or_without Plan; requires Power(Function::Plan); completes Plan;
            "points, options, those affected and criteria are laid down", "确定争议点、备选方案、利害关系人与成效标准"
        }
        /// Those concerned are notified.
        Notify notify = "notify", "notify", "通知" {
            about step: StepKey; with Notify; requires Power(Function::Plan); completes Notify;
            "they count as notified", "视为已通知"
        }
    }
    Deliberation {
        /// A session is convened.
        Convene convene = "convene", "convene a session", "召集会议" {
            about step: StepKey; with Convene; requires Power(Function::Convene);
            "the step runs in this session: any but those that are done by obligations", "该步骤在此会议中进行；由落实事项完成的步骤除外"
        }
        /// Somebody arrives.
        Arrive arrive = "arrive", "arrive", "到会" {
            about session: SessionId; or_without Arrive; requires Role(Role::Invitee);
            "they count as present; where nobody is missing, nobody arrives; whoever comes instead of somebody is a person, or a holder who is named", "计入实到；无人缺席时不再有人到会；代他人到会的，须为写明的个人或主体"
        }
        /// Somebody leaves.
        Depart depart = "depart", "depart", "离会" {
            about session: SessionId; or_without Depart; requires Role(Role::Attendee);
            "they no longer count as present, nor do those for whom they came", "本人及其所代表者不再计入实到"
        }
        /// Somebody is granted leave.
        Excuse excuse = "excuse", "grant leave", "准假" {
            about session: SessionId; with Excuse;
            requires Role(Role::Presiding), Power(Function::Convene);
            "their absence is excused", "其缺席视为请假"
        }
        /// Somebody says something.
        Speak speak = "speak", "speak", "发言" {
            about session: SessionId; with Speak; requires Role(Role::Attendee);
            "the statement can be cited", "发言可供引用"
        }
        /// Somebody declares an interest of their own.
        DeclareInterest declare_interest = "declare-interest", "declare an interest", "申报利害关系" {
            with DeclareInterest; requires Nothing;
            "they do not vote in this case, for others either; in a ballot that is open already they stay among those entitled, as if absent", "在本案中不参加表决，也不代他人表决；已开始的表决中仍计入应表决人数，视为未到"
        }
        /// A session ends.
        Adjourn adjourn = "adjourn", "adjourn", "休会" {
            about session: SessionId; or_without Adjourn;
            requires Role(Role::Presiding), Power(Function::Convene); completes Adjourn;
            "the steps that ran in it are done; what is out of play or done already is passed over", "会议中进行的步骤即告完成；未纳入或已完成的步骤略过"
        }
    }
    Decision {
        /// A question is put to the vote.
        OpenBallot open_ballot = "open-ballot", "open a ballot", "开始表决" {
            about step: StepKey; with OpenBallot;
            requires Role(Role::Presiding), Power(Function::Convene), Power(Function::Decide);
            "the electorate is fixed; in a session all of it should attend; whoever runs a session opens ballots in it, and in writing for its steps; nobody with a bar on deciding is an elector, nor a person whom the roster shows to be of none of those with the claim to vote, nor a group beside one of its own; where the rule measures weight, each elector beside others with a weight has one", "表决人范围固定；在会议中表决的，有表决权者均为应到；会议主持或记录者可在其会议中、或就其会议的步骤以书面方式开始表决；受“决定”禁止者、名册表明不属于任何享有表决权利者的个人、与其成员并列的群体，均不列为表决人；规则计算权重时，有人写明权重的，各表决人均须写明"
        }
        /// Somebody votes.
        Vote vote = "vote", "vote", "投票" {
            about ballot: BallotKey; with Vote; requires Role(Role::Elector);
            "the vote counts; nobody with a bar on deciding or an interest of their own casts it, for others either", "计入票数；受“决定”禁止者、有利害关系者不得投票，也不得代他人投票"
        }
        /// The votes are counted.
        CloseBallot close_ballot = "close-ballot", "close a ballot", "结束表决" {
            about ballot: BallotKey; or_without CloseBallot;
            requires Role(Role::Presiding), Power(Function::Convene), Power(Function::Decide);
            "the verdict is made from the votes and the rule as it was when the ballot opened", "依票数与表决开始时的规则得出表决结果"
        }
        /// All agree.
        RecordConsensus record_consensus = "record-consensus", "record a consensus", "记录共识" {
            about step: StepKey; with RecordConsensus;
            requires Role(Role::Presiding), Power(Function::Decide);
            "a resolution can rest on it, where the rule is consensus; whoever runs the session in which it was found records it while that lasts, and whoever has the power at any time", "规则为协商一致时，可据以作出决议；由达成共识的会议的主持或记录者在会议期间记录，有“决定”职权者可随时记录"
        }
        /// It is resolved.
        Resolve resolve = "resolve", "resolve", "作出决议" {
            about step: StepKey; with Resolve; requires Power(Function::Decide); completes Resolve;
            "each thing to be done is an obligation of one party", "每一待办之事成为一个主体的落实事项"
        }
        /// Nothing is resolved.
        Fail fail = "fail", "record that it failed", "记录未成" {
            about step: StepKey; with Fail; requires Power(Function::Decide); completes Resolve;
            "the procedure goes on as it says for a decision that failed; what was adopted or agreed on is not given up, nor what is still being voted on", "依程序对未通过的规定继续；已通过、已达成共识或正在表决的不得放弃"
        }
        /// The matter goes to the level above.
        ReferUp refer_up = "refer-up", "refer up", "提级" {
            with ReferUp; requires Power(Function::Screen), Power(Function::Decide);
            "the case waits for the answer from above", "案件等待上级答复"
        }
        /// A step has to be done again, and what was decided in it no longer binds.
        SetAside set_aside = "set-aside", "set aside", "撤销" {
            about step: StepKey; or_without Again;
            requires Power(Function::Decide), Power(Function::Supervise);
            "the step is owed again, and all is as if neither it nor what came after it had been done; what the decision obliged is discharged, what was submitted once that is verified; a power of a whole group is not enough for one of it",
            "该步骤须重做，该步骤及其后各步骤视为从未进行；决定所生的落实事项免除，已提交的先行核验；群体的职权不由其中一人单独行使"
        }
        /// Advice is given.
        Advise advise = "advise", "advise", "提出建议" {
            about step: StepKey; with Advise; requires Power(Function::Deliberate);
            completes Advise;
            "the addressee owes an answer", "受文者应予答复"
        }
    }
    Disclosure {
        /// Something is made public.
        Disclose disclose = "disclose", "disclose", "公开" {
            about step: StepKey; with Disclose; requires Power(Function::Disclose);
            completes Disclose;
            "it can be inspected and objected to; where something was to be decided and nothing stands resolved, no result is disclosed that is not owed, if another step can disclose that it was not decided", "可供查阅与提出异议；应作决定而没有有效决议的，另有步骤可公开未决情况时，不公开并非应做的结果"
        }
        /// Somebody objects to what was disclosed.
        Object object = "object", "object", "提出异议" {
            about step: StepKey; with Opinion; requires Claim(Claim::Object);
            "whoever disclosed it owes an answer; a notice is open to objections until its last day is over", "公开者应予答复；公示期满后不再受理异议"
        }
        /// Somebody who supervises gives an opinion.
        Opine opine = "opine", "give a supervision opinion", "提出监督意见" {
            with Opinion; requires Power(Function::Supervise), Claim(Claim::Inspect);
            "the addressee owes an answer", "受文者应予答复"
        }
        /// Something is answered.
        Answer answer = "answer", "answer", "答复" {
            about reply: ReplyKey; with Answer; requires Role(Role::Addressee);
            "nothing is owed any more", "答复义务了结"
        }
    }
    Implementation {
        /// Whoever is liable takes it on.
        TakeOn take_on = "take-on", "take on", "承接" {
            about obligation: ObligationKey; requires Role(Role::Liable);
            "it no longer counts as silent", "不再视为未反馈"
        }
        /// Whoever is liable says that it is not theirs.
        Contest contest = "contest", "contest", "对责任提出异议" {
            about obligation: ObligationKey; with Contest; requires Role(Role::Liable);
            "it binds as before, and who decided owes an answer", "义务不变，决定者应予答复"
        }
        /// Somebody else does it.
        Delegate delegate = "delegate", "delegate", "委托办理" {
            about obligation: ObligationKey; with Delegate; requires Role(Role::Liable);
            "the performer changes, the liable party does not", "承办者变更，责任主体不变"
        }
        /// Somebody else answers for it.
        Transfer transfer = "transfer", "transfer", "移交责任" {
            about obligation: ObligationKey; with Transfer;
            requires Role(Role::Claimant), Power(Function::Decide), Power(Function::Dispatch);
            "the liable party changes, the chain is kept", "责任主体变更，移交过程留存"
        }
        /// Something else is owed.
        Vary vary = "vary", "vary", "变更内容" {
            about obligation: ObligationKey; or_without Vary;
            requires Role(Role::Claimant), Power(Function::Decide);
            "what is owed changes from now on; a new term runs from when it began, and longer by the days suspended; a named day is later only by those after it was named", "此后按新内容落实；新期限自启动之日起算，并按中止天数顺延；指定日期的，仅按指定之后的中止天数顺延"
        }
        /// How it stands.
        Report report = "report", "report", "报告进展" {
            about obligation: ObligationKey; with Report;
            requires Role(Role::Liable), Role(Role::Performer);
            "it no longer counts as silent", "不再视为未反馈"
        }
        /// It is said to be done.
        Complete complete = "complete", "complete", "提交办结" {
            about obligation: ObligationKey; or_without Complete;
            requires Role(Role::Liable), Role(Role::Performer);
            "it waits to be verified; whether it was late is fixed by now", "等待核验；是否逾期以此时为准"
        }
        /// A standing duty begins to bind in this case.
        StartStandingDuty start_standing_duty = "start-standing-duty", "start a standing duty", "启动常设职责" {
            with ObligationDraft; requires Power(Function::Decide), Power(Function::Dispatch);
            "it is an obligation of the party that has the duty; like those of a decision it has to be done before the steps that carry out and supervise are; the power is asked for where the duty is", "成为承担该职责主体的落实事项；与决议所生事项一样，办结后落实与监督步骤方告完成；职权依该职责的事项与地点判断"
        }
    }
    Supervision {
        /// Somebody says whether it was done.
        Verify verify = "verify", "verify", "核验" {
            about obligation: ObligationKey; with Verify; requires Role(Role::Verifier);
            "solved is fulfilled; partly and not go back to whoever is liable; whoever answered for it or performed it at any time does not verify it: alone, with others, by a seat of the same body or as a person who signed", "已解决即落实；部分或未解决退回责任主体；曾为责任主体或承办者，无论单独、共同、以同一主体的席位或以个人签署，均不得核验"
        }
        /// Whoever is late is reminded.
        Remind remind = "remind", "remind", "催办" {
            about obligation: ObligationKey; or_without Remind;
            requires Role(Role::Claimant), Power(Function::Supervise);
            "the reminder is kept, as the first thing that happens to what is late", "催办留痕，是逾期后的第一步"
        }
        /// There is more time.
        Extend extend = "extend", "extend", "延期" {
            about obligation: ObligationKey; with Extend;
            requires Role(Role::Claimant), Power(Function::Supervise);
            "it is due later; where there was no day, from now on; what has not begun is due later from when it begins", "到期日后延；原无期限的自即日起算；尚未启动的，启动时一并计入"
        }
        /// The clock stops.
        Suspend suspend = "suspend", "suspend", "中止计时" {
            about obligation: ObligationKey; or_without Pause;
            requires Role(Role::Claimant), Power(Function::Supervise);
            "the time does not run meanwhile", "期间不计时"
        }
        /// The clock goes on.
        Resume resume = "resume", "resume", "恢复计时" {
            about obligation: ObligationKey; or_without Pause;
            requires Role(Role::Claimant), Power(Function::Supervise);
            "the time runs again, later by the days suspended", "恢复计时，按中止天数顺延"
        }
        /// Nobody is bound any more.
        Discharge discharge = "discharge", "discharge", "免除" {
            about obligation: ObligationKey; with Discharge;
            requires Role(Role::Claimant), Power(Function::Decide);
            "the obligation is at its end", "该落实事项终结"
        }
        /// It was not done, and will not count any more.
        FindDefault find_default = "find-default", "find a default", "认定不履行" {
            about obligation: ObligationKey; or_without FindDefault;
            requires Power(Function::Supervise);
            "the obligation is at its end; at most one duty follows from it", "该落实事项终结；至多产生一项后果义务"
        }
    }
    Evaluation {
        /// The result is evaluated.
        Evaluate evaluate = "evaluate", "evaluate", "评价" {
            about step: StepKey; with Evaluate; requires Power(Function::Evaluate);
            completes Evaluate;
            "the outcome of the case is judged by the criteria of the plan; it is fulfilled only if each of them is met, and nothing is fulfilled, even in part, where something was to be decided and nothing stands resolved", "依方案标准评定成效；各项标准均达成方可评定为已落实；应作决定而没有有效决议的，不得评定为落实或部分落实"
        }
        /// Somebody gets something for taking part.
        Award award = "award", "award", "激励" {
            with Award; requires Power(Function::Evaluate);
            "the award is kept", "激励留存"
        }
        /// The case ends.
        Close close = "close", "close", "结案" {
            or_without Close; requires Power(Function::Evaluate), Power(Function::Receive);
            "nothing more can be done in it, unless it is reopened", "案件终结，除非重启"
        }
        /// The case goes on from a step.
        Reopen reopen = "reopen", "reopen", "重启" {
            about step: StepKey; or_without Again;
            requires Power(Function::Screen), Power(Function::Supervise);
            "the step is owed again, as if it were set aside; the appeal with whose end the case ended goes on; where nothing ran yet, any step of a procedure can be named, and none is owed; the old outcome is kept", "该步骤须重做，如同撤销；案件因其终结的诉求继续办理；程序尚未开始的，可指明任一程序的步骤，不因此应做；原结果留存"
        }
    }
    Exception {
        /// A bar is lifted in this case.
        Override r#override = "override", "override a bar", "准许例外" {
            with Override; requires Power(Function::Supervise);
            "the bar does not bind whoever is named in this case, nor those who are among them", "该禁止在本案中不适用于所写明者及其所含者"
        }
        /// Another step stands in for one.
        Absorb absorb = "absorb", "absorb a step", "以另一步骤代替" {
            about step: StepKey; with Absorb; requires PowerOfStep;
            "the step counts as done, and as absorbed; what is neither done nor in play absorbs nothing", "该步骤视为完成（被代替）；既未完成又未纳入的步骤不能代替"
        }
        /// The case goes on under another version of its charter.
        Migrate migrate = "migrate", "migrate", "改用新章程" {
            with Migrate; requires Power(Function::Decide);
            "what comes is judged by the new version", "此后依新版本判断"
        }
        /// What an entry should have said.
        Correct correct = "correct", "correct", "更正说明" {
            about entry: u64; with Correct; requires Nothing;
            "the note is shown with the entry; nothing else changes", "说明随原条目显示，别无改变"
        }
    }
}

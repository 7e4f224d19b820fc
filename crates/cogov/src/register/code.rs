//! The codes with which a register refuses.

use crate::case::refusal_code::{RefusalCode, refusals};
use crate::values::lang::Lang;

refusals! {
    /// Why an act is refused in a register, or what was wrong with one that was observed. The codes
    /// are stable; those that a case has, too, mean the same.
    ///
    /// ```
    /// use cogov::register::RegisterCode;
    ///
    /// assert_eq!(RegisterCode::NoPlace.as_str(), "no-place");
    /// assert_eq!(RegisterCode::NoPlace.invariant(), 23);
    /// ```
    codes RegisterCode;

    [as in RefusalCode] {
        /// The number of the entry is not the next one.
        OutOfSequence;
        /// The entry was recorded before the one before it.
        RecordedEarlier;
        /// It happened after it was recorded.
        HappenedLater;
        /// The record has gone on meanwhile.
        StaleHead;
        /// The charter does not list something that the act names.
        NotInCharter;
        /// Whoever acts does not have the power.
        NoPower;
        /// Whoever acts is not in the role that the act needs.
        NotInRole;
        /// Too few have signed.
        TooFewSigned;
        /// No rule decides.
        NoRule;
        /// The counts are not what was voted.
        CountsAstray;
    }

    /// The charter is another one.
    OtherCharter = "other-charter", 2 {
        "the register is not kept under this charter: {reason}", "登记册不能依此章程：{reason}";
        "give the charter of that version and digest, with all that the register refers to", "请提供该版本与摘要、且含登记册所涉各项的章程"
    }
    /// What the act is about is not there.
    UnknownTarget = "unknown-target", 24 {
        "there is no {kind} {found} in this register", "本登记册中没有{kind} {found}";
        "name one that there is", "请指明已有者"
    }
    /// What the act makes is there already.
    AlreadyThere = "already-there", 24 {
        "there is {kind} already: {found}", "已有{kind}：{found}";
        "once is enough; correct the earlier entry if it is wrong", "登记一次即可；如有误请更正原条目"
    }
    /// The person does not hold the seat, or does not belong to the party or group.
    NotSeated = "not-seated", 4 {
        "nobody is known to act for {by} by this hand", "未登记此人可代表{by}";
        "register the person first, and name them in `hand`", "请先登记其任职或成员身份，并在 hand 中写明"
    }
    /// Nobody is named.
    NobodyNamed = "nobody-named", 24 {
        "the act names nobody", "未写明任何人";
        "name at least one person", "请至少写明一人"
    }
    /// The register does not know the person.
    UnknownPerson = "unknown-person", 24 {
        "the register does not know {person}", "登记册中没有 {person}";
        "have them join or seated first", "请先登记其加入或任职"
    }
    /// The person has died.
    Departed = "departed", 23 {
        "{person} died, as entry {entry} says", "据条目 {entry}，{person} 已去世";
        "find out who is meant, and correct the entry that is wrong", "请核实所指何人，并更正有误条目"
    }
    /// The seat is filled in another way.
    OtherFilling = "other-filling", 23 {
        "the seat \"{seat}\" is filled otherwise: {filling}", "席位“{seat}”的产生方式为：{filling}";
        "fill it in the way that the charter says", "请按章程规定的方式产生"
    }
    /// It would take effect before it was done.
    BeginsEarlier = "begins-earlier", 23 {
        "it would take effect on {from}, before it was done on {on}", "生效日 {from} 早于行为日 {on}";
        "say in `on` when it was done, or begin on that day", "请在 on 写明行为时间，或自该日起生效"
    }
    /// It would be over before it begins.
    NoTime = "no-time", 23 {
        "it would be over on {until}, and begins on {from}", "自 {from} 起，却止于 {until}";
        "name a later day on which it is over", "请写更晚的终止日"
    }
    /// It would last longer than it may.
    BeyondTerm = "beyond-term", 23 {
        "it would last until {until}, and its term is over on {limit}", "拟至 {until}，而期限止于 {limit}";
        "end it with the term; who is elected again begins a new one", "请止于届满；连任另行登记"
    }
    /// All places of the seat are taken.
    NoPlace = "no-place", 23 {
        "on {on} all places of \"{seat}\" are taken: {number}", "“{seat}”名额为 {number}，{on} 已满";
        "wait until one is free, or begin then", "请待空缺后产生，或自空缺之日起任"
    }
    /// The same person may not hold both seats.
    IncompatibleSeat = "incompatible-seat", 23 {
        "{person} holds \"{other}\", which goes not together with \"{seat}\"", "{person} 任“{other}”，不得兼任“{seat}”";
        "have the other seat given up first, or choose somebody else", "请先卸任另一席位，或另选他人"
    }
    /// The seat goes only together with another one.
    HeldApart = "held-apart", 23 {
        "\"{seat}\" is held together with {others}, and {person} does not hold it", "“{seat}”须与{others}一并担任，而 {person} 未任";
        "choose somebody who holds it", "请由担任者兼任"
    }
    /// The person is not to be nominated again.
    NotRenominable = "not-renominable", 23 {
        "{person} is not to be nominated again for \"{seat}\"", "{person} 不再提名“{seat}”";
        "choose somebody else, or have the sanction reviewed", "请另选他人，或申请复核"
    }
    /// The rule does not elect somebody.
    NotElected = "not-elected", 11 {
        "{person} is not elected by the rule \"{rule}\": {reason}", "按规则“{rule}”，{person} 未能当选：{reason}";
        "hold another election for the place", "请就该名额另行选举"
    }
    /// A rule decides who is elected, and nobody says how many voted.
    VotesUntold = "votes-untold", 12 {
        "the rule \"{rule}\" decides who is elected, and it is not told how many voted", "当选与否依规则“{rule}”判定，而未写明投票情况";
        "say in `poll` who could vote, and in `candidates` who voted for whom", "请在 poll 写明有表决权者，在 candidates 写明得票"
    }
    /// A near relative holds a seat that goes not together with it.
    NearRelative = "near-relative", 23 {
        "{person} is a near relative of {other}, who holds \"{held}\"; that goes not together with \"{seat}\"", "{person} 与任“{held}”的 {other} 为近亲属，不得任“{seat}”";
        "choose somebody else, or have the other seat given up first", "请另选他人，或先由另一方卸任"
    }
    /// Whom it is about and whom it names are the same.
    SamePerson = "same-person", 24 {
        "{person} is not a relative of their own", "{person} 不是自己的亲属";
        "name the other one", "请写明另一方"
    }
    /// They are not known as near relatives.
    NotRelated = "not-related", 24 {
        "{person} and {other} are not known as near relatives", "{person} 与 {other} 未登记为近亲属";
        "name two who are", "请指明已登记的双方"
    }
    /// What makes the rung due was sanctioned before.
    SanctionedAlready = "sanctioned-already", 23 {
        "all that makes \"{sanction}\" due was sanctioned by entry {entry}", "据以作出“{sanction}”的情况已由条目 {entry} 处理";
        "the same is not sanctioned twice; take into account what came later", "同一情况不重复处理；请计入此后的履职情况"
    }
    /// Somebody elected was not a candidate.
    NotACandidate = "not-a-candidate", 12 {
        "{person} was elected, and is not among the candidates", "{person} 当选，却不在候选人之列";
        "list all who stood with their votes", "请列出全部候选人及其得票"
    }
    /// Somebody who was not elected had more votes.
    FewerVotes = "fewer-votes", 12 {
        "{person} was elected with {votes}, and {other} had {more}", "{person} 以 {votes} 票当选，而 {other} 得 {more} 票";
        "those with the most votes are elected", "得票多者当选"
    }
    /// The person does not hold the seat.
    NotAHolder = "not-a-holder", 23 {
        "{person} does not hold \"{seat}\"", "{person} 未任“{seat}”";
        "name somebody who holds it on that day", "请指明当日任职者"
    }
    /// The person does not belong to it.
    NotAMember = "not-a-member", 23 {
        "{person} does not belong to {of}", "{person} 不属于{of}";
        "name something to which they belong", "请指明其所属"
    }
    /// It was taken into account before.
    AlreadyCounted = "already-counted", 24 {
        "this was taken into account by entry {entry}: {person}, {what}", "已由条目 {entry} 计入：{person}，{what}";
        "one session counts once, for however many cases it serves", "同一会议无论涉及多少案件，只计一次"
    }
    /// The incentive policy is not for them.
    NotAParticipant = "not-a-participant", 4 {
        "the incentives of the charter are not for {who}", "章程的激励不适用于{who}";
        "they are for: {holders}", "适用于：{holders}"
    }
    /// The honour needs more points.
    TooFewPoints = "too-few-points", 4 {
        "{who} has {points} points, and the honour is from {needed} on", "{who}现有 {points} 分，该荣誉须满 {needed} 分";
        "award points for contributions first", "请先按贡献计分"
    }
    /// The ladder of the seat has no such rung.
    NotOnTheLadder = "not-on-the-ladder", 23 {
        "the conduct policy of \"{seat}\" has no rung \"{sanction}\"", "“{seat}”的履职规则没有“{sanction}”一级";
        "use a rung of its ladder", "请使用其处置阶梯所列"
    }
    /// A rung as high stands already.
    NotHigher = "not-higher", 23 {
        "\"{standing}\" stands since entry {entry}, and \"{sanction}\" is not above it", "条目 {entry} 的“{standing}”仍在生效，“{sanction}”并不更高";
        "go up the ladder, or wait until it lapses", "请依阶梯递进，或待其失效"
    }
    /// Nothing that was counted makes the rung due.
    NotTriggered = "not-triggered", 23 {
        "nothing that was taken into account makes \"{sanction}\" due", "已计入的履职情况不足以作出“{sanction}”";
        "take into account what it rests on first", "请先计入所依据的履职情况"
    }
    /// The person had no chance to be heard.
    Unheard = "unheard", 23 {
        "{person} had no chance to be heard on \"{sanction}\"", "{person} 尚未获得对“{sanction}”陈述申辩的机会";
        "announce it, and hear them or wait until the time to answer is over", "请先告知，并听取陈述申辩或待期限届满"
    }
    /// The time to ask for a review is over.
    ReviewOver = "review-over", 23 {
        "a review could be asked for until {due}", "申请复核的期限止于 {due}";
        "ask in time", "请在期限内申请"
    }
    /// There is no review.
    NoReview = "no-review", 23 {
        "the charter says that there is no review of \"{sanction}\"", "章程规定“{sanction}”不得申请复核";
        "nothing can be asked for here", "此处无可申请"
    }
    /// Whoever imposed a sanction does not review it, nor whom it concerns.
    SelfReview = "self-review", 16 {
        "{person} imposed it or is whom it concerns, and does not review it", "{person} 作出该处理或为受处理人，不得自行复核";
        "another person reviews it, and is named in `hand`", "应由他人复核，并在 hand 中写明"
    }
}

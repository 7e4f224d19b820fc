//! What the findings say, in English and Chinese.

use crate::audit::code::{Basis, FindingCode};

type Words = (&'static str, &'static str);

/// What is wrong. `{names}` are filled in by the check that found it.
pub(super) const fn explanation(code: FindingCode, basis: Basis) -> Words {
    match (basis, stated(code), silent(code)) {
        (Basis::Stated, stated, _) => stated,
        (Basis::Silent, _, silent) => silent,
    }
}

const fn stated(code: FindingCode) -> Words {
    match code {
        FindingCode::Gap => ("nobody leads {function} on {scope}", "{scope}无人牵头{function}"),
        FindingCode::Overlap => (
            "more than one leads {function} on {scope}, so that none can be held to it: {holders}",
            "{holders}同时牵头{scope}的{function}，责任无法归于一方",
        ),
        FindingCode::HollowClaim => (
            "{holders} may {claim}, but nobody has the duty to honour it: nobody leads {function}{on}",
            "{holders}有权{claim}，但{on}无人牵头{function}，权利无从落实",
        ),
        FindingCode::UninformedParty => (
            "no claim to be briefed{on} for those who deliberate or decide: {holders}",
            "{holders}{on}参加协商或决定，却无获知情况的权利",
        ),
        FindingCode::PowerlessDuty => (
            "a duty to {function}{on} without the power to, for {holders}{why}",
            "{holders}{on}负有{function}之责，却无相应职权{why}",
        ),
        FindingCode::UncheckedPower => (
            "nobody supervises the power to {function}{on} of {holders}",
            "{holders}{on}行使{function}之权，无人监督",
        ),
        FindingCode::UnboundedPower => (
            "{holders} may dispatch work without {missing}",
            "{holders}可以分派任务而没有{missing}",
        ),
        FindingCode::SelfCheck => {
            ("the same hands carry out and verify: {holders}", "{holders}既负责落实又负责核验")
        }
        FindingCode::PaperCheck => {
            ("supervision looks at documents only: {holders}", "{holders}只凭书面材料监督")
        }
        FindingCode::IdleParty => {
            ("no position at all for {parties}", "{parties}没有任何职权、职责或权利")
        }
        FindingCode::UnorganisedBody => (
            "no seats, no convener and no rhythm for the members of {parties}",
            "{parties}有成员而无席位、无召集人、无定期会议",
        ),
        FindingCode::ImposedSeat => (
            "{represented} are spoken for by somebody appointed from above: {seats}",
            "{seats}代表{represented}，却由上级任命",
        ),
        FindingCode::UndrawnLine => (
            "there is no line of demarcation between topics by how grave they are or how much expertise they need",
            "没有按严重性或专业性划定协商边界",
        ),
        FindingCode::UnservedMatter => ("no procedure takes {scope}", "没有程序受理{scope}"),
        FindingCode::NoWayUp => (
            "from {scope} a matter cannot be referred up: nobody above may take it",
            "{scope}的事项无处提级，上级无人有权受理",
        ),
        FindingCode::NoChannel => {
            ("there is no way in for appeals {missing}", "诉求没有{missing}的渠道")
        }
        FindingCode::MissingStep => {
            ("no step for {purpose} in {procedures}", "{procedures}缺少“{purpose}”环节")
        }
        FindingCode::SkippableStep => (
            "on some topics ({topics}), {decision} of {procedure} can come before {steps}: it waits for them only through {barred}, which those topics leave out",
            "部分议题（{topics}）不进行{barred}，{procedure}的{decision}因此可以先于{steps}作出",
        ),
        FindingCode::NoTerm => ("no term for {what}", "{what}没有期限"),
        FindingCode::NoRule => (
            "no rule says when a vote counts and carries in {steps}",
            "{steps}作出决定，却无表决规则",
        ),
        FindingCode::NoCriteria => (
            "success is not defined beforehand in {procedures}",
            "{procedures}没有事先确定成效标准",
        ),
        FindingCode::NoSchedule => ("no regular rhythm for {parties}", "{parties}没有定期会议"),
        FindingCode::UnowedResult => (
            "nobody is obliged to carry out what is decided in {procedures}",
            "{procedures}所作决定无人负责落实",
        ),
        FindingCode::NoConduct => (
            "no attendance duties and no ladder of consequences for {seats}",
            "{seats}没有出席要求和履职约束",
        ),
        FindingCode::NoTraining => {
            ("participants are not prepared by any training", "参与者没有培训")
        }
        FindingCode::NoIncentive => ("nothing encourages people to take part", "没有参与激励"),
        FindingCode::Unrepresented => {
            ("neither a seat nor a claim for {groups}", "{groups}既无席位也无权利")
        }
    }
}

const fn silent(code: FindingCode) -> Words {
    match code {
        FindingCode::Gap => (
            "the charter does not say who leads {function} on {scope}",
            "章程未规定{scope}由谁牵头{function}",
        ),
        FindingCode::HollowClaim => (
            "the charter does not say who honours the claim of {holders} to {claim}: it names no lead for {function}{on}",
            "章程未规定由谁落实{holders}{claim}的权利：{on}没有{function}的牵头方",
        ),
        FindingCode::UninformedParty => (
            "the charter does not say who briefs those who deliberate or decide{on}: {holders}",
            "章程未规定向{on}参加协商或决定的{holders}通报情况",
        ),
        FindingCode::PowerlessDuty => (
            "the charter gives {holders} the duty to {function}{on}, and does not mention the power{why}",
            "章程规定{holders}{on}{function}的职责，未提及职权{why}",
        ),
        FindingCode::UncheckedPower => (
            "the charter does not say who supervises {function}{on} by {holders}",
            "章程未规定由谁监督{holders}{on}的{function}",
        ),
        FindingCode::UnboundedPower => (
            "the charter does not say {missing} work may be dispatched by {holders}",
            "章程未规定{holders}分派任务的{missing}",
        ),
        FindingCode::IdleParty => (
            "the charter gives neither a right nor a duty to {parties}",
            "章程列有{parties}，未规定其职权、职责或权利",
        ),
        FindingCode::UnorganisedBody => (
            "the charter does not say who calls together, or how often, {parties}",
            "章程未规定{parties}的召集人和会期",
        ),
        FindingCode::UndrawnLine => (
            "the charter does not say which topics are consulted on, and which are settled or referred",
            "章程未划定协商边界",
        ),
        FindingCode::UnservedMatter => (
            "the charter does not say by which procedure it takes {scope}",
            "章程未规定{scope}适用何种程序",
        ),
        FindingCode::NoWayUp => (
            "the charter does not say to whom a matter is referred up from {scope}",
            "章程未规定{scope}的事项向谁提级",
        ),
        FindingCode::NoChannel => (
            "the charter names no way in for appeals that is open to anyone {missing}",
            "章程未规定向所有人开放的{missing}诉求渠道",
        ),
        FindingCode::MissingStep => (
            "the charter does not mention a step for {purpose} in {procedures}",
            "章程未规定{procedures}有无“{purpose}”环节",
        ),
        FindingCode::NoTerm => ("the charter gives no term for {what}", "章程未规定{what}的期限"),
        FindingCode::NoRule => (
            "the charter does not say by which rule one decides in {steps}",
            "章程未规定{steps}的表决规则",
        ),
        FindingCode::NoCriteria => (
            "the charter does not say what success is for {procedures}",
            "章程未规定{procedures}的成效标准",
        ),
        FindingCode::ImposedSeat => (
            "{represented} are spoken for by somebody appointed, and the charter does not say whether from above: {seats}",
            "{seats}代表{represented}，由任命产生，章程未规定任命者是否为上级",
        ),
        FindingCode::NoSchedule => (
            "the charter does not say how often there are meetings of {parties}",
            "章程未规定{parties}的会期",
        ),
        FindingCode::UnowedResult => (
            "the charter does not say who carries out what is decided in {procedures}",
            "章程未规定{procedures}所作决定由谁落实",
        ),
        FindingCode::NoConduct => (
            "the charter does not say what is expected of whoever holds the seat: {seats}",
            "章程未规定{seats}的履职要求",
        ),
        FindingCode::NoTraining => {
            ("the charter does not mention training of participants", "章程未提及参与者培训")
        }
        FindingCode::NoIncentive => (
            "the charter does not mention what encourages people to take part",
            "章程未提及参与激励",
        ),
        FindingCode::Unrepresented => (
            "the charter gives neither a seat nor a claim to {groups}",
            "章程列有{groups}，未规定其席位或权利",
        ),
        // These follow from what is stated, and never from silence alone.
        FindingCode::Overlap
        | FindingCode::SelfCheck
        | FindingCode::PaperCheck
        | FindingCode::SkippableStep => stated(code),
    }
}

/// What would help.
pub(super) const fn remedy(code: FindingCode) -> Words {
    match code {
        FindingCode::Gap => ("name one party to lead", "明确一个牵头主体"),
        FindingCode::Overlap => (
            "let one of them lead and the others support, or divide matters or places among them",
            "明确一方牵头、其余配合，或按事项、地点划分",
        ),
        FindingCode::HollowClaim => {
            ("name one party that leads {function}", "明确{function}的牵头主体")
        }
        FindingCode::UninformedParty => (
            "give them the claim to be briefed, and somebody the duty to do so",
            "赋予其获知情况的权利，并明确通报责任",
        ),
        FindingCode::PowerlessDuty => (
            "give them the power as well, or the duty to whoever has it",
            "赋予相应职权，或将职责交给有权者",
        ),
        FindingCode::UncheckedPower => ("let somebody else supervise", "明确由他方监督"),
        FindingCode::UnboundedPower => (
            "list the matters that may be dispatched, and set a term",
            "列出可分派事项清单并规定期限",
        ),
        FindingCode::SelfCheck => {
            ("let somebody else verify, or bar both on one case", "由他方核验，或禁止同案兼任")
        }
        FindingCode::PaperCheck => (
            "add inspection on the spot, or residents who confirm the result",
            "增加实地检查或居民确认",
        ),
        FindingCode::IdleParty => (
            "give them something to do or a claim, or leave them out",
            "规定其职权、职责或权利，或不列为主体",
        ),
        FindingCode::UnorganisedBody => {
            ("name a convener, seats and a rhythm", "明确召集人、席位和会期")
        }
        FindingCode::ImposedSeat => {
            ("let those whom they speak for elect or recommend them", "由所代表者选举或推荐")
        }
        FindingCode::UndrawnLine => (
            "add a triage table that looks at severity and expertise",
            "制定按严重性和专业性分流的规则",
        ),
        FindingCode::UnservedMatter => ("name the procedure that takes them", "明确适用的程序"),
        FindingCode::NoWayUp => (
            "give somebody the power to receive at a place above, and name that place in `places` of the position",
            "赋予受理之权，并在该职权的 places 中写明上级地点",
        ),
        FindingCode::NoChannel => {
            ("open one channel in person and one online to anyone", "向所有人开放当面和线上渠道")
        }
        FindingCode::MissingStep => ("add the step", "补上该环节"),
        FindingCode::SkippableStep => {
            ("let {decision} wait for {steps} itself, too", "使{decision}本身也以{steps}为前提")
        }
        FindingCode::NoTerm => ("set a term in days or working days", "规定以日或工作日计的期限"),
        FindingCode::NoRule => ("name a decision rule with a quorum", "规定法定人数和表决规则"),
        FindingCode::NoCriteria => {
            ("define in the plan how success will be seen", "在方案中明确成效标准")
        }
        FindingCode::NoSchedule => ("set a rhythm", "规定会期"),
        FindingCode::UnowedResult => {
            ("add a step that carries out, and name who is liable", "增加落实环节并明确责任主体")
        }
        FindingCode::NoConduct => ("name a conduct policy for the seats", "为席位规定履职办法"),
        FindingCode::NoTraining => ("plan regular training", "安排定期培训"),
        FindingCode::NoIncentive => ("offer points or honours", "设立积分或荣誉激励"),
        FindingCode::Unrepresented => {
            ("give them a seat, or a claim to be heard", "设立席位，或赋予被听取意见的权利")
        }
    }
}

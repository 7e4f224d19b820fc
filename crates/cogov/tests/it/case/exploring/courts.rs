//! Small courts that receive, route, meet and decide.

use cogov::act::{Act, ActKind};
use cogov::case::Case;

use super::visiting::{Court, shown};

/// Everything that is tried is tried everywhere.
pub(super) fn everything(_: &Case, _: &Act) -> bool {
    true
}

/// Two appeals, of a resident and of somebody unnamed: accepted, declined, settled, withdrawn or
/// merged, supported and called back, by two channels and in two steps that receive.
pub(super) const INTAKE: Court = Court {
    charter: include_str!("../../../fixtures/charters/small-intake.json"),
    acts: r#"
group:residents/ann submit appeal=@a {"channel":"desk","matter":"yard","text":"Racks","submitter":{"person":"ann"}}
office submit appeal=@b {"channel":"box","matter":"yard","text":"Lamps"}
watch submit appeal=@a {"channel":"desk","matter":"yard","text":"Racks","submitter":{"party":"watch"}}
watch submit appeal=@b {"channel":"desk","matter":"yard","text":"Racks"}
group:residents/bob support appeal=@a
office accept appeal=@a
office accept appeal=@a {"step":"hear"}
office accept appeal=@b {"step":"accept"}
office accept appeal=@b {"step":"hear"}
office accept appeal=@b {"step":"nowhere"}
office accept appeal=@b {"matter":"moon"}
office decline appeal=@a {"reason":"Not here","redress":"The town"}
office decline appeal=@b {"reason":"Not here"}
office merge appeal=@a {"joins":"@b"}
office merge appeal=@b {"joins":"@a"}
office merge appeal=@b {"joins":"@b"}
office settle appeal=@b {"answer":"It shines"}
group:residents/ann withdraw appeal=@a
group:residents/bob withdraw appeal=@a
office call-back appeal=@a {"reached":true,"resolved":true}
office close
watch reopen step=accept {"reason":"New facts"}
watch reopen step=accept
office submit appeal=@c {"channel":"box","matter":"yard","text":"Lamps again"}
office accept appeal=@c
office accept appeal=@c {"step":"accept"}
office accept appeal=@c {"step":"hear"}
office settle appeal=@c {"answer":"They shine"}
watch award {"to":{"party":"office"},"reason":"For the lamps"}
"#,
    days: 0,
    within: |case, act| match act {
        // Once is enough: what follows is the same.
        Act::Reopen { .. } => case.state().ended_before().is_empty(),
        // It is supported before it is accepted.
        Act::Support { .. } => case.state().matter().is_none(),
        // A third appeal comes only after that, and after the second one.
        Act::Submit { appeal, .. } if appeal.to_string().ends_with('c') => {
            case.state().appeals().len() == 2 && !case.state().ended_before().is_empty()
        }
        _ => true,
    },
};

/// Two appeals without a name, of which one has a receipt: whoever bears it supports, takes back and is
/// given an honour; others show what can be read in the record, or whose slip it is.
pub(super) const SLIPS: Court = Court {
    charter: include_str!("../../../fixtures/charters/small-intake.json"),
    acts: r#"
office submit appeal=@a {"channel":"box","matter":"yard","text":"Lamps","receipt":"@committed"}
office submit appeal=@b {"channel":"box","matter":"yard","text":"Racks"}
office submit appeal=@b {"channel":"box","matter":"yard","text":"Racks","receipt":"@committed"}
office submit appeal=@b {"channel":"box","matter":"yard","text":"Racks","receipt":"@first"}
office submit appeal=@b {"channel":"desk","matter":"yard","text":"Racks","submitter":{"bearer":"@a"}}
office accept appeal=@a
office accept appeal=@a {"step":"hear"}
office accept appeal=@b {"step":"accept"}
office accept appeal=@b {"step":"hear"}
office decline appeal=@b {"reason":"Not here","redress":"The town"}
office merge appeal=@a {"joins":"@b"}
group:residents#1 support appeal=@b
anyone#1 support appeal=@a
anyone#2 support appeal=@b
anyone#1 withdraw appeal=@a
anyone#2 withdraw appeal=@a
anyone#3 withdraw appeal=@a
anyone#0 withdraw appeal=@a
anyone withdraw appeal=@a
anyone/ann#1 withdraw appeal=@a
office#1 withdraw appeal=@a
anyone#2 withdraw appeal=@b
office award {"to":{"bearer":"@a"},"reason":"For the lamps"}
office close
"#,
    days: 0,
    within: |case, act| match act {
        // Others commit to what they could read.
        Act::Submit { with, .. } if with.receipt() == Some(shown("1")) => {
            let mut all = case.state().appeals().filter_map(|appeal| appeal.receipt());
            all.any(|receipt| receipt != shown("0"))
        }
        _ => true,
    },
};

/// One appeal at one of four levels; a topic of four severities goes one of five ways, by the table
/// or against it with a reason; work is handed out and contested, advice is given and answered, and
/// what fails goes up one level.
pub(super) const SCREENING: Court = Court {
    charter: include_str!("../../../fixtures/charters/small-screening.json"),
    acts: r#"
anyone/ann submit appeal=@a {"channel":"any","matter":"yard","place":"house","text":"Noise"}
anyone/ann submit appeal=@a {"channel":"any","matter":"yard","place":"court","text":"Noise"}
anyone/ann submit appeal=@a {"channel":"any","matter":"yard","place":"village","text":"Noise"}
anyone/ann submit appeal=@a {"channel":"any","matter":"yard","place":"town","text":"Noise"}
keeper accept appeal=@a
office accept appeal=@a
council accept appeal=@a
board accept appeal=@a
office accept appeal=@a {"place":"moon"}
office settle appeal=@a {"answer":"Done"}
office assess {"topic":{"severity":"none","expertise":"low"}}
office assess {"topic":{"severity":"low","expertise":"low"}}
office assess {"topic":{"severity":"high","expertise":"low"}}
office assess {"topic":{"severity":"high","expertise":"high"}}
office assess {"topic":{"severity":"extreme","expertise":"low"}}
office assess {"topic":{"severity":"high"}}
office route {"to":{"to":"settle"}}
office route {"to":{"to":"refer_up"}}
office route {"to":{"to":"decline"},"reason":"Not ours"}
office route {"to":{"to":"consult","procedure":"short"}}
office route {"to":{"to":"consult","procedure":"advised"},"reason":"It is delicate"}
office route {"to":{"to":"consult_with_advisers","procedure":"advised","advisers":{"party":"board"}}}
office route {"to":{"to":"consult","procedure":"other"},"reason":"Why not"}
office refer-up {"case":"@above","reply":"up","to":"court","exception":"Too hard"}
office refer-up {"case":"@above","reply":"up","to":"village","exhausted":[1]}
office refer-up {"case":"@above","reply":"up","to":"village","exhausted":[9000]}
office refer-up {"case":"@above","reply":"up","to":"town","exception":"Too hard"}
office answer reply=up {"response":"adopt"}
council answer reply=up {"response":"decline"}
council answer reply=up {"response":"adopt_partly","text":"A part of it"}
board answer reply=up {"response":"adopt"}
office dispatch step=hand-out {"to":"keeper","task":"Look"}
keeper contest-dispatch step=hand-out {"reply":"no","reason":"Not mine"}
office answer reply=no {"response":"decline","text":"It is"}
office advise step=advise {"reply":"say","to":"keeper","text":"Be quiet"}
office advise step=advise {"reply":"say","to":"nobody","text":"Be quiet"}
keeper answer reply=say {"response":"adopt"}
office fail step=decide {"how":"abandoned","reason":"No way"}
office fail step=decide {"how":"abandoned"}
office close
"#,
    days: 0,
    within: |case, act| match act.kind() {
        // It is assessed once before it is routed, and once more after.
        ActKind::Assess => case.state().topic().is_none(),
        _ => true,
    },
};

/// One session and one ballot: two who vote, for themselves or one for the other, come and go, with
/// an interest or without; in the open or by counts.
pub(super) const VOTING: Court = Court {
    charter: include_str!("../../../fixtures/charters/small-voting.json"),
    acts: r#"
anyone/ann submit appeal=@a {"channel":"any","matter":"yard","text":"Racks"}
office enrol {"groups":[{"group":"residents","persons":["ann","bob"]}]}
office accept appeal=@a
office convene step=meet {"session":"@session","should_attend":[{"who":{"person":"ann"},"role":"voting"},{"who":{"person":"bob"},"role":"voting"},{"who":{"party":"office"},"role":"facilitator"}]}
office convene step=meet {"session":"@session"}
office convene step=meet {"session":"@session","should_attend":[{"who":{"person":"ann"},"role":"voting"},{"who":{"person":"ann"},"role":"chair"}]}
anyone/ann arrive session=@session
anyone/bob arrive session=@session
anyone/ann arrive session=@session {"instead_of":{"person":"bob"}}
anyone/ann depart session=@session
anyone/bob depart session=@session
anyone/ann depart session=@session {"instead_of":{"person":"bob"}}
office excuse session=@session {"who":{"person":"bob"}}
anyone/bob declare-interest {"interest":"I sell racks"}
office adjourn session=@session
office open-ballot step=decide {"ballot":"b","question":"So be it","session":"@session"}
office open-ballot step=decide {"ballot":"b","question":"So be it","session":"@session","secret":true}
office open-ballot step=decide {"ballot":"b","question":"So be it","session":"@session","rule":"old"}
office open-ballot step=decide {"ballot":"b","question":"So be it"}
office open-ballot step=decide {"ballot":"b","question":"So be it","electors":[{"who":{"person":"ann"}}]}
office open-ballot step=decide {"ballot":"b","question":"So be it","rule":"homes","electors":[{"who":{"person":"ann"},"household":"h"},{"who":{"person":"bob"}}]}
office open-ballot step=decide {"ballot":"b","question":"So be it","rule":"area","electors":[{"who":{"person":"ann"},"weight":1},{"who":{"person":"bob"}}]}
anyone/ann vote ballot=b {"choice":"yes"}
anyone/bob vote ballot=b {"choice":"yes"}
anyone/bob vote ballot=b {"choice":"no"}
anyone/ann vote ballot=b {"choice":"yes","instead_of":{"person":"bob"}}
office close-ballot ballot=b
office close-ballot ballot=b {"counts":{"heads":{"yes":2}}}
office close-ballot ballot=b {"counts":{"heads":{"no":1}}}
office close-ballot ballot=b {"counts":{"heads":{"no":0}}}
office resolve step=decide {"text":"So be it","ballot":"b"}
office resolve step=decide {"text":"Otherwise","ballot":"b"}
office resolve step=meet {"text":"So be it","ballot":"b"}
office fail step=decide {"how":"rejected","ballot":"b"}
office fail step=decide {"how":"abandoned","reason":"No way"}
office disclose step=disclose {"publicity":"publication","what":"The decision","where":"The board"}
office close
office migrate {"version":2,"digest":"0000000000000000000000000000000000000000000000000000000000000000"}
"#,
    days: 0,
    within: |case, act| match act.kind() {
        // Who is of the group is known before the procedure runs, or never.
        ActKind::Enrol => case.state().run().is_none(),
        _ => true,
    },
};

/// An agreement: planned, told, heard, found with or without an objection, made public, objected to,
/// evaluated by the criterion of the plan. A day has to pass between notice and meeting.
pub(super) const AGREEING: Court = Court {
    charter: include_str!("../../../fixtures/charters/small-agreeing.json"),
    acts: r#"
anyone/ann submit appeal=@a {"channel":"any","matter":"yard","text":"Racks"}
office accept appeal=@a
office plan step=plan {"affected":[{"group":"residents"}],"criteria":[{"key":"quiet","text":"Quiet"}],"points":[{"key":"where","text":"Where"}]}
office notify step=tell {"of":"The plan","whom":[{"party":"company"}]}
office notify step=tell {"of":"The plan","whom":[{"group":"residents"}]}
office notify step=plan {"of":"The plan","whom":[{"group":"residents"}]}
office notify step=tell {"of":"The plan"}
office convene step=meet {"session":"@session","should_attend":[{"who":{"group":"residents"},"role":"voting"},{"who":{"party":"company"},"role":"voting"},{"who":{"party":"watch"},"role":"observing"}]}
office convene step=meet {"session":"@session","should_attend":[{"who":{"party":"company"},"role":"voting"}]}
watch arrive session=@session
watch speak session=@session {"text":"Hm"}
group:residents/ann speak session=@session {"text":"Racks","point":"where"}
group:residents/ann arrive session=@session
company arrive session=@session
company depart session=@session
office adjourn session=@session
office record-consensus step=decide {"session":"@session","text":"So be it"}
office record-consensus step=decide {"session":"@session","text":"So be it","objections":[{"who":{"party":"company"},"text":"No","sustained":true}]}
office resolve step=decide {"text":"So be it","reservations":[{"who":{"party":"company"},"text":"But","point":"where"}]}
office resolve step=decide {"text":"So be it","reservations":[{"who":{"party":"company"},"text":"But","point":"when"}]}
office resolve step=decide {"text":"Otherwise"}
office fail step=decide {"how":"abandoned","reason":"No way"}
office disclose step=disclose {"publicity":"notice","what":"The decision","where":"The board"}
office disclose step=disclose {"publicity":"notice","to":"2026-06-03","what":"The decision","where":"The board"}
group:residents/ann object step=disclose {"reply":"no","text":"Not so"}
office answer reply=no {"response":"decline","text":"It is so"}
group:residents/ann opine {"reply":"hm","text":"Look here","to":{"party":"office"}}
office answer reply=hm {"response":"adopt"}
office evaluate step=evaluate {"result":"fulfilled","criteria":[{"criterion":"quiet","met":true}]}
office evaluate step=evaluate {"result":"fulfilled","criteria":[{"criterion":"quiet","met":false}]}
office evaluate step=evaluate {"result":"not"}
office evaluate step=evaluate {"result":"not","criteria":[{"criterion":"quiet","met":false}]}
office close
"#,
    days: 3,
    within: |case, act| match act.kind() {
        // An opinion is given on what was decided.
        ActKind::Opine => !case.state().disclosures().is_empty(),
        _ => true,
    },
};

/// Bars, seats, joint holders and shares of a group; one step that stands in for another, one that
/// waits for another, one out of play.
pub(super) const STANDING: Court = Court {
    charter: include_str!("../../../fixtures/charters/small-standing.json"),
    acts: r#"
anyone/ann submit appeal=@a {"channel":"any","matter":"yard","text":"Racks"}
office accept appeal=@a
office plan step=plan {"criteria":[{"key":"quiet","text":"Quiet"}]}
office enrol {"seats":[{"seat":"chair","person":"cho"}]}
office enrol {"seats":[{"seat":"stool","person":"cho"}]}
company convene step=talk {"session":"@second","should_attend":[{"who":{"person":"ann"},"role":"voting"}]}
office convene step=talk {"session":"@second","should_attend":[{"who":{"person":"ann"},"role":"voting"}]}
office convene step=meet {"session":"@session","should_attend":[{"who":{"person":"ann"},"role":"voting"}]}
office convene step=extra {"session":"@second","should_attend":[{"who":{"person":"ann"},"role":"voting"}]}
anyone/ann arrive session=@session
anyone/ann arrive session=@second
office adjourn session=@session
office adjourn session=@second
office absorb step=talk {"by":"meet"}
office absorb step=talk {"by":"plan"}
office absorb step=meet {"by":"talk"}
seat:chair/cho disclose step=post {"publicity":"publication","what":"The plan","where":"The board"}
seat:chair disclose step=post {"publicity":"publication","what":"The plan","where":"The board"}
office+watch disclose step=post {"publicity":"publication","what":"The plan","where":"The board"}
office+watch? disclose step=post {"publicity":"publication","what":"The plan","where":"The board"}
office evaluate step=evaluate {"result":"fulfilled","criteria":[{"criterion":"quiet","met":true}]}
watch evaluate step=evaluate {"result":"fulfilled","criteria":[{"criterion":"quiet","met":true}]}
watch override {"function":"evaluate","who":{"party":"office"},"reason":"Nobody else"}
watch override {"function":"supervise","who":{"party":"watch"},"reason":"Nobody else"}
watch override {"function":"convene","who":{"party":"company"},"reason":"Nobody else"}
watch close
watch reopen step=evaluate {"reason":"New facts"}
"#,
    days: 0,
    within: |case, act| match act.kind() {
        ActKind::Reopen => case.state().ended_before().is_empty(),
        _ => true,
    },
};

//! Small courts in which something is to be done, and by when. What is decided is decided in writing,
//! by one vote.

use cogov::act::{Act, Deadline};

use super::courts::everything;
use super::visiting::Court;

const CHARTER: &str = include_str!("../../../fixtures/charters/small-carrying.json");

/// The way to two things to be done at once, both by the company.
macro_rules! decided {
    ($acts:literal) => {
        concat!(
            r#"
anyone/ann submit appeal=@a {"channel":"any","matter":"yard","text":"Racks"}
office accept appeal=@a
office open-ballot step=decide {"ballot":"b","question":"So be it","electors":[{"who":{"person":"ann"}}]}
anyone/ann vote ballot=b {"choice":"yes"}
office close-ballot ballot=b
office fail step=decide {"how":"abandoned","reason":"No way"}
office disclose step=disclose {"publicity":"publication","what":"The decision","where":"The board"}
watch evaluate step=evaluate {"result":"fulfilled"}
watch evaluate step=evaluate {"result":"not"}
watch close
"#,
            $acts
        )
    };
}

/// Two obligations at once: completed in time or late, returned, solved in part, verified, found in
/// default.
pub(super) const CARRYING: Court = Court {
    charter: CHARTER,
    acts: decided!(
        r#"
office resolve step=decide {"text":"So be it","ballot":"b","obligations":[{"key":"rack","task":"A rack","liable":"company","claimant":{"party":"office"},"within":{"days":1},"verifiers":[{"party":"watch"},{"party":"company"}]},{"key":"lamp","task":"A lamp","liable":"company","claimant":{"party":"office"},"within":{"days":2},"verifiers":[{"party":"office"}]}]}
company take-on obligation=rack
company contest obligation=lamp {"reply":"no","reason":"Not ours"}
office answer reply=no {"response":"decline","text":"It is"}
company complete obligation=rack {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
company complete obligation=rack
company complete obligation=lamp {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
watch verify obligation=rack {"result":"solved"}
watch verify obligation=rack {"result":"not"}
company verify obligation=rack {"result":"solved"}
office verify obligation=lamp {"result":"solved"}
office verify obligation=lamp {"result":"partly"}
watch remind obligation=rack
watch find-default obligation=rack {"reason":"Nothing came"}
watch find-default obligation=lamp {"reason":"Nothing came"}
"#
    ),
    days: 3,
    within: everything,
};

/// Two obligations at once of which one waits for the other, and which bend: extended, stopped and
/// gone on with, varied, discharged, ended by themselves.
pub(super) const BENDING: Court = Court {
    charter: CHARTER,
    acts: decided!(
        r#"
office resolve step=decide {"text":"So be it","ballot":"b","obligations":[{"key":"rack","task":"A rack","liable":"company","claimant":{"party":"office"},"within":{"days":1},"verifiers":[{"party":"watch"}]},{"key":"lamp","task":"A lamp","liable":"company","claimant":{"person":"ann"},"after":"rack","within":{"by":"2026-06-02"},"sunset":"2026-06-03","verifiers":[{"party":"watch"}]}]}
company complete obligation=rack {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
watch verify obligation=rack {"result":"solved"}
watch find-default obligation=rack {"reason":"Nothing came"}
office extend obligation=rack {"to":{"days":1},"reason":"Rain"}
office extend obligation=rack {"to":{"by":"2026-06-01"},"reason":"Rain"}
watch suspend obligation=rack {"reason":"Rain"}
office resume obligation=rack
office vary obligation=rack {"within":{"days":2},"reason":"A better one"}
office discharge obligation=rack {"ground":"waived","reason":"It stands"}
anyone/ann discharge obligation=lamp {"ground":"withdrawn","reason":"No need"}
"#
    ),
    days: 2,
    within: |case, act| match act {
        // A term of a day bends once, and is then of two days, or a day that is named; it may stand
        // still before.
        Act::Extend { obligation, .. }
        | Act::Suspend { obligation, .. }
        | Act::Vary { obligation, .. } => {
            case.state().obligation(obligation).is_some_and(|known| {
                known.extensions().is_empty()
                    && matches!(known.within(), Some(Deadline::Within(term)) if term.length() == 1)
            })
        }
        _ => true,
    },
};

/// Two obligations at once that change hands: delegated, transferred, contested, reported on by other
/// persons, in default with a consequence, beside a standing duty that survives the case.
pub(super) const HANDING: Court = Court {
    charter: CHARTER,
    acts: decided!(
        r#"
office resolve step=decide {"text":"So be it","ballot":"b","obligations":[{"key":"rack","task":"A rack","liable":"company","claimant":{"party":"office"},"within":{"days":1},"verifiers":[{"person":"ann"},{"party":"crew"}]},{"key":"lamp","task":"A lamp","liable":"crew","claimant":{"party":"office"},"verifiers":[{"party":"company"},{"party":"office"}]}]}
office resolve step=decide {"text":"So be it","ballot":"b","obligations":[{"key":"rack","task":"A rack","liable":"watch","claimant":{"party":"office"},"verifiers":[{"party":"company"}]}]}
company delegate obligation=rack {"to":{"person":"ann"}}
office transfer obligation=rack {"to":"crew","reason":"They can"}
office transfer obligation=rack {"to":"watch","reason":"They can"}
anyone/ann complete obligation=rack {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
company/ann complete obligation=rack {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
crew complete obligation=lamp {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
crew complete obligation=rack {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
crew verify obligation=rack {"result":"solved"}
watch/ann verify obligation=rack {"result":"solved"}
anyone/ann verify obligation=rack {"result":"solved"}
company verify obligation=lamp {"result":"solved"}
office verify obligation=lamp {"result":"solved"}
watch find-default obligation=rack {"reason":"Nothing came","consequence":{"key":"fine","task":"A fine","liable":"company","claimant":{"party":"office"},"verifiers":[{"party":"office"}],"surviving":true}}
office discharge obligation=lamp {"ground":"superseded","reason":"The moon shines"}
"#
    ),
    days: 1,
    within: everything,
};

/// A decision that obliges somebody is set aside, as often as there is a ballot for another one. Time
/// stands still.
pub(super) const SETTING_ASIDE: Court = Court {
    charter: CHARTER,
    acts: decided!(
        r#"
office open-ballot step=decide {"ballot":"c","question":"So be it","electors":[{"who":{"person":"ann"}}]}
anyone/ann vote ballot=c {"choice":"yes"}
office close-ballot ballot=c
office resolve step=decide {"text":"So be it","ballot":"b"}
office resolve step=decide {"text":"So be it","ballot":"b","obligations":[{"key":"rack","task":"A rack","liable":"company","claimant":{"party":"office"},"within":{"days":1},"verifiers":[{"party":"watch"}]}]}
office resolve step=decide {"text":"So be it","ballot":"c","obligations":[{"key":"lamp","task":"A lamp","liable":"company","claimant":{"party":"office"},"within":{"days":1},"verifiers":[{"party":"watch"}]}]}
office set-aside step=decide {"reason":"It was wrong"}
office set-aside step=decide
watch set-aside step=disclose {"reason":"It was wrong"}
"#
    ),
    days: 0,
    within: everything,
};

/// A case that was closed is opened again, once, at its decision or at what came after.
pub(super) const REOPENING: Court = Court {
    charter: CHARTER,
    acts: decided!(
        r#"
office open-ballot step=decide {"ballot":"c","question":"So be it","electors":[{"who":{"person":"ann"}}]}
anyone/ann vote ballot=c {"choice":"yes"}
office close-ballot ballot=c
office resolve step=decide {"text":"So be it","ballot":"b","obligations":[{"key":"rack","task":"A rack","liable":"company","claimant":{"party":"office"},"verifiers":[{"party":"watch"}]}]}
office resolve step=decide {"text":"So be it","ballot":"c"}
company complete obligation=rack {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
watch verify obligation=rack {"result":"solved"}
watch reopen step=carry-out {"reason":"New facts"}
watch reopen step=decide {"reason":"New facts"}
watch reopen step=nowhere {"reason":"New facts"}
watch reopen step=decide
office start-standing-duty {"key":"lawn","task":"A lawn","liable":"company","claimant":{"party":"office"},"verifiers":[{"party":"watch"}],"surviving":true}
office start-standing-duty {"key":"hedge","task":"A hedge","liable":"company","claimant":{"party":"office"},"verifiers":[{"party":"watch"}],"surviving":true}
"#
    ),
    days: 1,
    within: |case, act| match act {
        // What is to be carried out anew comes once it is opened again.
        Act::StartStandingDuty { with } if with.key().as_str() == "hedge" => {
            case.state().standing().next().is_some() && !case.state().ended_before().is_empty()
        }
        Act::Reopen { .. } => case.state().ended_before().is_empty(),
        // The second ballot is that of the case that was opened again.
        Act::OpenBallot { with, .. } => {
            (with.ballot().as_str() == "b") == case.state().ended_before().is_empty()
        }
        // A standing duty is begun once it is decided.
        Act::StartStandingDuty { .. } => case.state().standing().next().is_some(),
        _ => true,
    },
};

/// A court in which nobody says that a decision failed.
pub(super) const STUCK: Court = Court {
    charter: CHARTER,
    acts: r#"
anyone/ann submit appeal=@a {"channel":"any","matter":"yard","text":"Racks"}
office accept appeal=@a
office open-ballot step=decide {"ballot":"b","question":"So be it","electors":[{"who":{"person":"ann"}}]}
anyone/ann vote ballot=b {"choice":"yes"}
office close-ballot ballot=b
office resolve step=decide {"text":"So be it","ballot":"b"}
office disclose step=disclose {"publicity":"publication","what":"The decision","where":"The board"}
watch evaluate step=evaluate {"result":"fulfilled"}
watch evaluate step=evaluate {"result":"not"}
watch close
"#,
    days: 0,
    within: everything,
};

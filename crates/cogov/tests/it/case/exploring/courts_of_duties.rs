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
office resolve step=decide {"text":"So be it","ballot":"b","obligations":[{"key":"rack","task":"A rack","liable":"company","claimant":{"party":"office"},"within":{"days":1},"verifiers":[{"party":"watch"}]},{"key":"lamp","task":"A lamp","liable":"company","claimant":{"person":"ann"},"after":"rack","within":{"by":"2026-06-03"},"sunset":"2026-06-04","verifiers":[{"party":"watch"}]}]}
company complete obligation=rack {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
watch verify obligation=rack {"result":"solved"}
watch find-default obligation=rack {"reason":"Nothing came"}
office extend obligation=rack {"to":{"days":1},"reason":"Rain"}
office extend obligation=rack {"to":{"by":"2026-06-01"},"reason":"Rain"}
watch suspend obligation=rack {"reason":"Rain"}
watch suspend obligation=lamp {"reason":"Rain"}
office resume obligation=rack
watch resume obligation=lamp
office vary obligation=rack {"within":{"days":2},"reason":"A better one"}
anyone/ann vary obligation=lamp {"within":{"days":1},"reason":"A better one"}
office discharge obligation=rack {"ground":"waived","reason":"It stands"}
anyone/ann discharge obligation=lamp {"ground":"withdrawn","reason":"No need"}
"#
    ),
    days: 3,
    within: |case, act| match act {
        // Once is enough: there is a term before, and a day after.
        Act::Extend { obligation, .. } => {
            let known = case.state().obligation(obligation);
            known.is_some_and(|known| matches!(known.within(), Some(Deadline::Within(_))))
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
office resolve step=decide {"text":"So be it","ballot":"b","obligations":[{"key":"rack","task":"A rack","liable":"company","claimant":{"party":"office"},"within":{"days":1},"verifiers":[{"party":"watch"},{"person":"ann"},{"party":"crew"}]},{"key":"lamp","task":"A lamp","liable":"crew","claimant":{"party":"office"},"verifiers":[{"party":"company"},{"party":"office"}]}]}
office resolve step=decide {"text":"So be it","ballot":"b","obligations":[{"key":"rack","task":"A rack","liable":"watch","claimant":{"party":"office"},"verifiers":[{"party":"company"}]}]}
company delegate obligation=rack {"to":{"person":"ann"}}
office transfer obligation=rack {"to":"crew","reason":"They can"}
office transfer obligation=rack {"to":"watch","reason":"They can"}
company contest obligation=rack {"reply":"no","reason":"Not ours"}
office answer reply=no {"response":"decline","text":"It is"}
anyone/ann complete obligation=rack {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
company/ann complete obligation=rack {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
crew complete obligation=lamp {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
watch verify obligation=rack {"result":"solved"}
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

/// A decision is set aside, as often as there is a ballot, and a case that was closed is opened again,
/// once.
pub(super) const AGAIN: Court = Court {
    charter: CHARTER,
    acts: decided!(
        r#"
office open-ballot step=decide {"ballot":"c","question":"So be it","electors":[{"who":{"person":"ann"}}]}
anyone/ann vote ballot=c {"choice":"yes"}
anyone/ann vote ballot=c {"choice":"no"}
office close-ballot ballot=c
office fail step=decide {"how":"rejected","ballot":"c"}
office resolve step=decide {"text":"So be it","ballot":"b"}
office resolve step=decide {"text":"So be it","ballot":"b","obligations":[{"key":"rack","task":"A rack","liable":"company","claimant":{"party":"office"},"within":{"days":1},"verifiers":[{"party":"watch"}]}]}
office resolve step=decide {"text":"So be it","ballot":"c","obligations":[{"key":"lamp","task":"A lamp","liable":"company","claimant":{"party":"office"},"within":{"days":1},"verifiers":[{"party":"watch"}]}]}
company complete obligation=rack {"evidence":[{"name":"Photograph","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]}
watch verify obligation=rack {"result":"solved"}
office set-aside step=decide {"reason":"It was wrong"}
office set-aside step=decide
watch reopen step=carry-out {"reason":"New facts"}
watch reopen step=decide {"reason":"New facts"}
watch reopen step=nowhere {"reason":"New facts"}
"#
    ),
    days: 1,
    within: |case, act| match act {
        Act::Reopen { .. } => case.state().ended_before().is_empty(),
        _ => true,
    },
};

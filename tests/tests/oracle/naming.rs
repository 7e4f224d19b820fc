//! Who does random acts.

use serde_json::{Value, json};

use crate::bearing::before;
use crate::draw::Draw;
use crate::judge::{Act, Oracle};
use crate::reading::{list, text};
use crate::who::{Need, needs};

/// Names somebody who may do it, as far as that can be told from what it requires.
pub(crate) fn by_somebody(oracle: &Oracle, kind: &str, entry: &mut Value, draw: &mut Draw) {
    let state = &oracle.state;
    let mut who: Vec<Value> = Vec::new();
    let known = {
        let act = Act::new(&oracle.charter, state, entry);
        act.is_there()
    };
    for need in needs(kind) {
        let act = Act::new(&oracle.charter, state, entry);
        match need {
            Need::Power(function) => {
                for spot in act.spots() {
                    who.extend(oracle.charter.powers(function, spot).into_iter().cloned());
                }
            }
            Need::PowerOfStep if known => {
                if let Some(function) = act.step().and_then(|it| text(it, "function")) {
                    who.extend(oracle.charter.powers(function, act.spot()).into_iter().cloned());
                }
            }
            Need::Claim(claim) => {
                who.extend(oracle.charter.claims(claim, act.spot()).into_iter().cloned());
                who.extend(state.affected.iter().cloned());
            }
            _ if !known => {}
            Need::Submitter => {
                let appeal = &state.appeals[act.target()];
                who.extend(appeal.submitter.clone());
                who.extend(appeal.receipt.as_ref().map(|_| json!({ "bearer": act.target() })));
            }
            Need::Invitee | Need::Presiding => {
                let session = act.session().and_then(|it| state.sessions.get(it));
                who.extend(
                    session.into_iter().flat_map(|it| it.invited.iter().map(|one| one.0.clone())),
                );
            }
            Need::Attendee => {
                let session = act.session().and_then(|it| state.sessions.get(it));
                for one in session.into_iter().flat_map(|it| &it.present) {
                    who.push(match &one.actor.bears {
                        Some(appeal) => json!({ "bearer": appeal }),
                        None => json!({ "by": one.actor.by, "hand": one.actor.hand }),
                    });
                }
            }
            Need::Elector => {
                let ballot = &state.ballots[act.target()];
                let open = ballot
                    .electors
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| !ballot.votes.contains_key(at));
                who.extend(open.map(|(_, it)| it["who"].clone()));
            }
            Need::Addressee if kind == "contest-dispatch" => {
                who.extend(state.dispatched.get(act.target()).map(|it| json!({ "party": it.1 })));
            }
            Need::Addressee => who.extend(state.replies[act.target()].to.iter().cloned()),
            Need::Liable => who.extend(act.obligation().map(|it| json!({ "party": it.liable }))),
            Need::Performer => {
                who.extend(act.obligation().into_iter().flat_map(|it| it.performers.clone()))
            }
            Need::Claimant => who.extend(act.obligation().map(|it| it.claimant.clone())),
            Need::Verifier => {
                who.extend(act.obligation().into_iter().flat_map(|it| it.verifiers.clone()))
            }
            Need::PowerOfStep => {}
        }
    }
    if let Some(by) = Act::new(&oracle.charter, state, entry).step().and_then(|it| it.get("by"))
        && draw.chance(60)
        && !["convene", "open-ballot", "object"].contains(&kind)
    {
        who = vec![by.clone()];
    }
    if who.is_empty() || draw.chance(4) {
        who.extend(anybody(oracle));
    }
    let who = draw.pick(&who).cloned().unwrap_or_else(|| json!("anyone"));
    act_as(oracle, &who, entry, draw);
}

/// Everybody whom the charter knows.
pub(crate) fn anybody(oracle: &Oracle) -> Vec<Value> {
    let json = &oracle.charter.json;
    let keys = |of: &str, name: &str| -> Vec<Value> {
        list(json, of)
            .iter()
            .filter_map(|it| text(it, "key"))
            .map(|key| json!({ name: key }))
            .collect()
    };
    let mut all = keys("parties", "party");
    all.extend(keys("groups", "group"));
    all.extend(keys("seats", "seat"));
    all.extend((1..=6).map(|number| json!({ "person": format!("p-{number}") })));
    let slips = oracle.state.appeals.iter().filter(|(_, appeal)| appeal.receipt.is_some());
    all.extend(slips.map(|(id, _)| json!({ "bearer": id })));
    all
}

/// Writes down as whom somebody acts, and which person.
pub(crate) fn act_as(oracle: &Oracle, who: &Value, entry: &mut Value, draw: &mut Draw) {
    let state = &oracle.state;
    if let Some(by) = who.get("by") {
        entry["by"] = by.clone();
        if let Some(hand) = text(who, "hand") {
            entry["hand"] = json!(hand);
        }
        return;
    }
    if let Some(appeal) = text(who, "bearer") {
        let receipt = state.appeals.get(appeal).and_then(|it| it.receipt.clone());
        let groups = oracle.charter.json["groups"].as_array();
        let group = groups.and_then(|all| draw.pick(all)).and_then(|it| text(it, "key"));
        entry["by"] = match group.filter(|_| draw.chance(20)) {
            Some(group) => json!({ "group": group }),
            None => json!("anyone"),
        };
        // What is used up can only be shown again.
        let next = receipt.as_ref().and_then(|receipt| before(appeal, receipt));
        entry["shows"] = json!(next.or(receipt).unwrap_or_else(|| "00".repeat(32)));
        return;
    }
    if let Some(person) = text(who, "person") {
        let groups = state.groups.iter().filter(|(_, it)| it.persons.contains(person));
        let groups: Vec<Value> = groups.map(|(key, _)| json!({ "group": key })).collect();
        entry["by"] = draw.pick(&groups).cloned().unwrap_or_else(|| json!("anyone"));
        entry["hand"] = json!(person);
        return;
    }
    entry["by"] = who.clone();
    let joint = list(who, "jointly");
    if !joint.is_empty() {
        entry["signed"] = json!(joint);
    }
    if let Some(group) = text(who, "of") {
        let signed: Vec<Value> = state
            .groups
            .get(group)
            .map(|it| it.persons.iter().map(|one| json!({ "person": one })).collect())
            .unwrap_or_default();
        entry["signed"] = json!(signed);
    }
    if let Some(seat) = text(who, "seat") {
        let holders = state.seats.iter().filter(|it| text(it, "seat") == Some(seat));
        let holders: Vec<&str> = holders.filter_map(|it| text(it, "person")).collect();
        if let Some(person) = draw.pick(&holders) {
            entry["hand"] = json!(person);
        }
    } else if draw.chance(30) {
        let persons: Vec<String> = if let Some(group) = text(who, "group") {
            state
                .groups
                .get(group)
                .map(|it| it.persons.iter().cloned().collect())
                .unwrap_or_default()
        } else {
            let party = text(who, "party");
            let members = state.members.iter().filter(|it| text(it, "party") == party);
            members.filter_map(|it| text(it, "person")).map(str::to_owned).collect()
        };
        if let Some(person) = draw.pick(&persons) {
            entry["hand"] = json!(person);
        }
    }
}

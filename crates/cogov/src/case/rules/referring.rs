//! The rules of referring a matter up: whereto, and what was tried before.

use crate::act::ReferUp;
use crate::case::context::Context;
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::problem::Arg;
use crate::values::key::PlaceKey;
use crate::values::lang::Lang;

impl Context<'_> {
    /// That a matter does not go up to a place, or nowhere at all.
    pub(super) fn not_the_way_up(&self, found: Option<&PlaceKey>) -> Refusal {
        let way_up = self.setting().way_up();
        let name = |key: &PlaceKey, lang| {
            let known = self.charter.place(key).ok();
            known.map_or_else(|| key.to_string(), |place| place.name().get(lang).to_owned())
        };
        let expected = |lang| way_up.as_ref().map(|(place, _)| name(place, lang));
        let mut args = Vec::new();
        if let Some(found) = found {
            args.push(Arg::bilingual("found", name(found, Lang::En), name(found, Lang::Zh)));
        }
        match expected(Lang::En).zip(expected(Lang::Zh)) {
            Some((en, zh)) => args.push(Arg::bilingual("expected", en, zh)),
            None => {
                args.push(Arg::message(
                    "the matter goes up to no place: nobody above takes it",
                    "此事项无处提级：上级无人受理",
                ));
                // Above no place there is none.
                args.push(match self.state.place {
                    Some(_) => Arg::help(
                        "have it decided here, or have the charter say who receives it above",
                        "请在本级决定，或由章程规定上级由谁受理",
                    ),
                    None => Arg::help(
                        "the case has no place, above which another one could be: submit it in a new case, with a `place`",
                        "本案没有地点，也就没有上级地点：请另立一案，并写明 place",
                    ),
                });
            }
        }
        let cited = way_up.iter().flat_map(|(_, takes)| takes).map(|h| Cited::Position(h.index()));
        Refusal::new(RefusalCode::NotTheWayUp, args).citing(cited)
    }
}

pub(super) fn refer_up(context: &Context<'_>, with: &ReferUp, out: &mut Vec<Refusal>) {
    context.check_reply_key(with.reply(), out);
    let way_up = context.setting().way_up();
    if way_up.as_ref().is_none_or(|(place, _)| *place != with.to()) {
        out.push(context.not_the_way_up(Some(with.to())));
    }
    let (failures, last) = (&context.state.failures, context.state.last_seq);
    let mut shown = with.exhausted().iter();
    if let Some(entry) = shown.clone().find(|entry| !(1..=last).contains(*entry)) {
        out.push(context.unknown("entry", "条目", entry));
    } else if shown.any(|entry| !failures.contains_key(entry))
        || (with.exhausted().is_empty() && with.exception().is_none())
    {
        out.push(Refusal::new(RefusalCode::NotExhausted, Vec::new()));
    }
}

//! The names of those whom a refusal speaks of, as details of it.

use crate::act::Participant;
use crate::charter::Charter;
use crate::position::Holder;
use crate::problem::{Arg, Problem};
use crate::procedure::StepSet;
use crate::time::Instant;
use crate::values::id::AppealId;
use crate::values::key::{ProcedureKey, StepKey};
use crate::values::lang::Lang;

/// What whoever bears the receipt of an appeal is called.
pub(crate) fn bearer_name(appeal: AppealId, lang: Lang) -> String {
    match lang {
        Lang::En => format!("the bearer of the receipt of appeal {appeal}"),
        Lang::Zh => format!("诉求 {appeal} 的回执持有人"),
    }
}

/// A holder, as a detail.
pub(crate) fn holder_arg(charter: &Charter, name: &'static str, holder: &Holder) -> Arg {
    let in_lang = |lang| charter.holder_name(holder, lang);
    Arg::bilingual(name, in_lang(Lang::En), in_lang(Lang::Zh))
}

/// A participant, as a detail.
pub(crate) fn participant_arg(charter: &Charter, name: &'static str, who: &Participant) -> Arg {
    match who {
        Participant::Holder(holder) => holder_arg(charter, name, holder),
        Participant::Person(person) => Arg::plain(name, person),
        Participant::Bearer(appeal) => {
            let [en, zh] = Lang::ALL.map(|lang| bearer_name(*appeal, lang));
            Arg::bilingual(name, en, zh)
        }
    }
}

fn listed(name: &'static str, names: impl Fn(Lang) -> Vec<String>) -> Arg {
    let list = |lang: Lang| {
        let names = names(lang);
        if names.is_empty() {
            lang.pick("nobody", "无").to_owned()
        } else {
            names.join(lang.pick(", ", "、"))
        }
    };
    Arg::bilingual(name, list(Lang::En), list(Lang::Zh))
}

/// Several holders, each name once, as a detail.
pub(crate) fn holders_arg<'h>(
    charter: &Charter,
    name: &'static str,
    holders: impl IntoIterator<Item = &'h Holder> + Clone,
) -> Arg {
    listed(name, |lang| {
        let mut names: Vec<String> = Vec::new();
        for holder in holders.clone() {
            let holder = charter.holder_name(holder, lang);
            if !names.contains(&holder) {
                names.push(holder);
            }
        }
        names
    })
}

/// Several participants, as a detail.
pub(crate) fn participants_arg(charter: &Charter, name: &'static str, who: &[Participant]) -> Arg {
    listed(name, |lang| {
        let names = who.iter().map(|who| match who {
            Participant::Holder(holder) => charter.holder_name(holder, lang),
            Participant::Person(person) => person.to_string(),
            Participant::Bearer(appeal) => bearer_name(*appeal, lang),
        });
        names.collect()
    })
}

/// What a charter does not list, with the name in that list that is most like it.
pub(crate) fn unlisted_args(
    list: &str,
    found: &impl std::fmt::Display,
    missing: Option<&Problem>,
) -> Vec<Arg> {
    let mut args = vec![Arg::plain("list", list), Arg::plain("found", found)];
    args.extend(missing.and_then(Problem::nearest).cloned());
    args
}

/// The key in a list that is most like one that is not there. Only the first few that are not there
/// are compared: an entry can name very many.
pub(crate) fn nearest_key<'k>(
    before: usize,
    found: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<Arg> {
    const COMPARED: usize = 50;
    (before < COMPARED).then(|| Arg::nearest(found, known)).flatten()
}

/// A moment as people write it: `2026-06-18 14:00 +08:00`.
pub(crate) fn moment_words(moment: Instant) -> String {
    let written = moment.to_string();
    let Some((day, rest)) = written.split_once('T') else { return written };
    let Some(offset) = rest.find(['+', '-', 'Z']) else { return written };
    let (time, offset) = rest.split_at(offset);
    // Seconds, which are always written, are told where there are some.
    let time = time.strip_suffix(":00").unwrap_or(time);
    format!("{day} {time} {offset}")
}

/// The name of a step of a procedure, as a detail; its key, where the procedure has no such step.
pub(crate) fn step_arg(
    charter: &Charter,
    procedure: Option<&ProcedureKey>,
    name: &'static str,
    key: &StepKey,
) -> Arg {
    let compiled = procedure.and_then(|procedure| charter.compiled(procedure).ok());
    let step = compiled.and_then(|compiled| compiled.step(compiled.find(key.as_str())?));
    match step.map(|step| step.name()) {
        Some(words) => Arg::bilingual(name, words.get(Lang::En), words.get(Lang::Zh)),
        None => Arg::plain(name, key),
    }
}

/// The names of some steps of a procedure, in quotes, as a detail.
pub(crate) fn steps_arg(
    charter: &Charter,
    procedure: &ProcedureKey,
    name: &'static str,
    steps: StepSet,
) -> Arg {
    let compiled = charter.compiled(procedure).ok();
    let list = |lang: Lang| {
        let known = steps.iter().filter_map(|step| compiled?.step(step));
        let names: Vec<String> = known
            .map(|step| match lang {
                Lang::En => format!("\"{}\"", step.name().get(lang)),
                Lang::Zh => format!("“{}”", step.name().get(lang)),
            })
            .collect();
        names.join(lang.pick(", ", "、"))
    };
    Arg::bilingual(name, list(Lang::En), list(Lang::Zh))
}

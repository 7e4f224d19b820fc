//! The names of those whom a refusal speaks of, as details of it.

use crate::act::Participant;
use crate::charter::Charter;
use crate::position::Holder;
use crate::problem::Arg;
use crate::procedure::StepSet;
use crate::values::id::AppealId;
use crate::values::key::ProcedureKey;
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

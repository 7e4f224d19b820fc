//! What is written in a field that is missing, in words.

use crate::json::FieldKind;
use crate::values::lang::Lang;

/// What is written in a field of a kind; nothing, where only its schema says it.
pub(super) fn wanted(name: &str, kind: FieldKind, lang: Lang) -> Option<String> {
    let words = match kind {
        FieldKind::Text | FieldKind::Words => lang.pick(
            "a text, as a string or by language: {\"en\": …, \"zh\": …}",
            "文本，写作字符串，或按语种写：{\"en\": …, \"zh\": …}",
        ),
        FieldKind::Flag => lang.pick("true or false", "布尔值 true 或 false"),
        FieldKind::Number => lang.pick("a whole number", "整数"),
        FieldKind::Moment => lang.pick(
            "a moment with an offset, such as \"2026-01-31T09:30:00+08:00\"",
            "带偏移的时刻，如 \"2026-01-31T09:30:00+08:00\"",
        ),
        FieldKind::Day => lang.pick("a day, as \"YYYY-MM-DD\"", "日期，写作 \"YYYY-MM-DD\""),
        FieldKind::Term => lang.pick(
            "a term: {\"days\": …} or {\"working_days\": …}",
            "期限：{\"days\": …} 或 {\"working_days\": …}",
        ),
        FieldKind::Deadline => lang.pick(
            "a term or a day: {\"days\": …}, {\"working_days\": …} or {\"by\": …}",
            "期限或日期：{\"days\": …}、{\"working_days\": …} 或 {\"by\": …}",
        ),
        FieldKind::Digest => {
            lang.pick("a digest of 64 digits from 0-9 and a-f", "64 个 0-9 或 a-f 字符的摘要值")
        }
        FieldKind::Word(words) => {
            let listed: Vec<String> =
                words.iter().map(|one| format!("\"{}\"", one.word())).collect();
            let listed = listed.join(lang.pick(", ", "、"));
            return Some(match (words, lang) {
                ([_], _) => listed,
                (_, Lang::En) => format!("one of {listed}"),
                (_, Lang::Zh) => format!("{listed} 之一"),
            });
        }
        // A key of its own is not one that stands in a list already.
        FieldKind::Key(_) if name == "key" => lang.pick(
            "a name of its own in small letters, digits and '-', such as \"east-gate\"",
            "自己的名称，用小写字母、数字和“-”，如 \"east-gate\"",
        ),
        FieldKind::Key(list) => {
            return Some(match lang {
                Lang::En => format!("a key of `{list}`"),
                Lang::Zh => format!("`{list}` 中的键"),
            });
        }
        FieldKind::Id(_) => lang.pick(
            "a UUID, such as \"0192f000-0000-7000-8000-000000000001\"",
            "UUID，如 \"0192f000-0000-7000-8000-000000000001\"",
        ),
        FieldKind::Holder => lang.pick(
            "a holder, such as {\"party\": …}, {\"seat\": …} or {\"group\": …}",
            "持有者，如 {\"party\": …}、{\"seat\": …} 或 {\"group\": …}",
        ),
        FieldKind::Participant => lang.pick(
            "a holder or a person, such as {\"party\": …} or {\"person\": …}",
            "持有者或个人，如 {\"party\": …} 或 {\"person\": …}",
        ),
        FieldKind::Belonging => lang.pick(
            "one of {\"party\": …}, {\"group\": …} and {\"sector\": …}",
            "{\"party\": …}、{\"group\": …} 或 {\"sector\": …}",
        ),
        FieldKind::Topic => lang.pick(
            "a level for each scale of the triage, such as {\"urgency\": \"high\"}",
            "分流表各尺度的级，如 {\"urgency\": \"high\"}",
        ),
        FieldKind::Destination => lang
            .pick("where it goes, such as {\"to\": \"settle\"}", "去向，如 {\"to\": \"settle\"}"),
        FieldKind::Object(fields) => {
            let required = fields.iter().filter(|field| field.is_required());
            let members: Vec<String> =
                required.map(|field| format!("\"{}\": …", field.name())).collect();
            let members = if members.is_empty() { "…".to_owned() } else { members.join(", ") };
            return Some(match lang {
                Lang::En => format!("an object: {{{members}}}"),
                Lang::Zh => format!("对象：{{{members}}}"),
            });
        }
        FieldKind::Other => return other(name, lang).map(str::to_owned),
    };
    Some(words.to_owned())
}

/// The same for what no act comes with.
fn other(name: &str, lang: Lang) -> Option<&'static str> {
    match name {
        "approval" => Some(lang.pick(
            "{\"measure\": …, \"base\": …, \"more_than\": [1, 2]}, {\"all\": […]}, {\"any\": […]}, \"consensus\" or \"unanimity_of_interested\"",
            "{\"measure\": …, \"base\": …, \"more_than\": [1, 2]}、{\"all\": […]}、{\"any\": […]}、\"consensus\" 或 \"unanimity_of_interested\"",
        )),
        "kinds" => Some(lang.pick(
            "a list of some of \"power\", \"lead\", \"support\", \"claim\", \"bar\", \"leadership\"",
            "列表，可写 \"power\"、\"lead\"、\"support\"、\"claim\"、\"bar\"、\"leadership\"",
        )),
        _ => None,
    }
}

//! One entry, judged in the three ways in which a case and a register judge: performed, observed and
//! previewed, which have to agree.

use cogov::act::{Act, Acts, Envelope};
use cogov::case::{Case, Coded, Refusal, RefusalCode, Refused, State};
use cogov::register::{Register, RegisterAct, RegisterCode, RegisterState};
use serde_json::Value;

/// What judges entries: a case, or a register.
pub(crate) trait Judge: Clone {
    type Act: Acts;
    type Code: Coded;
    type State: Clone + PartialEq;

    fn state(&self) -> &Self::State;
    fn entries(&self) -> u64;
    fn perform(&mut self, entry: &Envelope<Self::Act>) -> Result<(), Refused<Self::Code>>;
    fn observe(&mut self, entry: &Envelope<Self::Act>) -> Vec<Refusal<Self::Code>>;
    fn preview(&self, entry: &Envelope<Self::Act>) -> Result<Self::State, Refused<Self::Code>>;
}

macro_rules! judges {
    ($($judge:ident: $act:ident, $code:ident, $state:ident;)+) => {$(
        impl Judge for $judge {
            type Act = $act;
            type Code = $code;
            type State = $state;

            fn state(&self) -> &$state {
                $judge::state(self)
            }

            fn entries(&self) -> u64 {
                $judge::state(self).entries()
            }

            fn perform(&mut self, entry: &Envelope<$act>) -> Result<(), Refused<$code>> {
                $judge::perform(self, entry)
            }

            fn observe(&mut self, entry: &Envelope<$act>) -> Vec<Refusal<$code>> {
                $judge::observe(self, entry)
            }

            fn preview(&self, entry: &Envelope<$act>) -> Result<$state, Refused<$code>> {
                $judge::preview(self, entry)
            }
        }
    )+};
}

judges! {
    Case: Act, RefusalCode, State;
    Register: RegisterAct, RegisterCode, RegisterState;
}

pub(crate) fn codes<C: Coded>(refusals: &[Refusal<C>]) -> Vec<String> {
    refusals.iter().map(|refusal| refusal.code().to_string()).collect()
}

/// The entry, with the next number where it names none.
pub(crate) fn numbered<J: Judge>(entry: &Value, judge: &J) -> Result<Envelope<J::Act>, String> {
    let mut entry = entry.clone();
    if let Some(members) = entry.as_object_mut() {
        members.entry("seq").or_insert_with(|| Value::from(judge.entries() + 1));
    }
    let read = |text: &str| Envelope::from_json(text).map_err(|error| error.to_string());
    let entry = read(&entry.to_string())?;
    let written = entry.to_json().map_err(|problem| problem.to_string())?;
    if read(&written)? != entry {
        return Err("written and read again, the entry is another one".to_owned());
    }
    Ok(entry)
}

/// Performs an entry that may have to be refused; says whether it was taken.
pub(crate) fn perform<J: Judge>(
    judge: &mut J,
    entry: &Envelope<J::Act>,
    wanted: &[String],
    seen: &mut Vec<Refusal<J::Code>>,
) -> Result<bool, String> {
    let before = judge.state().clone();
    let mut observing = judge.clone();
    let noted = observing.observe(entry);
    let previewed = judge.preview(entry);
    let performed = judge.perform(entry);
    let found = performed.as_ref().err().map_or(&[][..], |refused| refused.refusals());
    if codes(found) != *wanted {
        return Err(format!("expected {wanted:?}, found {:?}", codes(found)));
    }
    if noted != found {
        return Err(format!("observed, it breaks {:?} instead", codes(&noted)));
    }
    match previewed {
        Ok(state) if performed.is_err() || state != *judge.state() => {
            return Err("the preview shows another state".to_owned());
        }
        Err(refused) if refused.refusals() != found => {
            return Err("the preview is refused otherwise".to_owned());
        }
        _ => {}
    }
    if performed.is_ok() && observing.state() != judge.state() {
        return Err("observed, it comes to another state".to_owned());
    }
    if performed.is_err() && before != *judge.state() {
        return Err("it was refused, and yet the state changed".to_owned());
    }
    seen.extend_from_slice(found);
    Ok(performed.is_ok())
}

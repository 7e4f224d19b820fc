//! Vectors of registers: entries with what they are refused for, and what the register came to.

use std::collections::BTreeMap;
use std::path::Path;

use cogov::register::{Register, RegisterAct, RegisterEntry, RegisterRefusal};
use cogov::{Charter, Date, Holder};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::cases::{Observed, Performed, Step, shared};
use crate::judging::{codes, numbered, perform};

/// The register of every vector.
const REGISTER: &str = "0192f000-0000-7000-8000-000000000001";

/// A vector of a register, as its file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterVector {
    /// The file, from the directory of the vectors: `register/<name>.json`.
    #[serde(skip)]
    pub file: String,
    /// What is tested, in words.
    pub name: String,
    builtin: Option<String>,
    shared: Option<String>,
    charter: Option<Box<RawValue>>,
    /// Other charters, to which an entry can move it.
    #[serde(default)]
    charters: Vec<Box<RawValue>>,
    #[serde(default)]
    steps: Vec<Step>,
    /// The day of `expect.members` and `expect.stands`.
    on: Option<String>,
    /// What has to come out.
    #[serde(default)]
    pub expect: Come,
}

/// What a register came to; only what is said is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Come {
    /// For holders as they are written in the JSON form: persons, each with the entry by which
    /// they belong to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<BTreeMap<String, Vec<(String, u64)>>>,
    /// The sanctions that stand: the entry, and the word of the sanction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands: Option<BTreeMap<u64, String>>,
    /// By the number of the entry: the first day on which a holding or a sanction is over; `none`,
    /// if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<BTreeMap<u64, String>>,
}

/// All vectors of registers, sorted by their files.
///
/// # Errors
///
/// When a file cannot be read or is no vector; the message names it.
pub fn register_vectors() -> Result<Vec<RegisterVector>, String> {
    let mut files = crate::entries(&crate::directory().join("register"))?;
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> Result<RegisterVector, String> {
    let short = format!("register/{}", file.file_name().unwrap_or_default().to_string_lossy());
    let text = std::fs::read_to_string(file).map_err(|error| format!("{short}: {error}"))?;
    let mut vector: RegisterVector =
        serde_json::from_str(&text).map_err(|error| format!("{short}: {error}"))?;
    let charters = [vector.builtin.is_some(), vector.shared.is_some(), vector.charter.is_some()];
    if charters.iter().filter(|given| **given).count() != 1 {
        return Err(format!("{short}: exactly one of `builtin`, `shared` and `charter`"));
    }
    vector.file = short;
    Ok(vector)
}

impl RegisterVector {
    /// The codes with which it says that something is refused or noted.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().flat_map(Step::codes)
    }

    /// The charter under which it is kept.
    ///
    /// # Errors
    ///
    /// When there is none, or it does not load.
    pub fn load(&self) -> Result<Charter, String> {
        if let Some(name) = &self.builtin {
            return Charter::builtin(name).ok_or_else(|| format!("no built-in charter {name}"));
        }
        let text = match &self.shared {
            Some(name) => shared(&format!("charters/{name}.json"))?,
            None => self.charter.as_deref().map(RawValue::get).unwrap_or_default().to_owned(),
        };
        Charter::from_json(&text).map_err(|error| format!("the charter: {error}"))
    }

    /// Runs it, and tells what the register came to: only what the vector says something about.
    ///
    /// # Errors
    ///
    /// When an entry does not come out as the vector says, or the library breaks a promise that
    /// holds for every register; the message says which. All refusals go to `seen`, too.
    pub fn run(&self, seen: &mut Vec<RegisterRefusal>) -> Result<Come, String> {
        let charter = self.load()?;
        let id = REGISTER.parse().map_err(|error| format!("{error}"))?;
        let read = |text: &RawValue| {
            Charter::from_json(text.get()).map_err(|error| format!("another charter: {error}"))
        };
        let others = self.charters.iter().map(|text| read(text));
        let others = others.collect::<Result<Vec<Charter>, String>>()?;
        let mut register = Register::open(charter.clone(), id);
        let mut taken = Vec::new();
        let mut breached = false;
        for (index, step) in self.steps.iter().enumerate() {
            let told = |error: String| format!("steps[{index}]: {error}");
            match step {
                Step::Perform(Performed { entry, refused }) => {
                    let entry = numbered(entry, &register).map_err(told)?;
                    if let Some(other) = moved_to(&others, &entry) {
                        if migrate(&mut register, other, &entry, refused, seen).map_err(told)? {
                            taken.push(entry);
                        }
                    } else if perform(&mut register, &entry, refused, seen).map_err(told)? {
                        taken.push(entry);
                    }
                }
                Step::Observe(Observed { observe, breaches }) => {
                    let entry = numbered(observe, &register).map_err(told)?;
                    let found = register.observe(&entry);
                    if codes(&found) != *breaches {
                        let found = codes(&found);
                        return Err(told(format!(
                            "expected the breaches {breaches:?}, found {found:?}"
                        )));
                    }
                    breached |= !found.is_empty();
                    seen.extend(found);
                    taken.push(entry);
                }
            }
        }
        // The same entries give the same state; performed ones have no breach.
        let mut again = Register::open(charter, id);
        for entry in &taken {
            if let Some(other) = moved_to(&others, entry) {
                again.migrate(other.clone(), entry).map_err(|error| error.to_string())?;
                continue;
            }
            let noted = again.observe(entry);
            if !breached && !noted.is_empty() {
                return Err(format!("replayed, entry {} breaks {:?}", entry.seq(), codes(&noted)));
            }
        }
        if again.state() != register.state() {
            return Err("replayed, the entries come to another state".to_owned());
        }
        self.came_to(&register)
    }

    fn came_to(&self, register: &Register) -> Result<Come, String> {
        let on = || -> Result<Date, String> {
            let on = self.on.as_deref().ok_or("`on` is needed")?;
            on.parse().map_err(|error| format!("`on`: {error}"))
        };
        let members = self.expect.members.as_ref().map(|wanted| {
            let on = on()?;
            let listed = wanted.keys().map(|key| {
                let holder: Holder =
                    serde_json::from_str(key).map_err(|error| format!("{key}: {error}"))?;
                let members = register.members_of(&holder, on);
                let members = members.iter().map(|one| (one.person().to_string(), one.entry()));
                Ok((key.clone(), members.collect()))
            });
            listed.collect::<Result<_, String>>()
        });
        let stands = self.expect.stands.as_ref().map(|_| {
            let on = on()?;
            let stands = register.state().sanctions().filter(|one| one.stands(on));
            Ok::<_, String>(stands.map(|one| (one.entry(), one.sanction().to_string())).collect())
        });
        let until = self.expect.until.as_ref().map(|wanted| {
            let over = |entry: &u64| {
                let state = register.state();
                let holding =
                    state.holdings().find(|one| one.entry() == *entry).map(|one| one.until());
                let sanction =
                    state.sanctions().find(|one| one.entry() == *entry).map(|one| one.until());
                let until = holding.or(sanction).flatten();
                until.map_or_else(|| "none".to_owned(), |day| day.to_string())
            };
            wanted.keys().map(|entry| (*entry, over(entry))).collect()
        });
        Ok(Come { members: members.transpose()?, stands: stands.transpose()?, until })
    }
}

/// The charter among those at hand to which an entry moves a register.
fn moved_to<'c>(others: &'c [Charter], entry: &RegisterEntry) -> Option<&'c Charter> {
    let RegisterAct::Migrate { with } = entry.act() else { return None };
    others.iter().find(|other| other.digest() == with.digest())
}

/// Moves a register to another charter, which may have to be refused; says whether it went.
fn migrate(
    register: &mut Register,
    other: &Charter,
    entry: &RegisterEntry,
    wanted: &[String],
    seen: &mut Vec<RegisterRefusal>,
) -> Result<bool, String> {
    let before = register.state().clone();
    let moved = register.migrate(other.clone(), entry);
    let found = moved.as_ref().err().map_or(&[][..], |refused| refused.refusals());
    if codes(found) != *wanted {
        return Err(format!("expected {wanted:?}, found {:?}", codes(found)));
    }
    if moved.is_err() && before != *register.state() {
        return Err("it was refused, and yet the state changed".to_owned());
    }
    seen.extend_from_slice(found);
    Ok(moved.is_ok())
}

//! What of scopes stays clear when others are covered, and its words.

use rustc_hash::FxHashSet;

use crate::audit::survey::{Survey, words};
use crate::charter::{Names, Scope};
use crate::place::Tree;
use crate::problem::Arg;
use crate::values::lang::Lang;

/// So many scopes are listed as clear. In a grid of which only the diagonal is covered, all other
/// cells are clear on their own: they could fill the memory, and nobody reads so many.
pub(super) const LISTED: usize = 200_000;

/// So many parts are compared with one another; of more, those above each are looked up.
const FEW: usize = 16;

/// Where nothing is covered: a scope, of which parts can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Clear {
    pub(super) scope: Scope,
    /// Of the matter only itself, not those below it.
    pub(super) matter_alone: bool,
    /// Of the place only itself, not those within it.
    pub(super) place_alone: bool,
}

impl Clear {
    /// The scopes, as a finding names them.
    pub(super) fn scopes(clear: &[Self]) -> Vec<Scope> {
        clear.iter().map(|clear| clear.scope).collect()
    }

    /// All of a scope.
    pub(super) const fn whole(scope: Scope) -> Self {
        Self { scope, matter_alone: false, place_alone: false }
    }

    /// The same of another matter.
    pub(super) const fn on(self, matter: u32) -> Self {
        Self { scope: Scope { matter, ..self.scope }, ..self }
    }

    /// The scopes in words.
    pub(super) fn arg(survey: &Survey<'_>, name: &'static str, clear: &[Self]) -> Arg {
        if clear.len() < LISTED {
            let (en, zh) = Self::list_words(survey, clear);
            return Arg::bilingual(name, en, zh);
        }
        // Not all of them were counted.
        let first = clear.iter().take(5).map(Some);
        let mut said: Vec<Option<&Self>> = first.collect();
        said.push(None);
        let (en, zh) = words(said.into_iter(), |clear, lang, words| match clear {
            Some(clear) => clear.push_words(survey, lang, words),
            None => words.push_str(lang.pick("very many more", "另外很多项")),
        });
        Arg::bilingual(name, en, zh)
    }

    /// The scopes in words, English and Chinese.
    pub(super) fn list_words(survey: &Survey<'_>, clear: &[Self]) -> (String, String) {
        words(clear.iter(), |clear, lang, words| clear.push_words(survey, lang, words))
    }

    /// Of parts that can lie in one another, those that lie in no other, in order, each once.
    pub(super) fn largest(names: &Names, mut parts: Vec<Self>) -> Vec<Self> {
        parts.sort_unstable();
        parts.dedup();
        if parts.len() < 2 {
            return parts;
        }
        if parts.len() <= FEW {
            let all = parts.clone();
            parts.retain(|part| !all.iter().any(|other| other.is_around(names, *part)));
            return parts;
        }
        let all: FxHashSet<Self> = parts.iter().copied().collect();
        // Which matters and places there are at all.
        let (mut matters, mut places) =
            (Marked::new(&names.matter_tree), Marked::new(&names.place_tree));
        for part in &parts {
            matters.mark(part.scope.matter);
            places.mark(part.scope.place);
        }
        parts.retain(|part| {
            let of = part.scope;
            let mut matters = matters.above(&names.matter_tree, of.matter);
            !matters.any(|matter| {
                places.above(&names.place_tree, of.place).any(|place| {
                    let whole = Self::whole(Scope { matter, place });
                    // What is of a matter alone holds nothing of those below it.
                    let alone = (
                        matter == of.matter && part.matter_alone,
                        place == of.place && part.place_alone,
                    );
                    let is_there = |matter_alone, place_alone| {
                        let other = Self { matter_alone, place_alone, ..whole };
                        other != *part && all.contains(&other)
                    };
                    is_there(false, false)
                        || (alone.0 && is_there(true, false))
                        || (alone.1 && is_there(false, true))
                        || (alone.0 && alone.1 && is_there(true, true))
                })
            })
        });
        parts
    }

    /// Whether another part lies in it.
    fn is_around(self, names: &Names, part: Self) -> bool {
        self != part && names.covers(self.scope, part.scope) && self.holds(part)
    }

    /// Whether it holds all of a part whose scope lies in its own.
    pub(super) fn holds(self, part: Self) -> bool {
        (!self.matter_alone || (part.matter_alone && self.scope.matter == part.scope.matter))
            && (!self.place_alone || (part.place_alone && self.scope.place == part.scope.place))
    }

    fn push_words(&self, survey: &Survey<'_>, lang: Lang, words: &mut String) {
        survey.charter.push_scope_words(self.scope, lang, words);
        let (apart, alone) = match (self.matter_alone, self.place_alone) {
            (false, false) => return,
            (true, false) if self.scope.place == 0 => (" (apart from what lies below)", "本身"),
            (true, false) => (" (apart from the matters below)", "本身"),
            (false, true) => (" (apart from the places below)", "（仅该地本身）"),
            (true, true) => (" (apart from the matters and places below)", "本身（仅该地本身）"),
        };
        words.push_str(lang.pick(apart, alone));
    }
}

/// Some entries of a tree.
struct Marked(Vec<bool>);

impl Marked {
    fn new(tree: &Tree) -> Self {
        Self(vec![false; tree.len()])
    }

    fn mark(&mut self, entry: u32) {
        if let Some(mark) = self.0.get_mut(entry as usize) {
            *mark = true;
        }
    }

    /// Those of them at or above an entry.
    fn above<'t>(&'t self, tree: &'t Tree, entry: u32) -> impl Iterator<Item = u32> + 't {
        let above = tree.above(entry as usize).iter().copied();
        above.filter(|&entry| self.0.get(entry as usize).copied().unwrap_or(false))
    }
}

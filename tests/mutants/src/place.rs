//! Where in a source file its mutants are: which expressions, arms and bodies have to be written anew.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr};

use crate::listing::{Genre, Mutant, Position};

/// A stretch of a source file that one or more mutants change.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) range: Range<usize>,
    pub(crate) form: Form,
    /// Each with its number and what it puts there.
    pub(crate) changes: Vec<(u32, String)>,
}

impl Place {
    /// Leaves out changes; a place without any is as it was.
    pub(crate) fn leave_out(&mut self, ids: &BTreeSet<u32>) {
        if let Form::Fields { holes } = &mut self.form {
            let stays = self.changes.iter().map(|(id, _)| !ids.contains(id));
            let kept = holes.iter().zip(stays).filter(|(_, stays)| *stays);
            *holes = kept.map(|(hole, _)| hole.clone()).collect();
        }
        self.changes.retain(|(id, _)| !ids.contains(id));
    }
}

/// What there is, and where its parts are.
#[derive(Debug)]
pub(crate) enum Form {
    /// The statements of a function.
    Body,
    /// The statements of a function that gives back an iterator of a type without a name.
    Iterator,
    Binary {
        left: Range<usize>,
        operator: Range<usize>,
        right: Range<usize>,
    },
    Unary {
        operand: Range<usize>,
    },
    /// The guard of an arm of a match, or, if empty, where it would be. A change to nothing deletes
    /// the arm.
    Guard,
    /// An expression that makes a struct from another one; for each change what is left out of it.
    Fields {
        holes: Vec<Range<usize>>,
    },
}

/// The places of a file, each before those within it; and the mutants that cannot be switched, with
/// the reason.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) places: Vec<Place>,
    pub(crate) left_out: Vec<(u32, &'static str)>,
}

/// Finds the places of the mutants of one file.
pub(crate) fn find(text: &str, mutants: &[&Mutant]) -> Result<Places, String> {
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let lines = Lines::of(text);
    let mut wanted: BTreeMap<(Genre, usize), Vec<&Mutant>> = BTreeMap::new();
    for mutant in mutants {
        let at = lines.offset(text, mutant.span.start);
        wanted.entry((mutant.genre, at)).or_default().push(mutant);
    }
    let mut finder = Finder { wanted, found: Places::default(), constants: 0 };
    finder.visit_file(&file);
    let Finder { wanted, mut found, .. } = finder;
    found.left_out.extend(wanted.values().flatten().map(|mutant| (mutant.id, "not found")));
    // Of two that begin at one byte the longer is around the other; of equals, the one found first.
    found.places.sort_by_key(|place| (place.range.start, std::cmp::Reverse(place.range.end)));
    Ok(found)
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self([0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect())
    }

    fn offset(&self, text: &str, position: Position) -> usize {
        let line = self.0.get(position.line.saturating_sub(1)).copied().unwrap_or(text.len());
        let rest = text.get(line..).unwrap_or_default();
        let within = rest.char_indices().nth(position.column.saturating_sub(1));
        line + within.map_or(rest.len(), |(at, _)| at)
    }
}

struct Finder<'m> {
    wanted: BTreeMap<(Genre, usize), Vec<&'m Mutant>>,
    found: Places,
    /// In how many constants, one in the other, we are.
    constants: usize,
}

impl<'m> Finder<'m> {
    fn take(&mut self, genre: Genre, at: usize) -> Vec<&'m Mutant> {
        let taken = self.wanted.remove(&(genre, at)).unwrap_or_default();
        if self.constants == 0 {
            return taken;
        }
        self.leave(&taken, "a constant");
        Vec::new()
    }

    fn leave(&mut self, mutants: &[&Mutant], reason: &'static str) {
        self.found.left_out.extend(mutants.iter().map(|mutant| (mutant.id, reason)));
    }

    fn add(&mut self, range: Range<usize>, form: Form, mutants: &[&Mutant]) {
        if !mutants.is_empty() {
            let changes =
                mutants.iter().map(|mutant| (mutant.id, mutant.replacement.clone())).collect();
            self.found.places.push(Place { range, form, changes });
        }
    }

    fn body(&mut self, block: &Block) {
        let (Some(first), Some(last)) = (block.stmts.first(), block.stmts.last()) else {
            return;
        };
        let range = range(first).start..range(last).end;
        let taken = self.take(Genre::FnValue, range.start);
        let (opaque, named): (Vec<_>, Vec<_>) =
            taken.into_iter().partition(|mutant| mutant.is_of_opaque());
        let (iterators, others): (Vec<_>, Vec<_>) = opaque.into_iter().partition(|mutant| {
            ["::std::iter::empty()", "::std::iter::once("]
                .iter()
                .any(|known| mutant.replacement.starts_with(known))
        });
        self.leave(&others, "a type without a name");
        self.add(range.clone(), Form::Body, &named);
        self.add(range, Form::Iterator, &iterators);
    }

    fn constant(&mut self, visit: impl FnOnce(&mut Self)) {
        self.constants += 1;
        visit(self);
        self.constants -= 1;
    }
}

fn range(of: &impl Spanned) -> Range<usize> {
    of.span().byte_range()
}

/// Whether a condition binds names, so that it cannot be taken apart.
fn binds(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(binary) => {
            matches!(binary.op, BinOp::And(_)) && (binds(&binary.left) || binds(&binary.right))
        }
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.body(&function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.body(&function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.body(block);
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        let operator = range(&binary.op);
        let taken = self.take(Genre::BinaryOperator, operator.start);
        let logical = matches!(binary.op, BinOp::And(_) | BinOp::Or(_));
        if logical && (binds(&binary.left) || binds(&binary.right)) {
            self.leave(&taken, "a condition that binds names");
        } else {
            let (left, right) = (range(&binary.left), range(&binary.right));
            self.add(range(binary), Form::Binary { left, operator, right }, &taken);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast syn::ExprUnary) {
        let taken = self.take(Genre::UnaryOperator, range(&unary.op).start);
        self.add(range(unary), Form::Unary { operand: range(&unary.expr) }, &taken);
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_match(&mut self, matched: &'ast syn::ExprMatch) {
        // One arm less needs another one that takes the rest.
        let rest = |arm: &syn::Arm| matches!(arm.pat, syn::Pat::Wild(_)) && arm.guard.is_none();
        if !matched.arms.iter().any(rest) {
            for arm in &matched.arms {
                let taken = self.take(Genre::MatchArm, range(arm).start);
                self.leave(&taken, "the only arm for what it takes");
            }
        }
        visit::visit_expr_match(self, matched);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        let mut taken = self.take(Genre::MatchArm, range(arm).start);
        let place = match &arm.guard {
            Some((_, guard)) => {
                taken.extend(self.take(Genre::MatchArmGuard, range(&**guard).start));
                range(&**guard)
            }
            None => range(&arm.pat).end..range(&arm.pat).end,
        };
        if arm.guard.as_ref().is_some_and(|(_, guard)| binds(guard)) {
            self.leave(&taken, "a condition that binds names");
        } else {
            self.add(place, Form::Guard, &taken);
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_struct(&mut self, made: &'ast syn::ExprStruct) {
        let mut mutants = Vec::new();
        let mut holes = Vec::new();
        let next = made.fields.iter().skip(1).map(|field| range(field).start);
        let next = next.chain(made.dot2_token.as_ref().map(|dots| range(dots).start));
        for (field, next) in made.fields.iter().zip(next) {
            let start = range(field).start;
            for mutant in self.take(Genre::StructField, start) {
                mutants.push(mutant);
                holes.push(start..next);
            }
        }
        self.add(range(made), Form::Fields { holes }, &mutants);
        visit::visit_expr_struct(self, made);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.constant(|finder| visit::visit_item_const(finder, item));
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.constant(|finder| visit::visit_item_static(finder, item));
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.constant(|finder| visit::visit_impl_item_const(finder, item));
    }

    fn visit_trait_item_const(&mut self, item: &'ast syn::TraitItemConst) {
        self.constant(|finder| visit::visit_trait_item_const(finder, item));
    }

    fn visit_expr_const(&mut self, block: &'ast syn::ExprConst) {
        self.constant(|finder| visit::visit_expr_const(finder, block));
    }

    fn visit_type_array(&mut self, array: &'ast syn::TypeArray) {
        self.constant(|finder| visit::visit_type_array(finder, array));
    }

    fn visit_expr_repeat(&mut self, repeat: &'ast syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
        self.constant(|finder| finder.visit_expr(&repeat.len));
    }
}

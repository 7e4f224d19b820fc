//! Exploring a procedure: the proof that each step can happen and an ending stays in reach.

use crate::procedure::budget::{Budget, OverBudget};
use crate::procedure::circle::circles;
use crate::procedure::compiled::CompiledProcedure;
use crate::procedure::component::Components;
use crate::procedure::exploration::{Exploration, ValuationReport};
use crate::procedure::flaw::{DeadStep, Flaw, NoEnding, Obstacle, TooManyMarkings, TraceStep};
use crate::procedure::guard::GuardValuation;
use crate::procedure::marking::Marking;
use crate::procedure::net::Net;
use crate::procedure::state_space::{StateSpace, Visited};
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::procedure::stubborn::stubborn;

/// Explores the markings of a procedure, to a budget of markings for each valuation of its guards.
///
/// A procedure is live, if
///
/// * each step can happen in at least one valuation whose guards do not bar it (under a single
///   valuation a step may be idle, because what would include it is barred there);
/// * in every valuation, from every marking that a case can reach an ending can be reached: a
///   marking in which nothing in play is owed.
///
/// Every conclusion of every step is followed. Delays and terms do not matter: time passes always.
/// Guards are taken to hold from the beginning. A guarded step that happens before the topic is
/// routed, and a topic that is routed anew, so that other guards hold, are not followed.
/// Partial-order reduction leaves out orders of steps that make no difference.
///
/// All searches of a valuation draw on its budget. The counterexample is a shortest one, as long as
/// what the proof left of it pays for the markings without reduction, too; else it is the shortest
/// among those explored.
///
/// Each marking that is visited is kept, with the steps that lead on from it: a larger budget than
/// [`bounds::MARKINGS`](crate::values::bounds::MARKINGS), to which a charter is proved when it is
/// loaded, takes as much more memory and time where a procedure has so many.
///
/// ```
/// use cogov::procedure::{Flaw, Response, explore};
/// use cogov::values::bounds;
/// use cogov::{CompiledProcedure, Function, Procedure, ProcedureKey, Step, StepKey, Text};
///
/// // Whoever meets has to meet again: once begun, it never ends.
/// let meet = Step::new(StepKey::new("meet")?, Text::new("Meet")?, Function::Deliberate)
///     .with_then([Response::from(StepKey::new("meet")?)]);
/// let procedure = Procedure::new(ProcedureKey::new("endless")?, Text::new("Endless")?)
///     .with_steps([meet]);
///
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let exploration = explore(&compiled, bounds::MARKINGS.largest());
/// let [Flaw::NoEnding(flaw)] = exploration.flaws() else { panic!("one flaw") };
/// assert_eq!(flaw.trace().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn explore(procedure: &CompiledProcedure, budget: u64) -> Exploration {
    explore_by(procedure, budget, u64::MAX, stubborn)
}

/// The same, with a bound on the markings of all valuations together: the procedure's share of
/// what the proofs of a charter may visit.
pub(crate) fn explore_within(
    procedure: &CompiledProcedure,
    budget: u64,
    share: u64,
) -> Exploration {
    explore_by(procedure, budget, share, stubborn)
}

/// The same as [`explore`] without reduction: every order of steps is followed.
///
/// The verdict is the same; the figures show what the reduction saves.
///
/// ```
/// use cogov::procedure::{explore, explore_unreduced};
/// use cogov::values::bounds;
/// use cogov::{CompiledProcedure, Function, Procedure, ProcedureKey, Step, StepKey, Text};
///
/// // Ten visits in whatever order: one order stands for all.
/// let visits: Vec<Step> = (0..10)
///     .map(|n| {
///         let key = StepKey::new(&format!("visit-{n}"))?;
///         Ok(Step::new(key, Text::new("Visit")?, Function::Deliberate))
///     })
///     .collect::<Result<_, cogov::Problem>>()?;
/// let procedure = Procedure::new(ProcedureKey::new("visits")?, Text::new("Visits")?)
///     .with_steps(visits);
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
///
/// let budget = bounds::MARKINGS.largest();
/// let (reduced, all) = (explore(&compiled, budget), explore_unreduced(&compiled, budget));
/// assert!(reduced.is_live() && all.is_live());
/// assert_eq!((reduced.markings(), all.markings()), (11, 1_024));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn explore_unreduced(procedure: &CompiledProcedure, budget: u64) -> Exploration {
    explore_by(procedure, budget, u64::MAX, Net::enabled)
}

fn explore_by(
    procedure: &CompiledProcedure,
    budget: u64,
    share: u64,
    choose: fn(&Net, Marking) -> StepSet,
) -> Exploration {
    let bound = budget;
    let budget = Budget::new(bound, share);
    let mut search = Search::new(procedure);
    for valuation in procedure.valuations() {
        budget.renew();
        let net = Net::new(procedure, valuation.barred());
        let proved = search.prove(&net, valuation, &budget, choose);
        if let Err((over, concurrent)) = proved {
            let (budget, is_share) = match over {
                OverBudget::Valuation => (bound, false),
                OverBudget::Share => (share, true),
            };
            let valuation = valuation.clone();
            let flaw = TooManyMarkings { budget, is_share, concurrent, valuation };
            search.flaws.push(Flaw::TooManyMarkings(flaw));
            // What was not explored cannot be called dead.
            return Exploration { valuations: search.reports, flaws: search.flaws };
        }
    }
    let mut dead: Vec<DeadStep> = search.dead().collect();
    let mut flaws: Vec<Flaw> = circles(&mut dead).into_iter().map(Flaw::ConditionCircle).collect();
    flaws.extend(dead.into_iter().map(Flaw::DeadStep));
    flaws.append(&mut search.flaws);
    Exploration { valuations: search.reports, flaws }
}

/// What was exceeded, and the steps that run side by side.
type TooMuch = (OverBudget, StepSet);

fn begin<'n>(net: &'n Net, from: Marking, budget: &'n Budget) -> Result<StateSpace<'n>, TooMuch> {
    StateSpace::new(net, from, budget).map_err(|over| (over, net.enabled(from)))
}

struct Search {
    all: StepSet,
    executed: StepSet,
    reports: Vec<ValuationReport>,
    flaws: Vec<Flaw>,
    /// For steps that did not happen under the first valuation that does not bar them: why.
    obstacles: Vec<(StepIndex, Obstacle)>,
}

impl Search {
    fn new(procedure: &CompiledProcedure) -> Self {
        Self {
            all: procedure.all(),
            executed: StepSet::EMPTY,
            reports: Vec::new(),
            flaws: Vec::new(),
            obstacles: Vec::new(),
        }
    }

    /// Explores one valuation; beyond the budget gives the steps that run side by side.
    fn prove(
        &mut self,
        net: &Net,
        valuation: &GuardValuation,
        budget: &Budget,
        choose: fn(&Net, Marking) -> StepSet,
    ) -> Result<(), TooMuch> {
        let mut space = begin(net, net.initial(), budget)?;
        let explored = explore_fairly(&mut space, choose);
        let components = explored.map_err(|over| (over, concurrent(space.visited())))?;
        let stuck = find_stuck(&space, &components, net, budget)?;
        let executable = space.followed();
        self.executed |= executable;
        for step in (self.all - executable - valuation.barred()).iter() {
            if self.obstacles.iter().all(|(known, _)| *known != step) {
                self.obstacles.push((step, obstacle(net, &space, step)));
            }
        }
        self.reports.push(ValuationReport {
            valuation: valuation.clone(),
            markings: space.visited().len(),
            transitions: space.transitions(),
            executable,
            live: stuck.is_none(),
        });
        let is_first = self.flaws.is_empty();
        if let Some(component) = stuck.filter(|_| is_first) {
            let flaw = no_ending(net, &space, component, valuation, budget);
            self.flaws.extend(flaw.map(Flaw::NoEnding));
        }
        Ok(())
    }

    fn dead(&self) -> impl Iterator<Item = DeadStep> {
        (self.all - self.executed).iter().map(|step| {
            let obstacle =
                self.obstacles.iter().find(|(known, _)| *known == step).map(|(_, why)| *why);
            DeadStep { step, obstacle: obstacle.unwrap_or(Obstacle::NeverIncluded) }
        })
    }
}

/// Explores from the beginning, and puts no step off for ever.
///
/// Where explored markings lead only to one another, a step that could happen in them but was
/// followed in none would be ignored: one of these markings is then explored without reduction.
/// Gives the components of what was explored.
fn explore_fairly(
    space: &mut StateSpace<'_>,
    choose: fn(&Net, Marking) -> StepSet,
) -> Result<Components, OverBudget> {
    let mut from = 0;
    for _ in 0..LOOKS {
        space.explore(from, choose)?;
        from = space.visited().len();
        let components = Components::new(space);
        let ignoring: Vec<usize> = components
            .terminal(space)
            .filter_map(|component| {
                let members = || {
                    let members = components.members(component).iter();
                    members.filter_map(|&at| space.visited().get(at).map(|visited| (at, visited)))
                };
                let followed =
                    members().fold(StepSet::EMPTY, |all, (_, visited)| all | visited.followed);
                members()
                    .find(|(_, visited)| !(visited.enabled - followed).is_empty())
                    .map(|(at, _)| at)
            })
            .collect();
        if ignoring.is_empty() {
            return Ok(components);
        }
        for at in ignoring {
            let enabled = space.visited().get(at).map_or(StepSet::EMPTY, |v| v.enabled);
            space.follow(at, enabled)?;
        }
    }
    follow_all(space)?;
    Ok(Components::new(space))
}

/// Follows every way there is, from every marking.
fn follow_all(space: &mut StateSpace<'_>) -> Result<(), OverBudget> {
    let mut at = 0;
    while let Some(visited) = space.visited().get(at) {
        let enabled = visited.enabled;
        space.follow(at, enabled)?;
        at = at.saturating_add(1);
    }
    Ok(())
}

/// So often all markings are looked through for steps that are put off. Each look takes as long
/// as there are markings; a procedure that needs more of them is explored without reduction.
const LOOKS: usize = 16;

/// Explored markings that lead only to one another, and to no ending, if there are any.
///
/// An ending may lie on a way that the reduction left out, so that the markings in question are
/// searched without it before they count.
fn find_stuck<'c>(
    space: &StateSpace<'_>,
    components: &'c Components,
    net: &Net,
    budget: &Budget,
) -> Result<Option<&'c [usize]>, TooMuch> {
    let ends = |at: usize| space.visited().get(at).is_some_and(|v| v.marking.is_ending());
    let mut suspects: Vec<&[usize]> = components
        .terminal(space)
        .map(|component| components.members(component))
        .filter(|members| !members.iter().any(|&at| ends(at)))
        .collect();
    // In the order in which they were found, so that a near one is found out first.
    suspects.sort();
    for suspect in suspects {
        let Some(from) = suspect.first().and_then(|&at| space.visited().get(at)) else { continue };
        if !ending_from(net, from.marking, budget)? {
            return Ok(Some(suspect));
        }
    }
    Ok(None)
}

/// Whether an ending can be reached, without reduction.
fn ending_from(net: &Net, from: Marking, budget: &Budget) -> Result<bool, TooMuch> {
    let mut space = begin(net, from, budget)?;
    let mut at = 0;
    while let Some(visited) = space.visited().get(at) {
        if visited.marking.is_ending() {
            return Ok(true);
        }
        let enabled = visited.enabled;
        let followed = space.follow(at, enabled);
        followed.map_err(|over| (over, concurrent(space.visited())))?;
        at = at.saturating_add(1);
    }
    Ok(false)
}

/// The shortest trace to a marking from which no ending can be reached, as far as the budget goes.
fn no_ending(
    net: &Net,
    reduced: &StateSpace<'_>,
    stuck: &[usize],
    valuation: &GuardValuation,
    budget: &Budget,
) -> Option<NoEnding> {
    let full = StateSpace::new(net, net.initial(), budget)
        .and_then(|mut full| full.explore(0, Net::enabled).map(|()| full));
    let found = full.ok().and_then(|full| {
        let components = Components::new(&full);
        let ends = |component: usize| {
            let mut members = components.members(component).iter();
            members.any(|&at| full.visited().get(at).is_some_and(|v| v.marking.is_ending()))
        };
        let leads = components.leading_to(&full, ends);
        let (trace, at) = full.shortest(|at| {
            components.of(at).is_some_and(|component| leads.get(component) == Some(&false))
        })?;
        Some((trace, full.visited().get(at)?.marking, stuck_from(&full, at)))
    });
    let (trace, marking, stuck) = match found {
        Some(found) => found,
        None => {
            let (trace, at) = reduced.shortest(|at| stuck.contains(&at))?;
            (trace, reduced.visited().get(at)?.marking, stuck_from(reduced, at))
        }
    };
    let trace = trace
        .into_iter()
        .map(|way| TraceStep { step: way.step, conclusion: way.conclusion })
        .collect();
    Some(NoEnding { trace, marking, stuck, valuation: valuation.clone() })
}

/// The steps that are owed in a marking and can never happen from there on: those that stay so
/// whatever happens, if there are any.
fn stuck_from(space: &StateSpace<'_>, from: usize) -> StepSet {
    let ahead = space.reached_from(from);
    let ahead = || ahead.iter().filter_map(|&at| space.visited().get(at));
    let happens = ahead().fold(StepSet::EMPTY, |all, visited| all | visited.followed);
    let open = space.visited().get(from).map_or(StepSet::EMPTY, |v| v.marking.open()) - happens;
    let stays = ahead().fold(open, |all, visited| all & visited.marking.open());
    if stays.is_empty() { open } else { stays }
}

/// Why a step did not happen in any of the visited markings.
fn obstacle(net: &Net, space: &StateSpace<'_>, step: StepIndex) -> Obstacle {
    let blocks = space
        .visited()
        .iter()
        .map(|visited| net.blocked(visited.marking, step))
        .filter(|blocked| !blocked.is_some_and(|blocked| blocked.is_excluded()));
    let always = blocks
        .map(|blocked| match blocked {
            Some(blocked) => (blocked.unmet_conditions(), blocked.open_milestones()),
            None => (StepSet::EMPTY, StepSet::EMPTY),
        })
        .reduce(|(conditions, milestones), (unmet, open)| (conditions & unmet, milestones & open));
    match always {
        None => Obstacle::NeverIncluded,
        Some((conditions, milestones)) if conditions.is_empty() && milestones.is_empty() => {
            Obstacle::NeverAtOnce
        }
        Some((conditions, milestones)) => Obstacle::Waits { conditions, milestones },
    }
}

/// The most steps that run side by side: those that had to be followed from one marking; where
/// that was one at a time, those that could happen in one.
fn concurrent(visited: &[Visited]) -> StepSet {
    let most = visited
        .iter()
        .rev()
        .max_by_key(|visited| (visited.followed.len(), visited.enabled.len()))
        .map_or((StepSet::EMPTY, StepSet::EMPTY), |visited| (visited.followed, visited.enabled));
    match most {
        (followed, enabled) if followed.len() < 2 => enabled,
        (followed, _) => followed,
    }
}

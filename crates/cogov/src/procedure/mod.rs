//! Procedures: steps and their relations, proved live, and run as bit masks.

mod definition;

pub use definition::{
    AbsentProcedure, AbsentStep, Absorption, After, Completion, Disclosed, Effect, Form, Outcome,
    Procedure, Response, RuleChoice, Start, Step, StepPurpose,
};

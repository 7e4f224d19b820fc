//! Tests of the library through its public face.

// `cfg(test)` tells clippy that what is in there, helpers too, is tests.
#[cfg(test)]
mod act;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod calendar;
#[cfg(test)]
mod case;
#[cfg(test)]
mod charter;
#[cfg(test)]
mod conduct;
#[cfg(test)]
mod contradictions;
#[cfg(test)]
mod decision;
#[cfg(test)]
mod difference;
#[cfg(test)]
mod generated;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod inputs;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod one_name;
#[cfg(test)]
mod positions;
#[cfg(test)]
mod procedure;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod record;
#[cfg(test)]
mod register;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod scale;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod trees;
#[cfg(test)]
mod triage;
#[cfg(test)]
mod values;
#[cfg(test)]
mod walk;
#[cfg(test)]
mod written;

//! What must hold of every decision, whoever asks and whatever they hold.

mod compile_fail;
mod decisions;
mod inheritance;
mod invariants;
mod matrix;
mod rights;
mod roles;
mod world;

//! An independent judge of the same rights, and the measure of how fast `authz` is. No part of the product.
//!
//! The policies in `policies/` are written by hand from the formulas of the design, in Cedar, another engine;
//! nothing in them was worked out by `authz`. The tests compare what both say, the benchmark how long both take.

mod judge;

pub mod facts;
pub mod hot;
pub mod population;

pub use judge::{Judge, question};

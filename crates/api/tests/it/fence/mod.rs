//! Nobody gets past authorization: not by another operation, not by another way to the database.

mod filter_is_check;
mod gate;
mod lists;
mod matrix;
mod operations;
mod pages;
mod preconditions;
mod small_model;
mod standing;
mod statements;
mod strangers;
mod ways_round;

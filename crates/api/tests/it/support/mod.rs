mod app;
mod client;
mod conformity;
pub mod declare;
mod stage;
mod world;

pub use app::{Bare, TestApp};
pub use client::{Answer, Client};
pub use stage::{Engine, execute};
pub use world::PASSWORD;

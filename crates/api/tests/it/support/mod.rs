mod app;
mod client;
pub mod declare;
mod stage;
mod world;

pub use app::TestApp;
pub use client::{Answer, Client};
pub use stage::Engine;

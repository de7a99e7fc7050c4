//! The palier server.

pub mod app;
pub mod audit;
pub mod cli;
pub mod clock;
pub mod config;
pub mod contract;
pub mod db;
pub mod demo;
pub mod features;
pub mod http;
pub mod idempotency;
pub mod identity;
pub mod mail;
pub mod pictures;
pub mod random;
pub mod routes;
pub mod sealing;
pub mod serve;
pub mod spa;
pub mod wire;

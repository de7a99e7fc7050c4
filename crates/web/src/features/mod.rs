//! What one does with the app, one folder a feature, named as in the api.

pub mod account;
pub mod audit;
pub mod authorization;
pub mod doors;
pub mod gallery;
pub mod grants;
pub mod home;
pub mod leaving;
pub mod pictures;
pub mod preferences;
pub mod requests;
pub mod resources;
pub mod roles;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod sites;
pub mod tags;
pub mod teams;
pub mod terms;
pub mod users;

//! How the app talks to the server. What it says is in `contract`, generated; how it is carried, here.

mod call;
mod outdated;
mod problem;
mod refresh;
mod token;
mod waiting;

pub use call::{Call, Reply};
pub use outdated::is_outdated;
pub use problem::{FieldFlaw, Problem};
pub use refresh::renew;
pub use token::{forget_token, keep_token, on_lost};
pub use waiting::on_waiting;

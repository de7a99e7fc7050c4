//! Before somebody goes: their open work is given to others, and what they own to a successor [PL-9, CT-9].

mod deletion;
mod open_work;
mod user_leaving;
mod work;

pub use open_work::OpenWork;
pub use user_leaving::UserLeaving;
pub use work::Leaver;

//! Something came up while one works: the server answers nothing else until it is done.

use std::cell::RefCell;

use super::Problem;
use crate::contract::Waiting;

type Listener = Box<dyn Fn(Waiting)>;

thread_local! {
    static TOLD: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Says what to do when the server asks for something before anything else.
pub fn on_waiting(listener: impl Fn(Waiting) + 'static) {
    TOLD.with_borrow_mut(|kept| *kept = Some(Box::new(listener)));
}

/// Passes on what a refusal asks for, if it does.
pub(super) fn tell(problem: &Problem) {
    let Some(waiting) = asked(&problem.slug) else { return };
    TOLD.with_borrow(|listener| {
        if let Some(listener) = listener {
            listener(waiting);
        }
    });
}

fn asked(slug: &str) -> Option<Waiting> {
    match slug {
        "password-pending" => Some(Waiting::Password),
        "terms-pending" => Some(Waiting::Terms),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::asked;
    use crate::contract::Waiting;

    #[test]
    fn only_what_waits_at_the_gate_is_asked_for() {
        assert_eq!(asked("terms-pending"), Some(Waiting::Terms));
        assert_eq!(asked("password-pending"), Some(Waiting::Password));
        assert_eq!(asked("refused"), None);
    }
}

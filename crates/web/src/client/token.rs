//! The access token, in memory and nowhere else.

use std::cell::RefCell;

type Listener = Box<dyn Fn()>;

thread_local! {
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
    static LOST: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// The token to send.
pub(super) fn token() -> Option<String> {
    TOKEN.with_borrow(Clone::clone)
}

/// Keeps a token for the calls to come.
pub fn keep_token(token: String) {
    TOKEN.with_borrow_mut(|kept| *kept = Some(token));
}

/// Drops the token: the next call goes out as nobody.
pub fn forget_token() {
    TOKEN.with_borrow_mut(|kept| *kept = None);
}

/// Says what to do when the server no longer knows the session.
pub fn on_lost(listener: impl Fn() + 'static) {
    LOST.with_borrow_mut(|kept| *kept = Some(Box::new(listener)));
}

/// The server no longer knows the session.
pub(super) fn lose() {
    forget_token();
    LOST.with_borrow(|listener| {
        if let Some(listener) = listener {
            listener();
        }
    });
}

//! Mails from the request that causes them to the mailbox that gets them, through a real mail server.

mod delivery;
mod headers;
mod trouble;

use crate::support::{Mailbox, TestApp};

/// The server of a test with a mailbox of its own.
pub async fn with_mailbox(app: TestApp) -> (TestApp, Mailbox) {
    let mailbox = Mailbox::open();
    (app.restarted_with(mailbox.server()).await, mailbox)
}

use authz::{Permit, acts::ChangeSettings};
use domain::UserId;

fn forge(by: UserId) -> Permit<ChangeSettings> {
    Permit { on: (), by, stamp: authz::Stamp::default() }
}

fn main() {}

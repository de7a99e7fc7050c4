use api::db::{Tx, Writer};
use authz::{Actor, acts::ChangeSettings, decide};

fn write<'t>(tx: &'t Tx, actor: &Actor) -> Writer<'t> {
    let decision = decide::<ChangeSettings>(actor, ());
    tx.by(&decision)
}

fn main() {}

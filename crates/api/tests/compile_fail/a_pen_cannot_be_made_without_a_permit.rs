use api::db::{Tx, Writer};
use authz::Actor;

fn write<'t>(tx: &'t Tx, actor: &Actor) -> [Writer<'t>; 2] {
    [tx.by(actor), tx.by(&())]
}

fn main() {}

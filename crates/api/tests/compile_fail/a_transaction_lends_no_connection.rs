use api::db::Tx;

fn steal(tx: &Tx) {
    let _field = &tx.inner;
    let _method = tx.connection();
}

fn main() {}

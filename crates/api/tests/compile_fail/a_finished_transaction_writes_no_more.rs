use api::db::Tx;
use authz::{Permit, acts::ChangeSettings};

async fn late(tx: Tx, permit: Permit<ChangeSettings>) {
    let writer = tx.by(&permit);
    let _ = tx.commit().await;
    let _ = writer.insert_all::<api::db::entities::site::ActiveModel>(vec![]).await;
}

fn main() {}

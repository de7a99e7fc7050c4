use api::db::{Db, entities::request};

async fn read(db: &Db) {
    let _all = db.visible::<request::Entity, _>().all().await;
}

fn main() {}

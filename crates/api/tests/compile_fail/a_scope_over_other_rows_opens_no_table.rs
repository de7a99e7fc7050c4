use api::db::{Db, entities::user_account};
use authz::Actor;

async fn read(db: &Db, actor: &Actor) {
    let _everybody = db.visible::<user_account::Entity, _>(&actor.requests()).all().await;
}

fn main() {}

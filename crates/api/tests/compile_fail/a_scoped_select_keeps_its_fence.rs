use api::db::{Db, entities::request};
use authz::Actor;

async fn read(db: &Db, actor: &Actor) {
    let mut requests = db.visible::<request::Entity, _>(&actor.requests());
    requests.fence = sea_orm::Condition::all();
    let _select = requests.select;
}

fn main() {}

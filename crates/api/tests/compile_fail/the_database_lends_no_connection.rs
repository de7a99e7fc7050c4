use api::db::Db;

fn steal(db: &Db) {
    let _field = &db.connection;
    let _method = db.connection();
}

fn main() {}

use api::db::Writer;

fn steal(writer: Writer<'_>) {
    let _field = writer.connection;
}

fn main() {}

use sea_orm_migration::{prelude::*, schema};

/// A moment, UTC, to the microsecond.
pub fn moment(name: &str) -> ColumnDef {
    schema::timestamp_with_time_zone(Alias::new(name))
}

/// A moment that may not have come yet.
pub fn moment_null(name: &str) -> ColumnDef {
    schema::timestamp_with_time_zone_null(Alias::new(name))
}

/// A column that holds one of a closed list of words.
pub fn word(name: &str, words: &[&str]) -> ColumnDef {
    let mut column = schema::string(Alias::new(name));
    column.check(Expr::col(Alias::new(name)).is_in(words.iter().copied()));
    column
}

pub fn id(name: &str) -> ColumnDef {
    schema::uuid(Alias::new(name))
}

pub fn id_null(name: &str) -> ColumnDef {
    schema::uuid_null(Alias::new(name))
}

pub fn text(name: &str) -> ColumnDef {
    schema::text(Alias::new(name))
}

pub fn text_null(name: &str) -> ColumnDef {
    schema::text_null(Alias::new(name))
}

pub fn yes_or_no(name: &str) -> ColumnDef {
    schema::boolean(Alias::new(name))
}

pub fn count(name: &str) -> ColumnDef {
    schema::integer(Alias::new(name))
}

/// A count that never ends.
pub fn counter(name: &str) -> ColumnDef {
    schema::big_integer(Alias::new(name))
}

/// A reference that the database enforces; what is referred to cannot be deleted.
pub fn refers(from: &str, column: &str, to: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{from}_{column}"))
        .from(Alias::new(from), Alias::new(column))
        .to(Alias::new(to), Alias::new("id"))
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

/// An index named after what it covers.
pub fn index(table: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_by_{}", columns.join("_"))).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    index.to_owned()
}

/// An empty table of that name.
pub fn table(name: &str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).to_owned()
}

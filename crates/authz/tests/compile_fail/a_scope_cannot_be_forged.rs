use authz::{Filter, Requests, Scope};

fn main() {
    let everything = Filter { clauses: Vec::new() };
    let _forged: Scope<Requests> = Scope { filter: everything, rows: std::marker::PhantomData };
}

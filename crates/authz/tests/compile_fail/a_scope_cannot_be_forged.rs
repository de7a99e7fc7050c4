use authz::{Filter, Requests, Scope};

fn main() {
    let everything = Filter::default();
    let _forged: Scope<Requests> = Scope { filter: everything, rows: std::marker::PhantomData };
}

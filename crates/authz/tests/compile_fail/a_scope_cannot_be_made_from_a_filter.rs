use authz::{Actor, AllOrNothing, Scope, Settings};

fn widen(actor: &Actor) -> Scope<Settings> {
    Scope::of(actor, AllOrNothing::All)
}

fn main() {}

use authz::{AllOrNothing, Scope, Settings};

fn main() {
    let _forged: Scope<Settings> = Scope::of(AllOrNothing::All);
}

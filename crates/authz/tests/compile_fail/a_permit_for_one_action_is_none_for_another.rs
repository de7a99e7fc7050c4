use authz::{Actor, Permit, Refused, RequestFacts, acts, decide};

fn store_assignment(_permit: Permit<acts::AssignRequest>) {}

fn assign(actor: &Actor, request: RequestFacts) -> Result<(), Refused> {
    let permit = decide::<acts::CommentOnRequest>(actor, request)?;
    store_assignment(permit);
    Ok(())
}

fn main() {}

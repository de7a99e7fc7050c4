use authz::{Actor, Permit, Refused, RequestFacts, acts, decide};

fn store_comment(_permit: Permit<acts::CommentOnRequest>) {}

fn comment_twice(actor: &Actor, request: RequestFacts) -> Result<(), Refused> {
    let permit = decide::<acts::CommentOnRequest>(actor, request)?;
    store_comment(permit);
    store_comment(permit);
    Ok(())
}

fn main() {}

use authz::{Permit, acts::CommentOnRequest};

fn keep_one(permit: &Permit<CommentOnRequest>) -> Permit<CommentOnRequest> {
    permit.clone()
}

fn main() {}

use leptos::prelude::*;
use uuid::Uuid;

use super::sheet::Desk;
use crate::{
    contract::{PrincipalKind, PrincipalRef},
    features::grants::{Given, Giving, TagLinks},
    language::say,
};

/// What is given to somebody, and what follows from it.
#[component]
pub(super) fn Access(desk: Desk, id: Uuid) -> impl IntoView {
    let i18n = desk.i18n;
    let to = PrincipalRef { kind: PrincipalKind::User, id };
    let giving = Giving::new();
    view! {
        <div class="two">
            <div class="left">
                <Given to=to.clone() title=say!(i18n, users.given) giving=giving here=format!("/users/{id}/access")/>
                <TagLinks to=to giving=giving/>
            </div>
        </div>
    }
}

use leptos::prelude::*;
use uuid::Uuid;

use super::{effective::Given, memberships::Memberships, sheet::Desk};
use crate::{
    contract::{Action, PrincipalKind, PrincipalRef},
    features::grants::{Giving, Levels, TagLinks},
    lazy,
    session::Session,
};

/// What is given to somebody on the three levels, and beside it what follows from it [PP-6].
#[component]
pub fn UserAccess() -> impl IntoView {
    let desk = expect_context::<Desk>();
    desk.account().map(|account| view! { <Access desk=desk id=account.id/> })
}

#[component]
fn Access(desk: Desk, id: Uuid) -> impl IntoView {
    let session = expect_context::<Session>();
    let to = PrincipalRef { kind: PrincipalKind::User, id };
    let (giving, told) = (Giving::new(), Trigger::new());
    provide_context(Given(told));
    // What is given changes who may change the account, so that is read again too.
    let changed = Callback::new(move |()| {
        told.notify();
        desk.load.again();
    });
    let manages_teams = Signal::derive(move || session.may(Action::ManageTeams));
    view! {
        <div class="two">
            <div class="left">
                <Levels to=to.clone() giving=giving here=format!("/users/{id}/access") changed=changed/>
                <TagLinks to=to giving=giving changed=changed/>
                <Memberships user=id managed=manages_teams changed=changed/>
            </div>
            {lazy::user_effective()}
        </div>
    }
}

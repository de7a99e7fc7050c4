use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    email::Email, export::Export, leave::Leave, looks::Looks, part::Part, password::ChangePassword,
    profile::Profile, sessions::Sessions,
};
use crate::{
    features::authorization::MyRights,
    i18n::use_i18n,
    language::say,
    lazy,
    session::Session,
    shell::{Missing, current},
    ui::PageTitle,
};

/// Who one is here, how one gets in, what one may do, how the screens look.
#[component]
pub fn AccountPage() -> impl IntoView {
    let i18n = use_i18n();
    let (session, params) = (expect_context::<Session>(), use_params_map());
    let part = Memo::new(move |_| Part::at(params.with(|params| params.get("part")).as_deref()));
    // A change of the account must not throw away what somebody types.
    let here = Memo::new(move |_| session.me().map(|me| me.id));
    move || match (part.get(), here.get().and_then(|_| untrack(|| session.me()))) {
        (None, _) => view! { <Missing/> }.into_any(),
        (_, None) => ().into_any(),
        (Some(part), Some(me)) => view! {
            <div class="column slim form">
                <PageTitle text=say!(i18n, account.title)/>
                <Tabs/>
                {match part {
                    Part::Profile => view! { <Profile me=me/> <Export/> <Leave/> }.into_any(),
                    Part::Email => view! { <Email/> }.into_any(),
                    Part::Password => view! { <ChangePassword/> }.into_any(),
                    Part::Sessions => view! { <Sessions/> }.into_any(),
                    Part::Rights => view! { <MyRights id=me.id/> }.into_any(),
                    Part::Preferences => lazy::my_preferences().into_any(),
                    Part::Notifications => lazy::my_notifications().into_any(),
                    Part::Looks => view! { <Looks/> }.into_any(),
                }}
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Tabs() -> impl IntoView {
    let i18n = use_i18n();
    let tab = move |part: Part| {
        view! { <a href=part.path() aria-current=current(part.path())>{move || part.text(i18n)}</a> }
    };
    view! {
        <nav class="tabs" aria-label=say!(i18n, account.title)>
            {Part::ALL.into_iter().map(tab).collect_view()}
        </nav>
    }
}

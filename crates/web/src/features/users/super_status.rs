use leptos::prelude::*;

use super::{
    dialogs::{Ask, Dialogs},
    sheet::Desk,
};
use crate::{
    contract::{self, Action},
    language::{now, say},
    load::Load,
    session::Session,
    ui::{Button, Icon, Show},
};

/// Whether nothing can lock them out; only who has that status gives it and takes it away [CT-5].
#[component]
pub(super) fn SuperPart(desk: Desk) -> impl IntoView {
    let (i18n, session) = (desk.i18n, expect_context::<Session>());
    let ask = RwSignal::new(None::<Ask>);
    let holds = desk.is(|account| account.super_administrator);
    let own = desk.is(|account| account.own);
    // Whoever has that status may do everything: nobody else needs to ask.
    let mine = Load::new(move || {
        let me = session.me().filter(|me| me.allowed_everywhere.contains(&Action::ManageRoles));
        async move {
            match me {
                Some(me) => Ok(contract::read_effective_permissions(me.id).await?.super_administrator),
                None => Ok(false),
            }
        }
    });
    let may = Memo::new(move |_| mine.data.get() == Some(true));
    let label = move || match holds.get() {
        true => now!(i18n, users.super_take),
        false => now!(i18n, users.super_give),
    };
    view! {
        <Show when=move || holds.get() || may.get()>
            <section class="stack tight" aria-labelledby="super">
                <h2 id="super">{say!(i18n, access.everything)}</h2>
                <Show when=move || holds.get() fallback=move || view! {
                    <p class="muted">{say!(i18n, users.super_not)}</p>
                }>
                    <p><span class="badge" data-tone="accent"><Icon name="shield"/>{say!(i18n, users.super_holds)}</span></p>
                    <p class="muted">{say!(i18n, users.super_text)}</p>
                </Show>
                <Show when=move || may.get() && !own.get()>
                    <Button icon="shield" text=label on_click=move || ask.set(Some(Ask::Super))/>
                </Show>
                <Dialogs desk=desk ask=ask/>
            </section>
        </Show>
    }
}

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    screens::Refused,
    whose::{Whose, as_it_is, known},
};
use crate::{
    contract::{MailKind, Preferences, PreferencesInput},
    i18n::use_i18n,
    language::{Words, now, say},
    load::Load,
    session::Session,
    ui::{Failure, Form, Show, SubmitButton, Switch, TextSkeleton, Toasts},
};

/// Which mails somebody gets [PL-8].
#[component]
pub fn Notifications(whose: Whose) -> impl IntoView {
    let load = whose.load();
    view! {
        {move || load.problem.get().map(|problem| view! {
            <Failure problem=problem again=move || load.again()/>
        })}
        <Show when=move || load.slow.get()><TextSkeleton/></Show>
        {move || load.data.get().map(|read| view! { <Mails whose=whose read=read load=load/> })}
    }
}

#[component]
fn Mails(whose: Whose, read: Preferences, load: Load<Preferences>) -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts) = (expect_context::<Session>(), expect_context::<Toasts>());
    let (form, unwanted) = (Form::new(), RwSignal::new(known(&read.unwanted_mails)));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let input = PreferencesInput { unwanted_mails: unwanted.get_untracked(), ..as_it_is(&read) };
        form.send(whose.keep(session, read.version, input), move |kept| {
            toasts.say(now!(i18n, preferences.mails_saved));
            load.data.set(Some(kept));
        });
    };
    let switch = move |&kind: &MailKind| {
        let wanted = Signal::derive(move || unwanted.with(|kinds| !kinds.contains(&kind)));
        view! {
            <Switch label=move || mail_text(i18n, kind).0 help=move || mail_text(i18n, kind).1 value=wanted
                on_change=move |on: bool| unwanted.update(|kinds| switched(kinds, kind, on))/>
        }
    };
    view! {
        <form class="stack loose" novalidate on:submit=submit>
            <Refused form=form load=load/>
            <section class="stack tight" aria-labelledby="mails">
                <h2 id="mails">{say!(i18n, preferences.mails)}</h2>
                <p class="muted">{say!(i18n, preferences.mails_text)}</p>
                {MailKind::ALL.iter().map(switch).collect_view()}
            </section>
            <section class="stack tight" aria-labelledby="always">
                <h2 id="always">{say!(i18n, preferences.always)}</h2>
                <p>{say!(i18n, preferences.always_text)}</p>
                <p class="muted">{say!(i18n, preferences.team_text)}</p>
            </section>
            <div><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></div>
        </form>
    }
}

/// What a kind of mail is called, and when it is sent.
fn mail_text(i18n: Words, kind: MailKind) -> (&'static str, &'static str) {
    match kind {
        MailKind::Confirmation => {
            (now!(i18n, preferences.confirmation), now!(i18n, preferences.confirmation_help))
        }
        MailKind::StatusChanged | MailKind::Other => {
            (now!(i18n, preferences.status_changed), now!(i18n, preferences.status_changed_help))
        }
    }
}

fn switched(unwanted: &mut Vec<MailKind>, kind: MailKind, wanted: bool) {
    unwanted.retain(|one| *one != kind);
    if !wanted {
        unwanted.push(kind);
    }
}

#[cfg(test)]
mod tests {
    use super::switched;
    use crate::contract::MailKind::{Confirmation, StatusChanged};

    #[test]
    fn a_mail_is_switched_off_and_on_again() {
        let mut unwanted = vec![StatusChanged];
        switched(&mut unwanted, Confirmation, false);
        switched(&mut unwanted, Confirmation, false);
        assert_eq!(unwanted, [StatusChanged, Confirmation]);
        switched(&mut unwanted, StatusChanged, true);
        assert_eq!(unwanted, [Confirmation]);
    }
}

use std::time::Duration;

use leptos::prelude::*;

use super::words::username_text;
use crate::{
    client::{FieldFlaw, Problem},
    contract::{self, NewUser, UsernameFlaw},
    i18n::use_i18n,
    language::{Words, say},
    load::Load,
    session::encode,
    ui::{Form, Icon, Show, TextField},
};

/// A pause in typing.
const PAUSE: Duration = Duration::from_millis(300);

/// A username, tried on the server as one types [PP-2].
#[component]
pub(super) fn UsernameField(form: Form, value: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let asked = RwSignal::new(String::new());
    Effect::new(move || {
        let text = value.with(|text| text.trim().to_owned());
        if let Ok(timer) = set_timeout_with_handle(move || asked.set(text), PAUSE) {
            on_cleanup(move || timer.clear());
        }
    });
    let check = Load::new(move || {
        let name = asked.get();
        async move {
            match name.is_empty() {
                true => Ok((name, None)),
                false => Ok((name.clone(), Some(contract::check_username(encode(&name)).await?))),
            }
        }
    });
    Effect::new(move || {
        let flaw = check.data.with(|answer| answer.as_ref().and_then(|(_, check)| check.as_ref()?.flaw));
        if let Some(flaw) = flaw {
            form.show(at_username(username_text(i18n, flaw)));
        }
    });
    let free = move || {
        let name = value.with(|text| text.trim().to_owned());
        let fits = |(tried, check): &(String, Option<contract::UsernameCheck>)| {
            *tried == name && check.as_ref().is_some_and(|check| check.available)
        };
        check.data.with(|answer| answer.as_ref().is_some_and(fits))
    };
    view! {
        <div class="stack tight">
            <TextField form=form pointer="/username" label=say!(i18n, login.username) value=value
                rule=NewUser::USERNAME.required() help=say!(i18n, users.username_help) autocomplete="off"/>
            <p class="help" role="status">
                <Show when=free><span class="free"><Icon name="check" small=true/>{say!(i18n, users.username_free)}</span></Show>
            </p>
        </div>
    }
}

/// The same refusal with the words of the screens, where it is about the username.
pub(super) fn reworded(i18n: Words, mut problem: Problem) -> Problem {
    for flaw in problem.fields.iter_mut().filter(|flaw| flaw.pointer == "/username") {
        if let Some(known) = flaw_of(&flaw.code) {
            *flaw = fault(username_text(i18n, known));
        }
    }
    problem
}

fn flaw_of(code: &str) -> Option<UsernameFlaw> {
    match code {
        "taken" => Some(UsernameFlaw::Taken),
        "confusable" => Some(UsernameFlaw::Confusable),
        "mixed_scripts" => Some(UsernameFlaw::MixedScripts),
        "pattern" => Some(UsernameFlaw::Malformed),
        _ => None,
    }
}

fn at_username(text: &str) -> Problem {
    Problem { slug: "invalid-body".to_owned(), fields: vec![fault(text)], ..Problem::offline() }
}

fn fault(text: &str) -> FieldFlaw {
    FieldFlaw { pointer: "/username".to_owned(), code: "told".to_owned(), detail: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::flaw_of;
    use crate::contract::UsernameFlaw;

    #[test]
    fn the_server_s_words_for_a_username_are_known() {
        assert_eq!(flaw_of("confusable"), Some(UsernameFlaw::Confusable));
        assert_eq!(flaw_of("max_length"), None);
    }
}

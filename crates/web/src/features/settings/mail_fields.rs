use leptos::prelude::*;

use crate::{
    contract::{MailSecurity, MailServer, MailServerInput},
    i18n::use_i18n,
    language::{now, say},
    rule::TextRule,
    ui::{Form, SelectField, TextField},
};

/// A mail server as it is typed.
#[derive(Clone, Copy)]
pub struct MailFields {
    host: RwSignal<String>,
    port: RwSignal<String>,
    security: RwSignal<String>,
    username: RwSignal<String>,
    password: RwSignal<String>,
    from_address: RwSignal<String>,
    from_name: RwSignal<String>,
}

impl MailFields {
    /// What is set now, or what is usual.
    #[must_use]
    pub fn of(server: Option<&MailServer>) -> Self {
        let text = |read: fn(&MailServer) -> Option<String>, usual: &str| {
            RwSignal::new(server.and_then(read).unwrap_or_else(|| usual.to_owned()))
        };
        Self {
            host: text(|server| Some(server.host.clone()), ""),
            port: text(|server| Some(server.port.to_string()), "587"),
            security: text(|server| Some(server.security.to_string()), MailSecurity::Starttls.word()),
            username: text(|server| server.username.clone(), ""),
            password: RwSignal::new(String::new()),
            from_address: text(|server| Some(server.from_address.clone()), ""),
            from_name: text(|server| server.from_name.clone(), ""),
        }
    }

    /// What is sent; nothing while there is no server.
    #[must_use]
    pub fn server(self) -> Option<MailServerInput> {
        let filled = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let some = |text| Some(filled(text)).filter(|text: &String| !text.is_empty());
        Some(MailServerInput {
            host: some(self.host)?,
            port: filled(self.port).parse().ok()?,
            security: security(&self.security.get_untracked()),
            username: some(self.username),
            password: Some(self.password.get_untracked()).filter(|text| !text.is_empty()),
            from_address: filled(self.from_address),
            from_name: some(self.from_name),
        })
    }

    /// Whether there is a server to speak of; follows it.
    #[must_use]
    pub fn is_given(self) -> bool {
        self.host.with(|host| !host.trim().is_empty())
    }
}

fn security(word: &str) -> MailSecurity {
    MailSecurity::ALL
        .iter()
        .copied()
        .find(|security| security.word() == word)
        .unwrap_or(MailSecurity::Starttls)
}

/// The fields of a mail server, at `/mail/…` of what is sent.
#[component]
pub fn MailServerFields(
    form: Form,
    fields: MailFields,
    /// Whether a password is set already, and stays where none is typed.
    #[prop(optional)]
    has_password: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let ways = Signal::derive(move || {
        let text = |security| match security {
            MailSecurity::Tls => now!(i18n, settings.tls),
            MailSecurity::None => now!(i18n, settings.no_security),
            _ => now!(i18n, settings.starttls),
        };
        MailSecurity::ALL.iter().map(|&one| (one.word().to_owned(), text(one).to_owned())).collect()
    });
    let password_help = move || {
        if has_password { now!(i18n, settings.password_kept) } else { now!(i18n, settings.password_help) }
    };
    view! {
        <div class="more-fields">
            <TextField form=form pointer="/mail/host" label=say!(i18n, settings.host) value=fields.host
                rule=MailServerInput::HOST.optional()/>
            <TextField form=form pointer="/mail/port" label=say!(i18n, settings.port) value=fields.port
                rule=TextRule { min: 1, max: 5, email: false } inputmode="numeric"/>
            <div class="full">
                <SelectField form=form pointer="/mail/security" label=say!(i18n, settings.security) options=ways
                    value=fields.security/>
            </div>
            <TextField form=form pointer="/mail/username" label=say!(i18n, settings.username) value=fields.username
                rule=MailServerInput::USERNAME autocomplete="off" optional=true/>
            <TextField form=form pointer="/mail/password" label=say!(i18n, settings.password) value=fields.password
                rule=MailServerInput::PASSWORD kind="password" autocomplete="new-password" help=password_help/>
            <TextField form=form pointer="/mail/from_address" label=say!(i18n, settings.from_address) kind="email"
                value=fields.from_address rule=MailServerInput::FROM_ADDRESS.optional()/>
            <TextField form=form pointer="/mail/from_name" label=say!(i18n, settings.from_name)
                value=fields.from_name rule=MailServerInput::FROM_NAME optional=true/>
        </div>
    }
}

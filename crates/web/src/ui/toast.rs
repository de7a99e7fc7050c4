use std::time::Duration;

use leptos::prelude::*;

use super::{Button, Icon, IconButton};
use crate::{i18n::use_i18n, language::say, text::Text};

/// Long enough to read and to reach a button.
const STAYS: Duration = Duration::from_secs(8);

/// More would cover the page.
const MOST: usize = 2;

type Undo = (Text, Callback<()>);

#[derive(Clone)]
struct Toast {
    id: u32,
    icon: &'static str,
    text: String,
    action: Option<Undo>,
}

/// Short news at the foot of the page.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Vec<Toast>>);

impl Toasts {
    /// Makes room for news.
    pub fn provide() {
        provide_context(Self(RwSignal::new(Vec::new())));
    }

    /// Something is done.
    pub fn say(self, text: impl Into<String>) {
        self.add("check", text.into(), None);
    }

    /// Something is done and can be taken back.
    pub fn say_with(
        self,
        text: impl Into<String>,
        label: impl Into<Text>,
        act: impl Fn() + Send + Sync + 'static,
    ) {
        self.add("check", text.into(), Some((label.into(), Callback::new(move |()| act()))));
    }

    /// Something is not done.
    pub fn warn(self, text: impl Into<String>) {
        self.add("alert", text.into(), None);
    }

    fn add(self, icon: &'static str, text: String, action: Option<Undo>) {
        let id = self.0.with_untracked(|all| all.last().map_or(0, |last| last.id + 1));
        self.0.update(|all| {
            all.push(Toast { id, icon, text, action });
            let old = all.len().saturating_sub(MOST);
            all.drain(..old);
        });
        set_timeout(move || self.drop_one(id), STAYS);
    }

    fn drop_one(self, id: u32) {
        self.0.update(|all| all.retain(|toast| toast.id != id));
    }
}

/// Where news appear; read out politely.
#[component]
pub fn ToastHost() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let one = move |toast: Toast| {
        let id = toast.id;
        view! {
            <div class="toast">
                <Icon name=toast.icon/>
                <p>{toast.text}</p>
                {toast.action.map(|(label, act)| {
                    let choose = move || {
                        act.run(());
                        toasts.drop_one(id);
                    };
                    view! { <Button kind="sm" text=label on_click=choose/> }
                })}
                <IconButton icon="x" kind="sm" label=say!(i18n, ui.close) on_click=move || toasts.drop_one(id)/>
            </div>
        }
    };
    view! {
        <div class="toasts" role="status">
            <For each=move || toasts.0.get() key=|toast| toast.id children=one/>
        </div>
    }
}

use leptos::prelude::*;

use crate::features::preferences::{Notifications, Preferences, Whose};

/// How one wants the screens.
#[component]
pub fn MyPreferences() -> impl IntoView {
    view! { <Preferences whose=Whose::Mine/> }
}

/// Which mails one gets.
#[component]
pub fn MyNotifications() -> impl IntoView {
    view! { <Notifications whose=Whose::Mine/> }
}

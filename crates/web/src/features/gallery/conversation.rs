use leptos::{html, prelude::*};

use super::page::{Part, name};
use crate::{
    theme::Theme,
    ui::{Audience, Composer, Event, Said},
};

fn when(short: &str) -> (String, String) {
    (short.to_owned(), "lundi 23 novembre 2026".to_owned())
}

/// A conversation and where one answers.
#[component]
pub(super) fn Conversation(theme: Theme) -> impl IntoView {
    let (text, audience) = (RwSignal::new(String::new()), RwSignal::new(Audience::Public));
    let area = NodeRef::<html::Textarea>::new();
    view! {
        <Part title="Conversation">
            <ol class="timeline">
                <Said name="Nadia Lambert".to_owned() when=when("hier, 9 h 41")
                    text="Plus de chauffage depuis ce matin.".to_owned()/>
                <Event icon="user-plus" when=when("hier, 10 h 05")>
                    <b>"Thomas Delvaux"</b> " a assigné " <b>"Karim Benali"</b>
                </Event>
                <Said name="Thomas Delvaux".to_owned() when=when("hier, 10 h 07") internal=true
                    text="Vérifier la garantie avant de commander.".to_owned()/>
            </ol>
            <Composer
                text=text
                audience=audience
                audiences=vec![Audience::Public, Audience::Internal]
                group=name(theme, "light-audience", "dark-audience")
                to="Nadia"
                busy=false
                area=area
                send=Callback::new(move |()| text.set(String::new()))
            />
        </Part>
    }
}

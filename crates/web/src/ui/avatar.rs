use crate::text::Text;
use leptos::prelude::*;

use super::Icon;

/// Initials on a colour that is always the same for the same name.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    /// `sm`, `md` or `lg`; small text height without.
    #[prop(optional)]
    size: &'static str,
    /// The address of a photo, where there is one.
    #[prop(optional, into)]
    photo: MaybeProp<String>,
) -> impl IntoView {
    let class = format!("avatar {size}");
    let letters = initials(&name);
    let face = move || match photo.get() {
        Some(url) => view! { <img src=url alt=""/> }.into_any(),
        None => letters.clone().into_any(),
    };
    view! {
        <span class=class data-color=color_of(&name).to_string() aria-hidden="true">
            {face}
        </span>
    }
}

/// A person in a line: avatar and name; nobody where there is none.
#[component]
pub fn Who(
    name: Option<String>,
    /// What is written where there is nobody.
    #[prop(into)]
    nobody: Text,
) -> impl IntoView {
    match name {
        Some(name) => {
            view! { <span class="who"><Avatar name=name.clone()/><span>{name}</span></span> }.into_any()
        }
        None => view! {
            <span class="who quiet">
                <span class="avatar none" aria-hidden="true"><Icon name="user"/></span>
                <span>{nobody}</span>
            </span>
        }
        .into_any(),
    }
}

/// First letters of the first and the last word.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// One of the twelve colours.
#[must_use]
pub fn color_of(name: &str) -> u32 {
    name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 12 + 1
}

#[cfg(test)]
mod tests {
    use super::{color_of, initials};

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("Nadia Lambert"), "NL");
        assert_eq!(initials("Jean-Marc de la Tour"), "JT");
        assert_eq!(initials("élodie"), "É");
        assert_eq!(initials(" "), "");
    }

    #[test]
    fn a_name_keeps_its_colour_and_colours_are_twelve() {
        assert_eq!(color_of("Karim Benali"), color_of("Karim Benali"));
        assert!(["a", "b", "Nadia Lambert", ""].iter().all(|name| (1..=12).contains(&color_of(name))));
    }
}

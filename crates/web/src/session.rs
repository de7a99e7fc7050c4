//! Who is looking: nobody, somebody, or not known yet. Tabs of one browser agree on it.

use domain::Language;
use leptos::{prelude::*, task::spawn_local, web_sys};
use uuid::Uuid;

use crate::{
    browser,
    client::{self, Problem},
    contract::{self, Action, Credentials, LanguageChoice, Me, SiteTreeTop, StartScreen, Waiting},
    language::{self, Words},
};

/// Set while this browser holds a session, to the id of its account; its change is how tabs hear of each other.
const KEY: &str = "palier.session";

/// Who is looking.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// The server was asked and has not answered.
    Unknown,
    /// The server cannot be asked.
    Unreachable(Problem),
    /// Not logged in.
    Nobody,
    /// Logged in.
    Someone(Me),
}

/// The session of the moment, for every page.
#[derive(Clone, Copy)]
pub struct Session {
    who: RwSignal<Who>,
    /// Whether new terms of use came up while somebody works; what they were doing stays behind the question.
    pub interrupted: RwSignal<bool>,
    i18n: Words,
}

impl Session {
    /// Finds out who is looking and keeps up with the other tabs.
    pub fn provide(i18n: Words) {
        let session = Self { who: RwSignal::new(Who::Unknown), interrupted: RwSignal::new(false), i18n };
        client::on_lost(move || session.end());
        client::on_waiting(move |waiting| session.interrupt(waiting));
        window_event_listener(leptos::ev::storage, move |event| {
            session.hear(&event);
        });
        session.resume();
        provide_context(session);
    }

    /// Who is looking; follows it.
    #[must_use]
    pub fn who(self) -> Who {
        self.who.get()
    }

    /// The account that is logged in; follows it.
    #[must_use]
    pub fn me(self) -> Option<Me> {
        self.who.with(|who| if let Who::Someone(me) = who { Some(me.clone()) } else { None })
    }

    /// Whether an action makes sense anywhere for who is looking; follows it.
    #[must_use]
    pub fn may(self, action: Action) -> bool {
        self.who.with(|who| matches!(who, Who::Someone(me) if me.allowed.contains(&action)))
    }

    /// Whether who is looking may do it everywhere: what is done at the top takes that; follows it.
    #[must_use]
    pub fn may_everywhere(self, action: Action) -> bool {
        self.who.with(|who| matches!(who, Who::Someone(me) if me.allowed_everywhere.contains(&action)))
    }

    /// Whether the accounts of others are any business of who is looking; follows it.
    #[must_use]
    pub fn deals_with_people(self) -> bool {
        const DEALS: [Action; 4] =
            [Action::ViewUsers, Action::ChangeUser, Action::CreateUser, Action::GrantRights];
        DEALS.into_iter().any(|action| self.may(action))
    }

    /// Whether who is looking runs requests, and so gets the side menu.
    #[must_use]
    pub fn manages(self) -> bool {
        self.who.with(|who| matches!(who, Who::Someone(me) if me.allowed.contains(&Action::ViewWorking)))
    }

    /// Whether who is looking begins with some sites [PP-9]; follows it.
    #[must_use]
    pub fn preselects(self) -> bool {
        self.who.with(|who| matches!(who, Who::Someone(me) if !me.preselected_sites.is_empty()))
    }

    /// What the app opens on for who has just come in [PP-9].
    #[must_use]
    pub fn start_screen(self) -> &'static str {
        match untrack(|| self.me()).map(|me| me.start_screen) {
            Some(StartScreen::Requests) => "/requests",
            _ => "/",
        }
    }

    /// Takes in other preferences; what shows the account is left alone where nothing changed.
    pub fn prefer(self, start: StartScreen, top: SiteTreeTop, preselected: Vec<Uuid>) {
        self.who.update(|who| {
            if let Who::Someone(me) = who {
                (me.start_screen, me.site_tree_top, me.preselected_sites) = (start, top, preselected);
            }
        });
    }

    /// Asks the server who holds the refresh cookie, if this browser ever logged in.
    pub fn resume(self) {
        if browser::recall(KEY).is_none() {
            self.who.set(Who::Nobody);
            return;
        }
        spawn_local(async move {
            match client::renew(None).await {
                Ok(Some(session)) => self.begin(session.user),
                Ok(None) => {}
                Err(problem) if problem.status == 401 => self.end(),
                Err(problem) => self.who.set(Who::Unreachable(problem)),
            }
        });
    }

    /// Logs in.
    ///
    /// # Errors
    /// The server's refusal.
    pub async fn log_in(self, login: Credentials) -> Result<(), Problem> {
        let session = contract::log_in(&login).await?;
        client::keep_token(session.access_token);
        self.begin(session.user);
        Ok(())
    }

    /// Logs out, here or in every browser.
    ///
    /// # Errors
    /// The server's refusal; the session then lives on.
    pub async fn log_out(self, everywhere: bool) -> Result<(), Problem> {
        let answer =
            if everywhere { contract::log_out_everywhere().await } else { contract::log_out().await };
        match answer {
            Err(problem) if problem.status != 401 => Err(problem),
            _ => {
                self.end();
                Ok(())
            }
        }
    }

    /// Speaks a language at once, and from now on wherever this account logs in.
    pub fn speak(self, language: Language) {
        language::speak(self.i18n, language);
        if let Some(me) = untrack(|| self.me()) {
            spawn_local(async move {
                if let Ok(me) = change_language(me, language).await {
                    self.who.set(Who::Someone(me));
                }
            });
        }
    }

    /// Shows another photo of who is looking, or none.
    pub fn show_photo(self, id: Option<Uuid>) {
        self.who.update(|who| {
            if let Who::Someone(me) = who {
                me.photo_id = id;
            }
        });
    }

    /// Takes in what the server says of the account now.
    pub fn know(self, me: Me) {
        self.begin(me);
    }

    /// Reads the account anew: what waited may wait no longer.
    ///
    /// # Errors
    /// The server's refusal, or its silence.
    pub async fn look_again(self) -> Result<(), Problem> {
        let me = contract::read_me().await?;
        // What shows the account is left alone where nothing changed: somebody may be typing there.
        if untrack(|| self.me()).as_ref() != Some(&me) {
            self.begin(me);
        }
        self.interrupted.set(false);
        Ok(())
    }

    /// Something came up that must be done before anything else.
    fn interrupt(self, waiting: Waiting) {
        if untrack(|| self.me()).is_none_or(|me| me.waiting.is_some()) {
            return;
        }
        match waiting {
            Waiting::Terms => self.interrupted.set(true),
            Waiting::Password | Waiting::Other => spawn_local(async move {
                let _ = self.look_again().await;
            }),
        }
    }

    fn begin(self, me: Me) {
        browser::remember(KEY, &me.id.to_string());
        language::speak(self.i18n, me.language);
        self.who.set(Who::Someone(me));
    }

    fn end(self) {
        client::forget_token();
        browser::forget(KEY);
        self.interrupted.set(false);
        self.who.set(Who::Nobody);
    }

    /// Another tab logged in or out.
    fn hear(self, event: &web_sys::StorageEvent) {
        if event.key().as_deref() != Some(KEY) {
            return;
        }
        let mine = untrack(|| self.me()).map(|me| me.id.to_string());
        if event.new_value() == mine {
            return;
        }
        client::forget_token();
        self.resume();
    }
}

/// The change is to one field, so a newer version of the account is no conflict: read it and try once more.
async fn change_language(me: Me, language: Language) -> Result<Me, Problem> {
    let change = LanguageChoice { language };
    match contract::change_my_language(me.version, &change).await {
        Err(problem) if problem.is_stale() => {
            let fresh = contract::read_me().await?;
            contract::change_my_language(fresh.version, &change).await
        }
        answer => answer,
    }
}

/// Where to go after login: the asked-for link, as long as it stays in the app.
#[must_use]
pub fn destination(asked: Option<&str>) -> String {
    let inside = |path: &&str| path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    asked
        .filter(inside)
        .filter(|path| !["/login", "/password", "/terms"].iter().any(|gate| path.starts_with(gate)))
        .unwrap_or("/")
        .to_owned()
}

/// The login page that leads back to a link.
#[must_use]
pub fn login_path(asked: &str) -> String {
    match asked {
        "/" | "" => "/login".to_owned(),
        path => format!("/login?next={}", encode(path)),
    }
}

/// The page on which somebody does what waits, and which leads back to a link.
#[must_use]
pub fn gate_path(waiting: Waiting, asked: &str) -> String {
    let page = match waiting {
        Waiting::Password => "/password",
        Waiting::Terms | Waiting::Other => "/terms",
    };
    match asked {
        "/" | "" => page.to_owned(),
        path => format!("{page}?next={}", encode(path)),
    }
}

/// Percent-encodes what a query value may not hold.
#[must_use]
pub fn encode(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{destination, encode, gate_path, login_path};
    use crate::contract::Waiting;

    #[test]
    fn a_link_opened_logged_out_comes_back_after_login() {
        assert_eq!(login_path("/requests?status=done"), "/login?next=%2Frequests%3Fstatus%3Ddone");
        assert_eq!(destination(Some("/requests?status=done")), "/requests?status=done");
        assert_eq!(login_path("/"), "/login");
    }

    #[test]
    fn whoever_waits_at_the_gate_comes_back_to_the_page_they_wanted() {
        assert_eq!(gate_path(Waiting::Terms, "/requests/new"), "/terms?next=%2Frequests%2Fnew");
        assert_eq!(gate_path(Waiting::Password, "/"), "/password");
        assert_eq!(destination(Some("/terms?next=/x")), "/", "what waits is found without its page");
    }

    #[test]
    fn login_never_leads_out_of_the_app_or_to_itself() {
        for asked in ["https://e.example", "//e.example", "/\\e.example", "/login?next=/x", "e"] {
            assert_eq!(destination(Some(asked)), "/", "{asked}");
        }
        assert_eq!(destination(None), "/");
    }

    #[test]
    fn letters_beyond_ascii_are_encoded_by_byte() {
        assert_eq!(encode("é a"), "%C3%A9%20a");
    }
}

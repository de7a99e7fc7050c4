//! From what is kept to what is sent: a text and an HTML part, and headers that name the mail for good.

use askama::Template;
use chrono::{DateTime, Utc};
use domain::{EmailAddress, Language, OutboxId, RequestStatus};
use lettre::{
    Address, Message,
    address::AddressError,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use url::{Host, Url};

use super::{Mail, SealedToken, clean, message::Kind, words::status_word};
use crate::sealing::{CannotOpen, Sealing};

/// Who the mails come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    pub address: EmailAddress,
    /// The name beside the address; the organisation's if there is none.
    pub name: Option<String>,
}

/// What the links of mails are made of.
#[derive(Debug, Clone)]
pub struct Links {
    /// Where people find the app.
    pub public_url: Url,
    /// What their tokens are sealed with.
    pub sealing: Sealing,
}

/// A mail that cannot be written: our own fault.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("the mail could not be written: {0}")]
    Template(#[from] askama::Error),
    #[error("the mail could not be put together: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("an address of the mail cannot stand in its headers: {0}")]
    Address(#[from] AddressError),
    #[error("the link of the mail is no address: {0}")]
    Link(#[from] url::ParseError),
    #[error("the link of the mail cannot be opened: {0}")]
    Sealed(#[from] CannotOpen),
}

/// Writes the mail of outbox row `id`: the same bytes at every attempt.
///
/// # Errors
/// When something in it cannot be written.
pub fn render(
    mail: &Mail,
    id: OutboxId,
    created_at: DateTime<Utc>,
    sender: &Sender,
    links: &Links,
) -> Result<Message, RenderError> {
    let Links { public_url, .. } = links;
    let view = View::of(mail, links)?;
    let (text, html) = bodies(mail.receiver().language, mail.kind(), &view)?;
    let host = id_host(public_url);
    let mut headers = Message::builder()
        .message_id(Some(format!("<{id}@{host}>")))
        .date(created_at.into())
        .from(mailbox(sender.name.as_deref().unwrap_or(&view.organisation), &sender.address)?)
        .to(mailbox("", mail.to())?)
        .subject(&view.subject)
        .raw_header(raw("List-Id", format!("<requests.{}>", list_host(public_url))))
        .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()));
    if let Some(request) = mail.request() {
        // Nothing has this id: it gathers the mails about one request into one conversation.
        headers = headers.references(format!("<{}@{host}>", request.id));
    }
    let parts = MultiPart::alternative()
        .boundary(format!("palier-{id}"))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(text))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(html));
    Ok(headers.multipart(parts)?)
}

/// What the templates read, fit for one line where it stands on one.
#[derive(Debug, Default)]
struct View {
    language: String,
    organisation: String,
    subject: String,
    home: String,
    link: String,
    reference: String,
    title: String,
    site: String,
    requester: String,
    /// Of whose account it tells.
    name: String,
    username: String,
    address: String,
    text: String,
    status: Option<RequestStatus>,
    status_word: &'static str,
    reason: String,
}

impl View {
    fn of(mail: &Mail, Links { public_url, sealing }: &Links) -> Result<Self, RenderError> {
        let receiver = mail.receiver();
        let mut view = Self {
            language: receiver.language.to_string(),
            organisation: clean::header(&receiver.organisation),
            subject: mail.subject(),
            home: public_url.to_string(),
            link: public_url.to_string(),
            ..Self::default()
        };
        if let Some(request) = mail.request() {
            view.link = public_url.join(&request.path())?.to_string();
            view.reference = clean::one_line(&request.reference);
            view.title = clean::one_line(&request.title);
            view.site = clean::one_line(&request.site);
            view.requester = clean::one_line(&request.requester);
            view.text = clean::text(&request.text);
        }
        if let Some(person) = mail.person() {
            view.name = clean::one_line(&person.name);
            view.username = clean::one_line(&person.username);
        }
        if let Some(SealedToken(sealed)) = mail.link() {
            let token = sealing.unseal(sealed)?;
            let mut link = public_url.join("/link")?;
            // Behind the `#`, where no server and no log sees it.
            link.set_fragment(Some(&String::from_utf8_lossy(&token)));
            view.link = link.to_string();
        }
        if let Mail::EmailChanging { address, .. } = mail {
            view.address = clean::one_line(address);
        }
        if let Mail::StatusChanged { status, reason, .. } = mail {
            view.status = Some(*status);
            view.status_word = status_word(receiver.language, *status);
            view.reason = clean::text(reason.as_deref().unwrap_or_default());
        }
        Ok(view)
    }
}

/// One text and one HTML template for each mail in each language: a missing one does not compile.
macro_rules! templates {
    ($($language:ident $kind:ident $text:tt $html:tt)+) => {
        fn bodies(language: Language, kind: Kind, mail: &View) -> Result<(String, String), askama::Error> {
            match (language, kind) {
                $((Language::$language, Kind::$kind) => {
                    #[derive(Template)]
                    #[template(path = $text)]
                    struct Text<'a> { mail: &'a View }
                    #[derive(Template)]
                    #[template(path = $html)]
                    struct Html<'a> { mail: &'a View }
                    Ok((Text { mail }.render()?, Html { mail }.render()?))
                })+
            }
        }
    };
}

templates! {
    French NewRequest "fr/new_request.txt" "fr/new_request.html"
    French Confirmation "fr/confirmation.txt" "fr/confirmation.html"
    French StatusChanged "fr/status_changed.txt" "fr/status_changed.html"
    French Invitation "fr/invitation.txt" "fr/invitation.html"
    French PasswordReset "fr/password_reset.txt" "fr/password_reset.html"
    French EmailChange "fr/email_change.txt" "fr/email_change.html"
    French EmailChanging "fr/email_changing.txt" "fr/email_changing.html"
    French PasswordChanged "fr/password_changed.txt" "fr/password_changed.html"
    French Test "fr/test.txt" "fr/test.html"
    English NewRequest "en/new_request.txt" "en/new_request.html"
    English Confirmation "en/confirmation.txt" "en/confirmation.html"
    English StatusChanged "en/status_changed.txt" "en/status_changed.html"
    English Invitation "en/invitation.txt" "en/invitation.html"
    English PasswordReset "en/password_reset.txt" "en/password_reset.html"
    English EmailChange "en/email_change.txt" "en/email_change.html"
    English EmailChanging "en/email_changing.txt" "en/email_changing.html"
    English PasswordChanged "en/password_changed.txt" "en/password_changed.html"
    English Test "en/test.txt" "en/test.html"
}

fn mailbox(name: &str, address: &EmailAddress) -> Result<Mailbox, AddressError> {
    let name = clean::header(name);
    let name = (!name.is_empty()).then_some(name);
    Ok(Mailbox::new(name, address.as_str().parse::<Address>()?))
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// The right side of a Message-ID: a domain, or an address literal [RFC 5322, 3.6.4].
fn id_host(public_url: &Url) -> String {
    match public_url.host() {
        Some(Host::Domain(domain)) => domain.to_owned(),
        Some(Host::Ipv4(address)) => format!("[{address}]"),
        Some(Host::Ipv6(address)) => format!("[IPv6:{address}]"),
        None => "localhost".to_owned(),
    }
}

/// The namespace of a List-Id: a domain, or `localhost` for those who have none [RFC 2919, 4].
fn list_host(public_url: &Url) -> &str {
    public_url.domain().unwrap_or("localhost")
}

#[cfg(test)]
mod tests;

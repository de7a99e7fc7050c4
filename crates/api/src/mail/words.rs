//! The short words of mails, in each language; the sentences are in `templates/`.

use domain::{Language, RequestStatus};

use super::{
    clean,
    message::{Kind, Mail},
};

impl Mail {
    /// The subject line: one line, with the reference of the request.
    #[must_use]
    pub fn subject(&self) -> String {
        let language = self.receiver().language;
        let news = match self {
            Self::StatusChanged { status, .. } => status_word(language, *status),
            _ => news(language, self.kind()),
        };
        let Some(request) = self.request() else {
            return clean::header(&format!("{news} · {}", self.receiver().organisation));
        };
        let colon = if language == Language::French { " :" } else { ":" };
        clean::header(&format!("{} · {news}{colon} {}", request.reference, request.title))
    }
}

/// What a requester reads for a status.
pub const fn status_word(language: Language, status: RequestStatus) -> &'static str {
    use RequestStatus::{AwaitingAssignment, Cancelled, Done, InProgress, OnHold, Rejected};
    match (language, status) {
        (Language::French, AwaitingAssignment) => "Reçue",
        (Language::French, InProgress) => "En cours",
        (Language::French, OnHold) => "En attente",
        (Language::French, Done) => "Terminée",
        (Language::French, Rejected) => "Refusée",
        (Language::French, Cancelled) => "Annulée",
        (Language::English, AwaitingAssignment) => "Received",
        (Language::English, InProgress) => "In progress",
        (Language::English, OnHold) => "On hold",
        (Language::English, Done) => "Done",
        (Language::English, Rejected) => "Rejected",
        (Language::English, Cancelled) => "Cancelled",
    }
}

const fn news(language: Language, kind: Kind) -> &'static str {
    match (language, kind) {
        (Language::French, Kind::NewRequest) => "Nouvelle demande",
        (Language::French, Kind::Confirmation) => "Demande bien reçue",
        (Language::French, Kind::StatusChanged) => "Nouvel état",
        (Language::French, Kind::Invitation) => "Votre accès à Palier",
        (Language::French, Kind::PasswordReset) => "Choisir un nouveau mot de passe",
        (Language::French, Kind::EmailChange) => "Confirmer votre adresse",
        (Language::French, Kind::EmailChanging) => "Votre adresse va changer",
        (Language::French, Kind::PasswordChanged) => "Votre mot de passe a changé",
        (Language::French, Kind::Test) => "Message d’essai",
        (Language::English, Kind::NewRequest) => "New request",
        (Language::English, Kind::Confirmation) => "Request received",
        (Language::English, Kind::StatusChanged) => "New status",
        (Language::English, Kind::Invitation) => "Your access to Palier",
        (Language::English, Kind::PasswordReset) => "Choose a new password",
        (Language::English, Kind::EmailChange) => "Confirm your address",
        (Language::English, Kind::EmailChanging) => "Your address is about to change",
        (Language::English, Kind::PasswordChanged) => "Your password has changed",
        (Language::English, Kind::Test) => "Test message",
    }
}

#[cfg(test)]
mod tests {
    use domain::Language::{English, French};

    use crate::mail::message::{Mail, samples};

    #[test]
    fn the_subject_says_the_reference_what_is_new_and_the_title() {
        let subjects = |language| samples::all(language).iter().map(Mail::subject).collect::<Vec<_>>();
        let french = subjects(French);
        assert_eq!(french[0], "R-2026-000123 · Nouvelle demande : Ascenseur <bloqué> & bruyant");
        assert_eq!(french[1], "R-2026-000123 · Demande bien reçue : Ascenseur <bloqué> & bruyant");
        assert_eq!(french[2], "Message d’essai · Société Mosane");
        assert_eq!(french[3], "Votre accès à Palier · Société Mosane");
        assert_eq!(french[8], "R-2026-000123 · Reçue : Ascenseur <bloqué> & bruyant");
        assert_eq!(french[9], "R-2026-000123 · En cours : Ascenseur <bloqué> & bruyant");
        assert_eq!(subjects(English)[11], "R-2026-000123 · Done: Ascenseur <bloqué> & bruyant");
    }
}

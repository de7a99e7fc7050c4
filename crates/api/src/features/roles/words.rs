//! What each permission is called and means, for people [PO-4]. A test keeps the languages complete.

use authz::{Action, ShippedRole};
use domain::Language;

/// The name of an action in a list.
pub const fn label(action: Action, language: Language) -> &'static str {
    let (french, english) = labels(action);
    match language {
        Language::French => french,
        Language::English => english,
    }
}

/// What a shipped role is called in French and in English, as the app shows it.
#[must_use]
pub const fn role_words(role: ShippedRole) -> [&'static str; 2] {
    match role {
        ShippedRole::Visitor => ["Accès visiteur", "Visitor"],
        ShippedRole::BasicUser => ["Utilisateur de base", "Basic user"],
        ShippedRole::Reviewer => ["Relecteur", "Reviewer"],
        ShippedRole::Editor => ["Éditeur", "Editor"],
        ShippedRole::TaskResponsible => ["Responsable de tâche", "Task responsible"],
        ShippedRole::Employee => ["Employé", "Employee"],
        ShippedRole::ReadOnly => ["Lecture seule", "Read only"],
        ShippedRole::ReadWrite => ["Lecture et écriture", "Read and write"],
        ShippedRole::Manager => ["Gestionnaire", "Manager"],
        ShippedRole::Administrator => ["Administration", "Administrator"],
    }
}

/// What it means, in one sentence.
pub fn meaning(action: Action, language: Language) -> &'static str {
    match language {
        Language::French => french(action),
        Language::English => action.meaning(),
    }
}

const fn labels(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::CreateRequest => ("Entrer une demande", "Enter a request"),
        Action::ViewRequest => ("Voir", "See"),
        Action::ViewWorking => ("Voir la version de travail", "See the working version"),
        Action::ViewTags => ("Voir les étiquettes", "See the tags"),
        Action::ViewCosts => ("Voir les coûts et les taux", "See costs and rates"),
        Action::EditRequest => ("Modifier", "Edit"),
        Action::AssignRequest => ("Assigner", "Assign"),
        Action::ChangeRequestStatus => ("Changer l’état", "Change the status"),
        Action::CancelRequest => ("Annuler", "Cancel"),
        Action::ReopenRequest => ("Rouvrir", "Reopen"),
        Action::CommentOnRequest => ("Répondre au demandeur", "Answer the requester"),
        Action::RemarkOnRequest => ("Écrire une note interne", "Write an internal note"),
        Action::FollowUpRequest => ("Tenir le suivi", "Keep the follow-up"),
        Action::TagRequest => ("Mettre des étiquettes", "Put on tags"),
        Action::PublishRequest => ("Publier", "Publish"),
        Action::DeleteRequest => ("Supprimer", "Delete"),
        Action::LogTime => ("Saisir du temps", "Log time"),
        Action::ExportRequests => ("Exporter", "Export"),
        Action::BeAssigned => ("Pouvoir être assigné", "Can be assigned"),
        Action::ViewUsers => ("Voir les personnes", "See people"),
        Action::CreateUser => ("Créer des comptes", "Create accounts"),
        Action::ChangeUser => ("Modifier des comptes", "Change accounts"),
        Action::GrantRights => ("Donner des droits", "Give rights"),
        Action::ManageTeams => ("Gérer les équipes", "Manage teams"),
        Action::ManageResources => ("Gérer les ressources", "Manage resources"),
        Action::ManageTags => ("Gérer les étiquettes", "Manage tags"),
        Action::ManageSites => ("Gérer les sites", "Manage sites"),
        Action::ManageRoles => ("Gérer les rôles", "Manage roles"),
        Action::ReadPermissionReport => ("Lire le rapport des permissions", "Read the report of permissions"),
        Action::ViewAudit => ("Consulter l’historique", "Read the audit"),
        Action::ChangeSettings => ("Changer les réglages", "Change the settings"),
        Action::ManageDeadLetters => ("Traiter les mails en échec", "Deal with failed mails"),
    }
}

const fn french(action: Action) -> &'static str {
    match action {
        Action::CreateRequest => "Entrer une demande pour un site.",
        Action::ViewRequest => {
            "Voir la face publique d’une demande : référence, titre, texte, état, réponses publiques."
        }
        Action::ViewWorking => {
            "Voir la version de travail : qui s’en occupe, priorité, notes internes, tout l’historique."
        }
        Action::ViewTags => "Voir les étiquettes d’une demande.",
        Action::ViewCosts => "Voir les taux, le temps saisi et ce que le travail coûte.",
        Action::EditRequest => "Modifier le titre, le texte et les coordonnées de la personne qui demande.",
        Action::AssignRequest => "Dire qui fait le travail.",
        Action::ChangeRequestStatus => "Faire avancer une demande dans son cycle de vie.",
        Action::CancelRequest => "Retirer une demande avant qu’elle soit terminée.",
        Action::ReopenRequest => "Rouvrir une demande close.",
        Action::CommentOnRequest => "Répondre là où la personne qui demande peut lire.",
        Action::RemarkOnRequest => "Laisser une note interne.",
        Action::FollowUpRequest => {
            "Tenir le suivi interne et l’état de ce que l’on ne fait que lire par ailleurs."
        }
        Action::TagRequest => {
            "Mettre et enlever des étiquettes ; une étiquette partage la demande avec les personnes liées à elle."
        }
        Action::PublishRequest => {
            "Montrer une demande à toutes les personnes qui voient celles du site, ou la leur cacher."
        }
        Action::DeleteRequest => "Mettre une demande à la corbeille.",
        Action::LogTime => "Saisir le temps passé sur une demande.",
        Action::ExportRequests => "Sortir des demandes dans un fichier.",
        Action::BeAssigned => "Être proposé quand une demande du site est assignée.",
        Action::ViewUsers => "Voir les comptes, les équipes et les droits des personnes d’ici.",
        Action::CreateUser => "Créer un compte.",
        Action::ChangeUser => "Modifier le compte de qui n’a pas plus de droits que soi.",
        Action::GrantRights => {
            "Donner et reprendre rôles, permissions et étiquettes, jamais au-delà des siens."
        }
        Action::ManageTeams => "Créer des équipes, les modifier, dire qui en fait partie.",
        Action::ManageResources => "Créer et modifier les ressources que l’on peut assigner et planifier.",
        Action::ManageTags => "Créer des étiquettes et leurs catégories, dire comment elles s’affichent.",
        Action::ManageSites => "Ajouter, modifier et déplacer groupes de sociétés et sites.",
        Action::ManageRoles => "Créer des rôles et les modifier.",
        Action::ReadPermissionReport => "Lire quelles permissions donne chaque rôle.",
        Action::ViewAudit => "Lire l’historique des changements de personnes, de droits et de réglages.",
        Action::ChangeSettings => "Lire et changer les réglages de l’instance.",
        Action::ManageDeadLetters => "Voir et renvoyer les mails qui n’ont pas pu partir.",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use authz::{Action, ShippedRole};
    use domain::Language;

    use super::{label, meaning, role_words};

    #[test]
    fn files_and_screens_call_the_shipped_roles_alike() {
        for (at, words) in
            [include_str!("../../../../web/locales/fr.json"), include_str!("../../../../web/locales/en.json")]
                .into_iter()
                .enumerate()
        {
            let words: serde_json::Value = serde_json::from_str(words).expect("JSON");
            for role in ShippedRole::ALL {
                assert_eq!(words["role"][role.word()], role_words(role)[at]);
            }
        }
    }

    /// [PO-4]
    #[test]
    fn po_4_every_permission_has_a_name_of_its_own_and_a_sentence_in_each_language() {
        for &language in Language::ALL {
            let labels: BTreeSet<_> = Action::ALL.iter().map(|&action| label(action, language)).collect();
            assert_eq!(labels.len(), Action::ALL.len(), "{language:?}");
            for &action in Action::ALL {
                assert!(meaning(action, language).ends_with('.'), "{action:?} in {language:?}");
            }
        }
    }
}
